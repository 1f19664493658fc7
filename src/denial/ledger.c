// SPDX-License-Identifier: GPL-2.0-or-later
/* Count records into rules, by key, with permissions, tuples and samples, inside one memory bound.
 * Does not know what the policy says of a rule or what the operator decided. */
#include "config.h"

#include "ledger_internal.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/ascii.h"
#include "base/mem.h"
#include "base/sha256.h"
#include "base/text.h"

/* From this many tuples on, a rule finds them by an index instead of a scan. */
#define TUPLE_INDEX_FROM 16
/* Limit of all samples of records together; above it rules get no more samples. */
#define SAMPLES_LIMIT_BYTES ((size_t)32 << 20)

struct ledger *ledger_new(struct intern *names, size_t limit_bytes)
{
	struct ledger *l = mem_zalloc(1, sizeof(*l));

	l->names = names;
	l->limit_bytes = limit_bytes ? limit_bytes : LEDGER_LIMIT_BYTES;
	return l;
}

void ledger_keep_samples(struct ledger *l, bool keep)
{
	l->no_samples = !keep;
}

void ledger_await_companions(struct ledger *l, bool await)
{
	l->no_companions = !await;
}

void ledger_free(struct ledger *l)
{
	size_t i;

	if (!l)
		return;
	for (i = 0; i < l->count; i++)
		rule_release(ledger_at(l, (rule_id)i));
	for (i = 0; i * CHUNK_RULES < l->count; i++)
		free(l->chunks[i]);
	free(l->chunks);
	free(l->contexts);
	index_release(&l->index);
	memo_release(&l->memo);
	buf_release(&l->scratch);
	free(l);
}

void ledger_clear(struct ledger *l)
{
	size_t i;

	for (i = 0; i < l->count; i++) {
		struct rule *r = ledger_at(l, (rule_id)i);
		struct rule_key key = r->key;

		rule_release(r);
		r->key = key;
		r->first_ms = r->last_ms = TIME_NONE;
	}
	memo_clear(&l->memo);
	l->waiting = (struct waiting){ 0 };
	l->sample_bytes = 0;
	l->tuples_lost = 0;
	l->serial++;
}

size_t ledger_count(const struct ledger *l)
{
	return l->count;
}

const struct rule *ledger_rule(const struct ledger *l, rule_id id)
{
	return id < l->count ? ledger_at(l, id) : NULL;
}

uint64_t ledger_tuples_lost(const struct ledger *l)
{
	return l->tuples_lost;
}

uint64_t ledger_serial(const struct ledger *l)
{
	return l->serial;
}

struct key_probe {
	const struct ledger *l;
	const struct rule_key *key;
};

static bool same_key(const void *ctx, uint32_t id)
{
	const struct key_probe *probe = ctx;

	return rule_key_same(&ledger_at(probe->l, id)->key, probe->key);
}

rule_id ledger_find(const struct ledger *l, const struct rule_key *key)
{
	struct key_probe probe = { l, key };

	return index_find(&l->index, rule_key_hash(key), same_key, &probe);
}

rule_id ledger_ensure(struct ledger *l, const struct rule_key *key)
{
	rule_id id = ledger_find(l, key);
	struct rule *r;

	if (id != RULE_NONE)
		return id;
	if (l->count % CHUNK_RULES == 0) {
		size_t chunk = l->count / CHUNK_RULES;

		l->chunks = mem_grow(l->chunks, &l->chunk_cap, chunk + 1, sizeof(*l->chunks));
		l->chunks[chunk] = mem_zalloc(CHUNK_RULES, sizeof(struct rule));
		l->bytes += CHUNK_RULES * sizeof(struct rule);
	}
	id = (rule_id)l->count++;
	r = ledger_at(l, id);
	r->key = *key;
	r->first_ms = r->last_ms = TIME_NONE;
	index_add(&l->index, rule_key_hash(key), id);
	return id;
}

void ledger_set_granted(struct ledger *l, rule_id id, uint64_t count)
{
	if (id < l->count)
		ledger_at(l, id)->granted = count;
}

static const struct context *context_of(struct ledger *l, struct slice text, name_id *id)
{
	struct context_parts parts;
	struct context *c;

	*id = intern_add(l->names, text);
	l->contexts = mem_grow_zeroed(l->contexts, &l->context_cap, (size_t)*id + 1,
				      sizeof(*l->contexts));
	c = &l->contexts[*id];
	if (c->type == 0) {
		name_id type = NAME_NONE, role = NAME_NONE;

		if (record_context_parts(text, &parts)) {
			type = intern_add(l->names, parts.type);
			role = intern_add(l->names, parts.role);
		}
		c->type = type;
		c->role = role;
	}
	return c;
}

/* Return the permission's index in the rule. */
static uint32_t count_perm(struct ledger *l, struct rule *r, name_id perm)
{
	uint32_t i;

	for (i = 0; i < r->perm_count; i++) {
		if (r->perms[i].perm == perm) {
			r->perms[i].count++;
			return i;
		}
	}
	r->perms = ledger_push(l, r->perms, r->perm_count, sizeof(*r->perms));
	r->perms[r->perm_count] = (struct rule_perm){ perm, 1 };
	return r->perm_count++;
}

struct tuple_probe {
	const struct rule *r;
	const struct tuple *t;
};

static bool same_tuple(const void *ctx, uint32_t id)
{
	const struct tuple_probe *probe = ctx;
	const struct tuple *a = &probe->r->tuples[id], *b = probe->t;

	return a->scontext == b->scontext && a->tcontext == b->tcontext && a->perm == b->perm &&
	       a->ioctl == b->ioctl;
}

static uint64_t tuple_hash(const struct tuple *t)
{
	uint32_t words[4] = { t->scontext, t->tcontext, t->perm, t->ioctl };

	return hash_words(words, AV_ARRAY_LEN(words));
}

static uint32_t find_tuple(const struct rule *r, const struct tuple *t)
{
	struct tuple_probe probe = { r, t };
	uint32_t i;

	if (r->tuple_index)
		return index_find(r->tuple_index, tuple_hash(t), same_tuple, &probe);
	for (i = 0; i < r->tuple_count; i++)
		if (same_tuple(&probe, i))
			return i;
	return INDEX_NONE;
}

static size_t bytes_of(const struct ledger *l)
{
	return l->bytes + index_bytes(&l->index) + l->context_cap * sizeof(*l->contexts) +
	       intern_bytes(l->names);
}

static uint32_t count_tuple(struct ledger *l, struct rule *r, const struct tuple *t)
{
	uint32_t i = find_tuple(r, t), k;

	if (i != INDEX_NONE) {
		r->tuples[i].count++;
		return i;
	}
	if (bytes_of(l) > l->limit_bytes) {
		r->tuples_lost++;
		l->tuples_lost++;
		return UINT32_MAX;
	}
	r->tuples = ledger_push(l, r->tuples, r->tuple_count, sizeof(*r->tuples));
	i = r->tuple_count++;
	r->tuples[i] = *t;
	r->tuples[i].count = 1;
	if (!r->tuple_index && r->tuple_count > TUPLE_INDEX_FROM) {
		r->tuple_index = mem_zalloc(1, sizeof(*r->tuple_index));
		for (k = 0; k < i; k++)
			index_add(r->tuple_index, tuple_hash(&r->tuples[k]), k);
	}
	if (r->tuple_index) {
		index_add(r->tuple_index, tuple_hash(t), i);
		l->bytes += 2 * sizeof(struct index_slot);
	}
	return i;
}

static const char *check_perms(const struct record *rec)
{
	struct slice list = rec->perms, word;
	bool any = false;

	while (record_next_perm(&list, &word)) {
		if (!text_is_name(word))
			return ascii_is_digit(word.p[0])
				       ? "a permission is a number: the object manager lost its "
					 "names, as after a policy load"
				       : "a permission is not a valid name";
		any = true;
	}
	return any ? NULL : "no permission between the braces";
}

static const char *check_class(struct slice class)
{
	if (!class.n)
		return "the record has no tclass=";
	if (slice_is(class, "(null)"))
		return "the class is (null): the object manager lost its names, as after a policy "
		       "load";
	return text_is_name(class) ? NULL : "the class is not a valid name";
}

/* The name of a field as it is shown: escape it here once, so that no reader has to. */
static name_id whole_name(struct ledger *l, struct slice field)
{
	buf_clear(&l->scratch);
	text_clean(&l->scratch, field);
	return intern_add(l->names, (struct slice){ buf_str(&l->scratch), l->scratch.len });
}

/* The key of a kind whose names are whole fields. */
static const char *key_of_names(struct ledger *l, const struct record *rec, struct rule_key *key,
				struct tuple *t)
{
	if (!rec->scontext.n)
		return "there is no source";
	if (!rec->tcontext.n)
		return "there is no target";
	key->source = t->scontext = whole_name(l, rec->scontext);
	key->target = t->tcontext = whole_name(l, rec->tcontext);
	key->class = whole_name(l, rec->tclass);
	return NULL;
}

/* Fill in the rule's key and the contexts. Return NULL, or what is wrong with the record. */
static const char *key_of(struct ledger *l, const struct kind *kind, const struct record *rec,
			  struct rule_key *key, struct tuple *t)
{
	struct slice target = kind->new_context ? rec->ncontext : rec->tcontext;
	name_id source_type;
	const struct context *c;
	const char *why;

	*key = (struct rule_key){ .kind = rec->kind };
	if (kind->whole_names) {
		why = key_of_names(l, rec, key, t);
		return why || !kind->has_perms ? why : check_perms(rec);
	}
	if (kind->source_optional && !rec->scontext.n) {
		source_type = NAME_EMPTY;
		t->scontext = NAME_EMPTY;
	} else {
		if (!rec->scontext.n)
			return "the record has no source context";
		c = context_of(l, rec->scontext, &t->scontext);
		source_type = c->type;
		if (source_type == NAME_NONE)
			return "the source context is malformed (user:role:type expected)";
	}
	if (!target.n)
		return "the record has no target context";
	c = context_of(l, target, &t->tcontext);
	if (c->type == NAME_NONE)
		return "the target context is malformed (user:role:type expected)";
	key->source = source_type;
	key->target = c->type;
	if (kind->has_role)
		key->role = c->role;
	if (rec->tclass.n || kind->has_perms) {
		why = check_class(rec->tclass);
		if (why)
			return why;
		key->class = intern_add(l->names, rec->tclass);
	}
	return kind->has_perms ? check_perms(rec) : NULL;
}

static void count_record(struct ledger *l, struct rule *r, const struct record *rec)
{
	struct slice path = rec->path.n ? rec->path : rec->name;

	r->count++;
	r->permissive += rec->permissive == 1;
	r->suspect += rec->suspect;
	r->own += rec->own;
	r->changed++;
	l->serial++;
	if (rec->time_ms != TIME_NONE) {
		if (r->first_ms == TIME_NONE || rec->time_ms < r->first_ms)
			r->first_ms = rec->time_ms;
		if (r->last_ms == TIME_NONE || rec->time_ms > r->last_ms)
			r->last_ms = rec->time_ms;
	}
	ledger_see(l, r, SEEN_COMM, rec->comm);
	ledger_see(l, r, SEEN_EXE, rec->exe);
	ledger_see(l, r, SEEN_PATH, path);
	ledger_see_bytes(l, r, SEEN_HOST, rec->node);
	ledger_see_bytes(l, r, SEEN_PORT, rec->port);
	ledger_see(l, r, SEEN_RAW_CONTEXT, rec->raw_scontext);
	ledger_see(l, r, SEEN_RAW_CONTEXT, rec->raw_tcontext);
}

static void add_place(struct places *p, uint32_t tuple)
{
	if (tuple != UINT32_MAX && p->n < WAITING_PERMS)
		p->at[p->n++] = tuple;
}

/* Count each permission of the record; `e` (may be NULL) remembers where. Return the index of the
 * first tuple. */
static uint32_t count_perms(struct ledger *l, struct rule *r, const struct record *rec,
			    struct tuple *t, struct memo_entry *e, struct places *places)
{
	struct slice list = rec->perms, word;
	uint32_t first = UINT32_MAX, perm, i;

	while (record_next_perm(&list, &word)) {
		t->perm = intern_add(l->names, word);
		t->ioctl = slice_is(word, "ioctl") ? rec->ioctl : IOCTL_NONE;
		perm = count_perm(l, r, t->perm);
		i = count_tuple(l, r, t);
		if (first == UINT32_MAX)
			first = i;
		add_place(places, i);
		if (e && (i == UINT32_MAX || e->perm_count == MEMO_PERMS)) {
			memo_drop(e);
			e = NULL;
		} else if (e) {
			e->perms[e->perm_count] = perm;
			e->tuples[e->perm_count++] = i;
		}
	}
	return first;
}

/* Keep the record as a sample if it brought something new and there is room; else add its hash. */
static void keep_sample(struct ledger *l, struct rule *r, const struct record *rec, bool wanted)
{
	size_t n = rec->raw.n, kept;
	struct rule_sample *s;
	struct sha256 sha;

	while (n && strchr("\r\n ", rec->raw.p[n - 1]))
		n--;
	if (l->no_samples || !n || n > UINT32_MAX)
		return;
	kept = n < RULE_SAMPLE_BYTES ? n : RULE_SAMPLE_BYTES;
	if (!wanted || r->sample_count == RULE_SAMPLES ||
	    l->sample_bytes + kept > SAMPLES_LIMIT_BYTES) {
		r->rest += hash_stable(rec->raw.p, n);
		return;
	}
	while (kept < n && kept && ((unsigned char)rec->raw.p[kept] & 0xc0) == 0x80)
		kept--;
	if (!r->samples)
		r->samples = mem_zalloc(RULE_SAMPLES, sizeof(*r->samples));
	s = &r->samples[r->sample_count++];
	s->text = mem_alloc(kept + 1);
	memcpy(s->text, rec->raw.p, kept);
	s->text[kept] = '\0';
	s->kept = (uint32_t)kept;
	s->bytes = (uint32_t)n;
	l->sample_bytes += kept;
	l->bytes += kept + (r->sample_count == 1 ? RULE_SAMPLES * sizeof(*s) : 0);
	if (kept == n)
		return;
	sha256_init(&sha);
	sha256_add(&sha, rec->raw.p, n);
	sha256_hex(&sha, s->sha256);
}

static uint32_t count_again(struct rule *r, const struct memo_entry *e, struct places *places)
{
	uint32_t i;

	for (i = 0; i < e->perm_count; i++) {
		r->perms[e->perms[i]].count++;
		r->tuples[e->tuples[i]].count++;
		add_place(places, e->tuples[i]);
	}
	return e->tuples[0];
}

rule_id ledger_add(struct ledger *l, const struct record *rec, uint32_t *tuple, const char **why)
{
	const struct kind *kind = kind_of(rec->kind);
	struct places places = { .n = 0 };
	bool hit = false;
	struct memo_entry *e = memo_entry(&l->memo, rec, &hit);
	struct tuple t = { .ioctl = IOCTL_NONE, .perm = NAME_EMPTY };
	struct rule_key key;
	uint32_t first, tuples;
	struct rule *r;
	rule_id id;

	*why = hit ? NULL : key_of(l, kind, rec, &key, &t);
	if (*why) {
		if (e)
			memo_drop(e);
		return RULE_NONE;
	}
	id = hit ? e->rule : ledger_ensure(l, &key);
	r = ledger_at(l, id);
	count_record(l, r, rec);
	tuples = r->tuple_count;
	if (hit) {
		first = count_again(r, e, &places);
	} else if (kind->has_perms) {
		if (e)
			e->rule = id;
		first = count_perms(l, r, rec, &t, e, &places);
	} else {
		first = count_tuple(l, r, &t);
	}
	if (rec->port.n && kind->has_perms)
		ledger_see_port(l, r, rec);
	keep_sample(l, r, rec, r->tuple_count > tuples);
	if (!l->no_companions)
		ledger_await(l, rec, id, &places);
	if (tuple)
		*tuple = first;
	return id;
}
