// SPDX-License-Identifier: GPL-2.0-or-later
/* Prints statements: SELinux's in the policy language and in CIL, those of another domain as the row of their
 * kind does. */
#include "config.h"

#include "denial/statement.h"

#include "denial/kind.h"

static void print_names(const name_id *ids, size_t count, const struct intern *names,
			struct buf *out)
{
	size_t i;

	if (count != 1)
		buf_adds(out, "{ ");
	for (i = 0; i < count; i++)
		buf_addf(out, "%s%s", i ? " " : "", intern_str(names, ids[i]));
	if (count != 1)
		buf_adds(out, " }");
}

static void print_head(const struct statement *s, const char *word, const struct intern *names,
		       struct buf *out)
{
	buf_addf(out, "%s %s %s:", word, intern_str(names, s->source),
		 s->self ? "self" : intern_str(names, s->target));
	print_names(s->classes, s->class_count, names, out);
	buf_addc(out, ' ');
}

void statement_print_ioctls(const struct statement *s, struct buf *out)
{
	size_t i;

	for (i = 0; i < s->ioctl_count; i++) {
		buf_addf(out, "%s0x%x", i ? " " : "", s->ioctls[i].low);
		if (s->ioctls[i].high != s->ioctls[i].low)
			buf_addf(out, "-0x%x", s->ioctls[i].high);
	}
}

void statement_print(const struct statement *s, const struct intern *names, struct buf *out)
{
	const struct kind *kind = kind_of(s->answers);
	bool allow = s->kind == STATEMENT_ALLOW;

	if (s->kind == STATEMENT_GRANT) {
		if (kind->print)
			kind->print(s, names, out);
		return;
	}
	if (s->kind == STATEMENT_ROLE) {
		buf_addf(out, "role %s types %s;\n", intern_str(names, s->role),
			 intern_str(names, s->source));
		return;
	}
	if (s->kind == STATEMENT_NONE || !s->perm_count || !s->class_count)
		return;
	print_head(s, allow ? "allow" : "dontaudit", names, out);
	print_names(s->perms, s->perm_count, names, out);
	buf_adds(out, ";\n");
	if (!s->ioctl_count)
		return;
	print_head(s, allow ? "allowxperm" : "dontauditxperm", names, out);
	buf_adds(out, s->ioctl_count == 1 && s->ioctls[0].low == s->ioctls[0].high ? "ioctl "
										   : "ioctl { ");
	statement_print_ioctls(s, out);
	buf_adds(out,
		 s->ioctl_count == 1 && s->ioctls[0].low == s->ioctls[0].high ? ";\n" : " };\n");
}

void statement_print_line(const struct statement *s, const struct intern *names, struct buf *out)
{
	size_t i = out->len;

	statement_print(s, names, out);
	if (out->len == i)
		return;
	out->data[--out->len] = '\0';
	for (; i < out->len; i++)
		if (out->data[i] == '\n')
			out->data[i] = ' ';
}

static void cil_head(const struct statement *s, const char *word, const struct intern *names,
		     struct buf *out)
{
	buf_addf(out, "(%s %s %s (", word, intern_str(names, s->source),
		 s->self ? "self" : intern_str(names, s->target));
}

void statement_print_cil(const struct statement *s, const struct intern *names, struct buf *out)
{
	bool allow = s->kind == STATEMENT_ALLOW;
	size_t c, i;

	if (s->kind == STATEMENT_ROLE) {
		buf_addf(out, "(roletype %s %s)\n", intern_str(names, s->role),
			 intern_str(names, s->source));
		return;
	}
	if (s->kind == STATEMENT_NONE || s->kind == STATEMENT_GRANT || !s->perm_count)
		return;
	for (c = 0; c < s->class_count; c++) {
		const char *class = intern_str(names, s->classes[c]);

		cil_head(s, allow ? "allow" : "dontaudit", names, out);
		buf_addf(out, "%s (", class);
		for (i = 0; i < s->perm_count; i++)
			buf_addf(out, "%s%s", i ? " " : "", intern_str(names, s->perms[i]));
		buf_adds(out, ")))\n");
		if (!s->ioctl_count)
			continue;
		cil_head(s, allow ? "allowx" : "dontauditx", names, out);
		buf_addf(out, "ioctl %s (", class);
		for (i = 0; i < s->ioctl_count; i++)
			buf_addf(out, "%s(range 0x%x 0x%x)", i ? " " : "", s->ioctls[i].low,
				 s->ioctls[i].high);
		buf_adds(out, ")))\n");
	}
}
