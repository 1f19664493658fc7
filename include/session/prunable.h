/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Finds statements of the module that no longer seem needed. They are marked, and stay until the
 * operator drops them. */
#ifndef AVCURATE_SESSION_PRUNABLE_H
#define AVCURATE_SESSION_PRUNABLE_H

#include "session/session.h"

struct prunables;
struct prunables *prunables_new(void);
void prunables_free(struct prunables *p);

enum prunable prunable_of(const struct session *s, rule_id id);
/* Append the reason; nothing for PRUNABLE_NO. */
void prunable_words(const struct session *s, rule_id id, struct buf *out);

/* Drop the prunable rules among `ids` from the module, statement and decision, in one step of
 * undo. Return how many. */
size_t session_prune(struct session *s, const rule_id *ids, size_t n);

#endif
