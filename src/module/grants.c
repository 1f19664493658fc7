// SPDX-License-Identifier: GPL-2.0-or-later
/* Turns the members of a cil_set back into statements and declarations, so that a package can be
 * compared with the loaded policy. */
#include "config.h"

#include "module/grants.h"

#include <stdlib.h>
#include <string.h>

#include "cil_canon_internal.h"
#include "base/mem.h"

void grants_release(struct grants *g)
{
	size_t i;

	for (i = 0; i < g->count; i++)
		statement_release(&g->items[i]);
	free(g->items);
	cil_set_release(&g->set);
	declared_release(&g->names);
	*g = (struct grants){ 0 };
}

bool grants_is_access(const char *item)
{
	return strncmp(item, "allow ", 6) == 0 || strncmp(item, "allowx ", 7) == 0;
}

/* "useradd_t usr_t:file read", split at its separators. */
struct access {
	struct slice source, target, class;
	const char *rest;
};

static struct slice slice_until(const char **p, char separator)
{
	const char *from = *p, *end = strchr(from, separator);

	*p = end ? end + 1 : from + strlen(from);
	return (struct slice){ from, end ? (size_t)(end - from) : strlen(from) };
}

static struct access split_access(const char *p)
{
	struct access a;

	a.source = slice_until(&p, ' ');
	a.target = slice_until(&p, ':');
	a.class = slice_until(&p, ' ');
	a.rest = p;
	return a;
}

/* The statement for this access; add one if necessary. */
static struct statement *statement_of(struct grants *g, struct intern *names,
				      const struct access *a)
{
	name_id source = intern_add(names, a->source), target = intern_add(names, a->target);
	name_id class = intern_add(names, a->class);
	bool self = slice_is(a->target, "self");
	struct statement *st;
	size_t i;

	/* Members are sorted, so it is the last one, or for ioctl commands one slightly earlier. */
	for (i = g->count; i > 0; i--) {
		st = &g->items[i - 1];
		if (st->source == source && st->classes[0] == class && st->self == self &&
		    (self || st->target == target))
			return st;
	}
	g->items = mem_grow(g->items, &g->cap, g->count + 1, sizeof(*g->items));
	st = &g->items[g->count++];
	*st = (struct statement){ .kind = STATEMENT_ALLOW,
				  .source = source,
				  .target = self ? source : target,
				  .self = self,
				  .class_count = 1 };
	st->classes = mem_alloc(sizeof(*st->classes));
	st->classes[0] = class;
	return st;
}

/* "ioctl 0x5401-0x5401 0x5410-0x5413" */
static void add_commands(struct statement *st, const char *p)
{
	while ((p = strchr(p, ' '))) {
		char *end;
		unsigned long low = strtoul(p + 1, &end, 16), high = low;

		if (*end == '-')
			high = strtoul(end + 1, NULL, 16);
		p++;
		statement_add_ioctl(st, (struct ioctl_range){ (uint16_t)low, (uint16_t)high });
	}
}

/* Split "(KIND A (B C))" into words without brackets; return how many. */
#define WORDS_MAX 64
static size_t words_of(const char *item, struct slice words[WORDS_MAX])
{
	const char *end = item + strlen(item);
	struct slice word;
	size_t n = 0;

	while (n < WORDS_MAX && cil_next_word(&item, end, &word))
		if (*word.p != '(' && *word.p != ')')
			words[n++] = word;
	return n;
}

/* Record a declaration; expressions over attributes (and, or, not) are left out. */
static void add_declaration(struct grants *g, struct intern *names, const char *item)
{
	struct slice words[WORDS_MAX];
	size_t n, i;

	if (strncmp(item, "(type", 5) != 0)
		return;
	n = words_of(item, words);
	if (n == 2 && slice_is(words[0], "type"))
		declared_add_name(&g->names, DECLARED_TYPE, intern_add(names, words[1]), NAME_NONE);
	else if (n == 2 && slice_is(words[0], "typeattribute"))
		declared_add_name(&g->names, DECLARED_ATTRIBUTE, intern_add(names, words[1]),
				  NAME_NONE);
	else if (n > 2 && slice_is(words[0], "typeattributeset") && !strstr(item, "(and ") &&
		 !strstr(item, "(or ") && !strstr(item, "(not ") && !strstr(item, "(xor "))
		for (i = 2; i < n; i++)
			declared_add_name(&g->names, DECLARED_MEMBER, intern_add(names, words[i]),
					  intern_add(names, words[1]));
}

int grants_read(struct grants *g, struct intern *names, const char *cil, size_t n, struct diag *d)
{
	struct access a;
	size_t i;

	*g = (struct grants){ 0 };
	if (cil_set_add_text(&g->set, cil, n, d) < 0)
		return -1;
	cil_set_finish(&g->set);
	for (i = 0; i < g->set.count; i++) {
		const char *item = g->set.items[i];

		if (strncmp(item, "allow ", 6) == 0) {
			a = split_access(item + 6);
			statement_add_perm(statement_of(g, names, &a),
					   intern_add(names, slice_of(a.rest)), names);
		} else if (strncmp(item, "allowx ", 7) == 0) {
			a = split_access(item + 7);
			add_commands(statement_of(g, names, &a), a.rest);
		} else {
			add_declaration(g, names, item);
		}
	}
	return 0;
}
