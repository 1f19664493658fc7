/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The places where a host gives its denials as they happen, best first, and what it takes to read
 * each: for who chooses one before it is tried. A new one is a row here and a file source_KIND.c. */
#ifndef AVCURATE_INPUT_LIVE_H
#define AVCURATE_INPUT_LIVE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"

struct source;

enum live_kind {
	LIVE_LOG,     /* what auditd writes */
	LIVE_AUDISP,  /* what its af_unix plugin passes on */
	LIVE_JOURNAL, /* what systemd-journald keeps */
	LIVE_KMSG,    /* what the kernel itself prints where nobody else takes it */
	LIVE_KINDS
};

enum live_object {
	LIVE_PATH,   /* the file, socket or device itself, with the way to it */
	LIVE_DIR,    /* the directory that it stands in */
	LIVE_SELF,   /* the process */
	LIVE_CONTEXT /* what has this context */
};

/* One access that reading it makes. `class` NULL ends the list. */
struct live_need {
	enum live_object object;
	const char *context; /* LIVE_CONTEXT */
	const char *class, *perms;
	bool optional; /* only for being woken: without it, it is looked at by the clock */
};

#define LIVE_NEEDS_MAX 6

struct live_row {
	const char *name;               /* for --source */
	const char *path;               /* or, where that depends on the host: */
	char *(*place)(struct diag *d); /* as live_path() */
	const char *what;               /* for people: "the audit log" */
	int mode;                       /* of access(2) to the path */
	bool auditd;                    /* nothing comes this way unless auditd runs */
	bool restricted;                /* kernel.dmesg_restrict asks for CAP_SYSLOG besides */
	bool history;                   /* it also gives what was before */
	struct live_need needs[LIVE_NEEDS_MAX];
	/* Like source_open() in what it returns. */
	struct source *(*open)(const char *path, struct diag *d);
};

#define LIVE_LOG_PATH   "/var/log/audit/audit.log"
#define LIVE_LOG_CONFIG "/etc/audit/auditd.conf"

extern const struct live_row live_table[LIVE_KINDS];

/* LIVE_KINDS when no row is called so. */
enum live_kind live_find(const char *name);
/* Where it is on this host; caller frees. NULL: not here, or not in this build, with `d`. */
char *live_path(enum live_kind kind, struct diag *d);

#endif
