// SPDX-License-Identifier: GPL-2.0-or-later
/* Replaces evidence by digests, so that a .te can be given away. One digest for all lines of a
 * block, not one each: a host's name is soon guessed from its digest alone, but not together with
 * records that hold times to the millisecond, serials and inodes. */
#include "config.h"

#include "te/strip.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/fileio.h"
#include "base/mem.h"
#include "base/sha256.h"
#include "te/block.h"
#include "te/line.h"
#include "te/write.h"

#define STRIPPED "stripped"

/* True for evidence that is removed: all but `seen`. */
static bool is_removed(const char *key)
{
	return te_key_of(key) == TE_KEY_EVIDENCE && strcmp(key, "seen") != 0;
}

struct digest {
	struct sha256 sha;
	size_t lines;
	char *stripped; /* JSON of a digest from an earlier stripping */
};

static void digest_add(struct digest *d, const char *key, const char *json)
{
	if (!d->lines++)
		sha256_init(&d->sha);
	sha256_add(&d->sha, key, strlen(key));
	sha256_add(&d->sha, " ", 1);
	sha256_add(&d->sha, json, strlen(json));
	sha256_add(&d->sha, "\n", 1);
	if (strcmp(key, STRIPPED) == 0) {
		free(d->stripped);
		d->stripped = mem_strdup(json);
	}
}

/* A digest that is the only line is kept, not hashed again. */
static bool digest_end(struct digest *d, char out[65])
{
	json_t *value = d->lines == 1 && d->stripped ? json_loads(d->stripped, 0, NULL) : NULL;
	const char *hex = json_string_value(json_object_get(value, "sha256"));

	out[0] = '\0';
	if (hex && strlen(hex) == 64)
		memcpy(out, hex, 65);
	else if (d->lines)
		sha256_hex(&d->sha, out);
	json_decref(value);
	free(d->stripped);
	d->stripped = NULL;
	return d->lines > 0;
}

bool te_strip_digest(const struct te_block *b, char out[65])
{
	struct digest d = { 0 };
	size_t i;

	for (i = 0; i < b->line_count; i++)
		if (is_removed(b->lines[i].key))
			digest_add(&d, b->lines[i].key, b->lines[i].json);
	return digest_end(&d, out);
}

/* Stripping */

struct stripping {
	struct buf *out;
	bool in_block;
	struct digest digest;
	json_t *counts;   /* by key, how many items were removed */
	bool after;       /* a line was removed already */
	struct buf tail;  /* the lines kept after that */
	struct buf still; /* the digest line of a block stripped before */
};

/* Count the items of a list without the object that ends it; 1 for a line that is not a list of
 * lists. */
static json_int_t count_items(const char *key, const char *json)
{
	json_t *list = strcmp(key, "sample") == 0 ? NULL : json_loads(json, 0, NULL), *item;
	json_int_t n = 0;
	size_t i;

	json_array_foreach(list, i, item) n += json_is_array(item);
	json_decref(list);
	return n ? n : 1;
}

static void add_counts(struct stripping *s, const char *key, const char *json)
{
	bool counted = strcmp(key, STRIPPED) == 0;
	json_t *more, *value;
	const char *name;

	more = counted ? json_loads(json, 0, NULL)
		       : json_pack("{s:I}", key, count_items(key, json));
	json_object_foreach(more, name, value) if (json_is_integer(value)) json_object_set_new(
		s->counts, name, te_line_sum(json_object_get(s->counts, name), value));
	json_decref(more);
}

static void end_block(struct stripping *s)
{
	bool still = s->digest.lines == 1 && s->digest.stripped;
	char hex[65];

	if (!s->in_block)
		return;
	if (digest_end(&s->digest, hex)) {
		if (still) {
			buf_add(s->out, s->still.data, s->still.len);
		} else {
			json_t *all = json_pack("{s:s}", "sha256", hex);

			json_object_update(all, s->counts);
			te_line_print(STRIPPED, all, s->out);
		}
	}
	buf_add(s->out, s->tail.data, s->tail.len);
	buf_clear(&s->tail);
	buf_clear(&s->still);
	json_object_clear(s->counts);
	s->digest = (struct digest){ 0 };
	s->in_block = s->after = false;
}

/* Lines of `why` may name a path to relabel, and the policy's directory is that of the person who
 * decided: remove both. */
static void add_finding(const char *key, const char *json, struct buf *out)
{
	json_t *value = json_loads(json, 0, NULL), *why = json_object_get(value, "why");
	const char *policy = json_string_value(json_object_get(value, "policy"));
	size_t i;

	for (i = json_array_size(why); i-- > 0;) {
		const char *text = json_string_value(json_array_get(json_array_get(why, i), 1));

		if (text && strchr(text, '/'))
			json_array_remove(why, i);
	}
	if (policy)
		json_object_set_new(value, "policy", json_string(fileio_base(policy)));
	if (json_is_object(value))
		te_line_print(key, json_incref(value), out);
	json_decref(value);
}

static void strip_line(struct stripping *s, const char *key, const char *json)
{
	struct buf *out = s->after ? &s->tail : s->out;

	switch (te_key_of(key)) {
	case TE_KEY_DECISION:
		if (strcmp(key, "by") != 0)
			te_line_raw(key, json, out);
		break;
	case TE_KEY_FINDING:
		/* It may quote file contexts that were added on that host. */
		if (strcmp(key, "about") != 0)
			add_finding(key, json, out);
		break;
	case TE_KEY_EVIDENCE:
		if (!is_removed(key)) {
			te_line_raw(key, json, out);
			break;
		}
		s->after = true;
		digest_add(&s->digest, key, json);
		add_counts(s, key, json);
		if (strcmp(key, STRIPPED) == 0)
			te_line_raw(key, json, &s->still);
		break;
	case TE_KEY_OTHER:
		break;
	}
}

/* Split "#@ KEY JSON" in place; false for any other line. */
static bool split_line(char *line, char **key, char **json)
{
	if (strncmp(line, "#@ ", 3) != 0)
		return false;
	*key = line + 3;
	*json = strchr(*key, ' ');
	if (!*json)
		return false;
	*(*json)++ = '\0';
	return true;
}

/* A comment or blank line, which may occur between the lines of a block. */
static bool is_comment(const char *line)
{
	const char *p = line + strspn(line, " \t\r\f\v");

	return !*p || (*p == '#' && !(p == line && p[1] == '@'));
}

void te_strip(const struct buf *text, struct buf *out)
{
	static const char head[] = TE_FIRST_LINE "\n" TE_HEADER "\n";
	struct stripping s = { .out = out, .counts = json_object() };
	const char *p = buf_str(text), *end = p + text->len, *next;
	char *key, *json;

	if (strncmp(p, head, sizeof(head) - 1) == 0) {
		buf_adds(out, TE_FIRST_LINE "\n" TE_HEADER_STRIPPED "\n");
		p += sizeof(head) - 1;
	}
	for (; p < end; p = next) {
		const char *nl = memchr(p, '\n', (size_t)(end - p));
		char *line;

		next = nl ? nl + 1 : end;
		line = mem_strndup(p, (size_t)((nl ? nl : end) - p));
		if (s.in_block && is_comment(line)) {
			buf_add(s.after ? &s.tail : s.out, p, (size_t)(next - p));
		} else if (!split_line(line, &key, &json) || strcmp(key, "rule") == 0 ||
			   !s.in_block) {
			bool rule = strncmp(p, "#@ rule ", 8) == 0;

			end_block(&s);
			s.in_block = rule;
			buf_add(out, p, (size_t)(next - p));
		} else {
			strip_line(&s, key, json);
		}
		free(line);
	}
	end_block(&s);
	json_decref(s.counts);
	buf_release(&s.tail);
	buf_release(&s.still);
}

static bool names_evidence(const struct te_block *b)
{
	size_t i;

	for (i = 0; i < b->line_count; i++)
		if (is_removed(b->lines[i].key) && strcmp(b->lines[i].key, STRIPPED) != 0)
			return true;
	return false;
}

bool te_names_evidence(const struct te_file *f)
{
	struct buf hand = { 0 };
	bool changes;
	size_t i;

	for (i = 0; i < f->block_count; i++)
		if (names_evidence(&f->blocks[i]))
			return true;
	/* Blocks that were kept as hand-written text. */
	te_strip(&f->hand, &hand);
	changes = strcmp(buf_str(&hand), buf_str(&f->hand)) != 0;
	buf_release(&hand);
	return changes;
}

size_t te_strip_unkept(const struct te_file *f, const struct te_file *original)
{
	size_t i, n = 0;

	for (i = 0; i < f->block_count; i++) {
		const struct te_block *b = &f->blocks[i], *kept;
		char is[65], was[65];

		if (!names_evidence(b))
			continue;
		kept = original->block_count ? te_find_block(original, &b->key) : NULL;
		if (!kept || !names_evidence(kept) || !te_strip_digest(b, is) ||
		    !te_strip_digest(kept, was) || strcmp(is, was) != 0)
			n++;
	}
	return n;
}
