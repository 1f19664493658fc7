// SPDX-License-Identifier: GPL-2.0-or-later
/* Plans what semodule -i or -r would change: compares the package with the module of the same name
 * in the store, and both with the policy. Reads only; install_run.c acts. */
#include "config.h"

#include "module/install.h"

#include <stdlib.h>
#include <string.h>

#include "module/build.h"
#include "base/fileio.h"
#include "base/mem.h"
#include "te/name.h"
#include "policy/reach.h"
#include "base/sha256.h"
#include "base/text.h"
#include "policy/whatif.h"

#define LISTED 8 /* examples named of each kind */

void install_list_release(struct install_list *l)
{
	size_t i;

	for (i = 0; i < l->count; i++)
		free(l->items[i]);
	free(l->items);
	*l = (struct install_list){ 0 };
}

void install_list_add(struct install_list *l, char *item)
{
	size_t i;

	for (i = 0; i < l->count; i++)
		if (strcmp(l->items[i], item) == 0)
			break;
	if (i < l->count || l->count == LISTED) {
		free(item);
		return;
	}
	l->items = mem_grow(l->items, &l->cap, l->count + 1, sizeof(*l->items));
	l->items[l->count++] = item;
}

void install_plan_release(struct install_plan *p)
{
	free(p->name);
	free(p->version);
	free(p->path);
	free(p->present_version);
	free(p->policy);
	free(p->refused);
	buf_release(&p->cil);
	install_list_release(&p->opened_list);
	install_list_release(&p->closed_list);
	install_list_release(&p->sensitive);
	install_list_release(&p->lost);
	*p = (struct install_plan){ 0 };
}

/* --- the two modules of the name ------------------------------------------------------------- */

/* The CIL of a module in the store, from its package if it was installed as one. `hex` is the
 * digest of the file it was installed from. */
static int stored_text(const struct store *s, const struct store_module *m, struct buf *cil,
		       char **version, char hex[65], struct diag *d)
{
	char *path = store_module_origin(s, m), *name = NULL;
	struct buf bytes = { 0 };
	int rc = -1;

	if (store_unpack(path, &bytes, NULL) == 0 && bytes.len) {
		sha256_of(bytes.data, bytes.len, hex);
		rc = build_bytes_cil(&bytes, path, cil, &name, version, NULL);
	}
	if (rc < 0) {
		free(path);
		path = store_module_path(s, m, "cil");
		buf_clear(cil);
		rc = store_unpack(path, cil, d);
		sha256_of(cil->data, cil->len, hex);
	}
	free(name);
	free(path);
	buf_release(&bytes);
	return rc;
}

/* --- what changes ---------------------------------------------------------------------------- */

struct change {
	struct install_plan *plan;
	const struct policy_index *ix; /* may be NULL */
	struct intern *names;
	struct grants before, after;
};

static void add_sensitive(const struct change *c, const struct eval_overlay *o,
			  const struct reach_sensitive *s)
{
	struct buf text = { 0 };

	text_clean(&text, slice_of(eval_type_name(c->ix, o, s->target)));
	buf_addf(&text, ": %s", s->why);
	install_list_add(&c->plan->sensitive, buf_take(&text));
}

/* Count what these statements allow beyond the overlay. Each is then added to it, so that nothing
 * counts twice. `list` gets examples; with `sensitive`, the plan gets the sensitive ones. */
static uint64_t count_reach(const struct change *c, struct eval_overlay *o, const struct grants *g,
			    struct install_list *list, bool sensitive)
{
	uint64_t n = 0;
	size_t i, k;

	for (i = 0; i < g->count; i++) {
		struct reach reach = { 0 };

		if (policy_reach(c->ix, o, &g->items[i], c->names, LISTED, &reach, NULL) < 0) {
			c->plan->unknown += sensitive;
			continue;
		}
		n += reach.opened;
		for (k = 0; k < reach.tuple_count; k++) {
			struct buf text = { 0 };

			reach_tuple_words(c->ix, o, &reach.tuples[k], &text);
			install_list_add(list, buf_take(&text));
		}
		for (k = 0; sensitive && k < reach.sensitive_count; k++)
			add_sensitive(c, o, &reach.sensitive[k]);
		reach_release(&reach);
		if (whatif_add(o, c->ix, &g->items[i], c->names, NULL) == 0)
			whatif_finish(o, c->ix);
	}
	return n;
}

static void find_reach(struct change *c)
{
	struct install_plan *p = c->plan;
	struct eval_overlay now = { 0 }, then = { 0 };
	size_t i;

	/* Both overlays know the module's own declarations. */
	declared_apply(&c->after.names, c->ix, c->names, &now);
	declared_apply(&c->after.names, c->ix, c->names, &then);
	whatif_finish(&now, c->ix);
	p->opened = count_reach(c, &now, &c->after, &p->opened_list, true);
	for (i = 0; i < c->before.count; i++)
		whatif_remove(&then, c->ix, &c->before.items[i], c->names);
	for (i = 0; i < c->after.count; i++)
		whatif_add(&then, c->ix, &c->after.items[i], c->names, NULL);
	whatif_finish(&then, c->ix);
	p->closed = count_reach(c, &then, &c->before, &p->closed_list, false);
	whatif_release(&now);
	whatif_release(&then);
}

/* Find what the present module has and the new one lacks. Both sets are sorted. */
static void find_others(struct change *c)
{
	const struct cil_set *a = &c->before.set, *b = &c->after.set;
	struct install_plan *p = c->plan;
	size_t i, k = 0;

	for (i = 0; i < b->count; i++)
		p->others += !grants_is_access(b->items[i]);
	for (i = 0; i < a->count; i++) {
		while (k < b->count && strcmp(b->items[k], a->items[i]) < 0)
			k++;
		if (k < b->count && strcmp(b->items[k], a->items[i]) == 0)
			continue;
		p->lost_count++;
		if (!grants_is_access(a->items[i]))
			install_list_add(&p->lost, text_cleaned(slice_of(a->items[i])));
	}
}

static int find_change(struct change *c, const struct store *s, const struct store_module *from,
		       const struct store_module *to, struct diag *d)
{
	struct install_plan *p = c->plan;
	struct buf text = { 0 };
	char hex[65] = "", other[65], *ignored = NULL;
	int rc = 0;

	if (from) {
		rc = stored_text(s, from, &text, &p->present_version, hex, d);
		if (p->removal)
			buf_add(&p->cil, buf_str(&text), text.len);
		if (rc == 0)
			rc = grants_read(&c->before, c->names, buf_str(&text), text.len, d);
		p->same =
			!p->removal && from->priority == p->priority && strcmp(hex, p->digest) == 0;
	}
	if (rc == 0 && p->removal && to) {
		buf_clear(&text);
		rc = stored_text(s, to, &text, &ignored, other, d);
		if (rc == 0)
			rc = grants_read(&c->after, c->names, buf_str(&text), text.len, d);
	} else if (rc == 0 && !p->removal) {
		rc = grants_read(&c->after, c->names, buf_str(&p->cil), p->cil.len, d);
	}
	if (rc == 0) {
		p->rules = p->removal ? c->before.count : c->after.count;
		find_others(c);
		if (c->ix)
			find_reach(c);
	}
	free(ignored);
	buf_release(&text);
	return rc;
}

static void set_refused(struct install_plan *p, struct buf *why)
{
	if (!p->refused)
		p->refused = buf_take(why);
	buf_release(why);
}

static void change_release(struct change *c)
{
	grants_release(&c->before);
	grants_release(&c->after);
	intern_free(c->names);
}

/* Refuse if a module of the same name at another priority would hide this one or be hidden by
 * it. */
static void check_present(struct install_plan *p)
{
	struct buf why = { 0 };

	if (p->present > p->priority) {
		buf_addf(
			&why,
			"module %s is active at priority %u and would hide this one at %u; remove "
			"it first (avcurate uninstall %s --priority %u), or install this one above "
			"it (--priority %u)",
			p->name, p->present, p->priority, p->name, p->present, p->present + 1);
		set_refused(p, &why);
	} else if (p->present && p->present < p->priority && p->lost_count) {
		buf_addf(&why,
			 "module %s exists at priority %u, and this one would hide the %zu "
			 "statements that only it has; if it is not yours, rename this module; "
			 "if it is, install at its priority (--priority %u)",
			 p->name, p->present, p->lost_count, p->present);
		set_refused(p, &why);
	}
}

static int read_package(struct install_plan *p, const char *pp_path, struct diag *d)
{
	struct buf bytes = { 0 }, why = { 0 };
	char *named = name_of_file(pp_path);
	int rc = fileio_check_regular(pp_path, d) < 0
			 ? -1
			 : fileio_read(pp_path, BUILD_PACKAGE_MAX_BYTES, &bytes, d);

	if (rc == 0) {
		sha256_of(bytes.data, bytes.len, p->digest);
		p->is_cil = bytes.len && (bytes.data[0] == '(' || bytes.data[0] == ';');
	}
	if (rc == 0 && p->is_cil) {
		p->name = mem_strdup(named);
		buf_add(&p->cil, bytes.data, bytes.len);
	} else if (rc == 0) {
		rc = build_bytes_cil(&bytes, pp_path, &p->cil, &p->name, &p->version, d);
	}
	if (rc == 0 && !text_is_name(slice_of(p->name))) {
		char *clean = text_cleaned(slice_of(p->name));

		rc = diag_set(d, "%s holds a module named %s, which is not a valid name", pp_path,
			      clean);
		free(clean);
	}
	if (rc == 0 && strcmp(named, p->name) != 0) {
		buf_addf(&why,
			 "the package holds module %s, not %s, and would be installed under that "
			 "name; rename the file to %s.pp",
			 p->name, named, p->name);
		set_refused(p, &why);
	}
	free(named);
	buf_release(&bytes);
	return rc;
}

/* True if the store has a disabled module of that name. */
static bool is_off(const struct store *s, const char *name)
{
	size_t i;

	for (i = 0; i < s->count; i++)
		if (s->items[i].disabled && strcmp(s->items[i].name, name) == 0)
			return true;
	return false;
}

int install_plan_add(struct install_plan *p, const struct install_place *place, const char *pp_path,
		     unsigned priority, const struct policy_index *ix, const char *policy,
		     struct diag *d)
{
	struct change c = { .plan = p, .ix = ix, .names = intern_new() };
	const struct store_module *present;
	struct store store = { 0 };
	struct buf why = { 0 };
	int rc = -1;

	*p = (struct install_plan){ .place = place,
				    .path = mem_strdup(pp_path),
				    .priority = priority,
				    .policy = ix ? mem_strdup(policy) : NULL };
	if (read_package(p, pp_path, d) < 0 || store_read(&store, place->active, d) < 0)
		goto out;
	present = store_find(&store, p->name);
	p->present = present ? present->priority : 0;
	p->off = !present && is_off(&store, p->name);
	if (p->off) {
		buf_addf(&why,
			 "the name %s is disabled in the store, so this module would be, too; "
			 "enable it with semodule -e %s",
			 p->name, p->name);
		set_refused(p, &why);
	}
	rc = find_change(&c, &store, present, NULL, d);
	if (rc == 0)
		check_present(p);
out:
	change_release(&c);
	store_release(&store);
	return rc;
}

int install_plan_remove(struct install_plan *p, const struct install_place *place, const char *name,
			unsigned priority, const struct policy_index *ix, const char *policy,
			struct diag *d)
{
	struct change c = { .plan = p, .ix = ix, .names = intern_new() };
	const struct store_module *m, *next = NULL;
	struct store store = { 0 };
	struct buf why = { 0 };
	int rc = -1;
	size_t i;

	*p = (struct install_plan){ .place = place,
				    .removal = true,
				    .name = mem_strdup(name),
				    .policy = ix ? mem_strdup(policy) : NULL };
	if (store_read(&store, place->active, d) < 0)
		goto out;
	m = priority ? store_at(&store, name, priority) : store_find(&store, name);
	if (!m && is_off(&store, name)) {
		diag_set(d,
			 "module %s is disabled in the store; enable it with semodule -e %s, then "
			 "remove it",
			 name, name);
		goto out;
	}
	if (!m) {
		diag_set(d, "the store has no module %s%s", name,
			 priority ? " at that priority" : "");
		m = store_find(&store, name);
		if (m)
			buf_addf(&d->text, "; its priority is %u", m->priority);
		goto out;
	}
	p->priority = m->priority;
	p->present = store_find(&store, name) ? store_find(&store, name)->priority : 0;
	/* Sorted by name, highest priority first: the next one becomes active. */
	for (i = (size_t)(m - store.items) + 1; i < store.count && !next; i++) {
		if (strcmp(store.items[i].name, name) != 0)
			break;
		next = &store.items[i];
	}
	p->next = next ? next->priority : 0;
	/* Some policies have their base as a module. */
	if (strcmp(name, "base") == 0 && !next) {
		buf_adds(&why, "base is the policy itself: all other modules depend on it");
		set_refused(p, &why);
	}
	/* Removing a hidden module changes nothing. */
	if (p->present == p->priority && !p->refused)
		rc = find_change(&c, &store, m, next, d);
	else
		rc = 0;
out:
	change_release(&c);
	store_release(&store);
	return rc;
}
