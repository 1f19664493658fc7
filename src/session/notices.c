// SPDX-License-Identifier: GPL-2.0-or-later
#include "config.h"

#include "session/notices.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"

/* A % in either text stands for what was given with the notice. */
static const struct notice_row {
	enum diag_level level;
	const char *head, *text;
} rows[NOTICES] = {
	[NOTICE_NO_SOURCE] = { .level = DIAG_ERROR,
			       .head = "nothing live can be read (4 says why)",
			       .text = "nothing live can be read here: this user may read none of "
				       "the sources above; run with sudo, or name a LOG" },
	[NOTICE_NOT_CONNECTED] = { .level = DIAG_WARNING,
				   .head = "% is gone: trying again",
				   .text = "the connection to % ended, as when auditd is restarted; "
					   "it is tried again until it is there, and what is denied "
					   "meanwhile does not come this way (it stands in the audit "
					   "log)" },
	[NOTICE_PERMISSIVE] = { .level = DIAG_WARNING,
				.head = "SELinux is permissive (setenforce 1 undoes it)",
				.text = "SELinux is permissive: everything that is denied is done all the "
					"same, by all programs, and logged. setenforce 1 has it enforce "
					"again" },
	[NOTICE_PERMISSIVE_TYPES] = { .level = DIAG_WARNING,
				      .head = "permissive: %",
				      .text = "% may do all that is denied, which is logged, in the policy "
					      "that is loaded: good for collecting, and to be undone "
					      "when all was seen (semanage permissive -d TYPE; H shows "
					      "the commands)" },
	[NOTICE_HIDDEN_OFF] = { .level = DIAG_WARNING,
				.head = "dontaudit rules off (semodule -B undoes it)",
				.text = "the policy that is loaded has no dontaudit rules, as after "
					"semodule -DB: much is logged here that is of no interest. "
					"semodule -B brings them back" },
	[NOTICE_NO_AUDITD] = { .level = DIAG_WARNING,
			       .head = "auditd not running",
			       .text = "auditd does not run: the kernel sends its audit records to "
				       "the kernel log, limited in rate, and nothing is added to the "
				       "audit log (systemctl start auditd starts it; meanwhile "
				       "--source journal or kmsg reads what the kernel says)" },
	[NOTICE_AUDITD_TAKES] = { .level = DIAG_WARNING,
				  .head = "auditd runs: no denial comes to %",
				  .text = "auditd runs and takes the kernel's audit records, so that "
					  "none of them is printed to %: what is denied now stands "
					  "in the audit log; quit, and go on with --source log" },
	[NOTICE_AVC_EXCLUDED] = { .level = DIAG_WARNING,
				  .head = "an audit rule excludes AVC",
				  .text = "an audit rule keeps denials out of the log: %. auditctl -l "
					  "lists the rules; the rule written with -d in place of -a "
					  "takes it away until the next boot, /etc/audit/rules.d has "
					  "it for good" },
	[NOTICE_LOST] = { .level = DIAG_WARNING,
			  .head = "% audit records lost",
			  .text = "the kernel lost % audit records since its start, because nobody "
				  "took them as fast as they came: counts are too low and denials "
				  "may be missing (auditctl -b 8192 makes the backlog longer, "
				  "auditctl -s shows it)" },
	[NOTICE_SUPPRESSED] = { .level = DIAG_WARNING,
				.head = "% kernel messages suppressed",
				.text = "the kernel wrote % audit records less to its log than there "
					"were (\"callbacks suppressed\": it limits their rate while no "
					"auditd runs); auditd has them all written, where it runs "
					"(systemctl start auditd), or sysctl "
					"kernel.printk_ratelimit=0 lifts the limit" },
	[NOTICE_OVERWRITTEN] = { .level = DIAG_WARNING,
				 .head = "% kernel messages overwritten",
				 .text = "% messages were overwritten in the kernel ring buffer before "
					 "they were read; what was denied in them is not known here" },
	[NOTICE_NO_PATHS] = { .level = DIAG_INFO,
			      .head = "no full paths: %",
			      .text = "the kernel records no PATH with a denial and names a file by "
				      "its last part only, because of this: %. One rule, any one, "
				      "gives paths from then on: auditctl -w /etc/shadow -p w -k "
				      "avcurate (auditctl -W with the same words takes it away). "
				      "Where auditctl -l shows -a never,task, auditctl -d "
				      "never,task must go before it" },
	[NOTICE_OWN] = { .level = DIAG_INFO,
			 .head = "% of our own folded",
			 .text = "% denials of avcurate's own, or of programs that it started, are not "
				 "in the list; the filter own>0 shows them" },
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
