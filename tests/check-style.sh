#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# What the conventions forbid and a compiler does not see: unsafe functions, files without a
# licence line, files over 700 lines, blanks at the ends of lines.
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
exit $bad
