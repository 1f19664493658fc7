/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which accesses are dangerous to open, and why: one table. */
#ifndef AVCURATE_POLICY_SENSITIVE_H
#define AVCURATE_POLICY_SENSITIVE_H

#include <stdbool.h>
#include <stdint.h>

#include "policy/index.h"

/* Why it matters that a permission of the class on objects of the type is opened, in a few words
 * ("the password hashes"); NULL if it is not sensitive. Static text. */
const char *sensitive_why(const char *type, const char *class, const char *perm);

/* The same in parts, for many types: the rows of the table about the permission, as bits (the
 * worst is bit 0; the first row that matches the type counts), and their texts. */
uint64_t sensitive_rows(const char *class, const char *perm);
bool sensitive_row_has(unsigned row, const char *type);
const char *sensitive_row_why(unsigned row);

#endif
