#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# What the manual pages, README and the completions say of options, keys, columns, exporters and live sources
# is what the tables say (make update-man writes it), and the pages have no faults of markup.
set -eu
root=${srcdir:-.}
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
bad=0

for file in src/avcurate.1 src/avcurate.conf.5 README.md; do
	blocks=$(grep -cE '(\.\\"|<!--) generated: ' "$root/$file") || true
	[ "$blocks" -ge 2 ] || { echo "$file: its generated blocks are gone"; bad=1; }
	sh "$root/tests/fresh-blocks.sh" "$root/$file" >"$dir/fresh"
	if ! diff "$root/$file" "$dir/fresh"; then
		echo "$file (<) is not what the tables say (>): make update-man"
		bad=1
	fi
done

# Each option of --help has its entry in the page, and no other has one.
options()
{
	grep -oE -e '(^|[^[:alnum:]-])--?[[:alpha:]][[:alnum:]-]*' | sed 's/^[^-]*//' | LC_ALL=C sort -u
}
"${builddir:-.}/avcurate" --help | sed -nE 's/^  (-.|  )(, |  )(--[^ ]*).*/\1 \3/p' | options >"$dir/help"
sed -e 's/\\f[BIR]//g' -e 's/\\-/-/g' "$root/src/avcurate.1" | sed -n '/^\.SH OPTIONS/,/^\.SH THE SCREEN/p' |
	awk 'tag { print; tag = 0 } /^\.TP/ { tag = 1 }' | options >"$dir/page"
if [ ! -s "$dir/help" ] || ! diff "$dir/help" "$dir/page"; then
	echo "the options in --help (<) and in src/avcurate.1 (>) differ"
	bad=1
fi

if command -v man >/dev/null && man --version 2>/dev/null | grep -q '^man '; then
	for page in avcurate.1 avcurate.conf.5; do
		man --warnings -E UTF-8 -l -Tutf8 -Z "$root/src/$page" 2>"$dir/warnings" >/dev/null || bad=1
		if [ -s "$dir/warnings" ]; then
			cat "$dir/warnings"
			bad=1
		fi
	done
else
	echo "man (package man-db) is not here: the markup was not looked at"
fi
exit $bad
