/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The parts of a review in words: what the formats for reading and the screen share. */
#ifndef AVCURATE_REPORT_REVIEW_WORDS_H
#define AVCURATE_REPORT_REVIEW_WORDS_H

#include "report/review.h"

/* "3 denials, first 2026-…, last …; 2 while permissive"; "no denial on record". */
void review_evidence_words(const struct te_evidence *e, struct buf *out);
/* "11 more records, whose hashes add up to 0123456789abcdef"; nothing where all are kept. */
void review_rest_words(const struct te_evidence *e, struct buf *out);
/* What was seen, as "useradd (14), passwd (2) and 3 more". `bytes` of a cut one are said. */
void review_seen_words(const struct te_seen_list *l, struct buf *out);
/* "opens 3 combinations of source, target, class and permission; sensitive: shadow_t (…)". */
void review_reach_words(const struct finding *f, struct buf *out);
/* "proven: all that was denied is allowed"; only where there is a proof. */
void review_proof_words(const struct finding *f, struct buf *out);
/* One of the finding's list: "! shadow_t … (the password hashes)"; and what stands behind the last: "and
 * 12 more", nothing where there are no more. */
void review_opened_words(const struct finding_line *line, struct buf *out);
void review_opened_more(const struct finding *f, struct buf *out);
/* "accepted by root, 2026-…". */
void review_decision_words(const struct review_rule *r, struct buf *out);
/* "approved by anna, 2026-…"; "not reviewed"; "void: was …, and what it was for has changed". */
void review_mark_words(const struct review_rule *r, struct buf *out);

#endif
