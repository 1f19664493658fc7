// SPDX-License-Identifier: GPL-2.0-or-later
/* `list --format json`, written as a stream of one object per rule, so that memory does not grow
 * with the number of rules. The keys of a rule come from the table of columns and from the parts
 * here that are not columns. All strings are cleaned text and so valid UTF-8, which jansson
 * requires. */
#include "config.h"

#include "list_json_internal.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "filter/column.h"
#include "base/text.h"

static json_t *cleaned(struct slice s)
{
	char *text = text_cleaned(s);
	json_t *j = json_string(text);

	free(text);
	return j;
}

static json_t *time_of(int64_t ms)
{
	struct buf text = { 0 };
	json_t *j;

	if (ms == TIME_NONE)
		return json_null();
	clock_iso(ms, &text);
	j = json_string(buf_str(&text));
	buf_release(&text);
	return j;
}

static json_t *cell_of(const struct column *c, const struct row *row)
{
	struct buf text = { 0 };
	json_t *j;

	column_cell(c, row, &text);
	j = json_string(buf_str(&text));
	buf_release(&text);
	return j;
}

static int compare_names(const void *a, const void *b)
{
	return strcmp(json_string_value(*(json_t *const *)a),
		      json_string_value(*(json_t *const *)b));
}

static json_t *names_of(const struct column *c, const struct row *row)
{
	json_t *list = json_array(), **items = NULL;
	size_t n = 0, cap = 0, at = 0, i;
	name_id id;

	/* List only denied permissions: what a rule without denials grants is in its statement. */
	if (c->names == NAMES_PERMS && !row->rule->perm_count)
		return list;
	while (column_next(c, row, &at, &id)) {
		items = mem_grow(items, &cap, n + 1, sizeof(*items));
		items[n++] = cleaned(
			(struct slice){ intern_str(row->names, id), intern_len(row->names, id) });
	}
	if (c->sorted && n)
		qsort(items, n, sizeof(*items), compare_names);
	for (i = 0; i < n; i++)
		json_array_append_new(list, items[i]);
	free(items);
	return list;
}

/* The value of a column, by its kind. */
static json_t *column_value(const struct column *c, const struct row *row)
{
	const char *text;

	switch (c->kind) {
	case COLUMN_LIST:
		return names_of(c, row);
	case COLUMN_NUMBER:
		return json_integer((json_int_t)c->number(row));
	case COLUMN_TIME:
		return time_of(c->number(row));
	case COLUMN_CHOICE:
	case COLUMN_TEXT:
		break;
	}
	if (c->names != NAMES_NONE)
		return cell_of(c, row);
	text = c->text(row);
	return cleaned(slice_of(text ? text : ""));
}

/* The members of a rule that are not columns. */

static json_t *perm_counts_of(const struct row *row)
{
	const struct rule *r = row->rule;
	json_t *counts = json_object();
	size_t i;

	for (i = 0; i < r->perm_count; i++)
		json_object_set_new(counts, intern_str(row->names, r->perms[i].perm),
				    json_integer(r->perms[i].count));
	return counts;
}

static json_t *ioctls_of(const struct row *row)
{
	uint32_t commands[256];
	size_t i, n = rule_ioctls(row->rule, commands, AV_ARRAY_LEN(commands));
	json_t *list = json_array();
	char hex[16];

	for (i = 0; i < n && i < AV_ARRAY_LEN(commands); i++) {
		snprintf(hex, sizeof(hex), "0x%x", commands[i]);
		json_array_append_new(list, json_string(hex));
	}
	return list;
}

json_t *list_json_statement(const struct statement *st, const struct intern *names)
{
	struct buf text = { 0 };
	json_t *j;

	statement_print_line(st, names, &text);
	j = text.len ? json_stringn(text.data, text.len) : json_null();
	buf_release(&text);
	return j;
}

static json_t *statement_of(const struct row *row)
{
	struct statement st = { 0 };
	json_t *j;

	decision_statement(row->decision, row->rule, row->names, &st);
	j = list_json_statement(&st, row->names);
	statement_release(&st);
	return j;
}

/* Sorted by their place among the columns. */
static const struct part {
	const char *key;
	unsigned place;
	json_t *(*value)(const struct row *row);
} parts[] = {
	{ "permission_counts", 55, perm_counts_of },
	{ "ioctls", 115, ioctls_of },
	{ "statement", 1000, statement_of },
};

static json_t *rule_of(const struct column **columns, const struct row *row)
{
	json_t *o = json_object();
	size_t i;

	for (i = 0; i < AV_ARRAY_LEN(parts); i++) {
		for (; *columns && (*columns)->place < parts[i].place; columns++)
			json_object_set_new(o, (*columns)->json, column_value(*columns, row));
		json_object_set_new(o, parts[i].key, parts[i].value(row));
	}
	return o;
}

static json_t *source_of(const struct reader_source *src)
{
	const struct scan_counts *c = &src->counts;
	json_t *o = json_object(), *refused = json_array();
	size_t i;

	json_object_set_new(o, "path", cleaned(slice_of(src->path)));
	json_object_set_new(o, "records", json_integer((json_int_t)c->records));
	json_object_set_new(o, "denials", json_integer((json_int_t)c->denials));
	json_object_set_new(o, "granted", json_integer((json_int_t)c->granted));
	json_object_set_new(o, "skipped", json_integer((json_int_t)c->skipped));
	json_object_set_new(o, "joined", json_integer((json_int_t)c->joined));
	json_object_set_new(o, "refused_count", json_integer((json_int_t)c->refused));
	for (i = 0; i < src->refused_count; i++)
		json_array_append_new(refused,
				      json_pack("{sI ss}", "line", (json_int_t)src->refused[i].line,
						"reason", src->refused[i].reason));
	json_object_set_new(o, "refused", refused);
	if (src->failed)
		json_object_set_new(o, "error", cleaned(slice_of(src->error)));
	return o;
}

static json_t *policy_of(const struct policy *p)
{
	json_t *o;

	if (!p)
		return json_null();
	o = json_object();
	json_object_set_new(o, "path", cleaned(slice_of(p->path)));
	json_object_set_new(o, "assumed", json_boolean(p->assumed));
	json_object_set_new(o, "types", json_integer(p->ix.header->type_count));
	return o;
}

static void put(json_t *o, bool first, FILE *out)
{
	fputs(first ? "\n" : ",\n", out);
	json_dumpf(o, out, JSON_COMPACT);
	json_decref(o);
}

void list_json_document(const struct report_input *in, FILE *out, list_json_more_fn *more)
{
	static const struct decision open = { .at_ms = TIME_NONE };
	const struct column **columns = column_documented();
	json_t *policy = policy_of(in->policy);
	bool first = true;
	size_t i;

	fputs("{\"avcurate\":\"" PACKAGE_VERSION "\",\"policy\":", out);
	json_dumpf(policy, out, JSON_COMPACT | JSON_ENCODE_ANY);
	json_decref(policy);
	fputs(",\"sources\":[", out);
	for (i = 0; i < reader_count(in->reader); i++)
		put(source_of(reader_source(in->reader, i)), i == 0, out);
	fputs("],\"rules\":[", out);
	for (i = 0; i < in->rule_count; i++) {
		struct row row;
		json_t *rule;

		report_row(in, in->rules[i], &row);
		rule = rule_of(columns, &row);
		if (more)
			more(in, in->rules[i], rule);
		put(rule, i == 0, out);
	}
	fputs("],\"granted_rules\":[", out);
	for (i = 0; i < ledger_count(in->granted); i++) {
		struct row row = { .names = in->names,
				   .rule = ledger_rule(in->granted, (rule_id)i),
				   .decision = &open,
				   .now_ms = in->now_ms };

		if (!row.rule->count) /* forgotten (-l) */
			continue;
		put(rule_of(columns, &row), first, out);
		first = false;
	}
	fputs("]}\n", out);
	free(columns);
}

void list_json_write(const struct report_input *in, FILE *out)
{
	list_json_document(in, out, NULL);
}
