// SPDX-License-Identifier: GPL-2.0-or-later
#include "config.h"

#include "avcurate/te_write.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "avcurate/mem.h"
#include "avcurate/name.h"
#include "avcurate/te_lex.h"
#include "avcurate/text.h"

/* A rule on its way into the file. */
struct entry {
	const struct rule *rule;
	const struct decision *decision;
	struct statement st;
	rule_id id;
	bool stands; /* the statement goes into the text */
};

struct needs {
	struct te_need *items;
	size_t count, cap;
};

void te_written_release(struct te_written *w)
{
	size_t i;

	for (i = 0; i < w->issue_count; i++)
		free(w->issues[i].text);
	free(w->issues);
	free(w->places);
	buf_release(&w->intended);
	buf_release(&w->require);
	*w = (struct te_written){ 0 };
}

rule_id te_written_rule(const struct te_written *w, unsigned line)
{
	size_t low = 0, high = w->place_count;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (w->places[mid].last < line)
			low = mid + 1;
		else
			high = mid;
	}
	return low < w->place_count && w->places[low].first <= line ? w->places[low].rule
								    : RULE_NONE;
}

/* What has to be required */

static void need(struct needs *n, enum te_symbol symbol, name_id name, name_id perm)
{
	n->items = mem_grow(n->items, &n->cap, n->count + 1, sizeof(*n->items));
	n->items[n->count++] = (struct te_need){ symbol, name, perm };
}

static void need_statement(struct needs *n, const struct statement *st)
{
	size_t i, k;

	need(n, st->source_attribute ? TE_ATTRIBUTE : TE_TYPE, st->source, NAME_EMPTY);
	if (st->kind == STATEMENT_ROLE) {
		need(n, TE_ROLE, st->role, NAME_EMPTY);
		return;
	}
	if (!st->self) /* "self" is no name and must not be required */
		need(n, st->target_attribute ? TE_ATTRIBUTE : TE_TYPE, st->target, NAME_EMPTY);
	for (i = 0; i < st->class_count; i++)
		for (k = 0; k < st->perm_count; k++)
			need(n, TE_CLASS, st->classes[i], st->perms[k]);
}

static int compare_needs(const void *a, const void *b, void *names)
{
	const struct te_need *x = a, *y = b;
	int order = (int)x->symbol - (int)y->symbol;

	if (!order && x->name != y->name)
		order = strcmp(intern_str(names, x->name), intern_str(names, y->name));
	if (!order && x->perm != y->perm)
		order = strcmp(intern_str(names, x->perm), intern_str(names, y->perm));
	return order;
}

static void sort_needs(struct needs *n, struct intern *names)
{
	size_t i, kept = 0;

	if (n->count)
		qsort_r(n->items, n->count, sizeof(*n->items), compare_needs, names);
	for (i = 0; i < n->count; i++)
		if (!kept || compare_needs(&n->items[i], &n->items[kept - 1], names) != 0)
			n->items[kept++] = n->items[i];
	n->count = kept;
}

static const char *const symbol_words[TE_SYMBOLS] = {
	[TE_TYPE] = "type",         [TE_ATTRIBUTE] = "attribute",
	[TE_ROLE] = "role",         [TE_ATTRIBUTE_ROLE] = "attribute_role",
	[TE_BOOL] = "bool",         [TE_TUNABLE] = "tunable",
	[TE_USER] = "user",         [TE_SENSITIVITY] = "sensitivity",
	[TE_CATEGORY] = "category", [TE_CLASS] = "class",
};

enum te_symbol te_symbol_of(struct slice word)
{
	unsigned s;

	for (s = 0; s < TE_SYMBOLS; s++)
		if (slice_is(word, symbol_words[s]))
			break;
	return (enum te_symbol)s;
}

/* checkmodule takes a line as one token of at most 8,189 bytes (`\n.*` in its policy_scan.l) and
 * stops at a longer one: break lines at blanks. `text` holds statements only, no comments. */
static void add_wrapped(struct buf *out, const struct buf *text)
{
	size_t i, start = 0, blank = 0;

	for (i = 0; i < text->len; i++) {
		char c = text->data[i];

		if (i - start >= TE_LINE_MAX && blank > start) {
			buf_add(out, text->data + start, blank - start);
			buf_adds(out, "\n\t");
			start = blank + 1;
		}
		if (c == ' ')
			blank = i;
		if (c == '\n') {
			buf_add(out, text->data + start, i + 1 - start);
			start = blank = i + 1;
		}
	}
	buf_add(out, text->len ? text->data + start : "", text->len - start);
}

/* Sorted needs only. Nothing for none: checkmodule refuses an empty block. */
static void print_require(const struct needs *n, const struct intern *names, struct buf *to)
{
	struct buf text = { 0 }, *out = &text;
	size_t i, k;

	if (!n->count)
		return;
	buf_adds(out, "require {\n");
	for (i = 0; i < n->count; i = k) {
		const struct te_need *first = &n->items[i];

		buf_addf(out, "\t%s %s", symbol_words[first->symbol],
			 intern_str(names, first->name));
		k = i + 1;
		if (first->symbol == TE_CLASS) {
			while (k < n->count && n->items[k].symbol == TE_CLASS &&
			       n->items[k].name == first->name)
				k++;
			buf_adds(out, k - i > 1 ? " { " : " ");
			for (; i < k; i++)
				buf_addf(out, "%s%s", &n->items[i] == first ? "" : " ",
					 intern_str(names, n->items[i].perm));
			buf_adds(out, &n->items[k - 1] != first ? " }" : "");
		}
		buf_adds(out, ";\n");
	}
	buf_adds(out, "}\n");
	add_wrapped(to, out);
	buf_release(out);
}

static bool has_need(const struct needs *n, const struct te_need *wanted, struct intern *names)
{
	size_t low = 0, high = n->count;

	while (low < high) {
		size_t mid = low + (high - low) / 2;
		int order = compare_needs(wanted, &n->items[mid], names);

		if (order == 0)
			return true;
		if (order < 0)
			high = mid;
		else
			low = mid + 1;
	}
	return false;
}

/* What the hand-written part of the file before needs: all that its require block names beyond what
 * the rules of that file needed, and what is named in the hand-written text itself. */
static void need_hand(struct needs *n, const struct te_file *f, struct intern *names)
{
	struct needs ours = { 0 };
	struct te_token t;
	struct te_lex lx;
	bool *named, sets = false;
	size_t i, count = intern_count(names);
	name_id id;

	if (!f || !f->need_count)
		return;
	for (i = 0; i < f->block_count; i++)
		if (f->blocks[i].stands)
			need_statement(&ours, &f->blocks[i].written);
	sort_needs(&ours, names);
	named = mem_zalloc(count + 1, sizeof(*named));
	te_lex_init(&lx, NULL, buf_str(&f->hand), f->hand.len);
	for (te_lex_code(&lx, &t); t.kind != TE_TOKEN_END; te_lex_code(&lx, &t)) {
		/* * and ~ mean all permissions that are required. */
		sets |= t.kind == TE_TOKEN_MARK && (t.mark == '*' || t.mark == '~');
		id = t.kind == TE_TOKEN_WORD ? intern_find(names, t.text) : NAME_NONE;
		if (id < count)
			named[id] = true;
	}
	for (i = 0; i < f->need_count; i++) {
		const struct te_need *x = &f->needs[i];
		bool here = named[x->name] && (x->symbol != TE_CLASS || named[x->perm] || sets);

		if (here || !has_need(&ours, x, names))
			need(n, x->symbol, x->name, x->perm);
	}
	free(named);
	free(ours.items);
}

/* The rules */

static bool check_word(const char *what, name_id id, bool type, const struct intern *names,
		       struct buf *issue)
{
	const char *word = intern_str(names, id), *why = NULL;

	if (name_is_identifier(word, &why) && !(type && strcmp(word, "self") == 0))
		return true;
	buf_addf(issue, "the %s %s: %s", what, word,
		 why ? why : "it is a word of the policy language and cannot stand in a .te");
	return false;
}

/* Why the statement cannot stand in a .te; false where it can. */
static bool find_issue(const struct statement *st, const struct intern *names, struct buf *issue)
{
	size_t i;

	if (!check_word("type", st->source, true, names, issue) ||
	    (!st->self && !check_word("type", st->target, true, names, issue)))
		return true;
	if (st->kind == STATEMENT_ROLE)
		return !check_word("role", st->role, false, names, issue);
	for (i = 0; i < st->class_count; i++)
		if (!check_word("class", st->classes[i], false, names, issue))
			return true;
	for (i = 0; i < st->perm_count; i++)
		if (!check_word("permission", st->perms[i], false, names, issue))
			return true;
	return false;
}

static bool is_empty(const struct statement *st)
{
	return st->kind == STATEMENT_NONE ||
	       (st->kind != STATEMENT_ROLE && (!st->perm_count || !st->class_count));
}

/* The rules that belong in the file, with what is wrong with some. Caller frees. */
static struct entry *collect(const struct te_content *c, struct te_written *w, size_t *count)
{
	size_t i, n = ledger_count(c->denials), cap = 0;
	struct entry *entries = NULL, *e;
	struct buf issue = { 0 };

	*count = 0;
	for (i = 0; i < n; i++) {
		const struct decision *d = decisions_get(c->decisions, (rule_id)i);

		if (!te_block_wanted(d))
			continue;
		entries = mem_grow(entries, &cap, *count + 1, sizeof(*entries));
		e = &entries[(*count)++];
		*e = (struct entry){ .rule = ledger_rule(c->denials, (rule_id)i),
				     .decision = d,
				     .id = (rule_id)i };
		decision_statement(d, e->rule, c->names, &e->st);
		if (is_empty(&e->st) ||
		    (d->state != DECISION_ACCEPTED && d->state != DECISION_DONTAUDIT))
			continue;
		buf_clear(&issue);
		e->stands = !find_issue(&e->st, c->names, &issue);
		w->statements += e->stands;
		if (e->stands)
			continue;
		w->issues =
			mem_grow(w->issues, &w->issue_cap, w->issue_count + 1, sizeof(*w->issues));
		w->issues[w->issue_count++] =
			(struct te_issue){ e->id, mem_strdup(buf_str(&issue)) };
	}
	buf_release(&issue);
	return entries;
}

static int compare_entries(const void *a, const void *b, void *ctx)
{
	const struct rule_key *x = &((const struct entry *)a)->rule->key;
	const struct rule_key *y = &((const struct entry *)b)->rule->key;
	const struct intern *names = ctx;
	int order = strcmp(intern_str(names, x->source), intern_str(names, y->source));

	if (!order)
		order = strcmp(intern_str(names, x->target), intern_str(names, y->target));
	if (!order)
		order = strcmp(intern_str(names, x->class), intern_str(names, y->class));
	if (!order)
		order = (int)x->kind - (int)y->kind;
	if (!order)
		order = strcmp(intern_str(names, x->role), intern_str(names, y->role));
	return order;
}

/* The text */

static unsigned count_lines(const struct buf *b, size_t from)
{
	unsigned n = 0;
	size_t i;

	for (i = from; i < b->len; i++)
		n += b->data[i] == '\n';
	return n;
}

static const char *issue_of(const struct te_written *w, rule_id id)
{
	size_t i;

	for (i = 0; i < w->issue_count; i++)
		if (w->issues[i].rule == id)
			return w->issues[i].text;
	return NULL;
}

static void print_entry(const struct te_content *c, const struct entry *e, struct te_written *w,
			struct buf *out)
{
	const struct te_block *before = c->previous ? te_find(c->previous, &e->rule->key) : NULL;
	const char *issue = issue_of(w, e->id);
	struct buf text = { 0 };

	te_block_print(e->rule, e->decision, &e->st, e->stands, before, c->names, out);
	if (issue)
		buf_addf(out, TE_NOT_WRITTEN "%s\n", issue);
	if (e->stands) {
		statement_print(&e->st, c->names, &text);
		add_wrapped(out, &text);
		buf_add(&w->intended, text.data, text.len);
	} else {
		buf_adds(out, "#@ end\n");
	}
	buf_release(&text);
}

/* The require block of the hand-written part alone, and of all together. */
static void print_requires(const struct te_content *c, const struct entry *entries, size_t count,
			   struct te_written *w, struct buf *out)
{
	struct needs n = { 0 };
	size_t i;

	need_hand(&n, c->previous, c->names);
	sort_needs(&n, c->names);
	print_require(&n, c->names, &w->require);
	for (i = 0; i < count; i++)
		if (entries[i].stands)
			need_statement(&n, &entries[i].st);
	sort_needs(&n, c->names);
	if (n.count)
		buf_addc(out, '\n');
	print_require(&n, c->names, out);
	free(n.items);
}

void te_write(const struct te_content *c, struct buf *out, struct te_written *w)
{
	const struct te_file *before = c->previous;
	const char *version = c->version ? c->version : before ? before->version : TE_VERSION_FIRST;
	struct entry *entries;
	size_t count, i, from = out->len;
	unsigned line;

	te_written_release(w);
	entries = collect(c, w, &count);
	if (count)
		qsort_r(entries, count, sizeof(*entries), compare_entries, c->names);
	buf_addf(out, "%s\n%s\nmodule %s %s;\n", TE_FIRST_LINE, TE_HEADER, c->name, version);
	print_requires(c, entries, count, w, out);
	line = count_lines(out, from) + 1;
	for (i = 0; i < count; i++) {
		size_t at = out->len;

		buf_addc(out, '\n');
		print_entry(c, &entries[i], w, out);
		w->places =
			mem_grow(w->places, &w->place_cap, w->place_count + 1, sizeof(*w->places));
		w->places[w->place_count].first = line + 1;
		line += count_lines(out, at);
		w->places[w->place_count].last = line - 1;
		w->places[w->place_count++].rule = entries[i].id;
		statement_release(&entries[i].st);
	}
	if (before && before->hand.len) {
		buf_addf(out, "\n%s\n", TE_HAND_LINE);
		w->hand_line = line + 2;
		buf_add(out, before->hand.data, before->hand.len);
		if (before->hand.data[before->hand.len - 1] != '\n')
			buf_addc(out, '\n');
	}
	free(entries);
}
