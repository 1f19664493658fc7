// SPDX-License-Identifier: GPL-2.0-or-later
/* Shared by the strategies of widening. */
#include "config.h"

#include "rung_internal.h"

#include <stdlib.h>

#include "base/mem.h"

struct ladder_step *rung_add_step(struct ladder *l, const struct rung *rung, struct statement *st,
				  char *name, char *why)
{
	struct ladder_step *step;
	size_t i;

	for (i = 0; i < l->count; i++) {
		if (l->steps[i].axis != rung->axis || !statement_equal(&l->steps[i].statement, st))
			continue;
		statement_release(st);
		free(name);
		free(why);
		return NULL;
	}
	l->steps = mem_grow(l->steps, &l->cap, l->count + 1, sizeof(*l->steps));
	step = &l->steps[l->count++];
	*step = (struct ladder_step){
		.axis = rung->axis, .name = name, .why = why, .dropped = NAME_NONE
	};
	step->statement = *st;
	step->current = statement_equal(st, &l->current);
	*st = (struct statement){ 0 };
	return step;
}
