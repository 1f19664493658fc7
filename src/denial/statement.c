// SPDX-License-Identifier: GPL-2.0-or-later
/* Build, compare and print policy statements, in the policy language and in CIL. Does not know the
 * rules or decisions that they come from, nor the policy. */
#include "config.h"

#include "denial/statement.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

void statement_release(struct statement *s)
{
	free(s->classes);
	free(s->perms);
	free(s->ioctls);
	*s = (struct statement){ 0 };
}

static void *copied(const void *items, size_t count, size_t bytes)
{
	void *p;

	if (!count)
		return NULL;
	p = mem_alloc(count * bytes);
	memcpy(p, items, count * bytes);
	return p;
}

void statement_copy(struct statement *to, const struct statement *from)
{
	struct statement s = *from;

	s.classes = copied(from->classes, from->class_count, sizeof(*s.classes));
	s.perms = copied(from->perms, from->perm_count, sizeof(*s.perms));
	s.ioctls = copied(from->ioctls, from->ioctl_count, sizeof(*s.ioctls));
	statement_release(to);
	*to = s;
}

static bool same_items(const void *a, size_t an, const void *b, size_t bn, size_t bytes)
{
	return an == bn && (an == 0 || memcmp(a, b, an * bytes) == 0);
}

bool statement_equal(const struct statement *a, const struct statement *b)
{
	return a->kind == b->kind && a->answers == b->answers && a->source == b->source &&
	       a->self == b->self && (a->self || a->target == b->target) && a->role == b->role &&
	       same_items(a->classes, a->class_count, b->classes, b->class_count,
			  sizeof(name_id)) &&
	       same_items(a->perms, a->perm_count, b->perms, b->perm_count, sizeof(name_id)) &&
	       same_items(a->ioctls, a->ioctl_count, b->ioctls, b->ioctl_count,
			  sizeof(struct ioctl_range));
}

void statement_add_perm(struct statement *s, name_id perm, const struct intern *names)
{
	const char *text = intern_str(names, perm);
	size_t i;
	int order = 1;

	for (i = s->perm_count; i > 0; i--) {
		order = strcmp(text, intern_str(names, s->perms[i - 1]));
		if (order >= 0)
			break;
	}
	if (i > 0 && order == 0)
		return;
	s->perms = mem_realloc(s->perms, s->perm_count + 1, sizeof(*s->perms));
	memmove(s->perms + i + 1, s->perms + i, (s->perm_count - i) * sizeof(*s->perms));
	s->perms[i] = perm;
	s->perm_count++;
}

bool statement_has_perm(const struct statement *s, name_id perm)
{
	size_t i;

	for (i = 0; i < s->perm_count; i++)
		if (s->perms[i] == perm)
			return true;
	return false;
}

bool statement_remove_perm(struct statement *s, name_id perm)
{
	size_t i;

	for (i = 0; i < s->perm_count; i++) {
		if (s->perms[i] != perm)
			continue;
		memmove(s->perms + i, s->perms + i + 1,
			(s->perm_count - i - 1) * sizeof(*s->perms));
		s->perm_count--;
		return true;
	}
	return false;
}

void statement_add_ioctl(struct statement *s, struct ioctl_range range)
{
	size_t i, from, to;

	/* Merge with the ranges that overlap or touch the new one. */
	for (from = 0; from < s->ioctl_count && s->ioctls[from].high + 1 < range.low; from++)
		;
	for (to = from; to < s->ioctl_count && s->ioctls[to].low <= range.high + 1; to++) {
		if (s->ioctls[to].low < range.low)
			range.low = s->ioctls[to].low;
		if (s->ioctls[to].high > range.high)
			range.high = s->ioctls[to].high;
	}
	if (to == from) {
		s->ioctls = mem_realloc(s->ioctls, s->ioctl_count + 1, sizeof(*s->ioctls));
		for (i = s->ioctl_count++; i > from; i--)
			s->ioctls[i] = s->ioctls[i - 1];
	} else {
		memmove(s->ioctls + from + 1, s->ioctls + to,
			(s->ioctl_count - to) * sizeof(*s->ioctls));
		s->ioctl_count -= to - from - 1;
	}
	s->ioctls[from] = range;
}
