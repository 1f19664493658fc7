// SPDX-License-Identifier: GPL-2.0-or-later
/* Reads the module store of a host. Layout (libsemanage, semanage_store.c):
 * ACTIVE/modules/PRIORITY/NAME/{cil,hll,lang_ext}, and a file ACTIVE/modules/disabled/NAME for
 * each module that is disabled at every priority. */
#include "config.h"

#include "policy/store.h"

#include <bzlib.h>
#include <dirent.h>
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <selinux/selinux.h>

#include "base/fileio.h"
#include "base/mem.h"
#include "base/sha256.h"
#include "base/text.h"

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

static void add_module(struct store *s, const char *name, unsigned priority, bool disabled)
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

static void sort_modules(struct store *s)
{
	if (s->count)
		qsort(s->items, s->count, sizeof(*s->items), by_name);
}

/* 1 to 999, or 0 if it is not a priority. */
static unsigned priority_of(const char *name)
{
	size_t n = strspn(name, "0123456789");
	unsigned long value = n && n <= 3 && !name[n] ? strtoul(name, NULL, 10) : 0;

	return (unsigned)value;
}

char *store_host_dir(void)
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
			add_module(s, e->d_name, priority, false);
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
	char *active = dir ? mem_strdup(dir) : store_host_dir(), *path;
	struct dirent *e;
	DIR *top;
	int rc = -1;

	store_release(s);
	if (!active)
		return diag_set(d, "this host has no module store");
	s->dir = fileio_join(active, "modules");
	top = opendir(s->dir);
	if (!top) {
		diag_set(d, "cannot read the module store %s: %s%s", s->dir, strerror(errno),
			 errno == EACCES ? "; only root may" : "");
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
	sort_modules(s);
	rc = 0;
out:
	free(active);
	return rc;
}

/* "400 pf9 pp", "100 base pp disabled", or "pf9", "pf9 1.0". */
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
		add_module(s, words[priority ? 1 : 0], priority,
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
		diag_set(
			d,
			"%s lists no modules; create the list on the target with `semodule -lfull`",
			path);
		goto out;
	}
	sort_modules(s);
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

const struct store_module *store_at(const struct store *s, const char *name, unsigned priority)
{
	size_t i;

	for (i = 0; i < s->count; i++)
		if (s->items[i].priority == priority && strcmp(s->items[i].name, name) == 0)
			return &s->items[i];
	return NULL;
}

char *store_module_path(const struct store *s, const struct store_module *m, const char *file)
{
	struct buf path = { 0 };

	buf_addf(&path, "%s/%03u/%s", s->dir, m->priority, m->name);
	if (!fileio_exists(buf_str(&path))) {
		buf_clear(&path);
		buf_addf(&path, "%s/%u/%s", s->dir, m->priority, m->name);
	}
	buf_addf(&path, "/%s", file);
	return buf_take(&path);
}

char *store_module_origin(const struct store *s, const struct store_module *m)
{
	char *language = store_module_path(s, m, "lang_ext");
	struct buf text = { 0 };
	bool cil = fileio_read(language, 64, &text, NULL) == 0 &&
		   strncmp(buf_str(&text), "cil", 3) == 0;

	free(language);
	buf_release(&text);
	return store_module_path(s, m, cil ? "cil" : "hll");
}

static int unpack(const struct buf *in, struct buf *out)
{
	bz_stream z = { .next_in = in->data, .avail_in = (unsigned)in->len };
	static char chunk[1 << 16];
	int rc;

	if (in->len < 3 || memcmp(in->data, "BZh", 3) != 0) {
		buf_add(out, in->data, in->len);
		return 0;
	}
	if (BZ2_bzDecompressInit(&z, 0, 0) != BZ_OK)
		return -1;
	do {
		z.next_out = chunk;
		z.avail_out = sizeof(chunk);
		rc = BZ2_bzDecompress(&z);
		buf_add(out, chunk, sizeof(chunk) - z.avail_out);
	} while (rc == BZ_OK && (z.avail_in || z.avail_out == 0) &&
		 out->len < STORE_FILE_MAX_BYTES);
	BZ2_bzDecompressEnd(&z);
	return rc == BZ_STREAM_END ? 0 : -1;
}

int store_unpack(const char *path, struct buf *out, struct diag *d)
{
	struct buf file = { 0 };
	int rc = fileio_read(path, STORE_FILE_MAX_BYTES, &file, d);

	if (rc == 0 && unpack(&file, out) < 0)
		rc = diag_set(d, "%s is damaged", path);
	buf_release(&file);
	return rc;
}

static int by_text(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Add a line for each file below a directory; a store is four levels deep. */
static int list_files(const char *dir, unsigned depth, char ***lines, size_t *count, size_t *cap,
		      struct diag *d)
{
	DIR *top = opendir(dir);
	struct dirent *e;
	int rc = 0;

	if (!top)
		return diag_set(d, "cannot read %s: %s", dir, strerror(errno));
	while (rc == 0 && (e = readdir(top))) {
		struct buf line = { 0 };
		struct stat st;
		char *path;

		if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0)
			continue;
		path = fileio_join(dir, e->d_name);
		if (lstat(path, &st) < 0) {
			rc = diag_set(d, "cannot read %s: %s", path, strerror(errno));
		} else if (S_ISDIR(st.st_mode) && depth) {
			rc = list_files(path, depth - 1, lines, count, cap, d);
		} else {
			buf_addf(&line, "%s %ju %jd %jd.%09ld", path, (uintmax_t)st.st_ino,
				 (intmax_t)st.st_size, (intmax_t)st.st_mtim.tv_sec,
				 st.st_mtim.tv_nsec);
			*lines = mem_grow(*lines, cap, *count + 1, sizeof(**lines));
			(*lines)[(*count)++] = buf_take(&line);
		}
		buf_release(&line);
		free(path);
	}
	closedir(top);
	return rc;
}

int store_fingerprint(const char *active, char hex[65], struct diag *d)
{
	char **lines = NULL;
	size_t count = 0, cap = 0, i;
	struct sha256 sum;
	int rc = list_files(active, 5, &lines, &count, &cap, d);

	sha256_init(&sum);
	if (count)
		qsort(lines, count, sizeof(*lines), by_text);
	for (i = 0; i < count; i++) {
		sha256_add(&sum, lines[i], strlen(lines[i]) + 1);
		free(lines[i]);
	}
	free(lines);
	sha256_hex(&sum, hex);
	return rc;
}
