/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Names: which may be a new module's, what -M and a path mean, which words of the policy language
 * can stand for nothing else, and whose module a name is already in a store. */
#ifndef AVCURATE_TE_NAME_H
#define AVCURATE_TE_NAME_H

#include <stdbool.h>
#include <stddef.h>

#include "base/ascii.h"
#include "base/diag.h"
#include "policy/store.h"

/* NAME.review.md and the temporary file beside it must fit in the 255 bytes of NAME_MAX. */
#define NAME_MODULE_MAX 200

/* After the first letter of a name. */
static inline bool name_is_byte(char c)
{
	return ascii_is_word(c) || c == '-';
}

/* Whether checkmodule reads the word as one of its own (either all small or all capital). */
bool name_is_reserved(const char *word);
/* Whether checkmodule reads it as one identifier that is free to name a type, class, permission or
 * role. With `why` (may be NULL): the reason where it is none, static text. */
bool name_is_identifier(const char *word, const char **why);

/* A new module's name. 0, or -1 with `d`: what is wrong and the nearest good name. */
int name_check(const char *name, struct diag *d);
/* The nearest good name; caller frees. */
char *name_suggest(const char *name);

/* What -M means: pf9, pf9.te, out/pf9.pp are all module pf9; `*dir` is the directory part, "." where
 * there is none. Caller frees both. 0, or -1 with `d`; checked as a new name unless NAME.te is
 * there already (then it is whatever checkmodule took). */
int name_from_arg(const char *arg, char **name, char **dir, struct diag *d);
/* The module that a path PATH/NAME.te must hold; caller frees. */
char *name_of_file(const char *path);

/* 0, or -1 with `d`: the name is another module's. `resumed`: an earlier version of this module
 * may be there, at priority 400, where semodule puts it. */
int name_store_check(const struct store *s, const char *name, bool resumed, struct diag *d);

#endif
