/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Statements of the module that seem not to be needed any more. They are marked, and stay until somebody drops
 * them. */
#ifndef AVCURATE_SESSION_PRUNABLE_H
#define AVCURATE_SESSION_PRUNABLE_H

#include "session/session.h"

struct prunables;
struct prunables *prunables_new(void);
void prunables_free(struct prunables *p);

enum prunable prunable_of(const struct session *s, rule_id id);
/* Append why; nothing for PRUNABLE_NO. */
void prunable_words(const struct session *s, rule_id id, struct buf *out);

/* Drop those of the rules that are prunable from the module, in one step of undo: neither statement nor
 * decision stay. Returns how many. */
size_t session_prune(struct session *s, const rule_id *ids, size_t n);

#endif
