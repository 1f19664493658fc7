/* SPDX-License-Identifier: GPL-2.0-or-later */
/* All inputs of a session, read in order, in slices, with one scanner each; the last one may be
 * followed live. Records go to the sink; refused and skipped lines are counted here. */
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

/* What the screen, --messages and JSON report about one input. Borrowed; valid until the reader is
 * freed. */
struct reader_source {
	char *path; /* as given, cleaned where it is shown */
	struct scan_counts counts;
	struct reader_refused *refused; /* the first READER_REFUSED_MAX */
	size_t refused_count;
	uint64_t size_bytes;  /* 0: unknown (pipe) */
	bool own;             /* from this host: its audit log, a live source */
	bool live;            /* being followed */
	bool away;            /* a live source that went away and is retried */
	uint64_t overwritten; /* messages lost before they were read (kmsg) */
	bool done, failed;
	char *error; /* if failed: what, why, and what to do */
};

enum reader_state {
	READER_MORE,    /* call again */
	READER_WAITING, /* everything available has been read; a followed input may give more */
	READER_DONE,
};

struct reader_sink {
	void *ctx;
	bool (*record)(void *ctx, unsigned source, const struct record *r, const char **why);
	void (*mark)(void *ctx, unsigned source, const struct log_mark *m);
	/* As in scan_sink. */
	void (*companion)(void *ctx, const struct companion *c);
	const char *only_comm;
	/* News that is not a failure (a log given twice, truncated, compressed unread); may be
	 * NULL. */
	void (*note)(void *ctx, const char *text);
};

struct reader;

/* `spill`: keep the text of records from pipes and compressed files in one unlinked, capped
 * temporary file, so that reader_text can give it; batch commands do not need it. */
struct reader *reader_new(const struct reader_sink *sink, bool spill);
void reader_free(struct reader *r);

/* Add a LOG: a file (plain, .gz), a directory of rotated logs (audit.log.3 … audit.log), or "-". 0,
 * or -1 with `d` if it cannot be read; the other inputs are still read. */
int reader_add(struct reader *r, const char *log, struct diag *d);
/* Add /var/log/audit/audit.log: with `all`, its rotated files too. */
int reader_add_host_log(struct reader *r, bool all, struct diag *d);
/* Add the current content of the kernel ring buffer (klogctl(2)). */
int reader_add_kernel(struct reader *r, struct diag *d);
/* Add a live source of this host as the last input. `path` NULL: use live_path(); `row` NULL: a LOG
 * at that path. `watch`: inotify wakes the reader when the log grows; else it polls. */
int reader_add_live(struct reader *r, const struct live_row *row, const char *path, bool watch,
		    struct diag *d);
/* Follow the last input from its end if it is a plain file, through rotation and truncation. Slow
 * inputs (a pipe) then give their last record without waiting for a next line. */
void reader_follow(struct reader *r, bool follow);
void reader_pause(struct reader *r, bool pause);

/* Count everything given so far as skipped: the sink has dropped it (-l). The sink may call
 * this. */
void reader_forget(struct reader *r);

/* Read at most about `budget_bytes`. */
enum reader_state reader_step(struct reader *r, size_t budget_bytes);
/* Skip what has not been read. A followed log continues from its end. */
void reader_stop(struct reader *r);
/* Return the descriptor to poll while READER_WAITING; -1: nothing to poll. */
int reader_fd(const struct reader *r);
/* Return the milliseconds after which to call reader_step even without input; -1: never. */
int reader_timeout_ms(const struct reader *r);
/* Wait, while READER_WAITING, until reader_step may have something to do. False if it never will
 * (paused). */
bool reader_wait(const struct reader *r);
/* Give the bytes read and the bytes in all, for the progress; total 0: unknown. */
void reader_progress(const struct reader *r, uint64_t *done_bytes, uint64_t *total_bytes);

size_t reader_count(const struct reader *r);
const struct reader_source *reader_source(const struct reader *r, size_t i);
/* True if there are inputs and all are from this host. */
bool reader_is_own(const struct reader *r);

/* Append the raw bytes at a place in a source. 0, or -1 with `d` (rotated away, not kept). */
int reader_text(struct reader *r, unsigned source, uint64_t offset, size_t bytes, struct buf *out,
		struct diag *d);
/* Append the whole audit event around a record, cleaned, one record a line, the given one first.
 * Records are in libauparse's words ("SYSCALL arch=x86_64 syscall=openat success=no
 * exit=EACCES(Permission denied) …"), or unchanged if libauparse refuses them; *interpreted is
 * false if it refuses all. 0, or -1 with `d`. */
int reader_event(struct reader *r, unsigned source, uint64_t offset, size_t bytes, struct buf *out,
		 bool *interpreted, struct diag *d);

#endif
