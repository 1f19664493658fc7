// SPDX-License-Identifier: GPL-2.0-or-later
/* Which keys run which command line, and the sequence typed so far. Does not know the commands. */
#include "config.h"

#include "tui/keymap.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

static const char *const scope_names[SCOPES] = {
	[SCOPE_GLOBAL] = "global", [SCOPE_DENIALS] = "denials",   [SCOPE_WHY] = "why",
	[SCOPE_EVENTS] = "events", [SCOPE_EVENT] = "event",       [SCOPE_MODULE] = "module",
	[SCOPE_HELP] = "help",     [SCOPE_MESSAGES] = "messages", [SCOPE_PICK] = "pick",
	[SCOPE_VERIFY] = "verify", [SCOPE_REVIEW] = "review",     [SCOPE_INSTALL] = "install",
};

const char *keymap_scope_name(enum keymap_scope scope)
{
	return scope < SCOPES ? scope_names[scope] : "global";
}

enum keymap_scope keymap_scope_of(const char *name)
{
	int i;

	for (i = 0; i < SCOPES; i++)
		if (strcmp(scope_names[i], name) == 0)
			break;
	return (enum keymap_scope)i;
}

struct binding {
	enum keymap_scope scope;
	key_code keys[KEY_SEQUENCE_MAX];
	size_t key_count;
	char *line;
};

struct keymap {
	struct binding *bindings;
	size_t count, cap;
	key_code typed[KEY_SEQUENCE_MAX];
	size_t typed_count;
};

struct keymap *keymap_new(void)
{
	return mem_zalloc(1, sizeof(struct keymap));
}

void keymap_free(struct keymap *m)
{
	size_t i;

	if (!m)
		return;
	for (i = 0; i < m->count; i++)
		free(m->bindings[i].line);
	free(m->bindings);
	free(m);
}

static struct binding *find(const struct keymap *m, enum keymap_scope scope, const key_code *keys,
			    size_t n)
{
	size_t i;

	for (i = 0; i < m->count; i++) {
		struct binding *b = &m->bindings[i];

		if (b->scope == scope && b->key_count == n &&
		    memcmp(b->keys, keys, n * sizeof(*keys)) == 0)
			return b;
	}
	return NULL;
}

int keymap_bind(struct keymap *m, enum keymap_scope scope, const char *keys, const char *line,
		struct diag *d)
{
	key_code codes[KEY_SEQUENCE_MAX];
	int n = key_parse(keys, codes, KEY_SEQUENCE_MAX, d);
	struct binding *b;

	if (n < 0)
		return -1;
	b = find(m, scope, codes, (size_t)n);
	if (!*line) {
		if (!b)
			return diag_set(d, "%s is not bound in %s", keys, scope_names[scope]);
		free(b->line);
		memmove(b, b + 1, (size_t)(m->bindings + m->count - (b + 1)) * sizeof(*b));
		m->count--;
		return 0;
	}
	if (!b) {
		m->bindings = mem_grow(m->bindings, &m->cap, m->count + 1, sizeof(*m->bindings));
		b = &m->bindings[m->count++];
		*b = (struct binding){ .scope = scope, .key_count = (size_t)n };
		memcpy(b->keys, codes, (size_t)n * sizeof(*codes));
	}
	free(b->line);
	b->line = mem_strdup(line);
	return 0;
}

/* True if a longer sequence begins with the keys typed so far. */
static bool is_prefix(const struct keymap *m, enum keymap_scope scope)
{
	size_t i;

	for (i = 0; i < m->count; i++) {
		const struct binding *b = &m->bindings[i];

		if ((b->scope == scope || b->scope == SCOPE_GLOBAL) &&
		    b->key_count > m->typed_count &&
		    memcmp(b->keys, m->typed, m->typed_count * sizeof(*m->typed)) == 0)
			return true;
	}
	return false;
}

enum keymap_result keymap_timeout(struct keymap *m, enum keymap_scope scope, const char **line)
{
	struct binding *b = find(m, scope, m->typed, m->typed_count);

	if (!b && scope != SCOPE_GLOBAL)
		b = find(m, SCOPE_GLOBAL, m->typed, m->typed_count);
	m->typed_count = 0;
	if (!b)
		return KEYMAP_NONE;
	*line = b->line;
	return KEYMAP_RUN;
}

enum keymap_result keymap_feed(struct keymap *m, enum keymap_scope scope, key_code key,
			       const char **line)
{
	if (m->typed_count && key == KEYCODE_ESC) {
		m->typed_count = 0;
		return KEYMAP_NONE;
	}
	if (m->typed_count == KEY_SEQUENCE_MAX)
		m->typed_count = 0;
	m->typed[m->typed_count++] = key;
	if (is_prefix(m, scope))
		return KEYMAP_PENDING;
	return keymap_timeout(m, scope, line);
}

bool keymap_pending(const struct keymap *m)
{
	return m->typed_count > 0;
}

static void write_keys(const key_code *keys, size_t n, struct buf *out)
{
	size_t i;

	for (i = 0; i < n; i++)
		key_write(keys[i], out);
}

void keymap_typed(const struct keymap *m, struct buf *out)
{
	write_keys(m->typed, m->typed_count, out);
}

size_t keymap_keys_of(const struct keymap *m, enum keymap_scope scope, const char *line, size_t max,
		      struct buf *out)
{
	size_t i, n = 0;

	for (i = 0; i < m->count && n < max; i++) {
		const struct binding *b = &m->bindings[i];

		if (b->scope != scope && b->scope != SCOPE_GLOBAL)
			continue;
		if (strcmp(b->line, line) != 0)
			continue;
		/* The scope's own binding hides the global one. */
		if (b->scope == SCOPE_GLOBAL && scope != SCOPE_GLOBAL &&
		    find(m, scope, b->keys, b->key_count))
			continue;
		if (n++)
			buf_addc(out, ' ');
		write_keys(b->keys, b->key_count, out);
	}
	return n;
}

bool keymap_at(const struct keymap *m, size_t i, enum keymap_scope *scope, struct buf *keys,
	       const char **line)
{
	if (i >= m->count)
		return false;
	*scope = m->bindings[i].scope;
	write_keys(m->bindings[i].keys, m->bindings[i].key_count, keys);
	*line = m->bindings[i].line;
	return true;
}
