# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=sh
# Read by login shells of the guest.
#
# guest_job: unpack the job from the second disk (a bare tar archive), run it, write what it left in
# $OUT and its exit status, as a tar archive too, to the second serial port, and power off. A guest
# that has booted does that by itself; one restored from a snapshot is told to.
guest_job()
{
	export OUT=/root/out
	mkdir -p /root/job $OUT
	if [ -b /dev/vdb ]; then disk=/dev/vdb; else disk=/dev/nvme0n2; fi
	tar -x -m -C /root/job -f $disk
	(cd /root/job && exec ./start)
	echo $? >$OUT/status
	stty -F /dev/ttyS1 raw -echo
	# tar itself refuses to write an archive to a terminal.
	tar -c -z -f - -C $OUT . | cat >/dev/ttyS1
	sync
	echo o >/proc/sysrq-trigger
	sleep 60
}

# The session of the second terminal is inside a tmux whose server has the user's own context.
if [ "$(tty)" = /dev/ttyS2 ]; then
	tmux -f /dev/null -S "/tmp/tmux-$(id -un)" new-session -d -x 80 -y 24 "exec sh -i"
	while tmux -S "/tmp/tmux-$(id -un)" has-session 2>/dev/null; do sleep 1; done
	exit
fi
if [ "$(tty)" = /dev/ttyS0 ] && [ ! -e /root/job ]; then
	case " $(cat /proc/cmdline) " in
	*" guest.job "*) guest_job ;;
	esac
fi
