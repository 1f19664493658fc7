/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a scanner heard, as text: one line for each record, mark and refusal. Every run also checks
 * that the counts add up and that records lie where they say they do. */
#ifndef SCAN_FIXTURE_H
#define SCAN_FIXTURE_H

#include "base/buf.h"
#include "scan/scan.h"

struct heard {
	struct buf text;  /* without places */
	struct buf exact; /* with them */
	struct scan_counts counts;
	const char *source; /* NULL: places are not looked up */
	size_t source_bytes;
	bool wrong; /* something did not add up */
};

void heard_release(struct heard *h);
/* Scan the text in pieces of at most `piece` bytes (0: in one); `h` is emptied first. */
void hear(struct heard *h, const char *text, size_t n, size_t piece);

#endif
