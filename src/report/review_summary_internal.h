/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The first sentences of a review: what the module opens, and what became of all denials. */
#ifndef AVCURATE_REPORT_REVIEW_SUMMARY_INTERNAL_H
#define AVCURATE_REPORT_REVIEW_SUMMARY_INTERNAL_H

#include "report/review.h"

/* Set `summary` and `coverage` of a review that has all else. */
void review_summarise(struct review *r);

#endif
