// SPDX-License-Identifier: GPL-2.0-or-later
/* What was seen of a rule when it was decided, to detect what is new. Keeps only hashes of the
 * folded texts, a few for each decided rule. Does not reopen rules (reopen.c). */
#include "config.h"

#include "session/seen_before.h"

#include <stdlib.h>
#include <string.h>

#include "denial/fold.h"
#include "base/hash.h"
#include "base/mem.h"
#include "te/evidence.h"
#include "te/line.h"
#include "base/text.h"

/* Sorts of news. Levels come from pairs of contexts, the others from lists of what was seen. */
enum sort { SORT_COMM, SORT_EXE, SORT_PATH, SORT_LEVEL, SORTS };

static const struct {
	const char *words;
	enum seen_kind kind;
	void (*fold)(struct slice text, struct buf *out);
} sorts[SORTS] = {
	[SORT_COMM] = { "the command", SEEN_COMM, fold_command },
	[SORT_EXE] = { "the program", SEEN_EXE, fold_path },
	[SORT_PATH] = { "the path", SEEN_PATH, fold_path },
	[SORT_LEVEL] = { "the level", SEEN_KINDS, NULL },
};

struct items {
	uint64_t *hashes;
	size_t count, cap;
	bool any;            /* something was recorded */
	bool part[SORTS];    /* more was seen than was kept */
	bool unknown[SORTS]; /* this sort was not recorded */
	struct rule *frozen;
};

struct seen_before {
	const struct intern *names;
	struct items *items; /* by rule */
	size_t cap;
};

struct seen_before *seen_before_new(const struct intern *names)
{
	struct seen_before *k = mem_zalloc(1, sizeof(*k));

	k->names = names;
	return k;
}

static void drop_snapshot(struct items *x)
{
	if (x->frozen)
		rule_release(x->frozen);
	free(x->frozen);
	x->frozen = NULL;
}

void seen_before_free(struct seen_before *k)
{
	size_t i;

	if (!k)
		return;
	for (i = 0; i < k->cap; i++) {
		free(k->items[i].hashes);
		drop_snapshot(&k->items[i]);
	}
	free(k->items);
	free(k);
}

static struct items *items_of(struct seen_before *k, rule_id id)
{
	k->items = mem_grow_zeroed(k->items, &k->cap, (size_t)id + 1, sizeof(*k->items));
	return &k->items[id];
}

bool seen_before_has(const struct seen_before *k, rule_id id)
{
	return id < k->cap && k->items[id].any;
}

static bool has_hash(const struct items *x, uint64_t hash)
{
	size_t i;

	for (i = 0; i < x->count && x->hashes[i] != hash; i++)
		;
	return i < x->count;
}

static void add_hash(struct items *x, uint64_t hash)
{
	if (has_hash(x, hash))
		return;
	x->hashes = mem_grow(x->hashes, &x->cap, x->count + 1, sizeof(*x->hashes));
	x->hashes[x->count++] = hash;
}

static uint64_t hash_of(enum sort sort, const struct buf *folded)
{
	return hash_bytes(buf_str(folded), folded->len) + (uint64_t)sort;
}

/* Hash a text as a .te holds it: cleaned, and cut if long. */
static uint64_t hash_text(enum sort sort, const char *clean)
{
	size_t n = strlen(clean);
	struct buf folded = { 0 };
	uint64_t hash;

	sorts[sort].fold((struct slice){ clean, te_line_cut(clean, n, TE_TEXT_MAX_BYTES) },
			 &folded);
	hash = hash_of(sort, &folded);
	buf_release(&folded);
	return hash;
}

/* A denial may have named a path by its last component only, and the PATH record of another
 * event the whole: for a whole path, record its last component too, marked as such. */
#define LAST_COMPONENT UINT64_C(0x5bd1e9955bd1e995)

static uint64_t hash_last(const char *path)
{
	const char *slash = strrchr(path, '/');

	return hash_text(SORT_PATH, slash ? slash + 1 : path);
}

static void add_text(struct items *x, enum sort sort, const char *clean)
{
	add_hash(x, hash_text(sort, clean));
	if (sort == SORT_PATH && strchr(clean, '/'))
		add_hash(x, hash_last(clean) + LAST_COMPONENT);
}

static bool has_text(const struct items *x, enum sort sort, uint64_t hash, const char *clean)
{
	if (has_hash(x, hash) || sort != SORT_PATH)
		return has_hash(x, hash);
	return has_hash(x, hash_last(clean) + (strchr(clean, '/') ? 0 : LAST_COMPONENT));
}

static uint64_t hash_levels(struct slice source, struct slice target)
{
	struct buf folded = { 0 };
	uint64_t hash;

	fold_levels(source, target, &folded);
	hash = hash_of(SORT_LEVEL, &folded);
	buf_release(&folded);
	return hash;
}

static struct slice context_of(const struct seen_before *k, name_id id)
{
	return (struct slice){ intern_str(k->names, id), intern_len(k->names, id) };
}

static bool walk_levels(const struct seen_before *k, const struct tuple *t,
			bool (*each)(void *ctx, enum sort sort, uint64_t hash, const char *text),
			void *ctx)
{
	struct slice contexts[2] = { context_of(k, t->scontext), context_of(k, t->tcontext) };
	struct buf text = { 0 };
	bool on;
	size_t i;

	for (i = 0; i < 2; i++) {
		struct context_parts parts;

		buf_adds(&text, i ? " on " : "");
		if (record_context_parts(contexts[i], &parts))
			text_clean(&text, parts.level);
	}
	on = each(ctx, SORT_LEVEL, hash_levels(contexts[0], contexts[1]), buf_str(&text));
	buf_release(&text);
	return on;
}

/* Call `each` for each item of the rule, until it returns false. */
static void walk(const struct seen_before *k, const struct rule *r,
		 bool (*each)(void *ctx, enum sort sort, uint64_t hash, const char *text),
		 void *ctx)
{
	const struct seen *seen[RULE_SEEN_MAX];
	unsigned sort;
	uint32_t i;
	size_t n, m;
	bool on = true;

	for (sort = 0; sort < SORTS && on; sort++) {
		n = sorts[sort].fold ? rule_seen(r, sorts[sort].kind, seen) : 0;
		for (m = 0; m < n && on; m++) {
			char *clean = text_cleaned(context_of(k, seen[m]->text));

			on = each(ctx, (enum sort)sort, hash_text((enum sort)sort, clean), clean);
			free(clean);
		}
	}
	for (i = 0; i < r->tuple_count && on; i++) {
		const struct tuple *t = &r->tuples[i];

		if (i && t->scontext == t[-1].scontext && t->tcontext == t[-1].tcontext)
			continue;
		on = walk_levels(k, t, each, ctx);
	}
}

static bool record_item(void *ctx, enum sort sort, uint64_t hash, const char *text)
{
	if (sort == SORT_LEVEL)
		add_hash(ctx, hash);
	else
		add_text(ctx, sort, text);
	return true;
}

void seen_before_add_rule(struct seen_before *k, rule_id id, const struct rule *r)
{
	struct items *x = items_of(k, id);
	unsigned sort;

	x->any = true;
	for (sort = 0; sort < SORTS; sort++) {
		x->unknown[sort] = false;
		if (sorts[sort].fold && r->seen_more[sorts[sort].kind])
			x->part[sort] = true;
	}
	x->part[SORT_LEVEL] = x->part[SORT_LEVEL] || r->tuples_lost;
	walk(k, r, record_item, x);
}

void seen_before_freeze(struct seen_before *k, rule_id id, const struct rule *r)
{
	struct items *x = items_of(k, id);

	drop_snapshot(x);
	x->frozen = rule_snapshot(r);
}

const struct rule *seen_before_frozen(const struct seen_before *k, rule_id id)
{
	return id < k->cap ? k->items[id].frozen : NULL;
}

static void record_list(struct items *x, enum sort sort, const struct te_seen_list *l)
{
	size_t i;

	for (i = 0; i < l->count; i++)
		add_text(x, sort, l->items[i].text);
	x->part[sort] = x->part[sort] || l->left_out || l->others;
}

void seen_before_add_block(struct seen_before *k, rule_id id, const struct te_block *b)
{
	struct te_evidence e = { 0 };
	struct items *x;
	size_t i;

	te_evidence_read(b, &e);
	if (e.known && e.count) {
		x = items_of(k, id);
		x->any = true;
		/* Earlier versions did not write programs. */
		x->unknown[SORT_EXE] = !te_evidence_line(b, "exe");
		record_list(x, SORT_COMM, &e.comms);
		record_list(x, SORT_EXE, &e.exes);
		record_list(x, SORT_PATH, &e.paths);
		for (i = 0; i < e.contexts.count; i++)
			add_hash(x, hash_levels(slice_of(e.contexts.items[i].text),
						slice_of(e.contexts.items[i].second
								 ? e.contexts.items[i].second
								 : "")));
		x->part[SORT_LEVEL] = x->part[SORT_LEVEL] || e.pairs || e.contexts.left_out;
		if (e.stripped) /* a stripped file omits the texts */
			x->part[SORT_COMM] = x->part[SORT_EXE] = x->part[SORT_PATH] = true;
	}
	te_evidence_release(&e);
}

struct searching {
	const struct items *known;
	unsigned reported; /* bit set of reported sorts */
	struct buf *out;
};

static bool report_item(void *ctx, enum sort sort, uint64_t hash, const char *text)
{
	struct searching *s = ctx;

	if (s->reported & 1u << sort || s->known->part[sort] || s->known->unknown[sort] ||
	    has_text(s->known, sort, hash, text))
		return true;
	s->reported |= 1u << sort;
	buf_addf(s->out, "%s%s ", s->out->len ? ", " : "", sorts[sort].words);
	buf_add(s->out, text, te_line_cut(text, strlen(text), TE_TEXT_MAX_BYTES));
	return true;
}

void seen_before_news(const struct seen_before *k, rule_id id, const struct rule *r,
		      struct buf *out)
{
	struct searching s = { .out = out };

	if (!seen_before_has(k, id))
		return;
	s.known = &k->items[id];
	walk(k, r, report_item, &s);
}
