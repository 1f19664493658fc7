/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One audit record in words, by libauparse; the only part that knows that library. Records are
 * passed one by one, so that libauparse does not split an event, hold a record back, or drop it
 * because of its neighbours. */
#ifndef AVCURATE_INPUT_INTERPRET_INTERNAL_H
#define AVCURATE_INPUT_INTERPRET_INTERNAL_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/slice.h"

struct interpret;

/* NULL if libauparse cannot start. */
struct interpret *interpret_new(void);
void interpret_free(struct interpret *in);
/* Append "TYPE name=value …" for a line of a log, cleaned, without a newline. Returns false and
 * appends nothing if libauparse does not accept the line as a record. */
bool interpret_record(struct interpret *in, struct slice line, struct buf *out);

#endif
