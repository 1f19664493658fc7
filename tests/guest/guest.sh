#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# guest.sh build        make the guests, unless they are in the cache already
# guest.sh JOB.guest    run a job in one (make check-guest does) and print what it says, in TAP
#
# The cache is $GUEST_CACHE, by default ~/.cache/avcurate-guest, one directory for each set of
# inputs. A job is a shell script with two lines of its own, "# guest: small|full" (the small one
# starts from a snapshot, the full one boots) and "# seconds: N", its time limit on a quiet machine.
# GUEST_KEEP=DIR keeps what it left in $OUT. What is missing is named, and the job skipped.
set -eu -o pipefail
here=$(cd "$(dirname "$0")" && pwd)
PATH=$PATH:/usr/sbin:/sbin
cache=${GUEST_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/avcurate-guest}
# Seconds to boot under emulation, and how much slower a busy machine may be.
boot_seconds=15 patience=${GUEST_PATIENCE:-4}
work='' qemu=''

finish()
{
	[ -z "$qemu" ] || kill "$qemu" 2>/dev/null || :
	[ -z "$work" ] || rm -rf "$work"
}
trap finish EXIT
trap 'exit 130' INT TERM

# What is missing to build and boot a guest; nothing when all is there.
missing()
{
	local tool probe

	for tool in mmdebstrap qemu-system-x86_64 qemu-img mke2fs debugfs setfiles dpkg-deb cpio flock; do
		command -v "$tool" >/dev/null || { echo "$tool is not installed"; return; }
	done
	[ "$(uname -m)" = x86_64 ] || { echo "made for x86_64"; return; }
	grep -q '^ID=debian' /etc/os-release || { echo "this machine is no Debian"; return; }
	[ "$(id -u)" -eq 0 ] || { echo "not root"; return; }
	mkdir -p "$cache"
	probe=$(mktemp "$cache/probe.XXXXXX")
	setfattr_selinux "$probe" ||
		echo "no CAP_SYS_ADMIN (or $cache is on a file system without security xattrs)"
	rm -f "$probe"
}

setfattr_selinux()
{
	python3 -c 'import os, sys
os.setxattr(sys.argv[1], "security.selinux", b"system_u:object_r:etc_t:s0\0")' "$1" 2>/dev/null
}

# The inputs: scripts, what they install in which versions, and what boots it.
key()
{
	local packages

	packages=$("$here/../../bootstrap" packages Debian inside)
	{
		(cd "$here" && cat as-domain.sh build.sh console.service tests_guest.cil init.sh \
			initrd-init login.sh)
		echo "${GUEST_MIRROR-}"
		# shellcheck disable=SC2086
		apt-cache policy linux-image-cloud-amd64 $packages | grep -e '^[a-z]' -e Candidate:
		qemu-system-x86_64 --version
		machine_arguments
	} | sha256sum | cut -c1-16
}

# --- the machine

# Plain emulation: a /dev/kvm that opens is no proof that it works.
machine_arguments()
{
	echo -accel tcg,thread=multi -cpu max -smp 2 -m 512 -nodefaults -no-user-config \
		-display none -no-reboot
}

# Debian's default is AppArmor. audit=1: records from the start. A panic ends qemu.
append="console=ttyS0 rw security=selinux enforcing=1 audit=1 audit_backlog_limit=8192 panic=-1 quiet"

# The full guest, as it boots; disks as namespaces of one NVMe controller have stable names.
full()
{
	# shellcheck disable=SC2046
	exec qemu-system-x86_64 $(machine_arguments) -kernel "$dir/vmlinuz" -monitor none \
		-append "root=/dev/nvme0n1 $append init=/lib/systemd/systemd guest.job" \
		-drive "file=$dir/full.img,format=raw,if=none,id=d1,snapshot=on" \
		-drive "file=$work/in.tar,format=raw,if=none,id=d2,readonly=on" \
		-device nvme,serial=guest,id=n0 -device nvme-ns,drive=d1,bus=n0,nsid=1 \
		-device nvme-ns,drive=d2,bus=n0,nsid=2 "$@"
}

# small IMAGE ARGUMENT...: the small guest, on disks that can be in a snapshot.
small()
{
	local image=$1

	shift
	# shellcheck disable=SC2046
	exec qemu-system-x86_64 $(machine_arguments) -kernel "$dir/vmlinuz" -initrd "$dir/initrd.gz" \
		-append "$append init=/usr/sbin/guest-init" \
		-drive "file=$image,format=qcow2,if=none,id=d1" -device virtio-blk-pci,drive=d1 \
		-drive "file=$work/in.tar,format=raw,if=none,id=d2,readonly=on" \
		-device virtio-blk-pci,drive=d2 "$@"
}

# wait_while SECONDS CONDITION...: as long as the guest lives and the condition holds.
wait_while()
{
	local left=$(($1 * 10))

	shift
	while kill -0 "$qemu" 2>/dev/null && "$@"; do
		left=$((left - 1))
		[ $left -gt 0 ] || return 1
		sleep 0.1
	done
}

lacks() { ! grep -aq -e "$2" "$1" 2>/dev/null; }

# Boot the small guest, and save it as it waits for a command.
snapshot()
{
	truncate -s 64M "$work/in.tar"
	mkfifo "$work/monitor"
	qemu-img create -q -f qcow2 -F raw -b small.img "$dir/snapshot.qcow2"
	small "$dir/snapshot.qcow2" -monitor stdio -serial "file:$work/console" -serial null \
		-serial null <"$work/monitor" >"$work/monitor.log" &
	qemu=$!
	exec 3>"$work/monitor"
	# A second for the shell and the daemons to come to rest.
	if ! wait_while $((boot_seconds * patience)) lacks "$work/console" 'root@.*#' || ! sleep 1 ||
			! printf 'savevm booted\ninfo snapshots\n' >&3 ||
			! wait_while $((boot_seconds * patience)) lacks "$work/monitor.log" '^--.*booted'; then
		cat "$work/console" "$work/monitor.log"
		echo "guest.sh: the small guest did not come up"
		return 1
	fi
	echo quit >&3
	exec 3>&-
	wait "$qemu" || :
	qemu=
}

# Set $dir to the guests, which are made where they are not there. One at a time.
need_guests()
{
	local key

	exec 9>"$cache/lock"
	flock 9
	key=$(key)
	dir=$cache/$key
	if [ -e "$dir/ready" ]; then
		touch "$dir"
		return
	fi
	find "$cache" -mindepth 1 -maxdepth 1 -type d -mtime +7 -exec rm -rf {} +
	"$here/build.sh" "$dir" || return
	snapshot || return
	touch "$dir/ready"
}

# --- jobs

setting() { sed -n "s/^# $1: *//p" "$job"; }

# The archive that the guest gets: the job, what it uses, the program.
pack()
{
	local top=${builddir:-$here/../..} in=$work/in file

	mkdir -p "$in"
	cp "$here/start" "$here/lib.sh" "$in/"
	cp "$job" "$in/job"
	cp "$top/avcurate" "$in/"
	for file in $(setting with); do
		if [ -e "$top/$file" ]; then
			cp "$top/$file" "$in/"
		else
			cp "$here/../../$file" "$in/"
		fi
	done
	date +%s >"$in/now"
	tar -c -C "$in" -f "$work/in.tar" .
	truncate -s 64M "$work/in.tar"
}

run_job()
{
	local limit image

	limit=$(($(setting seconds) * patience))
	pack
	mkdir "$work/out"
	if [ "$(setting guest)" = small ]; then
		# Its changes go to a copy, as a layer on top would hide what was saved.
		image=$work/snapshot.qcow2
		qemu-img rebase -q -u -F raw -b "$dir/small.img" "$dir/snapshot.qcow2"
		cp --sparse=always "$dir/snapshot.qcow2" "$image"
		echo guest_job >"$work/keys"
		small "$image" -loadvm booted -monitor none -serial stdio \
			-serial "file:$work/out.tgz" -serial null <"$work/keys" >"$work/console" &
	else
		limit=$((limit + boot_seconds * patience))
		full -serial "file:$work/console" -serial "file:$work/out.tgz" -serial null \
			</dev/null >"$work/qemu.log" 2>&1 &
	fi
	qemu=$!
	wait_while "$limit" true || echo "# no end after $limit seconds"
	kill "$qemu" 2>/dev/null || :
	wait "$qemu" || :
	qemu=
	tar -x -z -C "$work/out" -f "$work/out.tgz" 2>/dev/null || :
	if [ -n "${GUEST_KEEP-}" ]; then
		rm -rf "$GUEST_KEEP"
		cp -r "$work/out" "$GUEST_KEEP"
		cp "$work/console" "$GUEST_KEEP/"
	fi
	[ ! -f "$work/out/tap" ] || cat "$work/out/tap"
	[ -f "$work/out/status" ] && [ "$(cat "$work/out/status")" -eq 0 ] && return
	echo "---- the guest's console"
	touch "$work/out/tap"
	tr -d '\000\r' <"$work/console" | grep -avxF -f "$work/out/tap" || :
	echo "----"
	[ -f "$work/out/status" ] || echo "Bail out! the guest did not finish"
	return 1
}

# Nobody can rely on the time of an emulated machine on a busy host: a job that fails is run once more, from the
# same start, and what the first run said is told.
run_again()
{
	if run_job >"$work/first"; then
		cat "$work/first"
		return
	fi
	sed 's/^/# first run: /' "$work/first"
	rm -rf "$work/out" "$work/in" "$work/out.tgz" "$work/console"
	run_job
}

[ $# -eq 1 ] || { sed -n '3,13s/^# \{0,1\}//p' "$0" >&2; exit 2; }
job=$1
reason=$(missing)
if [ -n "$reason" ]; then
	[ "$job" != build ] || { echo "no guest here: $reason"; exit 77; }
	echo "1..0 # SKIP no guest here: $reason"
	exit 77
fi
work=$(mktemp -d "$cache/work.XXXXXX")
if ! need_guests >"$work/build.log" 2>&1; then
	tail -n 60 "$work/build.log"
	echo "Bail out! the guests were not built"
	exit 1
fi
[ "$job" = build ] || run_again
