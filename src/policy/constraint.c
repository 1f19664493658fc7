// SPDX-License-Identifier: GPL-2.0-or-later
/* Puts a failing constraint in words and searches for the smallest change that would satisfy it.
 * Evaluates by eval.c and never proposes an attribute that lifts a constraint. */
#include "config.h"

#include "policy/constraint.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "policy/eval.h"

/* Nobody writes a longer expression by hand; it is not shown. */
#define NODES_MAX 512
#define NAMES_MAX 12

struct node {
	const struct policy_index_cexpr *e;
	enum eval_truth truth;
	int left, right; /* operands; -1: no operand */
};

struct words_job {
	const struct policy_index *ix;
	const struct eval_overlay *overlay;
	const struct eval_query *query;
	struct node nodes[NODES_MAX];
	int root;
	bool allowed_by_rules; /* else give no command: a rule would have to come first */
	struct constraint_words *out;
};

void constraint_words_release(struct constraint_words *w)
{
	buf_release(&w->text);
	buf_release(&w->rule);
	buf_release(&w->remedy);
	buf_release(&w->level);
	buf_release(&w->danger);
	*w = (struct constraint_words){ 0 };
}

static enum eval_truth combine(const struct words_job *j, const struct node *n)
{
	enum eval_truth a = j->nodes[n->left].truth, b;

	if (n->e->op == CEXPR_OP_NOT)
		return EVAL_TRUE - a;
	b = j->nodes[n->right].truth;
	if (n->e->op == CEXPR_OP_AND)
		return a < b ? a : b;
	return a > b ? a : b;
}

/* Build a tree from the postfix form, with a truth value at each node. */
static bool make_tree(struct words_job *j, const struct policy_index_constraint *c)
{
	int stack[32];
	unsigned depth = 0;
	uint32_t i;

	if (c->expr.count > NODES_MAX)
		return false;
	for (i = 0; i < c->expr.count; i++) {
		struct node *n = &j->nodes[i];

		*n = (struct node){ .e = &j->ix->cexprs[c->expr.first + i],
				    .left = -1,
				    .right = -1 };
		if (n->e->op >= CEXPR_OP_ATTR) {
			n->truth = eval_leaf(j->ix, j->overlay, n->e, j->query->source,
					     j->query->source->type, j->query->target,
					     j->query->target->type);
		} else {
			if (n->e->op != CEXPR_OP_NOT)
				n->right = stack[--depth];
			n->left = stack[--depth];
			n->truth = combine(j, n);
		}
		stack[depth++] = (int)i;
	}
	j->root = stack[0];
	return true;
}

static const struct policy_context *side(const struct words_job *j, bool target)
{
	return target ? j->query->target : j->query->source;
}

static bool one_level(const struct policy_context *c)
{
	return c->sens[0] == c->sens[1] &&
	       memcmp(context_cats(c, 0), context_cats(c, 1), c->cat_words * 8) == 0;
}

static void say_level(const struct words_job *j, bool target, int level, struct buf *out)
{
	const struct policy_context *c = side(j, target);

	buf_addf(out, "%s %slevel ", target ? "target" : "source",
		 one_level(c) ? ""
		 : level      ? "high "
			      : "low ");
	context_print_level(c, j->ix, level, out);
}

static void say_part(const struct words_job *j, enum policy_index_cexpr_attr attr, bool target,
		     struct buf *out)
{
	const struct policy_context *c = side(j, target);
	const char *kind = "type", *name;

	if (attr == CATTR_USER) {
		kind = "user";
		name = policy_index_name_of(j->ix, POLNAME_USER, c->user);
	} else if (attr == CATTR_ROLE) {
		kind = "role";
		name = policy_index_name_of(j->ix, POLNAME_ROLE, c->role);
	} else {
		name = eval_type_name(j->ix, j->overlay, c->type);
	}
	buf_addf(out, "%s %s %s", target ? "target" : "source", kind, name[0] ? name : "?");
}

/* The side and level of both operands: target, high, target, high. */
static const uint8_t level_operands[CATTRS][4] = {
	[CATTR_L1L2] = { 0, 0, 1, 0 }, [CATTR_L1H2] = { 0, 0, 1, 1 }, [CATTR_H1L2] = { 0, 1, 1, 0 },
	[CATTR_H1H2] = { 0, 1, 1, 1 }, [CATTR_L1H1] = { 0, 0, 0, 1 }, [CATTR_L2H2] = { 1, 0, 1, 1 },
};

/* The relation, or its opposite if the leaf is to be stated negated. */
static const char *relation(const struct policy_index_cexpr *e, bool negated)
{
	static const char *const words[CCMPS][2] = {
		[CCMP_EQ] = { "is", "is not" },
		[CCMP_NEQ] = { "is not", "is" },
		[CCMP_DOM] = { "dominates", "does not dominate" },
		[CCMP_DOMBY] = { "is dominated by", "is not dominated by" },
		[CCMP_INCOMP] = { "is incomparable with", "is comparable with" },
	};

	return words[e->cmp][negated];
}

static const char *id_name(const struct words_job *j, enum policy_index_cexpr_attr attr,
			   uint32_t id)
{
	static const enum policy_index_name_kind kinds[] = {
		[CATTR_USER] = POLNAME_USER,
		[CATTR_ROLE] = POLNAME_ROLE,
		[CATTR_TYPE] = POLNAME_TYPE,
	};

	return policy_index_name_of(j->ix, kinds[attr], id);
}

static void say_names(const struct words_job *j, const struct policy_index_cexpr *e,
		      struct buf *out)
{
	uint32_t i;

	for (i = 0; i < e->written.count && i < NAMES_MAX; i++)
		buf_addf(out, "%s%s", i ? ", " : "",
			 id_name(j, e->attr, j->ix->ids[e->written.first + i]));
	if (e->written.count > NAMES_MAX)
		buf_addf(out, " and %u more", e->written.count - NAMES_MAX);
}

static void say_leaf(const struct words_job *j, const struct policy_index_cexpr *e, bool negated,
		     struct buf *out)
{
	const uint8_t *o = level_operands[e->attr];

	if (e->op == CEXPR_OP_NAMES) {
		say_part(j, e->attr, e->target, out);
		buf_addf(out, " is %samong ", (e->cmp == CCMP_EQ) != negated ? "" : "not ");
		say_names(j, e, out);
	} else if (e->attr >= CATTR_L1L2) {
		say_level(j, o[0], o[1], out);
		buf_addf(out, " %s ", relation(e, negated));
		say_level(j, o[2], o[3], out);
	} else {
		say_part(j, e->attr, false, out);
		buf_addf(out, " %s ", relation(e, negated));
		say_part(j, e->attr, true, out);
	}
}

static void say_rule(const struct words_job *j, int at, bool inner, struct buf *out)
{
	const struct node *n = &j->nodes[at];

	if (n->e->op >= CEXPR_OP_ATTR) {
		say_leaf(j, n->e, false, out);
		if (n->truth != EVAL_TRUE)
			buf_adds(out, n->truth == EVAL_FALSE ? " [no]" : " [unknown]");
		return;
	}
	if (n->e->op == CEXPR_OP_NOT) {
		buf_adds(out, "not (");
		say_rule(j, n->left, false, out);
		buf_addc(out, ')');
		return;
	}
	if (inner)
		buf_addc(out, '(');
	say_rule(j, n->left, j->nodes[n->left].e->op != n->e->op, out);
	buf_adds(out, n->e->op == CEXPR_OP_AND ? " and " : " or ");
	say_rule(j, n->right, j->nodes[n->right].e->op != n->e->op, out);
	if (inner)
		buf_addc(out, ')');
}

/* Visit the leaves that would help if they changed: the failing ones of a failing "and", all of
 * a failing "or". `want` is what the node should be. */
typedef void leaf_fn(struct words_job *j, const struct policy_index_cexpr *e, bool want);

static void blame(struct words_job *j, int at, bool want, leaf_fn *fn)
{
	const struct node *n = &j->nodes[at];

	if (n->truth == (want ? EVAL_TRUE : EVAL_FALSE))
		return;
	if (n->e->op >= CEXPR_OP_ATTR) {
		fn(j, n->e, want);
	} else if (n->e->op == CEXPR_OP_NOT) {
		blame(j, n->left, !want, fn);
	} else {
		blame(j, n->left, want, fn);
		blame(j, n->right, want, fn);
	}
}

static void say_blame(struct words_job *j, const struct policy_index_cexpr *e, bool want)
{
	struct buf *out = &j->out->text;

	if (e->op == CEXPR_OP_NAMES)
		return; /* exemptions: long, and they do not explain the denial */
	if (out->len)
		buf_adds(out, ", and ");
	say_leaf(j, e, want, out); /* state what is true: the opposite of what is wanted */
}

static void say_blamed_names(struct words_job *j, const struct policy_index_cexpr *e, bool want)
{
	struct buf *out = &j->out->text;

	if (e->op != CEXPR_OP_NAMES)
		return;
	if (out->len)
		buf_adds(out, ", and ");
	say_leaf(j, e, want, out);
}

/* An attribute that a type would need, or would have to lose. */
static void say_danger(struct words_job *j, const struct policy_index_cexpr *e, bool want)
{
	struct buf *out = &j->out->danger;

	if (e->op != CEXPR_OP_NAMES || e->attr != CATTR_TYPE || out->len)
		return;
	if ((e->cmp == CCMP_EQ) == want)
		buf_addf(out, "types in ");
	else
		buf_addf(out, "types not in ");
	say_names(j, e, out);
	buf_addf(out, " are exempt: changing %s lifts this constraint from all that it does",
		 eval_type_name(j->ix, j->overlay, side(j, e->target)->type));
}

static void copy_context(struct policy_context *to, const struct policy_context *from)
{
	*to = *from;
	if (!from->more)
		return;
	to->more = mem_zalloc((size_t)from->cat_words * 2, sizeof(uint64_t));
	memcpy(to->more, from->more, (size_t)from->cat_words * 2 * sizeof(uint64_t));
}

static uint64_t *cats(struct policy_context *c, int level)
{
	return c->more ? c->more + (size_t)level * c->cat_words : c->cats[level];
}

/* Set both levels of `c` to one level of another context. */
static void set_level(struct policy_context *c, const struct policy_context *from, int level)
{
	int end;

	for (end = 0; end < 2; end++) {
		c->sens[end] = from->sens[level];
		memcpy(cats(c, end), context_cats(from, level), c->cat_words * 8);
	}
}

static bool would_do(const struct words_job *j, const struct policy_context *source,
		     const struct policy_context *target)
{
	struct eval_query q = *j->query;
	struct eval_answer a;

	if (context_check(source, j->ix, j->overlay) || context_check(target, j->ix, j->overlay))
		return false;
	q.source = source;
	q.target = target;
	q.assume = true;
	policy_query(j->ix, &q, j->overlay, &a);
	return a.reasons == 0;
}

static bool is_process(const struct words_job *j)
{
	return j->query->class_value == j->ix->process_class;
}

/* Would it be allowed if the object had a level of the source? */
static bool try_object_level(struct words_job *j, int level)
{
	struct policy_context target;
	bool ok;

	copy_context(&target, j->query->target);
	set_level(&target, j->query->source, level);
	ok = would_do(j, j->query->source, &target);
	if (ok) {
		context_print_level(&target, j->ix, 0, &j->out->level);
		buf_addf(&j->out->remedy, "the object needs the level %s", buf_str(&j->out->level));
		if (target.sens[0] < j->query->target->sens[0])
			buf_adds(&j->out->remedy, ", which declassifies it");
		if (j->allowed_by_rules)
			buf_addf(&j->out->remedy, ": chcon -l %s", buf_str(&j->out->level));
	}
	context_release(&target);
	return ok;
}

/* Would it be allowed if the range of the process reached up to the target's? */
static bool try_process_range(struct words_job *j)
{
	const struct policy_context *t = j->query->target;
	struct policy_context source;
	uint32_t i;
	bool ok;

	copy_context(&source, j->query->source);
	if (source.sens[1] < t->sens[1])
		source.sens[1] = t->sens[1];
	for (i = 0; i < source.cat_words; i++)
		cats(&source, 1)[i] |= context_cats(t, 1)[i];
	ok = would_do(j, &source, t);
	if (ok) {
		buf_adds(&j->out->remedy, "the source must run with the range ");
		context_print_level(&source, j->ix, 0, &j->out->remedy);
		buf_addc(&j->out->remedy, '-');
		context_print_level(&source, j->ix, 1, &j->out->remedy);
	}
	context_release(&source);
	return ok;
}

static bool try_user(struct words_job *j)
{
	struct policy_context target = *j->query->target;
	const char *name;

	target.user = j->query->source->user;
	if (!target.user || !would_do(j, j->query->source, &target))
		return false;
	name = policy_index_name_of(j->ix, POLNAME_USER, target.user);
	if (is_process(j))
		buf_addf(&j->out->remedy, "the target must run as user %s", name);
	else if (!j->allowed_by_rules)
		buf_addf(&j->out->remedy, "the object needs the user %s", name);
	else
		buf_addf(&j->out->remedy, "the object needs the user %s: chcon -u %s", name, name);
	return true;
}

static bool try_role(struct words_job *j)
{
	struct policy_context target = *j->query->target;

	target.role = j->query->source->role;
	if (!target.role || !is_process(j) || !would_do(j, j->query->source, &target))
		return false;
	buf_addf(&j->out->remedy, "the target must run in role %s",
		 policy_index_name_of(j->ix, POLNAME_ROLE, target.role));
	return true;
}

/* Find the smallest change that allows the whole access, assuming a type rule for it. */
static void find_remedy(struct words_job *j)
{
	bool levels = j->ix->header->mls && j->query->source->sens[0] && j->query->target->sens[0];
	struct eval_answer a;

	policy_query(j->ix, j->query, j->overlay, &a);
	j->allowed_by_rules = !(j->query->perms & ~a.rules);
	if (!j->allowed_by_rules)
		buf_adds(&j->out->remedy, "besides a rule, ");
	if (levels && !is_process(j) && (try_object_level(j, 0) || try_object_level(j, 1))) {
		j->out->cause = CONSTRAINT_LEVEL;
	} else if (levels && try_process_range(j)) {
		j->out->cause = CONSTRAINT_LEVEL;
	} else if (try_user(j)) {
		j->out->cause = CONSTRAINT_USER;
	} else if (try_role(j)) {
		j->out->cause = CONSTRAINT_ROLE;
	} else {
		j->out->cause = j->out->danger.len ? CONSTRAINT_TYPE : CONSTRAINT_OTHER;
		buf_clear(&j->out->remedy);
	}
}

void policy_constraint(const struct policy_index *ix, const struct eval_query *query,
		       const struct eval_overlay *overlay, uint32_t constraint,
		       struct constraint_words *out)
{
	struct words_job *j = mem_zalloc(1, sizeof(*j));

	constraint_words_release(out);
	*j = (struct words_job){ .ix = ix, .overlay = overlay, .query = query, .out = out };
	if (constraint == EVAL_NONE || !make_tree(j, &ix->constraints[constraint])) {
		buf_adds(&out->text, "a constraint of the policy denies it");
	} else {
		blame(j, j->root, true, say_blame);
		if (!out->text.len)
			blame(j, j->root, true, say_blamed_names);
		blame(j, j->root, true, say_danger);
		say_rule(j, j->root, false, &out->rule);
		find_remedy(j);
	}
	free(j);
}
