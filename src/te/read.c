// SPDX-License-Identifier: GPL-2.0-or-later
/* Reads a .te: splits it into blocks with their decisions, the first require block, and
 * hand-written text that is kept byte for byte. Checks the syntax only; checkmodule and
 * module/check.c do the rest. */
#include "config.h"

#include "te/read.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/fileio.h"
#include "base/mem.h"
#include "te/name.h"
#include "te/lex.h"
#include "te/line.h"
#include "te/write.h"
#include "base/text.h"

void te_file_release(struct te_file *f)
{
	size_t i;

	for (i = 0; i < f->block_count; i++)
		te_block_release(&f->blocks[i]);
	free(f->blocks);
	for (i = 0; i < f->rule_count; i++)
		statement_release(&f->rules[i].statement);
	free(f->rules);
	te_decls_release(&f->decls);
	te_needs_release(&f->needs);
	free(f->path);
	free(f->name);
	free(f->version);
	buf_release(&f->text);
	buf_release(&f->hand);
	buf_release(&f->unknown);
	index_release(&f->index);
	*f = (struct te_file){ 0 };
}

/* State shared by the parts of the reader. */
struct reading {
	struct te_lex lx;
	struct te_file *f;
	struct intern *names;
	struct diag *d;
	const char *hand; /* start of the text not assigned to anything yet */
	bool required;    /* the first require block was read */
};

void te_file_add_hand(struct te_file *f, const char *from, const char *to)
{
	const char *end = to, *p;

	for (p = from; p < to && strchr(" \t\r\n", *p) && *p; p++)
		if (*p == '\n')
			from = p + 1;
	while (to > from && strchr(" \t\r\n", to[-1]) && to[-1])
		to--;
	/* Drop blank lines at the end, but keep blanks at the end of the last line. */
	while (to > from && to < end && strchr(" \t\r", *to) && *to)
		to++;
	if (to > from) {
		buf_add(&f->hand, from, (size_t)(to - from));
		buf_addc(&f->hand, '\n');
	}
}

/* Keep the text between the last part that was parsed and `to` as hand-written. */
static void keep_hand(struct reading *r, const char *to)
{
	te_file_add_hand(r->f, r->hand, to);
}

static void resume_hand(struct reading *r)
{
	r->hand = r->lx.p;
}

/* Split "#@ KEY JSON"; the JSON may be missing. Caller frees both. */
static void split_line(const struct te_token *t, char **key, char **json)
{
	const char *p = t->text.p + 2, *end = t->text.p + t->text.n, *q;

	while (end > p && (end[-1] == ' ' || end[-1] == '\r'))
		end--;
	while (p < end && *p == ' ')
		p++;
	for (q = p; q < end && *q != ' '; q++)
		;
	*key = mem_strndup(p, (size_t)(q - p));
	while (q < end && *q == ' ')
		q++;
	*json = mem_strndup(q, (size_t)(end - q));
}

static bool key_is(const struct te_token *t, const char *key)
{
	char *k, *json;
	bool same;

	split_line(t, &k, &json);
	same = strcmp(k, key) == 0;
	free(k);
	free(json);
	return same;
}

/* module NAME VERSION; */
static int read_module(struct reading *r)
{
	struct te_file *f = r->f;
	struct te_token t;

	te_lex_code(&r->lx, &t);
	f->module.from = (size_t)(t.text.p - buf_str(&f->text));
	if (te_token_is(&t, "policy_module"))
		return te_lex_expected(
			&r->lx, &t, "`module NAME VERSION;` (macros must be expanded by m4 first)",
			r->d);
	if (!te_token_is(&t, "module") && !te_token_is(&t, "MODULE"))
		return te_lex_expected(&r->lx, &t, "`module NAME VERSION;`", r->d);
	te_lex_code(&r->lx, &t);
	if (t.kind != TE_TOKEN_WORD)
		return te_lex_expected(&r->lx, &t, "the module's name", r->d);
	f->name = mem_strndup(t.text.p, t.text.n);
	f->name_offset = (size_t)(t.text.p - f->text.data);
	f->name_line = t.line;
	f->name_column = t.column;
	if (name_is_reserved(f->name))
		return te_lex_expected(&r->lx, &t, "a name that is not a reserved word", r->d);
	te_lex_code(&r->lx, &t);
	if (t.kind != TE_TOKEN_NUMBER)
		return te_lex_expected(&r->lx, &t, "a version such as 1.0", r->d);
	f->version = mem_strndup(t.text.p, t.text.n);
	te_lex_code(&r->lx, &t);
	if (!te_token_mark(&t, ';'))
		return te_lex_expected(&r->lx, &t, "; after the version", r->d);
	f->module.to = (size_t)(r->lx.p - f->text.data);
	return 0;
}

/* The statement is what the module does, so an accepted or dontaudit state follows its kind; a
 * rejected or fixed rule must not have one. A rule with a statement that is open was reopened. */
static int settle_state(struct reading *r, struct te_block *b, const struct statement *st)
{
	struct decision *to = &b->decision;
	enum decision_state state =
		st->kind == STATEMENT_DONTAUDIT ? DECISION_DONTAUDIT : DECISION_ACCEPTED;

	switch (to->state) {
	case DECISION_OPEN:
		to->held = state;
		return 0;
	case DECISION_REJECTED:
	case DECISION_FIXED:
		return diag_set_at(r->d, r->lx.file, b->line, 1,
				   "this rule is %s but has a statement; end the block with "
				   "`#@ end`, or set its state to accepted",
				   decision_state_name(to->state));
	case DECISION_ACCEPTED:
	case DECISION_DONTAUDIT:
	case DECISION_STATES:
		break;
	}
	to->state = state;
	return 0;
}

struct key_probe {
	const struct te_file *f;
	const struct rule_key *key;
};

static bool same_key(const void *ctx, uint32_t id)
{
	const struct key_probe *probe = ctx;

	return rule_key_same(&probe->f->blocks[id].key, probe->key);
}

const struct te_block *te_find_block(const struct te_file *f, const struct rule_key *key)
{
	struct key_probe probe = { f, key };
	uint32_t id = index_find(&f->index, rule_key_hash(key), same_key, &probe);

	return id == INDEX_NONE ? NULL : &f->blocks[id];
}

struct te_block *te_file_add_block(struct te_file *f, struct te_block *b)
{
	f->blocks = mem_grow(f->blocks, &f->block_cap, f->block_count + 1, sizeof(*f->blocks));
	index_add(&f->index, rule_key_hash(&b->key), (uint32_t)f->block_count);
	f->blocks[f->block_count] = *b;
	*b = (struct te_block){ 0 };
	return &f->blocks[f->block_count++];
}

static int add_block(struct reading *r, struct te_block *b)
{
	struct te_file *f = r->f;
	const struct te_block *twice = te_find_block(f, &b->key);

	if (twice)
		return diag_set_at(r->d, r->lx.file, b->line, 1,
				   "duplicate of the rule in line %u; delete one of them",
				   twice->line);
	te_file_add_block(f, b);
	return 0;
}

/* Read the statement that follows a block. If no rule can represent it, keep block, `comments` and
 * statement unchanged in the hand-written part. */
static int read_owned(struct reading *r, struct te_block *b, const char *start,
		      struct buf *comments)
{
	struct te_lex before = r->lx;
	struct statement st = { 0 };
	int rc = te_grammar_statement(&r->lx, r->names, true, &r->f->decls, r->d);

	if (rc == 0 && te_lex_statement(&before, r->names, &st)) {
		r->lx = before;
		rc = settle_state(r, b, &st);
		if (rc == 0) {
			te_block_close(b, &st, r->names);
			rc = add_block(r, b);
		}
	} else if (rc == 0) {
		r->f->hand_blocks++;
		buf_add(&r->f->hand, start, (size_t)(r->lx.p - start));
		buf_addc(&r->f->hand, '\n');
		buf_clear(comments);
	}
	statement_release(&st);
	return rc;
}

/* Keep a block of a kind that only another version knows, from its rule line to `#@ end` or its
 * statement, byte for byte, so that te_write puts it where that version finds it. */
static int read_unknown(struct reading *r, const struct te_token *first)
{
	struct statement st = { 0 };
	struct te_lex before;
	struct te_token t;
	int rc = 0;

	for (;;) {
		before = r->lx;
		te_lex_next(&r->lx, &t);
		if (te_token_is_ours(&t) && key_is(&t, "end"))
			break;
		if (t.kind == TE_TOKEN_END ||
		    (te_token_is_ours(&t) && (key_is(&t, "rule") || key_is(&t, "hand-written"))))
			return te_lex_expected(&r->lx, &t, "a statement or `#@ end`", r->d);
		if (t.kind == TE_TOKEN_COMMENT)
			continue;
		r->lx = before;
		rc = te_grammar_statement(&r->lx, r->names, true, &r->f->decls, r->d);
		if (rc == 0 && te_lex_statement(&before, r->names, &st))
			r->lx = before; /* its ioctls may follow */
		break;
	}
	if (rc == 0) {
		struct buf *kept = &r->f->unknown;

		buf_adds(kept, kept->len ? "\n" : "");
		buf_add(kept, first->text.p, (size_t)(r->lx.p - first->text.p));
		buf_addc(kept, '\n');
		r->f->unknown_blocks++;
	}
	statement_release(&st);
	return rc;
}

/* From the rule line `t` to the end of the block. */
static int read_block(struct reading *r, const struct te_token *first)
{
	struct te_block b = { 0 };
	struct te_token t = *first;
	struct buf comments = { 0 };
	struct te_lex before;
	char *key, *json;
	int rc;

	split_line(&t, &key, &json);
	rc = te_block_open(&b, json, r->names, r->lx.file, t.line, r->d);
	free(key);
	free(json);
	if (rc > 0)
		return read_unknown(r, first);
	while (rc == 0) {
		before = r->lx;
		te_lex_next(&r->lx, &t);
		if (te_token_is_ours(&t)) {
			bool end = key_is(&t, "end");

			if (key_is(&t, "rule") || key_is(&t, "hand-written")) {
				rc = te_lex_expected(&r->lx, &t, "a statement or `#@ end`", r->d);
				break;
			}
			if (end) {
				te_block_close(&b, NULL, r->names);
				rc = add_block(r, &b);
				break;
			}
			split_line(&t, &key, &json);
			rc = te_block_add_line(&b, key, json, r->names, r->lx.file, t.line, r->d);
			free(key);
			free(json);
		} else if (t.kind == TE_TOKEN_COMMENT) {
			if (t.text.n < strlen(TE_NOT_WRITTEN) ||
			    memcmp(t.text.p, TE_NOT_WRITTEN, strlen(TE_NOT_WRITTEN)) != 0) {
				buf_add(&comments, t.text.p, t.text.n);
				buf_addc(&comments, '\n');
			}
		} else if (t.kind == TE_TOKEN_END) {
			rc = te_lex_expected(&r->lx, &t, "a statement or `#@ end`", r->d);
		} else {
			r->lx = before;
			rc = read_owned(r, &b, first->text.p, &comments);
			break;
		}
	}
	buf_add(&r->f->hand, buf_str(&comments), comments.len);
	buf_release(&comments);
	te_block_release(&b);
	return rc;
}

/* The length of `header` at `p`, with line ends of either kind; 0 if it is not there. */
static size_t header_length(const char *p, const char *end, const char *header)
{
	const char *q = p;

	for (; *header; header++, q++) {
		if (*header == '\n' && end - q > 1 && *q == '\r')
			q++;
		if (q == end || *q != *header)
			return 0;
	}
	return (size_t)(q - p);
}

/* Skip the header that te_write puts before the module line, if it is unchanged. */
static void skip_header(struct reading *r)
{
	static const char *const headers[] = { TE_FIRST_LINE "\n" TE_HEADER "\n",
					       TE_FIRST_LINE "\n" TE_HEADER_STRIPPED "\n" };
	size_t n = strcspn(r->lx.p, "\n"), length, i;

	for (i = 0; i < AV_ARRAY_LEN(headers); i++) {
		length = header_length(r->lx.p, r->lx.end, headers[i]);
		if (length)
			n = length;
	}
	/* Move only `hand`: the lexer must pass over these lines itself to count them. */
	r->hand = r->lx.p + n;
}

/* Read a statement outside any block, with `first` as its first word, and record it if it could
 * become a decision. `blocks`: #@ lines start blocks in this part, so the statement must not
 * contain one. */
static int read_hand_statement(struct reading *r, const struct te_token *first, bool blocks)
{
	struct te_lex before = r->lx;
	struct te_file *f = r->f;
	struct statement st = { 0 };

	if (te_grammar_statement(&r->lx, r->names, blocks, &f->decls, r->d) < 0)
		return -1;
	if (!te_lex_statement(&before, r->names, &st))
		return 0;
	r->lx = before; /* its ioctls may follow */
	f->rules = mem_grow(f->rules, &f->rule_cap, f->rule_count + 1, sizeof(*f->rules));
	f->rules[f->rule_count++] = (struct te_rule){
		.statement = st,
		.from = (size_t)(first->text.p - f->text.data),
		.to = (size_t)(r->lx.p - f->text.data),
		.line = first->line,
	};
	return 0;
}

/* avcurate rewrites the first require block, unless it holds more than plain names. */
static int read_require(struct reading *r, const struct te_token *first)
{
	struct te_lex before = r->lx;
	struct buf comments = { 0 };

	if (te_grammar_statement(&r->lx, r->names, r->f->ours, &r->f->decls, r->d) < 0)
		return -1;
	if (te_needs_parse(&before, r->names, &r->f->needs, &comments)) {
		keep_hand(r, first->text.p);
		buf_add(&r->f->hand, buf_str(&comments), comments.len);
		r->required = true;
		r->f->require.from = (size_t)(first->text.p - r->f->text.data);
		r->f->require.to = (size_t)(r->lx.p - r->f->text.data);
		resume_hand(r);
	}
	buf_release(&comments);
	return 0;
}

/* Keep the rest of the file unchanged, if its syntax is valid. */
static int read_hand(struct reading *r)
{
	struct te_lex ahead;
	struct te_token t;

	for (;;) {
		ahead = r->lx;
		te_lex_code(&ahead, &t);
		if (t.kind == TE_TOKEN_END) {
			keep_hand(r, r->lx.end);
			return 0;
		}
		if (read_hand_statement(r, &t, false) < 0)
			return -1;
	}
}

/* Ignore members that only another version understands. */
static void read_open(struct te_file *f, const struct te_token *t)
{
	char *key, *json;
	json_t *o;

	split_line(t, &key, &json);
	o = json_loads(json, 0, NULL);
	f->open_rules = te_line_number(o, "rules");
	f->open_denials = te_line_number(o, "denials");
	json_decref(o);
	free(key);
	free(json);
}

static int read_body(struct reading *r)
{
	bool ours = r->f->ours;
	struct te_lex before;
	struct te_token t;

	for (;;) {
		before = r->lx;
		te_lex_next(&r->lx, &t);
		if (t.kind == TE_TOKEN_END) {
			keep_hand(r, r->lx.end);
			return 0;
		}
		if (ours && te_token_is_ours(&t) && key_is(&t, "hand-written")) {
			keep_hand(r, t.text.p);
			r->hand = t.text.p + t.text.n;
			return read_hand(r);
		}
		if (ours && te_token_is_ours(&t) && key_is(&t, TE_OPEN_KEY)) {
			keep_hand(r, t.text.p);
			read_open(r->f, &t);
			r->hand = t.text.p + t.text.n;
		} else if (ours && te_token_is_ours(&t) && key_is(&t, "rule")) {
			keep_hand(r, t.text.p);
			if (read_block(r, &t) < 0)
				return -1;
			resume_hand(r);
		} else if (t.kind != TE_TOKEN_COMMENT) {
			r->lx = before;
			if ((te_token_is(&t, "require") && !r->required
				     ? read_require(r, &t)
				     : read_hand_statement(r, &t, ours)) < 0)
				return -1;
		}
	}
}

/* Treat blocks of another version as hand-written: they stay in the module and are not judged. */
static void prepend_unknown(struct te_file *f)
{
	struct buf hand = { 0 };

	if (!f->unknown_blocks)
		return;
	buf_add(&hand, f->unknown.data, f->unknown.len);
	buf_add(&hand, buf_str(&f->hand), f->hand.len);
	buf_release(&f->hand);
	f->hand = hand;
}

static void mark_statement(struct statement *st, const bool *attribute)
{
	st->source_attribute = attribute[st->source];
	st->target_attribute = attribute[st->target];
}

/* The require block and the declarations say which names are attributes. */
static void mark_attributes(struct te_file *f, struct intern *names)
{
	size_t count = intern_count(names), i;
	bool *attribute = mem_zalloc(count + 1, sizeof(*attribute));

	for (i = 0; i < f->needs.count; i++)
		if (f->needs.items[i].symbol == TE_ATTRIBUTE)
			attribute[f->needs.items[i].name] = true;
	for (i = 0; i < f->decls.count; i++)
		if (f->decls.items[i].kind == TE_DECL_ATTRIBUTE)
			attribute[f->decls.items[i].name] = true;
	for (i = 0; i < f->rule_count; i++)
		mark_statement(&f->rules[i].statement, attribute);
	for (i = 0; i < f->block_count; i++) {
		mark_statement(&f->blocks[i].written, attribute);
		mark_statement(&f->blocks[i].decision.statement, attribute);
	}
	free(attribute);
}

static int check_first_line(struct reading *r)
{
	const char *text = buf_str(&r->f->text);
	size_t n = strlen(TE_FIRST_LINE);

	if (strncmp(text, TE_FIRST_LINE, n) == 0 && (text[n] == '\n' || text[n] == '\r')) {
		r->f->ours = true;
		return 0;
	}
	n = strlen("#@ avcurate ");
	if (strncmp(text, "#@ avcurate ", n) == 0)
		return diag_set_at(r->d, r->lx.file, 1, (unsigned)n + 1,
				   "another version of avcurate wrote this file; expected "
				   "`" TE_FIRST_LINE "`");
	return 0;
}

void te_file_set_hand_statements(struct te_file *f)
{
	struct te_lex lx;
	struct te_token t;

	te_lex_init(&lx, NULL, buf_str(&f->hand), f->hand.len);
	te_lex_code(&lx, &t);
	f->hand_statements = t.kind != TE_TOKEN_END;
}

/* Name what editors and merges leave in a file: checkmodule's own messages for it are of little
 * help. */
static int check_leftovers(const struct te_file *f, struct diag *d)
{
	const char *text = buf_str(&f->text), *line = text, *nl;
	unsigned number = 1;

	if (strncmp(text, "\xef\xbb\xbf", 3) == 0)
		return diag_set_at(d, f->path, 1, 1,
				   "byte order mark, which checkmodule refuses; save the file "
				   "without it");
	for (; line; line = nl ? nl + 1 : NULL, number++) {
		nl = strchr(line, '\n');
		if (strncmp(line, "<<<<<<< ", 8) == 0 || strncmp(line, ">>>>>>> ", 8) == 0)
			return diag_set_at(d, f->path, number, 1,
					   "unresolved merge conflict; resolve it first");
	}
	return 0;
}

int te_parse(const char *path, const char *text, size_t n, struct intern *names, struct te_file *f,
	     struct diag *d)
{
	struct reading r = { .f = f, .names = names, .d = d };
	struct te_lex ahead;
	struct te_token t;
	const char *zero;

	*f = (struct te_file){ .path = mem_strdup(path) };
	buf_add(&f->text, text, n);
	te_lex_init(&r.lx, f->path, buf_str(&f->text), f->text.len);
	zero = memchr(buf_str(&f->text), '\0', f->text.len);
	if (zero)
		return diag_set(d, "%s: NUL byte at offset %zu; this is not a .te", path,
				(size_t)(zero - f->text.data));
	if (check_leftovers(f, d) < 0 || check_first_line(&r) < 0)
		return -1;
	r.hand = r.lx.p;
	if (f->ours)
		skip_header(&r);
	ahead = r.lx;
	te_lex_code(&ahead, &t);
	keep_hand(&r, t.text.p > r.hand ? t.text.p : r.hand);
	if (read_module(&r) < 0)
		return -1;
	resume_hand(&r);
	if (read_body(&r) < 0)
		return -1;
	prepend_unknown(f);
	mark_attributes(f, names);
	te_file_set_hand_statements(f);
	return 0;
}

int te_read(const char *path, struct intern *names, struct te_file *f, struct diag *d)
{
	struct buf text = { 0 };
	int rc;

	*f = (struct te_file){ 0 };
	rc = fileio_check_regular(path, d);
	if (rc == 0)
		rc = fileio_read(path, TE_FILE_MAX_BYTES, &text, d);
	if (rc == 0)
		rc = te_parse(path, buf_str(&text), text.len, names, f, d);
	buf_release(&text);
	return rc;
}

void te_load(const struct te_file *f, struct ledger *denials, struct decisions *decisions)
{
	size_t i;

	for (i = 0; i < f->block_count; i++) {
		rule_id id = ledger_ensure(denials, &f->blocks[i].key);

		if (decisions_get(decisions, id)->state == DECISION_OPEN)
			decisions_load(decisions, id, &f->blocks[i].decision);
	}
}
