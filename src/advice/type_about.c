// SPDX-License-Identifier: GPL-2.0-or-later
/* Describes the two types of a rule: programs, paths and ports, and the policy's documentation. */
#include "config.h"

#include "advice/type_about.h"

#include <stdlib.h>
#include <string.h>

#include "policy/label_paths.h"
#include "policy/docs.h"
#include "policy/labels.h"
#include "base/mem.h"
#include "policy/ports.h"

#define ENTRIES_MAX    8 /* more types of programs say nothing about a domain */
#define ENTRIES_PUT    3
#define PATHS_OF_ENTRY 2
#define PATHS_OF_LABEL 6
#define PATHS_IN_SHORT 3
#define PORTS_PUT      6

void type_about_release(struct type_about *a)
{
	free(a->source);
	free(a->target);
	*a = (struct type_about){ 0 };
}

struct entries {
	uint32_t types[ENTRIES_MAX];
	size_t count; /* may exceed the room */
};

static void add_entry(struct entries *e, uint32_t type)
{
	size_t i;

	for (i = 0; i < e->count && i < ENTRIES_MAX; i++)
		if (e->types[i] == type)
			return;
	if (e->count < ENTRIES_MAX)
		e->types[e->count] = type;
	e->count++;
}

/* The file types through which programs enter the domain. */
static void find_entries(const struct policy_index *ix, uint32_t domain, struct entries *out)
{
	uint32_t class = policy_index_value(ix, POLNAME_CLASS, slice_of("file"));
	uint32_t perm = class ? policy_index_perm(ix, class, slice_of("entrypoint")) : 0;
	uint32_t count, i, k, t;
	const uint32_t *in = eval_type_in(ix, NULL, domain, &count);

	for (i = 0; perm && i < count; i++) {
		struct policy_index_run run = policy_index_group(ix, class, in[i]);

		for (k = run.first; k < run.first + run.count; k++) {
			const struct policy_index_rule *r = &ix->rules[k];

			if (r->kind != RULE_ALLOW || !(r->data & perm) ||
			    !eval_cond(ix, NULL, r->cond, r->branch))
				continue;
			if (!ix->types[r->target].attribute)
				add_entry(out, r->target);
			for (t = 1; ix->types[r->target].attribute && t <= ix->types_max; t++)
				if (!ix->types[t].attribute && ix->types[t].exists &&
				    policy_index_type_is(ix, t, r->target))
					add_entry(out, t);
		}
	}
}

/* Entry points named after the domain say most about it. */
static bool is_named_after(const char *entry, const char *domain)
{
	size_t n = strlen(domain);

	return n > 2 && strncmp(entry, domain, n - 1) == 0;
}

/* "the domain of /usr/sbin/useradd (useradd_exec_t)". */
static void add_programs(const struct policy_index *ix, const struct label_paths *c,
			 uint32_t domain, const char *near, struct buf *out)
{
	const char *name = policy_index_name_of(ix, POLNAME_TYPE, domain);
	struct entries e = { 0 };
	size_t i, put = 0;
	int pass;

	find_entries(ix, domain, &e);
	if (e.count > ENTRIES_MAX)
		return;
	for (pass = 0; pass < 2; pass++)
		for (i = 0; i < e.count && put < ENTRIES_PUT; i++) {
			const char *entry = policy_index_name_of(ix, POLNAME_TYPE, e.types[i]);
			struct buf paths = { 0 };

			if (is_named_after(entry, name) == (pass == 0) &&
			    label_paths_words(c, entry, "file", near, PATHS_OF_ENTRY, &paths)) {
				buf_addf(out, "%s%s (%s)", put ? "; " : "the domain of ",
					 buf_str(&paths), entry);
				put++;
			}
			buf_release(&paths);
		}
	if (put)
		buf_adds(out, ". ");
}

/* "the type of tcp ports 80, 443, 8000-8010 and 3 more". */
static void add_ports(const struct policy_index *ix, uint32_t type, const char *class,
		      struct buf *out)
{
	const char *protocol = port_protocol(class);
	size_t put = 0, more = 0;
	uint32_t i;

	for (i = 0; protocol && i < ix->port_count; i++) {
		const struct policy_index_port *p = &ix->ports[i];

		if (p->type != type || !policy_port_is(p, class))
			continue;
		if (put == PORTS_PUT) {
			more++;
			continue;
		}
		if (put++)
			buf_addf(out, ", %u", p->low);
		else
			buf_addf(out, "the type of %s ports %u", protocol, p->low);
		if (p->high != p->low)
			buf_addf(out, "-%u", p->high);
	}
	if (more)
		buf_addf(out, " and %zu more", more);
	if (put)
		buf_adds(out, ". ");
}

/* What was seen of a kind and begins with `first`, or anything if `first` is 0. */
static const char *seen_of(struct judge *j, const struct rule *r, enum seen_kind kind, char first)
{
	const struct seen *seen[RULE_SEEN_MAX];
	size_t n = rule_seen(r, kind, seen), i;

	for (i = 0; i < n; i++)
		if (!first || *intern_str(judge_names(j), seen[i]->text) == first)
			return intern_str(judge_names(j), seen[i]->text);
	return NULL;
}

static bool is_object(const char *class)
{
	static const char *const classes[] = { "file",     "dir",       "lnk_file",  "chr_file",
					       "blk_file", "sock_file", "filesystem" };
	size_t i;

	for (i = 0; i < AV_ARRAY_LEN(classes); i++)
		if (strcmp(class, classes[i]) == 0)
			return true;
	return port_protocol(class) != NULL;
}

static struct label_paths *carried_of(struct judge *j)
{
	return judge_labels(j) ? labels_get_paths(judge_labels(j)) : NULL;
}

static void add_source(struct judge *j, const struct rule *r, uint32_t type, struct buf *out)
{
	struct label_paths *c = carried_of(j);
	const char *near = seen_of(j, r, SEEN_EXE, '/');

	if (c)
		add_programs(judge_policy(j), c, type, near ? near : seen_of(j, r, SEEN_COMM, 0),
			     out);
}

static void add_target(struct judge *j, const struct rule *r, uint32_t type, size_t paths_max,
		       struct buf *out)
{
	struct label_paths *c = carried_of(j);
	const char *class = intern_str(judge_names(j), r->key.class);
	struct buf paths = { 0 };

	if (c)
		add_programs(judge_policy(j), c, type, NULL, out);
	if (c && label_paths_words(c, policy_index_name_of(judge_policy(j), POLNAME_TYPE, type),
				   class, seen_of(j, r, SEEN_PATH, '/'), paths_max, &paths))
		buf_addf(out, "the label of %s. ", buf_str(&paths));
	add_ports(judge_policy(j), type, class, out);
	buf_release(&paths);
}

static char *about_type(struct judge *j, const struct rule *r, name_id id, bool target,
			bool in_short)
{
	const struct policy_index *ix = judge_policy(j);
	const char *name = intern_str(judge_names(j), id);
	const char *class = intern_str(judge_names(j), r->key.class);
	uint32_t type = policy_index_value(ix, POLNAME_TYPE, slice_of(name));
	struct buf text = { 0 };

	if (!type || ix->types[type].attribute)
		return NULL;
	if (target)
		add_target(j, r, type, in_short ? PATHS_IN_SHORT : PATHS_OF_LABEL, &text);
	else
		add_source(j, r, type, &text);
	if (!in_short && judge_docs(j))
		docs_type(judge_docs(j), name, target && is_object(class) ? class : NULL, &text);
	while (text.len && strchr(in_short ? " ." : " ", text.data[text.len - 1]))
		text.data[--text.len] = '\0';
	if (!text.len) {
		buf_release(&text);
		return NULL;
	}
	return buf_take(&text);
}

void type_about_rule(struct judge *j, const struct rule *r, bool in_short, struct type_about *a)
{
	type_about_release(a);
	if (r->key.source != NAME_EMPTY)
		a->source = about_type(j, r, r->key.source, false, in_short);
	if (r->key.target != NAME_EMPTY && r->key.target != r->key.source)
		a->target = about_type(j, r, r->key.target, true, in_short);
}
