/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which denials can be of a descriptor that a program was given open (see ledger_companion). */
#ifndef AVCURATE_DENIAL_INHERIT_INTERNAL_H
#define AVCURATE_DENIAL_INHERIT_INTERNAL_H

#include "denial/record.h"

/* Read, write, append of something, or the use of a descriptor. Where the denial did not take effect
 * (permissive, or not said), what running the program itself needs is left out. This is asked of every
 * record. */
bool inherit_may(const struct record *r);
/* The same of a class: whether a descriptor can be of it. */
bool inherit_may_class(const char *class);

#endif
