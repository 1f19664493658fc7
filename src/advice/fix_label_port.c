// SPDX-License-Identifier: GPL-2.0-or-later
/* Finds fixes other than a rule: a label for each path, a type for each port, a domain for a
 * program. Offers one only if it allows everything that was denied. For booleans see fix_boolean.c. */
#include "config.h"

#include "advice/fix_label_port.h"

#include <stdlib.h>

#include "base/mem.h"
#include "policy/ports.h"
#include "policy/sensitive.h"
#include "base/text.h"

static void drop_fixes(struct fixes *f, size_t down_to)
{
	struct fix *item;

	while (f->count > down_to) {
		item = &f->items[--f->count];
		free(item->object);
		free(item->type);
		free(item->command);
		free(item->owner);
	}
}

void fixes_release(struct fixes *f)
{
	drop_fixes(f, 0);
	free(f->items);
	*f = (struct fixes){ 0 };
}

/* Take `type` and `command`. */
static struct fix *add_fix(struct fixes *f, const char *object, char *type, char *command)
{
	f->items = mem_grow(f->items, &f->cap, f->count + 1, sizeof(*f->items));
	f->items[f->count++] = (struct fix){ text_cleaned(slice_of(object)), type, command, NULL };
	return &f->items[f->count - 1];
}

#define CANDIDATES_MAX 32

/* True if the reference policy would name a type so for objects at this place: a domain's type
 * for temporary files is wrong for its data. */
static bool fits_place(const char *path, const char *type)
{
	static const struct {
		const char *place, *end;
	} ends[] = {
		{ "/tmp/", "_tmp_t" },         { "/var/tmp/", "_tmp_t" },
		{ "/var/log/", "_log_t" },     { "/var/lib/", "_var_lib_t" },
		{ "/var/cache/", "_cache_t" }, { "/run/", "_runtime_t" },
		{ "/run/", "_var_run_t" },     { "/var/run/", "_runtime_t" },
		{ "/var/run/", "_var_run_t" }, { "/etc/", "_etc_t" },
		{ "/etc/", "_conf_t" },        { "/etc/", "_config_t" },
		{ "/var/spool/", "_spool_t" }, { "/srv/", "_content_t" },
		{ "/var/www/", "_content_t" },
	};
	size_t n = strlen(type), i;

	for (i = 0; i < AV_ARRAY_LEN(ends); i++)
		if (strncmp(path, ends[i].place, strlen(ends[i].place)) == 0 &&
		    n > strlen(ends[i].end) &&
		    strcmp(type + n - strlen(ends[i].end), ends[i].end) == 0)
			return true;
	return false;
}

/* True if the type that the object should have protects something: then its label is no
 * accident. */
static bool is_guarded(struct judge *j, const struct rule *r, struct slice type)
{
	const char *class = intern_str(judge_names(j), r->key.class);
	char *name = mem_strndup(type.p, type.n);
	bool guarded = false;
	uint32_t i;

	for (i = 0; i < r->perm_count && !guarded; i++)
		guarded = sensitive_why(name, class,
					intern_str(judge_names(j), r->perms[i].perm)) != NULL;
	free(name);
	return guarded;
}

/* Types of places that belong to no program in particular, in the reference policy and its
 * derivatives. A path with any other type belongs to some program, and relabelling would take it
 * away from that program. */
static bool is_common(struct slice type)
{
	static const char *const common[] = {
		"default_t", "etc_t",     "home_root_t",   "mnt_t",       "root_t", "srv_t",
		"tmp_t",     "usr_t",     "var_cache_t",   "var_lib_t",   "var_t",  "var_log_t",
		"var_run_t", "runtime_t", "var_runtime_t", "var_spool_t",
	};
	size_t i;

	for (i = 0; i < AV_ARRAY_LEN(common); i++)
		if (slice_is(type, common[i]))
			return true;
	return false;
}

/* If file contexts give another type than the object has, but that type would not help either,
 * offer a type made for the domain that allows everything. If they give the type that it has, by
 * this name or an alias, its label is right; if they give no type, nothing labels the path. */
static bool fix_fcontext(struct judge *j, const struct rule *r, const char *path,
			 const struct eval_query *queries, size_t count, struct fixes *out)
{
	const char *class = intern_str(judge_names(j), r->key.class), *type;
	char *context = labels_lookup(judge_labels(j), path, class);
	struct context_parts parts;
	struct buf command = { 0 };
	uint32_t candidates[CANDIDATES_MAX];
	size_t n, i;
	bool found = false, forced;

	if (!context || !record_context_parts(slice_of(context), &parts) ||
	    policy_index_value(judge_policy(j), POLNAME_TYPE, parts.type) ==
		    queries[0].target->type ||
	    !is_common(parts.type) || is_guarded(j, r, parts.type))
		goto out;
	n = policy_label_candidates(judge_policy(j), judge_baseline(j), queries, count, candidates,
				    CANDIDATES_MAX);
	forced = labels_customizable(judge_labels(j), intern_str(judge_names(j), r->key.target));
	for (i = 0; i < n && !found; i++) {
		type = policy_index_name_of(judge_policy(j), POLNAME_TYPE, candidates[i]);
		found = fits_place(path, type) &&
			label_fcontext_command(path, class, type, forced, &command);
		if (found)
			add_fix(out, path, mem_strdup(type), buf_take(&command));
	}
out:
	buf_release(&command);
	free(context);
	return found;
}

/* True if a bare name belongs to one of the paths that another record shows. */
static bool is_of_another(struct judge *j, const struct seen *const *seen, size_t n, name_id name)
{
	const struct intern *names = judge_names(j);
	size_t i;

	for (i = 0; i < n; i++)
		if (intern_str(names, seen[i]->text)[0] == '/' &&
		    slice_ends_path(slice_of(intern_str(names, seen[i]->text)),
				    slice_of(intern_str(names, name))))
			return true;
	return false;
}

size_t fix_labels_partly(struct judge *j, const struct rule *r, struct fixes *out)
{
	const struct seen *seen[RULE_SEEN_MAX];
	size_t n = rule_seen(r, SEEN_PATH, seen), count, i, others = 0;
	struct eval_query *queries = NULL;

	fixes_release(out);
	if (!judge_labels(j) || !n || kind_of(r->key.kind)->judge != KIND_JUDGE_ACCESS)
		return 0;
	out->perms = UINT32_MAX;
	count = judge_queries(j, r, &queries);
	if (count && label_is_of_mount(judge_policy(j), queries[0].target->type))
		count = 0;
	for (i = 0; i < n && count; i++) {
		const char *path = intern_str(judge_names(j), seen[i]->text);
		struct label_fix fix = { 0 };

		if (path[0] != '/') {
			others += !is_of_another(j, seen, n, seen[i]->text);
			continue;
		}
		if (policy_mislabelled(judge_policy(j), judge_baseline(j), judge_labels(j), path,
				       queries, count, &fix))
			add_fix(out, path, mem_strdup(fix.type), mem_strdup(fix.command));
		else
			others += !fix_fcontext(j, r, path, queries, count, out);
		label_fix_release(&fix);
	}
	free(queries);
	return others + (r->seen_more[SEEN_PATH] > 0);
}

bool fix_labels(struct judge *j, const struct rule *r, struct fixes *out)
{
	if (fix_labels_partly(j, r, out))
		fixes_release(out);
	return out->count > 0;
}

/* One permission of the rule (its position), or all. */
#define ALL_PERMS UINT32_MAX

static bool of_perm(const struct rule *r, name_id perm, uint32_t place)
{
	return place == ALL_PERMS || r->perms[place].perm == perm;
}

static bool add_ports(struct judge *j, const struct rule *r, uint32_t place, struct fixes *out)
{
	const char *class = intern_str(judge_names(j), r->key.class);
	struct eval_query *queries = mem_alloc(r->tuple_count * sizeof(*queries));
	const struct seen *seen[RULE_SEEN_MAX];
	size_t n = rule_seen(r, SEEN_PORT, seen), count = 0, i, before = out->count;
	bool all = true;
	uint32_t t;

	for (t = 0; t < r->tuple_count && all; t++)
		if (of_perm(r, r->tuples[t].perm, place))
			all = judge_query(j, r, &r->tuples[t], &queries[count++]);
	for (i = 0; i < n && all && count; i++) {
		const char *text = intern_str(judge_names(j), seen[i]->text);
		unsigned long number = strtoul(text, NULL, 10);
		struct buf command = { 0 };
		struct port_fix fix;
		struct fix *f;

		if (place != ALL_PERMS && !(seen[i]->perms & UINT32_C(1) << place))
			continue;
		all = number > 0 && number < 65536 &&
		      policy_port_fix(judge_policy(j), judge_baseline(j), (uint32_t)number, queries,
				      count, &fix);
		if (!all)
			break;
		port_command(judge_policy(j), class, (uint32_t)number, &fix, fix.types[0],
			     &command);
		f = add_fix(out, text,
			    mem_strdup(policy_index_name_of(judge_policy(j), POLNAME_TYPE,
							    fix.types[0])),
			    buf_take(&command));
		if (fix.owned)
			f->owner = mem_strdup(
				policy_index_name_of(judge_policy(j), POLNAME_TYPE, fix.owner));
	}
	free(queries);
	if (!all)
		drop_fixes(out, before);
	return out->count > before;
}

bool fix_ports(struct judge *j, const struct rule *r, struct fixes *out)
{
	const char *class = intern_str(judge_names(j), r->key.class);
	uint32_t place;

	fixes_release(out);
	if (kind_of(r->key.kind)->judge != KIND_JUDGE_ACCESS || !r->tuple_count ||
	    r->seen_more[SEEN_PORT] || !port_protocol(class))
		return false;
	out->perms = UINT32_MAX;
	if (add_ports(j, r, ALL_PERMS, out))
		return true;
	out->perms = 0;
	for (place = 0; r->perm_count > 1 && place < r->perm_count && place < 32; place++)
		if (add_ports(j, r, place, out))
			out->perms |= UINT32_C(1) << place;
	return out->count > 0;
}

bool fixes_answer(const struct fixes *f, const struct rule *r, name_id perm)
{
	uint32_t i;

	for (i = 0; i < r->perm_count && i < 32; i++)
		if (r->perms[i].perm == perm)
			return f->perms & UINT32_C(1) << i;
	return f->perms == UINT32_MAX;
}

bool fix_domain(struct judge *j, const struct rule *r, const char *exe, struct domain_fix *out)
{
	struct eval_query *queries = NULL;
	size_t count;
	bool found;

	domain_fix_release(out);
	if (!judge_labels(j) || !r->tuple_count || kind_of(r->key.kind)->judge != KIND_JUDGE_ACCESS)
		return false;
	count = judge_queries(j, r, &queries);
	found = policy_domain_fix(judge_policy(j), judge_baseline(j), judge_labels(j), exe, queries,
				  count, out);
	free(queries);
	return found;
}
