// SPDX-License-Identifier: GPL-2.0-or-later
/* Looks up the kinds of denial. Their rows are KIND_TABLE in include/denial/kind.h; what makes a kind is
 * in its file kind_NAME.c. */
#include "config.h"

#include "denial/kind.h"

#include <string.h>

#define KIND_ROW(id, row) [id] = &row,
static const struct kind *const kind_table[RECORD_KINDS] = { KIND_TABLE(KIND_ROW) };

size_t kind_count(void)
{
	return RECORD_KINDS;
}

const struct kind *kind_of(enum record_kind kind)
{
	static const struct kind unknown = { .name = "unknown" };

	return kind < RECORD_KINDS ? kind_table[kind] : &unknown;
}

enum record_kind kind_of_allow(void)
{
	unsigned kind;

	for (kind = 0; kind < RECORD_KINDS; kind++)
		if (kind_table[kind]->in_te && kind_table[kind]->judge == KIND_JUDGE_ACCESS)
			break;
	return (enum record_kind)kind;
}

enum record_kind kind_find(const char *name)
{
	unsigned kind;

	for (kind = 0; kind < RECORD_KINDS; kind++)
		if (strcmp(kind_table[kind]->name, name) == 0)
			break;
	return (enum record_kind)kind;
}
