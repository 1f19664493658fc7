/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One input of the reader: where bytes come from. A kind of input is one file source_KIND.c with a
 * table of operations; source_open.c picks it by looking at what was opened. No kind knows what
 * the bytes mean. */
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

/* One file of a source: a source has one, and one more for each rotation that it was followed
 * through. */
struct source_file {
	uint64_t base;  /* offset in the source of its first byte that was read */
	uint64_t start; /* place in the file of that byte */
	dev_t dev;
	ino_t ino;
	int fd;    /* -1: closed; source_file.c opens it again */
	bool gone; /* cut off by its writer: what stood there cannot be read again */
};

enum source_got {
	SOURCE_BYTES,
	SOURCE_NOTHING, /* at present: wait for source_fd() */
	SOURCE_AGAIN,   /* nothing yet, after a slice of work */
	SOURCE_END,
	SOURCE_FAILED,
};

/* Some lines, so that their times and serial numbers are in it: lines alike end alike. */
#define SOURCE_TAIL_BYTES 1024

struct source_ops;

struct source {
	struct reader_source pub;
	const struct source_ops *ops;
	void *state; /* of the kind */

	struct source_file *files; /* the last one is being read */
	size_t file_count, file_cap;
	uint64_t position;   /* of the next byte in that file */
	uint64_t read_bytes; /* from the file or pipe, for the progress */
	bool sized;          /* pub.size_bytes says how many there are */
	bool reopens;        /* a file with a name: may be closed and opened again */
	uint64_t text_bytes; /* given out, of all files: the offset of the next one */

	/* What stood at byte `tail_at` of the file: the last bytes before `position`, or of a file that was
	 * just moved to its first ones. Shows whether the file is still the one it was. */
	char tail[SOURCE_TAIL_BYTES];
	size_t tail_len;
	uint64_t tail_at;
	bool check_tail; /* live: compare it after each read */
	bool changed;    /* it did not compare: truncated and written anew */

	struct buf note; /* news of the kind's own, for the reader to pass on */
};

struct source_ops {
	const char *name;
	bool keeps_text; /* text() works: no need to spill */
	bool can_follow; /* a plain file, which may grow */
	bool slow;       /* one read is a slice of work */
	bool live;       /* goes on when it has nothing, unless it is not to be followed */
	/* Give at most `cap` bytes (*n > 0 for SOURCE_BYTES); never waits. */
	enum source_got (*read)(struct source *s, char *bytes, size_t cap, size_t *n,
				struct diag *d);
	/* Append what stands at an offset, less where it ends. May be NULL. */
	int (*text)(struct source *s, uint64_t offset, size_t n, struct buf *out, struct diag *d);
	/* To be polled, where that is not the file's descriptor; milliseconds until it should be read
	 * though nothing came; leave out what there is by now. Each may be NULL. */
	int (*fd)(const struct source *s);
	int (*timeout_ms)(const struct source *s);
	void (*skip)(struct source *s);
	void (*close)(struct source *s); /* the state; may be NULL */
};

extern const struct source_ops source_ops_file, source_ops_stream;

/* A new source for a file, FIFO, socket, device or "-" (standard input), opened and looked at; not
 * for a directory. It is given even when that fails, as failed, with `d` set too. */
struct source *source_open(const char *path, struct diag *d);
/* The kernel ring buffer. As above. */
#define SOURCE_KERNEL_PATH "kernel ring buffer"
struct source *source_open_kernel(struct diag *d);
/* A live one (live.h): its file defines SOURCE_OPEN(NAME) { … }, the file with its row declares
 * SOURCE_OPEN(NAME). As above. */
#define SOURCE_OPEN(NAME)                                                    \
	struct source *source_open_##NAME(const char *path, struct diag *d); \
	struct source *source_open_##NAME(const char *path, struct diag *d)
/* The journal's file of the system. Caller frees; NULL with `d`. */
char *source_journal_path(struct diag *d);
/* What was opened turned out to be one. */
void source_audisp_begin(struct source *s);
void source_kmsg_begin(struct source *s);
/* 0, or -1 with `d`; only with libsystemd. */
int source_journal_begin(struct source *s, struct diag *d);
/* A stream socket's descriptor, or -1 with errno; it never waits. */
int source_connect(const char *path);
/* Its bytes, of which `head` are the first (already read), are those of a gzip file. */
void source_gz_begin(struct source *s, const char *head, size_t n);
/* -1 with `d` when they begin like a file that is no text but could be made one. */
int source_refuse_foreign(const struct source *s, const char *head, size_t n, struct diag *d);
bool source_is_gz(const char *head, size_t n);
bool source_is_journal(const char *head, size_t n);
/* A source that could not be had; `why` is told to `d`, too, and released. */
struct source *source_failed(const char *path, struct diag *why, struct diag *d);
/* The same of one that is there; nothing where `why` is empty. */
void source_tell_failure(struct source *s, struct diag *why, struct diag *d);
/* One that reads what was opened as `fd`, owned from now on; `begin` makes it one of its kind. */
struct source *source_of(const char *path, int fd, void (*begin)(struct source *s));
void source_free(struct source *s);
void source_fail(struct source *s, const char *error);

/* To be polled while it has nothing; -1 none. */
int source_fd(const struct source *s);
struct source_file *source_current(struct source *s);
void source_file_close(struct source_file *f);
/* Go on with another file, opened as `fd` (owned from now on), at byte `start` of it. */
void source_next_file(struct source *s, int fd, const struct stat *st, uint64_t start);

/* Of a plain file: go on at its end, behind the last whole line. 0 or -1. */
int source_skip_to_end(struct source *s);

/* Names of rotated logs. A family is one log and what rotation made of it: audit.log,
 * audit.log.1, audit.log.2.gz, audit.log-20261119. */
struct source_names {
	char **paths; /* oldest first */
	size_t count, cap;
	char **skipped; /* compressed copies of one that is there too */
	size_t skipped_count, skipped_cap;
};
void source_names_release(struct source_names *names);
/* The logs in a directory: the audit.log family when there is one, else every *.log family, one
 * after the other. 0 or -1 with `d` (unreadable, or none). */
int source_names_dir(const char *dir, struct source_names *names, struct diag *d);
/* The family that `path` belongs to; may be empty. */
int source_names_family(const char *path, struct source_names *names, struct diag *d);

#endif
