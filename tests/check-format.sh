#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The code looks as .clang-format says. Other versions of it lay out some lines differently, so
# only version 14 judges.
set -eu
cd "${srcdir:-$(dirname "$0")/..}"
tool=clang-format-14
command -v $tool >/dev/null || tool=clang-format
if ! command -v $tool >/dev/null; then
	echo "skipped: clang-format is not installed (package clang-format)"
	exit 77
fi
case $($tool --version) in
*' version 14.'*) ;;
*)
	echo "skipped: version 14 of clang-format is needed, this is $($tool --version)"
	exit 77 ;;
esac
find src include tests -name '*.[ch]' ! -name '*_builtin.c' -exec $tool --dry-run -Werror {} +
