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
	/* Of scanners before it in the same source, and where its first byte stands there. */
	struct scan_counts counts;
	uint64_t base;

	struct spill *spill; /* NULL: not wanted */
	struct follow live;  /* of the last source, once it was read to its end */
	bool paused, follow;
	bool by_clock; /* no inotify */
	bool fed;      /* since the last flush, at `fed_ms` */
	int64_t fed_ms;
	int64_t stepped_ms; /* when we looked the last time */
};

void reader_note(struct reader *r, const char *fmt, ...) AV_PRINTF(2, 3);
/* Keep few files open: those that were read first are closed, to be opened again at need. */
void reader_limit_open(struct reader *r);

#endif
