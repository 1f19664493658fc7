/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What changed between two versions of a module: its decisions, and what it opens. */
#ifndef AVCURATE_REPORT_REVIEW_DIFF_H
#define AVCURATE_REPORT_REVIEW_DIFF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "report/review.h"

enum review_change_kind { REVIEW_NEW, REVIEW_CHANGED, REVIEW_GONE, REVIEW_CHANGES };

/* "new", "changed", "gone". */
const char *review_change_name(enum review_change_kind kind);

struct review_change {
	char *title; /* the rule */
	enum review_change_kind kind;
	struct finding_lines lines; /* the changes: label and text */
};

/* All texts are cleaned and owned. Zeroed is empty. */
struct review_diff {
	char *name, *old_version, *new_version;
	char *policy; /* the one given, or NULL */
	char *summary;
	struct review_change *changes; /* in the order of the new review, "gone" last */
	size_t count, cap;
	/* Accesses as the statements name them: "httpd_t nfs_t:file read"; only the texts are
	 * set. */
	struct finding_lines opened, closed;
	bool reach_known; /* a policy was asked, with attributes expanded: */
	uint64_t opened_count, closed_count;
	bool unsettled; /* review_unsettled of the new version */
};

void review_diff_release(struct review_diff *d);
/* Compare two parsed modules with their names. `policy` may be NULL. Release `d`. */
void review_diff_collect(const struct te_file *was, const struct te_file *is, struct intern *names,
			 const struct policy *policy, struct review_diff *d);

#endif
