// SPDX-License-Identifier: GPL-2.0-or-later
/* Reads file contexts the other way round: the paths that get a type. Shows patterns as people
 * write paths; does not decide which pattern labels a path. */
#include "config.h"

#include "policy/label_paths.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/ascii.h"
#include "base/fileio.h"
#include "base/mem.h"
#include "denial/record.h"
#include "base/slice.h"
#include "base/text.h"

#define FILE_LIMIT_BYTES ((size_t)64 << 20)

struct carried_line {
	struct slice pattern, type; /* into the text */
	char kind;                  /* from -d, --, -l …; 0: any object */
};

struct label_paths {
	struct buf text;
	struct carried_line *lines; /* sorted by type */
	size_t count, cap;
};

/* The next word of a line, "" at its end. */
static struct slice word(const char **at, const char *end)
{
	const char *p = *at, *from;

	while (p < end && ascii_is_blank(*p))
		p++;
	for (from = p; p < end && !ascii_is_blank(*p); p++)
		;
	*at = p;
	return (struct slice){ from, (size_t)(p - from) };
}

/* PATTERN [-KIND] CONTEXT, see file_contexts(5). */
static void add_line(struct label_paths *c, const char *p, const char *end)
{
	struct slice pattern = word(&p, end), second = word(&p, end), third = word(&p, end);
	struct slice context = third.n ? third : second;
	struct context_parts parts;

	if (!pattern.n || *pattern.p != '/' || (third.n && (second.n != 2 || *second.p != '-')) ||
	    !record_context_parts(context, &parts))
		return;
	c->lines = mem_grow(c->lines, &c->cap, c->count + 1, sizeof(*c->lines));
	c->lines[c->count++] =
		(struct carried_line){ pattern, parts.type, third.n ? second.p[1] : '\0' };
}

static int compare(struct slice a, struct slice b)
{
	size_t n = a.n < b.n ? a.n : b.n;
	int order = n ? memcmp(a.p, b.p, n) : 0;

	return order ? order : (a.n > b.n) - (a.n < b.n);
}

static int by_type(const void *a, const void *b)
{
	const struct carried_line *x = a, *y = b;
	int order = compare(x->type, y->type);

	return order ? order : compare(x->pattern, y->pattern);
}

struct label_paths *label_paths_open(const char *path)
{
	static const char *const tails[] = { "", ".homedirs", ".local" };
	struct label_paths *c = mem_zalloc(1, sizeof(*c));
	const char *p, *end;
	size_t i;

	for (i = 0; i < AV_ARRAY_LEN(tails); i++) {
		struct buf name = { 0 };
		int rc;

		buf_addf(&name, "%s%s", path, tails[i]);
		rc = fileio_read(buf_str(&name), FILE_LIMIT_BYTES, &c->text, NULL);
		buf_release(&name);
		buf_addc(&c->text, '\n');
		if (rc < 0 && i == 0) {
			label_paths_free(c);
			return NULL;
		}
	}
	for (p = c->text.data; (end = strchr(p, '\n')); p = end + 1)
		add_line(c, p, end);
	if (c->count)
		qsort(c->lines, c->count, sizeof(*c->lines), by_type);
	return c;
}

void label_paths_free(struct label_paths *c)
{
	if (!c)
		return;
	free(c->lines);
	buf_release(&c->text);
	free(c);
}

static size_t first_of(const struct label_paths *c, struct slice type)
{
	size_t low = 0, high = c->count;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (compare(c->lines[mid].type, type) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

/* A pattern as it is shown. A tail that means "everything below" becomes a star; any other
 * pattern is shown unchanged. */
struct rule_list {
	char *text;
	size_t stem; /* bytes before the first special character */
	int rank;
};

static bool put_plain(struct slice s, struct buf *out)
{
	size_t i;

	for (i = 0; i < s.n; i++) {
		if (s.p[i] == '\\' && i + 1 < s.n && !strchr("dswDSW", s.p[i + 1]))
			i++;
		else if (strchr(".^$?*+|[](){}\\", s.p[i]))
			return false;
		buf_addc(out, s.p[i]);
	}
	return true;
}

static size_t stem_of(struct slice s)
{
	size_t i = 0;

	while (i < s.n && !strchr(".^$?*+|[](){}\\", s.p[i]))
		i++;
	/* An asterisk or a question mark makes the character before it optional: leave that out. */
	return i && i < s.n && strchr("?*", s.p[i]) ? i - 1 : i;
}

/* The letter of file_contexts(5) for a class; 0 if the class is not a file's. */
static char file_kind_of(const char *class)
{
	static const struct {
		const char *class;
		char kind;
	} kinds[] = {
		{ "file", '-' },      { "dir", 'd' },      { "lnk_file", 'l' },
		{ "chr_file", 'c' },  { "blk_file", 'b' }, { "sock_file", 's' },
		{ "fifo_file", 'p' },
	};
	size_t i;

	for (i = 0; class && i < AV_ARRAY_LEN(kinds); i++)
		if (strcmp(kinds[i].class, class) == 0)
			return kinds[i].kind;
	return '\0';
}

/* `near` is a path, or the bare name of a program. */
static bool is_under(const char *near, const char *path, size_t n, bool below)
{
	if (!strchr(near, '/'))
		return strcmp(fileio_base(path), near) == 0;
	return strncmp(near, path, n) == 0 && (near[n] == '\0' || (below && near[n] == '/'));
}

/* True if the pattern begins with a path that ends in the name. */
static bool is_called(const char *name, struct slice pattern)
{
	size_t n = strlen(name), stem = stem_of(pattern);

	return stem > n && pattern.p[stem - n - 1] == '/' &&
	       memcmp(pattern.p + stem - n, name, n) == 0;
}

static void show(const struct carried_line *l, char kind, const char *near, struct rule_list *out)
{
	struct slice body = l->pattern;
	bool below = slice_ends(body, "(/.*)?") || slice_ends(body, "/.*");
	struct buf text = { 0 };
	bool plain, under = false;

	if (below)
		body.n -= slice_ends(body, "(/.*)?") ? strlen("(/.*)?") : strlen("/.*");
	plain = put_plain(body, &text);
	if (!plain) {
		size_t i;

		/* Show an escaped dot as a bare one: easier to read, and just as true. */
		buf_clear(&text);
		for (i = 0; i < l->pattern.n; i++)
			if (l->pattern.p[i] != '\\' || i + 1 == l->pattern.n ||
			    l->pattern.p[i + 1] != '.')
				buf_addc(&text, l->pattern.p[i]);
	}
	if (near && plain)
		under = is_under(near, buf_str(&text), text.len, below);
	else if (near && !strchr(near, '/')) /* /usr/sbin/httpd(-event)? is httpd's */
		under = is_called(near, l->pattern);
	if (plain && below)
		buf_adds(&text, "/*");
	out->text = text_cleaned((struct slice){ buf_str(&text), text.len });
	out->rank = (under ? 0 : 4) + (!l->kind || !kind || l->kind == kind ? 0 : 2) + !plain;
	out->stem = stem_of(l->pattern);
	buf_release(&text);
}

static int by_rank(const void *a, const void *b)
{
	const struct rule_list *x = a, *y = b;
	size_t m = strlen(x->text), n = strlen(y->text);

	if (x->rank != y->rank)
		return x->rank - y->rank;
	/* The pattern with the longest stem decides a path's label. */
	if (x->rank < 4 && x->stem != y->stem)
		return x->stem > y->stem ? -1 : 1;
	return m != n ? (m > n ? 1 : -1) : strcmp(x->text, y->text);
}

size_t label_paths_words(const struct label_paths *c, const char *type, const char *class,
			 const char *near, size_t max, struct buf *out)
{
	struct slice name = slice_of(type);
	size_t first = first_of(c, name), n, i, kept = 0, put = 0;
	struct rule_list *shown;

	for (n = 0; first + n < c->count && slice_eq(c->lines[first + n].type, name); n++)
		;
	if (!n)
		return 0;
	shown = mem_zalloc(n, sizeof(*shown));
	for (i = 0; i < n; i++)
		show(&c->lines[first + i], file_kind_of(class), near, &shown[i]);
	qsort(shown, n, sizeof(*shown), by_rank);
	for (i = 0; i < n; i++) {
		size_t k = 0;

		while (k < kept && strcmp(shown[k].text, shown[i].text) != 0)
			k++;
		if (k < kept) { /* the same path, as a file and as a directory */
			free(shown[i].text);
			continue;
		}
		shown[kept++] = shown[i];
	}
	for (put = 0; put < kept && put < max; put++)
		buf_addf(out, "%s%s", put ? ", " : "", shown[put].text);
	if (kept > put)
		buf_addf(out, " and %zu more pattern%s", kept - put, kept - put == 1 ? "" : "s");
	for (i = 0; i < kept; i++)
		free(shown[i].text);
	free(shown);
	return kept;
}
