/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What reader.c and reader_inputs.c share. */
#ifndef AVCURATE_INPUT_READER_INTERNAL_H
#define AVCURATE_INPUT_READER_INTERNAL_H

#include "base/attr.h"
#include "follow_internal.h"
#include "input/reader.h"
#include "source_internal.h"
#include "spill_internal.h"

#define OPEN_FILES_MAX 32

struct reader {
	struct reader_sink sink;
	struct source **sources;
	size_t count, cap;
	size_t current; /* index of the one being read */
	char *window;

	struct scan *scan; /* of the current source; NULL before it is opened */
	/* Counts of earlier scanners of the same source, and the offset in it of `scan`'s first
	 * byte. */
	struct scan_counts counts;
	uint64_t base;

	struct spill *spill; /* NULL: the text is not kept */
	struct follow live;  /* for the last source, after it was read to its end */
	bool paused, follow;
	bool by_clock; /* poll instead of using inotify */
	bool fed;      /* bytes came since the last flush, at `fed_ms` */
	int64_t fed_ms;
	int64_t stepped_ms; /* time of the last step */
};

void reader_note(struct reader *r, const char *fmt, ...) AV_PRINTF(2, 3);
/* Limit the open files: close those read first. They are opened again when needed. */
void reader_limit_open(struct reader *r);

#endif
