// SPDX-License-Identifier: GPL-2.0-or-later
/* Parses a security context against a policy and says what is wrong with it. Judges no access. */
#include "config.h"

#include "policy/context.h"

#include <stdlib.h>
#include <string.h>

#include "policy/eval.h"
#include "base/mem.h"
#include "denial/record.h"
#include "base/text.h"
#include "policy/whatif.h"

static uint64_t *cats_of(struct policy_context *c, int level)
{
	return c->more ? c->more + (size_t)level * c->cat_words : c->cats[level];
}

/* The part up to `stop`; `rest` is what follows, absent if `stop` does not occur. */
static struct slice cut_part(struct slice s, char stop, struct slice *rest)
{
	const char *p = s.n ? memchr(s.p, stop, s.n) : NULL;

	*rest = (struct slice){ NULL, 0 };
	if (!p)
		return s;
	*rest = (struct slice){ p + 1, (size_t)(s.p + s.n - p) - 1 };
	return (struct slice){ s.p, (size_t)(p - s.p) };
}

/* s0:c0.c3,c5 */
static bool parse_level(struct policy_context *c, const struct policy_index *ix, int level,
			struct slice text)
{
	const struct policy_index_sens *s;
	struct slice cats, item, high;
	uint32_t low_value, high_value;
	uint64_t *set = cats_of(c, level);

	c->sens[level] = policy_index_value(ix, POLNAME_SENS, cut_part(text, ':', &cats));
	if (!c->sens[level])
		return false;
	s = &ix->senses[c->sens[level]];
	while (cats.p) {
		item = cut_part(cut_part(cats, ',', &cats), '.', &high);
		low_value = high_value = policy_index_value(ix, POLNAME_CAT, item);
		if (high.p)
			high_value = policy_index_value(ix, POLNAME_CAT, high);
		if (!low_value || high_value < low_value || (high.p && high_value == low_value))
			return false;
		for (; low_value <= high_value; low_value++) {
			if (!policy_index_bit(ix->bits + s->cats, low_value))
				return false;
			set[low_value / 64] |= UINT64_C(1) << (low_value % 64);
		}
	}
	return true;
}

static bool contains(const uint64_t *a, const uint64_t *b, uint32_t words)
{
	uint32_t i;

	for (i = 0; i < words; i++)
		if (b[i] & ~a[i])
			return false;
	return true;
}

static void parse_range(struct policy_context *c, const struct policy_index *ix, struct slice text)
{
	struct slice high, low = cut_part(text, '-', &high);
	bool ok;

	if (!text.n) {
		c->flaws |= CONTEXT_NO_LEVEL;
		return;
	}
	ok = parse_level(c, ix, 0, low);
	if (high.p) {
		ok = parse_level(c, ix, 1, high) && ok;
	} else {
		c->sens[1] = c->sens[0];
		memcpy(cats_of(c, 1), context_cats(c, 0), c->cat_words * sizeof(uint64_t));
	}
	if (ok && c->sens[1] >= c->sens[0] &&
	    contains(context_cats(c, 1), context_cats(c, 0), c->cat_words))
		return;
	c->flaws |= CONTEXT_NO_LEVEL;
	c->sens[0] = c->sens[1] = 0;
}

static bool overlay_role(const struct eval_overlay *overlay, uint32_t role, uint32_t type)
{
	uint32_t i;

	for (i = 0; overlay && i < overlay->role_count; i++)
		if (overlay->roles[i].role == role && overlay->roles[i].type == type)
			return true;
	return false;
}

/* Every policy has this role for objects; it may have any type and user. */
#define OBJECT_ROLE 1

uint32_t context_check(const struct policy_context *c, const struct policy_index *ix,
		       const struct eval_overlay *overlay)
{
	const struct policy_index_role *role = &ix->roles[c->role];
	const struct policy_index_user *user = &ix->users[c->user];
	uint32_t flaws = 0;

	if (!c->role || c->role == OBJECT_ROLE)
		return 0;
	if (c->type && !overlay_role(overlay, c->role, c->type) &&
	    (c->type > ix->types_max || !policy_index_bit(ix->bits + role->types, c->type)))
		flaws |= CONTEXT_ROLE_TYPE;
	if (!c->user)
		return flaws;
	if (!policy_index_bit(ix->bits + user->roles, c->role))
		flaws |= CONTEXT_USER_ROLE;
	if (c->sens[0] && (c->sens[0] < user->low.sens || c->sens[1] > user->high.sens ||
			   !contains(context_cats(c, 0), ix->bits + user->low.cats, c->cat_words) ||
			   !contains(ix->bits + user->high.cats, context_cats(c, 1), c->cat_words)))
		flaws |= CONTEXT_USER_RANGE;
	return flaws;
}

static uint32_t find_type(const struct policy_index *ix, const struct eval_overlay *overlay,
			  struct slice name)
{
	uint32_t value = whatif_type_value(overlay, ix, name);

	return value && !eval_is_attribute(ix, overlay, value) ? value : 0;
}

void context_parse(struct policy_context *out, const struct policy_index *ix,
		   const struct eval_overlay *overlay, struct slice text)
{
	struct context_parts parts;

	out->user = out->role = out->type = out->flaws = 0;
	out->sens[0] = out->sens[1] = 0;
	out->more = NULL;
	out->cat_words = ix->cat_words;
	if (out->cat_words > CONTEXT_INLINE_WORDS)
		out->more = mem_zalloc((size_t)out->cat_words * 2, sizeof(uint64_t));
	else
		memset(out->cats, 0, sizeof(out->cats));
	if (!record_context_parts(text, &parts)) {
		out->flaws = CONTEXT_MALFORMED;
		return;
	}
	out->user = policy_index_value(ix, POLNAME_USER, parts.user);
	out->role = policy_index_value(ix, POLNAME_ROLE, parts.role);
	out->type = find_type(ix, overlay, parts.type);
	out->flaws = (out->user ? 0 : CONTEXT_NO_USER) | (out->role ? 0 : CONTEXT_NO_ROLE) |
		     (out->type ? 0 : CONTEXT_NO_TYPE);
	if (ix->header->mls)
		parse_range(out, ix, parts.level);
	out->flaws |= context_check(out, ix, overlay);
}

void context_release(struct policy_context *c)
{
	free(c->more);
	c->more = NULL;
}

static void clause(struct buf *out, size_t start, const char *words)
{
	if (out->len > start)
		buf_adds(out, "; ");
	buf_adds(out, words);
}

static void add_part(struct buf *out, size_t start, const char *words, struct slice part)
{
	clause(out, start, words);
	text_clean(out, part);
}

void context_flaws(const struct policy_context *c, struct slice text, struct buf *out)
{
	struct context_parts p;
	size_t start = out->len;

	if (c->flaws & CONTEXT_MALFORMED || !record_context_parts(text, &p)) {
		if (c->flaws)
			clause(out, start, "not a context of user, role and type");
		return;
	}
	if (c->flaws & CONTEXT_NO_USER)
		add_part(out, start, "the policy has no user ", p.user);
	if (c->flaws & CONTEXT_NO_ROLE)
		add_part(out, start, "the policy has no role ", p.role);
	if (c->flaws & CONTEXT_NO_TYPE)
		add_part(out, start, "the policy has no type ", p.type);
	if (c->flaws & CONTEXT_NO_LEVEL) {
		if (p.level.n)
			add_part(out, start, "the policy has no level ", p.level);
		else
			clause(out, start, "the level is missing; this policy requires one");
	}
	if (c->flaws & CONTEXT_ROLE_TYPE) {
		add_part(out, start, "role ", p.role);
		buf_adds(out, " may not have type ");
		text_clean(out, p.type);
	}
	if (c->flaws & CONTEXT_USER_ROLE) {
		add_part(out, start, "user ", p.user);
		buf_adds(out, " may not have role ");
		text_clean(out, p.role);
	}
	if (c->flaws & CONTEXT_USER_RANGE) {
		add_part(out, start, "level ", p.level);
		buf_adds(out, " is outside the range of user ");
		text_clean(out, p.user);
	}
}

void context_print_level(const struct policy_context *c, const struct policy_index *ix, int level,
			 struct buf *out)
{
	const uint64_t *cats = context_cats(c, level);
	uint32_t low, high;
	char mark = ':';

	if (!c->sens[level]) {
		buf_adds(out, "?");
		return;
	}
	buf_adds(out, policy_index_name_of(ix, POLNAME_SENS, c->sens[level]));
	for (low = 1; low <= ix->cats_max; low = high + 1) {
		high = low;
		if (!policy_index_bit(cats, low))
			continue;
		while (high < ix->cats_max && policy_index_bit(cats, high + 1))
			high++;
		buf_addf(out, "%c%s", mark, policy_index_name_of(ix, POLNAME_CAT, low));
		mark = ',';
		if (high > low)
			buf_addf(out, "%c%s", high == low + 1 ? ',' : '.',
				 policy_index_name_of(ix, POLNAME_CAT, high));
	}
}
