/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The functions in review_formats[]; each format has a file of its own. */
#ifndef AVCURATE_REPORT_REVIEW_FORMATS_INTERNAL_H
#define AVCURATE_REPORT_REVIEW_FORMATS_INTERNAL_H

#include "report/review.h"
#include "report/review_diff.h"

void review_markdown_write(const struct review *r, struct buf *out);
void review_json_write(const struct review *r, struct buf *out);
void review_text_write(const struct review *r, struct buf *out);

void review_diff_markdown(const struct review_diff *d, struct buf *out);
void review_diff_json(const struct review_diff *d, struct buf *out);
void review_diff_text(const struct review_diff *d, struct buf *out);

#endif
