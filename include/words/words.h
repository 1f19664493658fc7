/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is denied to whom, in plain words: every class and permission of the reference policy, and
 * of newer kernels, systemd, D-Bus, X, SE-PostgreSQL and Android. What the tables do not know is
 * named as it stands, never guessed. All text that comes from a log is cleaned. */
#ifndef AVCURATE_WORDS_WORDS_H
#define AVCURATE_WORDS_WORDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "denial/decision.h"
#include "base/intern.h"
#include "denial/rule.h"
#include "denial/statement.h"

/* "a directory", "a TCP socket"; NULL for a class the tables do not know. Static. */
const char *words_class(const char *class);

/* Append what the permission allows, as a phrase to stand behind "may": "add, remove or rename
 * entries in it". Unknown ones: "use its permission NAME". Returns whether it is known. */
bool words_perm(const char *class, const char *perm, struct buf *out);

/* Whether any class that the tables know has it. */
bool words_perm_known(const char *perm);

/* The permissions of a class in the tables' order; `i` counts from 0, NULL behind the last.
 * `*extra` (may be NULL) tells those that the reference policy of November 2022 does not define. */
const char *words_perm_at(const char *class, size_t i, bool *extra);

/* Name and purpose of a well-known ioctl command ("TCGETS, get terminal settings"), or NULL. */
const char *words_ioctl(uint16_t command);

/* One sentence, without an end of line, for what the statement would allow:
 *   processes in useradd_t (useradd) may add, remove or rename entries in directories labelled
 *   usr_t (/opt/pf9).
 * Commands and paths come from `rule`, which may be NULL. Nothing for STATEMENT_NONE. */
void words_statement(const struct statement *s, const struct rule *rule, const struct intern *names,
		     struct buf *out);

/* One sentence for what was denied; for the kinds that no allow rule answers it goes on to what
 * happened and what to look at:
 *   useradd_t (useradd) was denied permission to add, remove or rename entries in directories … */
void words_denial(const struct rule *rule, const struct intern *names, struct buf *out);
/* That; of a rule of the module that these logs do not have, its statement. */
void words_rule(const struct rule *rule, const struct decision *d, const struct intern *names,
		struct buf *out);

#endif
