#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# usage: smoke.sh SECONDS TARGET...
# Each fuzz target for some seconds from its seeds; what it finds is kept in the current directory.
set -eu
seconds=$1
shift
tests=$(cd "$(dirname "$0")" && pwd)
corpus=$(mktemp -d)
trap 'rm -rf "$corpus"' EXIT
[ $# -gt 0 ] || { echo "no fuzz targets: configure with --enable-fuzzing CC=clang"; exit 1; }
for target in "$@"; do
	name=${target##*/fuzz_}
	echo "fuzz: $name, $seconds s"
	mkdir "$corpus/$name"
	set -- "$corpus/$name"
	[ ! -d "$tests/seeds/$name" ] || set -- "$@" "$tests/seeds/$name"
	[ ! -f "$tests/$name.dict" ] || set -- "$@" "-dict=$tests/$name.dict"
	"${builddir:-.}/$target" -max_total_time="$seconds" -timeout=5 -rss_limit_mb=1024 \
		-artifact_prefix="found-$name-" -print_final_stats=1 -verbosity=0 "$@"
done
