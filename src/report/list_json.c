// SPDX-License-Identifier: GPL-2.0-or-later
/* `list --format json`, written as a stream of one object per rule, so that memory does not grow
 * with the number of rules. All strings are cleaned text and so valid UTF-8, which jansson
 * requires. */
#include "config.h"

#include "list_json_internal.h"

#include <jansson.h>
#include <stdlib.h>

#include "filter/column.h"
#include "base/text.h"

static json_t *cleaned(struct slice s)
{
	char *text = text_cleaned(s);
	json_t *j = json_string(text);

	free(text);
	return j;
}

static json_t *name_of(const struct intern *names, name_id id)
{
	return cleaned((struct slice){ intern_str(names, id), intern_len(names, id) });
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

static json_t *seen_of(const struct intern *names, const struct rule *r, enum seen_kind kind)
{
	const struct seen *seen[RULE_SEEN_MAX];
	size_t i, n = rule_seen(r, kind, seen);
	json_t *list = json_array();

	for (i = 0; i < n; i++)
		json_array_append_new(list, name_of(names, seen[i]->text));
	return list;
}

static void add_perms(json_t *o, const struct intern *names, const struct rule *r)
{
	json_t *list = json_array(), *counts = json_object();
	struct statement sorted = { 0 };
	size_t i;

	for (i = 0; i < r->perm_count; i++) {
		statement_add_perm(&sorted, r->perms[i].perm, names);
		json_object_set_new(counts, intern_str(names, r->perms[i].perm),
				    json_integer(r->perms[i].count));
	}
	for (i = 0; i < sorted.perm_count; i++)
		json_array_append_new(list, json_string(intern_str(names, sorted.perms[i])));
	statement_release(&sorted);
	json_object_set_new(o, "permissions", list);
	json_object_set_new(o, "permission_counts", counts);
}

static json_t *ioctls_of(const struct rule *r)
{
	uint32_t commands[256];
	size_t i, n = rule_ioctls(r, commands, AV_ARRAY_LEN(commands));
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

static json_t *statement_of(const struct intern *names, const struct rule *r,
			    const struct decision *d)
{
	struct statement st = { 0 };
	json_t *j;

	decision_statement(d, r, names, &st);
	j = list_json_statement(&st, names);
	statement_release(&st);
	return j;
}

static json_t *rule_of(const struct intern *names, const struct rule *r, const struct decision *d)
{
	json_t *o = json_object();

	json_object_set_new(o, "kind", json_string(record_kind_name(r->key.kind)));
	json_object_set_new(o, "source", name_of(names, r->key.source));
	json_object_set_new(o, "target", name_of(names, r->key.target));
	json_object_set_new(o, "class", name_of(names, r->key.class));
	add_perms(o, names, r);
	json_object_set_new(o, "count", json_integer((json_int_t)r->count));
	json_object_set_new(o, "first", time_of(r->first_ms));
	json_object_set_new(o, "last", time_of(r->last_ms));
	json_object_set_new(o, "permissive", json_integer((json_int_t)r->permissive));
	json_object_set_new(o, "granted", json_integer((json_int_t)r->granted));
	json_object_set_new(o, "suspect", json_integer((json_int_t)r->suspect));
	json_object_set_new(o, "ioctls", ioctls_of(r));
	json_object_set_new(o, "contexts", json_integer((json_int_t)rule_context_pairs(r)));
	json_object_set_new(o, "comms", seen_of(names, r, SEEN_COMM));
	json_object_set_new(o, "exes", seen_of(names, r, SEEN_EXE));
	json_object_set_new(o, "paths", seen_of(names, r, SEEN_PATH));
	json_object_set_new(o, "hosts", seen_of(names, r, SEEN_HOST));
	json_object_set_new(o, "state", json_string(decision_state_name(d->state)));
	json_object_set_new(o, "statement", statement_of(names, r, d));
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
		json_t *rule = rule_of(in->names, ledger_rule(in->denials, in->rules[i]),
				       decisions_get(in->decisions, in->rules[i]));

		if (more)
			more(in, in->rules[i], rule);
		put(rule, i == 0, out);
	}
	fputs("],\"granted_rules\":[", out);
	for (i = 0; i < ledger_count(in->granted); i++) {
		const struct rule *r = ledger_rule(in->granted, (rule_id)i);

		if (!r->count) /* forgotten (-l) */
			continue;
		put(rule_of(in->names, r, &open), first, out);
		first = false;
	}
	fputs("]}\n", out);
}

void list_json_write(const struct report_input *in, FILE *out)
{
	list_json_document(in, out, NULL);
}
