#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The manual page, --help and the table of actions name the same options and keys, and the page has
# no faults of markup.
set -eu
root=${srcdir:-.}
page=$root/src/avcurate.1
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
bad=0

options()
{
	grep -oE -e '(^|[^[:alnum:]-])--?[[:alpha:]][[:alnum:]-]*' | sed 's/^[^-]*//' | LC_ALL=C sort -u
}

# --help lists its options after "Options:"; in the page they stand in the tags of OPTIONS.
"${builddir:-.}/avcurate" --help | sed -n '/^Options:/,/^$/p' |
	sed -nE 's/^  (-.|  )(, |  )(--[^ ]*).*/\1 \3/p' | options >"$dir/help"
sed -e 's/\\f[BIR]//g' -e 's/\\-/-/g' "$page" >"$dir/plain"
sed -n '/^\.SH OPTIONS/,/^\.SH THE SCREEN/p' "$dir/plain" |
	awk 'tag { print; tag = 0 } /^\.TP/ { tag = 1 }' | options >"$dir/page"
if [ ! -s "$dir/help" ] || ! diff "$dir/help" "$dir/page"; then
	echo "the options in --help (<) and in src/avcurate.1 (>) differ"
	bad=1
fi

# Each action by name, with its keys, as ":NAME" follows them in a tag.
if [ -f "$root/src/tui/action_table.c" ]; then
	awk '
	/\.name = "/ { split($0, part, "\""); name = part[2]; keys = "" }
	/\.keys = "/ { split($0, part, "\""); keys = part[2] }
	/\.run = / {
		gsub(/<Lt>/, "<", keys)
		gsub(/ /, ", ", keys)
		gsub(/\\\\/, "\\", keys)
		print keys (keys == "" ? "" : "   ") ":" name
	}' "$root/src/tui/action_table.c" >"$dir/actions"
	sed -nE '/^\.SH THE SCREEN/,/^\.SH FILTERS/{ s/^((.*   )?:[a-z-]+).*/\1/p; }' "$dir/plain" >"$dir/tags"
	if [ ! -s "$dir/actions" ] || ! diff "$dir/actions" "$dir/tags"; then
		echo "the actions in src/tui/action_table.c (<) and in src/avcurate.1 (>) differ"
		bad=1
	fi
fi

if command -v man >/dev/null && man --version 2>/dev/null | grep -q '^man '; then
	man --warnings -E UTF-8 -l -Tutf8 -Z "$page" 2>"$dir/warnings" >/dev/null || bad=1
	if [ -s "$dir/warnings" ]; then
		cat "$dir/warnings"
		bad=1
	fi
else
	echo "man (package man-db) is not here: the markup was not looked at"
fi
exit $bad
