/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The order of a list: rule ids sorted by one column. Texts are compared once, when a name is first
 * met, and are kept as ranks: after that a sort of 100,000 rules compares no strings, so that sorting
 * all of them again is the way to insert. */
#ifndef AVCURATE_FILTER_ORDER_H
#define AVCURATE_FILTER_ORDER_H

#include <stdbool.h>
#include <stddef.h>

#include "filter/column.h"

struct order;

/* `names` is borrowed and must outlive it: the table that the rows' names are in. */
struct order *order_new(const struct intern *names);
void order_free(struct order *o);

/* Fill in the row of a rule. */
typedef void order_row_fn(void *ctx, rule_id id, struct row *row);

/* Bring the `n` ids in `ids`, in whatever order they are, into the order of `column`; what is equal
 * stands by id, also in reverse. Lists go by their first two values, permissions by the first two of the
 * alphabet; what has no value stands first. `column` NULL: by id. */
void order_sort(struct order *o, const struct column *column, bool reverse, rule_id *ids, size_t n,
		order_row_fn *row, void *ctx);

#endif
