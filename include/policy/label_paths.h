/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Finds the paths that carry a label: file contexts read the other way round. libselinux only
 * answers which label a given path should have. */
#ifndef AVCURATE_POLICY_LABEL_PATHS_H
#define AVCURATE_POLICY_LABEL_PATHS_H

#include <stddef.h>

#include "base/buf.h"

struct label_paths;

/* Read a file_contexts file, with its .homedirs and .local, and sort it by type (some 6 ms for a
 * distribution's 6,000 lines). NULL if it cannot be read. */
struct label_paths *label_paths_open(const char *path);
void label_paths_free(struct label_paths *c);

/* Append up to `max` of the type's patterns, the most relevant first: those that `near` (a path
 * or a program's name that was seen, or NULL) may match, then those for objects of the class,
 * plain paths before patterns, short before long. A final star means everything below. Return
 * how many there are in all. */
size_t label_paths_words(const struct label_paths *c, const char *type, const char *class,
			 const char *near, size_t max, struct buf *out);

#endif
