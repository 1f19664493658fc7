// SPDX-License-Identifier: GPL-2.0-or-later
#include "config.h"

#include "denial/log_mark.h"

#include <stdlib.h>
#include <string.h>

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

/* The value of NAME= as a word of the record: what begins one is a blank, or the byte that stands before
 * what auditd adds to a record. Quotes are taken off. */
static struct slice value(struct slice text, const char *name)
{
	const char *p = text.p, *end = text.p + text.n, *hit, *stop;
	size_t n = strlen(name);

	for (; p && p < end; p = hit + 1) {
		hit = memmem(p, (size_t)(end - p), name, n);
		if (!hit)
			break;
		if (hit > text.p && hit[-1] != ' ' && hit[-1] != '\x1d')
			continue;
		hit += n;
		if (hit < end && *hit == '"') {
			stop = memchr(hit + 1, '"', (size_t)(end - hit) - 1);
			if (stop)
				return (struct slice){ hit + 1, (size_t)(stop - hit) - 1 };
			hit++;
		}
		for (stop = hit; stop < end && !strchr(" \x1d\t\r\n'\"", *stop); stop++)
			;
		return (struct slice){ hit, (size_t)(stop - hit) };
	}
	return (struct slice){ "", 0 };
}

/* "0" or "1"; -1 for any other. */
static int flag_of(struct slice v)
{
	if (v.n == 1 && (*v.p == '0' || *v.p == '1'))
		return *v.p - '0';
	return -1;
}

/* Not logged in: (uid_t)-1, (unsigned int)-1 for the session. */
static bool is_unset(struct slice v)
{
	return !v.n || slice_is(v, "4294967295") || slice_is(v, "-1") || slice_is(v, "unset");
}

void log_mark_facts(struct slice text, struct log_mark_facts *out)
{
	struct slice result = value(text, "res="), name = value(text, "AUID=");

	*out = (struct log_mark_facts){
		.failed = slice_is(result, "0") || slice_is(result, "failed"),
		.hearsay = memmem(text.p, text.n, "received ", 9) != NULL,
		.enforcing = flag_of(value(text, "enforcing=")),
		.boolean = value(text, "bool="),
		.on = flag_of(value(text, "val=")),
		.who = value(text, "auid="),
		.session = value(text, "ses="),
	};
	if (out->boolean.n && !text_is_name(out->boolean))
		out->boolean.n = 0;
	if (is_unset(out->who))
		out->who.n = 0;
	else if (name.n)
		out->who = name;
	if (is_unset(out->session))
		out->session.n = 0;
}

static void add(struct buf *out, const char *before, struct slice text)
{
	if (!text.n)
		return;
	buf_adds(out, before);
	text_clean(out, text);
}

void log_mark_words(enum log_mark_kind kind, struct slice text, struct buf *out)
{
	struct log_mark_facts f;
	bool number;

	log_mark_facts(text, &f);
	if (kind == LOG_MARK_BOOLEAN && f.boolean.n && f.on >= 0) {
		add(out, "boolean ", f.boolean);
		buf_adds(out, f.on ? " on" : " off");
	} else if (kind == LOG_MARK_STATUS && f.enforcing >= 0) {
		buf_adds(out, f.enforcing ? "enforcing" : "permissive: nothing is blocked");
	} else if (kind == LOG_MARK_LOST) {
		add(out, "records lost: ", text);
		return;
	} else {
		buf_adds(out, log_mark_kind_name(kind));
	}
	if (f.failed)
		buf_adds(out, " (failed)");
	/* Nobody is logged in to boot a machine. */
	if (kind != LOG_MARK_POLICY_LOAD && kind != LOG_MARK_STATUS && kind != LOG_MARK_BOOLEAN)
		return;
	number = f.who.n && ascii_is_digit(*f.who.p);
	add(out, number ? ", by auid " : ", by ", f.who);
	add(out, " in session ", f.session);
	if (!f.who.n && !f.hearsay)
		buf_adds(out, ", by no login");
}
