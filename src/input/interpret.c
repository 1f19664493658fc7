// SPDX-License-Identifier: GPL-2.0-or-later
/* Put one audit record in words. libauparse gives its type, its fields, and the meaning of numbers
 * (system call, flags, errno, capability, address). We decode strings ourselves, which keeps bytes
 * that a C string cannot hold, and name users and groups only from the log, which may come from
 * another host. Does not know the record's event. */
#include "config.h"

#include "interpret_internal.h"

#include <auparse.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/ascii.h"
#include "base/mem.h"
#include "denial/record.h"
#include "base/text.h"

/* libauparse accepts 300 kB, but its time grows with the square of a line's length. */
#define LINE_BYTES_MAX ((size_t)64 << 10)

/* Separates what auditd added (log_format = ENRICHED) from what the kernel wrote. */
#define ENRICHED '\x1d'

struct interpret {
	auparse_state_t *au;
	struct buf line; /* in the form that libauparse needs */
	struct slice enriched;
	struct buf *out; /* where the current record goes */
	bool given;
};

/* Fields that mean nothing at these values; showing them would hide those that matter. */
static const struct idle {
	const char *name, *value;
} idle[] = {
	{ "key", "(null)" }, { "cap_fp", "0" },      { "cap_fi", "0" },   { "cap_fe", "0" },
	{ "cap_fver", "0" }, { "cap_frootid", "0" }, { "rdev", "00:00" }, { "items", "0" },
};

/* Ids shown only if they differ from the id before them. */
static const char *const same_ids[] = { "suid", "fsuid", "sgid", "fsgid" };

static bool is_idle(const char *name, const char *value)
{
	size_t i;

	for (i = 0; i < AV_ARRAY_LEN(idle); i++)
		if (strcmp(name, idle[i].name) == 0 && strcmp(value, idle[i].value) == 0)
			return true;
	return false;
}

static bool is_same_id(const char *name)
{
	size_t i;

	for (i = 0; i < AV_ARRAY_LEN(same_ids); i++)
		if (strcmp(name, same_ids[i]) == 0)
			return true;
	return false;
}

/* Append in quotes. Escape a quote inside, like unprintable bytes, so that a name cannot imitate
 * further fields. */
static void put_string(struct buf *out, const char *bytes, size_t n)
{
	struct buf clean = { 0 };
	size_t i;

	text_clean(&clean, (struct slice){ bytes, n });
	buf_addc(out, '"');
	for (i = 0; i < clean.len; i++) {
		if (clean.data[i] == '"')
			buf_adds(out, "\\x22");
		else
			buf_addc(out, clean.data[i]);
	}
	buf_addc(out, '"');
	buf_release(&clean);
}

static void put_decoded(struct buf *out, const char *raw, bool blanks)
{
	struct buf bytes = { 0 };
	size_t i;

	record_decode(slice_of(raw), &bytes);
	/* NUL separates the arguments of a command line. */
	for (i = 0; blanks && i < bytes.len; i++)
		if (!bytes.data[i])
			bytes.data[i] = ' ';
	put_string(out, buf_str(&bytes), bytes.len);
	buf_release(&bytes);
}

/* Append the name that auditd added after the separator: UID="vagrant" for uid=, and so on. */
static bool put_enriched(const struct interpret *in, struct buf *out, const char *name)
{
	struct slice rest = in->enriched;
	size_t n = strlen(name), i;
	const char *end;

	for (; rest.n > n + 2; rest.p++, rest.n--) {
		if (rest.p[n] != '=' || rest.p[n + 1] != '"')
			continue;
		if (rest.p > in->enriched.p && rest.p[-1] != ' ')
			continue;
		for (i = 0; i < n; i++)
			if ((rest.p[i] | 0x20) != name[i])
				break;
		end = memchr(rest.p + n + 2, '"', rest.n - n - 2);
		if (i < n || !end)
			continue;
		text_clean(out, (struct slice){ rest.p + n + 2, (size_t)(end - rest.p) - n - 2 });
		return true;
	}
	return false;
}

static void put_id(const struct interpret *in, struct buf *out, const char *name, const char *raw)
{
	if (strcmp(raw, "4294967295") == 0 || strcmp(raw, "-1") == 0)
		buf_adds(out, "unset");
	else if (strcmp(raw, "0") == 0)
		buf_adds(out, "root");
	else if (!put_enriched(in, out, name))
		text_clean(out, slice_of(raw));
}

static void put_value(const struct interpret *in, struct buf *out, const char *name,
		      const char *raw)
{
	const char *value;

	switch (auparse_get_field_type(in->au)) {
	case AUPARSE_TYPE_ESCAPED:
	case AUPARSE_TYPE_ESCAPED_FILE:
	case AUPARSE_TYPE_ESCAPED_KEY:
		put_decoded(out, raw, false);
		return;
	case AUPARSE_TYPE_PROCTITLE:
		put_decoded(out, raw, true);
		return;
	case AUPARSE_TYPE_UID:
	case AUPARSE_TYPE_GID:
		put_id(in, out, name, raw);
		return;
	}
	value = auparse_interpret_field(in->au);
	text_clean(out, slice_of(value ? value : raw));
}

/* Append "denied { read write }": libauparse gives no such field of a USER_AVC, and two of an
 * AVC. */
static void put_access(struct buf *out, const char *text)
{
	const char *avc = text ? strstr(text, "avc:") : NULL, *end;

	end = avc ? strchr(avc, '}') : NULL;
	if (!end)
		return;
	avc += 4;
	avc += strspn(avc, " ");
	buf_addc(out, ' ');
	for (; avc <= end; avc++) {
		if (avc[0] == ' ' && avc[1] == ' ')
			continue;
		text_clean(out, (struct slice){ avc, 1 });
	}
}

static void put_fields(struct interpret *in, struct buf *out)
{
	char last_id[32] = "";
	const char *name, *raw;
	int type;

	do {
		name = auparse_get_field_name(in->au);
		raw = auparse_get_field_str(in->au);
		if (!name || !raw || strcmp(name, "type") == 0 || strcmp(name, "node") == 0 ||
		    strcmp(name, "seresult") == 0 || strcmp(name, "seperms") == 0 ||
		    is_idle(name, raw))
			continue;
		type = auparse_get_field_type(in->au);
		if (type == AUPARSE_TYPE_UID || type == AUPARSE_TYPE_GID) {
			if (is_same_id(name) && strcmp(last_id, raw) == 0)
				continue;
			snprintf(last_id, sizeof(last_id), "%s", raw);
		}
		buf_addc(out, ' ');
		text_clean(out, slice_of(name));
		buf_addc(out, '=');
		put_value(in, out, name, raw);
	} while (auparse_next_field(in->au) > 0);
}

static void give_record(auparse_state_t *au, auparse_cb_event_t type, void *ctx)
{
	struct interpret *in = ctx;
	const char *name;
	size_t start;

	if (type != AUPARSE_CB_EVENT_READY || in->given || auparse_first_record(au) <= 0)
		return;
	name = auparse_get_type_name(au);
	if (!name || auparse_first_field(au) <= 0)
		return;
	in->given = true;
	start = in->out->len;
	text_clean(in->out, slice_of(name));
	/* Pad to a column: most types are not longer than this. */
	while (in->out->len - start < strlen("PROCTITLE"))
		buf_addc(in->out, ' ');
	put_access(in->out, auparse_get_record_text(au));
	put_fields(in, in->out);
}

struct interpret *interpret_new(void)
{
	struct interpret *in = mem_zalloc(1, sizeof(*in));

	in->au = auparse_init(AUSOURCE_FEED, NULL);
	if (!in->au) {
		free(in);
		return NULL;
	}
	auparse_set_escape_mode(in->au, AUPARSE_ESC_RAW);
	auparse_add_callback(in->au, give_record, in, NULL);
	return in;
}

void interpret_free(struct interpret *in)
{
	if (!in)
		return;
	auparse_destroy(in->au);
	buf_release(&in->line);
	free(in);
}

static size_t digits(const char *p, const char *end, size_t most)
{
	size_t n = 0;

	while (p + n < end && n < most && ascii_is_digit(p[n]))
		n++;
	return n;
}

/* True if `p` is exactly "1795163111.088:11):". libauparse is less strict, and leaks memory or
 * fails when it gives up later. */
static bool is_stamp(const char *p, const char *end)
{
	size_t n = digits(p, end, 10);

	p += n;
	if (!n || p == end || *p++ != '.')
		return false;
	n = digits(p, end, 3);
	p += n;
	if (!n || p == end || *p++ != ':')
		return false;
	n = digits(p, end, 10);
	p += n;
	return n && end - p >= 2 && p[0] == ')' && p[1] == ':';
}

/* Return the record in a line, without the words that carriers (syslog, the kernel's ring) put
 * before it and that libauparse cannot parse. Absent if the line has no record. */
static struct slice record_of(struct slice line)
{
	const char *end = line.p + line.n, *type, *p;

	type = line.n ? memmem(line.p, line.n, "type=", 5) : NULL;
	if (!type)
		return (struct slice){ 0 };
	p = type + 5;
	while (p < end && (ascii_is_word(*p) || *p == '[' || *p == ']'))
		p++;
	if (end - p > 5 && memcmp(p, " msg=", 5) == 0)
		p += 5;
	else if (p < end && *p == ' ')
		p++;
	if (end - p < 6 || memcmp(p, "audit(", 6) != 0 || !is_stamp(p + 6, end))
		return (struct slice){ 0 };
	line = (struct slice){ type, (size_t)(end - type) };
	if (line.n > LINE_BYTES_MAX)
		line.n = LINE_BYTES_MAX;
	return line;
}

bool interpret_record(struct interpret *in, struct slice line, struct buf *out)
{
	struct slice record = record_of(line);
	const char *sep;
	size_t i;

	if (!record.n)
		return false;
	buf_clear(&in->line);
	buf_add(&in->line, record.p, record.n);
	/* To libauparse a record is one line of text; NUL would end it. */
	for (i = 0; i < in->line.len; i++)
		if ((unsigned char)in->line.data[i] < ' ' && in->line.data[i] != ENRICHED)
			in->line.data[i] = ' ';
	buf_addc(&in->line, '\n');
	sep = memchr(in->line.data, ENRICHED, in->line.len);
	in->enriched = (struct slice){ 0 };
	if (sep) {
		in->enriched.p = sep + 1;
		in->enriched.n = in->line.len - (size_t)(sep + 1 - in->line.data);
	}
	in->out = out;
	in->given = false;
	/* Flush, or libauparse waits for the event's last record, for seconds of log time. */
	if (auparse_feed(in->au, in->line.data, in->line.len) != 0)
		return false;
	auparse_flush_feed(in->au);
	return in->given;
}
