// SPDX-License-Identifier: GPL-2.0-or-later
/* Well-known ioctl commands, as the lower 16 bits that SELinux checks. The numbers come from
 * asm-generic/ioctls.h (x86, Arm, RISC-V, s390) and the drivers' own headers; on other
 * architectures terminal commands may differ. */
#include "config.h"

#include "words/words.h"

#include <stdlib.h>

struct words_ioctl {
	uint16_t command;
	const char *text;
};

/* Sorted by number. */
static const struct words_ioctl table[] = {
	{ 0x125d, "BLKROSET, set a block device read-only" },
	{ 0x125e, "BLKROGET, ask whether a block device is read-only" },
	{ 0x125f, "BLKRRPART, read the partition table again" },
	{ 0x1260, "BLKGETSIZE, get the size of a block device" },
	{ 0x1261, "BLKFLSBUF, flush the buffers of a block device" },
	{ 0x1268, "BLKSSZGET, get the sector size" },
	{ 0x1272, "BLKGETSIZE64, get the size of a block device" },
	{ 0x1277, "BLKDISCARD, discard blocks" },
	{ 0x2285, "SG_IO, send SCSI commands" },
	{ 0x4b33, "KDGKBTYPE, get the keyboard type" },
	{ 0x4b3a, "KDSETMODE, switch the console between text and graphics" },
	{ 0x4b3b, "KDGETMODE, get the console mode" },
	{ 0x4b44, "KDGKBMODE, get the keyboard mode" },
	{ 0x4b45, "KDSKBMODE, set the keyboard mode" },
	{ 0x4c00, "LOOP_SET_FD, attach a file to a loop device" },
	{ 0x4c01, "LOOP_CLR_FD, detach the file from a loop device" },
	{ 0x4c82, "LOOP_CTL_GET_FREE, get a free loop device" },
	{ 0x5200, "RNDGETENTCNT, get the entropy count" },
	{ 0x5203, "RNDADDENTROPY, add to the random pool and credit it" },
	{ 0x5326, "CDROM_DRIVE_STATUS, get the state of a CD drive" },
	{ 0x5331, "CDROM_GET_CAPABILITY, get the abilities of a CD drive" },
	{ 0x5401, "TCGETS, get terminal settings" },
	{ 0x5402, "TCSETS, set terminal settings" },
	{ 0x5403, "TCSETSW, set terminal settings after output" },
	{ 0x5404, "TCSETSF, set terminal settings and drop input" },
	{ 0x5405, "TCGETA, get terminal settings, old form" },
	{ 0x5406, "TCSETA, set terminal settings, old form" },
	{ 0x5409, "TCSBRK, send a break" },
	{ 0x540a, "TCXONC, stop and start terminal output" },
	{ 0x540b, "TCFLSH, drop terminal input or output" },
	{ 0x540e, "TIOCSCTTY, acquire a controlling terminal" },
	{ 0x540f, "TIOCGPGRP, get the foreground process group" },
	{ 0x5410, "TIOCSPGRP, set the foreground process group" },
	{ 0x5411, "TIOCOUTQ, get the size of pending output" },
	{ 0x5412, "TIOCSTI, fake terminal input" },
	{ 0x5413, "TIOCGWINSZ, get the window size" },
	{ 0x5414, "TIOCSWINSZ, set the window size" },
	{ 0x541b, "FIONREAD, get the size of pending input" },
	{ 0x541c, "TIOCLINUX, use the console's selection and more" },
	{ 0x541d, "TIOCCONS, redirect console output" },
	{ 0x5421, "FIONBIO, set non-blocking mode" },
	{ 0x5422, "TIOCNOTTY, give up the controlling terminal" },
	{ 0x5429, "TIOCGSID, get the terminal's session" },
	{ 0x542a, "TCGETS2, get terminal settings with any speed" },
	{ 0x542b, "TCSETS2, set terminal settings with any speed" },
	{ 0x5430, "TIOCGPTN, get the number of a pseudo terminal" },
	{ 0x5431, "TIOCSPTLCK, lock and unlock a pseudo terminal" },
	{ 0x5441, "TIOCGPTPEER, open the other side of a pseudo terminal" },
	{ 0x5450, "FIONCLEX, keep open on exec" },
	{ 0x5451, "FIOCLEX, close on exec" },
	{ 0x5452, "FIOASYNC, set asynchronous mode" },
	{ 0x54ca, "TUNSETIFF, attach to or create a TUN/TAP interface" },
	{ 0x5600, "VT_OPENQRY, find a free virtual terminal" },
	{ 0x5601, "VT_GETMODE, get the switching mode of a virtual terminal" },
	{ 0x5602, "VT_SETMODE, set the switching mode of a virtual terminal" },
	{ 0x5603, "VT_GETSTATE, get the active virtual terminal" },
	{ 0x5606, "VT_ACTIVATE, switch to a virtual terminal" },
	{ 0x581f, "FS_IOC_FSGETXATTR, get extended file flags and project" },
	{ 0x5820, "FS_IOC_FSSETXATTR, set extended file flags and project" },
	{ 0x5877, "FIFREEZE, freeze a filesystem" },
	{ 0x5878, "FITHAW, thaw a filesystem" },
	{ 0x5879, "FITRIM, discard unused blocks of a filesystem" },
	{ 0x6201, "BINDER_WRITE_READ, do binder transactions" },
	{ 0x6601, "FS_IOC_GETFLAGS, get file flags such as immutable" },
	{ 0x6602, "FS_IOC_SETFLAGS, set file flags such as immutable" },
	{ 0x660b, "FS_IOC_FIEMAP, get the extents of a file" },
	{ 0x7009, "RTC_RD_TIME, read the hardware clock" },
	{ 0x700a, "RTC_SET_TIME, set the hardware clock" },
	{ 0x890b, "SIOCADDRT, add a route" },
	{ 0x890c, "SIOCDELRT, delete a route" },
	{ 0x8910, "SIOCGIFNAME, get an interface's name" },
	{ 0x8912, "SIOCGIFCONF, list interface addresses" },
	{ 0x8913, "SIOCGIFFLAGS, get interface flags" },
	{ 0x8914, "SIOCSIFFLAGS, set interface flags" },
	{ 0x8915, "SIOCGIFADDR, get an interface address" },
	{ 0x8916, "SIOCSIFADDR, set an interface address" },
	{ 0x891b, "SIOCGIFNETMASK, get a network mask" },
	{ 0x8921, "SIOCGIFMTU, get an interface's MTU" },
	{ 0x8922, "SIOCSIFMTU, set an interface's MTU" },
	{ 0x8924, "SIOCSIFHWADDR, set a hardware address" },
	{ 0x8927, "SIOCGIFHWADDR, get a hardware address" },
	{ 0x8933, "SIOCGIFINDEX, get an interface's index" },
	{ 0x8942, "SIOCGIFTXQLEN, get a transmit queue length" },
	{ 0x8946, "SIOCETHTOOL, use ethtool operations" },
	{ 0x8b01, "SIOCGIWNAME, ask whether an interface is wireless" },
	{ 0x8b1b, "SIOCGIWESSID, get the wireless network name" },
	{ 0x9409, "FICLONE, share the blocks of another file" },
	{ 0x940d, "FICLONERANGE, share some blocks of another file" },
	{ 0xaa3f, "UFFDIO_API, set up userfaultfd" },
	{ 0xae00, "KVM_GET_API_VERSION, get the KVM version" },
	{ 0xae01, "KVM_CREATE_VM, create a virtual machine" },
};

static int compare(const void *key, const void *item)
{
	return (int)*(const uint16_t *)key - (int)((const struct words_ioctl *)item)->command;
}

const char *words_ioctl(uint16_t command)
{
	const struct words_ioctl *found =
		bsearch(&command, table, AV_ARRAY_LEN(table), sizeof(*table), compare);

	return found ? found->text : NULL;
}
