// SPDX-License-Identifier: GPL-2.0-or-later
/* Adopts a .te that audit2allow or a person wrote: moves its plain rules into blocks, and proves by
 * compiling that the module still means the same. */
#include "config.h"

#include "module/te_adopt.h"

#include <stdlib.h>
#include <string.h>

#include "module/build.h"
#include "base/process.h"
#include "module/cil_set.h"
#include "base/fileio.h"
#include "base/mem.h"
#include "te/write.h"
#include "base/text.h"

/* audit2allow (sepolgen/output.py, policygen.py) writes a heading for each source type, and remarks
 * of one or more lines before a rule. */
#define HEADING "#============="
#define REMARK  "#!!!!"

static bool is_blank(struct slice line)
{
	size_t i;

	for (i = 0; i < line.n; i++)
		if (!strchr(" \t\r", line.p[i]) || !line.p[i])
			return false;
	return true;
}

/* Append a comment to a note, without its mark. Of the lines that continue a remark of audit2allow,
 * keep only the names of booleans, which it indents. */
static void add_comment(struct slice line, bool in_remark, struct buf *said)
{
	bool remark = slice_begins(line, REMARK);
	size_t skip = remark ? strlen(REMARK) : 1;

	bool goes_on = in_remark && !remark;

	if (goes_on && !slice_begins(line, "#     "))
		return;
	while (skip < line.n && strchr(" \t", line.p[skip]) && line.p[skip])
		skip++;
	while (line.n > skip && strchr(" \t\r", line.p[line.n - 1]))
		line.n--;
	if (skip == line.n)
		return;
	buf_adds(said, !said->len ? "" : goes_on ? " " : "\n");
	buf_adds(said, remark ? "audit2allow: " : "");
	buf_add(said, line.p + skip, line.n - skip);
}

/* Split the text before a rule that becomes a block: comments right before the rule go to `said`,
 * the rest, without audit2allow's headings, to `kept`. */
static void split_gap(const char *from, const char *to, struct buf *kept, struct buf *said)
{
	struct buf comments = { 0 };
	const char *p, *end;
	bool remark = false;

	buf_clear(said);
	for (p = from; p < to; p = end) {
		const char *newline = memchr(p, '\n', (size_t)(to - p));
		struct slice line = { p, (size_t)((newline ? newline : to) - p) };

		end = newline ? newline + 1 : to;
		/* A remark on a constraint contains an empty line. */
		remark = (remark && (is_blank(line) || line.p[0] == '#')) ||
			 slice_begins(line, REMARK);
		if (slice_begins(line, HEADING)) {
			remark = false;
		} else if ((line.n && line.p[0] == '#') || (remark && newline)) {
			buf_add(&comments, p, (size_t)(end - p));
			if (!is_blank(line))
				add_comment(line, remark, said);
		} else if (newline || !is_blank(line)) {
			buf_add(kept, buf_str(&comments), comments.len);
			buf_clear(&comments);
			buf_clear(said);
			buf_add(kept, p, (size_t)(end - p));
		}
	}
	buf_release(&comments);
}

/* A comment after the rule on the same line is also part of its note. Return where it ends. */
static size_t add_trailing_comment(const struct te_file *f, size_t at, struct buf *said)
{
	const char *p = f->text.data + at, *end = f->text.data + f->text.len, *q;

	while (p < end && (*p == ' ' || *p == '\t'))
		p++;
	if (p == end || *p != '#')
		return at;
	for (q = p; q < end && *q != '\n'; q++)
		;
	add_comment((struct slice){ p, (size_t)(q - p) }, false, said);
	return (size_t)(q - f->text.data);
}

/* Merge two rules for the same source, target and class. */
static void join_statements(struct statement *to, const struct statement *from,
			    const struct intern *names)
{
	size_t i;

	for (i = 0; i < from->perm_count; i++)
		statement_add_perm(to, from->perms[i], names);
	for (i = 0; i < from->ioctl_count; i++)
		statement_add_ioctl(to, from->ioctls[i]);
}

static struct te_block *find_block(struct te_file *f, const struct rule_key *key)
{
	const struct te_block *b = te_find_block(f, key);

	return b ? &f->blocks[b - f->blocks] : NULL;
}

static bool is_plain(const struct te_rule *r)
{
	const struct statement *st = &r->statement;

	return (st->kind == STATEMENT_ALLOW || st->kind == STATEMENT_DONTAUDIT) &&
	       !st->source_attribute && !st->target_attribute;
}

size_t te_adopt_count(const struct te_file *f)
{
	size_t i, n = 0;

	for (i = 0; i < f->rule_count; i++)
		n += is_plain(&f->rules[i]);
	return n;
}

static struct rule_key key_of(const struct statement *st, size_t class)
{
	return (struct rule_key){ .kind = kind_of_allow(),
				  .source = st->source,
				  .target = st->target,
				  .class = st->classes[class],
				  .role = NAME_EMPTY };
}

/* True unless a block for the same rule has a statement of another kind: a rule is one decision. */
static bool fits_blocks(struct te_file *f, const struct statement *st)
{
	size_t i;

	for (i = 0; i < st->class_count; i++) {
		struct rule_key key = key_of(st, i);
		const struct te_block *b = te_find_block(f, &key);

		if (b && b->written.kind != st->kind)
			return false;
	}
	return true;
}

/* Add one decision for each class. */
static void adopt_rule(struct te_file *f, const struct te_rule *r, const char *said,
		       const struct intern *names)
{
	const struct statement *st = &r->statement;
	size_t i;

	for (i = 0; i < st->class_count; i++) {
		struct rule_key key = key_of(st, i);
		struct te_block *b = find_block(f, &key);

		if (!b) {
			struct te_block fresh = { .line = r->line, .key = key, .stands = true };

			fresh.decision.state = st->kind == STATEMENT_DONTAUDIT ? DECISION_DONTAUDIT
									       : DECISION_ACCEPTED;
			fresh.decision.at_ms = TIME_NONE;
			fresh.decision.step = mem_strdup(TE_ADOPTED_STEP);
			statement_copy(&fresh.written, st);
			fresh.written.classes[0] = st->classes[i];
			fresh.written.class_count = 1;
			b = te_file_add_block(f, &fresh);
		} else {
			join_statements(&b->written, st, names);
		}
		if (*said && !b->decision.note)
			b->decision.note = mem_strdup(said);
	}
}

/* Keep the comments in the require block. */
static void keep_comments(const struct te_file *f, struct intern *names, struct buf *kept)
{
	struct te_needs needs = { 0 };
	struct buf comments = { 0 };
	struct te_lex lx;

	te_lex_init(&lx, NULL, f->text.data + f->require.from, f->require.to - f->require.from);
	if (te_needs_parse(&lx, names, &needs, &comments))
		buf_add(kept, buf_str(&comments), comments.len);
	te_needs_release(&needs);
	buf_release(&comments);
}

bool te_is_adopted(const struct decision *d)
{
	return d->step && strcmp(d->step, TE_ADOPTED_STEP) == 0;
}

void te_adopt(struct te_file *f, struct intern *names)
{
	struct buf kept = { 0 }, said = { 0 };
	const char *text = buf_str(&f->text);
	size_t i, at = 0;
	bool required = f->require.to == 0;

	buf_clear(&f->hand);
	/* Drop the module line, then go through the rules in order, and the require block among
	 * them. */
	buf_add(&kept, text, f->module.from);
	at = f->module.to;
	for (i = 0; i <= f->rule_count; i++) {
		struct te_rule *r = i < f->rule_count ? &f->rules[i] : NULL;

		if (!required && (!r || f->require.from < r->from)) {
			buf_add(&kept, text + at, f->require.from - at);
			te_file_add_hand(f, buf_str(&kept), buf_str(&kept) + kept.len);
			buf_clear(&kept);
			keep_comments(f, names, &f->hand);
			at = f->require.to;
			required = true;
		}
		if (!r || !is_plain(r) || !fits_blocks(f, &r->statement))
			continue;
		split_gap(text + at, text + r->from, &kept, &said);
		te_file_add_hand(f, buf_str(&kept), buf_str(&kept) + kept.len);
		buf_clear(&kept);
		at = add_trailing_comment(f, r->to, &said);
		adopt_rule(f, r, buf_str(&said), names);
	}
	buf_add(&kept, text + at, f->text.len - at);
	te_file_add_hand(f, buf_str(&kept), buf_str(&kept) + kept.len);
	for (i = 0; i < f->block_count; i++) {
		struct te_block *b = &f->blocks[i];

		b->decision.chosen = true;
		statement_copy(&b->decision.statement, &b->written);
		b->decision.statement.kind = STATEMENT_ALLOW;
	}
	f->ours = true;
	te_file_set_hand_statements(f);
	buf_release(&kept);
	buf_release(&said);
}

/* Compile `text` and add its statements to `out`. Return 0, or -1 with `d`. */
static int compile_text(const struct te_file *f, const struct buf *text, struct cil_set *out,
			struct diag *d)
{
	struct buf output = { 0 };
	struct build_result errors = { 0 };
	int rc = build_compile_set(f->name, buf_str(text), text->len, 0, out, &output, d);

	if (rc == 0)
		rc = build_add_errors(&output, fileio_base(f->path), NULL, &errors, d);
	build_result_release(&errors);
	buf_release(&output);
	return rc < 0 ? -1 : 0;
}

static void write_alone(const struct te_file *f, struct intern *names, struct buf *out)
{
	struct ledger *ledger = ledger_new(names, 0);
	struct decisions *decisions = decisions_new();
	struct te_written written = { 0 };
	struct te_content content = { .names = names,
				      .denials = ledger,
				      .decisions = decisions,
				      .name = f->name,
				      .previous = f };

	te_load(f, ledger, decisions);
	te_write(&content, out, &written);
	te_written_release(&written);
	decisions_free(decisions);
	ledger_free(ledger);
}

int te_adopt_check(const struct te_file *f, struct intern *names, struct diag *d)
{
	struct cil_set was = { 0 }, is = { 0 };
	struct buf text = { 0 };
	struct diag why = { 0 };
	int rc = -1;

	if (!process_found("checkmodule"))
		return 1;
	if (compile_text(f, &f->text, &was, &why) < 0) {
		diag_set(d, "%s does not compile, so its rules cannot be adopted: %s", f->path,
			 diag_text(&why));
		goto out;
	}
	write_alone(f, names, &text);
	if (compile_text(f, &text, &is, &why) < 0 || cil_set_compare(&was, &is, &why) < 0)
		diag_set(d,
			 "%s: adopting it would change its meaning; this is a bug in avcurate: %s",
			 f->path, diag_text(&why));
	else
		rc = 0;
out:
	buf_release(&text);
	diag_release(&why);
	cil_set_release(&was);
	cil_set_release(&is);
	return rc;
}
