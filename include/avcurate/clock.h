/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Time that only passes, from some start: for waits and durations, never for what is shown as a date. */
#ifndef AVCURATE_CLOCK_H
#define AVCURATE_CLOCK_H

#include <stdint.h>

int64_t clock_ms(void);
int64_t clock_us(void);

#endif
