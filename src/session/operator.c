// SPDX-License-Identifier: GPL-2.0-or-later
/* Who sits at the keys: the name that decisions are signed with. */
#include "config.h"

#include "operator_internal.h"

#include <pwd.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/fileio.h"
#include "base/mem.h"

/* Who logged in, which su and its like do not change (proc(5)): NULL where nobody did. */
static const struct passwd *logged_in(void)
{
	struct buf text = { 0 };
	const struct passwd *pw = NULL;
	unsigned long uid;
	char *end;

	if (fileio_read("/proc/self/loginuid", 32, &text, NULL) == 0) {
		uid = strtoul(buf_str(&text), &end, 10);
		if (end != text.data && uid < UINT32_MAX)
			pw = getpwuid((uid_t)uid);
	}
	buf_release(&text);
	return pw;
}

/* Who decides: as root the person behind it, by sudo or by the login. */
char *operator_name(void)
{
	const char *sudo = getenv("SUDO_USER");
	const struct passwd *pw = NULL;

	if (sudo && *sudo && geteuid() == 0)
		return mem_strdup(sudo);
	if (geteuid() == 0)
		pw = logged_in();
	if (!pw)
		pw = getpwuid(geteuid());
	return mem_strdup(pw ? pw->pw_name : "unknown");
}
