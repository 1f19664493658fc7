/* SPDX-License-Identifier: GPL-2.0-or-later */
/* `list --format csv`. */
#ifndef AVCURATE_REPORT_LIST_CSV_INTERNAL_H
#define AVCURATE_REPORT_LIST_CSV_INTERNAL_H

#include "report/report.h"

void list_csv_write(const struct report_input *in, FILE *out);

#endif
