// SPDX-License-Identifier: GPL-2.0-or-later
/* Keeps a module's name and its file's name the same, and fixes either one. */
#include "config.h"

#include "te/identity.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/fileio.h"
#include "base/mem.h"
#include "te/name.h"

int te_identity_check(const struct te_file *f, struct diag *d)
{
	char *name = name_of_file(f->path);
	int rc = 0;

	if (strcmp(name, f->name) != 0)
		rc = diag_set_at(
			d, f->path, f->name_line, f->name_column,
			"the module line says %s, the file's name says %s, and checkmodule refuses "
			"that; fix it with --rename-file (the file becomes %s.te) or "
			"--rename-module (the line becomes `module %s %s;`)",
			f->name, name, f->name, name, f->version);
	free(name);
	return rc;
}

static int rename_new(const char *from, const char *to)
{
	if (renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE) == 0)
		return 0;
	if (errno != EINVAL && errno != ENOSYS)
		return -1;
	/* The file system does not support the flag: check first, and accept the race. */
	if (fileio_exists(to)) {
		errno = EEXIST;
		return -1;
	}
	return rename(from, to);
}

int te_identity_rename_file(const char *path, char **new_path, struct diag *d)
{
	struct intern *names = intern_new();
	struct te_file f = { 0 };
	struct buf base = { 0 };
	char *dir = fileio_dir(path);
	int rc = te_read(path, names, &f, d);

	*new_path = NULL;
	if (rc == 0) {
		buf_addf(&base, "%s.te", f.name);
		*new_path = fileio_join(dir, base.data);
	}
	if (rc == 0 && strcmp(fileio_base(path), base.data) != 0 && rename_new(path, *new_path) < 0)
		rc = diag_set(
			d,
			errno == EEXIST
				? "%s not renamed: %s exists already (%s); move that file away, or "
				  "use --rename-module"
				: "cannot rename %s to %s: %s",
			path, *new_path, strerror(errno));
	if (rc < 0) {
		free(*new_path);
		*new_path = NULL;
	}
	buf_release(&base);
	free(dir);
	te_file_release(&f);
	intern_free(names);
	return rc;
}

int te_identity_rename_module(const char *path, struct diag *d)
{
	struct intern *names = intern_new();
	struct te_file f = { 0 };
	struct buf text = { 0 };
	char *name = name_of_file(path);
	int rc = te_read(path, names, &f, d);

	if (rc == 0)
		rc = name_check(name, d);
	if (rc == 0 && strcmp(name, f.name) != 0) {
		buf_add(&text, f.text.data, f.name_offset);
		buf_adds(&text, name);
		buf_adds(&text, f.text.data + f.name_offset + strlen(f.name));
		rc = fileio_write(path, text.data, text.len, d);
	}
	buf_release(&text);
	free(name);
	te_file_release(&f);
	intern_free(names);
	return rc;
}
