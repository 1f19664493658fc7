// SPDX-License-Identifier: GPL-2.0-or-later
/* The one place that opens a session's NAME.te, and how a change of it by somebody else is noticed. */
#include "config.h"

#include "session/module_te.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/fileio.h"
#include "base/mem.h"

/* The kernel stamps files by a clock that ticks each 1 to 10 ms; some file systems keep only 2 seconds. */
#define TICK_MS        20
#define TICK_COARSE_MS 2000

void module_te_release(struct module_te *m)
{
	free(m->path);
	te_file_release(&m->te);
	buf_release(&m->written);
	*m = (struct module_te){ 0 };
}

static int64_t age_ms(const struct stat *st)
{
	return clock_wall_ms() - (int64_t)st->st_ctim.tv_sec * 1000 - st->st_ctim.tv_nsec / 1000000;
}

/* How the file is on disk, before it is read: a change after that shows, if it is not within one tick of
 * the file's clock. */
static void look(struct module_te *m)
{
	if (stat(m->path, &m->on_disk) < 0)
		m->on_disk = (struct stat){ 0 };
	m->unsure = age_ms(&m->on_disk) < (m->on_disk.st_ctim.tv_nsec ? TICK_MS : TICK_COARSE_MS);
}

int module_te_read(struct module_te *m, const char *path, struct intern *names, struct diag *d)
{
	*m = (struct module_te){ .path = mem_strdup(path) };
	look(m);
	return te_read(path, names, &m->te, d);
}

void module_te_written(struct module_te *m, const char *path, const struct buf *text)
{
	char *own_path = mem_strdup(path);

	module_te_release(m);
	m->path = own_path;
	buf_add(&m->written, text->data, text->len);
	look(m);
	/* It is as new as can be, and ours: of what came between, only the size could tell. */
	m->unsure = m->on_disk.st_size != (off_t)text->len;
}

const struct te_file *module_te_get(struct module_te *m, struct intern *names)
{
	if (m->written.len) {
		te_file_release(&m->te);
		if (te_parse(m->path, buf_str(&m->written), m->written.len, names, &m->te, NULL) <
		    0) {
			te_file_release(&m->te);
			return NULL;
		}
		buf_release(&m->written);
	}
	return m->te.path ? &m->te : NULL;
}

const struct buf *module_te_text(const struct module_te *m)
{
	return m->written.len ? &m->written : &m->te.text;
}

static bool same_time(const struct timespec *a, const struct timespec *b)
{
	return a->tv_sec == b->tv_sec && a->tv_nsec == b->tv_nsec;
}

bool module_te_is_on_disk(const struct module_te *m, const char *path)
{
	const struct stat *was = &m->on_disk;
	struct stat is;

	return m->path && !m->unsure && stat(path, &is) == 0 && is.st_dev == was->st_dev &&
	       is.st_ino == was->st_ino && is.st_size == was->st_size &&
	       same_time(&is.st_mtim, &was->st_mtim) && same_time(&is.st_ctim, &was->st_ctim);
}

const struct te_file *module_te_unchanged(struct module_te *m, struct intern *names)
{
	struct module_te now = { 0 };
	bool same;

	if (!m->path)
		return NULL;
	if (module_te_is_on_disk(m, m->path))
		return module_te_get(m, names);
	/* It was touched, or written as it was. */
	now.path = mem_strdup(m->path);
	look(&now);
	same = fileio_read(m->path, TE_FILE_MAX_BYTES, &now.written, NULL) == 0 &&
	       strcmp(buf_str(&now.written), buf_str(module_te_text(m))) == 0;
	if (same) {
		m->on_disk = now.on_disk;
		m->unsure = now.unsure;
	}
	module_te_release(&now);
	return same ? module_te_get(m, names) : NULL;
}
