/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Denials one by one, in order of arrival, for the Events views: where each is in its source, not
 * its text. A bounded ring. The first few of each rule are also kept for good, so that every rule
 * has samples. */
#ifndef AVCURATE_DENIAL_EVENT_H
#define AVCURATE_DENIAL_EVENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "denial/log_mark.h"
#include "denial/record.h"
#include "denial/rule.h"

struct event {
	int64_t time_ms; /* or TIME_NONE */
	uint64_t serial; /* of the audit event; 0: unknown */
	uint64_t offset; /* of the record's text in its source */
	uint32_t length; /* bytes of the text */
	uint32_t line;
	rule_id rule;    /* RULE_NONE for a mark */
	uint32_t tuple;  /* index in the rule's tuples; UINT32_MAX: not kept */
	uint16_t source; /* index of the source */
	signed char permissive;
	bool granted;
	enum log_mark_kind mark; /* when `rule` is RULE_NONE */
};

#define EVENTS_RING    65536
#define EVENTS_SAMPLES 3

struct events;

struct events *events_new(void);
void events_free(struct events *es);
void events_clear(struct events *es);
void events_add(struct events *es, const struct event *e);
/* Events in the ring, oldest first. */
size_t events_count(const struct events *es);
const struct event *events_at(const struct events *es, size_t i);
/* Number of events ever added. */
uint64_t events_total(const struct events *es);
/* Give the events of one rule, newest first: those in the ring, then its first ones if they have
 * left the ring. Returns how many (at most `max`) were put in `out`. */
size_t events_of_rule(const struct events *es, rule_id rule, const struct event **out, size_t max);

#endif
