// SPDX-License-Identifier: GPL-2.0-or-later
/* One comparison of the filter. It matches each name once and remembers the answer by the name's
 * id: a list of 100,000 rules costs as many look-ups, not as many comparisons of text. Matches
 * texts as shown, that is cleaned; a missing value is the empty text. Does not know the grammar. */
#include "config.h"

#include "predicate_internal.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "filter/pattern.h"
#include "filter/query.h"
#include "base/text.h"

static const char *const op_texts[PREDICATE_OPS] = {
	[PREDICATE_NONE] = "",   [PREDICATE_EQ] = "=",  [PREDICATE_NE] = "!=",
	[PREDICATE_MATCH] = "~", [PREDICATE_LT] = "<",  [PREDICATE_LE] = "<=",
	[PREDICATE_GT] = ">",    [PREDICATE_GE] = ">=",
};

/* Fields that are not columns. */
static const struct bound {
	const char *name, *column;
	enum predicate_op op;
} bounds[] = {
	{ "since", "last", PREDICATE_GE },
	{ "until", "first", PREDICATE_LT },
};

struct interval {
	int64_t low, high; /* inclusive */
};

enum memo { MEMO_UNKNOWN, MEMO_NO, MEMO_YES };

struct predicate {
	const struct column *column; /* NULL: search a word in all columns of text */
	bool negate;                 /* != */
	char *word;
	struct column_walk walk;     /* a word: search it in these names of a rule and */
	const struct column **texts; /* in these columns of free text */
	size_t text_count;
	char **globs;
	size_t glob_count;
	struct pattern *pattern;
	struct interval *intervals; /* NUMBER, TIME */
	size_t interval_count;
	uint64_t choices;    /* CHOICE: bit i for the i-th word */
	unsigned char *memo; /* by name_id */
	size_t memo_cap;
	struct buf scratch;
};

const char *predicate_op_text(enum predicate_op op)
{
	return op_texts[op];
}

enum predicate_op predicate_op_at(const char *s)
{
	enum predicate_op best = PREDICATE_NONE;
	unsigned i;

	for (i = PREDICATE_NONE; i < PREDICATE_OPS; i++)
		if (strncmp(s, op_texts[i], strlen(op_texts[i])) == 0 &&
		    strlen(op_texts[i]) > strlen(op_texts[best]))
			best = (enum predicate_op)i;
	return best;
}

bool predicate_names(const struct predicate *p, const char *field)
{
	return p->column && strcmp(p->column->name, field) == 0;
}

/* --- matching --- */

/* True if the text, as shown, matches. */
static bool text_matches(const struct predicate *p, const char *text)
{
	size_t i;

	if (p->word)
		return text_contains(text, p->word);
	if (p->pattern)
		return pattern_match(p->pattern, text);
	for (i = 0; i < p->glob_count; i++)
		if (text_glob(p->globs[i], text))
			return true;
	return false;
}

/* False if a byte is below a blank, above a tilde, or a backslash. Checks eight bytes at a time. */
static bool is_plain(struct slice s)
{
	const uint64_t ones = UINT64_C(0x0101010101010101), tops = ones << 7;
	uint64_t word = ones * ' ', slash;
	size_t i;

	for (i = 0; i < s.n; i += 8) {
		if (s.n - i < 8)
			word = ones * ' ';
		memcpy(&word, s.p + i, s.n - i < 8 ? s.n - i : 8);
		slash = word ^ ones * '\\';
		/* A sum or a difference carries into the next byte only if such a byte is found. */
		if ((word | (word - ones * ' ') | (word + ones) | (slash - ones)) & tops)
			return false;
	}
	return true;
}

static bool raw_matches(struct predicate *p, struct slice raw)
{
	if (is_plain(raw))
		return text_matches(p, raw.p);
	buf_clear(&p->scratch);
	text_clean(&p->scratch, raw);
	return text_matches(p, buf_str(&p->scratch));
}

static bool name_matches(struct predicate *p, const struct intern *names, name_id id)
{
	bool yes;

	if (id >= p->memo_cap) {
		size_t need = intern_count(names);

		p->memo = mem_grow_zeroed(p->memo, &p->memo_cap, need > id ? need : id + 1,
					  sizeof(*p->memo));
	}
	if (p->memo[id] != MEMO_UNKNOWN)
		return p->memo[id] == MEMO_YES;
	yes = raw_matches(p, (struct slice){ intern_str(names, id), intern_len(names, id) });
	p->memo[id] = yes ? MEMO_YES : MEMO_NO;
	return yes;
}

static bool column_matches(struct predicate *p, const struct column *c, const struct row *row)
{
	size_t at = 0, values = 0;
	name_id id;

	if (c->names == NAMES_NONE) {
		const char *text = c->text(row);

		return raw_matches(p, slice_of(text ? text : ""));
	}
	while (column_next(c, row, &at, &id)) {
		values++;
		if (name_matches(p, row->names, id))
			return true;
	}
	return values == 0 && name_matches(p, row->names, NAME_EMPTY);
}

#define NAMES_AT_ONCE 32

static bool word_matches(struct predicate *p, const struct row *row)
{
	name_id names[NAMES_AT_ONCE];
	size_t at = 0, n, i;

	while ((n = column_walk_names(&p->walk, row, &at, names, NAMES_AT_ONCE)))
		for (i = 0; i < n; i++)
			if (name_matches(p, row->names, names[i]))
				return true;
	for (i = 0; i < p->text_count; i++)
		if (column_matches(p, p->texts[i], row))
			return true;
	return false;
}

static bool number_matches(const struct predicate *p, int64_t value)
{
	size_t i;

	for (i = 0; i < p->interval_count; i++)
		if (value >= p->intervals[i].low && value <= p->intervals[i].high)
			return true;
	return false;
}

bool predicate_match(struct predicate *p, const struct row *row)
{
	const struct column *c = p->column;

	if (!c)
		return word_matches(p, row);
	switch (c->kind) {
	case COLUMN_TEXT:
	case COLUMN_LIST:
		return column_matches(p, c, row) != p->negate;
	case COLUMN_CHOICE:
		return (p->choices >> c->number(row) & 1) != p->negate;
	case COLUMN_NUMBER:
	case COLUMN_TIME:
		return number_matches(p, c->number(row)) != p->negate;
	}
	return false;
}

/* --- making --- */

void predicate_free(struct predicate *p)
{
	size_t i;

	if (!p)
		return;
	for (i = 0; i < p->glob_count; i++)
		free(p->globs[i]);
	pattern_free(p->pattern);
	free(p->texts);
	free(p->word);
	free(p->globs);
	free(p->intervals);
	free(p->memo);
	buf_release(&p->scratch);
	free(p);
}

struct predicate *predicate_new_word(const char *word)
{
	struct predicate *p = mem_zalloc(1, sizeof(*p));
	size_t i;

	p->word = mem_strdup(word);
	p->walk = column_walk_all();
	p->texts = mem_zalloc(column_count, sizeof(*p->texts));
	for (i = 0; i < column_count; i++)
		if (column_table[i].kind == COLUMN_TEXT && column_table[i].names == NAMES_NONE &&
		    !column_table[i].judged)
			p->texts[p->text_count++] = &column_table[i];
	return p;
}

static int set_texts(struct predicate *p, enum predicate_op op, char *const *values, size_t count,
		     struct diag *d)
{
	if (op == PREDICATE_MATCH) {
		p->pattern = pattern_new(values[0], d);
		return p->pattern ? 0 : -1;
	}
	p->globs = mem_zalloc(count, sizeof(*p->globs));
	while (p->glob_count < count) {
		p->globs[p->glob_count] = mem_strdup(values[p->glob_count]);
		p->glob_count++;
	}
	return 0;
}

static int set_choices(struct predicate *p, enum predicate_op op, char *const *values, size_t count,
		       struct diag *d, int *bad)
{
	const char *words[64] = { 0 }, *near;
	size_t i, k;

	if (set_texts(p, op, values, count, d) != 0)
		return -1;
	for (i = 0; i < AV_ARRAY_LEN(words) - 1 && p->column->choice(i); i++) {
		words[i] = p->column->choice(i);
		if (text_matches(p, words[i]))
			p->choices |= UINT64_C(1) << i;
	}
	for (i = 0; i < p->glob_count; i++) {
		if (strpbrk(values[i], "*?\\"))
			continue;
		for (k = 0; words[k] && strcmp(words[k], values[i]) != 0; k++)
			;
		if (words[k])
			continue;
		*bad = (int)i;
		near = text_nearest(values[i], words);
		return diag_set(d, "unknown %s '%s'; did you mean %s?", p->column->name, values[i],
				near ? near : words[0]);
	}
	return 0;
}

static struct interval interval_of(enum predicate_op op, int64_t low, int64_t high)
{
	/* INT64_MIN is TIME_NONE: an unknown time is neither before nor after any time. */
	const int64_t least = INT64_MIN + 1;

	switch (op) {
	case PREDICATE_LT:
		return (struct interval){ least, low - 1 };
	case PREDICATE_LE:
		return (struct interval){ least, high };
	case PREDICATE_GT:
		return (struct interval){ high + 1, INT64_MAX };
	case PREDICATE_GE:
		return (struct interval){ low, INT64_MAX };
	case PREDICATE_NONE:
	case PREDICATE_EQ:
	case PREDICATE_NE:
	case PREDICATE_MATCH:
	case PREDICATE_OPS:
		break;
	}
	return (struct interval){ low, high };
}

/* The largest number: adding one to it does not overflow. */
#define NUMBER_MAX (INT64_MAX / 2)

static int number_of(const char *name, enum predicate_op op, const char *text, struct interval *out,
		     struct diag *d)
{
	bool equality = op == PREDICATE_EQ || op == PREDICATE_NE;
	unsigned long long n;
	char *end;

	if (equality && strcmp(text, "yes") == 0) {
		*out = (struct interval){ 1, INT64_MAX };
		return 0;
	}
	if (equality && strcmp(text, "no") == 0)
		text = "0";
	n = strtoull(text, &end, 10);
	if (*text < '0' || *text > '9' || *end)
		return diag_set(d, "%s takes a number, yes or no, not '%s'", name, text);
	if (n > NUMBER_MAX)
		n = NUMBER_MAX;
	*out = interval_of(op, (int64_t)n, (int64_t)n);
	return 0;
}

static int set_numbers(struct predicate *p, enum predicate_op op, char *const *values, size_t count,
		       int64_t now_ms, struct diag *d, int *bad)
{
	int64_t ms, length_ms;
	size_t i;

	p->intervals = mem_zalloc(count, sizeof(*p->intervals));
	for (i = 0; i < count; i++) {
		*bad = (int)i;
		if (p->column->kind == COLUMN_TIME) {
			if (query_time_span(values[i], now_ms, &ms, &length_ms, d) != 0)
				return -1;
			p->intervals[i] = interval_of(op, ms, ms + length_ms - 1);
		} else if (number_of(p->column->name, op, values[i], &p->intervals[i], d) != 0) {
			return -1;
		}
		p->interval_count++;
	}
	return 0;
}

static const struct bound *bound_find(const char *name)
{
	size_t i;

	for (i = 0; i < AV_ARRAY_LEN(bounds); i++)
		if (strcmp(bounds[i].name, name) == 0)
			return &bounds[i];
	return NULL;
}

static const struct column *field_column(const char *field)
{
	const struct bound *b = bound_find(field);

	return column_find(b ? b->column : field);
}

bool predicate_field_kind(const char *field, enum column_kind *kind)
{
	const struct column *c = field_column(field);

	if (c)
		*kind = c->kind;
	return c != NULL;
}

static int no_field(const char *name, struct diag *d)
{
	const char **words =
		mem_zalloc(column_count * 2 + AV_ARRAY_LEN(bounds) + 1, sizeof(*words));
	const char *near;
	size_t n = 0, i;

	for (i = 0; i < column_count; i++) {
		words[n++] = column_table[i].name;
		if (column_table[i].alias)
			words[n++] = column_table[i].alias;
	}
	for (i = 0; i < AV_ARRAY_LEN(bounds); i++)
		words[n++] = bounds[i].name;
	near = text_nearest(name, words);
	free(words);
	if (near)
		return diag_set(d, "unknown field '%s'; did you mean %s?", name, near);
	return diag_set(d,
			"unknown field '%s'; some are source target class perm comm path "
			"since until state count",
			name);
}

static int check_op(const struct column *c, const char *field, enum predicate_op op, struct diag *d)
{
	bool equality = op == PREDICATE_EQ || op == PREDICATE_NE;

	if (bound_find(field))
		return op == PREDICATE_EQ ? 0 : diag_set(d, "%s takes =", field);
	switch (c->kind) {
	case COLUMN_TEXT:
	case COLUMN_LIST:
	case COLUMN_CHOICE:
		if (!equality && op != PREDICATE_MATCH)
			return diag_set(d, "%s is text: it takes = != ~", field);
		break;
	case COLUMN_NUMBER:
	case COLUMN_TIME:
		if (op == PREDICATE_MATCH)
			return diag_set(d, "%s is not text: it takes = != < <= > >=", field);
		break;
	}
	return 0;
}

struct predicate *predicate_new(const char *field, enum predicate_op op, char *const *values,
				size_t count, int64_t now_ms, struct diag *d, int *bad)
{
	const struct bound *b = bound_find(field);
	const struct column *c = field_column(field);
	struct predicate *p;
	int rc = 0;

	*bad = -1;
	if (!c) {
		no_field(field, d);
		return NULL;
	}
	*bad = -2;
	if (check_op(c, field, op, d) != 0)
		return NULL;
	*bad = 0;
	p = mem_zalloc(1, sizeof(*p));
	p->column = c;
	p->negate = op == PREDICATE_NE;
	switch (c->kind) {
	case COLUMN_TEXT:
	case COLUMN_LIST:
		rc = set_texts(p, op, values, count, d);
		break;
	case COLUMN_CHOICE:
		rc = set_choices(p, op, values, count, d, bad);
		break;
	case COLUMN_NUMBER:
	case COLUMN_TIME:
		rc = set_numbers(p, b ? b->op : op, values, count, now_ms, d, bad);
		break;
	}
	if (rc == 0)
		return p;
	predicate_free(p);
	return NULL;
}
