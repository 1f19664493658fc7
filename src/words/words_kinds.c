// SPDX-License-Identifier: GPL-2.0-or-later
/* Says what happened where permissions cannot: fills in the sentence of a kind of denial from
 * its rule. The table of kinds chooses the sentence. */
#include "config.h"

#include "words/words.h"

#include <string.h>

#include "base/mem.h"
#include "denial/kind.h"
#include "words_table_internal.h"

/* "get, list and watch", in the order of the statement. */
static void add_perms(struct buf *out, const struct intern *names, const struct rule *r)
{
	struct statement sorted = { 0 };
	uint32_t i;

	for (i = 0; i < r->perm_count; i++)
		statement_add_perm(&sorted, r->perms[i].perm, names);
	for (i = 0; i < sorted.perm_count; i++) {
		buf_adds(out, i == 0 ? "" : i + 1 == sorted.perm_count ? " and " : ", ");
		words_add_name(out, names, sorted.perms[i]);
	}
	statement_release(&sorted);
}

/* Append what a name in a kind's sentence means; false if it is not such a name. */
static bool add_part(struct buf *out, const struct intern *names, const struct rule *r,
		     struct slice name)
{
	const struct tuple *t = r->tuple_count ? &r->tuples[0] : NULL;
	const char *object;

	if (slice_is(name, "source")) {
		if (r->key.source != NAME_EMPTY)
			words_add_name(out, names, r->key.source);
	} else if (slice_is(name, "target")) {
		words_add_name(out, names, r->key.target);
	} else if (slice_is(name, "role")) {
		words_add_name(out, names, r->key.role);
	} else if (slice_is(name, "class")) {
		words_add_name(out, names, r->key.class);
	} else if (slice_is(name, "perms")) {
		add_perms(out, names, r);
	} else if (slice_is(name, "scontext")) {
		if (t)
			words_add_name(out, names, t->scontext);
	} else if (slice_is(name, "tcontext")) {
		words_add_name(out, names, t ? t->tcontext : r->key.target);
	} else if (slice_is(name, "object")) {
		object = words_class(intern_str(names, r->key.class));
		buf_adds(out, object ? object : "an object");
	} else if (slice_is(name, "comms")) {
		words_add_seen(out, names, r, SEEN_COMM, WORDS_COMMS);
	} else if (slice_is(name, "paths")) {
		words_add_seen(out, names, r, SEEN_PATH, WORDS_PATHS);
	} else {
		return false;
	}
	return true;
}

/* Append a kind's template (denial/kind.h) up to `end`; false if a name in it is empty. */
static bool add_template(struct buf *out, const struct intern *names, const struct rule *r,
			 const char *text, const char *end)
{
	bool full = true;

	while (text < end) {
		const char *close = memchr(text, *text == '[' ? ']' : '}', (size_t)(end - text));
		size_t before = out->len;

		if (*text == '[' && close) {
			if (!add_template(out, names, r, text + 1, close))
				buf_truncate(out, before);
			text = close + 1;
		} else if (*text == '{' && close &&
			   add_part(out, names, r,
				    (struct slice){ text + 1, (size_t)(close - text - 1) })) {
			full &= out->len > before;
			text = close + 1;
		} else {
			buf_addc(out, *text++);
		}
	}
	return full;
}

bool words_add_kind(struct buf *out, const struct intern *names, const struct rule *r)
{
	const struct kind *kind = kind_of(r->key.kind);

	if (kind->words)
		add_template(out, names, r, kind->words, kind->words + strlen(kind->words));
	return kind->words || !kind->has_perms;
}

void words_add_grant(struct buf *out, const struct intern *names, const struct statement *st)
{
	const char *words = kind_of(st->answers)->grants;
	struct rule r = { .key = { .kind = st->answers,
				   .source = st->source,
				   .target = st->target,
				   .class = st->class_count ? st->classes[0] : NAME_EMPTY } };
	size_t i;

	if (!words)
		return;
	r.perms = mem_zalloc(st->perm_count + 1, sizeof(*r.perms));
	for (i = 0; i < st->perm_count; i++)
		r.perms[r.perm_count++].perm = st->perms[i];
	add_template(out, names, &r, words, words + strlen(words));
	rule_release(&r);
}

/* A label that the policy does not know is treated as unlabeled_t. A rule on that type would
 * also open everything else without a valid label. */
void words_add_unknown_label(struct buf *out, const struct intern *names, const struct rule *r)
{
	const struct seen *seen[RULE_SEEN_MAX];

	if (!rule_seen(r, SEEN_RAW_CONTEXT, seen))
		return;
	buf_adds(out, ". The policy does not know the label that the object really has");
	words_add_seen(out, names, r, SEEN_RAW_CONTEXT, WORDS_PATHS);
	buf_adds(out, ": relabel it, or load the module that defines it, instead of allowing this");
}
