// SPDX-License-Identifier: GPL-2.0-or-later
/* The source: the type that was denied, or an attribute that holds it and every other source that
 * was tagged with it. Where the target is `self` it stays so: each member to itself. */
#include "config.h"

#include "attribute_internal.h"

static void add_steps(struct ladder *l)
{
	attribute_steps(l, &rung_source, true);
}

static unsigned measure(const struct ladder *l, const struct statement *s, unsigned *opened,
			unsigned *closed)
{
	return attribute_measure(l, s, true, opened, closed);
}

const struct rung rung_source = {
	.axis = "source",
	.steps = add_steps,
	.measure = measure,
};
