/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Collecting all denials at once: a domain made permissive for a while, dontaudit rules turned off. The
 * commands for it are shown and never run; that one is in force is seen, told in the header until it is
 * undone, and again at the end. */
#ifndef AVCURATE_COLLECT_H
#define AVCURATE_COLLECT_H

#include "avcurate/session.h"

struct collect;
struct collect *collect_new(void);
void collect_free(struct collect *c);

/* Set and clear the notices by the policy, the mode and the denials as they are: `news` as verdicts_step
 * gave it. A few microseconds where nothing changed. */
void collect_step(struct session *s, unsigned news);
/* Append what is to be undone, with its commands, as a sentence; nothing where nothing is. */
void collect_reminder(const struct session *s, struct buf *out);

/* One row each of what is offered. */
enum collect_command {
	COLLECT_TYPE,
	COLLECT_TYPE_UNDO,
	COLLECT_HIDDEN,
	COLLECT_HIDDEN_UNDO,
	COLLECT_COMMANDS
};
/* Append the command for a rule's domain; false where it needs a domain and the rule (RULE_NONE) has none. */
bool collect_command(const struct session *s, rule_id id, enum collect_command which,
		     struct buf *out);
/* What it does, in a few words; and more of it. */
const char *collect_words(enum collect_command which);
const char *collect_about(enum collect_command which);
/* Whether what the row does, or takes back, is in force. */
bool collect_in_force(const struct session *s, rule_id id, enum collect_command which);

#endif
