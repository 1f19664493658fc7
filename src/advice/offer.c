// SPDX-License-Identifier: GPL-2.0-or-later
/* Collects the fixes that can be chosen instead of a statement (booleans, labels, ports, a
 * level) and proves a rule as if a fix were made. */
#include "config.h"

#include "advice/offer.h"

#include <stdlib.h>
#include <string.h>

#include "advice/fix_boolean.h"
#include "policy/constraint.h"
#include "advice/fix_label_port.h"
#include "base/lex.h"
#include "base/mem.h"
#include "base/text.h"
#include "policy/whatif.h"

void offers_release(struct offers *o)
{
	size_t i;

	for (i = 0; i < o->count; i++) {
		free(o->items[i].to);
		free(o->items[i].command);
		free(o->items[i].words);
	}
	free(o->items);
	*o = (struct offers){ 0 };
}

/* Take the texts. */
static void add_offer(struct offers *o, enum fix_by by, struct buf *to, struct buf *command,
		      struct buf *words)
{
	o->items = mem_grow(o->items, &o->cap, o->count + 1, sizeof(*o->items));
	o->items[o->count++] =
		(struct offer){ by, buf_take(to), buf_take(command), buf_take(words) };
}

static void add_booleans(struct judge *j, const struct rule *r, struct offers *o)
{
	const struct policy_index *ix = judge_policy(j);
	struct buf to = { 0 }, command = { 0 }, words = { 0 };
	struct boolean_fixes fixes;
	size_t i;
	unsigned k;

	judge_booleans(j, r, &fixes);
	boolean_notes_sort(judge_notes(j), judge_policy(j), &fixes);
	for (i = 0; i < fixes.count; i++) {
		const struct boolean_fix *f = &fixes.items[i];

		for (k = 0; k < f->count; k++)
			buf_addf(&to, "%s%s=%s", k ? " " : "",
				 policy_index_name_of(ix, POLNAME_BOOL, f->set[k].value),
				 f->set[k].state ? "on" : "off");
		buf_addf(&words, "set %s", buf_str(&to));
		boolean_command(f, ix, &command);
		add_offer(o, FIX_BOOLEAN, &to, &command, &words);
	}
}

/* All paths or ports together are one offer: fixing one alone would not be enough. */
static void add_fixes(struct judge *j, const struct rule *r, enum fix_by by, struct offers *o)
{
	struct buf to = { 0 }, command = { 0 }, words = { 0 };
	struct fixes fixes = { 0 };
	size_t i, left_out = 0;

	if (!(by == FIX_LABEL ? fix_labels(j, r, &fixes) : fix_ports(j, r, &fixes)))
		return;
	for (i = 0; i < fixes.count; i++) {
		const struct fix *f = &fixes.items[i];

		if (!text_has_word(buf_str(&to), f->type))
			buf_addf(&to, "%s%s", to.len ? " " : "", f->type);
		if (command.len + strlen(f->command) + 2 > OFFER_COMMAND_MAX_BYTES)
			left_out++;
		else
			buf_addf(&command, "%s%s", command.len ? "; " : "", f->command);
	}
	if (left_out)
		buf_addf(&command, "  # and %zu more", left_out);
	buf_addf(&words, "%s %s%s", by == FIX_LABEL ? "label" : "give port", fixes.items[0].object,
		 fixes.count > 1 ? " and others" : "");
	buf_addf(&words, " %s%s", by == FIX_LABEL ? "as " : "the type ", buf_str(&to));
	add_offer(o, by, &to, &command, &words);
	fixes_release(&fixes);
}

static void level_command(struct judge *j, const struct rule *r, const char *level, struct buf *out)
{
	const struct seen *seen[RULE_SEEN_MAX];
	size_t n = rule_seen(r, SEEN_PATH, seen), i, before;

	for (i = 0; i < n && out->len < OFFER_COMMAND_MAX_BYTES; i++) {
		before = out->len;
		if (before)
			buf_adds(out, "; ");
		if (!label_level_command(intern_str(judge_names(j), seen[i]->text), level, out) ||
		    out->len > OFFER_COMMAND_MAX_BYTES) {
			out->len = before;
			if (out->data)
				out->data[before] = '\0';
		}
	}
	if (!out->len)
		buf_addf(out, "chcon -l %s", level);
}

static void add_level(struct judge *j, const struct rule *r, const struct judgement *judged,
		      struct offers *o)
{
	struct buf to = { 0 }, command = { 0 }, words = { 0 };
	struct constraint_words c = { 0 };

	if (judge_constraint_words(j, r, &r->tuples[judged->first[VERDICT_CONSTRAINT]], &c) &&
	    c.level.len) {
		buf_adds(&to, buf_str(&c.level));
		buf_addf(&words, "give the object the level %s", buf_str(&to));
		level_command(j, r, buf_str(&to), &command);
		add_offer(o, FIX_LEVEL, &to, &command, &words);
	}
	constraint_words_release(&c);
}

void offers_find(struct judge *j, const struct rule *r, const struct judgement *judged,
		 struct offers *out)
{
	offers_release(out);
	if (kind_of(r->key.kind)->judge != KIND_JUDGE_ACCESS || !r->tuple_count)
		return;
	if (judged->held[VERDICT_RELABEL])
		add_fixes(j, r, FIX_LABEL, out);
	if (judged->held[VERDICT_PORT])
		add_fixes(j, r, FIX_PORT, out);
	if (judged->held[VERDICT_CONSTRAINT])
		add_level(j, r, judged, out);
	if (judged->held[VERDICT_BOOLEAN])
		add_booleans(j, r, out);
}

/* Apply "x=on y=off" to the selection. False if the policy does not have the boolean. */
static bool apply_booleans(struct judge *j, struct judge_selection *s,
			   const struct lex_words *words)
{
	size_t i;

	for (i = 0; i < words->count; i++) {
		const char *word = words->words[i], *is = strchr(word, '=');
		uint32_t value;

		if (!is)
			return false;
		value = policy_index_value(judge_policy(j), POLNAME_BOOL,
					   (struct slice){ word, (size_t)(is - word) });
		if (!value)
			return false;
		whatif_bool(&s->overlay, judge_policy(j), value, strcmp(is, "=on") == 0);
	}
	return words->count > 0;
}

/* The tuple's object with another type or level. False if the policy does not know it. */
static bool change_object(struct judge *j, const struct tuple *t, enum fix_by by, const char *to,
			  struct policy_context *out)
{
	const char *text = intern_str(judge_names(j), t->tcontext);
	struct context_parts p;
	struct buf b = { 0 };
	bool ok;

	if (!record_context_parts(slice_of(text), &p))
		return false;
	if (by == FIX_LEVEL)
		p.level = slice_of(to);
	else
		p.type = slice_of(to);
	buf_addf(&b, "%.*s:%.*s:%.*s", (int)p.user.n, p.user.p, (int)p.role.n, p.role.p,
		 (int)p.type.n, p.type.p);
	if (p.level.n)
		buf_addf(&b, ":%.*s", (int)p.level.n, p.level.p);
	context_parse(out, judge_policy(j), judge_baseline(j), slice_of(buf_str(&b)));
	ok = out->type && !(out->flaws & (CONTEXT_MALFORMED | CONTEXT_NO_LEVEL));
	if (!ok)
		context_release(out);
	buf_release(&b);
	return ok;
}

static enum proof prove_object(struct judge *j, const struct tuple *t, struct eval_query *q,
			       const struct judge_selection *s, enum fix_by by, const char *to,
			       enum verdict *why)
{
	struct policy_context object;
	struct eval_answer a;

	if (!change_object(j, t, by, to, &object))
		return PROOF_UNPROVED;
	q->target = &object;
	policy_query(judge_policy(j), q, &s->overlay, &a);
	context_release(&object);
	*why = a.reasons ? judge_verdict_of(a.reasons) : VERDICT_ALLOWED;
	return a.reasons ? PROOF_BLOCKED : PROOF_PROVEN;
}

/* Prove it for each of the values: a tuple does not say which object gets which. */
static enum proof prove_tuple(struct judge *j, const struct rule *r, const struct tuple *t,
			      const struct judge_selection *s, enum fix_by by,
			      const struct lex_words *words, enum verdict *why)
{
	enum proof proof = PROOF_UNPROVED;
	struct eval_answer a;
	struct eval_query q;
	size_t i;

	*why = VERDICT_UNKNOWN;
	if (!judge_query(j, r, t, &q) || !q.source->type || !q.target->type)
		return PROOF_UNPROVED;
	policy_query(judge_policy(j), &q, judge_baseline(j), &a);
	if (!a.reasons)
		return PROOF_NO_EFFECT;
	if (by == FIX_BOOLEAN) {
		policy_query(judge_policy(j), &q, &s->overlay, &a);
		*why = judge_verdict_of(a.reasons);
		return a.reasons ? PROOF_BLOCKED : PROOF_PROVEN;
	}
	for (i = 0; i < words->count; i++) {
		proof = prove_object(j, t, &q, s, by, words->words[i], why);
		if (proof != PROOF_PROVEN)
			break;
	}
	return proof;
}

void offer_prove(struct judge *j, const struct rule *r, struct judge_selection *s, enum fix_by by,
		 const char *to, struct judge_proof *out)
{
	struct fixes ports = { 0 };
	struct lex_words words = { 0 };
	bool known = by != FIX_NONE && kind_of(r->key.kind)->judge == KIND_JUDGE_ACCESS && to &&
		     lex_line(&words, to, NULL, 0, NULL) == 0 && words.count;
	enum verdict why = VERDICT_UNKNOWN;
	uint32_t i;

	*out = (struct judge_proof){ .proof = PROOF_UNPROVED, .blocked_by = VERDICT_UNKNOWN };
	if (known && by == FIX_BOOLEAN)
		known = apply_booleans(j, s, &words);
	judge_select_finish(j, s);
	if (by == FIX_PORT && !fix_ports(j, r, &ports))
		ports.perms = UINT32_MAX;
	for (i = 0; i < r->tuple_count; i++) {
		bool other = by == FIX_PORT && !fixes_answer(&ports, r, r->tuples[i].perm);
		enum proof p = known ? prove_tuple(j, r, &r->tuples[i], s, other ? FIX_BOOLEAN : by,
						   &words, &why)
				     : PROOF_UNPROVED;

		judge_proof_add(out, p, why, i);
	}
	judge_proof_settle(out, r);
	fixes_release(&ports);
	lex_release(&words);
}

void offer_proof_words(const struct judge_proof *p, enum fix_by by, bool decided, struct buf *out)
{
	static const char *const with[FIX_WAYS] = {
		[FIX_NONE] = "with the fix made",
		[FIX_BOOLEAN] = "with the boolean set",
		[FIX_LABEL] = "with the right label",
		[FIX_PORT] = "with that port type",
		[FIX_LEVEL] = "with that level on the object",
	};
	uint32_t all = judge_proof_all(p);

	switch (p->proof) {
	case PROOF_PROVEN:
		buf_addf(out, "%s, everything that was denied %s allowed", with[by],
			 decided ? "is" : "would be");
		break;
	case PROOF_BLOCKED:
		buf_addf(out, "%s, %u of %u %s blocked: %s", with[by], p->counts[PROOF_BLOCKED],
			 all, decided ? "are still" : "would remain", verdict_words(p->blocked_by));
		break;
	case PROOF_NO_EFFECT:
		buf_adds(out, "the policy already allows it");
		break;
	case PROOF_UNPROVED:
	case PROOFS:
		if (by == FIX_NONE)
			buf_adds(out, "the fix is not specified");
		else
			buf_addf(out, "this policy cannot prove %u of %u",
				 p->counts[PROOF_UNPROVED], all);
		break;
	}
}
