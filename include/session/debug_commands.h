/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Collecting all denials at once: a domain made permissive for a while, dontaudit rules turned off. The
 * commands for it are shown and never run; that one is in force is seen, told in the header until it is
 * undone, and again at the end. */
#ifndef AVCURATE_SESSION_DEBUG_COMMANDS_H
#define AVCURATE_SESSION_DEBUG_COMMANDS_H

#include "session/session.h"

struct debug_commands;
struct debug_commands *debug_commands_new(void);
void debug_commands_free(struct debug_commands *c);

/* Set and clear the notices by the policy, the mode and the denials as they are: `news` as judging_step
 * gave it. A few microseconds where nothing changed. */
void debug_commands_step(struct session *s, unsigned news);
/* Append what is to be undone, with its commands, as a sentence; nothing where nothing is. */
void debug_commands_reminder(const struct session *s, struct buf *out);

/* One row each of what is offered. */
enum debug_command { DEBUG_TYPE, DEBUG_TYPE_UNDO, DEBUG_HIDDEN, DEBUG_HIDDEN_UNDO, DEBUG_COMMANDS };
/* Append the command for a rule's domain; false where it needs a domain and the rule (RULE_NONE) has none. */
bool debug_commands_text(const struct session *s, rule_id id, enum debug_command which,
			 struct buf *out);
/* What it does, in a few words; and more of it. */
const char *debug_commands_words(enum debug_command which);
const char *debug_commands_about(enum debug_command which);
/* Whether what the row does, or takes back, is in force. */
bool debug_commands_in_force(const struct session *s, rule_id id, enum debug_command which);

#endif
