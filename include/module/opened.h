/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The exact list of what a statement opens and closes: one row for each source, target and class,
 * sensitive ones first, up to a given number. */
#ifndef AVCURATE_MODULE_OPENED_H
#define AVCURATE_MODULE_OPENED_H

#include <stdbool.h>

#include "advice/judge.h"
#include "policy/reach.h"

struct opened_row {
	uint32_t source, target; /* types */
	uint32_t class_value, perms;
	bool sensitive;
	bool closed; /* here it takes away all other ioctl commands */
};

struct opened {
	bool known; /* false: the policy lacks a name in it; nothing else is set */
	struct opened_row *rows;
	size_t count;
	uint64_t opened, sensitive, closed; /* totals of accesses: opened; of these; closed */
	uint64_t more, closed_more;         /* of these, not in the rows */
};

/* Maximum number of accesses in the rows: on the screen, in `why`, in a review. */
#define OPENED_SCREEN 10000
#define OPENED_REPORT 1000
#define OPENED_REVIEW 24

void opened_release(struct opened *o);
/* Release `o`, then list what a statement changes in the baseline. */
void opened_find(const struct judge *j, const struct statement *st, size_t max, struct opened *o);
/* "httpd_t shadow_t:file { open read }", cleaned. */
void opened_row_words(const struct judge *j, const struct opened_row *row, struct buf *out);
/* Why the row is sensitive ("the password hashes"), or NULL. Static text. */
const char *opened_row_why(const struct judge *j, const struct opened_row *row);
/* "2,345 (3 sensitive)"; "none". */
void opened_count_words(const struct opened *o, struct buf *out);

#endif
