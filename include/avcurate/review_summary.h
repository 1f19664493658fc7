/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The first sentences of a review: what the module opens, and what became of all denials. */
#ifndef AVCURATE_REVIEW_SUMMARY_H
#define AVCURATE_REVIEW_SUMMARY_H

#include "avcurate/review.h"

/* Set `summary` and `coverage` of a review that has all else. */
void review_summarise(struct review *r);

#endif
