// SPDX-License-Identifier: GPL-2.0-or-later
/* The files written beside NAME.te and NAME.pp, and putting all of them in place together. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "module/build.h"
#include "base/fileio.h"
#include "base/mem.h"

void build_files_release(struct build_files *f)
{
	size_t i;

	for (i = 0; i < f->count; i++) {
		free(f->items[i].suffix);
		buf_release(&f->items[i].text);
	}
	free(f->items);
	*f = (struct build_files){ 0 };
}

struct build_file *build_files_add(struct build_files *f, const char *suffix, bool executable)
{
	f->items = mem_grow(f->items, &f->cap, f->count + 1, sizeof(*f->items));
	f->items[f->count] =
		(struct build_file){ .suffix = mem_strdup(suffix), .executable = executable };
	return &f->items[f->count++];
}

/* NAME.cil is the same module in another form, to be installed instead of the package. */
void build_cil_text(const struct build_made *m, struct buf *out)
{
	buf_addf(out, "; %s %s, " BUILD_MARK ": see %s.te for the reasons.\n", m->name, m->version,
		 m->name);
	buf_add(out, m->cil->data, m->cil->len);
}

bool build_is_ours(const struct buf *text)
{
	return memmem(buf_str(text), text->len < 512 ? text->len : 512, BUILD_MARK,
		      strlen(BUILD_MARK));
}

/* Refuse to replace a file that avcurate did not write. */
static int check_ours(const char *path, struct diag *d)
{
	struct buf text = { 0 };
	int rc = 0;

	if (!fileio_exists(path))
		return 0;
	if (fileio_read(path, BUILD_PACKAGE_MAX_BYTES, &text, d) < 0)
		rc = -1;
	else if (!build_is_ours(&text))
		rc = diag_set(
			d,
			"%s was not written by avcurate and will not be replaced; move it away "
			"or choose another name",
			path);
	buf_release(&text);
	return rc;
}

int build_place(const struct fileio_file *own, size_t count, const struct build_files *files,
		const char *dir, const char *name, struct build_result *r, struct diag *d)
{
	struct fileio_file *all = mem_zalloc(count + files->count, sizeof(*all));
	size_t i, n = 0;
	int rc = 0;

	for (; n < count; n++)
		all[n] = own[n];
	r->more_paths = mem_zalloc(files->count + 1, sizeof(*r->more_paths));
	for (i = 0; i < files->count && rc == 0; i++) {
		const struct build_file *f = &files->items[i];
		char *path = build_path(dir ? dir : ".", name, f->suffix);

		r->more_paths[r->more_count++] = path;
		rc = check_ours(path, d);
		all[n++] =
			(struct fileio_file){ path, buf_str(&f->text), f->text.len, f->executable };
	}
	if (rc == 0)
		rc = fileio_write_all(all, n, d);
	free(all);
	return rc;
}
