// SPDX-License-Identifier: GPL-2.0-or-later
/* The table of live sources. It does not know whether this process may read them
 * (live_choice.c). */
#include "config.h"

#include "input/live.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/attr.h"
#include "base/fileio.h"
#include "base/mem.h"
#include "source_internal.h"

char *live_log_path(struct diag *d)
{
	struct buf text = { 0 };
	const char *line = NULL;
	char *path = NULL;

	(void)d;
	if (fileio_read(LIVE_LOG_CONFIG, 65536, &text, NULL) == 0)
		line = buf_str(&text);
	for (; line && !path; line = strchr(line, '\n')) {
		line += strspn(line, " \n");
		if (strncmp(line, "log_file", 8) != 0)
			continue;
		line += 8;
		line += strspn(line, " =");
		if (line[0] == '/')
			path = mem_strndup(line, strcspn(line, " \n"));
	}
	buf_release(&text);
	return path ? path : mem_strdup(LIVE_LOG_PATH);
}

SOURCE_OPEN(audisp);
SOURCE_OPEN(journal);
SOURCE_OPEN(kmsg);

/* netlink's AUDIT_NLGRP_READLOG is left out: policies grant capability2 audit_read only to
 * journald, and each attempt adds a denial to the log that we read. */
const struct live_row live_table[] = {
	{
		.name = "log",
		.what = "the audit log",
		.when = "auditd runs, you are root or in the group `adm`",
		.more = "*" LIVE_LOG_PATH
			"*, or the file that `auditd.conf`(5) names: the newest one, "
			"through rotation and truncation. inotify wakes the screen; if the policy does "
			"not let avcurate watch the directory, it checks the file 25 times a second.",
		.find = live_log_path,
		.config = LIVE_LOG_CONFIG,
		.usual = LIVE_LOG_PATH,
		.mode = R_OK,
		.auditd = true,
		.history = true,
		.needs = { { LIVE_PATH, NULL, "file", "getattr open read", false },
			   { LIVE_DIR, NULL, "dir", "getattr open read", false },
			   { LIVE_PATH, NULL, "file", "watch", true },
			   { LIVE_DIR, NULL, "dir", "watch", true } },
		.open = source_open,
	},
	{
		.name = "audisp",
		.what = "auditd's af_unix plugin",
		.when = "that plugin is active, you are root; no history",
		.more = "*"
			"/run/audispd_events"
			"*, the socket of auditd's af_unix plugin (active = yes in "
			"*/etc/audit/plugins.d/af_unix.conf*). It has no history. avcurate connects again "
			"after auditd restarts.",
		.path = "/run/audispd_events",
		.mode = R_OK | W_OK,
		.auditd = true,
		.needs = { { LIVE_PATH, NULL, "sock_file", "getattr write", false },
			   { LIVE_SELF, NULL, "unix_stream_socket", "create connect read", false },
			   { LIVE_CONTEXT, "system_u:system_r:auditd_t:s0", "unix_stream_socket",
			     "connectto", false } },
		.open = source_open_audisp,
	},
	{
		.name = "journal",
		.what = "the system journal",
		.when = "you are in the group `systemd-journal` or `adm`, with or without auditd",
		.more = "The system journal since this boot, where avcurate was built with libsystemd. "
			"Members of the groups systemd-journal and adm may read it. A record that the "
			"journal holds twice counts once.",
		.find = source_journal_path,
		.mode = R_OK,
		.history = true,
		.needs = { { LIVE_PATH, NULL, "file", "getattr open read map", false },
			   { LIVE_DIR, NULL, "dir", "getattr open read", false },
			   { LIVE_DIR, NULL, "dir", "watch", false } },
		.open = source_open_journal,
	},
	{
		.name = "kmsg",
		.what = "the kernel's messages",
		.when = "auditd does not run, you are root or have `CAP_SYSLOG`; rate-limited",
		.more = "*" LIVE_KERNEL_PATH
			"*, the kernel's own messages. The kernel writes denials there only while auditd "
			"does not run, and limits their rate.",
		.path = LIVE_KERNEL_PATH,
		.mode = R_OK,
		.restricted = true,
		.history = true,
		.needs = { { LIVE_PATH, NULL, "chr_file", "getattr open read", false },
			   { LIVE_CONTEXT, "system_u:system_r:kernel_t:s0", "system", "syslog_read",
			     false } },
		.open = source_open_kmsg,
	},
};
const size_t live_count = AV_ARRAY_LEN(live_table);

const struct live_row *live_find(const char *name)
{
	size_t i;

	for (i = 0; i < live_count; i++)
		if (strcmp(live_table[i].name, name) == 0)
			return &live_table[i];
	return NULL;
}

char *live_path(const struct live_row *row, struct diag *d)
{
	return row->path ? mem_strdup(row->path) : row->find(d);
}
