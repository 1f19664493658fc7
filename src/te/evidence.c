// SPDX-License-Identifier: GPL-2.0-or-later
/* Reads the evidence lines of a block back: as values for display, and as records for a ledger, so
 * that a .te can be proved without its log. Trusts nothing in the file. */
#include "config.h"

#include "te/evidence.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "te/line.h"
#include "base/text.h"

static void list_release(struct te_seen_list *l)
{
	size_t i;

	for (i = 0; i < l->count; i++) {
		free(l->items[i].text);
		free(l->items[i].second);
	}
	free(l->items);
	*l = (struct te_seen_list){ 0 };
}

void te_evidence_release(struct te_evidence *e)
{
	list_release(&e->permissions);
	list_release(&e->contexts);
	list_release(&e->comms);
	list_release(&e->exes);
	list_release(&e->paths);
	list_release(&e->hosts);
	list_release(&e->samples);
	free(e->first);
	free(e->last);
	free(e->rest);
	free(e->stripped);
	*e = (struct te_evidence){ 0 };
}

const char *te_evidence_line(const struct te_block *b, const char *key)
{
	size_t i;

	for (i = 0; i < b->line_count; i++)
		if (strcmp(b->lines[i].key, key) == 0)
			return b->lines[i].json;
	return NULL;
}

json_t *te_evidence_value(const struct te_block *b, const char *key)
{
	const char *json = te_evidence_line(b, key);

	return json ? json_loads(json, 0, NULL) : NULL;
}

/* [TEXT, COUNT or TEXT, {"bytes":N,…}], or the object that ends a list that was cut. */
static void read_item(struct te_seen_list *l, const json_t *item)
{
	struct te_seen seen = { 0 };
	const json_t *second = json_array_get(item, 1);

	if (json_is_object(item)) {
		l->left_out += te_line_number(item, "left_out");
		l->others += te_line_number(item, "others");
		return;
	}
	seen.text = te_line_text(json_array_get(item, 0));
	if (!seen.text)
		return;
	seen.second = te_line_text(second);
	seen.count = json_integer_value(second) > 0 ? (uint64_t)json_integer_value(second) : 0;
	seen.bytes = te_line_number(json_array_get(item, 2), "bytes");
	l->items = mem_grow(l->items, &l->cap, l->count + 1, sizeof(*l->items));
	l->items[l->count++] = seen;
}

static void read_list(struct te_seen_list *l, const json_t *list)
{
	const json_t *item;
	size_t i;

	json_array_foreach(list, i, item) read_item(l, item);
}

static void read_seen(struct te_evidence *e, const json_t *seen)
{
	e->known = true;
	e->count = te_line_number(seen, "count");
	e->permissive = te_line_number(seen, "permissive");
	e->granted = te_line_number(seen, "granted");
	e->suspect = te_line_number(seen, "suspect");
	e->inherited = te_line_number(seen, "inherited");
	e->pairs = te_line_number(seen, "pairs");
	free(e->first);
	free(e->last);
	e->first = te_line_text(json_object_get(seen, "first"));
	e->last = te_line_text(json_object_get(seen, "last"));
	free(e->rest);
	e->rest = te_line_text(json_object_get(seen, "rest"));
	read_list(&e->permissions, json_object_get(seen, "permissions"));
	read_list(&e->contexts, json_object_get(seen, "contexts"));
}

void te_evidence_read(const struct te_block *b, struct te_evidence *e)
{
	size_t i;

	te_evidence_release(e);
	for (i = 0; i < b->line_count; i++) {
		const char *key = b->lines[i].key;
		json_t *value = NULL;

		if (te_key_of(key) == TE_KEY_EVIDENCE)
			value = json_loads(b->lines[i].json, 0, NULL);
		if (json_is_object(value) && strcmp(key, "seen") == 0)
			read_seen(e, value);
		else if (strcmp(key, "comm") == 0)
			read_list(&e->comms, value);
		else if (strcmp(key, "exe") == 0)
			read_list(&e->exes, value);
		else if (strcmp(key, "path") == 0)
			read_list(&e->paths, value);
		else if (strcmp(key, "host") == 0)
			read_list(&e->hosts, value);
		else if (strcmp(key, "sample") == 0)
			read_item(&e->samples, value);
		else if (strcmp(key, "stripped") == 0 && !e->stripped)
			e->stripped = te_line_text(json_object_get(value, "sha256"));
		json_decref(value);
	}
}

/* A value as a record's field: quoted, so that it is never decoded as hex. */
static struct slice field_of(const struct te_seen_list *l, size_t i, struct buf *text)
{
	buf_clear(text);
	if (i >= l->count)
		return (struct slice){ 0 };
	buf_addc(text, '"');
	text_unclean(text, l->items[i].text);
	buf_addc(text, '"');
	return (struct slice){ buf_str(text), text->len };
}

static size_t larger(size_t a, size_t b)
{
	return a > b ? a : b;
}

bool te_evidence_count(const struct te_block *b, struct intern *names, struct ledger *l)
{
	struct te_evidence e = { 0 };
	struct buf perms = { 0 }, from = { 0 }, to = { 0 }, comm = { 0 }, path = { 0 };
	const char *why;
	bool all;
	size_t i, n;

	te_evidence_read(b, &e);
	all = e.contexts.count > 0 && !e.pairs;
	for (i = 0; i < e.permissions.count; i++)
		buf_addf(&perms, " %s", e.permissions.items[i].text);
	n = larger(e.contexts.count, larger(e.comms.count, e.paths.count));
	for (i = 0; i < n && e.contexts.count; i++) {
		const struct te_seen *pair = &e.contexts.items[i % e.contexts.count];
		struct record r = {
			.kind = b->key.kind,
			.permissive = -1,
			.time_ms = TIME_NONE,
			.ioctl = IOCTL_NONE,
			.perms = { buf_str(&perms), perms.len },
			.tclass = slice_of(intern_str(names, b->key.class)),
			.comm = field_of(&e.comms, i, &comm),
			.path = field_of(&e.paths, i, &path),
		};

		buf_clear(&from);
		buf_clear(&to);
		text_unclean(&from, pair->text);
		text_unclean(&to, pair->second ? pair->second : "");
		r.scontext = (struct slice){ buf_str(&from), from.len };
		r.tcontext = (struct slice){ buf_str(&to), to.len };
		r.ncontext = r.tcontext;
		all = ledger_add(l, &r, NULL, &why) == ledger_find(l, &b->key) && !why && all;
	}
	/* If at least half of the denials were inherited (judge.c), count all of them so. */
	if (e.inherited && e.inherited >= e.count - e.inherited)
		ledger_set_inherited(l, ledger_find(l, &b->key));
	buf_release(&perms);
	buf_release(&from);
	buf_release(&to);
	buf_release(&comm);
	buf_release(&path);
	te_evidence_release(&e);
	return all;
}
