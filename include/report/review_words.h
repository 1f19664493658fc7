/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The phrases of a review that all formats for people, and the screen, share. */
#ifndef AVCURATE_REPORT_REVIEW_WORDS_H
#define AVCURATE_REPORT_REVIEW_WORDS_H

#include "report/review.h"

/* "3 denials, first 2026-…, last …; 2 in permissive mode"; "no denials recorded". */
void review_evidence_words(const struct te_evidence *e, struct buf *out);
/* "11 more records, whose hashes add up to 0123456789abcdef"; nothing if all are kept. */
void review_rest_words(const struct te_evidence *e, struct buf *out);
/* "useradd (14), passwd (2) and 3 more"; for a cut value also its length. */
void review_seen_words(const struct te_seen_list *l, struct buf *out);
/* "opens 3 accesses; sensitive: shadow_t (…)". */
void review_reach_words(const struct finding *f, struct buf *out);
/* "proven: this module allows the denied access"; requires a proof. */
void review_proof_words(const struct finding *f, struct buf *out);
/* One line of the finding's list, "! shadow_t … (the password hashes)"; and the end of that list,
 * "and 12 more", or nothing if it is complete. */
void review_opened_words(const struct finding_line *line, struct buf *out);
void review_opened_more(const struct finding *f, struct buf *out);
/* "accepted by root, 2026-…". */
void review_decision_words(const struct review_rule *r, struct buf *out);
/* "approved by anna, 2026-…"; "not reviewed"; "no longer valid: the rule changed after anna …". */
void review_mark_words(const struct review_rule *r, struct buf *out);

#endif
