/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which denials may be of a descriptor that a program inherited open (see ledger_companion). */
#ifndef AVCURATE_DENIAL_INHERIT_INTERNAL_H
#define AVCURATE_DENIAL_INHERIT_INTERNAL_H

#include "denial/record.h"

/* True for read, write or append, and for the use of a descriptor. If the denial did not take
 * effect (permissive, or not known), exclude what running the program itself needs. Called for
 * every record. */
bool inherit_may(const struct record *r);
/* True if a descriptor can be of the class. */
bool inherit_may_class(const char *class);

#endif
