// SPDX-License-Identifier: GPL-2.0-or-later
#include "config.h"

#include "session/review_marks.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/fileio.h"
#include "base/mem.h"
#include "filter/query.h"
#include "te/digest.h"
#include "te/evidence.h"
#include "te/identity.h"
#include "te/write.h"

bool session_review(struct session *s, rule_id id, enum review_mark mark, const char *digest,
		    const char *note)
{
	const struct rule *r = ledger_rule(s->denials, id);
	uint64_t before = decisions_serial(s->decisions);
	struct decision d = { 0 };
	struct buf words = { 0 };

	decision_copy(&d, decisions_get(s->decisions, id));
	free(d.review.by);
	free(d.review.note);
	d.review = (struct review_note){ .mark = mark, .at_ms = TIME_NONE };
	if (mark != REVIEW_NONE) {
		d.review.by = mem_strdup(s->user);
		d.review.at_ms = clock_wall_ms();
		d.review.note = note && *note ? mem_strdup(note) : NULL;
		snprintf(d.review.bound, sizeof(d.review.bound), "%s", digest);
	}
	buf_addf(&words, "%s %s %s:%s",
		 mark == REVIEW_NONE ? "not reviewed any more:" : review_mark_name(mark),
		 intern_str(s->names, r->key.source), intern_str(s->names, r->key.target),
		 intern_str(s->names, r->key.class));
	decisions_begin(s->decisions);
	decisions_set(s->decisions, id, &d);
	decisions_end(s->decisions, buf_str(&words));
	buf_release(&words);
	decision_release(&d);
	return decisions_serial(s->decisions) != before;
}

/* Mark what matches; `seen` is the ledger with the evidence, its ids are the session's. */
static int mark(struct session *s, const struct te_file *te, const struct ledger *seen,
		const char *option, const char *expr, enum review_mark with, const char *note,
		struct buf *said, struct diag *d)
{
	bool all, none;
	struct query *q;
	size_t i, n = 0;

	if (!expr)
		return 0;
	all = strcmp(expr, "all") == 0;
	none = strcmp(expr, "none") == 0;
	q = query_parse_option(option, all || none ? "" : expr, s->clock.began_ms, d);
	if (!q)
		return -1;
	for (i = 0; i < te->block_count && !none; i++) {
		rule_id id = ledger_find(s->denials, &te->blocks[i].key);
		struct row row = { .names = s->names,
				   .rule = ledger_rule(seen, id),
				   .decision = decisions_get(s->decisions, id),
				   .id = id,
				   .now_ms = s->clock.began_ms };
		char digest[65];

		if (!query_match(q, &row))
			continue;
		te_digest(&te->blocks[i], s->names, digest);
		session_review(s, id, with, digest, note);
		n++;
	}
	query_free(q);
	buf_addf(said, "%zu rule%s %s\n", n, n == 1 ? "" : "s", review_mark_name(with));
	return 0;
}

static int write_back(struct session *s, const struct te_file *te, struct buf *text, struct diag *d)
{
	struct te_content content = { .names = s->names,
				      .denials = s->denials,
				      .decisions = s->decisions,
				      .name = te->name,
				      .previous = te };
	struct te_written written = { 0 };
	int rc;

	te_write(&content, text, &written);
	rc = fileio_write(te->path, text->data, text->len, d);
	te_written_release(&written);
	return rc;
}

/* Whether the document goes there. */
static bool on_stdout(const struct options *o)
{
	return o->output ? strcmp(o->output, "-") == 0 : o->format || o->diff;
}

int review_marks_apply(const struct options *o, struct buf *written, bool *usage, struct diag *d)
{
	static const struct session_options nothing = { .since_ms = TIME_NONE,
							.until_ms = TIME_NONE };
	struct session s = { 0 };
	struct te_file te = { 0 };
	struct ledger *seen = NULL;
	struct buf said = { 0 };
	int rc = session_init(&s, &nothing, d);
	size_t i;

	*usage = false;
	if (rc == 0)
		rc = te_read(o->te, s.names, &te, d);
	if (rc == 0)
		rc = te_identity_check(&te, d);
	if (rc == 0 && !te.ours)
		rc = diag_set(d, "%s was not written by avcurate: it is left as it is", o->te);
	if (rc < 0)
		goto out;
	te_load(&te, s.denials, s.decisions);
	seen = ledger_new(s.names, 0);
	for (i = 0; i < te.block_count; i++) {
		ledger_ensure(seen, &te.blocks[i].key);
		te_evidence_count(&te.blocks[i], s.names, seen);
	}
	/* Who means a rule by more than one expression is taken at the most doubtful. */
	rc = mark(&s, &te, seen, "--approve", o->approve, REVIEW_APPROVED, o->note, &said, d);
	if (rc == 0)
		rc = mark(&s, &te, seen, "--question", o->question, REVIEW_QUESTIONED, o->note,
			  &said, d);
	if (rc == 0)
		rc = mark(&s, &te, seen, "--refuse", o->refuse, REVIEW_REFUSED, o->note, &said, d);
	*usage = rc < 0;
	if (rc == 0)
		rc = write_back(&s, &te, written, d);
	/* A document on standard output has that for itself. */
	if (rc == 0)
		fputs(buf_str(&said), on_stdout(o) ? stderr : stdout);
out:
	buf_release(&said);
	ledger_free(seen);
	te_file_release(&te);
	session_release(&s);
	return rc;
}
