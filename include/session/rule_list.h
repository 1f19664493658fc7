/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The rules shown and their order: applies filter and sort again in slices when rules,
 * decisions, filter or order change, so that no key waits. The list on the screen does not
 * change until rule_list_commit. */
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
/* Set the filter; takes ownership of `query`. NULL shows all. */
void rule_list_set_query(struct rule_list *s, struct query *query);
/* NULL column: in order of appearance. */
void rule_list_set_sort(struct rule_list *s, const struct column *column, bool reverse);

/* Work for at most `budget_us`; return true if more work is left. */
bool rule_list_step(struct rule_list *s, int64_t budget_us);
/* Milliseconds until the next call even if nothing happens; -1: never. While rules keep
 * arriving, rebuilding takes at most about a tenth of the time. */
int rule_list_timeout_ms(const struct rule_list *s);
/* True if the list does not yet reflect all that was read and decided. */
bool rule_list_stale(const struct rule_list *s);
/* Update without delay: no more input for now. */
void rule_list_hurry(struct rule_list *s);
/* True if the operator asked for another filter or order and the list does not show it yet. */
bool rule_list_awaited(const struct rule_list *s);
/* True if a new list is ready to commit. */
bool rule_list_ready(const struct rule_list *s);
/* Show the new list. `*selected` is kept, or becomes the nearest rule that is still listed. */
void rule_list_commit(struct rule_list *s, rule_id *selected);

/* Rises whenever the rules shown, or their order, change. */
uint64_t rule_list_serial(const struct rule_list *s);
size_t rule_list_count(const struct rule_list *s);
rule_id rule_list_at(const struct rule_list *s, size_t i);
/* SIZE_MAX if not shown. */
size_t rule_list_index(const struct rule_list *s, rule_id id);

#endif
