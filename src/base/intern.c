// SPDX-License-Identifier: GPL-2.0-or-later
/* Interns strings: one copy each, addressed by a dense id. Strings live in chunks that never move,
 * so
 * pointers stay valid; a long string gets its own chunk. */
#include "config.h"

#include "base/intern.h"

#include <stdlib.h>

#include "base/hash.h"
#include "base/index.h"
#include "base/mem.h"

#define CHUNK_BYTES 16384

struct chunk {
	struct chunk *next;
	size_t used, size;
	char bytes[];
};

struct entry {
	const char *p;
	uint32_t n;
};

struct intern {
	struct index index;
	struct entry *entries;
	size_t count, cap;
	struct chunk *chunks;
	size_t bytes;
};

struct intern *intern_new(void)
{
	struct intern *t = mem_zalloc(1, sizeof(*t));

	intern_adds(t, "");
	return t;
}

void intern_free(struct intern *t)
{
	struct chunk *c, *next;

	if (!t)
		return;
	for (c = t->chunks; c; c = next) {
		next = c->next;
		free(c);
	}
	index_release(&t->index);
	free(t->entries);
	free(t);
}

static char *store_bytes(struct intern *t, size_t n)
{
	struct chunk *c = t->chunks;
	size_t size;
	char *p;

	if (!c || c->size - c->used < n) {
		size = n > CHUNK_BYTES / 4 ? n : CHUNK_BYTES;
		c = mem_alloc(sizeof(*c) + size);
		t->bytes += sizeof(*c) + size;
		c->used = 0;
		c->size = size;
		if (size == n && t->chunks) { /* keep filling the current chunk */
			c->next = t->chunks->next;
			t->chunks->next = c;
		} else {
			c->next = t->chunks;
			t->chunks = c;
		}
	}
	p = c->bytes + c->used;
	c->used += n;
	return p;
}

struct probe {
	const struct intern *t;
	struct slice s;
};

static bool entry_equal(const void *ctx, uint32_t id)
{
	const struct probe *probe = ctx;
	const struct entry *e = &probe->t->entries[id];

	return e->n == probe->s.n && (e->n == 0 || memcmp(e->p, probe->s.p, e->n) == 0);
}

name_id intern_find(const struct intern *t, struct slice s)
{
	struct probe probe = { t, s };

	return index_find(&t->index, hash_bytes(s.p, s.n), entry_equal, &probe);
}

name_id intern_add(struct intern *t, struct slice s)
{
	struct probe probe = { t, s };
	uint64_t hash = hash_bytes(s.p, s.n);
	uint32_t id = index_find(&t->index, hash, entry_equal, &probe);
	char *p;

	if (id != INDEX_NONE)
		return id;
	p = store_bytes(t, s.n + 1);
	if (s.n)
		memcpy(p, s.p, s.n);
	p[s.n] = '\0';
	t->entries = mem_grow(t->entries, &t->cap, t->count + 1, sizeof(*t->entries));
	t->entries[t->count] = (struct entry){ p, (uint32_t)s.n };
	index_add(&t->index, hash, (uint32_t)t->count);
	return (name_id)t->count++;
}

name_id intern_adds(struct intern *t, const char *s)
{
	return intern_add(t, slice_of(s));
}

const char *intern_str(const struct intern *t, name_id id)
{
	return id < t->count ? t->entries[id].p : "";
}

size_t intern_len(const struct intern *t, name_id id)
{
	return id < t->count ? t->entries[id].n : 0;
}

size_t intern_count(const struct intern *t)
{
	return t->count;
}

size_t intern_bytes(const struct intern *t)
{
	return t->bytes + t->cap * sizeof(*t->entries) + index_bytes(&t->index);
}
