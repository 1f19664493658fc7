// SPDX-License-Identifier: GPL-2.0-or-later
/* Words marks. scan/mark_facts.c reads what a mark says. */
#include "config.h"

#include "denial/log_mark.h"

#include "base/ascii.h"
#include "base/text.h"

const char *log_mark_kind_name(enum log_mark_kind kind)
{
	static const char *const names[LOG_MARK_KINDS] = {
		[LOG_MARK_POLICY_LOAD] = "policy loaded",
		[LOG_MARK_STATUS] = "enforcing mode changed",
		[LOG_MARK_BOOLEAN] = "boolean changed",
		[LOG_MARK_AUDITD_START] = "auditd started",
		[LOG_MARK_BOOT] = "system booted",
		[LOG_MARK_LOST] = "records lost",
		[LOG_MARK_AUDITD_END] = "auditd stopped",
		[LOG_MARK_AUDIT_CONFIG] = "audit rules or settings changed",
	};

	return kind < LOG_MARK_KINDS ? names[kind] : "";
}

static void add_part(struct buf *out, const char *before, struct slice text)
{
	if (!text.n)
		return;
	buf_adds(out, before);
	text_clean(out, text);
}

void log_mark_words(enum log_mark_kind kind, const struct log_mark_facts *f, struct slice text,
		    struct buf *out)
{
	bool number;

	if (kind == LOG_MARK_BOOLEAN && f->boolean.n && f->on >= 0) {
		add_part(out, "boolean ", f->boolean);
		buf_adds(out, f->on ? " on" : " off");
	} else if (kind == LOG_MARK_STATUS && f->enforcing >= 0) {
		buf_adds(out, f->enforcing ? "enforcing" : "permissive: nothing is blocked");
	} else if (kind == LOG_MARK_LOST) {
		add_part(out, "records lost: ", text);
		return;
	} else {
		buf_adds(out, log_mark_kind_name(kind));
	}
	if (f->failed)
		buf_adds(out, " (failed)");
	/* Nobody logs in to boot a machine: name the login only for changes by a person. */
	if (kind != LOG_MARK_POLICY_LOAD && kind != LOG_MARK_STATUS && kind != LOG_MARK_BOOLEAN)
		return;
	number = f->who.n && ascii_is_digit(*f->who.p);
	add_part(out, number ? ", by auid " : ", by ", f->who);
	add_part(out, " in session ", f->session);
	if (!f->who.n && !f->hearsay)
		buf_adds(out, ", outside a login session");
}
