#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Each fuzz target over its seeds, in any build (see replay.c); $FUZZERS names the targets.
set -eu
seeds=${srcdir:-.}/tests/fuzz/seeds
[ -n "$FUZZERS" ]
for target in $FUZZERS; do
	name=${target##*/fuzz_}
	[ -d "$seeds/$name" ] || { echo "$target has no seeds in $seeds/$name"; exit 1; }
	echo "$name"
	# A build with libFuzzer takes the directory as its corpus: load it and run nothing more.
	if [ "$FUZZING" = yes ]; then
		"${builddir:-.}/$target" -runs=0 "$seeds/$name"
	else
		"${builddir:-.}/$target" "$seeds/$name"
	fi
done
