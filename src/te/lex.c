// SPDX-License-Identifier: GPL-2.0-or-later
/* Tokens of the policy language, and a parser for the statements that a rule can represent. Only
 * names, positions and shapes: whether a statement makes sense is not known here. */
#include "config.h"

#include "te/lex.h"

#include <stdlib.h>
#include <string.h>

#include "base/ascii.h"
#include "base/mem.h"
#include "base/text.h"
#include "te/name.h"

void te_lex_init(struct te_lex *lx, const char *file, const char *text, size_t n)
{
	*lx = (struct te_lex){ file, text, text + n, text, 1 };
}

static bool skip_blanks(struct te_lex *lx)
{
	for (; lx->p < lx->end; lx->p++) {
		if (*lx->p == '\n') {
			lx->line++;
			lx->line_start = lx->p + 1;
		} else if (!strchr(" \t\r\f\v", *lx->p) || !*lx->p) {
			return true;
		}
	}
	return false;
}

/* Token patterns as in checkpolicy's policy_scan.l. */
static enum te_token_kind cut_token(const char *p, const char *end, size_t *length)
{
	const char *q = p + 1;
	enum te_token_kind kind;

	if (*p == '#') {
		while (q < end && *q != '\n')
			q++;
		kind = TE_TOKEN_COMMENT;
	} else if (ascii_is_letter(*p)) {
		while (q < end &&
		       (name_is_byte(*q) || (*q == '.' && q + 1 < end && name_is_byte(q[1]))))
			q++;
		kind = TE_TOKEN_WORD;
	} else if (ascii_is_digit(*p)) {
		while (q < end && (ascii_is_word(*q) || *q == '.'))
			q++;
		kind = TE_TOKEN_NUMBER;
	} else if (*p == '/') {
		while (q < end && (name_is_byte(*q) || *q == '.' || *q == '/' || *q == '*'))
			q++;
		kind = TE_TOKEN_PATH;
	} else if (*p == '"') {
		while (q < end && *q != '"' && *q != '\n')
			q++;
		kind = q < end && *q == '"' ? TE_TOKEN_STRING : TE_TOKEN_BAD;
		q += kind == TE_TOKEN_STRING;
	} else {
		kind = *p && strchr("{}();:,~*-!=&|^.[]<>", *p) ? TE_TOKEN_MARK : TE_TOKEN_BAD;
	}
	*length = (size_t)(q - p);
	return kind;
}

void te_lex_next(struct te_lex *lx, struct te_token *t)
{
	*t = (struct te_token){ .kind = TE_TOKEN_END };
	if (skip_blanks(lx))
		t->kind = cut_token(lx->p, lx->end, &t->text.n);
	t->text.p = lx->p;
	t->line = lx->line;
	t->column = (unsigned)(lx->p - lx->line_start) + 1;
	if (t->kind == TE_TOKEN_MARK)
		t->mark = *lx->p;
	lx->p += t->text.n;
}

void te_lex_code(struct te_lex *lx, struct te_token *t)
{
	do
		te_lex_next(lx, t);
	while (t->kind == TE_TOKEN_COMMENT);
}

bool te_token_is(const struct te_token *t, const char *word)
{
	return t->kind == TE_TOKEN_WORD && slice_is(t->text, word);
}

int te_lex_expected(const struct te_lex *lx, const struct te_token *found, const char *expected,
		    struct diag *d)
{
	struct slice part = found->text;
	char *shown;

	if (found->kind == TE_TOKEN_END)
		return diag_set_at(d, lx->file, found->line, found->column,
				   "the file ends here, expected %s", expected);
	if (part.n > 40)
		part.n = 40;
	shown = text_cleaned(part);
	diag_set_at(d, lx->file, found->line, found->column, "found '%s', expected %s%s", shown,
		    expected,
		    found->kind == TE_TOKEN_BAD && strchr("`'$", part.p[0]) && part.p[0]
			    ? " (macros must be expanded by m4 first)"
			    : "");
	free(shown);
	return -1;
}

bool te_token_mark(const struct te_token *t, char mark)
{
	return t->kind == TE_TOKEN_MARK && t->mark == mark;
}

bool te_token_is_ours(const struct te_token *t)
{
	return t->kind == TE_TOKEN_COMMENT && t->column == 1 && t->text.n > 2 &&
	       t->text.p[1] == '@';
}

/* One name, or several in braces. Return 1, or 0 if it is something else. */
static int parse_names(struct te_lex *lx, struct intern *names, bool many,
		       void (*on_name)(struct statement *, name_id, const struct intern *),
		       struct statement *out)
{
	struct te_token t;
	bool braces;
	size_t count = 0;

	te_lex_code(lx, &t);
	braces = te_token_mark(&t, '{');
	if (braces)
		te_lex_code(lx, &t);
	for (;;) {
		if (t.kind != TE_TOKEN_WORD)
			return braces && count && te_token_mark(&t, '}');
		if (count && !many)
			return 0;
		on_name(out, intern_add(names, t.text), names);
		count++;
		if (!braces)
			return 1;
		te_lex_code(lx, &t);
	}
}

static void set_source(struct statement *out, name_id id, const struct intern *names)
{
	(void)names;
	out->source = id;
}

static void set_target(struct statement *out, name_id id, const struct intern *names)
{
	out->self = strcmp(intern_str(names, id), "self") == 0;
	out->target = out->self ? out->source : id;
}

static void add_class(struct statement *out, name_id id, const struct intern *names)
{
	const char *text = intern_str(names, id);
	size_t i;

	for (i = 0; i < out->class_count && strcmp(intern_str(names, out->classes[i]), text) < 0;
	     i++)
		;
	if (i < out->class_count && out->classes[i] == id)
		return;
	out->classes = mem_realloc(out->classes, out->class_count + 1, sizeof(*out->classes));
	memmove(out->classes + i + 1, out->classes + i,
		(out->class_count - i) * sizeof(*out->classes));
	out->classes[i] = id;
	out->class_count++;
}

/* source target : classes */
static int parse_head(struct te_lex *lx, struct intern *names, struct statement *out)
{
	struct te_token t;

	if (!parse_names(lx, names, false, set_source, out) ||
	    !parse_names(lx, names, false, set_target, out))
		return 0;
	te_lex_code(lx, &t);
	return te_token_mark(&t, ':') && parse_names(lx, names, true, add_class, out);
}

static bool parse_number(const struct te_token *t, uint16_t *value)
{
	char text[16], *end;
	unsigned long n;

	if (t->kind != TE_TOKEN_NUMBER || t->text.n >= sizeof(text))
		return false;
	memcpy(text, t->text.p, t->text.n);
	text[t->text.n] = '\0';
	n = strtoul(text, &end, 0);
	*value = (uint16_t)n;
	return !*end && n <= UINT16_MAX;
}

/* ioctl 0x5401 or ioctl { 0x5401 0x5410-0x5413 } */
static int parse_ioctls(struct te_lex *lx, struct statement *out)
{
	struct te_token t;
	struct ioctl_range range;
	bool braces;

	te_lex_code(lx, &t);
	if (!te_token_is(&t, "ioctl"))
		return 0;
	te_lex_code(lx, &t);
	braces = te_token_mark(&t, '{');
	if (braces)
		te_lex_code(lx, &t);
	for (;;) {
		struct te_lex ahead = *lx;

		if (!parse_number(&t, &range.low))
			return braces && out->ioctl_count && te_token_mark(&t, '}');
		range.high = range.low;
		te_lex_code(&ahead, &t);
		if (te_token_mark(&t, '-')) {
			te_lex_code(&ahead, &t);
			if (!parse_number(&t, &range.high) || range.high < range.low)
				return 0;
			*lx = ahead;
		}
		statement_add_ioctl(out, range);
		if (!braces)
			return 1;
		te_lex_code(lx, &t);
	}
}

/* The ; at the end. */
static int parse_end(struct te_lex *lx)
{
	struct te_token t;

	te_lex_code(lx, &t);
	return te_token_mark(&t, ';');
}

static int parse_access(struct te_lex *lx, bool allow, struct intern *names, struct statement *out)
{
	struct statement x = { 0 };
	struct te_lex ahead;
	struct te_token t;

	out->kind = allow ? STATEMENT_ALLOW : STATEMENT_DONTAUDIT;
	if (!parse_head(lx, names, out) || !parse_names(lx, names, true, statement_add_perm, out) ||
	    !parse_end(lx))
		return 0;
	/* Its ioctls follow immediately: an allowxperm after a comment is hand-written. */
	ahead = *lx;
	te_lex_next(&ahead, &t);
	if (!te_token_is(&t, allow ? "allowxperm" : "dontauditxperm") ||
	    !statement_has_perm(out, intern_find(names, slice_of("ioctl"))))
		return 1;
	if (parse_head(&ahead, names, &x) && parse_ioctls(&ahead, &x) && parse_end(&ahead) &&
	    x.source == out->source && x.self == out->self && x.target == out->target &&
	    x.class_count == out->class_count &&
	    memcmp(x.classes, out->classes, x.class_count * sizeof(*x.classes)) == 0) {
		out->ioctls = x.ioctls;
		out->ioctl_count = x.ioctl_count;
		x.ioctls = NULL;
		*lx = ahead;
	}
	statement_release(&x);
	return 1;
}

static int parse_role(struct te_lex *lx, struct intern *names, struct statement *out)
{
	struct te_token t;

	out->kind = STATEMENT_ROLE;
	te_lex_code(lx, &t);
	if (t.kind != TE_TOKEN_WORD)
		return 0;
	out->role = intern_add(names, t.text);
	te_lex_code(lx, &t);
	if (!te_token_is(&t, "types") || !parse_names(lx, names, false, set_source, out))
		return 0;
	out->target = out->source;
	out->self = true;
	return parse_end(lx);
}

bool te_lex_statement(struct te_lex *lx, struct intern *names, struct statement *out)
{
	struct te_lex start = *lx;
	struct te_token t;
	int parsed = 0;

	statement_release(out);
	te_lex_code(lx, &t);
	if (te_token_is(&t, "allow") || te_token_is(&t, "dontaudit"))
		parsed = parse_access(lx, te_token_is(&t, "allow"), names, out);
	else if (te_token_is(&t, "role"))
		parsed = parse_role(lx, names, out);
	if (parsed)
		return true;
	*lx = start;
	statement_release(out);
	return false;
}
