// SPDX-License-Identifier: GPL-2.0-or-later
/* The target: the type that was denied, or an attribute that holds it and every other target that
 * was tagged with it. `self` stays `self`. */
#include "config.h"

#include "attribute_internal.h"

static void add_steps(struct ladder *l)
{
	if (!l->current.self)
		attribute_steps(l, &rung_target, false);
}

static unsigned measure(const struct ladder *l, const struct statement *s, unsigned *opened,
			unsigned *closed)
{
	return attribute_measure(l, s, false, opened, closed);
}

const struct rung rung_target = {
	.axis = "target",
	.steps = add_steps,
	.measure = measure,
};
