// SPDX-License-Identifier: GPL-2.0-or-later
/* Published logs (../shared/corpus beside the sources, where it is there) through `avcurate list`:
 * the rules of each must be those of audit2allow (FILE.log.a2a), or of the careful parser that is
 * described in FILE.expect; where audit2allow is wrong, tests/batch/corpus.differences says how and
 * why. That table also has the counts of each file, so that no record gets lost unseen.
 * With --table, the table is printed as it would have to be (reasons kept). */
#include "config.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "base/attr.h"
#include "base/buf.h"
#include "base/process.h"
#include "base/fileio.h"
#include "base/mem.h"

/* A set of lines, each "SOURCE TARGET CLASS PERMISSION" or "KIND SOURCE TARGET CLASS STATEMENT". */
struct set {
	char **items;
	size_t count, cap;
};

static void set_add(struct set *s, char *item)
{
	s->items = mem_grow(s->items, &s->cap, s->count + 1, sizeof(*s->items));
	s->items[s->count++] = item;
}

static int by_text(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static void set_sort(struct set *s)
{
	size_t i, kept = 0;

	if (s->count)
		qsort(s->items, s->count, sizeof(*s->items), by_text);
	for (i = 0; i < s->count; i++) {
		if (kept && strcmp(s->items[kept - 1], s->items[i]) == 0)
			free(s->items[i]);
		else
			s->items[kept++] = s->items[i];
	}
	s->count = kept;
}

static void set_release(struct set *s)
{
	while (s->count)
		free(s->items[--s->count]);
	free(s->items);
	*s = (struct set){ 0 };
}

static char *join(const char *a, const char *b, const char *c, const char *d)
{
	struct buf out = { 0 };

	buf_addf(&out, "%s %s %s %s", a, b, c, d);
	return buf_take(&out);
}

/* "SOURCE\tTARGET\tCLASS\tPERM PERM…"; "(3000 perms perm00000..perm02999)" stands for a range. */
static void add_expected(struct set *s, char *line)
{
	char *field[4], *p = line, *perm, *rest, number[32];
	unsigned n, i;

	for (i = 0; i < 4; i++)
		field[i] = strsep(&p, "\t");
	if (!field[3])
		return;
	if (sscanf(field[3], "(%u perms perm", &n) == 1) {
		for (i = 0; i < n && i < 100000; i++) {
			snprintf(number, sizeof(number), "perm%05u", i);
			set_add(s, join(field[0], field[1], field[2], number));
		}
		return;
	}
	for (rest = field[3]; (perm = strsep(&rest, " ")) != NULL;)
		if (*perm)
			set_add(s, join(field[0], field[1], field[2], perm));
}

/* Each line of the file that is no comment and not empty; the callback may change it. */
static bool each_line(const char *path, void (*take)(void *ctx, char *line), void *ctx)
{
	struct diag d = { 0 };
	struct buf text = { 0 };
	char *rest, *line;
	bool ok = fileio_read(path, (size_t)64 << 20, &text, &d) == 0;

	if (ok && text.len)
		for (rest = text.data; (line = strsep(&rest, "\n")) != NULL;)
			if (*line && *line != '#')
				take(ctx, line);
	buf_release(&text);
	diag_release(&d);
	return ok;
}

static void take_expected(void *ctx, char *line)
{
	add_expected(ctx, line);
}

/* What the table says of the files. */
struct entry {
	char *file, *counts, *reason;
	struct set plus, minus;
};

struct table {
	struct entry *items;
	size_t count, cap;
};

/* "FILE: RECORDS DENIALS GRANTED SKIPPED JOINED REFUSED; reason", then "+ RULE" and "- RULE". */
static void take_difference(void *ctx, char *line)
{
	struct table *t = ctx;
	char *colon = strchr(line, ':'), *reason;
	struct entry *e = t->count ? &t->items[t->count - 1] : NULL;

	if (*line == '+' && e) {
		set_add(&e->plus, mem_strdup(line + 2));
	} else if (*line == '-' && e) {
		set_add(&e->minus, mem_strdup(line + 2));
	} else if (colon) {
		t->items = mem_grow(t->items, &t->cap, t->count + 1, sizeof(*t->items));
		e = &t->items[t->count++];
		reason = strchr(colon, ';');
		*e = (struct entry){ .file = mem_strndup(line, (size_t)(colon - line)) };
		e->reason = mem_strdup(reason ? reason + 1 : "");
		e->counts = reason ? mem_strndup(colon + 2, (size_t)(reason - colon - 2))
				   : mem_strdup(colon + 2);
	}
}

static const struct entry *find_entry(const struct table *t, const char *file)
{
	static const struct entry none = { .counts = (char *)"", .reason = (char *)"" };
	size_t i;

	for (i = 0; i < t->count; i++)
		if (strcmp(t->items[i].file, file) == 0)
			return &t->items[i];
	return &none;
}

static const char *text_of(const json_t *o, const char *key)
{
	const char *s = json_string_value(json_object_get(o, key));

	return s ? s : "";
}

static void add_rule(struct set *got, const json_t *rule)
{
	const char *kind = text_of(rule, "kind"), *source = text_of(rule, "source");
	const char *target = text_of(rule, "target"), *class = text_of(rule, "class");
	const json_t *perms = json_object_get(rule, "permissions");
	struct buf line = { 0 };
	size_t i;

	if (strcmp(kind, "access") == 0) {
		for (i = 0; i < json_array_size(perms); i++)
			set_add(got, join(source, target, class,
					  json_string_value(json_array_get(perms, i))));
		return;
	}
	buf_addf(&line, "%s %s %s %s %s", kind, source, target, *class ? class : "-",
		 text_of(rule, "statement"));
	while (line.len && line.data[line.len - 1] == ' ')
		line.data[--line.len] = '\0';
	set_add(got, buf_take(&line));
}

/* The rules that `list` makes of the log, and its counts; false when they do not add up. */
static bool list(const char *program, const char *log, struct set *got, struct buf *counts)
{
	const char *const argv[] = { program, "list", "--format", "json", log, NULL };
	static const char *const keys[] = { "records", "denials", "granted",
					    "skipped", "joined",  "refused_count" };
	struct buf out = { 0 };
	struct diag d = { 0 };
	int status = process_run(argv, &out, 20000, &d), values[AV_ARRAY_LEN(keys)];
	const char *begin = strstr(buf_str(&out), "{\"avcurate\"");
	json_t *all = begin ? json_loads(begin, JSON_DISABLE_EOF_CHECK, NULL) : NULL, *rule;
	const json_t *source = json_array_get(json_object_get(all, "sources"), 0);
	bool ok = source && (status == 0 || status == 1);
	size_t i;

	for (i = 0; i < AV_ARRAY_LEN(keys); i++) {
		values[i] = (int)json_integer_value(json_object_get(source, keys[i]));
		buf_addf(counts, "%s%d", i ? " " : "", values[i]);
	}
	ok = ok && values[0] == values[1] + values[2] + values[3] + values[5];
	json_array_foreach(json_object_get(all, "rules"), i, rule) add_rule(got, rule);
	json_decref(all);
	buf_release(&out);
	diag_release(&d);
	return ok;
}

/* What is in `a` and not in `b`; both sorted. */
static void subtract(const struct set *a, const struct set *b, struct set *out)
{
	size_t i, k = 0;

	for (i = 0; i < a->count; i++) {
		while (k < b->count && strcmp(b->items[k], a->items[i]) < 0)
			k++;
		if (k == b->count || strcmp(b->items[k], a->items[i]) != 0)
			set_add(out, mem_strdup(a->items[i]));
	}
}

static void print(const char *mark, const struct set *s)
{
	size_t i;

	for (i = 0; i < s->count && i < 60; i++)
		printf("%s %s\n", mark, s->items[i]);
}

static bool same(const struct set *a, const struct set *b)
{
	size_t i;

	for (i = 0; a->count == b->count && i < a->count; i++)
		if (strcmp(a->items[i], b->items[i]) != 0)
			return false;
	return a->count == b->count;
}

static bool try_log(const char *program, const char *dir, const char *file,
		    const struct table *table, bool print_table)
{
	struct set got = { 0 }, want = { 0 }, plus = { 0 }, minus = { 0 };
	struct buf counts = { 0 }, other = { 0 };
	const struct entry *e = find_entry(table, file);
	char *log = fileio_join(dir, file);
	bool ok;

	buf_addf(&other, "%.*s.expect", (int)strlen(log) - 4, log);
	if (!each_line(buf_str(&other), take_expected, &want)) {
		buf_clear(&other);
		buf_addf(&other, "%s.a2a", log);
		each_line(buf_str(&other), take_expected, &want);
	}
	ok = list(program, log, &got, &counts);
	set_sort(&got);
	set_sort(&want);
	subtract(&got, &want, &plus);
	subtract(&want, &got, &minus);
	if (print_table) {
		printf("%s: %s;%s\n", file, buf_str(&counts), e->reason);
		print("+", &plus);
		print("-", &minus);
	} else {
		ok = ok && strcmp(buf_str(&counts), e->counts) == 0 && same(&plus, &e->plus) &&
		     same(&minus, &e->minus) && (*e->reason || !(plus.count + minus.count));
		if (!ok) {
			printf("# counts %s, expected %s\n", buf_str(&counts), e->counts);
			print("# more:", &plus);
			print("# expected to be more:", &e->plus);
			print("# less:", &minus);
			print("# expected to be less:", &e->minus);
		}
	}
	set_release(&got);
	set_release(&want);
	set_release(&plus);
	set_release(&minus);
	buf_release(&counts);
	buf_release(&other);
	free(log);
	return ok;
}

static int is_log(const struct dirent *e)
{
	size_t n = strlen(e->d_name);

	return n > 4 && strcmp(e->d_name + n - 4, ".log") == 0;
}

int main(int argc, char **argv)
{
	const char *srcdir = getenv("srcdir"), *builddir = getenv("builddir");
	bool print_table = argc > 1 && strcmp(argv[1], "--table") == 0;
	struct buf dir = { 0 }, path = { 0 }, program = { 0 };
	struct table table = { 0 };
	struct dirent **files = NULL;
	int n, i;
	bool ok, all = true;

	buf_addf(&dir, "%s/../shared/corpus", srcdir ? srcdir : ".");
	buf_addf(&path, "%s/tests/batch/corpus.differences", srcdir ? srcdir : ".");
	buf_addf(&program, "%s/avcurate", builddir ? builddir : ".");
	setenv("LC_ALL", "C.UTF-8", 1);
	setenv("TZ", "UTC", 1);
	n = scandir(buf_str(&dir), &files, is_log, alphasort);
	if (n <= 0) {
		puts("1..0 # SKIP corpus: there are no published logs in ../shared/corpus");
		buf_release(&dir);
		buf_release(&path);
		buf_release(&program);
		return 0;
	}
	each_line(buf_str(&path), take_difference, &table);
	if (!print_table)
		printf("1..%d\n", n);
	for (i = 0; i < n; i++) {
		ok = try_log(buf_str(&program), buf_str(&dir), files[i]->d_name, &table,
			     print_table);
		if (!print_table)
			printf("%sok %d - %s\n", ok ? "" : "not ", i + 1, files[i]->d_name);
		all = all && ok;
		free(files[i]);
	}
	free(files);
	while (table.count--) {
		struct entry *e = &table.items[table.count];

		free(e->file);
		free(e->counts);
		free(e->reason);
		set_release(&e->plus);
		set_release(&e->minus);
	}
	free(table.items);
	buf_release(&dir);
	buf_release(&path);
	buf_release(&program);
	return all ? 0 : 1;
}
