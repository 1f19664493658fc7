/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What became of each rule's denials since the policy changed: by their times, by the marks in the logs
 * and what was noticed here, and by what the policy says now. */
#ifndef AVCURATE_SESSION_OUTCOMES_H
#define AVCURATE_SESSION_OUTCOMES_H

#include "denial/epoch.h"
#include "session/session.h"

struct outcomes *outcomes_new(void);
void outcomes_free(struct outcomes *o);

enum outcome outcome_of(const struct session *s, rule_id id);
/* Append what is known: "allowed since reload 10:14:02, not seen again". Nothing where nothing changed. */
void outcome_words(const struct session *s, rule_id id, struct buf *out);
/* How many of the rules that the module answers are gone, and how many these are in all. */
size_t outcomes_gone(const struct session *s, size_t *standing);

#endif
