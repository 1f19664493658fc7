/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Two clocks that must not be mixed: a steady one for waits and durations, and the wall clock
 * for dates. Times of records are milliseconds since the epoch. */
#ifndef AVCURATE_BASE_CLOCK_H
#define AVCURATE_BASE_CLOCK_H

#include <stdint.h>

#include "base/buf.h"

#define TIME_NONE INT64_MIN /* an unknown time */

/* The steady clock (CLOCK_MONOTONIC): counts from an unspecified start. */
int64_t clock_ms(void);
int64_t clock_us(void);

/* Milliseconds since the epoch; $AVCURATE_TEST_CLOCK (milliseconds) freezes it for the tests. */
int64_t clock_wall_ms(void);

/* Append local time: 10:02:11 today, 11-20 10:02 this year, 2024-11-20 otherwise; "-" for
 * TIME_NONE. */
void clock_short(int64_t ms, int64_t now_ms, struct buf *out);
/* Append UTC as "2026-11-20T08:56:50.123Z"; "-" for TIME_NONE. */
void clock_iso(int64_t ms, struct buf *out);

#endif
