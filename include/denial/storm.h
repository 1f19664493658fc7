/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Storms: rules of which denials come by the hundred a second. Some bytes a rule and a few instructions a
 * record find them; of each the latest storm is kept. */
#ifndef AVCURATE_DENIAL_STORM_H
#define AVCURATE_DENIAL_STORM_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "denial/rule.h"

/* It begins with so many denials in one second, and goes on while there are half as many. */
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
/* A denial of the rule, by the record's time. What comes out of order does not count. */
void storms_add(struct storms *st, rule_id id, int64_t time_ms);
/* The rule's latest storm; NULL: there was none. */
const struct storm *storms_of(const struct storms *st, rule_id id);
/* Denials of the rule in the second before `now_ms`; 0 where there is no storm then. */
uint32_t storms_rate(const struct storms *st, rule_id id, int64_t now_ms);
/* Whether any rule may have one then. */
bool storms_any(const struct storms *st, int64_t now_ms);
/* Append "5.0k/s", "820/s". */
void storm_rate_words(uint32_t rate, struct buf *out);

#endif
