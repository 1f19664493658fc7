/* SPDX-License-Identifier: GPL-2.0-or-later */
/* `list --format text`. */
#ifndef AVCURATE_REPORT_LIST_TEXT_INTERNAL_H
#define AVCURATE_REPORT_LIST_TEXT_INTERNAL_H

#include "report/report.h"

void list_text_write(const struct report_input *in, FILE *out);

#endif
