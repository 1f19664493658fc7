/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Messages about the sources: what reading each came to. */
#ifndef AVCURATE_SESSION_SOURCE_REPORT_H
#define AVCURATE_SESSION_SOURCE_REPORT_H

#include <stdbool.h>
#include <stddef.h>

struct session;

/* What is in the messages already. */
struct source_report {
	size_t *refused; /* by source: how many of its refused records */
	size_t count, cap;
	bool lost; /* that not all denials were kept apart */
};

/* All that was given so far has been read. */
void source_report_step(struct session *s);
void source_report_release(struct source_report *r);

#endif
