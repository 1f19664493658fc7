/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One denial (or grant, or SELINUX_ERR) as parsed facts. Every slice points into the text that is
 * being scanned and is valid only during the sink's call. Fields that hold names chosen by
 * processes (comm, exe, path, name) are kept as written, with quotes or in hex;
 * record_decode() gives the bytes. */
#ifndef AVCURATE_DENIAL_RECORD_H
#define AVCURATE_DENIAL_RECORD_H

#include <stdbool.h>
#include <stdint.h>

#include "base/clock.h"
#include "base/buf.h"
#include "base/slice.h"
#include "denial/kind.h"

#define IOCTL_NONE UINT32_MAX /* no ioctlcmd= in the record; 0 is a legal command */

struct record {
	enum record_kind kind;
	bool granted;           /* auditallow: evidence, not a denial */
	bool user;              /* written by a user-space object manager (USER_AVC) */
	bool own;               /* of avcurate itself, or a program that it started */
	bool suspect;           /* a second candidate for permissions or contexts was in it */
	signed char permissive; /* 1, 0, or -1 when the record does not say */

	int64_t time_ms; /* or TIME_NONE */
	uint64_t serial; /* 0 when unknown */
	struct slice node;

	struct slice perms;    /* what stands between the braces */
	struct slice scontext; /* whole contexts, unquoted */
	struct slice tcontext;
	struct slice ncontext; /* invalid or new context of SELINUX_ERR */
	struct slice tclass;
	struct slice raw_scontext; /* srawcon=, trawcon=: the label the policy does not know */
	struct slice raw_tcontext;

	struct slice comm, exe, path, name, dev, ino, pid;
	struct slice port; /* src= or dest=, lport= or fport=: the number that was asked for */
	uint32_t ioctl;    /* or IOCTL_NONE */

	struct slice raw; /* the whole record's text */
	uint64_t offset;  /* of the record in its source, bytes */
	size_t bytes;     /* that it takes there: not raw.n for UTF-16, JSON (the whole line) */
	uint32_t line;    /* 1-based */
};

/* Append the bytes a field stands for: quotes taken off, or upper-case hex of even length decoded
 * (linux/kernel/audit.c: audit_log_untrustedstring), or as it stands. */
void record_decode(struct slice field, struct buf *out);

/* The next word of a record's `perms`; false at their end. */
bool record_next_perm(struct slice *list, struct slice *perm);

/* What another record of an event tells of its denials; the slices as in a record. */
enum companion_kind {
	COMPANION_EXEC, /* SYSCALL of an execve that succeeded. text: the context that the program runs in */
	COMPANION_EXE, /* SYSCALL. text: the program, as it stands: quoted, in hex, or bare */
	COMPANION_PATH, /* PATH and CWD. text: the whole path of the object `inode`, decoded, absolute */
};
struct companion {
	enum companion_kind kind;
	int64_t time_ms; /* or TIME_NONE */
	uint64_t serial; /* never 0 */
	struct slice node;
	struct slice text;
	struct slice inode; /* digits */
};

/* The parts of a context USER:ROLE:TYPE[:LEVEL]. false when there are fewer than three parts, or
 * one of the first three is no name; `level` is empty where there is none. */
struct context_parts {
	struct slice user, role, type, level;
};
bool record_context_parts(struct slice context, struct context_parts *parts);

#endif
