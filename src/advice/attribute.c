// SPDX-License-Identifier: GPL-2.0-or-later
/* Which attributes of a policy may stand in a rule instead of a type, and the steps made of them.
 *
 * Some attributes say what a type is (file_type, daemon), others what its members are let off: a
 * policy's neverallow rules and constraints name them as exceptions. A kernel policy keeps no
 * neverallow, so these are known by name only. A rule on one of them would grant to whoever was
 * trusted with something else, and to whoever will be. */
#include "config.h"

#include "attribute_internal.h"

#include <stdlib.h>
#include <string.h>

#include "base/ascii.h"
#include "denial/ledger.h"
#include "base/mem.h"
#include "policy/reach.h"
#include "base/text.h"
#include "policy/whatif.h"

/* Globs. The reference policy's, Fedora's and Android's names. */
static const struct {
	const char *glob, *why;
} refused[] = {
	{ "can_*", "exempts from a neverallow rule or a constraint" },
	{ "set_curr_context", "exempts from a neverallow rule" },
	{ "*_raw_read", "exempts from the neverallow about raw disks and memory" },
	{ "*_raw_write", "exempts from the neverallow about raw disks and memory" },
	{ "scsi_generic_*", "exempts from the neverallow about raw disks" },
	{ "*unconfined*", "its members may do nearly everything" },
	{ "*_exempt", "exempts from a constraint" },
	{ "process_user_target", "exempts from a constraint about users" },
	{ "privrangetrans", "exempts from the constraint about levels" },
	{ "mls*", "exempts from the constraints about levels" },
	{ "mcs*", "says whom the constraints about categories bind" },
	{ "ubac*", "says whom the constraints about users bind" },
	{ "*_violators", "exempts from a neverallow rule" },
	{ "cil_gen_require", "was made by the compiler" },
};

/* NAME_typeattr_N: an expression of the policy's text that got a name; with the next version of the
 * policy it is another number. */
static bool made_by_compiler(const char *name)
{
	static const char mark[] = "typeattr_";
	const char *at = strstr(name, mark);

	if (!at || (at > name && at[-1] != '_') || !ascii_is_digit(at[sizeof(mark) - 1]))
		return false;
	for (at += sizeof(mark) - 1; ascii_is_digit(*at); at++)
		;
	return *at == '\0';
}

const char *attribute_refused(const char *name)
{
	size_t i;

	if (made_by_compiler(name))
		return "was made by the compiler";
	for (i = 0; i < AV_ARRAY_LEN(refused); i++)
		if (text_glob(refused[i].glob, name))
			return refused[i].why;
	return NULL;
}

/* The highest value of a type, those that the module declares included. */
static uint32_t types_max(const struct ladder *l)
{
	return l->policy->types_max + (l->overlay ? l->overlay->type_count : 0);
}

uint32_t attribute_members(const struct policy_index *ix, const struct eval_overlay *overlay,
			   uint32_t value)
{
	uint32_t i, n = 0;

	if (!eval_is_attribute(ix, overlay, value))
		return 0;
	for (i = 0; value <= ix->types_max && i < ix->type_words; i++)
		n += (uint32_t)__builtin_popcountll(ix->bits[ix->types[value].members + i]);
	for (i = 0; overlay && i < overlay->type_count; i++)
		n += !overlay->types[i].attribute &&
		     eval_type_is(ix, overlay, ix->types_max + 1 + i, value);
	for (i = 0; overlay && i < overlay->member_count; i++)
		n += eval_type_is(ix, overlay, overlay->members[i].type, value) &&
		     !eval_type_is(ix, NULL, overlay->members[i].type, value);
	return n;
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

/* The types denied on this side on the same class with the same other side, as a bit set: what speaks
 * for an attribute. Caller frees. */
static uint64_t *find_seen(const struct ladder *l, bool source)
{
	uint64_t *seen = mem_zalloc(policy_index_words(types_max(l)), sizeof(*seen));
	bool self = rule_is_self(l->rule);
	rule_id i;

	for (i = 0; l->denials && i < ledger_count(l->denials); i++) {
		const struct rule *r = ledger_rule(l->denials, i);
		uint32_t value;

		if (r->key.kind != RECORD_ACCESS || r->key.class != l->rule->key.class ||
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

static struct ladder_step *add(struct ladder *l, const struct rung *rung, name_id name,
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
	return ladder_add(l, rung, &st, buf_take(&title), mem_strdup(why));
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
	buf_addf(&why, "every type with this attribute: %u today, also those added later; ",
		 members);
	if (seen >= 2)
		buf_addf(&why, "%u of them were seen", seen);
	else
		buf_adds(&why, "only one of them was seen");
	step = add(l, rung, intern_adds(l->names, name), true, source, buf_str(&why));
	if (step) {
		step->seen = seen;
		step->members = members;
	}
	buf_release(&why);
}

void attribute_steps(struct ladder *l, const struct rung *rung, bool source)
{
	uint32_t value = l->policy ? type_value(l, key_of(l->rule, source)) : 0, i, count;
	struct ladder_step *step;
	const uint32_t *in;
	uint64_t *seen;

	if (!value || eval_is_attribute(l->policy, l->overlay, value))
		return;
	step = add(l, rung, key_of(l->rule, source), false, source, "the type that was denied");
	if (step)
		step->seen = step->members = 1;
	seen = find_seen(l, source);
	in = eval_type_in(l->policy, l->overlay, value, &count);
	for (i = 0; i < count; i++)
		if (eval_is_attribute(l->policy, l->overlay, in[i]))
			add_attribute(l, rung, in[i], source, count_common(l, in[i], seen));
	free(seen);
	add(l, rung, *name_of(&l->current, source),
	    source ? l->current.source_attribute : l->current.target_attribute, source,
	    "as chosen");
}

unsigned attribute_measure(const struct ladder *l, const struct statement *s, bool source,
			   unsigned *opened, unsigned *closed)
{
	bool attribute = source ? s->source_attribute : s->target_attribute;
	uint32_t value = type_value(l, source ? s->source : s->target);
	uint32_t members = value && attribute ? attribute_members(l->policy, l->overlay, value) : 1;

	(void)closed;
	*opened = members ? members - 1 : 0;
	return members;
}
