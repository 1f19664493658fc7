// SPDX-License-Identifier: GPL-2.0-or-later
#include "config.h"

#include "input/live.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/fileio.h"
#include "base/mem.h"
#include "source_internal.h"

/* Where auditd writes: log_file of auditd.conf(5), when that may be read. Caller frees. */
static char *host_log(struct diag *d)
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

/* Netlink's AUDIT_NLGRP_READLOG is left out: policies give capability2 audit_read to journald alone,
 * and each attempt writes a denial into the log that is read. */
const struct live_row live_table[LIVE_KINDS] = {
	[LIVE_LOG] = { .name = "log",
		       .place = host_log,
		       .what = "the audit log",
		       .mode = R_OK,
		       .auditd = true,
		       .history = true,
		       .needs = { { LIVE_PATH, NULL, "file", "getattr open read", false },
				  { LIVE_DIR, NULL, "dir", "getattr open read", false },
				  { LIVE_PATH, NULL, "file", "watch", true },
				  { LIVE_DIR, NULL, "dir", "watch", true } },
		       .open = source_open },
	[LIVE_AUDISP] = { .name = "audisp",
			  .path = SOURCE_AUDISP_PATH,
			  .what = "auditd's af_unix plugin",
			  .mode = R_OK | W_OK,
			  .auditd = true,
			  .needs = { { LIVE_PATH, NULL, "sock_file", "getattr write", false },
				     { LIVE_SELF, NULL, "unix_stream_socket", "create connect read",
				       false },
				     { LIVE_CONTEXT, "system_u:system_r:auditd_t:s0",
				       "unix_stream_socket", "connectto", false } },
			  .open = source_open_audisp },
	[LIVE_JOURNAL] = { .name = "journal",
			   .place = source_journal_path,
			   .what = "the system journal",
			   .mode = R_OK,
			   .history = true,
			   .needs = { { LIVE_PATH, NULL, "file", "getattr open read map", false },
				      { LIVE_DIR, NULL, "dir", "getattr open read", false },
				      { LIVE_DIR, NULL, "dir", "watch", false } },
			   .open = source_open_journal },
	[LIVE_KMSG] = { .name = "kmsg",
			.path = SOURCE_KMSG_PATH,
			.what = "the kernel's messages",
			.mode = R_OK,
			.restricted = true,
			.history = true,
			.needs = { { LIVE_PATH, NULL, "chr_file", "getattr open read", false },
				   { LIVE_CONTEXT, "system_u:system_r:kernel_t:s0", "system",
				     "syslog_read", false } },
			.open = source_open_kmsg },
};

enum live_kind live_find(const char *name)
{
	size_t i;

	for (i = 0; i < LIVE_KINDS; i++)
		if (strcmp(live_table[i].name, name) == 0)
			break;
	return (enum live_kind)i;
}

char *live_path(enum live_kind kind, struct diag *d)
{
	const struct live_row *row = &live_table[kind];

	return row->place ? row->place(d) : mem_strdup(row->path);
}
