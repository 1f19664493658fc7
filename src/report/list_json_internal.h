/* SPDX-License-Identifier: GPL-2.0-or-later */
/* `list --format json`. */
#ifndef AVCURATE_REPORT_LIST_JSON_INTERNAL_H
#define AVCURATE_REPORT_LIST_JSON_INTERNAL_H

#include <jansson.h>

#include "report/report.h"

/* Write the document; `more` (may be NULL) adds to the object of each rule. */
typedef void list_json_more_fn(const struct report_input *in, rule_id id, json_t *rule);
void list_json_document(const struct report_input *in, FILE *out, list_json_more_fn *more);

/* A statement on one line; null if it has no text. */
json_t *list_json_statement(const struct statement *st, const struct intern *names);

void list_json_write(const struct report_input *in, FILE *out);

#endif
