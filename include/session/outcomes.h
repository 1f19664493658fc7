/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What happened to each rule's denials since the policy changed, judged by their times, the
 * marks in the logs, the changes detected here, and the current policy. */
#ifndef AVCURATE_SESSION_OUTCOMES_H
#define AVCURATE_SESSION_OUTCOMES_H

#include "denial/epoch.h"
#include "session/session.h"

struct outcomes *outcomes_new(void);
void outcomes_free(struct outcomes *o);

enum outcome outcome_of(const struct session *s, rule_id id);
/* Append what is known: "allowed since reload 10:14:02, not seen again"; nothing for
 * OUTCOME_NONE. */
void outcome_words(const struct session *s, rule_id id, struct buf *out);
/* Count the rules that the module answers and whose denials are gone; *total counts all rules
 * that it answers. */
size_t outcomes_gone(const struct session *s, size_t *total);

#endif
