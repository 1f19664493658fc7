// SPDX-License-Identifier: GPL-2.0-or-later
/* Reads the journal's forms that say time, serial and host in fields of their own: -o json, one entry a
 * line, and -o export, one field a line. Also any other JSON with a record in one of its strings, as
 * containers and collectors write it. The records in them are for scan_search.c. */
#include "config.h"

#include <stdlib.h>

#include <jansson.h>

#include "scan_hint_internal.h"
#include "scan_internal.h"

#define JSON_MAX_DEPTH 8

static const char *text_of(const json_t *object, const char *key)
{
	return json_string_value(json_object_get(object, key));
}

static uint64_t number_of(const json_t *object, const char *key)
{
	const char *s = text_of(object, key);
	char *end;
	uint64_t v;

	if (!s || !ascii_is_digit(*s))
		return 0;
	v = strtoull(s, &end, 10);
	return *end ? 0 : v;
}

/* The journal writes bytes that are not text as a list of numbers. */
static void add_bytes(struct buf *out, const json_t *list)
{
	size_t i;

	for (i = 0; i < json_array_size(list); i++)
		buf_addc(out, (char)json_integer_value(json_array_get(list, i)));
}

static void read_text(struct scan *s, const struct scan_piece *as, const char *p, size_t n)
{
	struct scan_piece piece = *as;

	if (!scan_hint(p, n))
		return;
	piece.p = p;
	piece.n = n;
	scan_search(s, &piece, p, p + n, NULL);
}

/* Every string of the line that is long enough to be a record. */
static void read_strings(struct scan *s, const struct scan_piece *as, json_t *value, int depth)
{
	const char *key;
	json_t *v;
	size_t i;

	if (json_is_string(value) && json_string_length(value) > 40)
		read_text(s, as, json_string_value(value), json_string_length(value));
	if (depth >= JSON_MAX_DEPTH)
		return;
	json_array_foreach(value, i, v) read_strings(s, as, v, depth + 1);
	json_object_foreach(value, key, v) read_strings(s, as, v, depth + 1);
}

/* Records of other types may quote anything. */
static bool is_wanted(const json_t *object)
{
	static const char *const types[] = { "1107", "1300", "1302", "1307", "1400",
					     "1401", "1403", "1404", "1405" };
	const char *type = text_of(object, "_AUDIT_TYPE");
	size_t i;

	for (i = 0; type && i < AV_ARRAY_LEN(types); i++)
		if (strcmp(type, types[i]) == 0)
			return true;
	return !type;
}

static void read_journal(struct scan *s, struct scan_piece *as, const json_t *object)
{
	const json_t *message = json_object_get(object, "MESSAGE");
	uint64_t us = number_of(object, "_SOURCE_REALTIME_TIMESTAMP");
	const char *host = text_of(object, "_HOSTNAME"), *p;
	const char *type = text_of(object, "_AUDIT_TYPE");
	struct buf text = { 0 };

	if (!is_wanted(object))
		return;
	if (!us)
		us = number_of(object, "__REALTIME_TIMESTAMP");
	if (us && us <= INT64_MAX) {
		as->head.time_ms = (int64_t)(us / 1000);
		as->head.stamped = true;
	}
	as->head.serial = number_of(object, "_AUDIT_ID");
	if (host)
		as->head.node = slice_of(host);
	if (json_is_array(message))
		add_bytes(&text, message);
	else if (json_is_string(message))
		buf_add(&text, json_string_value(message), json_string_length(message));
	p = buf_str(&text);
	if (scan_starts(p, p + text.len, "SYSCALL "))
		scan_call(s, p, p + strlen("SYSCALL "), p + text.len, &as->head);
	else if (scan_starts(p, p + text.len, "PATH ") || scan_starts(p, p + text.len, "CWD "))
		scan_place_line(s, &as->head, memchr(p, ' ', text.len), p + text.len);
	else if (text.len && !(type && type[1] == '3'))
		read_text(s, as, text.data, text.len);
	buf_release(&text);
}

bool scan_json_line(struct scan *s, const struct scan_line *l)
{
	const char *end = l->p + l->n, *p = scan_skip_blanks(l->p, end);
	struct scan_piece as = scan_piece_of(l);
	json_error_t error;
	json_t *object;
	bool any = false;

	if (p == end || *p != '{' ||
	    (!scan_find(p, end, "avc:") && !scan_find(p, end, "_AUDIT_TYPE") &&
	     !scan_find(p, end, "SELINUX_ERR")))
		return false;
	as.fixed = true;
	while (p < end && *p == '{') {
		object = json_loadb(p, (size_t)(end - p), JSON_ALLOW_NUL | JSON_DISABLE_EOF_CHECK,
				    &error);
		if (!object)
			break; /* cut, or not JSON: read it as text */
		as.head = (struct scan_head){ .time_ms = TIME_NONE };
		if (json_object_get(object, "MESSAGE"))
			read_journal(s, &as, object);
		else
			read_strings(s, &as, object, 0);
		json_decref(object);
		any = true;
		for (p += error.position; p < end && (scan_is_blank(*p) || *p == ',');)
			p++;
	}
	as.head = (struct scan_head){ .time_ms = TIME_NONE };
	if (any && p < end)
		read_text(s, &as, p, (size_t)(end - p));
	return any;
}

static uint64_t digits(const char *p, const char *end)
{
	uint64_t v = 0;

	for (; p < end && ascii_is_digit(*p) && v < UINT64_MAX / 16; p++)
		v = v * 10 + (uint64_t)(*p - '0');
	return v;
}

bool scan_export_field(struct scan *s, const char *p, const char *end)
{
	static const char source[] = "_SOURCE_REALTIME_TIMESTAMP=",
			  entry[] = "__REALTIME_TIMESTAMP=", id[] = "_AUDIT_ID=",
			  host[] = "_HOSTNAME=";

	if (scan_starts(p, end, source)) {
		s->entry.time_ms = (int64_t)(digits(p + strlen(source), end) / 1000);
		s->entry.stamped = true;
	} else if (scan_starts(p, end, entry)) { /* the first of an entry, after its cursor */
		scan_export_end(s);
		s->entry.time_ms = (int64_t)(digits(p + strlen(entry), end) / 1000);
		s->entry.stamped = true;
	} else if (scan_starts(p, end, id)) {
		s->entry.serial = digits(p + strlen(id), end);
	} else if (scan_starts(p, end, host)) {
		buf_clear(&s->entry_host);
		buf_add(&s->entry_host, p + strlen(host), (size_t)(end - p) - strlen(host));
	} else {
		return false;
	}
	s->has_entry = true;
	return true;
}

void scan_export_end(struct scan *s)
{
	s->entry = (struct scan_head){ .time_ms = TIME_NONE };
	buf_clear(&s->entry_host);
	s->has_entry = false;
}
