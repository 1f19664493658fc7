/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Keeps one copy of every long-lived string (types, classes, permissions, commands, paths) under
 * a small id. Ids are dense and start at 0, the empty string. Strings live as long as the table,
 * do not move, and may hold any byte before their final NUL. */
#ifndef AVCURATE_BASE_INTERN_H
#define AVCURATE_BASE_INTERN_H

#include <stdint.h>

#include "base/slice.h"

typedef uint32_t name_id;
#define NAME_EMPTY 0
#define NAME_NONE  UINT32_MAX

struct intern;

struct intern *intern_new(void);
void intern_free(struct intern *t);
name_id intern_add(struct intern *t, struct slice s);
name_id intern_adds(struct intern *t, const char *s);
/* NAME_NONE if it was never added. */
name_id intern_find(const struct intern *t, struct slice s);
/* Never NULL: returns the empty string for NAME_NONE. */
const char *intern_str(const struct intern *t, name_id id);
size_t intern_len(const struct intern *t, name_id id);
size_t intern_count(const struct intern *t);
size_t intern_bytes(const struct intern *t);

#endif
