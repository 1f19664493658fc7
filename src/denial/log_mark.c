// SPDX-License-Identifier: GPL-2.0-or-later
/* Read the facts of a log mark from its record's text and put them in words. Does not know what the
 * mark means for the denials around it. */
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

/* Return the value of NAME=, without quotes. NAME must begin a word: after a blank, or after the
 * byte (0x1d) that separates what auditd adds to a record. */
static struct slice field_value(struct slice text, const char *name)
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

/* Return 0 or 1; -1 for any other text. */
static int flag_of(struct slice v)
{
	if (v.n == 1 && (*v.p == '0' || *v.p == '1'))
		return *v.p - '0';
	return -1;
}

/* True if not logged in: (uid_t)-1 for the login, (unsigned int)-1 for the session. */
static bool is_unset(struct slice v)
{
	return !v.n || slice_is(v, "4294967295") || slice_is(v, "-1") || slice_is(v, "unset");
}

void log_mark_facts(struct slice text, struct log_mark_facts *out)
{
	struct slice result = field_value(text, "res="), name = field_value(text, "AUID=");

	*out = (struct log_mark_facts){
		.failed = slice_is(result, "0") || slice_is(result, "failed"),
		.hearsay = memmem(text.p, text.n, "received ", 9) != NULL,
		.enforcing = flag_of(field_value(text, "enforcing=")),
		.boolean = field_value(text, "bool="),
		.on = flag_of(field_value(text, "val=")),
		.who = field_value(text, "auid="),
		.session = field_value(text, "ses="),
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

static void add_part(struct buf *out, const char *before, struct slice text)
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
		add_part(out, "boolean ", f.boolean);
		buf_adds(out, f.on ? " on" : " off");
	} else if (kind == LOG_MARK_STATUS && f.enforcing >= 0) {
		buf_adds(out, f.enforcing ? "enforcing" : "permissive: nothing is blocked");
	} else if (kind == LOG_MARK_LOST) {
		add_part(out, "records lost: ", text);
		return;
	} else {
		buf_adds(out, log_mark_kind_name(kind));
	}
	if (f.failed)
		buf_adds(out, " (failed)");
	/* Nobody logs in to boot a machine: name the login only for changes by a person. */
	if (kind != LOG_MARK_POLICY_LOAD && kind != LOG_MARK_STATUS && kind != LOG_MARK_BOOLEAN)
		return;
	number = f.who.n && ascii_is_digit(*f.who.p);
	add_part(out, number ? ", by auid " : ", by ", f.who);
	add_part(out, " in session ", f.session);
	if (!f.who.n && !f.hearsay)
		buf_adds(out, ", outside a login session");
}
