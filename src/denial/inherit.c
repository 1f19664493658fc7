// SPDX-License-Identifier: GPL-2.0-or-later
/* Decide from one record whether its denial may be of a descriptor that the program inherited. Does
 * not know the other records of the event (see ledger_event.c). */
#include "config.h"

#include "inherit_internal.h"

#include <string.h>

#include "base/attr.h"

bool inherit_may_class(const char *class)
{
	static const char *const classes[] = { "fd",       "file", "chr_file",   "fifo_file",
					       "blk_file", "dir",  "anon_inode", "memfd_file" };
	size_t n = strlen(class), i;

	if (n >= 6 && strcmp(class + n - 6, "socket") == 0)
		return true;
	for (i = 0; i < AV_ARRAY_LEN(classes); i++)
		if (strcmp(class, classes[i]) == 0)
			return true;
	return false;
}

/* True for a pipe, a socket or a device, which cannot be a program. Any other path may be the file
 * being run, whose descriptor the old domain opened and the new one maps. */
static bool cannot_be_program(struct slice path)
{
	static const char dev[] = "\"/dev/";

	return path.n > 1 && path.p[0] == '"' &&
	       (path.p[1] != '/' ||
		(path.n >= strlen(dev) && memcmp(path.p, dev, strlen(dev)) == 0));
}

/* True for the permissions of the kernel's file_to_av(), which follow from the mode the file was
 * opened with; "ioctl" if it was opened neither for reading nor for writing. */
static bool is_open_mode(struct slice perm)
{
	switch (perm.n) {
	case 4:
		return memcmp(perm.p, "read", 4) == 0;
	case 5:
		return memcmp(perm.p, "write", 5) == 0 || memcmp(perm.p, "ioctl", 5) == 0;
	case 6:
		return memcmp(perm.p, "append", 6) == 0;
	}
	return false;
}

bool inherit_may(const struct record *r)
{
	struct slice list = r->perms, word;
	bool writes = false;

	if (r->user || r->suspect || !r->serial || r->ioctl != IOCTL_NONE)
		return false;
	while (record_next_perm(&list, &word)) {
		if (word.n == 3 && memcmp(word.p, "use", 3) == 0)
			return slice_is(r->tclass, "fd") &&
			       (r->permissive == 0 || cannot_be_program(r->path));
		if (!is_open_mode(word))
			return false;
		writes |= *word.p == 'w' || *word.p == 'a';
	}
	return writes || r->permissive == 0 || !slice_is(r->tclass, "file");
}
