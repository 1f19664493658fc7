/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The places where a host reports denials as they happen, best first, and the access needed to read
 * each, so that one can be chosen without trying. To add one, add a file source_NAME.c and a row in
 * live.c. */
#ifndef AVCURATE_INPUT_LIVE_H
#define AVCURATE_INPUT_LIVE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"

struct source;

enum live_object {
	LIVE_PATH,   /* the file, socket or device itself, and its parent directories */
	LIVE_DIR,    /* its directory */
	LIVE_SELF,   /* the process */
	LIVE_CONTEXT /* an object with this context */
};

/* An access needed to read it. `class` NULL ends the list. */
struct live_need {
	enum live_object object;
	const char *context; /* LIVE_CONTEXT */
	const char *class, *perms;
	bool optional; /* only to be woken: without it avcurate polls */
};

#define LIVE_NEEDS_MAX 6

struct live_row {
	const char *name; /* for --source */
	const char *what; /* for people: "the audit log" */
	const char *when; /* for README: who can read it, and what it lacks */
	const char *more; /* for the manual page, in the markup of roff.h */
	const char *path; /* NULL: ask `find` */
	/* Return its path on this host; caller frees. NULL with `d`: not on this host, or not in
	 * this build. */
	char *(*find)(struct diag *d);
	const char *config; /* the file that `find` reads, or NULL */
	const char *usual;  /* the path if that file cannot be read */
	int mode;           /* for access(2) to the path */
	bool auditd;        /* receives records only while auditd runs */
	bool restricted;    /* kernel.dmesg_restrict requires CAP_SYSLOG as well */
	bool history;       /* also gives earlier records */
	struct live_need needs[LIVE_NEEDS_MAX];
	/* Open it; returns the same as source_open(). */
	struct source *(*open)(const char *path, struct diag *d);
};

#define LIVE_AUTO        "auto" /* for --source: the first one that we may read */
#define LIVE_LOG_PATH    "/var/log/audit/audit.log"
#define LIVE_LOG_CONFIG  "/etc/audit/auditd.conf"
#define LIVE_KERNEL_PATH "/dev/kmsg" /* the kernel's messages */

extern const struct live_row live_table[];
extern const size_t live_count;

/* Return NULL if the name is unknown. */
const struct live_row *live_find(const char *name);
/* Return its path on this host; caller frees. NULL with `d`, as `find` above. */
char *live_path(const struct live_row *row, struct diag *d);
/* Return the path of the audit log: log_file of auditd.conf(5) if readable, else LIVE_LOG_PATH.
 * Caller frees. */
char *live_log_path(struct diag *d);

#endif
