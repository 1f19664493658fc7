/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One input of the reader: where bytes come from. A kind of input is one file source_KIND.c with a
 * table of operations; source_open.c chooses the kind by what it opened. No kind knows what the
 * bytes mean. */
#ifndef AVCURATE_INPUT_SOURCE_INTERNAL_H
#define AVCURATE_INPUT_SOURCE_INTERNAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/stat.h>
#include <sys/types.h>

#include "base/buf.h"
#include "base/diag.h"
#include "input/reader.h"

/* One file of a source. A source has one, and one more for each rotation that it went through. */
struct source_file {
	uint64_t base;  /* offset in the source of the first byte read from the file */
	uint64_t start; /* offset in the file of that byte */
	dev_t dev;
	ino_t ino;
	int fd;    /* -1: closed; source_file.c opens it again */
	bool gone; /* truncated by its writer: its text cannot be read again */
};

enum source_got {
	SOURCE_BYTES,
	SOURCE_NOTHING, /* for now: wait for source_fd() */
	SOURCE_AGAIN,   /* nothing yet, after a slice of work */
	SOURCE_END,
	SOURCE_FAILED,
};

/* Long enough for a few lines with their times and serial numbers: similar lines end alike. */
#define SOURCE_TAIL_BYTES 1024

struct source_ops;

struct source {
	struct reader_source pub;
	const struct source_ops *ops;
	void *state; /* owned by the kind */

	struct source_file *files; /* the last one is being read */
	size_t file_count, file_cap;
	uint64_t position;   /* offset of the next byte in that file */
	uint64_t read_bytes; /* read from the file or pipe, for the progress */
	bool sized;          /* pub.size_bytes is the size */
	bool reopens;        /* a file with a name: may be closed and opened again */
	uint64_t text_bytes; /* given out from all files: offset of the next byte */

	/* The bytes at `tail_at` of the file: the last ones before `position`, or the first ones of
	 * a file that we just switched to. Shows whether the file was rewritten. */
	char tail[SOURCE_TAIL_BYTES];
	size_t tail_len;
	uint64_t tail_at;
	bool check_tail; /* live: compare the tail after each read */
	bool changed;    /* the tail differs: the file was truncated and rewritten */

	struct buf note; /* news from the kind, for the reader to pass on */
};

struct source_ops {
	const char *name;
	bool keeps_text; /* text() works: no need to spill */
	bool can_follow; /* a plain file, which may grow */
	bool slow;       /* one read is a whole slice of work */
	bool live;       /* never ends by itself; done when it has nothing and is not followed */
	/* Give at most `cap` bytes (*n > 0 for SOURCE_BYTES); never waits. */
	enum source_got (*read)(struct source *s, char *bytes, size_t cap, size_t *n,
				struct diag *d);
	/* Append `n` bytes at an offset, fewer at the end. May be NULL. */
	int (*text)(struct source *s, uint64_t offset, size_t n, struct buf *out, struct diag *d);
	/* Each may be NULL. fd: descriptor to poll, if not the file's. timeout_ms: milliseconds
	 * until the next read even without input. skip: skip everything available now. */
	int (*fd)(const struct source *s);
	int (*timeout_ms)(const struct source *s);
	void (*skip)(struct source *s);
	void (*close)(struct source *s); /* free the state; may be NULL */
};

extern const struct source_ops source_ops_file, source_ops_stream;

/* Open a file, FIFO, socket, device or "-" (standard input) and choose its kind; not for a
 * directory. On failure returns a failed source and sets `d`. */
struct source *source_open(const char *path, struct diag *d);
/* Open the kernel ring buffer. As above. */
#define SOURCE_KERNEL_PATH "kernel ring buffer"
struct source *source_open_kernel(struct diag *d);
/* Open a live source (live.h). Its file defines SOURCE_OPEN(NAME) { … }; the file with its row
 * declares SOURCE_OPEN(NAME). As above. */
#define SOURCE_OPEN(NAME)                                                    \
	struct source *source_open_##NAME(const char *path, struct diag *d); \
	struct source *source_open_##NAME(const char *path, struct diag *d)
/* Return the path of the system's journal file. Caller frees; NULL with `d`. */
char *source_journal_path(struct diag *d);
/* Make an opened source one of the kind. */
void source_audisp_begin(struct source *s);
void source_kmsg_begin(struct source *s);
/* Open the source's journal file; only with libsystemd. 0, or -1 with `d`. */
int source_journal_begin(struct source *s, struct diag *d);
/* Connect to a stream socket. Returns a descriptor, or -1 with errno; never waits. */
int source_connect(const char *path);
/* Unpack the source from now on; `head` holds its first bytes, already read. */
void source_gz_begin(struct source *s, const char *head, size_t n);
/* Return -1 with `d` if the bytes begin a file of another format that a program can turn into
 * text. */
int source_refuse_foreign(const struct source *s, const char *head, size_t n, struct diag *d);
bool source_is_gz(const char *head, size_t n);
bool source_is_journal(const char *head, size_t n);
/* Make a failed source; `why` is copied to `d` and released. */
struct source *source_failed(const char *path, struct diag *why, struct diag *d);
/* Make an existing source fail with `why`, likewise; does nothing if `why` is empty. */
void source_report_failure(struct source *s, struct diag *why, struct diag *d);
/* Make a source that reads `fd` and owns it from now on; `begin` sets its kind. */
struct source *source_of(const char *path, int fd, void (*begin)(struct source *s));
void source_free(struct source *s);
void source_fail(struct source *s, const char *error);

/* Return the descriptor to poll while it has nothing; -1: nothing to poll. */
int source_fd(const struct source *s);
struct source_file *source_current(struct source *s);
void source_file_close(struct source_file *f);
/* Continue with another file, opened as `fd` (owned from now on), at its byte `start`. */
void source_next_file(struct source *s, int fd, const struct stat *st, uint64_t start);

/* Skip to the end of a plain file, after its last whole line. 0 or -1. */
int source_skip_to_end(struct source *s);

/* Names of rotated logs. A family is one log and its rotated files: audit.log, audit.log.1,
 * audit.log.2.gz, audit.log-20261119. */
struct source_names {
	char **paths; /* oldest first */
	size_t count, cap;
	char **skipped; /* compressed copies of a file in `paths` */
	size_t skipped_count, skipped_cap;
};
void source_names_release(struct source_names *names);
/* List the logs in a directory: the audit.log family if present, else every *.log family in turn.
 * 0, or -1 with `d` (unreadable, or no logs). */
int source_names_dir(const char *dir, struct source_names *names, struct diag *d);
/* List the family that `path` belongs to; may be empty. */
int source_names_family(const char *path, struct source_names *names, struct diag *d);

#endif
