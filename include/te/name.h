/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Names: which ones a new module may have, what -M and a path mean, which words the policy language
 * reserves, and whether a store already has a module of that name. */
#ifndef AVCURATE_TE_NAME_H
#define AVCURATE_TE_NAME_H

#include <stdbool.h>
#include <stddef.h>

#include "base/ascii.h"
#include "base/diag.h"
#include "policy/store.h"

/* NAME.review.md and its temporary file must fit in the 255 bytes of NAME_MAX. */
#define NAME_MODULE_MAX 200

/* True for a byte that may follow the first letter of a name. */
static inline bool name_is_byte(char c)
{
	return ascii_is_word(c) || c == '-';
}

/* True if checkmodule reserves the word (all lower or all upper case). */
bool name_is_reserved(const char *word);
/* True if checkmodule reads the word as one identifier that may name a type, class, permission or
 * role. If not, `*why` (may be NULL) is set to the reason, static text. */
bool name_is_identifier(const char *word, const char **why);

/* Check a new module's name. Return 0, or -1 with `d`: what is wrong and the nearest valid name. */
int name_check(const char *name, struct diag *d);
/* The nearest valid name; caller frees. */
char *name_suggest(const char *name);

/* Resolve the argument of -M: pf9, pf9.te and out/pf9.pp all mean module pf9. `*dir` is the
 * directory part, or ".". Caller frees both. Checked as a new name, unless NAME.te exists already
 * (then any name that checkmodule accepts is fine). Return 0, or -1 with `d`. */
int name_from_arg(const char *arg, char **name, char **dir, struct diag *d);
/* The module name that PATH/NAME.te must have; caller frees. */
char *name_of_file(const char *path);

/* Return 0, or -1 with `d` if another module has the name. `resumed`: an earlier version of this
 * module may be installed, at priority 400, semodule's default. */
int name_store_check(const struct store *s, const char *name, bool resumed, struct diag *d);

#endif
