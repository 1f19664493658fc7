/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which keys run which command line, by scope: the focused view's own keys first, then the global
 * ones. A sequence may begin with a key that is bound by itself; that one then runs after a pause. */
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
	SCOPE_PICK, /* a list to choose from, over the others */
	SCOPES
};

const char *keymap_scope_name(enum keymap_scope scope);
enum keymap_scope keymap_scope_of(const char *name); /* SCOPES when there is none */

struct keymap;

struct keymap *keymap_new(void);
void keymap_free(struct keymap *m);
/* Bind `keys` to one line of the command language; an empty line takes the binding away. 0 or -1
 * with `d`. */
int keymap_bind(struct keymap *m, enum keymap_scope scope, const char *keys, const char *line,
		struct diag *d);

enum keymap_result {
	KEYMAP_NONE,    /* no binding; what was typed is forgotten */
	KEYMAP_PENDING, /* more keys may follow */
	KEYMAP_RUN,     /* *line is to be run; borrowed until the next bind */
};
/* One more key. */
enum keymap_result keymap_feed(struct keymap *m, enum keymap_scope scope, key_code key,
			       const char **line);
/* The pause is over: run what stands by itself, or forget. */
enum keymap_result keymap_timeout(struct keymap *m, enum keymap_scope scope, const char **line);
#define KEYMAP_PAUSE_MS 700
bool keymap_pending(const struct keymap *m);
/* Append the keys typed so far of an unfinished sequence. */
void keymap_typed(const struct keymap *m, struct buf *out);

/* Append the keys that run exactly `line` in the scope (its own or global), by blanks; at most
 * `max` of them. Returns how many. */
size_t keymap_keys_of(const struct keymap *m, enum keymap_scope scope, const char *line, size_t max,
		      struct buf *out);
/* The i-th binding of all; false behind the last. */
bool keymap_at(const struct keymap *m, size_t i, enum keymap_scope *scope, struct buf *keys,
	       const char **line);

#endif
