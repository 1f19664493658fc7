/* SPDX-License-Identifier: GPL-2.0-or-later */
/* `list --format csv`. */
#ifndef AVCURATE_LIST_CSV_H
#define AVCURATE_LIST_CSV_H

#include "avcurate/report.h"

void list_csv_write(const struct report_input *in, FILE *out);

#endif
