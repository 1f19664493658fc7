#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# In a real terminal multiplexer, from a real shell: start, resize, ^Z and fg, another TERM, quit;
# after each the terminal is the shell's again. The scenarios (*.scn) test the rest.
set -eu
command -v tmux >/dev/null || { echo "SKIP: tmux is missing (package tmux)"; exit 77; }
: "${srcdir:?}" "${builddir:?}"

work=$(mktemp -d)
socket=$work/tmux
# tmux would give the programs the surroundings of this script.
unset TMUX NO_COLOR COLUMNS LINES XDG_CONFIG_HOME AVCURATE_CONFIG
export HOME="$work" TZ=UTC LC_ALL=C.UTF-8 AVCURATE_TEST_CLOCK=1795168800000

in_tmux()
{
	tmux -S "$socket" -f /dev/null "$@"
}

# ASan's report of leaks keeps a process alive for a moment: end the server, not its programs.
finish()
{
	in_tmux kill-server 2>/dev/null || :
	rm -rf "$work"
}
trap finish EXIT

fail()
{
	echo "FAILED: $*"
	in_tmux capture-pane -p -t 0 || :
	exit 1
}

# Poll: at most about ten seconds.
wait_for()
{
	left=200
	until in_tmux capture-pane -p -t 0 | grep -qF -- "$1"; do
		left=$((left - 1))
		[ "$left" -gt 0 ] || fail "not on the screen: $1"
		sleep 0.05
	done
}

wait_until()
{
	left=200
	until [ "$(in_tmux display-message -p -t 0 "$1")" = "$2" ]; do
		left=$((left - 1))
		[ "$left" -gt 0 ] || fail "$1 is not $2"
		sleep 0.05
	done
}

# The markers are split, so that the typed command does not hold them.
run()
{
	in_tmux send-keys -t 0 "$1; echo 'status'=\$?" Enter
}

check_restored()
{
	wait_until '#{alternate_on} #{cursor_flag} #{mouse_any_flag}' '0 1 0'
	# Not in raw mode: the line comes back, once echoed and once printed.
	in_tmux send-keys -t 0 "clear; stty -a | tr ' ' '\\n' | grep -x -e -echo -e -icanon; echo 'mo'des" Enter
	wait_for modes
	! in_tmux capture-pane -p -t 0 | grep -qx -e '-echo' -e '-icanon' || fail "modes of the terminal"
}

cp "$srcdir/tests/data/pf9.log" "$work/"
in_tmux new-session -d -x 80 -y 24 -c "$work" 'exec sh -i'
in_tmux set-option -g status off
in_tmux send-keys -t 0 "PS1='> '; cd '$work'; set -m; clear" Enter

for term in screen screen-256color vt100; do
	infocmp "$term" >/dev/null 2>&1 || continue
	run "TERM=$term '$builddir/avcurate' pf9.log"
	wait_for useradd_t
	wait_until '#{alternate_on}' "$([ "$term" = vt100 ] && echo 0 || echo 1)"
	in_tmux send-keys -t 0 q
	wait_for 'status=0'
	check_restored
	in_tmux send-keys -t 0 clear Enter
done

run "'$builddir/avcurate' pf9.log"
wait_for useradd_t
in_tmux resize-window -t 0 -x 200 -y 60
wait_for 'in words'
in_tmux resize-window -t 0 -x 20 -y 5
wait_for small
in_tmux resize-window -t 0 -x 80 -y 24
wait_for useradd_t
# Where this host has a policy, the screen says at this size too that nobody named it.
if "$builddir/avcurate" why --format json "$work/pf9.log" | grep -q '"assumed": *true'; then
	wait_for '(assumed)'
fi

in_tmux send-keys -t 0 j C-z
wait_for Stopped
check_restored
in_tmux send-keys -t 0 fg Enter
wait_for useradd_t
wait_until '#{alternate_on}' 1
in_tmux send-keys -t 0 q
wait_until '#{alternate_on}' 0
check_restored
