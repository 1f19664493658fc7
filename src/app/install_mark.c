// SPDX-License-Identifier: GPL-2.0-or-later
/* Lines: install, install-cil or uninstall, name, priority, digest of the package, active directory. */
#include "config.h"

#include "avcurate/install_mark.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "avcurate/fileio.h"
#include "avcurate/install_run.h"
#include "avcurate/text.h"

#define PREFIX         "semodule-"
#define MARK_MAX_BYTES ((size_t)16 << 10)

static char *mark_path(const struct install_plan *p)
{
	char *dir = fileio_state_dir(true), *path;
	struct buf file = { 0 };

	buf_addf(&file, PREFIX "%s", p->name);
	path = fileio_join(dir, buf_str(&file));
	buf_release(&file);
	free(dir);
	return path;
}

void install_mark(const struct install_plan *p)
{
	char *path = mark_path(p);
	struct buf text = { 0 };

	buf_addf(&text, "%s\n%s\n%u\n%s\n%s\n",
		 p->removal  ? "uninstall"
		 : p->is_cil ? "install-cil"
			     : "install",
		 p->name, p->priority, p->removal ? "-" : p->digest, p->place->active);
	fileio_write(path, text.data, text.len, NULL);
	buf_release(&text);
	free(path);
}

void install_unmark(const struct install_plan *p)
{
	char *path = mark_path(p);

	unlink(path);
	free(path);
}

/* libsemanage (semanage_store.c) holds a flock on this file while it changes the store. */
static bool is_locked(const char *active)
{
	char *dir = fileio_dir(active), *path = fileio_join(dir, "semanage.trans.LOCK");
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	bool locked = fd >= 0 && flock(fd, LOCK_SH | LOCK_NB) < 0;

	if (fd >= 0)
		close(fd);
	free(path);
	free(dir);
	return locked;
}

/* What became of it; false: it goes on. */
static bool tell(char *const lines[5], struct buf *out)
{
	bool removal = strcmp(lines[0], "uninstall") == 0, done;
	struct install_place place = { .active = lines[4] };
	struct install_plan p = { .place = &place,
				  .removal = removal,
				  .is_cil = strcmp(lines[0], "install-cil") == 0,
				  .name = lines[1] };
	char *found = NULL;

	if (!text_is_name(slice_of(lines[1])))
		return true;
	p.priority = (unsigned)strtoul(lines[2], NULL, 10);
	if (strlen(lines[3]) < sizeof(p.digest))
		memcpy(p.digest, lines[3], strlen(lines[3]) + 1);
	if (is_locked(lines[4])) {
		buf_addf(out,
			 "semodule, which an earlier avcurate set to %s %s, may still be at work\n",
			 removal ? "take away" : "install", lines[1]);
		return false;
	}
	done = install_look(&p, &found);
	buf_addf(out, "an earlier avcurate ended while semodule was to %s %s: that was %s; %s\n",
		 removal ? "take away" : "install", lines[1],
		 done ? "carried out to the end"
		      : "not carried out, and the store is as it was before",
		 found);
	free(found);
	return true;
}

static void look_at(const char *path, const char *active, struct buf *out)
{
	char *lines[5] = { NULL }, *save = NULL, *word;
	struct buf text = { 0 };
	size_t n = 0;

	if (fileio_read(path, MARK_MAX_BYTES, &text, NULL) == 0 && text.len)
		for (word = strtok_r(text.data, "\n", &save); word && n < 5;
		     word = strtok_r(NULL, "\n", &save))
			lines[n++] = word;
	if (n < 5 || (strcmp(lines[4], active) == 0 && tell(lines, out)))
		unlink(path);
	buf_release(&text);
}

void install_mark_left(const char *active, struct buf *out)
{
	char *dir = fileio_state_dir(false), *path;
	DIR *d = opendir(dir);
	struct dirent *e;

	while (d && (e = readdir(d))) {
		if (strncmp(e->d_name, PREFIX, strlen(PREFIX)) != 0)
			continue;
		path = fileio_join(dir, e->d_name);
		look_at(path, active, out);
		free(path);
	}
	if (d)
		closedir(d);
	free(dir);
}
