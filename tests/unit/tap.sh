#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# tap.sh PROGRAM ARG...: run a test program and pass its TAP on. cmocka 1.1.5 prints a skipped test as
# "not ok", which counts as a failure, and no version prints why it was skipped: this takes the reason
# from the line "# SKIP REASON" before it (tests/unit/need.h). Without a reason it is a failure.
exec 4>&1
# The exit status of the program comes back through descriptor 3, around awk.
status=$({
	{ "$@" 3>&- 4>&-; echo $? >&3; } | awk '
		/^# SKIP / { reason = substr($0, 8) }
		/^(not )?ok [0-9]+ # SKIP/ {
			number = $0
			sub(/^(not )?ok /, "", number)
			name = number
			sub(/ .*/, "", number)
			sub(/^[0-9]+ # SKIP */, "", name)
			if (reason)
				print "ok " number " - " name " # SKIP " reason
			else
				print "not ok " number " - " name ": skipped without a reason"
			reason = ""
			next
		}
		{ print }' >&4
} 3>&1)
exit "${status:-1}"
