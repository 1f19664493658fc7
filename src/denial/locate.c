// SPDX-License-Identifier: GPL-2.0-or-later
#include "config.h"

#include "locate.h"

#include "avcurate/index.h"

static uint64_t number(struct slice digits)
{
	uint64_t v = 0;
	size_t i;

	for (i = 0; i < digits.n && i < 19; i++) {
		if (digits.p[i] < '0' || digits.p[i] > '9')
			return 0;
		v = v * 10 + (uint64_t)(digits.p[i] - '0');
	}
	return i == digits.n ? v : 0;
}

static uint64_t node_of(struct slice node)
{
	return node.n ? index_hash(node.p, node.n) : 0;
}

bool locate_may(const struct record *r)
{
	return r->name.n && r->ino.n && !r->path.n && r->serial && !r->user && !r->suspect &&
	       r->name.n <= RULE_SEEN_BYTES;
}

void locate_add(struct locate *lo, const struct record *r, rule_id rule, struct slice name,
		struct intern *names)
{
	struct locate_record *w = &lo->records[lo->next];

	lo->waiting += w->serial == 0;
	*w = (struct locate_record){ r->time_ms,     r->serial, node_of(r->node),
				     number(r->ino), rule,      intern_add(names, name) };
	lo->next = (lo->next + 1) % LOCATE_WAITING;
}

const struct locate_record *locate_take(struct locate *lo, const struct event_path *p,
					const struct intern *names)
{
	uint64_t inode = number(p->inode), node = node_of(p->node);
	struct locate_record *w;
	size_t i;

	for (i = 1; inode && lo->waiting && i <= LOCATE_WAITING; i++) { /* the newest first */
		w = &lo->records[(lo->next + LOCATE_WAITING - i) % LOCATE_WAITING];
		if (w->serial != p->serial || w->time_ms != p->time_ms || w->inode != inode ||
		    w->node != node ||
		    !slice_ends_path(p->path, slice_of(intern_str(names, w->name))))
			continue;
		w->serial = 0;
		lo->waiting--;
		return w;
	}
	return NULL;
}
