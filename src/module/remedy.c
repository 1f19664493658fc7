// SPDX-License-Identifier: GPL-2.0-or-later
/* Parses the commands of fixes. Decisions carry commands for a person to type, and whoever edited
 * the .te may have changed them, so only text exactly as avcurate writes it (boolean.c, labels.c,
 * ports.c) is parsed; the rest is left to a person. */
#include "config.h"

#include "module/remedy.h"

#include <stdlib.h>
#include <string.h>

#include "policy/labels.h"
#include "base/lex.h"
#include "base/mem.h"
#include "base/text.h"

static void release_one(struct remedy *r)
{
	free(r->name);
	free(r->path);
	free(r->pattern);
	free(r->text);
	*r = (struct remedy){ 0 };
}

void remedies_release(struct remedies *r)
{
	size_t i;

	for (i = 0; i < r->count; i++)
		release_one(&r->items[i]);
	free(r->items);
	*r = (struct remedies){ 0 };
}

size_t remedies_count(const struct remedies *r, enum remedy_kind kind)
{
	size_t i, n = 0;

	for (i = 0; i < r->count; i++)
		n += r->items[i].kind == kind;
	return n;
}

/* Takes ownership of the texts in `one`. */
static void add_remedy(struct remedies *r, struct remedy one)
{
	r->items = mem_grow(r->items, &r->cap, r->count + 1, sizeof(*r->items));
	r->items[r->count++] = one;
}

static void add_by_hand(struct remedies *r, struct slice text)
{
	if (text.n)
		add_remedy(r,
			   (struct remedy){ .kind = REMEDY_BY_HAND, .text = text_cleaned(text) });
}

/* Split one shell command that uses only quotes, up to `;` or the end; `&&` and what follows it are
 * words of it. Return false for any other shell syntax. */
static bool shell_words(const char **p, struct lex_words *words)
{
	struct buf word = { 0 };

	lex_release(words);
	for (;;) {
		bool any = false;

		*p += strspn(*p, " ");
		if (!**p || **p == ';')
			break;
		for (; **p && **p != ' ' && **p != ';'; (*p)++) {
			any = true;
			if (**p == '\'') {
				size_t n = strcspn(*p + 1, "'");

				if (!(*p)[n + 1])
					goto wrong;
				buf_add(&word, *p + 1, n);
				*p += n + 1;
			} else if (**p == '\\' && (*p)[1] == '\'') {
				buf_addc(&word, *++*p);
			} else if (strchr("\\\"$`<>|(){}*?[]!#~\n\t", **p)) {
				goto wrong;
			} else {
				buf_addc(&word, **p);
			}
		}
		if (!any)
			goto wrong;
		buf_adds(&word, "");
		words->words = mem_realloc(words->words, words->count + 2, sizeof(char *));
		words->words[words->count++] = buf_take(&word);
		words->words[words->count] = NULL;
	}
	*p += **p == ';';
	buf_release(&word);
	return true;
wrong:
	buf_release(&word);
	return false;
}

static bool is_type(const char *s)
{
	return text_is_name(slice_of(s));
}

static bool is_word(const struct lex_words *w, size_t i, const char *word)
{
	return i < w->count && strcmp(w->words[i], word) == 0;
}

/* setsebool -P x=on y=off */
static bool add_booleans(struct remedies *out, const struct lex_words *w)
{
	size_t i;

	for (i = 2; i < w->count; i++) {
		const char *is = strchr(w->words[i], '=');

		if (!is ||
		    !text_is_name((struct slice){ w->words[i], (size_t)(is - w->words[i]) }) ||
		    (strcmp(is, "=on") != 0 && strcmp(is, "=off") != 0))
			return false;
	}
	for (i = 2; i < w->count; i++) {
		const char *is = strchr(w->words[i], '=');

		add_remedy(out, (struct remedy){ .kind = REMEDY_BOOLEAN,
						 .name = mem_strndup(w->words[i],
								     (size_t)(is - w->words[i])),
						 .on = strcmp(is, "=on") == 0 });
	}
	return w->count > 2;
}

/* semanage fcontext -a -t TYPE PATTERN && restorecon [-F] -v|-Rv PATH */
static bool add_label(struct remedies *out, const struct lex_words *w)
{
	bool force = is_word(w, 8, "-F"), dir = is_word(w, 8u + force, "-Rv"), ok;
	struct buf pattern = { 0 };

	if (w->count != 10u + force || !is_word(w, 2, "-a") || !is_word(w, 3, "-t") ||
	    !is_type(w->words[4]) || !is_word(w, 6, "&&") || !is_word(w, 7, "restorecon") ||
	    (!dir && !is_word(w, 8u + force, "-v")))
		return false;
	ok = label_pattern(w->words[9 + force], dir, &pattern) && is_word(w, 5, buf_str(&pattern));
	if (ok)
		add_remedy(out, (struct remedy){ .kind = REMEDY_LABEL,
						 .name = mem_strdup(w->words[4]),
						 .pattern = mem_strdup(buf_str(&pattern)),
						 .path = mem_strdup(w->words[9 + force]),
						 .recursive = dir,
						 .force = force });
	buf_release(&pattern);
	return ok;
}

/* restorecon [-F] -v PATH */
static bool add_relabel(struct remedies *out, const struct lex_words *w)
{
	bool force = is_word(w, 1, "-F");

	if (w->count != 3u + force || !is_word(w, 1u + force, "-v") ||
	    !label_path_is_plain(w->words[2 + force]))
		return false;
	add_remedy(out, (struct remedy){ .kind = REMEDY_RELABEL,
					 .path = mem_strdup(w->words[2 + force]),
					 .force = force });
	return true;
}

/* semanage port -a|-m -t TYPE -p PROTOCOL NUMBER */
static bool add_port(struct remedies *out, const struct lex_words *w)
{
	static const char *const protocols[] = { "tcp", "udp", "dccp", "sctp" };
	const char *number;
	size_t i;

	if (w->count != 8 || (!is_word(w, 2, "-a") && !is_word(w, 2, "-m")) ||
	    !is_word(w, 3, "-t") || !is_type(w->words[4]) || !is_word(w, 5, "-p"))
		return false;
	number = w->words[7];
	if (!*number || strlen(number) > 5 || number[strspn(number, "0123456789")] ||
	    strtoul(number, NULL, 10) - 1 >= 65535)
		return false;
	for (i = 0; i < AV_ARRAY_LEN(protocols); i++)
		if (is_word(w, 6, protocols[i]))
			break;
	if (i == AV_ARRAY_LEN(protocols))
		return false;
	add_remedy(out, (struct remedy){ .kind = REMEDY_PORT,
					 .name = mem_strdup(w->words[4]),
					 .protocol = protocols[i],
					 .port = (unsigned)strtoul(number, NULL, 10),
					 .modify = is_word(w, 2, "-m") });
	return true;
}

static bool add_command(struct remedies *out, const struct lex_words *w)
{
	if (is_word(w, 0, "setsebool") && is_word(w, 1, "-P"))
		return add_booleans(out, w);
	if (is_word(w, 0, "semanage") && is_word(w, 1, "fcontext"))
		return add_label(out, w);
	if (is_word(w, 0, "restorecon"))
		return add_relabel(out, w);
	if (is_word(w, 0, "semanage") && is_word(w, 1, "port"))
		return add_port(out, w);
	return false;
}

static void add_decision(struct remedies *out, const struct decision *d)
{
	struct lex_words words = { 0 };
	const char *p, *from;

	if (d->state != DECISION_FIXED)
		return;
	if (!d->fix_command || !*d->fix_command) {
		if (d->note && *d->note)
			add_by_hand(out, slice_of(d->note));
		return;
	}
	for (p = d->fix_command; *p;) {
		p += strspn(p, " ");
		from = p;
		if (!shell_words(&p, &words)) {
			add_by_hand(out, slice_of(from));
			break;
		}
		if (words.count && !add_command(out, &words))
			add_by_hand(out,
				    (struct slice){ from, (size_t)(p - from) - (p[-1] == ';') });
	}
	lex_release(&words);
}

static int compare_texts(const char *a, const char *b)
{
	return strcmp(a ? a : "", b ? b : "");
}

static int compare_remedies(const void *a, const void *b)
{
	const struct remedy *x = a, *y = b;
	int order = (int)x->kind - (int)y->kind;

	if (!order)
		order = compare_texts(x->kind == REMEDY_BOOLEAN ? x->name : x->pattern,
				      x->kind == REMEDY_BOOLEAN ? y->name : y->pattern);
	if (!order)
		order = compare_texts(x->path, y->path);
	if (!order)
		order = compare_texts(x->protocol, y->protocol);
	if (!order)
		order = (x->port > y->port) - (x->port < y->port);
	if (!order)
		order = compare_texts(x->name, y->name);
	if (!order)
		order = x->on - y->on;
	return order ? order : compare_texts(x->text, y->text);
}

/* True if both set the same thing, and so contradict each other. */
static bool contradicts(const struct remedy *a, const struct remedy *b)
{
	if (a->kind != b->kind)
		return false;
	switch (a->kind) {
	case REMEDY_BOOLEAN:
		return strcmp(a->name, b->name) == 0;
	case REMEDY_LABEL:
		return strcmp(a->pattern, b->pattern) == 0;
	case REMEDY_PORT:
		return a->port == b->port && strcmp(a->protocol, b->protocol) == 0;
	case REMEDY_RELABEL:
	case REMEDY_BY_HAND:
	case REMEDY_KINDS:
		break;
	}
	return false;
}

/* Two decisions contradict each other: carry out neither, and ask a person to. */
static void leave_to_person(struct remedy *r)
{
	struct buf b = { 0 };

	switch (r->kind) {
	case REMEDY_BOOLEAN:
		buf_addf(&b, "boolean %s: one decision says on, another off", r->name);
		break;
	case REMEDY_LABEL:
		buf_addf(&b, "%s: decisions name different labels", r->path);
		break;
	case REMEDY_PORT:
		buf_addf(&b, "port %s %u: decisions name different types", r->protocol, r->port);
		break;
	case REMEDY_RELABEL:
	case REMEDY_BY_HAND:
	case REMEDY_KINDS:
		break;
	}
	release_one(r);
	r->kind = REMEDY_BY_HAND;
	r->text = buf_take(&b);
}

static void sort_and_merge(struct remedies *r)
{
	size_t i, kept = 0;
	bool gave_up = false;

	qsort(r->items, r->count, sizeof(*r->items), compare_remedies);
	for (i = 0; i < r->count; i++) {
		struct remedy *last = kept ? &r->items[kept - 1] : NULL;

		if (last && compare_remedies(last, &r->items[i]) == 0) {
			last->force |= r->items[i].force;
			release_one(&r->items[i]);
		} else if (last && contradicts(last, &r->items[i])) {
			/* They sort next to each other; the last one represents them all. */
			release_one(last);
			*last = r->items[i];
			gave_up = true;
			while (i + 1 < r->count && contradicts(last, &r->items[i + 1]))
				release_one(&r->items[++i]);
			leave_to_person(last);
		} else {
			r->items[kept++] = r->items[i];
		}
	}
	r->count = kept;
	if (gave_up)
		qsort(r->items, r->count, sizeof(*r->items), compare_remedies);
}

void remedies_collect(struct remedies *out, const struct ledger *denials,
		      const struct decisions *decisions)
{
	size_t i, n = ledger_count(denials);

	remedies_release(out);
	for (i = 0; i < n; i++)
		add_decision(out, decisions_get(decisions, (rule_id)i));
	if (out->count)
		sort_and_merge(out);
}

void remedies_collect_te(struct remedies *out, const struct te_file *te)
{
	size_t i;

	remedies_release(out);
	for (i = 0; i < te->block_count; i++)
		add_decision(out, &te->blocks[i].decision);
	if (out->count)
		sort_and_merge(out);
}

/* System objects at the lowest level, like those in file contexts. */
void remedies_contexts(const struct remedies *r, struct buf *out)
{
	size_t i;

	for (i = 0; i < r->count; i++)
		if (r->items[i].kind == REMEDY_LABEL)
			buf_addf(out, "%s\tsystem_u:object_r:%s:s0\n", r->items[i].pattern,
				 r->items[i].name);
}
