/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Commands that collect all denials at once: make a domain permissive for a while, turn
 * dontaudit rules off. avcurate shows them and never runs them. It detects that one is in force
 * and says so in the header until it is undone, and again at the end. */
#ifndef AVCURATE_SESSION_DEBUG_COMMANDS_H
#define AVCURATE_SESSION_DEBUG_COMMANDS_H

#include "session/session.h"

struct debug_commands;
struct debug_commands *debug_commands_new(void);
void debug_commands_free(struct debug_commands *c);

/* Update the notices from the policy, the mode and the denials; `news` is the result of
 * judging_step. Takes a few microseconds if nothing changed. */
void debug_commands_step(struct session *s, unsigned news);
/* Append a sentence with what is still to be undone and its commands; nothing if all is undone. */
void debug_commands_reminder(const struct session *s, struct buf *out);

/* One row for each command offered. */
enum debug_command { DEBUG_TYPE, DEBUG_TYPE_UNDO, DEBUG_HIDDEN, DEBUG_HIDDEN_UNDO, DEBUG_COMMANDS };
/* Append the command for a rule's domain; false if the command needs a domain and the rule
 * (RULE_NONE) does not have one. */
bool debug_commands_text(const struct session *s, rule_id id, enum debug_command which,
			 struct buf *out);
/* What the command does: in a few words, and in detail. */
const char *debug_commands_words(enum debug_command which);
const char *debug_commands_about(enum debug_command which);
/* True if the effect of the row, or the one that it undoes, is in force. */
bool debug_commands_in_force(const struct session *s, rule_id id, enum debug_command which);

#endif
