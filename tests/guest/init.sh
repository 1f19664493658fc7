#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# PID 1 of the small guest. The kernel starts it as kernel_t with no policy loaded: the first pass
# mounts everything, loads the policy and runs this again, which its label makes init_t, so that
# daemons enter their own domains as they do under systemd.
PATH=/usr/sbin:/usr/bin:/sbin:/bin
export PATH

if [ -z "${GUEST_INIT_PASS-}" ]; then
	mount -t proc proc /proc
	mount -t sysfs sysfs /sys
	mount -t devtmpfs devtmpfs /dev
	mount -t tmpfs -o mode=755,nosuid,nodev tmpfs /run
	mkdir -p /run/lock /run/user /dev/pts /dev/shm
	mount -t devpts -o mode=620,gid=5,ptmxmode=666 devpts /dev/pts
	mount -t tmpfs -o mode=1777,nosuid,nodev tmpfs /dev/shm
	mount -t tmpfs -o mode=1777,nosuid,nodev tmpfs /tmp
	: >/run/utmp
	hostname "$(cat /etc/hostname)"
	# The first load mounts selinuxfs and follows enforcing= of the command line.
	load_policy -i || echo "guest-init: the policy did not load" >&2
	GUEST_INIT_PASS=2
	export GUEST_INIT_PASS
	exec /usr/sbin/guest-init
fi

# devtmpfs and tmpfs start with the label of their file system: first the two devices that the next
# programs, in domains of their own, inherit.
chcon -t console_device_t /dev/console
chcon -t null_device_t /dev/null
exec </dev/console >/dev/console 2>&1
restorecon -R /dev /run /tmp
auditd && augenrules --load >/dev/null

# A second terminal for the user that a job names in this file.
(while :; do
	[ ! -s /run/guest-login ] ||
		setsid agetty --autologin "$(cat /run/guest-login)" --noclear --keep-baud 115200 ttyS2 linux
	sleep 0.5
done) &

# agetty, login, a root shell in the domain that the policy gives root.
while :; do
	setsid agetty --autologin root --noclear --keep-baud 115200 ttyS0 linux
done
