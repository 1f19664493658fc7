// SPDX-License-Identifier: GPL-2.0-or-later
/* systemd.journal-fields(7): _AUDIT_ID is the record's serial number, _SOURCE_REALTIME_TIMESTAMP
 * its time in microseconds, MESSAGE the name of its type and its text. In -o export an entry is one
 * field a line and ends with an empty line, in -o json it is one line. Does not know which records
 * matter to an event. */
#include "config.h"

#include "journald_internal.h"

#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "base/ascii.h"
#include "base/hash.h"
#include "base/slice.h"

struct entry {
	struct slice id, time_us, message;
};

static bool is_number(struct slice s)
{
	size_t i;

	for (i = 0; i < s.n; i++)
		if (!ascii_is_digit(s.p[i]))
			return false;
	return s.n > 0;
}

static void put_line(struct slice text, struct buf *out)
{
	size_t i;

	for (i = 0; i < text.n; i++)
		buf_addc(out, text.p[i] == '\n' ? ' ' : text.p[i]);
	buf_addc(out, '\n');
}

static void put_entry(const struct entry *e, struct buf *out)
{
	size_t name = 0;

	while (name < e->message.n &&
	       (ascii_is_upper(e->message.p[name]) || e->message.p[name] == '_' ||
		ascii_is_digit(e->message.p[name])))
		name++;
	if (!name || name == e->message.n || e->message.p[name] != ' ' || !is_number(e->id) ||
	    !is_number(e->time_us) || e->time_us.n <= 6)
		return;
	buf_adds(out, "type=");
	buf_add(out, e->message.p, name);
	buf_addf(out, " msg=audit(%.*s.%.3s:%.*s): ", (int)e->time_us.n - 6, e->time_us.p,
		 e->time_us.p + e->time_us.n - 6, (int)e->id.n, e->id.p);
	put_line((struct slice){ e->message.p + name + 1, e->message.n - name - 1 }, out);
}

static bool parse_field(struct slice line, const char *key, struct slice *value)
{
	size_t n = strlen(key);

	if (!slice_begins(line, key) || line.n == n || line.p[n] != '=')
		return false;
	*value = (struct slice){ line.p + n + 1, line.n - n - 1 };
	return true;
}

static void put_export(struct slice text, struct buf *out)
{
	const char *p = text.p, *end = text.p + text.n, *nl;
	struct entry e = { .id = { 0 } };

	for (; p < end; p = nl + 1) {
		struct slice line;

		nl = memchr(p, '\n', (size_t)(end - p));
		if (!nl)
			nl = end;
		line = (struct slice){ p, (size_t)(nl - p) };
		if (!line.n) {
			put_entry(&e, out);
			e = (struct entry){ .id = { 0 } };
		} else if (!parse_field(line, "_AUDIT_ID", &e.id) &&
			   !parse_field(line, "_SOURCE_REALTIME_TIMESTAMP", &e.time_us)) {
			parse_field(line, "MESSAGE", &e.message);
		}
	}
	put_entry(&e, out);
}

static struct slice string_of(const json_t *object, const char *key)
{
	const json_t *value = json_object_get(object, key);

	return (struct slice){ json_string_value(value), json_string_length(value) };
}

static void put_json(struct slice line, struct buf *out)
{
	json_t *object = json_loadb(line.p, line.n, JSON_DISABLE_EOF_CHECK, NULL);
	struct entry e;

	e.id = string_of(object, "_AUDIT_ID");
	e.time_us = string_of(object, "_SOURCE_REALTIME_TIMESTAMP");
	e.message = string_of(object, "MESSAGE");
	put_entry(&e, out);
	json_decref(object);
}

/* Parse only the lines that may belong to the event: parsing all would take long. */
static void put_json_lines(struct slice text, struct slice stamp, struct buf *out)
{
	const char *p = text.p, *end = text.p + text.n, *nl;

	for (; p < end; p = nl + 1) {
		nl = memchr(p, '\n', (size_t)(end - p));
		if (!nl)
			nl = end;
		if (*p == '{' && memmem(p, (size_t)(nl - p), stamp.p, stamp.n))
			put_json((struct slice){ p, (size_t)(nl - p) }, out);
	}
}

/* Return the entry around the record. */
static struct slice entry_around(struct slice text, size_t before)
{
	const char *start = text.p, *end = text.p + text.n, *p;

	for (p = text.p + before; p > text.p + 1; p--)
		if (p[-1] == '\n' && p[-2] == '\n') {
			start = p;
			break;
		}
	p = memmem(text.p + before, text.n - before, "\n\n", 2);
	if (p)
		end = p + 1;
	return (struct slice){ start, (size_t)(end - start) };
}

bool journald_to_lines(struct buf *text, size_t *before, size_t *own)
{
	struct slice all = { buf_str(text), text->len }, entry;
	struct buf out = { 0 }, line = { 0 };
	bool json = *own > 0 && all.p[*before] == '{', done = false;
	struct slice stamp;
	size_t at;

	if (json)
		entry = (struct slice){ all.p + *before, *own };
	else if (*own > 8 && memcmp(all.p + *before, "MESSAGE=", 8) == 0)
		entry = entry_around(all, *before);
	else
		return false;
	if (json)
		put_json(entry, &line);
	else
		put_export(entry, &line);
	if (line.len) {
		struct slice head = { all.p, (size_t)(entry.p - all.p) };
		struct slice rest = { entry.p + entry.n, all.n - head.n - entry.n };

		if (json) {
			stamp.p = strchr(line.data, ':') + 1; /* written by put_entry */
			stamp.n = strcspn(stamp.p, ")");
			put_json_lines(head, stamp, &out);
		} else {
			put_export(head, &out);
		}
		at = out.len;
		buf_add(&out, line.data, line.len);
		if (json)
			put_json_lines(rest, stamp, &out);
		else
			put_export(rest, &out);
		*before = at;
		*own = line.len;
		buf_release(text);
		*text = out;
		out = (struct buf){ 0 };
		done = true;
	}
	buf_release(&out);
	buf_release(&line);
	return done;
}

/* Parse "TYPE audit(SECONDS.MILLIS:SERIAL)" after "audit: type=", as the kernel prints it. False
 * for any other text. */
static bool stamp_of_kernel(struct slice message, struct slice *type, struct slice *stamp)
{
	static const char head[] = "audit: type=", open[] = " audit(";
	const char *end = message.p + message.n, *p;

	if (!slice_begins(message, head))
		return false;
	type->p = p = message.p + sizeof(head) - 1;
	while (p < end && ascii_is_digit(*p))
		p++;
	type->n = (size_t)(p - type->p);
	if ((size_t)(end - p) < sizeof(open) || memcmp(p, open, sizeof(open) - 1) != 0)
		return false;
	stamp->p = p + sizeof(open) - 1;
	p = memchr(stamp->p, ')', (size_t)(end - stamp->p));
	stamp->n = p ? (size_t)(p - stamp->p) : 0;
	return p && type->n;
}

/* Hash the event and the type of record in it; never 0. */
static uint64_t key_of(struct slice stamp, struct slice type)
{
	uint64_t key = hash_step(hash_bytes(stamp.p, stamp.n), hash_bytes(type.p, type.n));

	return key ? key : 1;
}

/* An event may have several records of a type, and the kernel may not print all of them. Count the
 * records from each transport; a record is new if its transport is now ahead of the other. */
static bool is_new(struct journald_fold *fold, uint64_t key, bool kernel)
{
	size_t i = key % JOURNALD_FOLD;

	if (fold->seen[i].stamp != key) {
		fold->seen[i].stamp = key;
		fold->seen[i].given[0] = fold->seen[i].given[1] = 0;
	}
	return ++fold->seen[i].given[kernel] > fold->seen[i].given[!kernel];
}

void journald_line(struct journald_fold *fold, const struct journald_entry *e, struct buf *out)
{
	struct slice type, stamp;
	size_t from = out->len;
	const char *open, *close;

	if (e->kernel) {
		if (stamp_of_kernel(e->message, &type, &stamp)) {
			if (!is_new(fold, key_of(stamp, type), true))
				return;
		} else if (!slice_begins(e->message, "audit: ") &&
			   !slice_begins(e->message, "kauditd")) {
			return;
		}
		put_line(e->message, out);
		return;
	}
	put_entry(&(struct entry){ e->id, e->time_us, e->message }, out);
	if (out->len == from)
		return;
	open = strchr(out->data + from, '(') + 1; /* written by put_entry */
	close = strchr(open, ')');
	if (!is_new(fold, key_of((struct slice){ open, (size_t)(close - open) }, e->type), false))
		out->data[out->len = from] = '\0';
}
