/* SPDX-License-Identifier: GPL-2.0-or-later */
/* `list --format json`. */
#ifndef AVCURATE_LIST_JSON_H
#define AVCURATE_LIST_JSON_H

#include "avcurate/report.h"

void list_json_write(const struct report_input *in, FILE *out);

#endif
