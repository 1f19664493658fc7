/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which rules are shown, in which order: the filter and the sort, redone in slices when rules,
 * decisions, filter or order change, so that no key waits for it. What is being drawn stays as it is
 * until rule_list_commit. */
#ifndef AVCURATE_SESSION_RULE_LIST_H
#define AVCURATE_SESSION_RULE_LIST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "filter/column.h"
#include "filter/query.h"
#include "session/session.h"

struct rule_list;

struct rule_list *rule_list_new(const struct session *session);
void rule_list_free(struct rule_list *s);
/* Takes the query; NULL shows all. */
void rule_list_set_query(struct rule_list *s, struct query *query);
/* NULL column: in order of appearance. */
void rule_list_set_sort(struct rule_list *s, const struct column *column, bool reverse);

/* Go on for at most `budget_us`; returns whether there is more to do at once. */
bool rule_list_step(struct rule_list *s, int64_t budget_us);
/* Milliseconds until it should be called again although nothing happened; -1 never. A rebuild
 * takes at most about a tenth of the time while rules keep arriving. */
int rule_list_timeout_ms(const struct rule_list *s);
/* Whether the list is behind what was read and decided. */
bool rule_list_stale(const struct rule_list *s);
/* Bring it up to date without delay: no more is coming for now. */
void rule_list_hurry(struct rule_list *s);
/* Whether the operator asked for another filter or order and it is not taken yet. */
bool rule_list_awaited(const struct rule_list *s);
/* Whether a new list is ready to be taken. */
bool rule_list_ready(const struct rule_list *s);
/* Take it. `*selected` is kept, or becomes its nearest neighbour that is still there. */
void rule_list_commit(struct rule_list *s, rule_id *selected);

/* Rises whenever other rules are shown, or in another order. */
uint64_t rule_list_serial(const struct rule_list *s);
size_t rule_list_count(const struct rule_list *s);
rule_id rule_list_at(const struct rule_list *s, size_t i);
/* SIZE_MAX when it is not shown. */
size_t rule_list_index(const struct rule_list *s, rule_id id);

#endif
