/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the policy's own documentation says: the headers for module writers (selinux-policy-dev,
 * selinux-policy-devel) describe each interface to a type, and policy.xml the booleans. They are those of
 * the policy that was installed with them, and are used for no other. */
#ifndef AVCURATE_POLICY_DOCS_H
#define AVCURATE_POLICY_DOCS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

struct docs;

/* The documentation that stands beside a policy file: of ROOT/etc/selinux/NAME/policy/FILE it is in
 * ROOT/usr/share/selinux/devel, of the loaded policy in /usr/share/selinux/devel. NULL where there is
 * none. Nothing is read before it is asked for. */
struct docs *docs_beside(const char *policy_path);
void docs_free(struct docs *d);

/* Append what the type is for, in the documentation's words: policy module usermanage: "Policy for
 * managing user accounts. Execute useradd in the useradd domain." `class` is that of an object that has
 * the type, NULL for a domain. Returns whether it says anything. The first call reads the headers. */
bool docs_type(struct docs *d, const char *type, const char *class, struct buf *out);
/* What it says about a boolean, on one line; caller frees. NULL: nothing. */
char *docs_boolean(struct docs *d, const char *name);

#endif
