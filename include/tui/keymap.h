/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which keys run which command line, by scope: the focused view's own keys first, then the global
 * ones. If a sequence begins with a key that is bound alone, that binding runs after a pause. */
#ifndef AVCURATE_TUI_KEYMAP_H
#define AVCURATE_TUI_KEYMAP_H

#include <stdbool.h>

#include "tui/key.h"

enum keymap_scope {
	SCOPE_GLOBAL,
	SCOPE_DENIALS,
	SCOPE_WHY,
	SCOPE_EVENTS,
	SCOPE_EVENT,
	SCOPE_MODULE,
	SCOPE_MESSAGES,
	SCOPE_VERIFY,
	SCOPE_REVIEW,
	SCOPE_INSTALL,
	SCOPE_HELP,
	SCOPE_PICK, /* a list to choose from */
	SCOPES
};

const char *keymap_scope_name(enum keymap_scope scope);
enum keymap_scope keymap_scope_of(const char *name); /* SCOPES if unknown */

struct keymap;

struct keymap *keymap_new(void);
void keymap_free(struct keymap *m);
/* Bind `keys` to one line of the command language; an empty line removes the binding. Returns 0, or
 * -1 with `d`. */
int keymap_bind(struct keymap *m, enum keymap_scope scope, const char *keys, const char *line,
		struct diag *d);

enum keymap_result {
	KEYMAP_NONE,    /* not bound; the keys typed so far are dropped */
	KEYMAP_PENDING, /* more keys may follow */
	KEYMAP_RUN,     /* run *line; borrowed until the next bind */
};
/* Add one typed key. */
enum keymap_result keymap_feed(struct keymap *m, enum keymap_scope scope, key_code key,
			       const char **line);
/* The pause is over: run the binding of the keys typed so far, or drop them. */
enum keymap_result keymap_timeout(struct keymap *m, enum keymap_scope scope, const char **line);
#define KEYMAP_PAUSE_MS 700
bool keymap_pending(const struct keymap *m);
/* Append the keys of an unfinished sequence. */
void keymap_typed(const struct keymap *m, struct buf *out);

/* Append the keys that run exactly `line` in the scope (its own or global), separated by blanks, at
 * most `max`. Returns how many. */
size_t keymap_keys_of(const struct keymap *m, enum keymap_scope scope, const char *line, size_t max,
		      struct buf *out);
/* The i-th binding; false after the last. */
bool keymap_at(const struct keymap *m, size_t i, enum keymap_scope *scope, struct buf *keys,
	       const char **line);

#endif
