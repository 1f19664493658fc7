#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# check-format.sh [--fix]: the code looks as .clang-format says, or is made so. Versions of clang-format
# lay out some lines differently, so only the version that .clang-format names decides.
set -eu
cd "${srcdir:-$(dirname "$0")/..}"
action='--dry-run -Werror'
[ "${1-}" != --fix ] || action=-i
version=$(sed -n 's/^# clang-format version //p' .clang-format)
for tool in "clang-format-$version" clang-format; do
	if command -v "$tool" >/dev/null; then
		case $("$tool" --version) in
		*" version $version."*)
			# The actions are words.
			# shellcheck disable=SC2086
			exec find src include tests -name '*.[ch]' ! -name '*_builtin.c' -exec "$tool" $action {} + ;;
		esac
	fi
done
echo "skipped: needs version $version of clang-format (package clang-format-$version or clang-format)"
exit 77
