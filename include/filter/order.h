/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The order of a list: rule ids sorted by one column. A text is compared once, when its name first
 * appears, and then has a rank. A sort of 100,000 rules then compares no strings: to insert rules,
 * sort all again. */
#ifndef AVCURATE_FILTER_ORDER_H
#define AVCURATE_FILTER_ORDER_H

#include <stdbool.h>
#include <stddef.h>

#include "filter/column.h"

struct order;

/* `names` is the table of the rows' names. Borrowed: it must outlive the order. */
struct order *order_new(const struct intern *names);
void order_free(struct order *o);

/* Fill in the row of a rule. */
typedef void order_row_fn(void *ctx, rule_id id, struct row *row);

/* Sort the `n` ids by `column` (NULL: by id); equal rules are in the order of ids, also in reverse.
 * Lists sort by their first two values, permissions by the first two in alphabetical order. Rules
 * without a value come first. */
void order_sort(struct order *o, const struct column *column, bool reverse, rule_id *ids, size_t n,
		order_row_fn *row, void *ctx);

#endif
