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
# root, mmdebstrap (or dnf) and a network; exits with 77 and the reason where one is missing. Roots are kept
# for a week and packages for a month in $BARE_CACHE; $BARE_MIRROR is Debian's mirror.
set -u -o pipefail

skip()
{
	echo "skipped: $*"
	exit 77
}

[ $# -ge 3 ] || { sed -n '3,13s/^# \{0,1\}//p' "$0" >&2; exit 2; }
out=$1 family=$2 release=$3 peers=${4-}
top=$(cd "$(dirname "$0")/../.." && pwd) || exit 2
cache=${BARE_CACHE:-/var/cache/avcurate-bare}
tar=$cache/$family-$release.tar
debs=$cache/debs-$release
mirror=${BARE_MIRROR:-http://deb.debian.org/debian}
child='' work=''

# The repository may belong to another user than root.
repository()
{
	git -c safe.directory='*' -C "$top" "$@"
}

[ "$(id -u)" -eq 0 ] || skip "making a root needs root"
command -v tmux >/dev/null || skip "tmux is not installed (package tmux)"
unshare --mount --pid --fork true 2>/dev/null || skip "no right to a mount namespace (unshare)"
repository rev-parse -q --verify HEAD >/dev/null || skip "not a git checkout"
mkdir -p "$debs" "$out" || exit
find "$debs" -maxdepth 1 -type f -mtime +30 -delete

# The first process of a namespace takes the others with it.
finish()
{
	[ -z "$child" ] || kill -KILL "$child" 2>/dev/null
	[ -z "$work" ] || tmux -S "$work/tmux" kill-server 2>/dev/null
	rm -f "$cache/new.$$.tar"
	wait 2>/dev/null
	[ -z "$work" ] || rm -rf --one-file-system "$work"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP
work=$(mktemp -d) || exit

# Run a command that a signal to this script ends at once.
await()
{
	local status

	"$@" &
	child=$!
	wait "$child"
	status=$?
	child=
	return $status
}

# Run a command so that it takes its own processes and mounts with it.
contained()
{
	exec unshare --mount --pid --fork --kill-child --mount-proc -- "$@"
}

make_debian_root()
{
	TMPDIR=$work await contained mmdebstrap --variant=minbase --include=git,ca-certificates,sudo \
		"$release" "$cache/new.$$.tar" "$mirror"
}

# dnf 5 takes the repositories of this machine only when it is told to.
make_fedora_root()
{
	local config=

	! dnf --help 2>&1 | grep -q -e --use-host-config || config=--use-host-config
	mkdir -p "$work/fedora" &&
		await contained dnf -y --installroot="$work/fedora" --releasever="$release" \
			${config:+"$config"} --setopt=install_weak_deps=False --nodocs install \
			git-core sudo dnf rpm passwd &&
		await tar -C "$work/fedora" -cf "$cache/new.$$.tar" .
}

# Make the root once a week, with git and what an ordinary user needs to become root.
make_root()
{
	local log=$work/root.log tool=mmdebstrap

	[ -z "$(find "$tar" -mtime -7 2>/dev/null)" ] || return 0
	[ "$family" = debian ] || tool=dnf
	command -v $tool >/dev/null || skip "$tool is not installed (package $tool)"
	if ! "make_${family}_root" >"$log" 2>&1; then
		tail -n 20 "$log"
		if grep -qE 'Failed to fetch|resolv|[Cc]onnect|unreachable|Cannot download|No such repo' \
			"$log"; then
			skip "no network, or no mirror of $family $release"
		fi
		# A dnf that knows no repository cannot make a root.
		[ "$family" = debian ] || skip "dnf cannot make a root of $family $release here"
		exit 1
	fi
	mv "$cache/new.$$.tar" "$tar"
}

# A root that was kept does not show that there is a network today.
check_network()
{
	local root=$1

	case $family in
	debian)
		await chroot "$root" /usr/lib/apt/apt-helper download-file "$mirror/dists/$release/InRelease" \
			/tmp/InRelease ;;
	*)
		await chroot "$root" dnf -q makecache ;;
	esac >"$work/network.log" 2>&1 && rm -f "$root/tmp/InRelease" && return
	tail -n 5 "$work/network.log"
	skip "no network, or no mirror of $family $release"
}

# What is cloned. Of a checkout without its history the files, since its commits refer to others.
make_bundle()
{
	if [ "$(repository rev-parse --is-shallow-repository)" = false ]; then
		repository bundle create -q "$work/avcurate.bundle" HEAD
		return
	fi
	mkdir "$work/snapshot" && repository archive HEAD | tar -C "$work/snapshot" -xf - &&
		git -C "$work/snapshot" -c init.defaultBranch=main init -q &&
		git -C "$work/snapshot" add -A &&
		git -C "$work/snapshot" -c user.name=CI -c user.email=ci@localhost commit -qm snapshot &&
		git -C "$work/snapshot" bundle create -q "$work/avcurate.bundle" HEAD
}

# in_root DIR DEBS USER COMMAND: run it in the clone there, with /proc, /dev and the downloaded packages
# mounted, and nothing of this script's environment.
# shellcheck disable=SC2016
in_root()
{
	exec env -i TERM="${TERM:-dumb}" PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
		unshare --mount --pid --fork --kill-child sh -c '
		root=$1 debs=$2 user=$3
		mount --bind "$root" "$root" && cd "$root" && mount -t proc proc "$root/proc" && mount --rbind /dev "$root/dev" &&
			mount --rbind /sys "$root/sys" || exit 77
		mkdir -p "$root/var/cache/apt/archives" &&
			mount --bind "$debs" "$root/var/cache/apt/archives" || exit 77
		# Not exec: the first process has to reap those whose parent has ended, and su does not.
		chroot "$root" su -s /bin/bash "$user" -c "cd ~/avcurate && export LC_ALL=C.UTF-8 CI=true && $4"
		exit $?
	' sh "$@"
}

# Keep the result of something that is no test of make check, for whoever counts them.
result()
{
	printf ':test-result: %s %s\n' "$1" "$3" >"$out/$2.trs"
}

# Build the demo as a newcomer does, and wait for its first screen.
demo()
{
	local root=$1 user=$2 name=$3 start=$SECONDS shown=1 screen=$out/$3-demo.log

	declare -f in_root >"$work/in_root.sh"
	tmux -S "$work/tmux" -f /dev/null new-session -d -x 80 -y 24 \
		"bash -c '. $work/in_root.sh; (in_root $root $debs $user \"./bootstrap demo 2>&1\"); sleep 5'"
	while [ $((SECONDS - start)) -lt 1200 ] && tmux -S "$work/tmux" has-session 2>/dev/null; do
		tmux -S "$work/tmux" capture-pane -p >"$screen" 2>/dev/null
		if grep -q '24/24 shown' "$screen" && grep -q 'useradd_t' "$screen"; then
			shown=0
			break
		fi
		await sleep 1
	done
	tmux -S "$work/tmux" kill-server 2>/dev/null
	if [ $shown -eq 0 ]; then
		result PASS "$name-demo" "first screen"
		echo "$name: ./bootstrap demo shows its first screen after $((SECONDS - start)) s"
	else
		result FAIL "$name-demo" "first screen"
		echo "$name: FAILED: ./bootstrap demo shows no first screen; what it shows:"
		cat "$screen"
	fi
	return $shown
}

# check ROOT USER NAME COMMAND: run it there and keep what its tests said.
check()
{
	local root=$1 user=$2 name=$3 home status start=$SECONDS

	home=$root/home/$user
	[ "$user" != root ] || home=$root/root
	find "$home/avcurate/tests" -name '*.trs' -delete
	await in_root "$root" "$debs" "$user" "$4" </dev/null >"$out/$name.log" 2>&1
	status=$?
	mkdir -p "$out/$name"
	(cd "$home/avcurate" && find tests -name '*.trs' | sed 's/\.trs$//' | while read -r test; do
		printf '%s.trs\n%s.log\n' "$test" "$test"
	done | tar -cf - -T - 2>/dev/null) | tar -C "$out/$name" -xf -
	# Whoever clones it finds it clean after its tests.
	chroot "$root" su -s /bin/bash "$user" -c 'cd ~/avcurate && git status --porcelain' >"$out/$name-status.log"
	if [ -s "$out/$name-status.log" ]; then
		result FAIL "$name-status" "nothing untracked is left"
		echo "$name: FAILED: files are left untracked or changed:"
		cat "$out/$name-status.log"
		status=$((status ? status : 1))
	else
		result PASS "$name-status" "nothing untracked is left"
	fi
	if [ $status -ne 0 ]; then
		echo "$name: FAILED (status $status): $4"
		tail -n 40 "$out/$name.log"
		return 1
	fi
	echo "$name: $(grep -h '^# \(PASS\|SKIP\|FAIL\|ERROR\):' "$out/$name.log" | tail -n 4 | tr -s '\n ' ' ')" \
		"in $((SECONDS - start)) s"
}

make_root
make_bundle || exit
failed=0
for user in root newcomer; do
	root=$work/$user
	name=$release-$user
	start=$SECONDS
	mkdir "$root" && tar -C "$root" -xf "$tar" || exit
	# apt cleans up after itself otherwise, and each run would download everything again.
	[ ! -d "$root/etc/apt/apt.conf.d" ] ||
		echo 'Binary::apt::APT::Keep-Downloaded-Packages "true"; APT::Keep-Downloaded-Packages "true";' \
			>"$root/etc/apt/apt.conf.d/99keep"
	cp -L /etc/resolv.conf "$root/etc/resolv.conf"
	check_network "$root"
	cp "$work/avcurate.bundle" "$root/tmp/avcurate.bundle"
	if [ $user != root ]; then
		chroot "$root" useradd -m -s /bin/bash $user &&
			echo "$user ALL=(ALL) NOPASSWD: ALL" >"$root/etc/sudoers.d/$user" || exit
	fi
	chroot "$root" su -s /bin/bash $user -c 'cd ~ && git -c advice.detachedHead=false -c init.defaultBranch=main clone -q /tmp/avcurate.bundle avcurate' || exit
	demo "$root" $user "$name" || failed=1
	check "$root" $user "$name" './bootstrap check' || failed=1
	if [ $user = root ] && [ "$peers" = peers ]; then
		check "$root" $user "$name-peers" './bootstrap peers && ./bootstrap check' || failed=1
	fi
	echo "$name: $((SECONDS - start)) s"
	rm -rf --one-file-system "$root"
done
[ $failed -eq 0 ]
