#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# What the conventions forbid and a compiler does not see: unsafe functions, files without a
# licence line or an opening comment, files over 700 lines, blanks at the ends of lines, translated
# English in comments, long commit subjects.
set -eu
cd "${srcdir:-$(dirname "$0")/..}"

code=$(find src include tests -name '*.[ch]' ! -name '*_builtin.c' | LC_ALL=C sort)
scripts="bootstrap .ci/run $(find tests -name '*.sh' -o -name '*.tap' -o -name '*.guest' | LC_ALL=C sort)"
other="configure.ac Makefile.am .clang-format $(find themes src -name '*.theme' -o -name '*.1' 2>/dev/null | LC_ALL=C sort)"
bad=0

# Strings and comments may say what they like.
forbidden='strcpy|strcat|sprintf|vsprintf|strncpy|strncat|gets|atoi|atol|strtok|system|popen|alloca|mktemp|tmpnam'
for file in $code; do
	if sed -e 's/"\([^"\\]\|\\.\)*"/""/g' -e 's://.*::' -e 's:/\*.*\*/::' -e 's:^[[:space:]]*/\?\*.*::' "$file" |
			grep -nE "(^|[^[:alnum:]_])($forbidden)\(" | sed "s|^|$file:|" | grep .; then
		echo "  a function that is not used here (bounds, shells): see Conventions in README.md"
		bad=1
	fi
done

for file in $code $scripts $other; do
	if ! head -n 2 "$file" | grep -q 'SPDX-License-Identifier: GPL-2.0-or-later'; then
		[ "$file" = .clang-format ] || {
			echo "$file: no SPDX line at the top"
			bad=1
		}
	fi
	lines=$(wc -l <"$file")
	# The manual is one page by its nature, and the list of files is one list.
	if [ "$lines" -gt 700 ] && [ "${file%.1}" = "$file" ] && [ "$file" != Makefile.am ]; then
		echo "$file: $lines lines; 700 is the most, one idea a file"
		bad=1
	fi
	if grep -n '[[:blank:]]$' "$file" | sed "s|^|$file:|" | grep .; then
		echo "  blanks at the end of the line"
		bad=1
	fi
done

# Each .c says in its first lines what it is for.
for file in $(find src -name '*.c' ! -name '*_builtin.c' | LC_ALL=C sort); do
	if ! sed -n 2p "$file" | grep -q '^/\* '; then
		echo "$file: does not open with what it is for"
		bad=1
	fi
done

# Words that a native engineer hardly writes in a comment, per 1,000 words; "is no X" instead of "is not an X".
comments=$(mktemp)
trap 'rm -f "$comments"' EXIT
# shellcheck disable=SC2046
awk '
FNR == 1 { inside = 0 }
/SPDX/ { next }
{
	line = $0
	while (line != "") {
		if (inside) {
			end = index(line, "*/")
			print end ? substr(line, 1, end - 1) : line
			inside = !end
			line = end ? substr(line, end + 2) : ""
			continue
		}
		if (!match(line, /"([^"\\]|\\.)*"|\047([^\047\\]|\\.)*\047|\/\/|\/\*/))
			break
		what = substr(line, RSTART, RLENGTH)
		line = substr(line, RSTART + RLENGTH)
		if (what == "//") {
			print line
			break
		}
		inside = what == "/*"
	}
}' $(find src include -name '*.[ch]' ! -name '*_builtin.c' | LC_ALL=C sort) >"$comments"
words=$(wc -w <"$comments")
[ "$words" -gt 20000 ] || { echo "only $words words of comments seen: this test looks at the wrong place"; bad=1; }
for word in behind stands told none; do
	found=$(tr -cs '[:alpha:]_' '\n' <"$comments" | grep -cix "$word" || :)
	if [ $((found * 1000)) -ge $((words * 3 / 10)) ]; then
		echo "\"$word\" occurs $found times in $words words of comments: write it as tmux or git would"
		bad=1
	fi
done
found=$(grep -ciE '(^|[^[:alpha:]])(is|are|was|were) no [[:alpha:]]' "$comments" || :)
if [ $((found * 1000)) -ge "$words" ]; then
	echo "\"is no\" and \"are no\" occur $found times: write \"is not a\""
	bad=1
fi

# Commits since the rooms were laid out; not in a release, which has no history.
since=d5062bdb
if git rev-parse -q --verify "$since^{commit}" >/dev/null 2>&1; then
	if git log --no-merges --format=%s "$since.." | grep -E '.{73}'; then
		echo "  a commit subject over 72 characters: \"room: what changes\""
		bad=1
	fi
fi
exit $bad
