/* SPDX-License-Identifier: GPL-2.0-or-later */
/* `why` as text. */
#ifndef AVCURATE_REPORT_WHY_TEXT_INTERNAL_H
#define AVCURATE_REPORT_WHY_TEXT_INTERNAL_H

#include "report/report.h"

void why_text_write(const struct report_input *in, FILE *out);

#endif
