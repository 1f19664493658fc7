// SPDX-License-Identifier: GPL-2.0-or-later
#include "config.h"

#include "program.h"

#include "avcurate/index.h"

static uint64_t node_of(struct slice node)
{
	return node.n ? index_hash(node.p, node.n) : 0;
}

void program_add(struct program *p, const struct record *r, rule_id rule)
{
	if (!r->serial || r->user || r->exe.n || r->suspect)
		return;
	p->records[p->next] =
		(struct program_record){ r->time_ms, r->serial, node_of(r->node), rule };
	p->next = (p->next + 1) % PROGRAM_WAITING;
}

rule_id program_take(struct program *p, const struct event_exe *exe)
{
	uint64_t node = node_of(exe->node);
	size_t i;

	for (i = 0; i < PROGRAM_WAITING; i++) {
		struct program_record *r = &p->records[i];

		if (r->serial != exe->serial || r->time_ms != exe->time_ms || r->node != node)
			continue;
		r->serial = 0;
		return r->rule;
	}
	return RULE_NONE;
}
