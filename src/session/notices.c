// SPDX-License-Identifier: GPL-2.0-or-later
/* Table of the notices in the header and their messages. Does not detect the conditions. */
#include "config.h"

#include "session/notices.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"

/* The value of the notice replaces % in either text. */
static const struct notice_row {
	enum diag_level level;
	const char *head, *text;
} rows[NOTICES] = {
	[NOTICE_NO_SOURCE] = { .level = DIAG_ERROR,
			       .head = "no live source is readable (4 says why)",
			       .text = "no live source is readable: this user may not read the "
				       "sources above; run with sudo, or name a LOG" },
	[NOTICE_NOT_CONNECTED] = { .level = DIAG_WARNING,
				   .head = "% disconnected: retrying",
				   .text = "the connection to % ended (auditd restarted?); "
					   "avcurate keeps retrying. Denials meanwhile do not "
					   "arrive this way: find them in the audit log" },
	[NOTICE_PERMISSIVE] = { .level = DIAG_WARNING,
				.head = "SELinux is permissive (setenforce 1 undoes it)",
				.text = "SELinux is permissive: denials are logged for all "
					"programs, but not enforced. setenforce 1 enforces again" },
	[NOTICE_PERMISSIVE_TYPES] = { .level = DIAG_WARNING,
				      .head = "permissive: %",
				      .text = "the loaded policy has permissive domains: %. Their "
					      "denials are logged, but not enforced: good for "
					      "collecting; undo it afterwards (semanage permissive "
					      "-d TYPE; H shows the commands)" },
	[NOTICE_HIDDEN_OFF] = { .level = DIAG_WARNING,
				.head = "dontaudit rules off (semodule -B undoes it)",
				.text = "the loaded policy has its dontaudit rules off (semodule "
					"-DB): the log shows many harmless denials. semodule -B "
					"turns them on again" },
	[NOTICE_NO_AUDITD] = { .level = DIAG_WARNING,
			       .head = "auditd not running",
			       .text = "auditd does not run: start it with systemctl start auditd. "
				       "Meanwhile the audit log does not grow: the kernel logs its "
				       "audit records itself, at a limited rate; read them with "
				       "--source journal or kmsg" },
	[NOTICE_AUDITD_RECEIVES] = { .level = DIAG_WARNING,
				     .head = "auditd runs: % gets no denials",
				     .text = "auditd receives the kernel's audit records, so % gets "
					     "no new denials. They are in the audit log: quit, and "
					     "continue with --source log" },
	[NOTICE_AVC_EXCLUDED] = { .level = DIAG_WARNING,
				  .head = "an audit rule excludes AVC",
				  .text = "an audit rule keeps denials out of the log: %. auditctl "
					  "-l lists the rules; the same rule with -d instead of -a "
					  "removes it until the next boot; /etc/audit/rules.d has "
					  "it permanently" },
	[NOTICE_LOST] = { .level = DIAG_WARNING,
			  .head = "% audit records lost",
			  .text = "the kernel lost % audit records since boot, because they were "
				  "not read fast enough: counts are too low and denials may be "
				  "missing (auditctl -b 8192 lengthens the backlog, auditctl -s "
				  "shows it)" },
	[NOTICE_SUPPRESSED] = { .level = DIAG_WARNING,
				.head = "% kernel messages suppressed",
				.text = "the kernel suppressed % of its audit messages: without "
					"auditd it limits their rate (\"callbacks suppressed\"). "
					"Start auditd (systemctl start auditd), or lift the limit "
					"with sysctl kernel.printk_ratelimit=0" },
	[NOTICE_OVERWRITTEN] = { .level = DIAG_WARNING,
				 .head = "% kernel messages overwritten",
				 .text = "% messages in the kernel ring buffer were overwritten "
					 "before they were read; denials among them are lost" },
	[NOTICE_NO_PATHS] = { .level = DIAG_INFO,
			      .head = "no full paths: %",
			      .text = "denials name a file only by its last component, since the "
				      "kernel records no PATH: %. Any audit rule enables paths: "
				      "auditctl -w /etc/shadow -p w -k avcurate (undo: auditctl -W "
				      "with the same words). If auditctl -l shows -a never,task, "
				      "remove that first: auditctl -d never,task" },
	[NOTICE_OWN] = { .level = DIAG_INFO,
			 .head = "% of our own folded",
			 .text = "the list hides % denials caused by avcurate or programs that it "
				 "started; the filter own>0 shows them" },
};

void notices_release(struct notices *n)
{
	size_t i;

	for (i = 0; i < NOTICES; i++)
		free(n->items[i].what);
	buf_release(&n->cleared);
	*n = (struct notices){ 0 };
}

static void add_text(const struct notices *n, enum notice id, const char *text, struct buf *out)
{
	const char *what = n->items[id].what ? n->items[id].what : "some";
	const char *mark;

	for (; (mark = strchr(text, '%')); text = mark + 1) {
		buf_add(out, text, (size_t)(mark - text));
		buf_adds(out, what);
	}
	buf_adds(out, text);
}

void notices_head(const struct notices *n, enum notice id, struct buf *out)
{
	add_text(n, id, rows[id].head, out);
}

enum diag_level notices_level(enum notice id)
{
	return rows[id].level;
}

bool notices_active(const struct notices *n, enum notice id)
{
	return n->items[id].active;
}

void notices_set(struct notices *n, struct message_log *log, enum notice id, const char *what)
{
	char *clean = what ? text_cleaned(slice_of(what)) : NULL;
	struct buf text = { 0 };

	if (n->items[id].active &&
	    (clean ? n->items[id].what && strcmp(clean, n->items[id].what) == 0
		   : !n->items[id].what)) {
		free(clean);
		return;
	}
	free(n->items[id].what);
	n->items[id].what = clean;
	n->items[id].active = true;
	n->serial++;
	if (n->items[id].told)
		return;
	n->items[id].told = true;
	add_text(n, id, rows[id].text, &text);
	message_add(log, rows[id].level, "%s", buf_str(&text));
	buf_release(&text);
}

void notices_count(struct notices *n, struct message_log *log, enum notice id, uint64_t count)
{
	char text[24];

	snprintf(text, sizeof(text), "%" PRIu64, count);
	notices_set(n, log, id, text);
}

void notices_clear(struct notices *n, enum notice id)
{
	if (!n->items[id].active)
		return;
	buf_clear(&n->cleared);
	add_text(n, id, rows[id].text, &n->cleared);
	free(n->items[id].what);
	n->items[id].what = NULL;
	n->items[id].active = n->items[id].told = false;
	n->serial++;
}
