/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One audit record in words, by libauparse: the only part that knows that library. Records are
 * given one by one: that way none is split from its event, held back, or dropped for its neighbours. */
#ifndef AVCURATE_INPUT_INTERPRET_INTERNAL_H
#define AVCURATE_INPUT_INTERPRET_INTERNAL_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/slice.h"

struct interpret;

/* NULL when libauparse cannot be had. */
struct interpret *interpret_new(void);
void interpret_free(struct interpret *in);
/* Append "TYPE name=value …" for a line of a log, cleaned, without a newline. False, with nothing
 * appended, when libauparse does not take it for a record. */
bool interpret_record(struct interpret *in, struct slice line, struct buf *out);

#endif
