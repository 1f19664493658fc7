/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Says in plain words what is denied to whom. Knows every class and permission of the reference
 * policy and of newer kernels, systemd, D-Bus, X, SE-PostgreSQL and Android; names unknown ones
 * as they are and never guesses. Cleans all text that comes from a log. */
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

/* "a directory", "a TCP socket"; NULL for a class that the tables do not know. Static. */
const char *words_class(const char *class);

/* Append what the permission allows, as a phrase to follow "may": "add, remove or rename entries
 * in it". Unknown ones: "use the permission NAME of the class CLASS". Return true if it is
 * known. */
bool words_perm(const char *class, const char *perm, struct buf *out);

/* True if any class in the tables has it. */
bool words_perm_known(const char *perm);

/* The permissions of a class in the order of the tables; `i` counts from 0, NULL after the last.
 * `*extra` (may be NULL) is true for those that the reference policy of November 2022 does not
 * define. */
const char *words_perm_at(const char *class, size_t i, bool *extra);

/* Name and purpose of a well-known ioctl command ("TCGETS, get terminal settings"), or NULL. */
const char *words_ioctl(uint16_t command);

/* One sentence, without a line end, for what the statement would allow:
 *   processes in useradd_t (useradd) may add, remove or rename entries in directories labelled
 *   usr_t (/opt/pf9).
 * Commands and paths come from `rule`, which may be NULL. Appends nothing for STATEMENT_NONE. */
void words_statement(const struct statement *s, const struct rule *rule, const struct intern *names,
		     struct buf *out);

/* One sentence for what was denied; for kinds that no allow rule answers, also what happened and
 * what to check:
 *   useradd_t (useradd) was denied permission to add, remove or rename entries in directories … */
void words_denial(const struct rule *rule, const struct intern *names, struct buf *out);
/* The same; for a rule of the module that has no denials in these logs, the sentence of its
 * statement. */
void words_rule(const struct rule *rule, const struct decision *d, const struct intern *names,
		struct buf *out);

#endif
