/* SPDX-License-Identifier: GPL-2.0-or-later */
/* All inputs of a session, read in order, in slices, through one scanner each; the last may be
 * followed live. What it finds goes to the sink; what was refused or skipped is counted here. */
#ifndef AVCURATE_INPUT_READER_H
#define AVCURATE_INPUT_READER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/diag.h"
#include "input/live.h"
#include "scan/scan.h"

struct reader_refused {
	uint32_t line;
	const char *reason; /* static */
	char *text;         /* the beginning of the line, cleaned */
};
#define READER_REFUSED_MAX 1000

/* What the screen, --messages and JSON say of one input. Borrowed; valid until the reader goes. */
struct reader_source {
	char *path; /* as given, cleaned where it is shown */
	struct scan_counts counts;
	struct reader_refused *refused; /* the first READER_REFUSED_MAX */
	size_t refused_count;
	uint64_t size_bytes;  /* 0 when unknown (pipe) */
	bool own;             /* this host's own: its audit log, a live source */
	bool live;            /* being followed */
	bool away;            /* a live source that went away; it is tried again */
	uint64_t overwritten; /* messages gone before they were read (kmsg) */
	bool done, failed;
	char *error; /* when failed: what, why, how to mend */
};

enum reader_state {
	READER_MORE,    /* call again */
	READER_WAITING, /* all that is there has been read; a followed input may give more */
	READER_DONE,
};

struct reader_sink {
	void *ctx;
	bool (*record)(void *ctx, unsigned source, const struct record *r, const char **why);
	void (*mark)(void *ctx, unsigned source, const struct log_mark *m);
	/* As in scan_sink. */
	void (*companion)(void *ctx, const struct companion *c);
	const char *only_comm;
	/* News that is no failure (a log given twice, truncated, packed away unread); may be NULL. */
	void (*note)(void *ctx, const char *text);
};

struct reader;

/* `spill`: keep the text of records from pipes and compressed files in one unlinked temporary file
 * (capped), so that reader_text can give it; batch commands do without. */
struct reader *reader_new(const struct reader_sink *sink, bool spill);
void reader_free(struct reader *r);

/* A LOG: a file (plain, .gz), a directory of rotated logs (audit.log.3 … audit.log), or "-". 0, or
 * -1 with `d`: it cannot be read; others are still worked. */
int reader_add(struct reader *r, const char *log, struct diag *d);
/* /var/log/audit/audit.log and its rotated ones: `all` of them, or the newest only. */
int reader_add_host_log(struct reader *r, bool all, struct diag *d);
/* The kernel ring buffer as it is now (klogctl(2)). */
int reader_add_kernel(struct reader *r, struct diag *d);
/* Add a live source of this host as the last input; `path` NULL: where it is; `row` NULL: a LOG of that
 * path. `watch`: inotify wakes the reader when the log grows; else it polls. */
int reader_add_live(struct reader *r, const struct live_row *row, const char *path, bool watch,
		    struct diag *d);
/* Follow the last input from its end, when it is a plain file; through rotation and truncation. Any
 * input that is slow in coming (a pipe) then shows its last record without waiting for a next line. */
void reader_follow(struct reader *r, bool follow);
void reader_pause(struct reader *r, bool pause);

/* The sink let go of all it was given (-l): it counts as skipped. From within the sink, too. */
void reader_forget(struct reader *r);

/* Read at most about `budget_bytes`. */
enum reader_state reader_step(struct reader *r, size_t budget_bytes);
/* Give up what has not been read. A log that is followed goes on from its end. */
void reader_stop(struct reader *r);
/* To be polled for input while READER_WAITING; -1 when there is none. */
int reader_fd(const struct reader *r);
/* Milliseconds after which reader_step should be called although nothing came (-1: never). */
int reader_timeout_ms(const struct reader *r);
/* While READER_WAITING: wait until reader_step may have something to do. False when it never will (it is
 * paused). */
bool reader_wait(const struct reader *r);
/* Bytes read and to be read, for the progress; total 0 when unknown. */
void reader_progress(const struct reader *r, uint64_t *done_bytes, uint64_t *total_bytes);

size_t reader_count(const struct reader *r);
const struct reader_source *reader_source(const struct reader *r, size_t i);
/* Whether all of them, and there is one, are this host's own. */
bool reader_is_own(const struct reader *r);

/* Append the bytes at a place in a source as they stand there. 0 or -1 with `d` (rotated away, not
 * kept). */
int reader_text(struct reader *r, unsigned source, uint64_t offset, size_t bytes, struct buf *out,
		struct diag *d);
/* Append the whole audit event around a record, cleaned, one record a line, the given one first: as
 * libauparse reads it ("SYSCALL arch=x86_64 syscall=openat success=no exit=EACCES(Permission denied) …"),
 * or as it stands where libauparse refuses it; *interpreted is false where that holds for all.
 * 0 or -1 with `d`. */
int reader_event(struct reader *r, unsigned source, uint64_t offset, size_t bytes, struct buf *out,
		 bool *interpreted, struct diag *d);

#endif
