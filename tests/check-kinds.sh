#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# A kind of denial is one file and one row: the names of a single kind occur in the table
# (include/denial/kind.h), in the kind's own file, and in the scanner that makes its records. What else
# wants to know asks the row.
set -eu
cd "${srcdir:-$(dirname "$0")/..}"
table=include/denial/kind.h
rows=$(sed -n 's/^	ROW(\([A-Z_]*\), *\([a-z_]*\)).*/\1 \2/p' "$table")
bad=0

# Rows are words.
# shellcheck disable=SC2086
set -- $rows
if [ $# -lt 10 ]; then
	echo "only $(($# / 2)) kinds seen in $table: this test looks at the wrong place"
	exit 1
fi
while [ $# -gt 1 ]; do
	id=$1 row=$2
	shift 2
	own=$(grep -l "^const struct kind $row = {" src/denial/kind_*.c || true)
	if [ "$(echo "$own" | grep -c .)" != 1 ]; then
		echo "$row is not defined in one file src/denial/kind_*.c, but in: ${own:-none}"
		bad=1
		continue
	fi
	if grep -rnwE --include='*.[ch]' "$id|$row" src include |
		grep -vE "^($table|$own|src/scan/[^:]*):"; then
		echo "$id: ask its row instead"
		bad=1
	fi
done
exit $bad
