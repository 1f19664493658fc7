#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# No two files need each other: what one file takes from another, seen by the linker, has no cycles. An
# edge "A B" is a symbol that B defines and A uses.
set -eu
cd "${builddir:-.}"
edges=$(mktemp)
loops=$(mktemp)
trap 'rm -f "$edges" "$loops"' EXIT

find src -name '*.o' | LC_ALL=C sort | while read -r object; do
	nm -P "$object" | sed "s|^|${object%.o}.c |"
done | awk '
$3 ~ /^[TDBRVWC]$/ { defined[$2] = $1; next }
$3 == "U" { used[$1 " " $2] = 1 }
END {
	for (u in used) {
		split(u, part, " ")
		if (part[2] in defined && defined[part[2]] != part[1])
			print part[1], defined[part[2]], part[2]
	}
}' | LC_ALL=C sort >"$edges"

count=$(wc -l <"$edges")
if [ "$count" -lt 1000 ]; then
	echo "only $count uses seen: this test looks at the wrong place"
	exit 1
fi
if ! cut -d ' ' -f 1,2 "$edges" | uniq | tsort >/dev/null 2>"$loops"; then
	echo "files that need each other, as tsort(1) names them, with what they use:"
	sed 's/^tsort: //; s/^-: //' "$loops"
	files=$(sed -n 's/^tsort: \(src.*\)$/\1/p' "$loops" | LC_ALL=C sort -u)
	for a in $files; do
		for b in $files; do
			awk -v a="$a" -v b="$b" '$1 == a && $2 == b { print "  " a " -> " b ": " $3 }' "$edges"
		done
	done
	exit 1
fi
