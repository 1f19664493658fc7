/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reports in the messages what reading each source gave. */
#ifndef AVCURATE_SESSION_SOURCE_REPORT_H
#define AVCURATE_SESSION_SOURCE_REPORT_H

#include <stdbool.h>
#include <stddef.h>

struct session;

/* What has been reported. */
struct source_report {
	size_t *refused; /* for each source, how many of its refused records */
	size_t count, cap;
	bool lost; /* that memory for distinct denials was used up */
};

/* All input so far has been read. */
void source_report_step(struct session *s);
void source_report_release(struct source_report *r);

#endif
