// SPDX-License-Identifier: GPL-2.0-or-later
/* Collects the ioctl commands that the extended permissions of a (source, target, class) allow. */
#include "config.h"

#include "xperm_internal.h"

#include <string.h>

static void add_range(struct xperm_set *set, uint32_t low, uint32_t high)
{
	uint32_t c;

	for (c = low; c <= high; c++)
		set->commands[c / 64] |= UINT64_C(1) << (c % 64);
}

static void add_rule(struct xperm_set *set, const struct policy_index_xperm *x)
{
	uint32_t i;

	if (x->scope != XPERM_DRIVER && x->scope != XPERM_FUNCTION)
		return;
	set->listed = true;
	if (x->kind != XPERM_ALLOW)
		return;
	for (i = 0; i < 256; i++) {
		if (!(x->bits[i / 32] >> (i % 32) & 1))
			continue;
		if (x->scope == XPERM_DRIVER)
			add_range(set, i << 8, i << 8 | 0xff);
		else
			add_range(set, (uint32_t)x->driver << 8 | i, (uint32_t)x->driver << 8 | i);
	}
}

static void add_row(const struct policy_index *ix, const struct eval_overlay *o,
		    const struct eval_row *row, uint32_t source, uint32_t target,
		    struct xperm_set *out)
{
	uint32_t i;

	if (row->kind != ROW_XPERM || !eval_type_is(ix, o, source, row->source) ||
	    !(row->self ? source == target : eval_type_is(ix, o, target, row->target)))
		return;
	out->listed = true;
	for (i = row->ioctls.first; i < row->ioctls.first + row->ioctls.count; i++)
		add_range(out, o->ioctls[i].low, o->ioctls[i].high);
}

void xperm_list(const struct policy_index *ix, const struct eval_overlay *overlay, uint32_t source,
		uint32_t target, uint32_t class_value, struct xperm_set *out)
{
	uint32_t count, i, k;
	const uint32_t *in = eval_type_in(ix, overlay, source, &count);

	memset(out, 0, sizeof(*out));
	for (i = 0; i < count; i++) {
		struct policy_index_run run;

		if (in[i] > ix->types_max)
			continue;
		run = policy_index_group(ix, class_value, in[i]);
		for (k = run.first; k < run.first + run.count; k++)
			if (ix->rules[k].kind == RULE_XPERM &&
			    eval_type_is(ix, overlay, target, ix->rules[k].target) &&
			    eval_cond(ix, overlay, ix->rules[k].cond, ix->rules[k].branch))
				add_rule(out, &ix->xperms[ix->rules[k].data]);
	}
	for (i = 0; overlay && i < overlay->row_count; i++)
		if (overlay->rows[i].class_value == class_value)
			add_row(ix, overlay, &overlay->rows[i], source, target, out);
}

bool xperm_has(const struct xperm_set *set, const struct ioctl_range *ranges, uint32_t count)
{
	uint32_t i, c;

	for (i = 0; i < count; i++)
		for (c = ranges[i].low; c <= ranges[i].high; c++)
			if (!(set->commands[c / 64] >> (c % 64) & 1))
				return false;
	return true;
}

void xperm_print(const struct xperm_set *set, unsigned max, struct buf *out)
{
	unsigned ranges = 0;
	uint32_t low, high;

	for (low = 0; low < 65536; low = high + 1) {
		high = low;
		if (!(set->commands[low / 64] >> (low % 64) & 1))
			continue;
		while (high < 65535 && (set->commands[(high + 1) / 64] >> ((high + 1) % 64) & 1))
			high++;
		if (ranges++ >= max)
			continue;
		buf_addf(out, "%s0x%x", ranges > 1 ? " " : "", low);
		if (high > low)
			buf_addf(out, "-0x%x", high);
	}
	if (!ranges)
		buf_adds(out, "none");
	if (ranges > max)
		buf_addf(out, " and %u more", ranges - max);
}
