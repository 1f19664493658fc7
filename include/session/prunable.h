/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Statements of the module that seem not to be needed any more. They are marked, and stay until somebody drops
 * them. */
#ifndef AVCURATE_SESSION_PRUNABLE_H
#define AVCURATE_SESSION_PRUNABLE_H

#include "session/session.h"

enum prunable {
	PRUNABLE_NO,
	PRUNABLE_UNSEEN, /* no denial of the logs that were read asks for it, and the policy lacks it: it
			   * is not for the rule's being in force already that nothing was denied */
	PRUNABLE_GRANTED, /* the policy grants it without this module */
	PRUNABLES
};

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
