// SPDX-License-Identifier: GPL-2.0-or-later
/* Turn inputs into sources: files, directories, this host's log, the kernel's ring. An input that
 * cannot be read becomes a failed source, so that it is reported. Does not read the logs. */
#include "config.h"

#include "reader_internal.h"

#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/fileio.h"
#include "base/mem.h"

#define SOURCES_MAX UINT16_MAX /* struct event counts them in 16 bits */

void reader_note(struct reader *r, const char *fmt, ...)
{
	struct buf text = { 0 };
	va_list ap;

	va_start(ap, fmt);
	buf_vaddf(&text, fmt, ap);
	va_end(ap);
	if (r->sink.note)
		r->sink.note(r->sink.ctx, buf_str(&text));
	buf_release(&text);
}

void reader_limit_open(struct reader *r)
{
	size_t open = 0, i, k;

	for (i = r->count; i-- > 0;) {
		struct source *s = r->sources[i];

		for (k = s->file_count; k-- > 0;)
			if (s->files[k].fd >= 0 && s->reopens && ++open > OPEN_FILES_MAX &&
			    (i != r->current || k + 1 < s->file_count))
				source_file_close(&s->files[k]);
	}
}

static const struct source *same_file(const struct reader *r, const struct source *s)
{
	size_t i;

	for (i = 0; i < r->count; i++)
		if (r->sources[i]->file_count && r->sources[i]->files[0].dev == s->files[0].dev &&
		    r->sources[i]->files[0].ino == s->files[0].ino)
			return r->sources[i];
	return NULL;
}

static int add_source(struct reader *r, struct source *s, struct diag *d)
{
	const struct source *first;

	if (r->count == SOURCES_MAX) {
		source_free(s);
		return diag_set(d, "more than %u logs: split them over several runs", SOURCES_MAX);
	}
	first = s->reopens ? same_file(r, s) : NULL;
	if (first) {
		reader_note(r, "%s is the same file as %s: reading it once", s->pub.path,
			    first->pub.path);
		source_free(s);
		return 0;
	}
	/* Close the ones read later; they are opened again in their turn. */
	if (s->reopens && r->count >= OPEN_FILES_MAX)
		source_file_close(&s->files[0]);
	r->sources = mem_grow(r->sources, &r->cap, r->count + 1, sizeof(*r->sources));
	r->sources[r->count++] = s;
	return s->pub.failed ? -1 : 0;
}

static int add_names(struct reader *r, const struct source_names *names, struct diag *d)
{
	size_t i;
	int rc = 0;

	for (i = 0; i < names->skipped_count; i++)
		reader_note(r, "%s skipped: its uncompressed copy is there too", names->skipped[i]);
	for (i = 0; i < names->count; i++)
		if (add_source(r, source_open(names->paths[i], d), d) < 0)
			rc = -1;
	return rc;
}

static int add_failed(struct reader *r, const char *path, struct diag *why, struct diag *d)
{
	add_source(r, source_failed(path, why, d), d);
	return -1;
}

/* Mark the sources from index `from` on as this host's; pass `rc` through. */
static int mark_own(struct reader *r, size_t from, int rc)
{
	for (; from < r->count; from++)
		r->sources[from]->pub.own = true;
	return rc;
}

/* True if the log is in the directory where auditd writes. */
static bool is_host_log(const char *log)
{
	char *real = realpath(log, NULL), *dir = fileio_dir(LIVE_LOG_PATH);
	size_t n = strlen(dir);
	bool is = real && strncmp(real, dir, n) == 0 && (!real[n] || real[n] == '/');

	free(real);
	free(dir);
	return is;
}

int reader_add(struct reader *r, const char *log, struct diag *d)
{
	struct source_names names = { 0 };
	struct diag why = { 0 };
	size_t from = is_host_log(log) ? r->count : SIZE_MAX;
	struct stat st;
	int rc;

	if (strcmp(log, "-") == 0 || stat(log, &st) < 0 || !S_ISDIR(st.st_mode))
		return mark_own(r, from, add_source(r, source_open(log, d), d));
	if (source_names_dir(log, &names, &why) < 0)
		rc = add_failed(r, log, &why, d);
	else
		rc = add_names(r, &names, d);
	source_names_release(&names);
	return mark_own(r, from, rc);
}

bool reader_is_own(const struct reader *r)
{
	size_t i;

	for (i = 0; i < r->count && r->sources[i]->pub.own; i++)
		;
	return r->count && i == r->count;
}

int reader_add_host_log(struct reader *r, bool all, struct diag *d)
{
	struct source_names names = { 0 };
	struct diag why = { 0 };
	char *log = live_log_path(NULL);
	size_t from = r->count;
	int rc;

	if (all && source_names_family(log, &names, &why) == 0 && names.count) {
		rc = add_names(r, &names, d);
	} else if (diag_text(&why)[0]) {
		rc = add_failed(r, log, &why, d);
	} else if (!fileio_exists(log) && errno == ENOENT) {
		diag_set(&why,
			 "this host has no audit log (%s): name a LOG, or read the kernel ring "
			 "buffer with -d",
			 log);
		rc = add_failed(r, log, &why, d);
	} else {
		rc = reader_add(r, log, d);
	}
	source_names_release(&names);
	free(log);
	return mark_own(r, from, rc);
}

int reader_add_kernel(struct reader *r, struct diag *d)
{
	size_t from = r->count;

	return mark_own(r, from, add_source(r, source_open_kernel(d), d));
}

int reader_add_live(struct reader *r, const struct live_row *row, const char *path, bool watch,
		    struct diag *d)
{
	struct diag why = { 0 };
	char *found = path ? mem_strdup(path) : live_path(row, &why);
	size_t from = r->count;
	int rc;

	r->by_clock = !watch;
	if (!found)
		rc = add_failed(r, row->what, &why, d);
	else if (!row)
		rc = reader_add(r, found, d);
	else
		rc = add_source(r, row->open(found, d), d);
	diag_release(&why);
	free(found);
	return mark_own(r, from, rc);
}
