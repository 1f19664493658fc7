// SPDX-License-Identifier: GPL-2.0-or-later
/* Explain why a path cannot be read and what to do about it, from its owner, group and mode. Does
 * not know what the policy allows. */
#include "config.h"

#include "input/cannot_read.h"

#include <errno.h>
#include <grp.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/fileio.h"

int cannot_read(const char *path, int error, struct diag *d)
{
	struct stat st;
	struct passwd *pw;
	struct group *gr;
	const char *user, *group, *at = path;
	char *parent = NULL, *up, uid[24], gid[24];

	if (error == ENOENT)
		return diag_set(d, "cannot read %s: no such file", path);
	if (error != EACCES && error != EPERM)
		return diag_set(d, "cannot read %s: %s", path, strerror(error));
	/* The nearest parent that we can stat is the directory that keeps us out. */
	while (stat(at, &st) < 0) {
		up = fileio_dir(at);
		free(parent);
		at = parent = up;
		if (strcmp(at, "/") == 0 || strcmp(at, ".") == 0)
			break;
	}
	if (stat(at, &st) < 0 || geteuid() == 0) {
		diag_set(d, "cannot read %s: %s%s", path, strerror(error),
			 geteuid() ? "; run with sudo"
				   : " even for root: a security policy may forbid it");
		free(parent);
		return -1;
	}
	pw = getpwuid(st.st_uid);
	gr = getgrgid(st.st_gid);
	snprintf(uid, sizeof(uid), "uid %u", (unsigned)st.st_uid);
	snprintf(gid, sizeof(gid), "%u", (unsigned)st.st_gid);
	user = pw ? pw->pw_name : uid;
	group = gr ? gr->gr_name : gid;
	if ((st.st_mode & S_IRGRP) && st.st_gid != 0)
		diag_set(d,
			 "cannot read %s: %s; %s belongs to %s, readable by group %s: run with "
			 "sudo, or add yourself to that group (sudo usermod -aG %s $USER, then log "
			 "in again)",
			 path, strerror(error), at == path ? "it" : at, user, group, group);
	else
		diag_set(
			d,
			"cannot read %s: %s; %s belongs to %s, and only that user may read it: run "
			"with sudo",
			path, strerror(error), at == path ? "it" : at, user);
	free(parent);
	return -1;
}
