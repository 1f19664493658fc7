// SPDX-License-Identifier: GPL-2.0-or-later
/* Compares two versions of a module: decisions rule by rule, and accesses permission by permission.
 * A policy adds how much each access really opens. */
#include "config.h"

#include "report/review_diff.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "advice/judge.h"
#include "report/review_words.h"
#include "te/handwritten.h"
#include "base/text.h"

const char *review_change_name(enum review_change_kind kind)
{
	static const char *const names[REVIEW_CHANGES] = {
		[REVIEW_NEW] = "new",
		[REVIEW_CHANGED] = "changed",
		[REVIEW_GONE] = "gone",
	};

	return kind < REVIEW_CHANGES ? names[kind] : "";
}

void review_diff_release(struct review_diff *d)
{
	size_t i;

	for (i = 0; i < d->count; i++) {
		free(d->changes[i].title);
		finding_lines_release(&d->changes[i].lines);
	}
	free(d->changes);
	finding_lines_release(&d->opened);
	finding_lines_release(&d->closed);
	free(d->name);
	free(d->old_version);
	free(d->new_version);
	free(d->policy);
	free(d->summary);
	*d = (struct review_diff){ 0 };
}

/* Takes ownership of `text`. */
static void add_line(struct finding_lines *l, const char *label, char *text)
{
	finding_lines_add_about(l, mem_strdup(label), text);
}

static struct review_change *add_change(struct review_diff *d, const struct review_rule *r,
					enum review_change_kind kind)
{
	d->changes = mem_grow(d->changes, &d->cap, d->count + 1, sizeof(*d->changes));
	d->changes[d->count] =
		(struct review_change){ .title = mem_strdup(r->title), .kind = kind };
	return &d->changes[d->count++];
}

/* Decisions */

static const struct review_rule *find_rule(const struct review *r, const struct rule_key *key)
{
	size_t i;

	for (i = 0; i < r->count; i++)
		if (rule_key_same(&r->rules[i].key, key))
			return &r->rules[i];
	return NULL;
}

static char *one_line(const char *statement)
{
	struct buf text = { 0 };
	const char *p;

	for (p = statement; *p; p++)
		buf_addc(&text, *p == '\n' ? ' ' : *p);
	while (text.len && text.data[text.len - 1] == ' ')
		text.data[--text.len] = '\0';
	if (!text.len)
		buf_adds(&text, "none");
	return buf_take(&text);
}

static void add_rule_lines(const struct review_rule *r, struct finding_lines *l)
{
	struct buf text = { 0 };

	review_decision_words(r, &text);
	add_line(l, "decision", buf_take(&text));
	add_line(l, "statement", one_line(r->statement));
	if (*r->words)
		add_line(l, "in words", mem_strdup(r->words));
	buf_addf(&text, "%s: %s", risk_name(r->risk.level), r->risk.reasons[0].text);
	add_line(l, "risk", buf_take(&text));
	if (r->note)
		add_line(l, "note", text_cleaned(slice_of(r->note)));
}

static void add_difference(const char *label, const char *was, const char *is,
			   struct finding_lines *l)
{
	struct buf text = { 0 };

	if (strcmp(was ? was : "", is ? is : "") == 0)
		return;
	buf_addf(&text, "%s; was %s", is && *is ? is : "none", was && *was ? was : "none");
	add_line(l, label, buf_take(&text));
}

/* A digest in one version and full evidence in the other are equal if the digest matches. */
static void compare_evidence(const struct review_rule *was, const struct review_rule *is,
			     struct finding_lines *l)
{
	struct te_evidence before = was->evidence, now = is->evidence;
	struct buf a = { 0 }, b = { 0 };

	if (!before.stripped != !now.stripped) {
		if (strcmp(was->recorded, is->recorded) == 0)
			before.stripped = now.stripped = NULL;
		else
			add_line(l, "evidence",
				 mem_strdup("the digest in one version does not match "
					    "the records in the other"));
	}
	review_evidence_words(&before, &a);
	review_evidence_words(&now, &b);
	add_difference("evidence", buf_str(&a), buf_str(&b), l);
	buf_release(&a);
	buf_release(&b);
}

static void compare_rule(const struct review_rule *was, const struct review_rule *is,
			 struct finding_lines *l)
{
	char *from = one_line(was->statement), *to = one_line(is->statement);
	char *old_note = was->note ? text_cleaned(slice_of(was->note)) : NULL;
	char *new_note = is->note ? text_cleaned(slice_of(is->note)) : NULL;
	struct buf a = { 0 }, b = { 0 };

	if (was->state != is->state) {
		review_decision_words(was, &a);
		review_decision_words(is, &b);
		add_difference("decision", buf_str(&a), buf_str(&b), l);
	}
	add_difference("statement", from, to, l);
	if (was->risk.level != is->risk.level)
		add_difference("risk", risk_name(was->risk.level), risk_name(is->risk.level), l);
	add_difference("note", old_note, new_note, l);
	compare_evidence(was, is, l);
	buf_clear(&a);
	buf_clear(&b);
	review_mark_words(was, &a);
	review_mark_words(is, &b);
	add_difference("review", buf_str(&a), buf_str(&b), l);
	free(from);
	free(to);
	free(old_note);
	free(new_note);
	buf_release(&a);
	buf_release(&b);
}

static void compare_decisions(const struct review *was, const struct review *is,
			      struct review_diff *d)
{
	size_t i;

	for (i = 0; i < is->count; i++) {
		const struct review_rule *now = &is->rules[i], *before = find_rule(was, &now->key);
		struct finding_lines lines = { 0 };

		if (!before) {
			add_rule_lines(now, &add_change(d, now, REVIEW_NEW)->lines);
			continue;
		}
		compare_rule(before, now, &lines);
		if (lines.count)
			add_change(d, now, REVIEW_CHANGED)->lines = lines;
	}
	for (i = 0; i < was->count; i++)
		if (!find_rule(is, &was->rules[i].key))
			add_rule_lines(&was->rules[i],
				       &add_change(d, &was->rules[i], REVIEW_GONE)->lines);
}

/* What is opened */

/* True if `te` grants one permission of `of`, or its role. `commands`, unless NULL, gets the ioctl
 * commands that it grants, empty for all of them; release it. */
static bool te_grants(const struct te_file *te, const struct statement *of, name_id class,
		      name_id perm, struct statement *commands)
{
	bool granted = false;
	size_t i, c, k;

	for (i = 0; i < te->block_count; i++) {
		const struct statement *st = &te->blocks[i].written;

		if (!te->blocks[i].stands || st->kind != of->kind || st->source != of->source ||
		    st->self != of->self || (!st->self && st->target != of->target) ||
		    st->role != of->role)
			continue;
		if (st->kind == STATEMENT_ROLE)
			return true;
		for (c = 0; c < st->class_count; c++) {
			if (st->classes[c] != class || !statement_has_perm(st, perm))
				continue;
			granted = true;
			for (k = 0; k < st->ioctl_count && commands; k++)
				statement_add_ioctl(commands, st->ioctls[k]);
		}
	}
	return granted;
}

/* Append the ioctl commands of `st` that are not in `commands`; an empty list means all
 * commands. */
static void add_more_commands(const struct statement *st, const struct statement *commands,
			      struct buf *out)
{
	struct statement more = { 0 };
	size_t i, k;

	if (!st->ioctl_count && commands->ioctl_count) {
		buf_adds(out, ", all commands but ");
		statement_print_ioctls(commands, out);
	}
	for (i = 0; i < st->ioctl_count && commands->ioctl_count; i++) {
		unsigned low = st->ioctls[i].low, high = st->ioctls[i].high;

		for (k = 0; k < commands->ioctl_count && commands->ioctls[k].low <= high; k++) {
			const struct ioctl_range *r = &commands->ioctls[k];

			if (r->low > low)
				statement_add_ioctl(
					&more, (struct ioctl_range){ (uint16_t)low, r->low - 1 });
			if (r->high >= low)
				low = r->high + 1u;
		}
		if (low <= high)
			statement_add_ioctl(&more,
					    (struct ioctl_range){ (uint16_t)low, (uint16_t)high });
	}
	if (more.ioctl_count) {
		buf_addc(out, ' ');
		statement_print_ioctls(&more, out);
	}
	statement_release(&more);
}

static void select_all(struct judge *j, const struct te_file *te, struct judge_selection *s)
{
	size_t i;

	judge_select(j, NAME_NONE, s);
	for (i = 0; i < te->block_count; i++)
		if (te->blocks[i].stands)
			judge_select_add(j, s, &te->blocks[i].written, NULL);
	judge_select_finish(j, s);
}

/* Append how much one more permission opens in the policy under `overlay`. */
static void add_reach_words(struct judge *j, const struct eval_overlay *overlay,
			    const struct statement *of, name_id class, name_id perm,
			    const struct intern *names, struct buf *out)
{
	struct statement one = { .kind = STATEMENT_ALLOW,
				 .source = of->source,
				 .target = of->target,
				 .source_attribute = of->source_attribute,
				 .target_attribute = of->target_attribute,
				 .self = of->self,
				 .classes = &class,
				 .class_count = 1,
				 .perms = &perm,
				 .perm_count = 1 };
	struct reach reach = { 0 };

	if (policy_reach(judge_policy(j), overlay, &one, names, 0, &reach, NULL) < 0)
		return;
	if (!reach.opened)
		buf_adds(out, ", which the policy allows without the module");
	else if (reach.opened > 1)
		buf_addf(out, ": %" PRIu64 " accesses", reach.opened);
	reach_release(&reach);
}

/* Add one permission of a statement if `other` does not grant it, or not with all its ioctl
 * commands. `j` may be NULL. */
static void compare_perm(struct judge *j, const struct eval_overlay *overlay,
			 const struct te_file *other, const struct statement *st, name_id class,
			 name_id perm, const struct intern *names, struct finding_lines *out)
{
	struct statement commands = { 0 };
	struct buf more = { 0 }, text = { 0 };
	bool ioctl = strcmp(intern_str(names, perm), "ioctl") == 0;
	bool granted = te_grants(other, st, class, perm, ioctl ? &commands : NULL);

	if (granted && ioctl)
		add_more_commands(st, &commands, &more);
	if (!granted || more.len) {
		buf_addf(&text, "%s %s:%s %s%s", intern_str(names, st->source),
			 st->self ? "self" : intern_str(names, st->target),
			 intern_str(names, class), intern_str(names, perm), buf_str(&more));
		if (j && !granted)
			add_reach_words(j, overlay, st, class, perm, names, &text);
		add_line(out, "", buf_take(&text));
	}
	statement_release(&commands);
	buf_release(&more);
}

/* Add what the statements of `te` grant and `other` does not; `j` may be NULL. */
static void compare_statements(struct judge *j, const struct te_file *te,
			       const struct te_file *other, const struct intern *names,
			       struct finding_lines *out)
{
	struct judge_selection s = { 0 };
	size_t i, c, p;

	if (j)
		select_all(j, other, &s);
	for (i = 0; i < te->block_count; i++) {
		const struct statement *st = &te->blocks[i].written;
		struct buf text = { 0 };

		if (!te->blocks[i].stands)
			continue;
		if (st->kind == STATEMENT_ROLE &&
		    !te_grants(other, st, NAME_NONE, NAME_NONE, NULL)) {
			buf_addf(&text, "role %s types %s", intern_str(names, st->role),
				 intern_str(names, st->source));
			add_line(out, "", buf_take(&text));
		}
		for (c = 0; c < st->class_count && st->kind == STATEMENT_ALLOW; c++)
			for (p = 0; p < st->perm_count; p++)
				compare_perm(j, &s.overlay, other, st, st->classes[c], st->perms[p],
					     names, out);
	}
	judge_selection_release(&s);
}

/* Count the accesses that `te` opens beyond the policy with `other`, each once. */
static uint64_t count_opened(struct judge *j, const struct te_file *te, const struct te_file *other,
			     const struct intern *names)
{
	struct judge_selection s = { 0 };
	uint64_t opened = 0;
	size_t i;

	select_all(j, other, &s);
	for (i = 0; i < te->block_count; i++) {
		struct reach reach = { 0 };

		if (!te->blocks[i].stands)
			continue;
		if (policy_reach(judge_policy(j), &s.overlay, &te->blocks[i].written, names, 0,
				 &reach, NULL) == 0)
			opened += reach.opened;
		reach_release(&reach);
		judge_select_add(j, &s, &te->blocks[i].written, NULL);
		judge_select_finish(j, &s);
	}
	judge_selection_release(&s);
	return opened;
}

/* A judge whose baseline has neither version of the module. */
static struct judge *judge_without_both(const struct te_file *was, const struct te_file *is,
					struct intern *names, const struct policy *policy,
					const struct declared *own)
{
	const struct te_file *const both[] = { was, is };
	struct judge *j = judge_new(&policy->ix, names);
	size_t i, k;

	for (k = 0; k < AV_ARRAY_LEN(both); k++)
		for (i = 0; i < both[k]->block_count; i++)
			if (both[k]->blocks[i].stands)
				judge_remove(j, &both[k]->blocks[i].written);
	judge_set_own(j, own);
	return j;
}

static void set_summary(struct review_diff *d)
{
	struct buf text = { 0 };
	size_t i, n;
	unsigned k;

	buf_addf(&text, "From version %s to %s of module %s:", d->old_version, d->new_version,
		 d->name);
	for (k = 0; k < REVIEW_CHANGES; k++) {
		for (n = 0, i = 0; i < d->count; i++)
			n += d->changes[i].kind == k;
		buf_addf(&text, "%s %zu rule%s %s", k ? "," : "", n, n == 1 ? "" : "s",
			 review_change_name((enum review_change_kind)k));
	}
	buf_addf(&text, ". Its statements grant %zu access%s more and %zu fewer", d->opened.count,
		 d->opened.count == 1 ? "" : "es", d->closed.count);
	if (d->reach_known)
		buf_addf(&text,
			 "; in the policy, this opens %" PRIu64 " access%s and closes %" PRIu64,
			 d->opened_count, d->opened_count == 1 ? "" : "es", d->closed_count);
	d->summary = buf_take(&text);
}

void review_diff_collect(const struct te_file *was, const struct te_file *is, struct intern *names,
			 const struct policy *policy, struct review_diff *d)
{
	struct review before = { 0 }, now = { 0 };
	struct declared own = { 0 };
	struct judge *j = NULL;

	*d = (struct review_diff){ 0 };
	review_from(was, names, policy, NULL, &before);
	review_from(is, names, policy, NULL, &now);
	d->name = mem_strdup(is->name);
	d->old_version = mem_strdup(was->version);
	d->new_version = mem_strdup(is->version);
	d->policy = now.policy ? mem_strdup(now.policy) : NULL;
	d->unsettled = review_unsettled(&now);
	compare_decisions(&before, &now, d);
	te_handwritten(is, names, &own);
	if (policy)
		j = judge_without_both(was, is, names, policy, &own);
	compare_statements(j, is, was, names, &d->opened);
	compare_statements(j, was, is, names, &d->closed);
	if (j) {
		d->reach_known = true;
		d->opened_count = count_opened(j, is, was, names);
		d->closed_count = count_opened(j, was, is, names);
	}
	set_summary(d);
	judge_free(j);
	declared_release(&own);
	review_release(&before);
	review_release(&now);
}
