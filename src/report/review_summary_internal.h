/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The first sentences of a review: what the module opens, and what was decided about all
 * denials. */
#ifndef AVCURATE_REPORT_REVIEW_SUMMARY_INTERNAL_H
#define AVCURATE_REPORT_REVIEW_SUMMARY_INTERNAL_H

#include "report/review.h"

/* Set `summary` and `coverage`; everything else must be set already. */
void review_summarise(struct review *r);

#endif
