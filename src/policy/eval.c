// SPDX-License-Identifier: GPL-2.0-or-later
/* Decides whether an access is allowed, in the order of the kernel
 * (security/selinux/ss/services.c: context_struct_compute_av): type rules over all attributes of
 * both sides, constraints, role allow, bounds; then extended permissions, if ioctl survives all
 * that. */
#include "config.h"

#include "policy/eval.h"

/* A longer chain of type bounds is a loop. */
#define BOUNDS_DEPTH_MAX 32

struct side {
	const struct policy_context *context;
	uint32_t type; /* the context's type, or a type that bounds it */
};

struct job {
	const struct policy_index *ix;
	const struct eval_overlay *overlay;
	uint32_t class_value;
	uint32_t ioctl;
	struct side source, target;
	uint32_t allow, auditallow, dontaudit;
	bool listed, command; /* ioctl: there is a list; the command is in it */
	bool unsure;
};

/* What the overlay adds to a type of the policy, or NULL. */
static const struct eval_member *member_of(const struct eval_overlay *o, uint32_t type)
{
	uint32_t low = 0, high = o ? o->member_count : 0;

	while (low < high) {
		uint32_t mid = low + (high - low) / 2;

		if (o->members[mid].type == type)
			return &o->members[mid];
		if (o->members[mid].type < type)
			low = mid + 1;
		else
			high = mid;
	}
	return NULL;
}

const uint32_t *eval_type_in(const struct policy_index *ix, const struct eval_overlay *overlay,
			     uint32_t type, uint32_t *count)
{
	const struct eval_member *m;

	if (type <= ix->types_max) {
		m = member_of(overlay, type);
		*count = m ? m->in_count : ix->types[type].in.count;
		return m ? m->in : ix->ids + ix->types[type].in.first;
	}
	*count = 0;
	if (!overlay || type - ix->types_max > overlay->type_count)
		return NULL;
	*count = overlay->types[type - ix->types_max - 1].in_count;
	return overlay->types[type - ix->types_max - 1].in;
}

const char *eval_type_name(const struct policy_index *ix, const struct eval_overlay *overlay,
			   uint32_t type)
{
	if (type <= ix->types_max)
		return policy_index_name_of(ix, POLNAME_TYPE, type);
	if (overlay && type - ix->types_max <= overlay->type_count)
		return overlay->types[type - ix->types_max - 1].name;
	return "";
}

bool eval_is_attribute(const struct policy_index *ix, const struct eval_overlay *overlay,
		       uint32_t type)
{
	if (type <= ix->types_max)
		return ix->types[type].attribute;
	return overlay && type - ix->types_max <= overlay->type_count &&
	       overlay->types[type - ix->types_max - 1].attribute;
}

bool eval_type_is(const struct policy_index *ix, const struct eval_overlay *overlay, uint32_t type,
		  uint32_t named)
{
	const uint32_t *in;
	uint32_t i, count;

	if (type == named)
		return true;
	if (type <= ix->types_max) {
		if (named <= ix->types_max && policy_index_type_is(ix, type, named))
			return true;
		if (!overlay || !overlay->member_count || !member_of(overlay, type))
			return false;
	}
	in = eval_type_in(ix, overlay, type, &count);
	for (i = 0; i < count; i++)
		if (in[i] == named)
			return true;
	return false;
}

/* The first row that does not sort before (class, source). */
static uint32_t first_row(const struct eval_overlay *o, uint32_t class_value, uint32_t source)
{
	uint32_t low = 0, high = o->row_count;

	while (low < high) {
		uint32_t mid = low + (high - low) / 2;
		const struct eval_row *r = &o->rows[mid];

		if (r->class_value < class_value ||
		    (r->class_value == class_value && r->source < source))
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

struct policy_index_run eval_rows(const struct eval_overlay *o, uint32_t class_value,
				  uint32_t source)
{
	struct policy_index_run run = { 0, 0 };

	if (!o || !o->row_count)
		return run;
	run.first = first_row(o, class_value, source);
	while (run.first + run.count < o->row_count &&
	       o->rows[run.first + run.count].class_value == class_value &&
	       o->rows[run.first + run.count].source == source)
		run.count++;
	return run;
}

uint32_t eval_removed(const struct eval_overlay *o, uint32_t class_value, uint32_t source,
		      uint32_t target)
{
	struct policy_index_run run = eval_rows(o, class_value, source);
	uint32_t i, perms = 0;

	for (i = run.first; i < run.first + run.count; i++)
		if (o->rows[i].kind == ROW_REMOVE &&
		    (o->rows[i].self ? source : o->rows[i].target) == target)
			perms |= o->rows[i].perms;
	return perms;
}

static bool in_xperm(const struct policy_index_xperm *x, uint32_t command)
{
	uint32_t driver = command >> 8 & 0xff, function = command & 0xff;

	if (x->scope == XPERM_DRIVER)
		return x->bits[driver / 32] >> (driver % 32) & 1;
	return x->driver == driver && (x->bits[function / 32] >> (function % 32) & 1);
}

static void apply(struct job *j, const struct policy_index_rule *r, uint32_t source)
{
	const struct policy_index_xperm *x;

	if (!eval_cond(j->ix, j->overlay, r->cond, r->branch))
		return;
	switch ((enum policy_index_rule_kind)r->kind) {
	case RULE_ALLOW:
		if (j->overlay && j->overlay->removes)
			j->allow |= r->data &
				    ~eval_removed(j->overlay, j->class_value, source, r->target);
		else
			j->allow |= r->data;
		break;
	case RULE_AUDITALLOW:
		j->auditallow |= r->data;
		break;
	case RULE_DONTAUDIT:
		j->dontaudit |= r->data;
		break;
	case RULE_XPERM:
		x = &j->ix->xperms[r->data];
		if (x->scope != XPERM_FUNCTION && x->scope != XPERM_DRIVER)
			break;
		/* Any kind of ioctl list, even an audit one, denies what it does not name
		 * (services_compute_xperms_drivers does not check the kind). */
		j->listed = true;
		j->command |= x->kind == XPERM_ALLOW && in_xperm(x, j->ioctl);
		break;
	case RULE_KINDS:
		break;
	}
}

/* Apply the rules of a group, sorted by target, whose target is in the sorted list `in`. */
static void apply_group(struct job *j, struct policy_index_run run, uint32_t source,
			const uint32_t *in, uint32_t in_count)
{
	const struct policy_index_rule *r = j->ix->rules + run.first, *end = r + run.count;
	uint32_t i;

	for (i = 0; i < in_count && r < end; i++) {
		const struct policy_index_rule *low = r, *high = end;

		while (low < high) {
			const struct policy_index_rule *mid = low + (high - low) / 2;

			if (mid->target < in[i])
				low = mid + 1;
			else
				high = mid;
		}
		for (r = low; r < end && r->target == in[i]; r++)
			apply(j, r, source);
	}
}

/* Apply a row whose source is the source type or one of its attributes. */
static void apply_row(struct job *j, const struct eval_row *row)
{
	uint32_t i;

	if (row->self ? j->source.type != j->target.type
		      : !eval_type_is(j->ix, j->overlay, j->target.type, row->target))
		return;
	switch (row->kind) {
	case ROW_ALLOW:
		j->allow |= row->perms;
		break;
	case ROW_DONTAUDIT:
		j->dontaudit |= row->perms;
		break;
	case ROW_XPERM:
		j->listed = true;
		for (i = row->ioctls.first; i < row->ioctls.first + row->ioctls.count; i++)
			j->command |= j->ioctl >= j->overlay->ioctls[i].low &&
				      j->ioctl <= j->overlay->ioctls[i].high;
		break;
	case ROW_REMOVE:
		break;
	}
}

static void type_rules(struct job *j)
{
	const struct eval_overlay *o = j->overlay;
	uint32_t source_count, target_count, i, k;
	const uint32_t *source = eval_type_in(j->ix, o, j->source.type, &source_count);
	const uint32_t *target = eval_type_in(j->ix, o, j->target.type, &target_count);
	struct policy_index_run run;

	for (i = 0; i < source_count; i++) {
		if (source[i] <= j->ix->types_max) {
			run = policy_index_group(j->ix, j->class_value, source[i]);
			apply_group(j, run, source[i], target, target_count);
		}
		run = eval_rows(o, j->class_value, source[i]);
		for (k = run.first; k < run.first + run.count; k++)
			apply_row(j, &o->rows[k]);
	}
}

static bool dominates(uint32_t sens1, const uint64_t *cats1, uint32_t sens2, const uint64_t *cats2,
		      uint32_t words)
{
	uint32_t i;

	if (sens1 < sens2)
		return false;
	for (i = 0; i < words; i++)
		if (cats2[i] & ~cats1[i])
			return false;
	return true;
}

static enum eval_truth truth(bool b)
{
	return b ? EVAL_TRUE : EVAL_FALSE;
}

static enum eval_truth compare_levels(const struct policy_index_cexpr *e,
				      const struct policy_context *source,
				      const struct policy_context *target)
{
	/* The side and level of each operand. */
	static const struct {
		uint8_t target1, high1, target2, high2;
	} operands[CATTRS] = {
		[CATTR_L1L2] = { 0, 0, 1, 0 }, [CATTR_L1H2] = { 0, 0, 1, 1 },
		[CATTR_H1L2] = { 0, 1, 1, 0 }, [CATTR_H1H2] = { 0, 1, 1, 1 },
		[CATTR_L1H1] = { 0, 0, 0, 1 }, [CATTR_L2H2] = { 1, 0, 1, 1 },
	};
	const struct policy_context *c1 = operands[e->attr].target1 ? target : source;
	const struct policy_context *c2 = operands[e->attr].target2 ? target : source;
	uint32_t s1 = c1->sens[operands[e->attr].high1], s2 = c2->sens[operands[e->attr].high2];
	const uint64_t *k1 = context_cats(c1, operands[e->attr].high1);
	const uint64_t *k2 = context_cats(c2, operands[e->attr].high2);
	bool dom, domby;

	if (!s1 || !s2)
		return EVAL_UNKNOWN;
	dom = dominates(s1, k1, s2, k2, c1->cat_words);
	domby = dominates(s2, k2, s1, k1, c1->cat_words);
	switch ((enum policy_index_cexpr_cmp)e->cmp) {
	case CCMP_EQ:
		return truth(dom && domby);
	case CCMP_NEQ:
		return truth(!dom || !domby);
	case CCMP_DOM:
		return truth(dom);
	case CCMP_DOMBY:
		return truth(domby);
	case CCMP_INCOMP:
		return truth(!dom && !domby);
	case CCMPS:
		break;
	}
	return EVAL_UNKNOWN;
}

static enum eval_truth compare_roles(const struct policy_index *ix, enum policy_index_cexpr_cmp cmp,
				     uint32_t r1, uint32_t r2)
{
	bool dom = policy_index_bit(ix->bits + ix->roles[r1].dominates, r2);
	bool domby = policy_index_bit(ix->bits + ix->roles[r2].dominates, r1);

	switch (cmp) {
	case CCMP_EQ:
		return truth(r1 == r2);
	case CCMP_NEQ:
		return truth(r1 != r2);
	case CCMP_DOM:
		return truth(dom);
	case CCMP_DOMBY:
		return truth(domby);
	case CCMP_INCOMP:
		return truth(!dom && !domby);
	case CCMPS:
		break;
	}
	return EVAL_UNKNOWN;
}

static bool in_names(const struct policy_index *ix, const struct eval_overlay *overlay,
		     const struct policy_index_cexpr *e, uint32_t value)
{
	uint32_t i;

	if ((e->attr != CATTR_TYPE || value <= ix->types_max) &&
	    policy_index_bit(ix->bits + e->names, value))
		return true;
	if (e->attr != CATTR_TYPE || (value <= ix->types_max && !member_of(overlay, value)))
		return false;
	for (i = 0; i < e->written.count;
	     i++) /* a type of the overlay, which the policy could not expand */
		if (eval_type_is(ix, overlay, value, ix->ids[e->written.first + i]))
			return true;
	return false;
}

enum eval_truth eval_leaf(const struct policy_index *ix, const struct eval_overlay *overlay,
			  const struct policy_index_cexpr *e, const struct policy_context *source,
			  uint32_t source_type, const struct policy_context *target,
			  uint32_t target_type)
{
	uint32_t v1, v2;

	if (e->attr >= CATTR_L1L2)
		return compare_levels(e, source, target);
	v1 = e->attr == CATTR_TYPE   ? source_type
	     : e->attr == CATTR_ROLE ? source->role
				     : source->user;
	v2 = e->attr == CATTR_TYPE   ? target_type
	     : e->attr == CATTR_ROLE ? target->role
				     : target->user;
	if (e->op == CEXPR_OP_NAMES) {
		uint32_t v = e->target ? v2 : v1;

		if (!v)
			return EVAL_UNKNOWN;
		return truth(in_names(ix, overlay, e, v) == (e->cmp == CCMP_EQ));
	}
	if (!v1 || !v2)
		return EVAL_UNKNOWN;
	if (e->attr == CATTR_ROLE)
		return compare_roles(ix, e->cmp, v1, v2);
	return truth((v1 == v2) == (e->cmp == CCMP_EQ));
}

enum eval_truth eval_constraint(const struct policy_index *ix, const struct eval_overlay *overlay,
				const struct policy_index_constraint *c,
				const struct policy_context *source, uint32_t source_type,
				const struct policy_context *target, uint32_t target_type)
{
	const struct policy_index_cexpr *e = ix->cexprs + c->expr.first, *end = e + c->expr.count;
	uint8_t stack[32]; /* policy_index_attach checked the depth */
	unsigned depth = 0;

	/* Kleene's logic: false < unknown < true. */
	for (; e < end; e++) {
		switch ((enum policy_index_cexpr_op)e->op) {
		case CEXPR_OP_NOT:
			stack[depth - 1] = EVAL_TRUE - stack[depth - 1];
			break;
		case CEXPR_OP_AND:
			depth--;
			if (stack[depth] < stack[depth - 1])
				stack[depth - 1] = stack[depth];
			break;
		case CEXPR_OP_OR:
			depth--;
			if (stack[depth] > stack[depth - 1])
				stack[depth - 1] = stack[depth];
			break;
		case CEXPR_OP_ATTR:
		case CEXPR_OP_NAMES:
			stack[depth++] = (uint8_t)eval_leaf(ix, overlay, e, source, source_type,
							    target, target_type);
			break;
		case CEXPR_OPS:
			break;
		}
	}
	return stack[0];
}

/* The permissions of `allowed` that constraints deny; *first is the first constraint that denies
 * any of `asked`. */
static uint32_t constrain(struct job *j, uint32_t allowed, uint32_t asked, uint32_t *first)
{
	struct policy_index_run run = j->ix->classes[j->class_value].constraints;
	uint32_t i, denied = 0;

	for (i = run.first; i < run.first + run.count; i++) {
		const struct policy_index_constraint *c = &j->ix->constraints[i];
		enum eval_truth t;

		if (!(c->perms & allowed))
			continue;
		t = eval_constraint(j->ix, j->overlay, c, j->source.context, j->source.type,
				    j->target.context, j->target.type);
		if (t == EVAL_UNKNOWN)
			j->unsure = true;
		if (t != EVAL_FALSE)
			continue;
		denied |= c->perms & allowed;
		if (*first == EVAL_NONE && (c->perms & allowed & asked))
			*first = i;
	}
	return denied;
}

static uint32_t role_denied(struct job *j, uint32_t allowed)
{
	uint32_t from = j->source.context->role, to = j->target.context->role;

	if (j->class_value != j->ix->process_class || from == to ||
	    !(allowed & j->ix->process_transitions))
		return 0;
	if (!from || !to) {
		j->unsure = true;
		return 0;
	}
	if (policy_index_bit(j->ix->bits + j->ix->roles[from].allow, to))
		return 0;
	return allowed & j->ix->process_transitions;
}

bool eval_role_forbids(const struct policy_index *ix, const struct eval_query *query)
{
	struct job j = { .ix = ix, .class_value = query->class_value };

	j.source.context = query->source;
	j.target.context = query->target;
	return role_denied(&j, query->perms) != 0;
}

static void judge(struct job *j, uint32_t asked, bool assume, unsigned depth,
		  struct eval_answer *out);

/* A type may not do what its bounding type may not do. */
static uint32_t bounded(struct job *j, uint32_t allowed, unsigned depth)
{
	const struct policy_index *ix = j->ix;
	uint32_t source = j->source.type <= ix->types_max ? ix->types[j->source.type].bounds : 0;
	uint32_t target = j->target.type <= ix->types_max ? ix->types[j->target.type].bounds : 0;
	struct job parent = { .ix = ix, .overlay = j->overlay, .class_value = j->class_value };
	struct eval_answer answer;

	if (!source || depth >= BOUNDS_DEPTH_MAX)
		return 0;
	parent.source = (struct side){ j->source.context, source };
	parent.target = (struct side){ j->target.context, target ? target : j->target.type };
	judge(&parent, 0, false, depth + 1, &answer);
	return allowed & ~answer.allowed;
}

static void judge(struct job *j, uint32_t asked, bool assume, unsigned depth,
		  struct eval_answer *out)
{
	uint32_t left;

	*out = (struct eval_answer){ .constraint = EVAL_NONE };
	type_rules(j);
	out->rules = j->allow;
	left = j->allow | (assume ? asked : 0);
	if (asked & ~left)
		out->reasons |= EVAL_NO_RULE;
	out->constrained = constrain(j, left, asked, &out->constraint);
	left &= ~out->constrained;
	out->role_denied = role_denied(j, left);
	left &= ~out->role_denied;
	out->bounded = bounded(j, left, depth);
	out->allowed = left & ~out->bounded;
	out->auditallow = j->auditallow;
	out->auditdeny = ~j->dontaudit;
	out->listed = j->listed;
	out->unsure = j->unsure;
	if (asked & out->constrained)
		out->reasons |= EVAL_CONSTRAINT;
	if (asked & out->role_denied)
		out->reasons |= EVAL_ROLE;
	if (asked & out->bounded)
		out->reasons |= EVAL_BOUNDS;
}

static bool is_type(const struct policy_index *ix, const struct eval_overlay *o, uint32_t type)
{
	return type != 0 && (type <= ix->types_max || (o && type - ix->types_max <= o->type_count &&
						       !eval_is_attribute(ix, o, type)));
}

void policy_query(const struct policy_index *ix, const struct eval_query *query,
		  const struct eval_overlay *overlay, struct eval_answer *out)
{
	struct job j = {
		.ix = ix,
		.overlay = overlay,
		.class_value = query->class_value,
		.ioctl = query->ioctl,
		.source = { query->source, query->source->type },
		.target = { query->target, query->target->type },
	};
	uint32_t ioctl;

	if (!is_type(ix, overlay, j.source.type) || !is_type(ix, overlay, j.target.type) ||
	    query->class_value == 0 || query->class_value > ix->classes_max) {
		*out = (struct eval_answer){ .reasons = EVAL_NO_RULE,
					     .auditdeny = UINT32_MAX,
					     .constraint = EVAL_NONE };
	} else {
		judge(&j, query->perms, query->assume, 0, out);
		out->permissive =
			j.source.type <= ix->types_max && ix->types[j.source.type].permissive;
	}
	out->invalid = query->source->flaws || query->target->flaws;
	if (!out->listed || query->ioctl == IOCTL_NONE || j.command)
		return;
	ioctl = policy_index_perm(ix, query->class_value, slice_of("ioctl"));
	if (query->perms & ioctl & out->allowed)
		out->reasons |= EVAL_XPERM;
	out->allowed &= ~ioctl;
}

bool eval_allowed_with(const struct policy_index *ix, const struct eval_overlay *overlay,
		       const struct eval_query *queries, size_t count, uint32_t type)
{
	struct policy_context target;
	struct eval_answer a;
	size_t i;

	for (i = 0; i < count; i++) {
		struct eval_query q = queries[i];

		target = *q.target; /* shares its sets */
		target.type = type;
		target.flaws &= ~(uint32_t)CONTEXT_NO_TYPE;
		q.target = &target;
		policy_query(ix, &q, overlay, &a);
		if (a.reasons || a.invalid)
			return false;
	}
	return count > 0;
}
