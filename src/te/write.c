// SPDX-License-Identifier: GPL-2.0-or-later
/* Writes the text of a .te: header, require block, one block a rule in sorted order, hand-written
 * text. Asks no policy: findings come from te_content.find. */
#include "config.h"

#include "te/write.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "te/name.h"
#include "te/lex.h"
#include "te/line.h"
#include "base/text.h"

/* The kernel stores the permissions of a class in one 32-bit access vector. */
#define CLASS_PERMS_MAX 32

/* A rule to be written. */
struct entry {
	const struct rule *rule;
	const struct decision *decision;
	struct statement st;
	rule_id id;
	bool stands; /* its statement goes into the text */
};

void te_written_release(struct te_written *w)
{
	size_t i;

	for (i = 0; i < w->issue_count; i++)
		free(w->issues[i].text);
	free(w->issues);
	free(w->places);
	buf_release(&w->cil);
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

/* What the hand-written part of the previous file needs: names in its require block that the file's
 * rules did not need, and names in the hand-written text itself. */
static void need_hand(struct te_needs *n, const struct te_file *f, struct intern *names)
{
	struct te_needs ours = { 0 };
	struct te_token t;
	struct te_lex lx;
	bool *named, sets = false;
	size_t i, count = intern_count(names);
	name_id id;

	if (!f || !f->needs.count)
		return;
	for (i = 0; i < f->block_count; i++)
		if (f->blocks[i].stands)
			te_needs_statement(&ours, &f->blocks[i].written);
	te_needs_sort(&ours, names);
	named = mem_zalloc(count + 1, sizeof(*named));
	te_lex_init(&lx, NULL, buf_str(&f->hand), f->hand.len);
	for (te_lex_code(&lx, &t); t.kind != TE_TOKEN_END; te_lex_code(&lx, &t)) {
		/* * and ~ cover all permissions in the require block. */
		sets |= t.kind == TE_TOKEN_MARK && (t.mark == '*' || t.mark == '~');
		id = t.kind == TE_TOKEN_WORD ? intern_find(names, t.text) : NAME_NONE;
		if (id < count)
			named[id] = true;
	}
	for (i = 0; i < f->needs.count; i++) {
		const struct te_need *x = &f->needs.items[i];
		bool here = named[x->name] && (x->symbol != TE_CLASS || named[x->perm] || sets);

		if (here || !te_needs_have(&ours, x, names))
			te_needs_add(n, x->symbol, x->name, x->perm);
	}
	free(named);
	te_needs_release(&ours);
}

/* checkmodule insists on at least one requirement in a module, even if nothing needs one. */
static void need_any(struct te_needs *n, const struct te_file *f)
{
	struct te_token t;
	struct te_lex lx;
	size_t i;

	if (n->count || !f || !f->hand_statements)
		return;
	te_lex_init(&lx, NULL, buf_str(&f->hand), f->hand.len);
	do
		te_lex_code(&lx, &t);
	while (t.kind != TE_TOKEN_END && !te_token_is(&t, "require"));
	for (i = 0; t.kind == TE_TOKEN_END && i < f->needs.count; i++)
		te_needs_add(n, f->needs.items[i].symbol, f->needs.items[i].name,
			     f->needs.items[i].perm);
}

/* The rules */

static bool check_word(const char *what, name_id id, bool type, const struct intern *names,
		       struct buf *issue)
{
	const char *word = intern_str(names, id), *why = NULL;

	if (name_is_identifier(word, &why) && !(type && strcmp(word, "self") == 0))
		return true;
	buf_addf(issue, "the %s %s: %s", what, word,
		 why ? why : "the policy language reserves this word: a .te cannot use it");
	return false;
}

/* Find out why the statement cannot be written into a .te. Return false if it can. */
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
	if (st->perm_count > CLASS_PERMS_MAX) {
		buf_addf(issue, "the class %s: %zu permissions, but a class has at most %d",
			 intern_str(names, st->classes[0]), st->perm_count, CLASS_PERMS_MAX);
		return true;
	}
	for (i = 0; i < st->perm_count; i++)
		if (!check_word("permission", st->perms[i], false, names, issue))
			return true;
	return false;
}

/* CIL separates blocks with dots, and container tools name types that way. */
static bool is_dotted(const struct statement *st, const struct intern *names)
{
	return strchr(intern_str(names, st->source), '.') ||
	       (!st->self && strchr(intern_str(names, st->target), '.'));
}

static bool is_empty(const struct statement *st)
{
	return st->kind == STATEMENT_NONE ||
	       (st->kind != STATEMENT_ROLE && (!st->perm_count || !st->class_count));
}

static void add_issue(struct te_written *w, rule_id id, const char *text)
{
	w->issues = mem_grow(w->issues, &w->issue_cap, w->issue_count + 1, sizeof(*w->issues));
	w->issues[w->issue_count++] = (struct te_issue){ .rule = id, .text = mem_strdup(text) };
}

/* Collect the rules that belong in the file, and the issues of those that cannot be written. Caller
 * frees. */
static struct entry *collect_entries(const struct te_content *c, struct te_written *w,
				     size_t *count)
{
	size_t i, n = ledger_count(c->denials), cap = 0;
	struct entry *entries = NULL, *e;
	struct buf issue = { 0 };

	*count = 0;
	for (i = 0; i < n; i++) {
		const struct decision *d = decisions_get(c->decisions, (rule_id)i);

		if (!te_block_wanted(ledger_rule(c->denials, (rule_id)i), d))
			continue;
		entries = mem_grow(entries, &cap, *count + 1, sizeof(*entries));
		e = &entries[(*count)++];
		*e = (struct entry){ .rule = ledger_rule(c->denials, (rule_id)i),
				     .decision = d,
				     .id = (rule_id)i };
		te_block_statement(d, e->rule, c->names, &e->st);
		if (is_empty(&e->st) || decision_module_state(d) == DECISION_OPEN)
			continue;
		buf_clear(&issue);
		e->stands = !find_issue(&e->st, c->names, &issue);
		w->statements += e->stands;
		if (e->stands)
			continue;
		add_issue(w, e->id, buf_str(&issue));
		w->issues[w->issue_count - 1].cil = is_dotted(&e->st, c->names);
	}
	buf_release(&issue);
	return entries;
}

/* A statement that was widened to cover several rules is written once, with the first of them in
 * file order; the blocks of the others name it as their choice. */
static void write_once(struct entry *entries, size_t count, struct te_written *w)
{
	size_t i, k;

	for (i = 1; i < count; i++) {
		const struct statement *st = &entries[i].st;

		/* Any other statement names the rule's own types and cannot be shared. */
		if (!entries[i].stands ||
		    !(st->source_attribute || st->target_attribute || st->class_count > 1))
			continue;
		for (k = 0; k < i; k++)
			if (entries[k].stands && statement_equal(&entries[k].st, st))
				break;
		if (k == i)
			continue;
		entries[i].stands = false;
		w->statements--;
	}
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

static const struct te_issue *issue_of(const struct te_written *w, rule_id id)
{
	size_t i;

	for (i = 0; i < w->issue_count; i++)
		if (w->issues[i].rule == id)
			return &w->issues[i];
	return NULL;
}

static void print_entry(const struct te_content *c, const struct entry *e, struct te_written *w,
			struct buf *out)
{
	const struct te_block *before =
		c->previous ? te_find_block(c->previous, &e->rule->key) : NULL;
	const struct te_issue *issue = issue_of(w, e->id);
	const struct rule *seen = NULL;
	const struct finding *found = e->id < c->finding_count ? &c->findings[e->id] : NULL;
	struct finding alone = { 0 };
	struct buf text = { 0 };

	if (c->decided_on && e->decision->state != DECISION_OPEN)
		seen = c->decided_on(c->decided_on_ctx, e->id);
	if (!found && decision_module_state(e->decision) != DECISION_OPEN)
		finding_set_narrower(&alone, c->names, e->rule, &e->st);
	te_block_print(seen ? seen : e->rule, e->decision, &e->st, e->stands, before,
		       found ? found : &alone, c->names, out);
	finding_release(&alone);
	if (issue)
		buf_addf(out, TE_NOT_WRITTEN "%s%s\n", issue->text,
			 issue->cil ? "; see the .cil file in this directory" : "");
	if (issue && issue->cil)
		statement_print_cil(&e->st, c->names, &w->cil);
	if (e->stands) {
		statement_print(&e->st, c->names, &text);
		te_add_wrapped(out, &text);
		buf_add(&w->intended, text.data, text.len);
	} else {
		buf_adds(out, "#@ end\n");
	}
	buf_release(&text);
}

/* Rules that are valid one by one may together name too many permissions of a class. */
static void check_classes(const struct te_needs *n, const struct intern *names,
			  struct te_written *w)
{
	size_t i, from = 0;
	struct buf b = { 0 };

	for (i = 0; i < n->count; i++) {
		if (n->items[from].symbol != TE_CLASS || n->items[i].name != n->items[from].name)
			from = i;
		if (i - from != CLASS_PERMS_MAX)
			continue;
		buf_clear(&b);
		buf_addf(&b,
			 "the class %s: the rules together name more than %d permissions, the "
			 "most that a class has",
			 intern_str(names, n->items[i].name), CLASS_PERMS_MAX);
		add_issue(w, RULE_NONE, b.data);
	}
	buf_release(&b);
}

/* Print the require block of the hand-written part alone to `w`, and that of everything to
 * `out`. */
static void print_requires(const struct te_content *c, const struct entry *entries, size_t count,
			   struct te_written *w, struct buf *out)
{
	struct te_needs n = { 0 };
	size_t i;

	need_hand(&n, c->previous, c->names);
	te_needs_sort(&n, c->names);
	te_needs_print(&n, c->names, &w->require);
	for (i = 0; i < count; i++)
		if (entries[i].stands)
			te_needs_statement(&n, &entries[i].st);
	need_any(&n, c->previous);
	te_needs_sort(&n, c->names);
	check_classes(&n, c->names, w);
	/* checkmodule insists on a requirement, even if nothing needs one. */
	if (!w->require.len)
		te_needs_print(&n, c->names, &w->require);
	if (n.count)
		buf_addc(out, '\n');
	te_needs_print(&n, c->names, out);
	te_needs_release(&n);
}

/* Count what is undecided. Without a log, repeat what the previous file said. */
static void make_open(const struct te_content *c, struct buf *out)
{
	uint64_t rules = 0, denials = 0;
	size_t i, n = ledger_count(c->denials);
	bool read = false;

	for (i = 0; i < n; i++) {
		const struct rule *r = ledger_rule(c->denials, (rule_id)i);

		if (!kind_of(r->key.kind)->in_te)
			continue;
		read = read || r->count;
		if (!r->count || te_block_wanted(r, decisions_get(c->decisions, (rule_id)i)))
			continue;
		rules++;
		denials += r->count;
	}
	if (!read && c->previous) {
		rules = c->previous->open_rules;
		denials = c->previous->open_denials;
	}
	if (rules)
		te_line_print(TE_OPEN_KEY,
			      json_pack("{s:I,s:I}", "rules", (json_int_t)rules, "denials",
					(json_int_t)denials),
			      out);
}

/* The previous file's text, with its open line split off. */
static void split_open(const struct te_file *before, struct buf *rest, struct buf *open)
{
	const char *text = buf_str(&before->text);
	const char *at = strstr(text, "\n\n#@ " TE_OPEN_KEY " "), *end;

	end = at ? strchr(at + 2, '\n') : NULL;
	if (!end) {
		buf_adds(rest, text);
		return;
	}
	buf_add(open, at + 2, (size_t)(end + 1 - at - 2));
	buf_add(rest, text, (size_t)(at + 1 - text));
	buf_adds(rest, end + 1);
}

/* Insert the open line at `at`, after line `line`. It stays as it was until a decision changes: the
 * same decisions give the same bytes, whatever the log holds by now. */
static void put_open(const struct te_content *c, size_t from, size_t at, unsigned line,
		     struct buf *out, struct te_written *w)
{
	struct buf rest = { 0 }, open = { 0 }, tail = { 0 };
	size_t i;

	if (c->previous)
		split_open(c->previous, &rest, &open);
	if (!c->previous || strcmp(buf_str(&rest), buf_str(out) + from) != 0) {
		buf_clear(&open);
		make_open(c, &open);
	}
	if (open.len) {
		buf_adds(&tail, buf_str(out) + at);
		out->len = at;
		buf_addf(out, "\n%s%s", open.data, buf_str(&tail));
		for (i = 0; i < w->place_count; i++) {
			w->places[i].first += 2;
			w->places[i].last += 2;
		}
		w->hand_line += w->hand_line > line ? 2 : 0;
	}
	buf_release(&rest);
	buf_release(&open);
	buf_release(&tail);
}

void te_write(const struct te_content *c, struct buf *out, struct te_written *w)
{
	const struct te_file *before = c->previous;
	const char *version = c->version ? c->version : before ? before->version : TE_VERSION_FIRST;
	struct entry *entries;
	size_t count, i, from = out->len, open_at, unknown;
	unsigned line, open_line;

	te_written_release(w);
	entries = collect_entries(c, w, &count);
	if (count)
		qsort_r(entries, count, sizeof(*entries), compare_entries, c->names);
	write_once(entries, count, w);
	buf_addf(out, "%s\n%s\nmodule %s %s;\n", TE_FIRST_LINE, TE_HEADER, c->name, version);
	print_requires(c, entries, count, w, out);
	open_at = out->len;
	line = count_lines(out, from) + 1;
	open_line = line;
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
	unknown = before ? before->unknown.len : 0;
	if (unknown) {
		size_t at = out->len;

		buf_addf(out, "\n%s", before->unknown.data);
		line += count_lines(out, at);
	}
	if (before && before->hand.len > unknown) {
		buf_addf(out, "\n%s\n", TE_HAND_LINE);
		w->hand_line = line + 2;
		buf_add(out, before->hand.data + unknown, before->hand.len - unknown);
		if (before->hand.data[before->hand.len - 1] != '\n')
			buf_addc(out, '\n');
	}
	put_open(c, from, open_at, open_line, out, w);
	free(entries);
}
