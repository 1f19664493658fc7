// SPDX-License-Identifier: GPL-2.0-or-later
/* The phrases of a review that all formats for people, and the screen, share. */
#include "config.h"

#include "report/review_words.h"

#include <inttypes.h>
#include <string.h>

#include "module/effect.h"

void review_evidence_words(const struct te_evidence *e, struct buf *out)
{
	if (!e->count) {
		buf_adds(out, "no denials recorded");
		return;
	}
	buf_addf(out, "%" PRIu64 " denial%s", e->count, e->count == 1 ? "" : "s");
	if (e->first && e->last && strcmp(e->first, e->last) != 0)
		buf_addf(out, ", first %s, last %s", e->first, e->last);
	else if (e->first)
		buf_addf(out, ", %s", e->first);
	if (e->permissive == e->count)
		buf_adds(out, "; seen in permissive mode only: nothing was blocked");
	else if (e->permissive)
		buf_addf(out, "; %" PRIu64 " in permissive mode", e->permissive);
	if (e->granted)
		buf_addf(out, "; %" PRIu64 " granted records of the same access", e->granted);
	if (e->inherited)
		buf_addf(out, "; %" PRIu64 " on a descriptor inherited when the program started",
			 e->inherited);
	if (e->suspect)
		buf_addf(out, "; %" PRIu64 " suspect: the record may be forged", e->suspect);
	if (e->stripped)
		buf_addf(out, "; commands, hosts and records are only in the original (SHA-256 %s)",
			 e->stripped);
}

void review_rest_words(const struct te_evidence *e, struct buf *out)
{
	uint64_t n = e->count > e->samples.count ? e->count - e->samples.count : 0;

	if (e->rest && n)
		buf_addf(out, "%" PRIu64 " more record%s %s", n,
			 n == 1 ? ", whose hash is" : "s, whose hashes add up to", e->rest);
}

void review_seen_words(const struct te_seen_list *l, struct buf *out)
{
	uint64_t more = l->left_out;
	size_t i;

	for (i = 0; i < l->count; i++) {
		const struct te_seen *s = &l->items[i];

		buf_addf(out, "%s%s", i ? ", " : "", s->text);
		if (s->second)
			buf_addf(out, " -> %s", s->second);
		if (s->bytes)
			buf_addf(out, "... (cut, %" PRIu64 " bytes)", s->bytes);
		if (s->count)
			buf_addf(out, " (%" PRIu64 ")", s->count);
	}
	if (more)
		buf_addf(out, " and %" PRIu64 " more", more);
	if (l->others)
		buf_addf(out, "%s%" PRIu64 " with other values", i || more ? ", and " : "",
			 l->others);
}

void review_reach_words(const struct finding *f, struct buf *out)
{
	size_t i;

	if (!f->opened && !f->closed) {
		buf_adds(out,
			 "opens nothing: the policy allows it without this module, so the rule can "
			 "be dropped");
		return;
	}
	buf_addf(out, "opens %" PRIu64 " access%s", f->opened, f->opened == 1 ? "" : "es");
	if (f->closed)
		buf_addf(out, "; closes ioctl commands for %" PRIu64, f->closed);
	buf_adds(out, f->sensitive.count ? "; sensitive: "
					 : "; none is on avcurate's list of sensitive accesses");
	for (i = 0; i < f->sensitive.count; i++)
		buf_addf(out, "%s%s (%s)", i ? ", " : "", f->sensitive.items[i].subject,
			 f->sensitive.items[i].text);
}

void review_proof_words(const struct finding *f, struct buf *out)
{
	buf_addf(out, "%s: %s", proof_name(f->proof), f->proof_text ? f->proof_text : "");
}

void review_opened_words(const struct finding_line *line, struct buf *out)
{
	buf_addf(out, "%s%s", *line->subject ? "! " : "", line->text);
	if (*line->subject)
		buf_addf(out, " (%s)", line->subject);
}

void review_opened_more(const struct finding *f, struct buf *out)
{
	if (!f->list.count || !f->list_more)
		return;
	buf_adds(out, "and ");
	effect_count(out, f->list_more);
	buf_adds(out, " more");
}

void review_decision_words(const struct review_rule *r, struct buf *out)
{
	if (r->again)
		buf_addf(out, "reopened; the module keeps it as %s until it is decided",
			 decision_state_name(r->state));
	else
		buf_adds(out, decision_state_name(r->state));
	if (r->by)
		buf_addf(out, " by %s", r->by);
	if (r->at)
		buf_addf(out, ", %s", r->at);
	if (r->fix_command)
		buf_addf(out, "; fix: %s", r->fix_command);
	else if (r->step)
		buf_addf(out, "; %s: %s", r->state == DECISION_FIXED ? "fix" : "chosen", r->step);
	if (r->fix_effect)
		buf_addf(out, ", which %s", r->fix_effect);
}

void review_mark_words(const struct review_rule *r, struct buf *out)
{
	if (r->mark == REVIEW_NONE) {
		buf_adds(out, "not reviewed");
		return;
	}
	if (r->mark_void && r->mark_by)
		buf_addf(out, "no longer valid: the rule changed after %s %s it", r->mark_by,
			 review_mark_name(r->mark));
	else
		buf_addf(out, "%s%s",
			 r->mark_void ? "no longer valid: the rule changed after it was " : "",
			 review_mark_name(r->mark));
	if (r->mark_by && !r->mark_void)
		buf_addf(out, " by %s", r->mark_by);
	if (r->mark_at)
		buf_addf(out, ", %s", r->mark_at);
	if (r->mark_note)
		buf_addf(out, ": %s", r->mark_note);
}
