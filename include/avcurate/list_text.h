/* SPDX-License-Identifier: GPL-2.0-or-later */
/* `list --format text`. */
#ifndef AVCURATE_LIST_TEXT_H
#define AVCURATE_LIST_TEXT_H

#include "avcurate/report.h"

void list_text_write(const struct report_input *in, FILE *out);

#endif
