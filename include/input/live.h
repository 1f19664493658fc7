/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The places where a host gives its denials as they happen, best first, and what it takes to read each:
 * for choosing one before it is tried. A new one is a file source_NAME.c and a row in live.c. */
#ifndef AVCURATE_INPUT_LIVE_H
#define AVCURATE_INPUT_LIVE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"

struct source;

enum live_object {
	LIVE_PATH,   /* the file, socket or device itself, with the way to it */
	LIVE_DIR,    /* its directory */
	LIVE_SELF,   /* the process */
	LIVE_CONTEXT /* what has this context */
};

/* An access that reading it makes. `class` NULL ends the list. */
struct live_need {
	enum live_object object;
	const char *context; /* LIVE_CONTEXT */
	const char *class, *perms;
	bool optional; /* only for being woken: without it avcurate polls */
};

#define LIVE_NEEDS_MAX 6

struct live_row {
	const char *name; /* for --source */
	const char *what; /* for people: "the audit log" */
	const char *when; /* README: who can read it, and what it lacks */
	const char *more; /* the manual page, in the markup of roff.h */
	const char *path; /* NULL: `find` says where it is */
	/* Where it is on this host; caller frees. NULL: not here, or not in this build, with `d`. */
	char *(*find)(struct diag *d);
	const char *config; /* the file that `find` reads, or NULL */
	const char *usual;  /* the path where that file may not be read */
	int mode;           /* of access(2) to the path */
	bool auditd;        /* nothing comes this way unless auditd runs */
	bool restricted;    /* kernel.dmesg_restrict asks for CAP_SYSLOG as well */
	bool history;       /* it also gives what was before */
	struct live_need needs[LIVE_NEEDS_MAX];
	/* Returns what source_open() does. */
	struct source *(*open)(const char *path, struct diag *d);
};

#define LIVE_AUTO        "auto" /* for --source: the first that may be read */
#define LIVE_LOG_PATH    "/var/log/audit/audit.log"
#define LIVE_LOG_CONFIG  "/etc/audit/auditd.conf"
#define LIVE_KERNEL_PATH "/dev/kmsg" /* the kernel's messages */

extern const struct live_row live_table[];
extern const size_t live_count;

/* NULL when no row is called so. */
const struct live_row *live_find(const char *name);
/* Where it is on this host; caller frees. NULL with `d`, as `find` above. */
char *live_path(const struct live_row *row, struct diag *d);
/* The audit log: log_file of auditd.conf(5) where that may be read, else LIVE_LOG_PATH. Caller frees. */
char *live_log_path(struct diag *d);

#endif
