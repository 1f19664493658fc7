/* SPDX-License-Identifier: GPL-2.0-or-later */
/* POSIX extended regular expressions with a bounded cost. */
#ifndef AVCURATE_FILTER_PATTERN_H
#define AVCURATE_FILTER_PATTERN_H

#include <stdbool.h>

#include "base/diag.h"

struct pattern;

/* Returns NULL with `d` if it is not a regular expression, or costs too much. */
struct pattern *pattern_new(const char *text, struct diag *d);
void pattern_free(struct pattern *p);
/* True if it matches somewhere in the first 4,096 bytes of `text`. */
bool pattern_match(const struct pattern *p, const char *text);

#endif
