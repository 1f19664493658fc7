/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What file contexts say about a path, and the mislabelled object: where its proper label would
 * make the whole access allowed. */
#ifndef AVCURATE_POLICY_LABELS_H
#define AVCURATE_POLICY_LABELS_H

#include <stdbool.h>
#include <stddef.h>

#include "policy/label_paths.h"
#include "base/diag.h"
#include "policy/eval.h"

struct labels;

/* Open a file_contexts file, or this host's where `path` is NULL (12 ms). Use them only with the
 * policy that they belong to. NULL with `d`. */
struct labels *labels_open(const char *path, struct diag *d);
void labels_free(struct labels *l);

/* The whole context that the path should have as an object of the class ("file", "dir" …), caller
 * frees; NULL where file contexts say nothing: /proc and the like, a relative path. Some 80 us,
 * the first one that touches a pattern up to 10 ms. */
char *labels_lookup(struct labels *l, const char *path, const char *class);

/* The same the other way round: which paths have a type. Read when it is first asked for; NULL where that
 * fails. Borrowed. */
struct label_paths *labels_carried(struct labels *l);

/* Whether the type is that of a file system which keeps no labels (NFS, CIFS, FAT …): its mount tells
 * it, and restorecon cannot change it. By the attribute noxattrfs of the reference policy. */
bool label_is_of_mount(const struct policy_index *ix, uint32_t type);

struct label_fix {
	char *type;    /* the type that file contexts give */
	char *command; /* restorecon, for a shell */
};
void label_fix_release(struct label_fix *f);

/* Whether the object at the path is mislabelled, such that its proper type would make all of the
 * queries allowed, entirely; all are about this object and class. `overlay` may be NULL. True with
 * `out` (released first) filled. Never for a path that is not plain text, has no match, or has the
 * right type already. */
bool policy_mislabelled(const struct policy_index *ix, const struct eval_overlay *overlay,
			struct labels *l, const char *path, const struct eval_query *queries,
			size_t count, struct label_fix *out);

/* Where file contexts do not help: types made for the source's domain (by name: httpd_… for
 * httpd_t) with which all of the queries would be allowed, shortest name first. Returns how many
 * of at most `max` were put in `out`. */
size_t policy_label_candidates(const struct policy_index *ix, const struct eval_overlay *overlay,
			       const struct eval_query *queries, size_t count, uint32_t *out,
			       size_t max);
/* Whether people give the type by hand (contexts/customizable_types beside the file contexts): restorecon
 * leaves an object alone that has such a type, unless it is forced (libselinux: selinux_restorecon.c). */
bool labels_customizable(const struct labels *l, const char *type);
/* Whether an absolute path may go into a command that a person will paste: no controls, no bytes of other
 * scripts. */
bool label_path_is_plain(const char *path);
/* Append "restorecon -v PATH", quoted; with -F where it is to be forced. */
void label_restorecon(const char *path, bool forced, struct buf *out);
/* Append the path as a pattern of file contexts, without blanks or double quotes; `dir`: and all below
 * it. False, and nothing, for a path that is no plain text or has no label of its own. */
bool label_pattern(const char *path, bool dir, struct buf *out);
/* Append "semanage fcontext -a -t TYPE 'PATH(/.*)?' && restorecon -Rv PATH", the path quoted for
 * its pattern and the shell; the tail only for a directory, -F where it is to be forced. False for a
 * path that is no plain text. */
bool label_fcontext_command(const char *path, const char *class, const char *type, bool forced,
			    struct buf *out);

/* Append "chcon -l LEVEL PATH", quoted for the shell. False for a path that is no plain text. */
bool label_level_command(const char *path, const char *level, struct buf *out);

#endif
