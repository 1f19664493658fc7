// SPDX-License-Identifier: GPL-2.0-or-later
/* Walks libsepol's policydb into a policy index. Layout facts (headers of libsepol 3.2 to 3.11
 * compared): all that is read here comes before the one place where a release inserted members
 * (3.9: neveraudit_map, after permissive_map). Nothing after that is read: policy version and
 * handle_unknown come from the file. */
#include "config.h"

/* This header must come first: before libsepol 3.6 a member is called `bool`, which stdbool.h
 * would replace. */
#include <sepol/policydb/conditional.h>

static uint32_t cond_expr_bool(const cond_expr_t *e)
{
#ifdef COND_EXPR_T_RENAME_BOOL_BOOLEAN
	return e->boolean;
#else
	return e->bool;
#endif
}

#include "policy_walk_internal.h"

#include <string.h>

#include <sepol/booleans.h>
#include <sepol/policydb.h>
#include <sepol/policydb/policydb.h>

#include "base/attr.h"
#include "base/mem.h"

/* Check that the library's functions and its structures agree. */
static int check_layout(const struct sepol_policydb *policy, const struct index_build *b,
			struct diag *d)
{
	const struct policydb *p = &policy->p;
	unsigned bools = 0;

	if (p->policy_type != POLICY_KERN || sepol_bool_count(NULL, policy, &bools) < 0 ||
	    bools != p->p_bools.nprim || !p->mls != !sepol_policydb_mls_enabled(policy) ||
	    !p->mls != !b->header.mls || p->p_types.nprim == 0 || p->p_types.nprim > 65535 ||
	    p->p_classes.nprim > 65535 || p->p_roles.nprim > 65535 ||
	    p->p_users.nprim > (1 << 20) || p->p_cats.nprim > 65535 || p->p_levels.nprim > 65535 ||
	    !p->type_attr_map || !p->sym_val_to_name[SYM_TYPES] || !p->type_val_to_struct ||
	    !p->class_val_to_struct)
		return diag_set(
			d, "the installed libsepol differs from the one avcurate was built for; "
			   "rebuild it here to get verdicts");
	return 0;
}

/* Visit each (name, datum) of a symbol table. */
typedef void symbol_fn(struct index_build *b, const struct policydb *p, const char *name,
		       const void *datum);

static void each_symbol(struct index_build *b, const struct policydb *p, unsigned table,
			symbol_fn *fn)
{
	const hashtab_val_t *h = p->symtab[table].table;
	const hashtab_node_t *n;
	unsigned i;

	for (i = 0; h && i < h->size; i++)
		for (n = h->htable[i]; n; n = n->next)
			fn(b, p, n->key, n->datum);
}

/* Walks the set bits of a bitmap, from a zeroed `left` and the first node. */
struct bit_walk {
	const ebitmap_node_t *next;
	uint64_t left;
	uint32_t start;
};

static bool next_bit(struct bit_walk *w, uint32_t *bit)
{
	while (!w->left) {
		if (!w->next)
			return false;
		w->left = w->next->map;
		w->start = w->next->startbit;
		w->next = w->next->next;
	}
	*bit = w->start + (uint32_t)__builtin_ctzll(w->left);
	w->left &= w->left - 1;
	return true;
}

/* Copy a bitmap in which bit n means the value n + 1. */
static uint32_t copy_set(struct index_build *b, const ebitmap_t *from, uint32_t max)
{
	struct bit_walk w = { .next = from->node };
	uint32_t set = index_build_set(b, max), bit;

	while (next_bit(&w, &bit))
		if (bit < max)
			index_build_set_bit(b, set, bit + 1);
	return set;
}

static struct policy_index_run copy_ids(struct index_build *b, const ebitmap_t *from, uint32_t max)
{
	struct policy_index_run r = { index_build_ids(b), 0 };
	struct bit_walk w = { .next = from->node };
	uint32_t bit;

	while (next_bit(&w, &bit))
		if (bit < max) {
			index_build_id(b, bit + 1);
			r.count++;
		}
	return r;
}

static uint32_t name_of(struct index_build *b, const struct policydb *p, unsigned table,
			uint32_t value)
{
	const char *name = p->sym_val_to_name[table] ? p->sym_val_to_name[table][value - 1] : NULL;

	return index_build_string(b, name);
}

static void type_symbol(struct index_build *b, const struct policydb *p, const char *name,
			const void *datum)
{
	const type_datum_t *t = datum;

	if (t->s.value >= 1 && t->s.value <= p->p_types.nprim)
		index_build_name(b, POLNAME_TYPE, index_build_string(b, name), t->s.value);
}

static void walk_types(struct index_build *b, const struct policydb *p)
{
	uint32_t max = p->p_types.nprim, v;
	struct policy_index_type *types;
	struct bit_walk w;
	uint32_t bit;

	index_build_add(b, POLICY_INDEX_TYPES, max + 1, sizeof(*types));
	types = (void *)b->sections[POLICY_INDEX_TYPES].data;
	b->types_max = max;
	for (v = 1; v <= max; v++) {
		const type_datum_t *t = p->type_val_to_struct[v - 1];

		/* Before policy version 24, attributes have members but no names. */
		types[v].exists = t != NULL;
		types[v].attribute = !t || t->flavor == TYPE_ATTRIB;
		types[v].name = t ? name_of(b, p, SYM_TYPES, v) : 0;
		types[v].bounds = t && t->bounds <= max ? t->bounds : 0;
		types[v].in = copy_ids(b, &p->type_attr_map[v - 1], max);
		b->header.attribute_count += t && types[v].attribute;
		b->header.type_count += t && !types[v].attribute;
		if (types[v].attribute)
			types[v].members = index_build_set(b, max);
	}
	/* This is the only map indexed by the value itself rather than the value less 1. */
	w = (struct bit_walk){ .next = p->permissive_map.node };
	while (next_bit(&w, &bit))
		if (bit <= max)
			types[bit].permissive = 1;
	for (v = 1; v <= max; v++) {
		w = (struct bit_walk){ .next = p->type_attr_map[v - 1].node };
		while (!types[v].attribute && next_bit(&w, &bit))
			if (bit < max && types[bit + 1].attribute)
				index_build_set_bit(b, types[bit + 1].members, v);
	}
	each_symbol(b, p, SYM_TYPES, type_symbol);
}

static void perm_names(struct index_build *b, const symtab_t *perms, uint32_t names[32])
{
	const hashtab_node_t *n;
	unsigned i;

	for (i = 0; perms->table && i < perms->table->size; i++)
		for (n = perms->table->htable[i]; n; n = n->next) {
			uint32_t value = ((const perm_datum_t *)n->datum)->s.value;

			if (value >= 1 && value <= 32)
				names[value - 1] = index_build_string(b, n->key);
		}
}

static const uint8_t attr_of[] = {
	[CEXPR_USER] = CATTR_USER + 1,
	[CEXPR_ROLE] = CATTR_ROLE + 1,
	[CEXPR_TYPE] = CATTR_TYPE + 1,
};

static int attr_of_levels(uint32_t attr)
{
	switch (attr) {
	case CEXPR_L1L2:
		return CATTR_L1L2;
	case CEXPR_L1H2:
		return CATTR_L1H2;
	case CEXPR_H1L2:
		return CATTR_H1L2;
	case CEXPR_H1H2:
		return CATTR_H1H2;
	case CEXPR_L1H1:
		return CATTR_L1H1;
	case CEXPR_L2H2:
		return CATTR_L2H2;
	}
	return -1;
}

static int walk_cexpr(struct index_build *b, const struct policydb *p, const constraint_expr_t *e,
		      struct policy_index_cexpr *out)
{
	static const uint8_t op_of[] = {
		[CEXPR_NOT] = CEXPR_OP_NOT,     [CEXPR_AND] = CEXPR_OP_AND,
		[CEXPR_OR] = CEXPR_OP_OR,       [CEXPR_ATTR] = CEXPR_OP_ATTR,
		[CEXPR_NAMES] = CEXPR_OP_NAMES,
	};
	uint32_t subject = e->attr & (CEXPR_USER | CEXPR_ROLE | CEXPR_TYPE);
	uint32_t max = p->p_types.nprim;
	int levels = attr_of_levels(e->attr);

	if (e->expr_type < CEXPR_NOT || e->expr_type > CEXPR_NAMES)
		return -1;
	out->op = op_of[e->expr_type];
	if (e->expr_type < CEXPR_ATTR)
		return 0;
	if (e->op < CEXPR_EQ || e->op > CEXPR_INCOMP)
		return -1;
	out->cmp = (uint8_t)(e->op - CEXPR_EQ + CCMP_EQ);
	if (e->expr_type == CEXPR_ATTR && levels >= 0) {
		out->attr = (uint8_t)levels;
		return 0;
	}
	if (subject >= AV_ARRAY_LEN(attr_of) || !attr_of[subject])
		return -1;
	out->attr = attr_of[subject] - 1;
	if (e->expr_type == CEXPR_ATTR)
		return 0;
	out->target = (e->attr & CEXPR_TARGET) != 0;
	if (subject == CEXPR_USER)
		max = p->p_users.nprim;
	else if (subject == CEXPR_ROLE)
		max = p->p_roles.nprim;
	out->names = copy_set(b, &e->names, max);
	if (subject == CEXPR_TYPE && e->type_names && e->type_names->types.node)
		out->written = copy_ids(b, &e->type_names->types, max);
	else
		out->written = copy_ids(b, &e->names, max);
	return 0;
}

static int walk_constraints(struct index_build *b, const struct policydb *p,
			    const constraint_node_t *list, struct policy_index_run *out)
{
	const constraint_node_t *c;
	const constraint_expr_t *e;

	out->first = index_build_count(b, POLICY_INDEX_CONSTRAINTS,
				       sizeof(struct policy_index_constraint));
	for (c = list; c; c = c->next) {
		struct policy_index_constraint k = { .perms = c->permissions };

		k.expr.first = index_build_count(b, POLICY_INDEX_CEXPRS,
						 sizeof(struct policy_index_cexpr));
		for (e = c->expr; e; e = e->next) {
			struct policy_index_cexpr x = { 0 };

			if (walk_cexpr(b, p, e, &x) < 0)
				return -1;
			buf_add(&b->sections[POLICY_INDEX_CEXPRS], &x, sizeof(x));
			k.expr.count++;
		}
		buf_add(&b->sections[POLICY_INDEX_CONSTRAINTS], &k, sizeof(k));
		out->count++;
	}
	return 0;
}

static int walk_classes(struct index_build *b, const struct policydb *p, struct diag *d)
{
	uint32_t max = p->p_classes.nprim, v;
	struct policy_index_class *classes;

	index_build_add(b, POLICY_INDEX_CLASSES, max + 1, sizeof(*classes));
	classes = (void *)b->sections[POLICY_INDEX_CLASSES].data;
	for (v = 1; v <= max; v++) {
		const class_datum_t *c = p->class_val_to_struct[v - 1];

		if (!c)
			continue;
		classes[v].name = name_of(b, p, SYM_CLASSES, v);
		index_build_name(b, POLNAME_CLASS, classes[v].name, v);
		if (c->comdatum)
			perm_names(b, &c->comdatum->permissions, classes[v].perms);
		perm_names(b, &c->permissions, classes[v].perms);
		if (walk_constraints(b, p, c->constraints, &classes[v].constraints) < 0)
			return diag_set(d,
					"a constraint of class %s is of a kind unknown to "
					"this program",
					b->sections[POLICY_INDEX_STRINGS].data + classes[v].name);
	}
	return 0;
}

static struct policy_index_level copy_level(struct index_build *b, const struct policydb *p,
					    const mls_level_t *l)
{
	return (struct policy_index_level){ l->sens <= p->p_levels.nprim ? l->sens : 0,
					    copy_set(b, &l->cat, p->p_cats.nprim) };
}

static void walk_people(struct index_build *b, const struct policydb *p)
{
	uint32_t roles_max = p->p_roles.nprim, users_max = p->p_users.nprim, v;
	struct policy_index_role *roles;
	struct policy_index_user *users;
	const role_allow_t *a;

	index_build_add(b, POLICY_INDEX_ROLES, roles_max + 1, sizeof(*roles));
	roles = (void *)b->sections[POLICY_INDEX_ROLES].data;
	for (v = 1; v <= roles_max; v++) {
		static const role_datum_t none;
		const role_datum_t *r = p->role_val_to_struct[v - 1];

		if (r) {
			roles[v].name = name_of(b, p, SYM_ROLES, v);
			index_build_name(b, POLNAME_ROLE, roles[v].name, v);
		} else {
			r = &none;
		}
		roles[v].types = copy_set(b, &r->cache, p->p_types.nprim);
		roles[v].dominates = copy_set(b, &r->dominates, roles_max);
		roles[v].allow = index_build_set(b, roles_max);
	}
	for (a = p->role_allow; a; a = a->next)
		if (a->role >= 1 && a->role <= roles_max && a->new_role <= roles_max)
			index_build_set_bit(b, roles[a->role].allow, a->new_role);

	index_build_add(b, POLICY_INDEX_USERS, users_max + 1, sizeof(*users));
	users = (void *)b->sections[POLICY_INDEX_USERS].data;
	for (v = 1; v <= users_max; v++) {
		static const user_datum_t none;
		const user_datum_t *u = p->user_val_to_struct[v - 1];

		if (u) {
			users[v].name = name_of(b, p, SYM_USERS, v);
			index_build_name(b, POLNAME_USER, users[v].name, v);
		} else {
			u = &none;
		}
		users[v].roles = copy_set(b, &u->cache, roles_max);
		users[v].low = copy_level(b, p, &u->exp_range.level[0]);
		users[v].high = copy_level(b, p, &u->exp_range.level[1]);
	}
}

static void sens_symbol(struct index_build *b, const struct policydb *p, const char *name,
			const void *datum)
{
	const level_datum_t *l = datum;
	struct policy_index_sens *s = (void *)b->sections[POLICY_INDEX_SENSES].data;
	uint32_t string = index_build_string(b, name), v;

	if (!l->level || l->level->sens < 1 || l->level->sens > p->p_levels.nprim)
		return;
	v = l->level->sens;
	index_build_name(b, POLNAME_SENS, string, v);
	if (l->isalias)
		return;
	s[v].name = string;
	s[v].cats = copy_set(b, &l->level->cat, p->p_cats.nprim);
}

static void cat_symbol(struct index_build *b, const struct policydb *p, const char *name,
		       const void *datum)
{
	const cat_datum_t *c = datum;
	uint32_t *names = (void *)b->sections[POLICY_INDEX_CATS].data, string;

	if (c->s.value < 1 || c->s.value > p->p_cats.nprim)
		return;
	string = index_build_string(b, name);
	index_build_name(b, POLNAME_CAT, string, c->s.value);
	if (!c->isalias)
		names[c->s.value] = string;
}

static void walk_levels(struct index_build *b, const struct policydb *p)
{
	struct policy_index_sens *s;
	uint32_t empty, v;

	index_build_add(b, POLICY_INDEX_SENSES, p->p_levels.nprim + 1, sizeof(*s));
	index_build_add(b, POLICY_INDEX_CATS, p->p_cats.nprim + 1, sizeof(uint32_t));
	empty = index_build_set(b, p->p_cats.nprim);
	s = (void *)b->sections[POLICY_INDEX_SENSES].data;
	for (v = 1; v <= p->p_levels.nprim; v++)
		s[v].cats = empty;
	each_symbol(b, p, SYM_LEVELS, sens_symbol);
	each_symbol(b, p, SYM_CATS, cat_symbol);
}

/* One entry of an access vector table. */
static void walk_node(struct index_build *b, const struct policydb *p, const struct avtab_node *n,
		      uint32_t cond, uint8_t branch)
{
	uint16_t kind = n->key.specified & (AVTAB_AV | AVTAB_XPERMS);
	struct policy_index_rule r = { n->key.target_type, RULE_ALLOW, branch, n->datum.data,
				       cond };
	const avtab_extended_perms_t *x = n->datum.xperms;
	struct policy_index_xperm k = { 0 };

	if (!kind || n->key.source_type < 1 || n->key.source_type > p->p_types.nprim ||
	    n->key.target_type < 1 || n->key.target_type > p->p_types.nprim ||
	    n->key.target_class < 1 || n->key.target_class > p->p_classes.nprim)
		return;
	if (kind & AVTAB_AUDITALLOW) {
		r.kind = RULE_AUDITALLOW;
	} else if (kind & AVTAB_AUDITDENY) {
		r.kind = RULE_DONTAUDIT;
		r.data = ~n->datum.data;
	} else if (kind & AVTAB_XPERMS) {
		if (!x)
			return;
		k.kind = kind & AVTAB_XPERMS_ALLOWED      ? XPERM_ALLOW
			 : kind & AVTAB_XPERMS_AUDITALLOW ? XPERM_AUDITALLOW
							  : XPERM_DONTAUDIT;
		k.scope = x->specified;
		k.driver = x->driver;
		memcpy(k.bits, x->perms, sizeof(k.bits));
		r.kind = RULE_XPERM;
		r.data = index_build_count(b, POLICY_INDEX_XPERMS, sizeof(k));
		buf_add(&b->sections[POLICY_INDEX_XPERMS], &k, sizeof(k));
	}
	index_build_rule(b, n->key.target_class, n->key.source_type, &r);
}

/* Keep only type transitions of processes; the class is found by name. */
static void walk_transition(struct index_build *b, const struct policydb *p,
			    const struct avtab_node *n)
{
	struct policy_index_transition t = { n->key.source_type, n->key.target_type,
					     n->datum.data };
	const char *class;

	if (!(n->key.specified & AVTAB_TRANSITION) || t.source > p->p_types.nprim ||
	    t.target > p->p_types.nprim || t.type > p->p_types.nprim || n->key.target_class < 1 ||
	    n->key.target_class > p->p_classes.nprim)
		return;
	class = p->sym_val_to_name[SYM_CLASSES][n->key.target_class - 1];
	if (class && strcmp(class, "process") == 0)
		buf_add(&b->sections[POLICY_INDEX_TRANSITIONS], &t, sizeof(t));
}

static int walk_cond_expr(struct index_build *b, const struct policydb *p, const cond_expr_t *e,
			  struct policy_index_run *out)
{
	static const uint8_t op_of[] = {
		[COND_BOOL] = COND_IS,    [COND_NOT] = COND_NO,     [COND_OR] = COND_ANY,
		[COND_AND] = COND_BOTH,   [COND_XOR] = COND_DIFFER, [COND_EQ] = COND_SAME,
		[COND_NEQ] = COND_DIFFER,
	};

	out->first = index_build_count(b, POLICY_INDEX_COND_EXPRS,
				       sizeof(struct policy_index_cond_expr));
	for (; e; e = e->next) {
		struct policy_index_cond_expr x;

		if (e->expr_type < COND_BOOL || e->expr_type > COND_LAST)
			return -1;
		x.op = op_of[e->expr_type];
		x.bool_value = e->expr_type == COND_BOOL ? cond_expr_bool(e) : 0;
		if (x.bool_value > p->p_bools.nprim || (x.op == COND_IS && !x.bool_value))
			return -1;
		buf_add(&b->sections[POLICY_INDEX_COND_EXPRS], &x, sizeof(x));
		out->count++;
	}
	return 0;
}

static int walk_rules(struct index_build *b, const struct policydb *p, struct diag *d)
{
	const struct avtab_node *n;
	const cond_node_t *c;
	const cond_av_list_t *l;
	uint32_t i, v, cond = 0;
	struct policy_index_bool *bools;

	index_build_add(b, POLICY_INDEX_BOOLS, p->p_bools.nprim + 1, sizeof(*bools));
	bools = (void *)b->sections[POLICY_INDEX_BOOLS].data;
	for (v = 1; v <= p->p_bools.nprim; v++) {
		const cond_bool_datum_t *t = p->bool_val_to_struct[v - 1];

		if (!t)
			continue;
		bools[v].name = name_of(b, p, SYM_BOOLS, v);
		bools[v].state = t->state != 0;
		index_build_name(b, POLNAME_BOOL, bools[v].name, v);
	}
	for (i = 0; p->te_avtab.htable && i < p->te_avtab.nslot; i++)
		for (n = p->te_avtab.htable[i]; n; n = n->next) {
			walk_node(b, p, n, RULE_ALWAYS, 0);
			walk_transition(b, p, n);
		}
	for (c = p->cond_list; c; c = c->next, cond++) {
		struct policy_index_cond k = { .state = c->cur_state > 0 };

		if (walk_cond_expr(b, p, c->expr, &k.expr) < 0)
			return diag_set(d, "a conditional is of a kind unknown to this "
					   "program");
		buf_add(&b->sections[POLICY_INDEX_CONDS], &k, sizeof(k));
		for (l = c->true_list; l; l = l->next)
			walk_node(b, p, l->node, cond, 1);
		for (l = c->false_list; l; l = l->next)
			walk_node(b, p, l->node, cond, 0);
	}
	return 0;
}

static void walk_ports(struct index_build *b, const struct policydb *p)
{
	const ocontext_t *o;

	for (o = p->ocontexts[OCON_PORT]; o; o = o->next) {
		struct policy_index_port port = {
			.protocol = o->u.port.protocol,
			.low = o->u.port.low_port,
			.high = o->u.port.high_port,
			.type = o->context[0].type <= p->p_types.nprim ? o->context[0].type : 0,
		};

		buf_add(&b->sections[POLICY_INDEX_PORTS], &port, sizeof(port));
	}
}

int policy_walk(const struct sepol_policydb *policy, struct index_build *b, struct diag *d)
{
	const struct policydb *p = &policy->p;

	if (check_layout(policy, b, d) < 0)
		return -1;
	walk_types(b, p);
	walk_people(b, p);
	walk_levels(b, p);
	if (walk_classes(b, p, d) < 0 || walk_rules(b, p, d) < 0)
		return -1;
	walk_ports(b, p);
	return 0;
}
