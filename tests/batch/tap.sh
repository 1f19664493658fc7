# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=sh disable=SC2034
# What the tests of the command line begin with: an empty directory, which goes with them, and what they call.
bin=$builddir/avcurate
export LC_ALL=C.UTF-8 TZ=UTC AVCURATE_TEST_CLOCK=1795165200000
PATH=$PATH:/usr/sbin:/sbin
dir=$(mktemp -d) || exit 1
trap 'rm -rf "$dir"' EXIT
cd "$dir" || exit 1
n=0
show= # files that help to see why a test fails, besides got and err
# The truth of the last command.
ok() { # NAME
	if [ $? = 0 ]; then result=ok; else result="not ok"; fi
	n=$((n + 1))
	echo "$result $n - $1"
	# shellcheck disable=SC2086
	[ "$result" = ok ] || cat got err $show 2>/dev/null | cut -c 1-400 | sed 's/^/# /'
}
skip() { # NAME WHY
	n=$((n + 1))
	echo "ok $n - $1 # SKIP $2"
}
# Without one of these there is nothing to test.
need() { # PROGRAM:PACKAGE...
	for tool; do
		command -v "${tool%:*}" >/dev/null && continue
		echo "1..0 # SKIP ${tool%:*} is missing (package ${tool#*:})"
		exit 0
	done
}
run() {
	"$bin" "$@" >got 2>err </dev/null
	status=$?
}
