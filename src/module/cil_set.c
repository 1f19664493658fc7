// SPDX-License-Identifier: GPL-2.0-or-later
/* Sets of grants: splits statements and CIL forms into one member per access, so that a package can
 * be compared with what was intended. Unknown forms are members as text. */
#include "config.h"

#include "module/cil_set.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cil_canon_internal.h"
#include "base/hash.h"
#include "base/mem.h"
#include "base/slice.h"

/* Longest form that is split into members, in words; longer ones are compared as text. */
#define FORM_WORDS_MAX 4096

void cil_set_release(struct cil_set *s)
{
	size_t i;

	for (i = 0; i < s->count; i++)
		free(s->items[i]);
	free(s->items);
	for (i = 0; i < s->ioctl_count; i++) {
		free(s->ioctls[i].key);
		statement_release(&s->ioctls[i].ranges);
	}
	free(s->ioctls);
	index_release(&s->ioctl_index);
	*s = (struct cil_set){ 0 };
}

/* Takes ownership of `item`. */
static void add_item(struct cil_set *s, char *item)
{
	s->items = mem_grow(s->items, &s->cap, s->count + 1, sizeof(*s->items));
	s->items[s->count++] = item;
}

static void add_access(struct cil_set *s, const char *kind, struct slice source,
		       struct slice target, struct slice class, struct slice perm)
{
	struct buf b = { 0 };

	buf_addf(&b, "%s %.*s %.*s:%.*s %.*s", kind, (int)source.n, source.p, (int)target.n,
		 target.p, (int)class.n, class.p, (int)perm.n, perm.p);
	add_item(s, buf_take(&b));
}

struct probe {
	const struct cil_set *s;
	const char *key;
};

static bool same_key(const void *ctx, uint32_t id)
{
	const struct probe *p = ctx;

	return strcmp(p->s->ioctls[id].key, p->key) == 0;
}

static void add_range(struct cil_set *s, const char *kind, struct slice source, struct slice target,
		      struct slice class, struct ioctl_range range)
{
	struct buf b = { 0 };
	uint64_t hash;
	uint32_t i;

	buf_addf(&b, "%s %.*s %.*s:%.*s", kind, (int)source.n, source.p, (int)target.n, target.p,
		 (int)class.n, class.p);
	hash = hash_bytes(b.data, b.len);
	i = index_find(&s->ioctl_index, hash, same_key, &(struct probe){ s, b.data });
	if (i == INDEX_NONE) {
		i = (uint32_t)s->ioctl_count;
		s->ioctls =
			mem_grow(s->ioctls, &s->ioctl_cap, s->ioctl_count + 1, sizeof(*s->ioctls));
		s->ioctls[s->ioctl_count++] = (struct cil_ioctls){ .key = mem_strdup(b.data) };
		index_add(&s->ioctl_index, hash, i);
	}
	statement_add_ioctl(&s->ioctls[i].ranges, range);
	buf_release(&b);
}

static struct slice name_slice(const struct intern *names, name_id id)
{
	return slice_of(intern_str(names, id));
}

void cil_set_add_statement(struct cil_set *s, const struct statement *st,
			   const struct intern *names)
{
	struct slice source = name_slice(names, st->source);
	struct slice target = st->self ? slice_of("self") : name_slice(names, st->target);
	bool allow = st->kind == STATEMENT_ALLOW;
	struct buf b = { 0 };
	size_t i, k;

	if (st->kind == STATEMENT_NONE || st->kind == STATEMENT_GRANT)
		return;
	if (st->kind == STATEMENT_ROLE) {
		buf_addf(&b, "(roletype %s %s)", intern_str(names, st->role), source.p);
		add_item(s, buf_take(&b));
		return;
	}
	for (i = 0; i < st->class_count; i++) {
		struct slice class = name_slice(names, st->classes[i]);

		for (k = 0; k < st->perm_count; k++)
			add_access(s, allow ? "allow" : "dontaudit", source, target, class,
				   name_slice(names, st->perms[k]));
		for (k = 0; k < st->ioctl_count; k++)
			add_range(s, allow ? "allowx" : "dontauditx", source, target, class,
				  st->ioctls[k]);
	}
}

/* CIL */

struct form {
	struct slice words[FORM_WORDS_MAX]; /* brackets are words, too */
	size_t count;
	bool whole; /* all words fit */
};

static bool word_is(const struct form *f, size_t i, const char *word)
{
	return i < f->count && slice_is(f->words[i], word);
}

/* ( KIND S T ( CLASS ( PERM… ) ) ) */
static bool add_access_form(struct cil_set *s, const struct form *f)
{
	size_t n = f->count, i;
	bool allow = word_is(f, 1, "allow");

	if (n < 11 || !(allow || word_is(f, 1, "dontaudit")) || !word_is(f, 4, "(") ||
	    !word_is(f, 6, "(") || !word_is(f, n - 3, ")") || !word_is(f, n - 2, ")"))
		return false;
	for (i = 7; i < n - 3; i++)
		if (word_is(f, i, "(") || word_is(f, i, ")"))
			return false;
	for (i = 7; i < n - 3; i++)
		add_access(s, allow ? "allow" : "dontaudit", f->words[2], f->words[3], f->words[5],
			   f->words[i]);
	return true;
}

static bool parse_number(const struct form *f, size_t i, uint16_t *value)
{
	char text[16], *end;
	unsigned long n;

	if (i >= f->count || f->words[i].n >= sizeof(text) || !f->words[i].n)
		return false;
	memcpy(text, f->words[i].p, f->words[i].n);
	text[f->words[i].n] = '\0';
	n = strtoul(text, &end, 0);
	*value = (uint16_t)n;
	return !*end && n <= UINT16_MAX;
}

/* ( KINDx S T ( ioctl CLASS ( N… ( range N N )… ) ) ) */
static bool add_ioctl_form(struct cil_set *s, const struct form *f)
{
	bool allow = word_is(f, 1, "allowx");
	size_t n = f->count, i = 8;
	struct ioctl_range range;
	const char *kind = allow ? "allowx" : "dontauditx";

	if (n < 12 || !(allow || word_is(f, 1, "dontauditx")) || !word_is(f, 4, "(") ||
	    !word_is(f, 5, "ioctl") || !word_is(f, 7, "("))
		return false;
	while (i < n - 3) {
		if (word_is(f, i, "(") && word_is(f, i + 1, "range") && word_is(f, i + 4, ")") &&
		    parse_number(f, i + 2, &range.low) && parse_number(f, i + 3, &range.high)) {
			i += 5;
		} else if (parse_number(f, i, &range.low)) {
			range.high = range.low;
			i++;
		} else {
			return false;
		}
		add_range(s, kind, f->words[2], f->words[3], f->words[6], range);
	}
	return true;
}

/* ( typeattributeset NAME ( MEMBER… ) ): the order of members depends on the rest of the module, so
 * each becomes a member of its own. An expression stays text. */
static bool add_member_form(struct cil_set *s, const struct form *f)
{
	size_t n = f->count, i;

	if (n < 7 || !(word_is(f, 1, "typeattributeset") || word_is(f, 1, "roleattributeset")) ||
	    !word_is(f, 3, "(") || !word_is(f, n - 2, ")") || word_is(f, 4, "and") ||
	    word_is(f, 4, "or") || word_is(f, 4, "not") || word_is(f, 4, "xor") ||
	    word_is(f, 4, "all"))
		return false;
	for (i = 4; i < n - 2; i++)
		if (word_is(f, i, "(") || word_is(f, i, ")"))
			return false;
	for (i = 4; i < n - 2; i++) {
		struct buf b = { 0 };

		buf_addf(&b, "(%.*s %.*s (%.*s))", (int)f->words[1].n, f->words[1].p,
			 (int)f->words[2].n, f->words[2].p, (int)f->words[i].n, f->words[i].p);
		add_item(s, buf_take(&b));
	}
	return true;
}

static bool is_requirement(const struct form *f)
{
	return (word_is(f, 1, "typeattributeset") || word_is(f, 1, "roleattributeset")) &&
	       word_is(f, 2, "cil_gen_require");
}

static void add_form(struct cil_set *s, const struct form *f, const char *from, const char *to)
{
	struct buf b = { 0 };
	struct slice word;
	bool space = false;

	if (f->whole && (is_requirement(f) || add_access_form(s, f) || add_ioctl_form(s, f) ||
			 add_member_form(s, f)))
		return;
	while (cil_next_word(&from, to, &word)) {
		bool close = slice_is(word, ")"), open = slice_is(word, "(");

		if (space && !close)
			buf_addc(&b, ' ');
		buf_add(&b, word.p, word.n);
		space = !open;
	}
	add_item(s, buf_take(&b));
}

int cil_set_add_text(struct cil_set *s, const char *text, size_t n, struct diag *d)
{
	const char *p = text, *end = text + n, *from = text;
	struct form *f = mem_zalloc(1, sizeof(*f));
	struct slice word;
	size_t depth = 0;
	int rc = 0;

	while (rc == 0 && cil_next_word(&p, end, &word)) {
		if (depth == 0) {
			from = word.p;
			f->count = 0;
			f->whole = true;
		}
		if (f->count < FORM_WORDS_MAX)
			f->words[f->count++] = word;
		else
			f->whole = false;
		if (*word.p == '(')
			depth++;
		else if (*word.p == ')' && depth > 0 && --depth == 0)
			add_form(s, f, from, p);
		else if (depth == 0)
			rc = diag_set(d, "the CIL text of the package has a word outside brackets");
	}
	if (rc == 0 && depth)
		rc = diag_set(d, "the CIL text of the package ends inside brackets");
	free(f);
	return rc;
}

int cil_set_add_canonical(struct cil_set *s, const char *text, size_t n, struct diag *d)
{
	struct buf canon = { 0 };
	int rc;

	cil_canonical(text, n, &canon);
	rc = cil_set_add_text(s, buf_str(&canon), canon.len, d);
	buf_release(&canon);
	return rc;
}

/* Comparing */

static int compare_items(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

void cil_set_finish(struct cil_set *s)
{
	size_t i, k, kept = 0;

	for (i = 0; i < s->ioctl_count; i++) {
		const struct statement *r = &s->ioctls[i].ranges;
		struct buf b = { 0 };

		buf_addf(&b, "%s ioctl", s->ioctls[i].key);
		for (k = 0; k < r->ioctl_count; k++)
			buf_addf(&b, " 0x%x-0x%x", r->ioctls[k].low, r->ioctls[k].high);
		add_item(s, buf_take(&b));
		free(s->ioctls[i].key);
		statement_release(&s->ioctls[i].ranges);
	}
	s->ioctl_count = 0;
	index_release(&s->ioctl_index);
	if (s->count)
		qsort(s->items, s->count, sizeof(*s->items), compare_items);
	for (i = 0; i < s->count; i++) {
		if (kept && strcmp(s->items[kept - 1], s->items[i]) == 0)
			free(s->items[i]);
		else
			s->items[kept++] = s->items[i];
	}
	s->count = kept;
}

int cil_set_compare(struct cil_set *wanted, struct cil_set *found, struct diag *d)
{
	size_t i;

	cil_set_finish(wanted);
	cil_set_finish(found);
	for (i = 0; i < wanted->count || i < found->count; i++) {
		int order = i >= wanted->count  ? 1
			    : i >= found->count ? -1
						: strcmp(wanted->items[i], found->items[i]);

		if (order < 0)
			return diag_set(d, "the package lacks `%s`", wanted->items[i]);
		if (order > 0)
			return diag_set(d, "the package holds `%s`, which was not intended",
					found->items[i]);
	}
	return 0;
}
