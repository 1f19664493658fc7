// SPDX-License-Identifier: GPL-2.0-or-later
/* Reads the command of an ioctl denial: ioctlcmd= in hex, with and without 0x, or by name. It does not know
 * whose command it is (words/words_ioctl.c). */
#include "config.h"

#include <linux/cdrom.h>
#include <linux/kd.h>
#include <linux/sockios.h>
#include <sys/ioctl.h>

#include "scan_internal.h"

/* The commands that ausearch -i writes by name (libauparse 3), of those that are 16 bits wide. */
static uint32_t named(struct slice v)
{
	static const struct {
		const char *name;
		uint32_t cmd;
	} names[] = {
		{ "KDSETMODE", KDSETMODE },
		{ "KDGETMODE", KDGETMODE },
		{ "CDROMEJECT", CDROMEJECT },
		{ "CDROMEJECT_SW", CDROMEJECT_SW },
		{ "CDROM_GET_UPC", CDROM_GET_UPC },
		{ "CDROMSEEK", CDROMSEEK },
		{ "TCGETS", TCGETS },
		{ "TCSETS", TCSETS },
		{ "TCSETSW", TCSETSW },
		{ "TCSETSF", TCSETSF },
		{ "TCSBRK", TCSBRK },
		{ "TCFLSH", TCFLSH },
		{ "TIOCSCTTY", TIOCSCTTY },
		{ "TIOCGPGRP", TIOCGPGRP },
		{ "TIOCSPGRP", TIOCSPGRP },
		{ "TIOCGWINSZ", TIOCGWINSZ },
		{ "TIOCSWINSZ", TIOCSWINSZ },
		{ "TIOCINQ", TIOCINQ },
		{ "FIONBIO", FIONBIO },
		{ "FIOSETOWN", FIOSETOWN },
		{ "FIOGETOWN", FIOGETOWN },
		{ "SIOCGIFNAME", SIOCGIFNAME },
		{ "SIOCGIFHWADDR", SIOCGIFHWADDR },
		{ "SIOCGIFINDEX", SIOCGIFINDEX },
		{ "SIOCBRADDIF", SIOCBRADDIF },
	};
	size_t i;

	for (i = 0; i < AV_ARRAY_LEN(names); i++)
		if (slice_is(v, names[i].name))
			return names[i].cmd;
	return IOCTL_NONE;
}

uint32_t scan_ioctl(struct slice v, bool *suspect)
{
	uint64_t cmd = 0;
	size_t i;

	v = field_trim(v);
	i = v.n > 2 && v.p[0] == '0' && (v.p[1] | 0x20) == 'x' ? 2 : 0;
	if (i >= v.n)
		return IOCTL_NONE;
	for (; i < v.n; i++) {
		int digit = ascii_hex_value(v.p[i]);

		if (digit < 0 && ascii_is_upper(v.p[i]))
			return named(v);
		cmd = digit < 0 ? UINT64_MAX : cmd << 4 | (unsigned)digit;
		if (cmd > UINT32_MAX) {
			*suspect = true;
			return IOCTL_NONE;
		}
	}
	*suspect |= cmd > 0xffff;
	return (uint32_t)(cmd & 0xffff);
}
