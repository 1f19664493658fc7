# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=sh
# What the jobs share: results in TAP, a screen in tmux, programs in confined domains. Nothing here
# waits for a fixed time: conditions have deadlines, which a busy machine may need most of.
#
# Text that is looked for is plain, not a pattern.

log=/var/log/audit/audit.log
count=0 failures=0
deadline=${DEADLINE:-90}

# ok WHAT COMMAND...: one result.
ok()
{
	title=$1
	shift
	count=$((count + 1))
	if "$@" >/tmp/said 2>&1; then
		echo "ok $count - $title"
		return 0
	fi
	failures=$((failures + 1))
	echo "not ok $count - $title"
	echo "# failed: $*"
	tail -n 40 /tmp/said | sed 's/^/# /'
	return 0
}

# Something that the rest needs: said, and the end where it fails.
must()
{
	if ! "$@" >/tmp/said 2>&1; then
		echo "Bail out! failed: $*"
		tail -n 40 /tmp/said | sed 's/^/# /'
		[ ! -S /tmp/tmux-screen ] || picture | sed 's/^/# |/'
		exit 1
	fi
}

# The end of each job.
finish()
{
	echo "1..$count"
	[ "$failures" -eq 0 ]
}

same() { [ "$1" = "$2" ] || { echo "have: $1"; echo "want: $2"; return 1; }; }
fails() { ! "$@"; }
has() { grep -qF -e "$1" "$2" || { echo "not in $2: $1"; return 1; }; }

# within SECONDS COMMAND...: until it succeeds.
within()
{
	end=$(($(date +%s) + $1))
	shift
	until "$@"; do
		if [ "$(date +%s)" -ge $end ]; then
			echo "not within the time: $*"
			return 1
		fi
		sleep 0.1
	done
}

# --- the screen; as another user $tmux_socket is the one of their terminal

tmux_socket=/tmp/tmux-screen
in_tmux() { tmux -f /dev/null -S "$tmux_socket" "$@"; }

# screen COLUMNSxLINES COMMAND...: start it. Its exit status is shown when it ends.
screen()
{
	size=$1
	shift
	close_screen
	in_tmux new-session -d -x "${size%x*}" -y "${size#*x}" "$*; echo exit=\$?; exec sleep 10000"
	in_tmux set-option -g status off
}

close_screen() { in_tmux kill-server 2>/dev/null || :; }
picture() { in_tmux capture-pane -p -t :0; }
on_screen() { picture | grep -qF -e "$1"; }
keys() { in_tmux send-keys -t :0 "$@"; }

# shows TEXT [SECONDS], hides TEXT [SECONDS]
shows() { within "${2:-$deadline}" on_screen "$1" || { picture; return 1; }; }
hides() { within "${2:-$deadline}" fails on_screen "$1" || { picture; return 1; }; }

# A line of the screen that matches a pattern.
row_on_screen() { picture | grep -q -e "$1"; }
shows_row() { within "${2:-$deadline}" row_on_screen "$1" || { picture; return 1; }; }

# Move down from the top until the row of the cursor holds the text.
go_to()
{
	steps=60
	keys g
	until picture | grep -F '│>' | grep -qF -e "$1"; do
		steps=$((steps - 1))
		[ $steps -gt 0 ] || { echo "no row: $1"; picture; return 1; }
		keys j
		sleep 0.1
	done
}

# Keep the screen as it is now, for who looks at the results.
keep_screen() { picture >"$OUT/$1.screen"; }

# --- confined programs

# program NAME TYPE: a copy of the probe with that label, as the entry to a domain.
program()
{
	install -m 755 probe "/usr/local/sbin/$1"
	chcon -t "$2" "/usr/local/sbin/$1"
}

# The number of denials in the log whose line holds each of the words.
denials()
{
	lines=$(grep -a 'avc: *denied' $log || :)
	for word in "$@"; do
		lines=$(printf '%s\n' "$lines" | grep -aF -e "$word" || :)
	done
	printf '%s' "$lines" | grep -c '' || :
}

more_denials_than() { n=$1; shift; [ "$(denials "$@")" -gt "$n" ]; }
