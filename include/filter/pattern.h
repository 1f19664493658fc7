/* SPDX-License-Identifier: GPL-2.0-or-later */
/* POSIX extended regular expressions with a bound on what they cost. */
#ifndef AVCURATE_FILTER_PATTERN_H
#define AVCURATE_FILTER_PATTERN_H

#include <stdbool.h>

#include "base/diag.h"

struct pattern;

/* NULL with `d`: it is none, or needs too much. */
struct pattern *pattern_new(const char *text, struct diag *d);
void pattern_free(struct pattern *p);
/* Whether it matches somewhere in the first 4,096 bytes of `text`. */
bool pattern_match(const struct pattern *p, const char *text);

#endif
