/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the policy's own documentation says: the headers for module writers (selinux-policy-dev,
 * selinux-policy-devel) describe each interface to a type, and policy.xml the booleans. They
 * describe the policy they were installed with and are used for no other. */
#ifndef AVCURATE_POLICY_DOCS_H
#define AVCURATE_POLICY_DOCS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

struct docs;

/* Open the documentation of a policy file: for ROOT/etc/selinux/NAME/policy/FILE it is in
 * ROOT/usr/share/selinux/devel, for the loaded policy in /usr/share/selinux/devel. NULL if it is
 * not installed. Files are read on first use. */
struct docs *docs_beside(const char *policy_path);
void docs_free(struct docs *d);

/* Append what the type is for, in the documentation's words: policy module usermanage: "Policy
 * for managing user accounts. Execute useradd in the useradd domain." `class` is that of an
 * object with the type, NULL for a domain. Return true if anything was appended. The first call
 * reads the headers. */
bool docs_type(struct docs *d, const char *type, const char *class, struct buf *out);
/* Its description of a boolean, on one line, or NULL; caller frees. */
char *docs_boolean(struct docs *d, const char *name);

#endif
