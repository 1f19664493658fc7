#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Each header compiles alone, and twice in a row.
set -eu
cd "${srcdir:-$(dirname "$0")/..}"
bad=0
for header in include/*/*.h src/*/*_internal.h; do
	name=${header#include/}
	# CC may be "ccache gcc", and the flags are words.
	# shellcheck disable=SC2086
	if ! printf '#include "%s"\n#include "%s"\nint unused_by_anything;\n' "$name" "$name" |
			${CC:-cc} -std=gnu11 -D_GNU_SOURCE -Wall -Wextra -Werror ${HEADER_CFLAGS-} \
			-Iinclude -I"$(dirname "$header")" -fsyntax-only -x c -; then
		echo "$header does not compile alone"
		bad=1
	fi
done
exit $bad
