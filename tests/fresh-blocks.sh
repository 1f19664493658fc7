#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Print a text with its marked blocks as the program gives them now: what is between a line with
# "generated: NAME" and the next one that ends the block is replaced by avcurate --manual NAME.
# usage: fresh-blocks.sh FILE
set -eu
awk -v program="${builddir:-.}/avcurate" '
/generated: [a-z.]+/ {
	print
	name = $0
	sub(/.*generated: /, "", name)
	sub(/[^a-z.].*/, "", name)
	command = program " --manual " name
	while ((command | getline line) > 0)
		print line
	if (close(command) != 0) {
		print FILENAME ": no block " name >"/dev/stderr"
		exit 1
	}
	inside = 1
	next
}
inside && /^(\.\\" end|<!-- end -->)$/ { inside = 0 }
!inside { print }
END { exit inside }
' "$1"
