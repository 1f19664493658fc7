/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Bytes of any log in, records and marks out: the one scanner for history and live. It is fed
 * pieces of any size, cut anywhere, and holds back an unfinished line or record. */
#ifndef AVCURATE_SCAN_SCAN_H
#define AVCURATE_SCAN_SCAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "denial/log_mark.h"
#include "denial/record.h"

/* Candidates are lines that hold an AVC, USER_AVC or SELINUX_ERR record;
 * records == denials + granted + skipped + refused always holds. */
struct scan_counts {
	uint64_t bytes, lines;
	uint64_t records;
	uint64_t denials;
	uint64_t granted;
	uint64_t skipped; /* not denials, or not wanted: notices, AppArmor, --since, --until, -t */
	uint64_t joined;  /* records put together from several lines; also among the others */
	uint64_t refused;
	uint64_t undated;        /* records without a usable time */
	uint64_t date_ambiguous; /* of these: dd/mm or mm/dd could not be settled */
	uint64_t long_lines;     /* lines over SCAN_LINE_MAX, read only in part */
};

#define SCAN_LINE_MAX ((size_t)4 << 20)

struct scan_sink {
	void *ctx;
	/* True when the record was counted as a denial or grant; false with *why (static text) when it
	 * is refused after all (a name in it is not valid). NULL *why: skipped (a filter). */
	bool (*record)(void *ctx, const struct record *r, const char **why);
	void (*mark)(void *ctx, const struct log_mark *m); /* may be NULL */
	/* A candidate that gives no record: its line, the reason in words, and the text. */
	void (*refuse)(void *ctx, uint32_t line, const char *reason, struct slice text);
	/* What the other records of an event say of its denials; may be NULL. */
	void (*companion)(void *ctx, const struct companion *c);
	/* Where this is not NULL, only the program is wanted (COMPANION_EXE), and only of records with this
	 * comm=, as written. Reading on for all denials costs time. */
	const char *only_comm;
};

struct scan;

struct scan *scan_new(const struct scan_sink *sink);
void scan_free(struct scan *s);
/* `n` bytes that follow those fed before. */
void scan_feed(struct scan *s, const char *bytes, size_t n);
/* Live: a line held back only because a next line might continue it is given out now. */
void scan_flush(struct scan *s);
/* The end of the log: what is held back is given out or refused. */
void scan_finish(struct scan *s);
/* Count all denials and grants so far as skipped: for a sink that dropped them (-l). */
void scan_forget(struct scan_counts *counts);
/* The same of a scanner's own counts; also from within its sink. */
void scan_forget_all(struct scan *s);
const struct scan_counts *scan_counts(const struct scan *s);

#endif
