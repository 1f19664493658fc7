// SPDX-License-Identifier: GPL-2.0-or-later
/* Widens source or target, two axes of one kind: from the denied type to an attribute that holds
 * it and every other type on that side of the tagged rules. `self` stays `self`: each member to
 * itself. */
#include "config.h"

#include "rung_internal.h"

#include <stdlib.h>
#include <string.h>

#include "attribute_internal.h"
#include "base/mem.h"
#include "base/text.h"
#include "denial/ledger.h"
#include "policy/whatif.h"

/* The highest value of a type, including those that the module declares. */
static uint32_t types_max(const struct ladder *l)
{
	return l->policy->types_max + (l->overlay ? l->overlay->type_count : 0);
}

static uint32_t type_value(const struct ladder *l, name_id name)
{
	return whatif_type_value(l->overlay, l->policy, slice_of(intern_str(l->names, name)));
}

/* One side of a statement. */
static name_id *name_of(struct statement *s, bool source)
{
	return source ? &s->source : &s->target;
}

static name_id key_of(const struct rule *r, bool source)
{
	return source ? r->key.source : r->key.target;
}

/* The types denied on this side for the same class and the same other side, as a bit set: the
 * evidence for an attribute. Caller frees. */
static uint64_t *find_seen(const struct ladder *l, bool source)
{
	uint64_t *seen = mem_zalloc(policy_index_words(types_max(l)), sizeof(*seen));
	bool self = rule_is_self(l->rule);
	rule_id i;

	for (i = 0; l->denials && i < ledger_count(l->denials); i++) {
		const struct rule *r = ledger_rule(l->denials, i);
		uint32_t value;

		if (r->key.kind != l->rule->key.kind || r->key.class != l->rule->key.class ||
		    rule_is_self(r) != self ||
		    (!self && key_of(r, !source) != key_of(l->rule, !source)))
			continue;
		value = type_value(l, key_of(r, source));
		seen[value / 64] |= UINT64_C(1) << (value % 64);
	}
	return seen;
}

static unsigned count_common(const struct ladder *l, uint32_t attribute, const uint64_t *seen)
{
	unsigned n = 0;
	uint64_t left;
	uint32_t i;

	for (i = 0; i < policy_index_words(types_max(l)); i++)
		for (left = seen[i]; left; left &= left - 1)
			n += eval_type_is(l->policy, l->overlay,
					  i * 64 + (uint32_t)__builtin_ctzll(left), attribute);
	return n;
}

static bool holds_others(const struct ladder *l, uint32_t attribute, bool source)
{
	size_t i;

	for (i = 0; i < l->other_count; i++) {
		uint32_t value = type_value(l, key_of(l->others[i], source));

		if (!value || !eval_type_is(l->policy, l->overlay, value, attribute))
			return false;
	}
	return true;
}

static struct ladder_step *add_step(struct ladder *l, const struct rung *rung, name_id name,
				    bool attribute, bool source, const char *why)
{
	struct statement st = { 0 };
	struct buf title = { 0 };

	statement_copy(&st, &l->current);
	*name_of(&st, source) = name;
	if (source)
		st.source_attribute = attribute;
	else
		st.target_attribute = attribute;
	buf_addf(&title, "%s %s", rung->axis, intern_str(l->names, name));
	return rung_add_step(l, rung, &st, buf_take(&title), mem_strdup(why));
}

static void add_attribute(struct ladder *l, const struct rung *rung, uint32_t value, bool source,
			  unsigned seen)
{
	const char *name = eval_type_name(l->policy, l->overlay, value);
	uint32_t members = attribute_members(l->policy, l->overlay, value);
	struct buf why = { 0 };
	struct ladder_step *step;

	if (attribute_refused(name) || !text_is_name(slice_of(name)) ||
	    !holds_others(l, value, source))
		return;
	buf_addf(&why, "every type with this attribute: %u today, and those added later; ",
		 members);
	if (seen >= 2)
		buf_addf(&why, "%u of them were seen", seen);
	else
		buf_adds(&why, "only one of them was seen");
	step = add_step(l, rung, intern_adds(l->names, name), true, source, buf_str(&why));
	if (step) {
		step->seen = seen;
		step->members = members;
	}
	buf_release(&why);
}

static void add_steps(struct ladder *l, const struct rung *rung, bool source)
{
	uint32_t value = l->policy ? type_value(l, key_of(l->rule, source)) : 0, i, count;
	struct ladder_step *step;
	const uint32_t *in;
	uint64_t *seen;

	if (!value || eval_is_attribute(l->policy, l->overlay, value))
		return;
	step = add_step(l, rung, key_of(l->rule, source), false, source,
			"the type that was denied");
	if (step)
		step->seen = step->members = 1;
	seen = find_seen(l, source);
	in = eval_type_in(l->policy, l->overlay, value, &count);
	for (i = 0; i < count; i++)
		if (eval_is_attribute(l->policy, l->overlay, in[i]))
			add_attribute(l, rung, in[i], source, count_common(l, in[i], seen));
	free(seen);
	add_step(l, rung, *name_of(&l->current, source),
		 source ? l->current.source_attribute : l->current.target_attribute, source,
		 "as chosen");
}

static unsigned measure(const struct ladder *l, const struct statement *s, bool source,
			unsigned *opened, unsigned *closed)
{
	bool attribute = source ? s->source_attribute : s->target_attribute;
	uint32_t value = type_value(l, source ? s->source : s->target);
	uint32_t members = value && attribute ? attribute_members(l->policy, l->overlay, value) : 1;

	(void)closed;
	*opened = members ? members - 1 : 0;
	return members;
}

static void add_source_steps(struct ladder *l)
{
	add_steps(l, &rung_source, true);
}

static unsigned measure_source(const struct ladder *l, const struct statement *s, unsigned *opened,
			       unsigned *closed)
{
	return measure(l, s, true, opened, closed);
}

const struct rung rung_source = {
	.axis = "source",
	.steps = add_source_steps,
	.measure = measure_source,
};

static void add_target_steps(struct ladder *l)
{
	if (!l->current.self)
		add_steps(l, &rung_target, false);
}

static unsigned measure_target(const struct ladder *l, const struct statement *s, unsigned *opened,
			       unsigned *closed)
{
	return measure(l, s, false, opened, closed);
}

const struct rung rung_target = {
	.axis = "target",
	.steps = add_target_steps,
	.measure = measure_target,
};
