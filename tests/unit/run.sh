#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Run a test program. cmocka reports a skipped test as "not ok N # SKIP NAME", which TAP counts as a failure,
# or as "ok N # SKIP NAME": report it as "ok N - NAME # SKIP REASON". The reason, which names the missing
# package, is the last line that the test printed.
set -u
result=$(mktemp) || exit 99
trap 'rm -f "$result"' EXIT
{
	"$@"
	echo $? >"$result"
} | awk '
/^(not )?ok [0-9]+ # SKIP / {
	name = number = $0
	sub(/^(not )?ok [0-9]+ # SKIP /, "", name)
	sub(/^(not )?ok /, "", number)
	sub(/ .*/, "", number)
	print "ok " number " - " name " # SKIP " (reason == "" ? "no reason given" : reason)
	fflush()
	next
}
{
	reason = /^(not )?ok / || /^1\.\./ ? "" : $0
	sub(/^# */, "", reason)
	print
	fflush()
}'
exit "$(cat "$result")"
