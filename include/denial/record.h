/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One denial (or grant, or SELINUX_ERR) as parsed facts. Every slice points into the scanned text
 * and is valid only during the sink's call. Fields with names that processes choose (comm, exe,
 * path, name) stay as written, quoted or in hex; record_decode() gives the bytes. */
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
	bool granted; /* auditallow: evidence, not a denial */
	bool user;    /* written by a user-space object manager (USER_AVC) */
	bool own;     /* caused by avcurate itself or a program that it started */
	bool suspect; /* may be forged: holds a second candidate for permissions or contexts */
	signed char permissive; /* 1 or 0; -1: not in the record */

	int64_t time_ms; /* or TIME_NONE */
	uint64_t serial; /* 0: unknown */
	struct slice node;

	struct slice perms;    /* the text between the braces */
	struct slice scontext; /* whole contexts, unquoted */
	struct slice tcontext;
	struct slice ncontext; /* invalid or new context of SELINUX_ERR */
	struct slice tclass;
	struct slice raw_scontext; /* srawcon=, trawcon=: the label the policy does not know */
	struct slice raw_tcontext;

	struct slice comm, exe, path, name, dev, ino, pid;
	struct slice port; /* src= or dest=, lport= or fport=: the requested port number */
	uint32_t ioctl;    /* or IOCTL_NONE */

	struct slice raw; /* the whole record's text */
	uint64_t offset;  /* of the record in its source, bytes */
	size_t bytes;  /* its size there; differs from raw.n for UTF-16 and JSON (the whole line) */
	uint32_t line; /* 1-based */
};

/* Append the bytes that a field encodes: without its quotes, or decoded from upper-case hex of even
 * length (linux/kernel/audit.c: audit_log_untrustedstring), or else unchanged. */
void record_decode(struct slice field, struct buf *out);

/* Give the next word of a record's `perms`; false at the end. */
bool record_next_perm(struct slice *list, struct slice *perm);

/* What another record of an event adds to its denials; slices as in a record. */
enum companion_kind {
	COMPANION_EXEC, /* SYSCALL of a successful execve. text: the program's new context */
	COMPANION_EXE,  /* SYSCALL. text: the program as written: quoted, in hex, or bare */
	COMPANION_PATH, /* PATH and CWD. text: absolute path of the object `inode`, decoded */
};
struct companion {
	enum companion_kind kind;
	int64_t time_ms; /* or TIME_NONE */
	uint64_t serial; /* never 0 */
	struct slice node;
	struct slice text;
	struct slice inode; /* digits */
};

/* Split a context USER:ROLE:TYPE[:LEVEL]. False if it has fewer than three parts or one of the
 * first three is not a valid name; `level` is empty if the context has no level. */
struct context_parts {
	struct slice user, role, type, level;
};
bool record_context_parts(struct slice context, struct context_parts *parts);

#endif
