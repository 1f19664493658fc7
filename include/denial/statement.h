/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A policy statement as a plain value that every layer shares. Names are ids of one intern table.
 * One value is one decision: an ioctl list belongs to the allow rule that needs it and is printed
 * as a second line. */
#ifndef AVCURATE_DENIAL_STATEMENT_H
#define AVCURATE_DENIAL_STATEMENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/intern.h"
#include "denial/kind.h"

enum statement_kind {
	STATEMENT_NONE, /* a kind of denial that no statement answers */
	STATEMENT_ALLOW,
	STATEMENT_DONTAUDIT,
	STATEMENT_ROLE, /* role R types T; source is T */
	STATEMENT_GRANT, /* of another domain than SELinux: the row of its kind prints and words it */
	STATEMENT_KINDS
};

/* Inclusive. Commands are 16 bits wide: checkmodule silently cuts wider ones. */
struct ioctl_range {
	uint16_t low, high;
};

struct statement {
	enum statement_kind kind;
	enum record_kind answers; /* STATEMENT_GRANT: the kind of denial; else 0 */
	name_id source;           /* type or attribute */
	name_id target;           /* type or attribute; ignored when `self` */
	name_id role;             /* STATEMENT_ROLE only */
	bool self;
	bool source_attribute, target_attribute; /* for the require block */
	name_id *classes; /* one unless the operator added classes; sorted by name */
	size_t class_count;
	name_id *perms; /* sorted by name, no duplicates */
	size_t perm_count;
	struct ioctl_range *ioctls; /* sorted, not overlapping; empty: all ioctls */
	size_t ioctl_count;
};

void statement_release(struct statement *s);
void statement_copy(struct statement *to, const struct statement *from);
bool statement_equal(const struct statement *a, const struct statement *b);
/* Add one permission or one range, in order. */
void statement_add_perm(struct statement *s, name_id perm, const struct intern *names);
void statement_add_ioctl(struct statement *s, struct ioctl_range range);
bool statement_remove_perm(struct statement *s, name_id perm);
bool statement_has_perm(const struct statement *s, name_id perm);

/* Append the statement in the policy language (a STATEMENT_GRANT: as its kind prints it), one line a
 * rule, each ended by "\n":
 *   allow useradd_t usr_t:file { getattr open read };
 *   allowxperm sshd_t ptmx_t:chr_file ioctl { 0x5401 0x5410-0x5413 };
 * Braces only around more than one name. Appends nothing for STATEMENT_NONE or without
 * permissions. */
void statement_print(const struct statement *s, const struct intern *names, struct buf *out);

/* The same on one line: rules separated by blanks, without "\n" at the end. */
void statement_print_line(const struct statement *s, const struct intern *names, struct buf *out);

/* Append only its ioctl commands: "0x5401 0x5410-0x5413". */
void statement_print_ioctls(const struct statement *s, struct buf *out);

/* Append the statement in CIL, one line a class, each ended by "\n". CIL accepts names with dots. A
 * STATEMENT_GRANT has no CIL. */
void statement_print_cil(const struct statement *s, const struct intern *names, struct buf *out);

#endif
