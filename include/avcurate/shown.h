/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which rules are shown, in which order: the filter and the sort, redone in slices when rules,
 * decisions, filter or order change, so that no key waits for it. What is being drawn stays as it is
 * until shown_commit. */
#ifndef AVCURATE_SHOWN_H
#define AVCURATE_SHOWN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "avcurate/column.h"
#include "avcurate/query.h"
#include "avcurate/session.h"

struct shown;

struct shown *shown_new(const struct session *session);
void shown_free(struct shown *s);
/* Takes the query; NULL shows all. */
void shown_set_query(struct shown *s, struct query *query);
/* NULL column: in order of appearance. */
void shown_set_sort(struct shown *s, const struct column *column, bool reverse);

/* Go on for at most `budget_us`; returns whether there is more to do at once. */
bool shown_step(struct shown *s, int64_t budget_us);
/* Milliseconds until it should be called again although nothing happened; -1 never. A rebuild
 * takes at most about a tenth of the time while rules keep arriving. */
int shown_timeout_ms(const struct shown *s);
/* Whether the list is behind what was read and decided. */
bool shown_stale(const struct shown *s);
/* Bring it up to date without delay: no more is coming for now. */
void shown_hurry(struct shown *s);
/* Whether the operator asked for another filter or order and it is not taken yet. */
bool shown_awaited(const struct shown *s);
/* Whether a new list is ready to be taken. */
bool shown_ready(const struct shown *s);
/* Take it. `*selected` is kept, or becomes its nearest neighbour that is still there. */
void shown_commit(struct shown *s, rule_id *selected);

/* Rises whenever other rules are shown, or in another order. */
uint64_t shown_serial(const struct shown *s);
size_t shown_count(const struct shown *s);
rule_id shown_at(const struct shown *s, size_t i);
/* SIZE_MAX when it is not shown. */
size_t shown_index(const struct shown *s, rule_id id);

#endif
