// SPDX-License-Identifier: GPL-2.0-or-later
/* Sort rules by a column. Names get ranks, their places in one alphabet, into which new names are
 * merged. A rule's key is 64 bits of ranks or numbers, and keys are sorted by radix. Knows no
 * column by name. */
#include "config.h"

#include "filter/order.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/mem.h"

#define RANK_NONE    0          /* not in the alphabet yet */
#define RANK_WAITING UINT32_MAX /* waits for the next merge */

#define DIGIT_BITS 11
#define DIGITS     (1u << DIGIT_BITS)

struct key {
	uint64_t value;
	rule_id id;
};

struct order {
	const struct intern *names;
	uint32_t *ranks; /* by name_id: 1 for the first of the alphabet */
	size_t rank_cap;
	name_id *alphabet; /* sorted by text */
	size_t count, alphabet_cap;
	name_id *fresh; /* not merged yet */
	size_t fresh_count, fresh_cap;
	struct key *keys, *other; /* scratch, kept between calls; grown alike, since they swap */
	size_t key_cap, other_cap;
};

struct order *order_new(const struct intern *names)
{
	struct order *o = mem_zalloc(1, sizeof(*o));

	o->names = names;
	return o;
}

void order_free(struct order *o)
{
	if (!o)
		return;
	free(o->ranks);
	free(o->alphabet);
	free(o->fresh);
	free(o->keys);
	free(o->other);
	free(o);
}

/* --- texts: multikey quicksort (Bentley and Sedgewick 1997), eight bytes at a time --- */

struct text {
	uint64_t head; /* the eight bytes from the depth on, the first one highest */
	const char *s;
	size_t n;
	uint32_t what;
};

static void load_head(struct text *t, size_t depth)
{
	size_t i;

	t->head = 0;
	for (i = 0; i < 8; i++)
		t->head = t->head << 8 | (depth + i < t->n ? (unsigned char)t->s[depth + i] : 0);
}

static void swap_texts(struct text *a, struct text *b)
{
	struct text t = *a;

	*a = *b;
	*b = t;
}

static int compare_bytes(const char *a, size_t an, const char *b, size_t bn)
{
	size_t n = an < bn ? an : bn;
	int c = n ? memcmp(a, b, n) : 0;

	return c ? c : (an > bn) - (an < bn);
}

static void sort_few(struct text *t, size_t n)
{
	size_t i, k;

	for (i = 1; i < n; i++)
		for (k = i; k > 0; k--) {
			struct text *a = &t[k - 1], *b = &t[k];

			if (a->head < b->head ||
			    (a->head == b->head && compare_bytes(a->s, a->n, b->s, b->n) <= 0))
				break;
			swap_texts(a, b);
		}
}

/* The median of three random places, which a log cannot predict (xorshift, Marsaglia 2003). */
static uint64_t choose_pivot(const struct text *t, size_t n, uint64_t *random)
{
	uint64_t of[3], x = *random;
	size_t i;

	for (i = 0; i < 3; i++) {
		x ^= x << 13;
		x ^= x >> 7;
		x ^= x << 17;
		of[i] = t[x % n].head;
	}
	*random = x;
	if (of[0] < of[1])
		return of[1] < of[2] ? of[1] : of[0] < of[2] ? of[2] : of[0];
	return of[0] < of[2] ? of[0] : of[1] < of[2] ? of[2] : of[1];
}

struct run {
	struct text *t;
	size_t n, depth;
};

/* Among texts with the same head, those that end in it come first; return the others, which
 * continue after it. */
static struct run after_head(struct text *t, size_t n, size_t depth)
{
	size_t i, ended = 0;

	for (i = 0; i < n; i++)
		if (t[i].n <= depth + 8)
			swap_texts(&t[i], &t[ended++]);
	for (i = ended; i < n; i++)
		load_head(&t[i], depth + 8);
	return (struct run){ t + ended, n - ended, depth + 8 };
}

/* Loop over the largest of the three parts and recurse into the others, which keeps the stack
 * small. */
static void sort_run(struct run run, uint64_t *random)
{
	while (run.n > 12) {
		uint64_t pivot = choose_pivot(run.t, run.n, random);
		size_t low = 0, i = 0, high = run.n, largest = 0;
		struct run parts[3];

		while (i < high) {
			if (run.t[i].head < pivot)
				swap_texts(&run.t[low++], &run.t[i++]);
			else if (run.t[i].head > pivot)
				swap_texts(&run.t[i], &run.t[--high]);
			else
				i++;
		}
		parts[0] = (struct run){ run.t, low, run.depth };
		parts[1] = after_head(run.t + low, high - low, run.depth);
		parts[2] = (struct run){ run.t + high, run.n - high, run.depth };
		for (i = 1; i < 3; i++)
			if (parts[i].n > parts[largest].n)
				largest = i;
		for (i = 0; i < 3; i++)
			if (i != largest)
				sort_run(parts[i], random);
		run = parts[largest];
	}
	sort_few(run.t, run.n);
}

static void sort_texts(struct text *t, size_t n)
{
	uint64_t random = hash_bytes(&n, sizeof(n)) | 1;
	size_t i;

	for (i = 0; i < n; i++)
		load_head(&t[i], 0);
	sort_run((struct run){ t, n, 0 }, &random);
}

/* --- ranks --- */

static uint32_t rank_of(struct order *o, name_id id)
{
	if (id >= o->rank_cap) {
		size_t need = intern_count(o->names);

		o->ranks = mem_grow_zeroed(o->ranks, &o->rank_cap, need > id ? need : id + 1,
					   sizeof(*o->ranks));
	}
	if (o->ranks[id] == RANK_NONE) {
		o->ranks[id] = RANK_WAITING;
		o->fresh = mem_grow(o->fresh, &o->fresh_cap, o->fresh_count + 1, sizeof(*o->fresh));
		o->fresh[o->fresh_count++] = id;
	}
	return o->ranks[id];
}

/* Count how many of the first `n` names of the alphabet sort before the text. */
static size_t names_before(const struct order *o, size_t n, const struct text *t)
{
	size_t low = 0;

	while (low < n) {
		size_t mid = low + (n - low) / 2;
		name_id id = o->alphabet[mid];

		if (compare_bytes(intern_str(o->names, id), intern_len(o->names, id), t->s, t->n) <
		    0)
			low = mid + 1;
		else
			n = mid;
	}
	return low;
}

static void rank_fresh(struct order *o)
{
	struct text *texts;
	size_t i, end, before;

	if (!o->fresh_count)
		return;
	texts = mem_alloc(o->fresh_count * sizeof(*texts));
	for (i = 0; i < o->fresh_count; i++)
		texts[i] = (struct text){ 0, intern_str(o->names, o->fresh[i]),
					  intern_len(o->names, o->fresh[i]), o->fresh[i] };
	sort_texts(texts, o->fresh_count);
	o->alphabet = mem_grow(o->alphabet, &o->alphabet_cap, o->count + o->fresh_count,
			       sizeof(*o->alphabet));
	for (i = o->fresh_count, end = o->count; i-- > 0; end = before) {
		before = names_before(o, end, &texts[i]);
		memmove(o->alphabet + before + i + 1, o->alphabet + before,
			(end - before) * sizeof(*o->alphabet));
		o->alphabet[before + i] = texts[i].what;
	}
	o->count += o->fresh_count;
	o->fresh_count = 0;
	free(texts);
	for (i = 0; i < o->count; i++)
		o->ranks[o->alphabet[i]] = (uint32_t)i + 1;
}

/* --- keys --- */

/* The key of a list is made of its first two values. Requests a rank for a name that has none yet;
 * the key is then not valid. */
static uint64_t key_of_names(struct order *o, const struct column *c, const struct row *row)
{
	uint64_t first = 0, second = 0, rank;
	size_t at = 0, n;
	name_id id;

	for (n = 0; column_next(c, row, &at, &id) && (c->sorted || n < 2); n++) {
		rank = rank_of(o, id);
		if (n == 0) {
			first = rank;
		} else if (c->sorted && rank < first) {
			second = first;
			first = rank;
		} else if (n == 1 || (c->sorted && rank < second)) {
			second = rank;
		}
	}
	return first << 32 | second;
}

#define ROWS_AHEAD 16 /* an even number */

static void key_by_names(struct order *o, const struct column *c, const rule_id *ids, size_t n,
			 order_row_fn *fill, void *ctx)
{
	struct row rows[ROWS_AHEAD] = { 0 };
	size_t i;

	do {
		rank_fresh(o);
		for (i = 0; i < n + ROWS_AHEAD; i++) {
			struct row *row = &rows[i % ROWS_AHEAD];
			const struct row *next = &rows[(i + ROWS_AHEAD / 2) % ROWS_AHEAD];

			if (i >= ROWS_AHEAD)
				o->keys[i - ROWS_AHEAD] = (struct key){ key_of_names(o, c, row),
									ids[i - ROWS_AHEAD] };
			/* Prefetch the rules, and then their lists, before their turn. */
			if (i < n) {
				fill(ctx, ids[i], row);
				__builtin_prefetch(&row->rule->seen);
			}
			if (c->kind == COLUMN_LIST && next->rule) {
				__builtin_prefetch(next->rule->seen);
				__builtin_prefetch(next->rule->perms);
			}
		}
	} while (o->fresh_count);
}

static void key_by_numbers(struct order *o, const struct column *c, const rule_id *ids, size_t n,
			   order_row_fn *fill, void *ctx)
{
	struct row row;
	size_t i;

	for (i = 0; i < n; i++) {
		fill(ctx, ids[i], &row);
		o->keys[i].value = (uint64_t)c->number(&row) ^ UINT64_C(1) << 63;
		o->keys[i].id = ids[i];
	}
}

/* Free text such as notes is ranked again each time, because few rules have it. */
static void key_by_text(struct order *o, const struct column *c, const rule_id *ids, size_t n,
			order_row_fn *fill, void *ctx)
{
	struct text *texts = NULL;
	size_t count = 0, cap = 0, i;
	struct row row;

	for (i = 0; i < n; i++) {
		const char *s;

		fill(ctx, ids[i], &row);
		o->keys[i] = (struct key){ 0, ids[i] };
		s = c->text(&row);
		if (!s || !*s)
			continue;
		texts = mem_grow(texts, &cap, count + 1, sizeof(*texts));
		texts[count++] = (struct text){ 0, s, strlen(s), (uint32_t)i };
	}
	if (count)
		sort_texts(texts, count);
	for (i = 0; i < count; i++) {
		struct key *k = &o->keys[texts[i].what];

		k->value = i + 1;
		if (i && strcmp(texts[i].s, texts[i - 1].s) == 0)
			k->value = o->keys[texts[i - 1].what].value;
	}
	free(texts);
}

/* --- sorting --- */

/* Sort ids by marking their places. Rules are then read in the order of memory, and equal keys are
 * already in order. */
static void sort_ids(rule_id *ids, size_t n)
{
	rule_id most = 0, base;
	uint64_t *marks, word;
	size_t i, k;

	for (i = 1; i < n && ids[i - 1] < ids[i]; i++)
		;
	if (i >= n)
		return;
	for (i = 0; i < n; i++)
		most = ids[i] > most ? ids[i] : most;
	marks = mem_zalloc(most / 64 + 1, sizeof(*marks));
	for (i = 0; i < n; i++)
		marks[ids[i] / 64] |= UINT64_C(1) << ids[i] % 64;
	for (i = k = 0; i <= most / 64; i++)
		for (word = marks[i], base = (rule_id)(i * 64); word; word &= word - 1)
			ids[k++] = base + (rule_id)__builtin_ctzll(word);
	free(marks);
}

/* Sort by one digit, stable. */
static void sort_digit(struct order *o, size_t n, unsigned shift)
{
	size_t starts[DIGITS] = { 0 }, sum = 0, i;
	struct key *swap;

	for (i = 0; i < n; i++)
		starts[o->keys[i].value >> shift & (DIGITS - 1)]++;
	for (i = 0; i < DIGITS; i++) {
		size_t count = starts[i];

		starts[i] = sum;
		sum += count;
	}
	for (i = 0; i < n; i++)
		o->other[starts[o->keys[i].value >> shift & (DIGITS - 1)]++] = o->keys[i];
	swap = o->keys;
	o->keys = o->other;
	o->other = swap;
}

static void sort_keys(struct order *o, size_t n)
{
	uint64_t all = UINT64_MAX, any = 0;
	unsigned shift;
	size_t i;

	for (i = 0; i < n; i++) {
		all &= o->keys[i].value;
		any |= o->keys[i].value;
	}
	for (shift = 0; shift < 64; shift += DIGIT_BITS)
		if ((all ^ any) >> shift & (DIGITS - 1)) /* they differ in it */
			sort_digit(o, n, shift);
}

void order_sort(struct order *o, const struct column *c, bool reverse, rule_id *ids, size_t n,
		order_row_fn *fill, void *ctx)
{
	size_t i;

	if (n < 2)
		return;
	o->keys = mem_grow(o->keys, &o->key_cap, n, sizeof(*o->keys));
	o->other = mem_grow(o->other, &o->other_cap, n, sizeof(*o->other));
	sort_ids(ids, n);
	if (!c)
		for (i = 0; i < n; i++)
			o->keys[i] = (struct key){ ids[i], ids[i] };
	else if (c->number)
		key_by_numbers(o, c, ids, n, fill, ctx);
	else if (c->names != NAMES_NONE)
		key_by_names(o, c, ids, n, fill, ctx);
	else
		key_by_text(o, c, ids, n, fill, ctx);
	if (reverse)
		for (i = 0; i < n; i++)
			o->keys[i].value = ~o->keys[i].value;
	sort_keys(o, n);
	for (i = 0; i < n; i++)
		ids[i] = o->keys[i].id;
}
