// SPDX-License-Identifier: GPL-2.0-or-later
/* Layout (libsemanage, semanage_store.c): ACTIVE/modules/PRIORITY/NAME/{cil,hll,lang_ext}, and a file
 * ACTIVE/modules/disabled/NAME for each one that is switched off at every priority. */
#include "config.h"

#include "avcurate/store.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <selinux/selinux.h>

#include "avcurate/fileio.h"
#include "avcurate/mem.h"
#include "avcurate/text.h"

#define LIST_LIMIT_BYTES ((size_t)4 << 20)

void store_release(struct store *s)
{
	size_t i;

	for (i = 0; i < s->count; i++)
		free(s->items[i].name);
	free(s->items);
	free(s->dir);
	*s = (struct store){ 0 };
}

static void add(struct store *s, const char *name, unsigned priority, bool disabled)
{
	s->items = mem_grow(s->items, &s->cap, s->count + 1, sizeof(*s->items));
	s->items[s->count++] = (struct store_module){ mem_strdup(name), priority, disabled };
}

static int by_name(const void *a, const void *b)
{
	const struct store_module *x = a, *y = b;
	int order = strcmp(x->name, y->name);

	return order ? order : (x->priority < y->priority) - (x->priority > y->priority);
}

static void sort(struct store *s)
{
	if (s->count)
		qsort(s->items, s->count, sizeof(*s->items), by_name);
}

/* 1 to 999, or 0. */
static unsigned priority_of(const char *name)
{
	size_t n = strspn(name, "0123456789");
	unsigned long value = n && n <= 3 && !name[n] ? strtoul(name, NULL, 10) : 0;

	return (unsigned)value;
}

static char *host_dir(void)
{
	struct buf path = { 0 };
	char *type = NULL;

	if (selinux_getpolicytype(&type) < 0 || !type)
		return NULL;
	buf_addf(&path, "/var/lib/selinux/%s/active", type);
	free(type);
	return buf_take(&path);
}

static void read_priority(struct store *s, const char *dir, unsigned priority)
{
	DIR *d = opendir(dir);
	struct dirent *e;

	while (d && (e = readdir(d)))
		if (text_is_name(slice_of(e->d_name)))
			add(s, e->d_name, priority, false);
	if (d)
		closedir(d);
}

static void read_disabled(struct store *s)
{
	char *path = fileio_join(s->dir, "disabled"), *file;
	size_t i;

	for (i = 0; i < s->count; i++) {
		file = fileio_join(path, s->items[i].name);
		s->items[i].disabled = fileio_exists(file);
		free(file);
	}
	free(path);
}

int store_read(struct store *s, const char *dir, struct diag *d)
{
	char *active = dir ? mem_strdup(dir) : host_dir(), *path;
	struct dirent *e;
	DIR *top;
	int rc = -1;

	store_release(s);
	if (!active)
		return diag_set(d, "this host has no module store");
	s->dir = fileio_join(active, "modules");
	top = opendir(s->dir);
	if (!top) {
		diag_set(d, "the module store %s cannot be read: %s%s", s->dir, strerror(errno),
			 errno == EACCES ? "; it is root's" : "");
		store_release(s);
		goto out;
	}
	while ((e = readdir(top))) {
		unsigned priority = priority_of(e->d_name);

		if (!priority)
			continue;
		path = fileio_join(s->dir, e->d_name);
		read_priority(s, path, priority);
		free(path);
	}
	closedir(top);
	read_disabled(s);
	sort(s);
	rc = 0;
out:
	free(active);
	return rc;
}

/* "400 pf9 pp", "100 base pp disabled", or "pf9", "pf9	1.0". */
static void read_line(struct store *s, char *line)
{
	char *save = NULL, *words[4] = { NULL };
	unsigned priority;
	size_t n;

	for (n = 0; n < 4; n++) {
		words[n] = strtok_r(n ? NULL : line, " \t\r", &save);
		if (!words[n])
			break;
	}
	if (!words[0])
		return;
	priority = words[1] ? priority_of(words[0]) : 0;
	if (text_is_name(slice_of(words[priority ? 1 : 0])))
		add(s, words[priority ? 1 : 0], priority,
		    words[3] && strcmp(words[3], "disabled") == 0);
}

int store_read_list(struct store *s, const char *path, struct diag *d)
{
	struct buf text = { 0 };
	char *line, *save = NULL;
	int rc = -1;

	store_release(s);
	if (fileio_read(path, LIST_LIMIT_BYTES, &text, d) < 0)
		goto out;
	for (line = text.len ? strtok_r(text.data, "\n", &save) : NULL; line;
	     line = strtok_r(NULL, "\n", &save))
		read_line(s, line);
	if (!s->count) {
		diag_set(d,
			 "%s lists no modules; `semodule -lfull` on the target writes such a list",
			 path);
		goto out;
	}
	sort(s);
	rc = 0;
out:
	buf_release(&text);
	return rc;
}

const struct store_module *store_find(const struct store *s, const char *name)
{
	size_t i;

	for (i = 0; i < s->count; i++)
		if (strcmp(s->items[i].name, name) == 0 && !s->items[i].disabled)
			return &s->items[i];
	return NULL;
}
