// SPDX-License-Identifier: GPL-2.0-or-later
/* Looks up words in the tables. words_sentence.c makes sentences of them. */
#include "config.h"

#include "words/words.h"

#include <string.h>

#include "words_table_internal.h"

static const struct words_class *const families[] = {
	words_file_classes, words_process_classes, words_socket_classes, words_kernel_classes,
	words_user_classes, words_android_classes, words_x_classes,      words_db_classes,
};

const struct words_class *words_class_find(const char *class)
{
	const struct words_class *c;
	size_t i;

	for (i = 0; i < AV_ARRAY_LEN(families); i++)
		for (c = families[i]; c->name; c++)
			if (strcmp(c->name, class) == 0)
				return c;
	return NULL;
}

static const struct words_perm *perm_find_in(const struct words_perm *table, const char *perm)
{
	for (; table && table->name; table++)
		if (strcmp(table->name, perm) == 0)
			return table;
	return NULL;
}

const struct words_perm *words_perm_find(const struct words_class *class, const char *perm)
{
	const struct words_perm *p = perm_find_in(class->own, perm);

	return p ? p : perm_find_in(class->common, perm);
}

bool words_perm_known(const char *perm)
{
	const struct words_class *c;
	size_t i;

	for (i = 0; i < AV_ARRAY_LEN(families); i++)
		for (c = families[i]; c->name; c++)
			if (words_perm_find(c, perm))
				return true;
	return false;
}

const char *words_class(const char *class)
{
	const struct words_class *c = words_class_find(class);

	return c ? c->one : NULL;
}

const char *words_perm_at(const char *class, size_t i, bool *extra)
{
	const struct words_class *c = words_class_find(class);
	const struct words_perm *p;

	if (!c)
		return NULL;
	for (p = c->common; p && p->name; p++)
		if (!perm_find_in(c->own, p->name) && i-- == 0)
			goto found;
	for (p = c->own; p && p->name; p++)
		if (i-- == 0)
			goto found;
	return NULL;
found:
	if (extra)
		*extra = p->extra;
	return p->name;
}

void words_expand(const char *text, const struct words_slots *slots, struct buf *out)
{
	for (; *text; text++) {
		if (*text == '%')
			buf_adds(out, slots->object);
		else if (*text == '@')
			buf_adds(out, slots->label);
		else if (*text == '$')
			buf_adds(out, slots->processes);
		else if (*text == '!')
			buf_adds(out, slots->bare);
		else if (*text == '*')
			buf_adds(out, slots->many);
		else if (*text == '~')
			buf_adds(out, slots->its);
		else
			buf_addc(out, *text);
	}
}

bool words_perm(const char *class, const char *perm, struct buf *out)
{
	const struct words_class *c = words_class_find(class);
	const struct words_perm *p = c ? words_perm_find(c, perm) : NULL;
	struct words_slots slots = { .object = "it",
				     .label = "of the target type",
				     .processes = "processes in the target domain",
				     .bare = "the target type",
				     .its = "its" };

	if (!p) {
		buf_addf(out, "use the permission %s of the class %s", perm, class);
		return false;
	}
	if (c->object == WORDS_PROCESS) {
		slots.object = slots.processes;
		slots.bare = "the target domain";
	}
	if (c->object == WORDS_ALONE)
		slots.object = c->many;
	slots.many = c->many;
	words_expand(p->text, &slots, out);
	if (c->suffix) {
		buf_addc(out, ' ');
		words_expand(c->suffix, &slots, out);
	}
	return true;
}
