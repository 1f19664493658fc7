/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What file contexts say about a path, and the mislabelled object: one whose proper label would
 * allow the whole access. */
#ifndef AVCURATE_POLICY_LABELS_H
#define AVCURATE_POLICY_LABELS_H

#include <stdbool.h>
#include <stddef.h>

#include "policy/label_paths.h"
#include "base/diag.h"
#include "policy/eval.h"

struct labels;

/* Open a file_contexts file, or this host's if `path` is NULL (12 ms). Use them only with the
 * policy they belong to. NULL with `d`. */
struct labels *labels_open(const char *path, struct diag *d);
void labels_free(struct labels *l);

/* The whole context that the path should have as an object of the class ("file", "dir" …);
 * caller frees. NULL if file contexts say nothing: /proc and the like, a relative path. Some 80
 * us; the first call that touches a pattern up to 10 ms. */
char *labels_lookup(struct labels *l, const char *path, const char *class);

/* The reverse: the paths that have a type. Read on first use; NULL if that fails. Borrowed. */
struct label_paths *labels_get_paths(struct labels *l);

/* True if the type belongs to a file system that keeps no labels (NFS, CIFS, FAT …): the mount
 * decides it, and restorecon cannot change it. Recognised by the attribute noxattrfs of the
 * reference policy. */
bool label_is_of_mount(const struct policy_index *ix, uint32_t type);

struct label_fix {
	char *type;    /* the type that file contexts give */
	char *command; /* restorecon, for a shell */
};
void label_fix_release(struct label_fix *f);

/* True if the object at the path is mislabelled and its proper type would allow all of the
 * queries, entirely; all must be about this object and class. `overlay` may be NULL. Fills `out`
 * (released first). Never true for a path that is not plain text, has no match, or already has
 * the right type. */
bool policy_mislabelled(const struct policy_index *ix, const struct eval_overlay *overlay,
			struct labels *l, const char *path, const struct eval_query *queries,
			size_t count, struct label_fix *out);

/* If file contexts do not help: the types made for the source's domain (by name: httpd_… for
 * httpd_t) with which all of the queries would be allowed, shortest name first. Return how many
 * of at most `max` were stored in `out`. */
size_t policy_label_candidates(const struct policy_index *ix, const struct eval_overlay *overlay,
			       const struct eval_query *queries, size_t count, uint32_t *out,
			       size_t max);
/* True if administrators assign the type by hand (contexts/customizable_types beside the file
 * contexts): restorecon leaves an object with such a type alone unless forced (libselinux:
 * selinux_restorecon.c). */
bool labels_customizable(const struct labels *l, const char *type);
/* True if an absolute path may go into a command that people will paste: no controls, no bytes
 * of other scripts. */
bool label_path_is_plain(const char *path);
/* Append "restorecon -v PATH", quoted; with -F if `forced`. */
void label_restorecon(const char *path, bool forced, struct buf *out);
/* Append the path as a pattern for file contexts, without blanks or double quotes; `dir`: and
 * everything below it. False, and nothing appended, for a path that is not plain text or has no
 * label of its own. */
bool label_pattern(const char *path, bool dir, struct buf *out);
/* Append "semanage fcontext -a -t TYPE 'PATH(/.*)?' && restorecon -Rv PATH", the path quoted for
 * its pattern and the shell; the tail only for a directory, -F if `forced`. False for a path
 * that is not plain text. */
bool label_fcontext_command(const char *path, const char *class, const char *type, bool forced,
			    struct buf *out);

/* Append "chcon -l LEVEL PATH", quoted for the shell. False for a path that is not plain text. */
bool label_level_command(const char *path, const char *level, struct buf *out);

#endif
