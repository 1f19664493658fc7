/* SPDX-License-Identifier: GPL-2.0-or-later */
/* `why`: each rule in words, why it is denied, what would fix it. */
#ifndef AVCURATE_WHY_TEXT_H
#define AVCURATE_WHY_TEXT_H

#include "avcurate/report.h"

void why_text_write(const struct report_input *in, FILE *out);

#endif
