// SPDX-License-Identifier: GPL-2.0-or-later
/* Puts a judgement into lines: each reason with its details and what would fix it. Judges
 * nothing itself. */
#include "config.h"

#include "advice/explain.h"

#include <inttypes.h>
#include <stdlib.h>

#include "advice/fix_boolean.h"
#include "policy/constraint.h"
#include "advice/fix_label_port.h"
#include "base/mem.h"
#include "policy/reach.h"
#include "policy/reason.h"
#include "base/text.h"
#include "policy/whatif.h"

/* Beyond this many boolean fixes, show only how many there are. */
#define BOOLEANS_SHOWN    3
#define CONSTRAINTS_SHOWN 4
#define PARTS_LOOKED_AT   16 /* at most BOOLEAN_FIXES_MAX */
#define TUPLES_LOOKED_AT  64 /* to find out whether one remedy fits all of them */

void explain_release(struct explain *e)
{
	size_t i;

	for (i = 0; i < e->count; i++)
		free(e->lines[i].text);
	free(e->lines);
	*e = (struct explain){ 0 };
}

/* Take the text of `b`. */
static void add_line(struct explain *e, enum explain_kind kind, enum verdict v, struct buf *b)
{
	e->lines = mem_grow(e->lines, &e->cap, e->count + 1, sizeof(*e->lines));
	e->lines[e->count++] = (struct explain_line){ kind, v, buf_take(b) };
}

/* If no boolean allows everything: show those that allow most and, among equals, those that open
 * least. */
static void add_partly(struct judge *j, const struct rule *r, struct explain *e)
{
	struct boolean_part parts[PARTS_LOOKED_AT];
	struct boolean_fixes fixes = { 0 };
	struct buf text = { 0 };
	size_t n = judge_booleans_partly(j, r, parts, PARTS_LOOKED_AT), i, shown = 0, k;

	for (i = 0; i < n && shown < BOOLEANS_SHOWN; i = k) {
		fixes.count = 0;
		for (k = i; k < n && parts[k].covers == parts[i].covers; k++) {
			fixes.items[k - i] = (struct boolean_fix){ .count = 1 };
			fixes.items[k - i].set[0].value = parts[k].value;
			fixes.items[k - i].set[0].state = parts[k].state;
			fixes.count++;
		}
		boolean_notes_sort(judge_notes(j), judge_policy(j), &fixes);
		for (size_t at = 0; at < fixes.count && shown < BOOLEANS_SHOWN; at++, shown++) {
			boolean_command(&fixes.items[at], judge_policy(j), &text);
			buf_addf(&text, " would allow %u of these %u", parts[i].covers,
				 r->tuple_count);
			add_line(e, EXPLAIN_DETAIL, VERDICT_BOOLEAN, &text);
		}
	}
}

static void add_booleans(struct judge *j, const struct rule *r, struct explain *e)
{
	const struct policy_index *ix = judge_policy(j);
	struct boolean_fixes fixes;
	struct buf text = { 0 };
	size_t i;

	judge_booleans(j, r, &fixes);
	if (!fixes.count)
		add_partly(j, r, e);
	boolean_notes_sort(judge_notes(j), judge_policy(j), &fixes);
	for (i = 0; i < fixes.count && i < BOOLEANS_SHOWN; i++) {
		boolean_command(&fixes.items[i], ix, &text);
		add_line(e, EXPLAIN_FIX, VERDICT_BOOLEAN, &text);
		buf_adds(&text, boolean_note(judge_notes(j), ix, &fixes.items[i]));
		add_line(e, EXPLAIN_EFFECT, VERDICT_BOOLEAN, &text);
	}
	if (fixes.count + fixes.more > BOOLEANS_SHOWN) {
		buf_addf(&text, "%zu other boolean setting%s would also allow it",
			 fixes.count + fixes.more - BOOLEANS_SHOWN,
			 fixes.count + fixes.more - BOOLEANS_SHOWN == 1 ? "" : "s");
		add_line(e, EXPLAIN_EFFECT, VERDICT_BOOLEAN, &text);
	}
}

static void add_text(struct explain *e, enum explain_kind kind, const struct buf *from)
{
	struct buf text = { 0 };

	if (!from->len)
		return;
	buf_adds(&text, buf_str(from));
	add_line(e, kind, VERDICT_CONSTRAINT, &text);
}

static bool constraint_fails(struct judge *j, const struct eval_query *q, uint32_t constraint)
{
	const struct policy_index_constraint *c = &judge_policy(j)->constraints[constraint];

	return c->perms & q->perms &&
	       eval_constraint(judge_policy(j), judge_baseline(j), c, q->source, q->source->type,
			       q->target, q->target->type) == EVAL_FALSE;
}

/* The restriction to state if the remedy for one access does not fit all accesses that a
 * constraint forbids: others may have other levels. NULL: it fits all. */
static const char *remedy_limit(struct judge *j, const struct rule *r, const struct tuple *one,
				const struct constraint_words *words)
{
	struct constraint_words other = { 0 };
	uint32_t i, looked = 0;
	const char *limit = NULL;

	for (i = 0; i < r->tuple_count && !limit; i++) {
		const struct tuple *t = &r->tuples[i];

		if ((t->scontext == one->scontext && t->tcontext == one->tcontext) ||
		    !judge_constraint_words(j, r, t, &other))
			continue;
		if (looked++ == TUPLES_LOOKED_AT) {
			limit = "others here may need another fix";
			break;
		}
		if (other.cause != words->cause ||
		    strcmp(buf_str(&other.level), buf_str(&words->level)) != 0 ||
		    (!words->level.len &&
		     strcmp(buf_str(&other.remedy), buf_str(&words->remedy)) != 0))
			limit = "others here need another fix";
	}
	constraint_words_release(&other);
	return limit;
}

static void add_remedy(struct judge *j, const struct rule *r, const struct tuple *t,
		       const struct constraint_words *words, struct explain *e)
{
	const struct intern *names = judge_names(j);
	const char *limit = words->remedy.len ? remedy_limit(j, r, t, words) : NULL;
	struct buf text = { 0 };

	if (!limit) {
		add_text(e, EXPLAIN_FIX, &words->remedy);
		return;
	}
	text_clean(&text, slice_of(intern_str(names, t->scontext)));
	buf_adds(&text, " on ");
	text_clean(&text, slice_of(intern_str(names, t->tcontext)));
	buf_addf(&text, " (%s): %s", limit, buf_str(&words->remedy));
	add_line(e, EXPLAIN_FIX, VERDICT_CONSTRAINT, &text);
}

static void add_constraint(struct judge *j, const struct rule *r, const struct tuple *t,
			   struct explain *e)
{
	struct constraint_words words = { 0 };
	struct eval_query q;
	uint32_t i, more = CONSTRAINTS_SHOWN - 1, first = judge_constraint(j, r, t, &q);
	struct policy_index_run run;

	if (first == EVAL_NONE)
		return;
	policy_constraint(judge_policy(j), &q, judge_baseline(j), first, &words);
	add_text(e, EXPLAIN_DETAIL, &words.text);
	add_text(e, EXPLAIN_DETAIL, &words.rule);
	add_remedy(j, r, t, &words, e);
	add_text(e, EXPLAIN_DANGER, &words.danger);
	/* Explain the other failing constraints. The remedy above satisfies them all. */
	run = judge_policy(j)->classes[q.class_value].constraints;
	for (i = run.first; i < run.first + run.count && more; i++) {
		if (i == first || !constraint_fails(j, &q, i))
			continue;
		policy_constraint(judge_policy(j), &q, judge_baseline(j), i, &words);
		add_text(e, EXPLAIN_DETAIL, &words.text);
		add_text(e, EXPLAIN_DETAIL, &words.rule);
		add_text(e, EXPLAIN_DANGER, &words.danger);
		more--;
	}
	constraint_words_release(&words);
}

static void add_other(struct judge *j, const struct rule *r, const struct tuple *t, enum verdict v,
		      struct explain *e)
{
	struct buf text = { 0 };
	struct eval_query q;

	if (!judge_query(j, r, t, &q))
		return;
	q.assume = true;
	if (v == VERDICT_ROLE)
		reason_role(judge_policy(j), &q, &text);
	else if (v == VERDICT_BOUNDS)
		reason_bounds(judge_policy(j), judge_baseline(j), &q, &text);
	else
		reason_xperm(judge_policy(j), judge_baseline(j), &q, &text);
	if (text.len)
		add_line(e, EXPLAIN_DETAIL, v, &text);
	buf_release(&text);
}

/* For a generic domain: each program seen that would have a domain of its own if its file were
 * labelled correctly. */
static void add_domains(struct judge *j, const struct rule *r, struct explain *e)
{
	const struct seen *seen[RULE_SEEN_MAX];
	size_t n = rule_seen(r, SEEN_EXE, seen), i;
	struct domain_fix fix = { 0 };
	struct buf text = { 0 };

	for (i = 0; i < n; i++) {
		if (!fix_domain(j, r, intern_str(judge_names(j), seen[i]->text), &fix))
			continue;
		text_clean(&text, slice_of(intern_str(judge_names(j), seen[i]->text)));
		buf_addf(&text, " should be labelled %s and run in %s%s", fix.exec_type, fix.domain,
			 fix.allows ? ", which is allowed all of this" : "");
		add_line(e, EXPLAIN_DETAIL, VERDICT_WRONG_DOMAIN, &text);
		buf_adds(&text, fix.command);
		add_line(e, EXPLAIN_FIX, VERDICT_WRONG_DOMAIN, &text);
	}
	domain_fix_release(&fix);
}

/* Only class fd shows where the descriptor was opened: its target is the domain that did. */
static void add_leak(struct judge *j, const struct rule *r, struct explain *e)
{
	const struct intern *names = judge_names(j);
	const bool fd = strcmp(intern_str(names, r->key.class), "fd") == 0;
	struct buf text = { 0 };
	uint64_t leaked = 0, all = 0;
	uint32_t i;

	for (i = 0; i < r->tuple_count; i++) {
		leaked += r->tuples[i].inherited;
		all += r->tuples[i].count;
	}
	buf_addf(&text,
		 "%" PRIu64 " of %" PRIu64 " denials occurred while execve changed the domain; "
		 "the program continued%s",
		 leaked, all, r->permissive ? "" : ", with /dev/null instead");
	add_line(e, EXPLAIN_DETAIL, VERDICT_LEAKED_FD, &text);
	if (fd) {
		buf_addf(&text, "opened by a process in %s", intern_str(names, r->key.target));
		add_line(e, EXPLAIN_DETAIL, VERDICT_LEAKED_FD, &text);
	}
	buf_adds(&text, "set O_CLOEXEC where it is opened, or silence it with dontaudit; "
			"allow it only if passed on purpose");
	add_line(e, EXPLAIN_FIX, VERDICT_LEAKED_FD, &text);
}

/* Say what is invalid in a context, and why. */
static void add_flaws(struct judge *j, const char *whose, name_id context, enum verdict v,
		      struct explain *e)
{
	const struct policy_context *c = judge_context(j, context);
	struct buf text = { 0 };

	if (!c->flaws)
		return;
	buf_adds(&text, whose);
	context_flaws(c, slice_of(intern_str(judge_names(j), context)), &text);
	add_line(e, EXPLAIN_DETAIL, v, &text);
}

/* A module with a permission that the policy lacks cannot be loaded; say whether the other
 * permissions help. */
static void add_without(struct judge *j, const struct rule *r, const struct intern *names,
			const name_id *unknown, size_t n, struct explain *e)
{
	struct judge_selection s = { 0 };
	struct statement st = { 0 };
	struct judge_proof p;
	struct buf text = { 0 };
	size_t i;

	rule_statement(r, names, &st);
	for (i = 0; i < n; i++)
		statement_remove_perm(&st, unknown[i]);
	judge_select(j, r->key.class, &s);
	if (st.perm_count && judge_select_add(j, &s, &st, NULL) == 0) {
		judge_select_finish(j, &s);
		judge_prove(j, r, &s, false, &p);
		buf_adds(&text, "drop what the policy lacks (e):");
		for (i = 0; i < n; i++)
			buf_addf(&text, " %s", intern_str(names, unknown[i]));
		buf_addf(&text, "; of the others, %u would be allowed and %u would stay blocked",
			 p.counts[PROOF_PROVEN] + p.counts[PROOF_NO_EFFECT],
			 p.counts[PROOF_BLOCKED]);
		add_line(e, EXPLAIN_FIX, VERDICT_UNKNOWN, &text);
	}
	judge_selection_release(&s);
	statement_release(&st);
}

static void add_unknown(struct judge *j, const struct rule *r, const struct intern *names,
			struct explain *e)
{
	const struct policy_index *ix = judge_policy(j);
	const name_id parts[] = { r->key.source, r->key.target, r->key.class };
	struct buf text = { 0 };
	uint32_t class_value;
	name_id *unknown;
	size_t i, n;

	for (i = 0; i < AV_ARRAY_LEN(parts); i++) {
		struct slice name = slice_of(intern_str(names, parts[i]));

		if (!name.n || (i < 2 ? whatif_type_value(judge_baseline(j), ix, name)
				      : policy_index_value(ix, POLNAME_CLASS, name)))
			continue;
		if (i == 1 && parts[1] == parts[0])
			continue;
		buf_addf(&text, "the policy has no %s ", i < 2 ? "type" : "class");
		text_clean(&text, name);
		add_line(e, EXPLAIN_DETAIL, VERDICT_UNKNOWN, &text);
	}
	class_value =
		policy_index_value(ix, POLNAME_CLASS, slice_of(intern_str(names, r->key.class)));
	unknown = mem_alloc((r->perm_count + 1) * sizeof(*unknown));
	for (i = n = 0; class_value && i < r->perm_count; i++) {
		const char *perm = intern_str(names, r->perms[i].perm);

		if (policy_index_perm(ix, class_value, slice_of(perm)))
			continue;
		unknown[n++] = r->perms[i].perm;
		buf_addf(&text, "class %s has no permission %s in this policy",
			 intern_str(names, r->key.class), perm);
		add_line(e, EXPLAIN_DETAIL, VERDICT_UNKNOWN, &text);
	}
	if (n && n < r->perm_count)
		add_without(j, r, names, unknown, n, e);
	free(unknown);
}

static void add_fixes(struct judge *j, const struct rule *r, enum verdict v, struct explain *e)
{
	struct fixes fixes = { 0 };
	struct buf text = { 0 };
	size_t i;

	if (v == VERDICT_RELABEL)
		fix_labels(j, r, &fixes);
	else
		fix_ports(j, r, &fixes);
	for (i = 0; i < fixes.count; i++) {
		buf_addf(&text, "%s%s should be %s", v == VERDICT_PORT ? "port " : "",
			 fixes.items[i].object, fixes.items[i].type);
		if (fixes.items[i].owner)
			buf_addf(&text, "; services that use it as %s would lose it",
				 fixes.items[i].owner);
		add_line(e, EXPLAIN_DETAIL, v, &text);
		buf_adds(&text, fixes.items[i].command);
		add_line(e, EXPLAIN_FIX, v, &text);
	}
	fixes_release(&fixes);
}

/* Some of several paths are mislabelled: relabelling does not answer the rule, but is the fix
 * for these paths. */
static void add_labels_partly(struct judge *j, const struct rule *r, enum verdict lead,
			      struct explain *e)
{
	struct fixes fixes = { 0 };
	struct buf text = { 0 };
	size_t i;

	if (!fix_labels_partly(j, r, &fixes))
		fixes_release(&fixes);
	for (i = 0; i < fixes.count; i++) {
		buf_addf(&text, "%s should be %s (the other paths need another fix): %s",
			 fixes.items[i].object, fixes.items[i].type, fixes.items[i].command);
		add_line(e, EXPLAIN_DETAIL, lead, &text);
	}
	fixes_release(&fixes);
}

/* Warn if its statement would be the first to list ioctl commands: until now, all are allowed. */
static void add_narrowing(struct judge *j, const struct rule *r, struct explain *e)
{
	struct statement st = { 0 };
	struct reach reach = { 0 };
	struct buf text = { 0 };

	rule_statement(r, judge_names(j), &st);
	if (st.ioctl_count &&
	    policy_reach(judge_policy(j), judge_baseline(j), &st, judge_names(j), 0, &reach,
			 NULL) == 0 &&
	    reach.closed) {
		buf_adds(&text,
			 "this would be the first allowxperm here: it denies every other ioctl "
			 "that is allowed now");
		add_line(e, EXPLAIN_DANGER, VERDICT_XPERM, &text);
	}
	reach_release(&reach);
	statement_release(&st);
}

static void add_reason(struct judge *j, const struct rule *r, const struct judgement *judged,
		       enum verdict v, struct explain *e)
{
	const struct tuple *t = r->tuple_count ? &r->tuples[judged->first[v]] : NULL;
	const struct kind *kind = kind_of(r->key.kind);
	const struct intern *names = judge_names(j);
	struct buf text = { 0 };

	buf_adds(&text,
		 kind->reason && v == judge_kind_verdict(kind) ? kind->reason : verdict_words(v));
	if (judged->held[v] < judged->tuples)
		buf_addf(&text, " (%u of %u)", judged->held[v], judged->tuples);
	add_line(e, EXPLAIN_REASON, v, &text);
	/* Everything that is missing, in one line. */
	if (t && kind->judge == KIND_JUDGE_ROLE && v == judged->lead)
		add_flaws(j, "", t->tcontext, v, e);
	if (!t || kind->judge != KIND_JUDGE_ACCESS)
		return;
	switch (v) {
	case VERDICT_BOOLEAN:
		add_booleans(j, r, e);
		break;
	case VERDICT_RELABEL:
	case VERDICT_PORT:
		add_fixes(j, r, v, e);
		break;
	case VERDICT_CONSTRAINT:
		add_constraint(j, r, t, e);
		break;
	case VERDICT_INVALID_CONTEXT:
		add_flaws(j, "source: ", t->scontext, v, e);
		add_flaws(j, "target: ", t->tcontext, v, e);
		break;
	case VERDICT_UNKNOWN:
		add_unknown(j, r, names, e);
		break;
	case VERDICT_ROLE:
	case VERDICT_BOUNDS:
	case VERDICT_XPERM:
		add_other(j, r, t, v, e);
		break;
	case VERDICT_WRONG_DOMAIN:
		add_domains(j, r, e);
		break;
	case VERDICT_LEAKED_FD:
		add_leak(j, r, e);
		break;
	case VERDICT_NO_POLICY:
	case VERDICT_NO_DENIAL:
	case VERDICT_ALLOWED:
	case VERDICT_DAC:
	case VERDICT_DONTAUDIT:
	case VERDICT_MISSING_RULE:
	case VERDICTS:
		break;
	}
}

void explain_rule(struct judge *j, const struct rule *r, const struct judgement *judged,
		  struct explain *e)
{
	struct buf text = { 0 };
	unsigned v;

	explain_release(e);
	add_reason(j, r, judged, judged->lead, e);
	for (v = 0; v < VERDICTS; v++)
		/* If there is more to say, do not add that no rule allows it. */
		if (judged->held[v] && v != judged->lead && v != VERDICT_MISSING_RULE)
			add_reason(j, r, judged, (enum verdict)v, e);
	if (kind_of(r->key.kind)->judge == KIND_JUDGE_ACCESS && !judged->held[VERDICT_RELABEL] &&
	    judged->held[VERDICT_ALLOWED] < judged->tuples)
		add_labels_partly(j, r, judged->lead, e);
	if (kind_of(r->key.kind)->judge == KIND_JUDGE_ACCESS)
		add_narrowing(j, r, e);
	if (judge_own_allows(j, r)) {
		buf_adds(&text, "a hand-written statement in this module allows it");
		add_line(e, EXPLAIN_DETAIL, judged->lead, &text);
	}
}
