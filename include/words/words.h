/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Says in plain English who was denied what: knows every class and permission of the reference
 * policy, and of newer kernels, systemd, D-Bus, X, SE-PostgreSQL and Android. Names anything else
 * literally and never guesses. Cleans all text that comes from a log. */
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

/* Append what the permission allows, as a phrase that follows "may": "add, remove or rename entries
 * in it". For an unknown one: "use its permission NAME". True if it is known. */
bool words_perm(const char *class, const char *perm, struct buf *out);

/* True if any class in the tables has this permission. */
bool words_perm_known(const char *perm);

/* Permission `i` of a class, in the tables' order from 0; NULL after the last. `*extra` (may be
 * NULL) is true if the reference policy of November 2022 does not define it. */
const char *words_perm_at(const char *class, size_t i, bool *extra);

/* Name and purpose of a well-known ioctl command ("TCGETS, get terminal settings"), or NULL. */
const char *words_ioctl(uint16_t command);

/* One sentence, without an end of line, for what the statement would allow:
 *   processes in useradd_t (useradd) may add, remove or rename entries in directories labelled
 *   usr_t (/opt/pf9).
 * Commands and paths come from `rule`, which may be NULL. Nothing for STATEMENT_NONE. */
void words_statement(const struct statement *s, const struct rule *rule, const struct intern *names,
		     struct buf *out);

/* One sentence for what was denied. For the kinds that no allow rule answers, it also says what to check:
 *   useradd_t (useradd) was denied permission to add, remove or rename entries in directories … */
void words_denial(const struct rule *rule, const struct intern *names, struct buf *out);
/* The same, or the statement for a rule of the module that these logs do not contain. */
void words_rule(const struct rule *rule, const struct decision *d, const struct intern *names,
		struct buf *out);

#endif
