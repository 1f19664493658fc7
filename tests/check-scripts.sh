#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The shell scripts, as shellcheck sees them.
set -eu
cd "${srcdir:-$(dirname "$0")/..}"
if ! command -v shellcheck >/dev/null; then
	echo "skipped: shellcheck is not installed (package shellcheck)"
	exit 77
fi
# srcdir and builddir come from make (SC2154), below which tests/batch/tap.sh is (SC1091).
find bootstrap .ci/run tests -type f '(' -name '*.sh' -o -name '*.tap' -o -name bootstrap -o \
	-path .ci/run -o -path tests/guest/start ')' -exec shellcheck -e SC1091,SC2154 {} +
# What these source is beside them in the guest.
find tests -name '*.guest' -exec shellcheck -s sh -S warning -e SC2034,SC2154 {} +
