// SPDX-License-Identifier: GPL-2.0-or-later
/* Recognise the names that rotation gives to logs and sort them by age. A directory is not a
 * source: it means the logs in it. Does not open the logs. */
#include "config.h"

#include "source_internal.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/ascii.h"
#include "base/fileio.h"
#include "base/mem.h"
#include "input/cannot_read.h"

/* The parts of a name FAMILY[-DATE][.NUMBER][.gz], as auditd (audit.log.1) and logrotate
 * (messages.2.gz, messages-20261119) write them. */
struct log_name {
	char *path;
	size_t stem; /* bytes of the family's name in the last part */
	char date[24];
	unsigned long number;
	bool packed;
};

static const char *const packed_suffixes[] = { ".gz", ".xz", ".bz2", ".zst" };

static size_t digits_before(const char *name, size_t end)
{
	size_t n = 0;

	while (n < end && ascii_is_digit(name[end - n - 1]))
		n++;
	return n;
}

static struct log_name log_name_of(const char *dir, const char *name)
{
	struct log_name l = { .path = fileio_join(dir, name) };
	size_t end = strlen(name), i, n;

	for (i = 0; i < AV_ARRAY_LEN(packed_suffixes); i++) {
		n = strlen(packed_suffixes[i]);
		if (end > n && strcmp(name + end - n, packed_suffixes[i]) == 0) {
			l.packed = true;
			end -= n;
			break;
		}
	}
	n = digits_before(name, end);
	if (n && n <= 6 && end - n > 1 && name[end - n - 1] == '.') {
		l.number = strtoul(name + end - n, NULL, 10);
		end -= n + 1;
	}
	/* -20261119 or -20261119-1795163110 (dateext followed by an hour or the epoch) */
	for (i = end; i > 1 && (ascii_is_digit(name[i - 1]) || name[i - 1] == '-'); i--)
		;
	if (end - i >= 9 && end - i < sizeof(l.date) && name[i] == '-' &&
	    ascii_is_digit(name[i + 1])) {
		memcpy(l.date, name + i, end - i);
		end = i;
	}
	l.stem = end;
	return l;
}

static int compare_names(const void *va, const void *vb)
{
	const struct log_name *a = va, *b = vb;
	const char *x = fileio_base(a->path), *y = fileio_base(b->path);
	size_t n = a->stem < b->stem ? a->stem : b->stem;
	int c = memcmp(x, y, n);

	if (c == 0 && a->stem != b->stem)
		c = a->stem < b->stem ? -1 : 1;
	if (c)
		return c;
	/* A name without a date is the newest: its file is, or was until just now, being
	 * written. */
	if (!a->date[0] != !b->date[0])
		return a->date[0] ? -1 : 1;
	c = strcmp(a->date, b->date);
	if (c)
		return c;
	if (a->number != b->number)
		return a->number > b->number ? -1 : 1;
	return (int)b->packed - (int)a->packed;
}

static bool same_log(const struct log_name *a, const struct log_name *b)
{
	const char *x = fileio_base(a->path), *y = fileio_base(b->path);

	return a->stem == b->stem && memcmp(x, y, a->stem) == 0 && a->number == b->number &&
	       strcmp(a->date, b->date) == 0;
}

static bool has_stem(const struct log_name *l, const char *stem)
{
	return l->stem == strlen(stem) && memcmp(fileio_base(l->path), stem, l->stem) == 0;
}

static bool is_log(const struct log_name *l)
{
	const char *name = fileio_base(l->path);

	return l->stem > 4 && memcmp(name + l->stem - 4, ".log", 4) == 0;
}

static void add_name(char ***list, size_t *count, size_t *cap, const char *path)
{
	*list = mem_grow(*list, cap, *count + 1, sizeof(**list));
	(*list)[(*count)++] = mem_strdup(path);
}

void source_names_release(struct source_names *names)
{
	size_t i;

	for (i = 0; i < names->count; i++)
		free(names->paths[i]);
	for (i = 0; i < names->skipped_count; i++)
		free(names->skipped[i]);
	free(names->paths);
	free(names->skipped);
	*names = (struct source_names){ 0 };
}

/* `family` NULL: the audit.log family, else every family whose name ends in ".log". */
static int list_dir(const char *dir, const char *family, struct source_names *names, struct diag *d)
{
	DIR *handle = opendir(dir);
	struct log_name *all = NULL, *l;
	size_t count = 0, cap = 0, i;
	bool logs = !family;
	struct dirent *e;

	if (!handle)
		return cannot_read(dir, errno, d);
	while ((e = readdir(handle))) {
		struct stat st;

		if (e->d_name[0] == '.')
			continue;
		/* Keep a file that we cannot stat: opening it reports why. */
		if (fstatat(dirfd(handle), e->d_name, &st, 0) == 0 && S_ISDIR(st.st_mode))
			continue;
		all = mem_grow(all, &cap, count + 1, sizeof(*all));
		all[count] = log_name_of(dir, e->d_name);
		if (logs && has_stem(&all[count], "audit.log"))
			family = "audit.log";
		count++;
	}
	closedir(handle);
	if (count)
		qsort(all, count, sizeof(*all), compare_names);
	for (i = 0; i < count; i++) {
		l = &all[i];
		if (!(family ? has_stem(l, family) : is_log(l)))
			continue;
		/* While logrotate compresses audit.log.1, both files exist for a moment. */
		if (l->packed && i + 1 < count && same_log(l, l + 1) && !l[1].packed)
			add_name(&names->skipped, &names->skipped_count, &names->skipped_cap,
				 l->path);
		else
			add_name(&names->paths, &names->count, &names->cap, l->path);
	}
	for (i = 0; i < count; i++)
		free(all[i].path);
	free(all);
	return 0;
}

int source_names_dir(const char *dir, struct source_names *names, struct diag *d)
{
	if (list_dir(dir, NULL, names, d) < 0)
		return -1;
	if (!names->count)
		return diag_set(d,
				"%s has neither audit.log nor any other *.log: name the files "
				"themselves",
				dir);
	return 0;
}

int source_names_family(const char *path, struct source_names *names, struct diag *d)
{
	char *dir = fileio_dir(path), *stem;
	struct log_name l = log_name_of(dir, fileio_base(path));
	int rc;

	stem = mem_strndup(fileio_base(path), l.stem);
	rc = list_dir(dir, stem, names, d);
	free(stem);
	free(l.path);
	free(dir);
	return rc;
}
