// SPDX-License-Identifier: GPL-2.0-or-later
/* Builds overlays for eval.c: statements, types, roles and booleans applied on top of a policy
 * that stays unchanged. */
#include "config.h"

#include "policy/whatif.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

void whatif_release(struct eval_overlay *o)
{
	uint32_t i;

	for (i = 0; i < o->type_count && !o->borrowed_types; i++) {
		free(o->types[i].name);
		free(o->types[i].in);
	}
	for (i = 0; i < o->member_count && !o->borrowed_types; i++)
		free(o->members[i].in);
	for (i = 0; i < o->alias_count && !o->borrowed_types; i++)
		free(o->aliases[i].name);
	if (!o->borrowed_types) {
		free(o->types);
		free(o->members);
		free(o->aliases);
	}
	free(o->rows);
	free(o->ioctls);
	free(o->roles);
	free(o->bools);
	free(o->cond_states);
	*o = (struct eval_overlay){ 0 };
}

/* Make room for one more. These arrays double at powers of two, so no capacity is stored. */
static void *one_more(void *items, uint32_t count, size_t bytes)
{
	if (count & (count - 1))
		return items;
	return mem_realloc(items, count ? (size_t)count * 2 : 1, bytes);
}

uint32_t whatif_type_value(const struct eval_overlay *o, const struct policy_index *ix,
			   struct slice name)
{
	uint32_t value = policy_index_value(ix, POLNAME_TYPE, name), i;

	for (i = 0; !value && o && i < o->type_count; i++)
		if (slice_is(name, o->types[i].name))
			value = ix->types_max + 1 + i;
	for (i = 0; !value && o && i < o->alias_count; i++)
		if (slice_is(name, o->aliases[i].name))
			value = o->aliases[i].type;
	return value;
}

/* Add to a sorted set that holds no duplicates and is allocated to size. */
static void add_to_set(uint32_t **set, uint32_t *count, uint32_t value)
{
	uint32_t i, n = *count;

	for (i = n; i > 0 && (*set)[i - 1] >= value; i--)
		if ((*set)[i - 1] == value)
			return;
	*set = one_more(*set, n, sizeof(**set));
	memmove(*set + i + 1, *set + i, (n - i) * sizeof(**set));
	(*set)[i] = value;
	++*count;
}

static uint32_t declare_type(struct eval_overlay *o, const struct policy_index *ix,
			     struct slice name, bool attribute)
{
	struct eval_type *t;
	uint32_t value = ix->types_max + 1 + o->type_count;

	o->types = one_more(o->types, o->type_count, sizeof(*o->types));
	t = &o->types[o->type_count++];
	*t = (struct eval_type){ .name = mem_strndup(name.p, name.n), .attribute = attribute };
	add_to_set(&t->in, &t->in_count, value);
	return value;
}

static int unknown_attribute(struct slice name, struct diag *d)
{
	return diag_set(d, "the policy has no attribute %.*s", (int)name.n, name.p);
}

static uint32_t attribute_of(const struct eval_overlay *o, const struct policy_index *ix,
			     struct slice name)
{
	uint32_t value = whatif_type_value(o, ix, name);

	return value && eval_is_attribute(ix, o, value) ? value : 0;
}

int whatif_type(struct eval_overlay *o, const struct policy_index *ix, struct slice name,
		const struct slice *attributes, size_t attribute_count, struct diag *d)
{
	uint32_t value;
	size_t i;

	if (whatif_type_value(o, ix, name))
		return 0;
	for (i = 0; i < attribute_count; i++)
		if (!attribute_of(o, ix, attributes[i]))
			return unknown_attribute(attributes[i], d);
	value = declare_type(o, ix, name, false) - ix->types_max - 1;
	for (i = 0; i < attribute_count; i++)
		add_to_set(&o->types[value].in, &o->types[value].in_count,
			   attribute_of(o, ix, attributes[i]));
	return 0;
}

void whatif_attribute(struct eval_overlay *o, const struct policy_index *ix, struct slice name)
{
	if (!whatif_type_value(o, ix, name))
		declare_type(o, ix, name, true);
}

/* The entry of a type of the policy, created if missing. */
static struct eval_member *member_entry(struct eval_overlay *o, const struct policy_index *ix,
					uint32_t type)
{
	const struct policy_index_run in = ix->types[type].in;
	struct eval_member *m;
	uint32_t i, k;

	for (i = o->member_count; i > 0 && o->members[i - 1].type >= type; i--)
		if (o->members[i - 1].type == type)
			return &o->members[i - 1];
	o->members = one_more(o->members, o->member_count, sizeof(*o->members));
	m = &o->members[i];
	memmove(m + 1, m, (o->member_count - i) * sizeof(*m));
	o->member_count++;
	*m = (struct eval_member){ .type = type };
	for (k = in.first; k < in.first + in.count; k++)
		add_to_set(&m->in, &m->in_count, ix->ids[k]);
	return m;
}

int whatif_member(struct eval_overlay *o, const struct policy_index *ix, struct slice type,
		  struct slice attribute, struct diag *d)
{
	uint32_t t = whatif_type_value(o, ix, type), a = attribute_of(o, ix, attribute);
	struct eval_member *m;
	struct eval_type *own;

	if (!a)
		return unknown_attribute(attribute, d);
	if (!t || eval_is_attribute(ix, o, t))
		return diag_set(d, "the policy has no type %.*s", (int)type.n, type.p);
	if (eval_type_is(ix, o, t, a))
		return 0;
	if (t > ix->types_max) {
		own = &o->types[t - ix->types_max - 1];
		add_to_set(&own->in, &own->in_count, a);
	} else {
		m = member_entry(o, ix, t);
		add_to_set(&m->in, &m->in_count, a);
	}
	return 0;
}

int whatif_alias(struct eval_overlay *o, const struct policy_index *ix, struct slice alias,
		 struct slice type, struct diag *d)
{
	uint32_t t = whatif_type_value(o, ix, type);

	if (!t)
		return diag_set(d, "the policy has no type %.*s", (int)type.n, type.p);
	if (whatif_type_value(o, ix, alias))
		return 0;
	o->aliases = one_more(o->aliases, o->alias_count, sizeof(*o->aliases));
	o->aliases[o->alias_count++] = (struct eval_alias){ mem_strndup(alias.p, alias.n), t };
	return 0;
}

static void add_role_type(struct eval_overlay *o, uint32_t role, uint32_t type)
{
	o->roles = one_more(o->roles, o->role_count, sizeof(*o->roles));
	o->roles[o->role_count++] = (struct eval_role){ role, type };
}

int whatif_role(struct eval_overlay *o, const struct policy_index *ix, struct slice role,
		struct slice type, struct diag *d)
{
	uint32_t r = policy_index_value(ix, POLNAME_ROLE, role), t = whatif_type_value(o, ix, type),
		 v;

	if (!r)
		return diag_set(d, "the policy has no role %.*s", (int)role.n, role.p);
	if (!t)
		return diag_set(d, "the policy has no type %.*s", (int)type.n, type.p);
	if (!eval_is_attribute(ix, o, t)) {
		add_role_type(o, r, t);
		return 0;
	}
	for (v = 1; v <= ix->types_max + o->type_count; v++)
		if (!eval_is_attribute(ix, o, v) && eval_type_is(ix, o, v, t))
			add_role_type(o, r, v);
	return 0;
}

void whatif_borrow_types(struct eval_overlay *o, const struct eval_overlay *from)
{
	if (!from)
		return;
	o->types = from->types;
	o->type_count = from->type_count;
	o->members = from->members;
	o->member_count = from->member_count;
	o->aliases = from->aliases;
	o->alias_count = from->alias_count;
	o->borrowed_types = true;
}

static uint32_t value_of(const struct policy_index *ix, enum policy_index_name_kind kind,
			 const struct intern *names, name_id id)
{
	return policy_index_value(ix, kind, slice_of(intern_str(names, id)));
}

static uint32_t type_of(const struct eval_overlay *o, const struct policy_index *ix,
			const struct intern *names, name_id id)
{
	return whatif_type_value(o, ix, slice_of(intern_str(names, id)));
}

static void add_row(struct eval_overlay *o, const struct eval_row *row)
{
	o->rows = one_more(o->rows, o->row_count, sizeof(*o->rows));
	o->rows[o->row_count++] = *row;
	o->removes |= row->kind == ROW_REMOVE;
}

/* Collect the permissions in a vector; -1 with `d` if one is unknown and `d` is given. */
static int perm_vector(const struct policy_index *ix, uint32_t class_value,
		       const struct statement *s, name_id class, const struct intern *names,
		       uint32_t *perms, struct diag *d)
{
	bool several = s->class_count > 1;
	size_t i;

	*perms = 0;
	for (i = 0; i < s->perm_count; i++) {
		const char *name = intern_str(names, s->perms[i]);
		uint32_t bit = policy_index_perm(ix, class_value, slice_of(name));

		/* In a class set, a permission may belong to only some of the classes. */
		if (!bit && !several && d)
			return diag_set(d, "class %s has no permission %s in this policy",
					intern_str(names, class), name);
		*perms |= bit;
	}
	return 0;
}

static void add_range(struct eval_overlay *o, struct ioctl_range range)
{
	o->ioctls = one_more(o->ioctls, o->ioctl_count, sizeof(*o->ioctls));
	o->ioctls[o->ioctl_count++] = range;
}

static struct policy_index_run add_ioctls(struct eval_overlay *o, const struct statement *s)
{
	struct policy_index_run r = { o->ioctl_count, (uint32_t)s->ioctl_count };
	size_t i;

	for (i = 0; i < s->ioctl_count; i++)
		add_range(o, s->ioctls[i]);
	return r;
}

/* Copy with the capacity that one_more would have reached. */
static void *copy_of(const void *items, uint32_t count, size_t bytes)
{
	size_t cap = 1;
	void *copy;

	if (!count)
		return NULL;
	while (cap < count)
		cap *= 2;
	copy = mem_realloc(NULL, cap, bytes);
	memcpy(copy, items, count * bytes);
	return copy;
}

void whatif_start(struct eval_overlay *o, const struct eval_overlay *from)
{
	whatif_borrow_types(o, from);
	o->roles = copy_of(from->roles, from->role_count, sizeof(*o->roles));
	o->role_count = from->role_count;
	o->rows = copy_of(from->rows, from->row_count, sizeof(*o->rows));
	o->row_count = from->row_count;
	o->ioctls = copy_of(from->ioctls, from->ioctl_count, sizeof(*o->ioctls));
	o->ioctl_count = from->ioctl_count;
	o->removes = from->removes;
}

static int add_role(struct eval_overlay *o, const struct policy_index *ix,
		    const struct statement *s, const struct intern *names, struct diag *d)
{
	return whatif_role(o, ix, slice_of(intern_str(names, s->role)),
			   slice_of(intern_str(names, s->source)), d);
}

/* Add one row for each class, two with an ioctl list; ROW_REMOVE skips unknown names. */
static int add_access(struct eval_overlay *o, const struct policy_index *ix,
		      const struct statement *s, const struct intern *names,
		      enum eval_row_kind kind, struct diag *d)
{
	struct eval_row row = { .kind = kind, .self = s->self };
	uint32_t rows = o->row_count;
	size_t i;

	row.source = type_of(o, ix, names, s->source);
	row.target = s->self ? row.source : type_of(o, ix, names, s->target);
	if (!row.source || !row.target)
		return diag_set(d, "the policy has no type %s",
				intern_str(names, row.source ? s->target : s->source));
	for (i = 0; i < s->class_count; i++) {
		row.kind = kind;
		row.class_value = value_of(ix, POLNAME_CLASS, names, s->classes[i]);
		if (!row.class_value && kind != ROW_REMOVE) {
			o->row_count = rows;
			return diag_set(d, "the policy has no class %s",
					intern_str(names, s->classes[i]));
		}
		if (perm_vector(ix, row.class_value, s, s->classes[i], names, &row.perms,
				kind == ROW_REMOVE ? NULL : d) < 0) {
			o->row_count = rows;
			return -1;
		}
		if (!row.perms)
			continue;
		add_row(o, &row);
		if (s->ioctl_count == 0 || kind != ROW_ALLOW)
			continue;
		row.kind = ROW_XPERM;
		row.ioctls = add_ioctls(o, s);
		add_row(o, &row);
	}
	return 0;
}

int whatif_add(struct eval_overlay *o, const struct policy_index *ix, const struct statement *s,
	       const struct intern *names, struct diag *d)
{
	struct diag unused = { 0 };
	int rc = 0;

	if (!d)
		d = &unused; /* an unknown name is an error even if the caller does not want its name */
	switch (s->kind) {
	case STATEMENT_ALLOW:
		rc = add_access(o, ix, s, names, ROW_ALLOW, d);
		break;
	case STATEMENT_DONTAUDIT:
		rc = add_access(o, ix, s, names, ROW_DONTAUDIT, d);
		break;
	case STATEMENT_ROLE:
		rc = add_role(o, ix, s, names, d);
		break;
	case STATEMENT_NONE:
	case STATEMENT_GRANT: /* nothing that this policy decides */
	case STATEMENT_KINDS:
		break;
	}
	diag_release(&unused);
	return rc;
}

void whatif_remove(struct eval_overlay *o, const struct policy_index *ix, const struct statement *s,
		   const struct intern *names)
{
	if (s->kind == STATEMENT_ALLOW)
		(void)!add_access(o, ix, s, names, ROW_REMOVE, NULL);
}

void whatif_bool(struct eval_overlay *o, const struct policy_index *ix, uint32_t bool_value,
		 bool state)
{
	uint32_t v;

	if (bool_value == 0 || bool_value > ix->bools_max)
		return;
	if (!o->bools) {
		o->bools = mem_zalloc(ix->bools_max + 1, 1);
		for (v = 1; v <= ix->bools_max; v++)
			o->bools[v] = ix->bools[v].state != 0;
	}
	o->bools[bool_value] = state;
}

/* Never reached for an expression that policy_index_attach refused. */
static uint8_t cond_state(const struct policy_index *ix, const struct policy_index_cond *c,
			  const uint8_t *bools)
{
	const struct policy_index_cond_expr *e = ix->cond_exprs + c->expr.first,
					    *end = e + c->expr.count;
	uint64_t stack = 0; /* one bit a value, the top is bit 0; never deeper than 32 */

	for (; e < end; e++) {
		unsigned top = stack & 1, under = stack >> 1 & 1, value = 0;

		switch ((enum policy_index_cond_op)e->op) {
		case COND_IS:
			stack = stack << 1 | (bools[e->bool_value] & 1);
			continue;
		case COND_NO:
			stack ^= 1;
			continue;
		case COND_ANY:
			value = under | top;
			break;
		case COND_BOTH:
			value = under & top;
			break;
		case COND_DIFFER:
			value = under ^ top;
			break;
		case COND_SAME:
			value = under == top;
			break;
		case COND_OPS:
			break;
		}
		stack = (stack >> 2) << 1 | value;
	}
	return stack & 1;
}

void whatif_conds(const struct policy_index *ix, const uint8_t *bools, uint8_t *out)
{
	uint32_t i;

	for (i = 0; i < ix->cond_count; i++)
		out[i] = cond_state(ix, &ix->conds[i], bools);
}

static int by_class_and_source(const void *a, const void *b)
{
	const struct eval_row *x = a, *y = b;

	if (x->class_value != y->class_value)
		return x->class_value < y->class_value ? -1 : 1;
	return (x->source > y->source) - (x->source < y->source);
}

void whatif_finish(struct eval_overlay *o, const struct policy_index *ix)
{
	if (o->row_count)
		qsort(o->rows, o->row_count, sizeof(*o->rows), by_class_and_source);
	if (!o->bools)
		return;
	if (!o->cond_states)
		o->cond_states = mem_zalloc(ix->cond_count + 1, 1);
	whatif_conds(ix, o->bools, o->cond_states);
}
