// SPDX-License-Identifier: GPL-2.0-or-later
/* Derive from a row of the table of columns its cell and its names, and walk over the names that
 * all columns show. Knows no column by name. */
#include "config.h"

#include "filter/column.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"

const struct column *column_find(const char *name)
{
	size_t i;

	for (i = 0; i < column_count; i++) {
		const struct column *c = &column_table[i];

		if (strcmp(c->name, name) == 0 || (c->alias && strcmp(c->alias, name) == 0))
			return c;
	}
	return NULL;
}

/* --- names --- */

static size_t count_perms(const struct row *row)
{
	return row->rule->perm_count ? row->rule->perm_count : row->decision->statement.perm_count;
}

static name_id perm_at(const struct row *row, size_t i)
{
	return row->rule->perm_count ? row->rule->perms[i].perm : row->decision->statement.perms[i];
}

static bool only_name(name_id id, size_t *at, name_id *out)
{
	*out = id;
	return (*at)++ == 0 && id != NAME_EMPTY;
}

static bool next_perm(const struct row *row, size_t *at, name_id *out)
{
	if (*at >= count_perms(row))
		return false;
	*out = perm_at(row, (*at)++);
	return true;
}

static bool next_seen(const struct row *row, enum seen_kind kind, size_t *at, name_id *out)
{
	while (*at < row->rule->seen_count) {
		const struct seen *seen = &row->rule->seen[(*at)++];

		if (seen->kind != kind)
			continue;
		*out = seen->text;
		return true;
	}
	return false;
}

bool column_next(const struct column *c, const struct row *row, size_t *at, name_id *out)
{
	switch (c->names) {
	case NAMES_SOURCE:
		return only_name(row->rule->key.source, at, out);
	case NAMES_TARGET:
		return only_name(row->rule->key.target, at, out);
	case NAMES_CLASS:
		return only_name(row->rule->key.class, at, out);
	case NAMES_PERMS:
		return next_perm(row, at, out);
	case NAMES_SEEN:
		return next_seen(row, c->seen, at, out);
	case NAMES_NONE:
		break;
	}
	return false;
}

struct column_walk column_walk_all(void)
{
	struct column_walk w = { 0 };
	size_t i;

	for (i = 0; i < column_count; i++) {
		const struct column *c = &column_table[i];

		if (c->judged)
			continue;
		w.source |= c->names == NAMES_SOURCE;
		w.target |= c->names == NAMES_TARGET;
		w.class |= c->names == NAMES_CLASS;
		w.perms |= c->names == NAMES_PERMS;
		if (c->names == NAMES_SEEN)
			w.seen |= 1u << c->seen;
	}
	return w;
}

size_t column_walk_names(const struct column_walk *w, const struct row *row, size_t *at,
			 name_id *out, size_t max)
{
	const struct rule *r = row->rule;
	const name_id keys[] = { w->source ? r->key.source : NAME_EMPTY,
				 w->target ? r->key.target : NAME_EMPTY,
				 w->class ? r->key.class : NAME_EMPTY };
	size_t key_end = AV_ARRAY_LEN(keys), perm_end = key_end + (w->perms ? count_perms(row) : 0);
	size_t end = perm_end + r->seen_count, n = 0, i;

	for (i = *at; i < key_end && n < max; i++)
		if (keys[i] != NAME_EMPTY)
			out[n++] = keys[i];
	for (; i < perm_end && n < max; i++)
		out[n++] = perm_at(row, i - key_end);
	for (; i < end && n < max; i++)
		if (w->seen >> r->seen[i - perm_end].kind & 1)
			out[n++] = r->seen[i - perm_end].text;
	*at = i;
	return n;
}

/* --- cells --- */

static int compare_texts(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void add_names(const struct column *c, const struct row *row, struct buf *out)
{
	const char **texts = NULL;
	size_t n = 0, cap = 0, at = 0, i;
	name_id id;

	while (column_next(c, row, &at, &id)) {
		if (!c->sorted) {
			if (n++)
				buf_addc(out, ' ');
			text_clean(out, (struct slice){ intern_str(row->names, id),
							intern_len(row->names, id) });
			continue;
		}
		texts = mem_grow(texts, &cap, n + 1, sizeof(*texts));
		texts[n++] = intern_str(row->names, id);
	}
	if (!c->sorted)
		return;
	if (n)
		qsort(texts, n, sizeof(*texts), compare_texts);
	for (i = 0; i < n; i++) {
		if (i)
			buf_addc(out, ' ');
		text_clean(out, slice_of(texts[i]));
	}
	free(texts);
}

void column_cell(const struct column *c, const struct row *row, struct buf *out)
{
	const char *text;

	if (c->cell) {
		c->cell(row, out);
	} else if (c->names != NAMES_NONE) {
		add_names(c, row, out);
	} else if (c->kind == COLUMN_TIME) {
		clock_short(c->number(row), row->now_ms, out);
	} else if (c->kind == COLUMN_NUMBER) {
		buf_addf(out, "%lld", (long long)c->number(row));
	} else {
		text = c->text(row);
		text_clean(out, slice_of(text ? text : ""));
	}
}

/* --- documents --- */

static int compare_places(const void *a, const void *b)
{
	const struct column *one = *(const struct column *const *)a;
	const struct column *other = *(const struct column *const *)b;

	return (one->place > other->place) - (one->place < other->place);
}

const struct column **column_documented(void)
{
	const struct column **list = mem_zalloc(column_count + 1, sizeof(*list));
	size_t n = 0, i;

	for (i = 0; i < column_count; i++)
		if (column_table[i].json)
			list[n++] = &column_table[i];
	qsort(list, n, sizeof(*list), compare_places);
	return list;
}
