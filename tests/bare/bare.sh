#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# A newcomer's first hour: a fresh root of a distribution with only git in it, in which README.md's two
# commands are run as root and as an ordinary user with sudo. ./bootstrap demo must show its first screen,
# ./bootstrap check must not fail; with "peers", check runs once more after ./bootstrap peers.
#
#   tests/bare/bare.sh OUT debian SUITE|fedora RELEASE [peers]
#
# OUT gets a directory for each run with the .trs and .log files of its tests. Everything happens in a mount
# and process namespace of its own, so that no mount and no process is left behind, whatever ends it. Needs
# root, mmdebstrap (or dnf) and a network; exits with 77 and the reason where one is missing.
set -u -o pipefail

skip()
{
	echo "skipped: $*"
	exit 77
}

[ $# -ge 3 ] || { sed -n '3,12s/^# \{0,1\}//p' "$0" >&2; exit 2; }
out=$1 family=$2 release=$3 peers=${4-}
top=$(cd "$(dirname "$0")/../.." && pwd) || exit 2
cache=${BARE_CACHE:-/var/cache/avcurate-bare}
tar=$cache/$family-$release.tar

[ "$(id -u)" -eq 0 ] || skip "making a root needs root"
command -v tmux >/dev/null || skip "tmux is not installed (package tmux)"
unshare --mount --pid --fork true 2>/dev/null || skip "no right to a mount namespace (unshare)"
git -C "$top" rev-parse -q --verify HEAD >/dev/null || skip "not a git checkout"
mkdir -p "$cache/debs-$release" "$out" || exit
work=$(mktemp -d) || exit
trap 'rm -rf --one-file-system "$work"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# Make the root once a week, with git and what an ordinary user needs to become root.
make_root()
{
	local log=$work/root.log

	[ -z "$(find "$tar" -mtime -7 2>/dev/null)" ] || return 0
	case $family in
	debian)
		command -v mmdebstrap >/dev/null || skip "mmdebstrap is not installed (package mmdebstrap)"
		mmdebstrap --variant=minbase --include=git,ca-certificates,sudo "$release" "$cache/new.tar" \
			http://deb.debian.org/debian >"$log" 2>&1 ;;
	fedora)
		command -v dnf >/dev/null || skip "dnf is not installed (package dnf)"
		mkdir -p "$work/fedora" &&
			dnf -y --installroot="$work/fedora" --releasever="$release" --use-host-config \
				--setopt=install_weak_deps=False --nodocs install \
				git-core sudo dnf rpm passwd >"$log" 2>&1 &&
			tar -C "$work/fedora" -cf "$cache/new.tar" . ;;
	*) echo "unknown family $family" >&2; exit 2 ;;
	esac || {
		tail -n 20 "$log"
		if grep -qE 'resolve|Unable to connect|[Ff]ailed to connect|unreachable|Cannot download|No such repo' \
			"$log"; then
			skip "no network, or no mirror of $family $release"
		fi
		# A dnf that knows no repository cannot make a root.
		[ "$family" = debian ] || skip "dnf cannot make a root of $family $release here"
		exit 1
	}
	mv "$cache/new.tar" "$tar"
}

# in_root DIR USER COMMAND: run it in the root, with /proc, /dev and the downloaded packages mounted.
# shellcheck disable=SC2016
in_root()
{
	unshare --mount --pid --fork --kill-child sh -c '
		root=$1 user=$2 debs=$3
		mount -t proc proc "$root/proc" && mount --rbind /dev "$root/dev" &&
			mount --rbind /sys "$root/sys" || exit 77
		mkdir -p "$root/var/cache/apt/archives" &&
			mount --bind "$debs" "$root/var/cache/apt/archives" || exit 77
		exec chroot "$root" su -s /bin/bash "$user" -c "cd ~/avcurate && export LC_ALL=C.UTF-8 CI=true && $4"
	' sh "$1" "$2" "$cache/debs-$release" "$3"
}

# Build the demo as a newcomer does, and wait for its first screen.
demo()
{
	local root=$1 user=$2 name=$3 socket=avcurate-bare-$$ deadline=$((SECONDS + 1200)) shown=1

	declare -f in_root >"$work/in_root.sh"
	tmux -L $socket new-session -d -x 80 -y 24 \
		"bash -c '. $work/in_root.sh; cache=$cache release=$release; in_root $root $user \"./bootstrap demo 2>&1\"; sleep 5'"
	while [ $SECONDS -lt $deadline ] && tmux -L $socket has-session 2>/dev/null; do
		tmux -L $socket capture-pane -p >"$out/$name-demo.screen" 2>/dev/null
		if grep -q '24/24 shown' "$out/$name-demo.screen" &&
			grep -q 'useradd_t' "$out/$name-demo.screen"; then
			shown=0
			break
		fi
		sleep 1
	done
	tmux -L $socket kill-server 2>/dev/null
	if [ $shown -eq 0 ]; then
		echo "$name: ./bootstrap demo shows its first screen after $SECONDS s"
	else
		echo "$name: FAILED: ./bootstrap demo shows no first screen; what it shows:"
		cat "$out/$name-demo.screen"
	fi
	return $shown
}

# check ROOT USER NAME COMMAND: run it there and keep what its tests said.
check()
{
	local root=$1 user=$2 name=$3 home status

	home=$root/home/$user
	[ "$user" != root ] || home=$root/root
	find "$home/avcurate/tests" -name '*.trs' -delete
	in_root "$root" "$user" "$4" >"$out/$name.log" 2>&1
	status=$?
	mkdir -p "$out/$name"
	(cd "$home/avcurate" && find tests -name '*.trs' | sed 's/\.trs$//' | while read -r test; do
		printf '%s.trs\n%s.log\n' "$test" "$test"
	done | tar -cf - -T - 2>/dev/null) | tar -C "$out/$name" -xf -
	if [ $status -ne 0 ]; then
		echo "$name: FAILED (status $status): $4"
		tail -n 40 "$out/$name.log"
		return 1
	fi
	echo "$name: $(grep -h '^# \(PASS\|SKIP\|FAIL\|ERROR\):' "$out/$name.log" | tail -n 4 | tr -s '\n ' ' ')"
}

make_root
git -C "$top" bundle create -q "$work/avcurate.bundle" HEAD || exit
failed=0
for user in root newcomer; do
	root=$work/$user
	name=$release-$user
	start=$SECONDS
	mkdir "$root" && tar -C "$root" -xf "$tar" || exit
	# apt cleans up after itself otherwise, and each run would download everything again.
	echo 'Binary::apt::APT::Keep-Downloaded-Packages "true"; APT::Keep-Downloaded-Packages "true";' \
		>"$root/etc/apt/apt.conf.d/99keep" 2>/dev/null
	cp -L /etc/resolv.conf "$root/etc/resolv.conf"
	cp "$work/avcurate.bundle" "$root/tmp/avcurate.bundle"
	if [ $user != root ]; then
		chroot "$root" useradd -m -s /bin/bash $user &&
			echo "$user ALL=(ALL) NOPASSWD: ALL" >"$root/etc/sudoers.d/$user" || exit
	fi
	chroot "$root" su -s /bin/bash $user -c 'cd ~ && git -c advice.detachedHead=false -c init.defaultBranch=main clone -q /tmp/avcurate.bundle avcurate' || exit
	demo "$root" $user "$name" || failed=1
	check "$root" $user "$name" './bootstrap check </dev/null' || failed=1
	if [ $user = root ] && [ "$peers" = peers ]; then
		check "$root" $user "$name-peers" './bootstrap peers && ./bootstrap check </dev/null' || failed=1
	fi
	echo "$name: $((SECONDS - start)) s"
	rm -rf --one-file-system "$root"
done
exit $failed
