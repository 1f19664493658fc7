/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Denial storms: rules with a hundred denials a second or more. Detection costs a few bytes a rule
 * and a few instructions a record. Each rule keeps its latest storm. */
#ifndef AVCURATE_DENIAL_STORM_H
#define AVCURATE_DENIAL_STORM_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "denial/rule.h"

/* A storm begins with this many denials in one second and goes on at half the rate. */
#define STORM_RATE 100

struct storm {
	int64_t since_ms, last_ms;
	uint64_t count; /* denials in it */
	uint32_t peak;  /* in one second */
};

struct storms;

struct storms *storms_new(void);
void storms_free(struct storms *st);
void storms_clear(struct storms *st);
/* Count a denial of the rule at the record's time. Ignores records out of order. */
void storms_add(struct storms *st, rule_id id, int64_t time_ms);
/* Return the rule's latest storm; NULL: it never had one. */
const struct storm *storms_of(const struct storms *st, rule_id id);
/* Return the rule's denials in the second before `now_ms`; 0 if it has no storm then. */
uint32_t storms_rate(const struct storms *st, rule_id id, int64_t now_ms);
/* True if any rule may have a storm then. */
bool storms_any(const struct storms *st, int64_t now_ms);
/* Append "5.0k/s", "820/s". */
void storm_rate_words(uint32_t rate, struct buf *out);

#endif
