/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The table of formats for a review and for the diff of two. */
#ifndef AVCURATE_REPORT_REVIEW_FORMATS_H
#define AVCURATE_REPORT_REVIEW_FORMATS_H

#include "report/review.h"
#include "report/review_diff.h"

struct review_format {
	const char *name; /* --format */
	const char *help;
	void (*write)(const struct review *r, struct buf *out);
	void (*diff)(const struct review_diff *d, struct buf *out);
};
/* NULL-ended by name; the first is the default. */
extern const struct review_format review_formats[];
const struct review_format *review_format_find(const char *name);

#endif
