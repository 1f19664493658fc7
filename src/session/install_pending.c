// SPDX-License-Identifier: GPL-2.0-or-later
/* Lines: install, install-cil or uninstall, name, priority, digest of the package, active directory,
 * fingerprint of the store before. */
#include "config.h"

#include "session/install_pending.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "base/fileio.h"
#include "module/install_run.h"
#include "base/text.h"

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

void install_pending_note(const struct install_plan *p)
{
	char *path = mark_path(p), before[65] = "-";
	struct buf text = { 0 };

	if (store_fingerprint(p->place->active, before, NULL) < 0)
		before[0] = '\0';
	buf_addf(&text, "%s\n%s\n%u\n%s\n%s\n%s\n",
		 p->removal  ? "uninstall"
		 : p->is_cil ? "install-cil"
			     : "install",
		 p->name, p->priority, p->removal ? "-" : p->digest, p->place->active,
		 before[0] ? before : "-");
	fileio_write(path, text.data, text.len, NULL);
	buf_release(&text);
	free(path);
}

void install_pending_clear(const struct install_plan *p)
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

enum { LINE_WHAT, LINE_NAME, LINE_PRIORITY, LINE_DIGEST, LINE_ACTIVE, LINE_BEFORE, LINES };

/* "carried out to the end; the store has …"; false: it cannot be told. */
static bool tell_end(const struct install_plan *p, const char *before, struct buf *out)
{
	char now[65], *found = NULL;
	struct store store = { 0 };
	struct diag d = { 0 };
	bool known = store_read(&store, p->place->active, &d) == 0;

	if (!known)
		buf_addf(out, "what came of it cannot be told: %s\n", diag_text(&d));
	else if (install_check_store(p, &found))
		buf_addf(out, "that was carried out to the end; %s\n", found);
	else if (store_fingerprint(p->place->active, now, NULL) == 0 && strcmp(now, before) == 0)
		buf_addf(out, "that was not carried out, and the store is as it was before; %s\n",
			 found);
	else
		buf_addf(
			out,
			"that was not carried out, and something else has changed the store since; "
			"%s\n",
			found);
	store_release(&store);
	diag_release(&d);
	free(found);
	return known;
}

/* What became of it; false: the note has to stay. */
static bool tell(char *const lines[LINES], struct buf *out)
{
	bool removal = strcmp(lines[LINE_WHAT], "uninstall") == 0;
	struct install_place place = { .active = lines[LINE_ACTIVE] };
	struct install_plan p = { .place = &place,
				  .removal = removal,
				  .is_cil = strcmp(lines[LINE_WHAT], "install-cil") == 0,
				  .name = lines[LINE_NAME] };

	if (!text_is_name(slice_of(p.name)))
		return true;
	p.priority = (unsigned)strtoul(lines[LINE_PRIORITY], NULL, 10);
	if (strlen(lines[LINE_DIGEST]) < sizeof(p.digest))
		memcpy(p.digest, lines[LINE_DIGEST], strlen(lines[LINE_DIGEST]) + 1);
	if (is_locked(place.active)) {
		buf_addf(out,
			 "semodule, which an earlier avcurate set to %s %s, may still be at work\n",
			 removal ? "take away" : "install", p.name);
		return false;
	}
	buf_addf(out, "an earlier avcurate ended while semodule was to %s %s: ",
		 removal ? "take away" : "install", p.name);
	return tell_end(&p, lines[LINE_BEFORE], out);
}

static void look_at(const char *path, const char *active, struct buf *out)
{
	char *lines[LINES] = { NULL }, *save = NULL, *word;
	struct buf text = { 0 };
	size_t n = 0;

	if (fileio_read(path, MARK_MAX_BYTES, &text, NULL) == 0 && text.len)
		for (word = strtok_r(text.data, "\n", &save); word && n < LINES;
		     word = strtok_r(NULL, "\n", &save))
			lines[n++] = word;
	if (n < LINES || (strcmp(lines[LINE_ACTIVE], active) == 0 && tell(lines, out)))
		unlink(path);
	buf_release(&text);
}

void install_pending_left(const char *active, struct buf *out)
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
