// SPDX-License-Identifier: GPL-2.0-or-later
/* Decode the fields of a record and split its contexts and permissions. Does not know the log that
 * the record came from. */
#include "config.h"

#include "denial/record.h"

#include "base/ascii.h"
#include "base/text.h"

/* The kernel writes upper-case hex. */
static bool is_hex(struct slice s)
{
	size_t i;

	if (s.n < 2 || s.n % 2)
		return false;
	for (i = 0; i < s.n; i++)
		if (ascii_hex_value(s.p[i]) < 0 || ascii_is_lower(s.p[i]))
			return false;
	return true;
}

void record_decode(struct slice field, struct buf *out)
{
	size_t i;

	if (field.n >= 2 && field.p[0] == '"' && field.p[field.n - 1] == '"')
		buf_add(out, field.p + 1, field.n - 2);
	else if (is_hex(field))
		for (i = 0; i < field.n; i += 2)
			buf_addc(out, (char)ascii_hex_byte(field.p + i));
	else
		buf_add(out, field.n ? field.p : "", field.n);
}

bool record_context_parts(struct slice c, struct context_parts *parts)
{
	const char *p = c.p, *end = c.p + c.n, *colon;
	struct slice *const first[] = { &parts->user, &parts->role };
	size_t i;

	if (!c.n)
		return false;
	for (i = 0; i < 2; i++) {
		colon = memchr(p, ':', (size_t)(end - p));
		if (!colon)
			return false;
		*first[i] = (struct slice){ p, (size_t)(colon - p) };
		p = colon + 1;
	}
	colon = memchr(p, ':', (size_t)(end - p));
	parts->type = (struct slice){ p, (size_t)((colon ? colon : end) - p) };
	parts->level = (struct slice){ end, 0 };
	if (colon)
		parts->level = (struct slice){ colon + 1, (size_t)(end - colon - 1) };
	return text_is_name(parts->user) && text_is_name(parts->role) && text_is_name(parts->type);
}

bool record_next_perm(struct slice *list, struct slice *word)
{
	while (list->n && (*list->p == ' ' || *list->p == '\t' || *list->p == '\n'))
		list->p++, list->n--;
	word->p = list->p;
	while (list->n && *list->p != ' ' && *list->p != '\t' && *list->p != '\n')
		list->p++, list->n--;
	word->n = (size_t)(list->p - word->p);
	return word->n > 0;
}
