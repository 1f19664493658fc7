/* SPDX-License-Identifier: GPL-2.0-or-later */
/* `why --format json`: list's document with what the policy says about each rule. */
#ifndef AVCURATE_REPORT_WHY_JSON_INTERNAL_H
#define AVCURATE_REPORT_WHY_JSON_INTERNAL_H

#include "report/report.h"

void why_json_write(const struct report_input *in, FILE *out);

#endif
