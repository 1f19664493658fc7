/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Turns decisions into NAME.te and NAME.pp. Both are proved to hold exactly what was decided, and
 * written completely or not at all. */
#ifndef AVCURATE_MODULE_BUILD_H
#define AVCURATE_MODULE_BUILD_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/diag.h"
#include "module/remedy.h"
#include "te/write.h"

/* checkmodule -c: the formats that introduced these (measured with checkmodule 3.4, formats
 * 4-21). */
#define BUILD_FORMAT_MLS   5
#define BUILD_FORMAT_XPERM 18
/* In the first lines of each text that avcurate writes beside NAME.te: only such a file is
 * replaced. */
#define BUILD_MARK "curated with avcurate"
/* Limit for one package, far above any real one. */
#define BUILD_PACKAGE_MAX_BYTES ((size_t)256 << 20)

enum build_outcome {
	BUILD_FAILED,  /* wrote nothing; the diag says why */
	BUILD_WRITTEN, /* NAME.te and NAME.pp */
	BUILD_TE_ONLY, /* NAME.te; `remark` says why there is no NAME.pp */
};

/* One more file of the module, named NAME and suffix. */
struct build_file {
	char *suffix;
	struct buf text;
	bool executable;
};

struct build_files {
	struct build_file *items;
	size_t count, cap;
};

/* What was built, for callers that derive more files from it. All borrowed. */
struct build_made {
	const char *name, *version;
	const struct buf *te;
	const struct buf *package; /* NULL: see `why_no_package` */
	const char *why_no_package;
	/* All statements in CIL, without requirements; NULL if unknown, since they come from the
	 * package. */
	const struct buf *cil;
	bool cil_only; /* the package lacks statements that only CIL can hold */
	const struct remedies *remedies;
	const struct buf *contexts; /* file contexts in the package; may be empty */
	bool stripped;
};

struct build_options {
	const char *dir;        /* output directory; NULL: "." */
	unsigned target_format; /* checkmodule -c; 0: its newest */
	/* The NAME.te that the session was resumed from, if another one is to be written:
	 * hand-written text, frozen evidence and version come from it. NULL: the one in `dir`. */
	const char *origin;
	/* A NAME.te that was read already and has not changed on disk: not opened again. May be NULL. */
	const struct te_file *known;
	bool strip; /* write NAME.te stripped (te/strip.h); never replaces one with evidence */
	/* Derives more files, which are written together with the others; may be NULL. Returns 0,
	 * or -1 with `d`: then nothing is written. */
	int (*more)(void *ctx, const struct build_made *made, struct build_files *out,
		    struct diag *d);
	void *more_ctx;
};

struct build_result {
	enum build_outcome outcome;
	char *te_path, *pp_path;
	struct buf te;  /* what te_path holds */
	char *cil_path; /* NAME.cil, where rules need one; else NULL */
	char **more_paths;
	size_t more_count;
	char *version; /* as written */
	bool raised;   /* above that of the previous file */
	size_t statements;
	char *remark;            /* why BUILD_TE_ONLY, and other remarks; or NULL */
	struct te_issue *issues; /* BUILD_FAILED: what is wrong with which rule; RULE_NONE for
				  * hand-written text */
	size_t issue_count, issue_cap;
};

void build_result_release(struct build_result *r);
void build_files_release(struct build_files *f);
/* Add a file; borrowed until the next call. */
struct build_file *build_files_add(struct build_files *f, const char *suffix, bool executable);

/* Build the module and put it in place. Ignores `c->previous`: the existing file is read for its
 * version, frozen evidence and hand-written text. Refuses to replace a NAME.te that avcurate did
 * not write or whose module line says another name; one with decisions that this session lacks
 * (load it first); and a NAME.pp without avcurate's NAME.te beside it. Return 0, or -1 with `d`. */
int build_module(const struct te_content *c, const struct build_options *o, struct build_result *r,
		 struct diag *d);

/* Append NAME.te as build_module would write it now, with version and hand-written part, and do
 * nothing else. `w` maps lines to rules; release it. Return 0, or -1 with `d`: why build_module
 * would refuse (the text is appended all the same). */
int build_preview(const struct te_content *c, const struct build_options *o, struct buf *text,
		  struct te_written *w, struct diag *d);

/* Append the text of NAME.cil; `m->cil` must not be NULL. */
void build_cil_text(const struct build_made *m, struct buf *out);

/* Single steps, for `check` and the tests. */

/* Write `own` and `files`, all or none; `files` become r->more_paths. Refuses to replace one of
 * `files` that avcurate did not write. Return 0, or -1 with `d`. */
struct fileio_file;
int build_place(const struct fileio_file *own, size_t count, const struct build_files *files,
		const char *dir, const char *name, struct build_result *r, struct diag *d);

/* True if the first lines of a text beside NAME.te say that avcurate wrote it. */
bool build_is_ours(const struct buf *text);
/* DIR/NAMEENDING; caller frees. */
char *build_path(const char *dir, const char *name, const char *ending);
/* Takes ownership of `text`. */
void build_add_issue(struct build_result *r, rule_id rule, char *text);
/* The next version: increment the last number ("1.9" to "1.10"), or append ".1" if it ends in
 * letters. Caller frees. */
char *build_next_version(const char *version);

/* Compile the text of module NAME in the private directory `tmp` and package it there as NAME.pp.
 * Return 1; 0 if checkmodule refused it (its output in `output`) or is not installed (`output`
 * empty); -1 with `d`. */
int build_compile(const char *tmp, const char *name, const char *text, size_t n, unsigned format,
		  struct buf *output, struct diag *d);
/* The same in a temporary directory of its own; add the content of the package to `set` in
 * canonical form. */
struct cil_set;
int build_compile_set(const char *name, const char *text, size_t n, unsigned format,
		      struct cil_set *set, struct buf *output, struct diag *d);
/* Package the result of build_compile in `tmp` again, with file contexts, and read them back.
 * Return 0, or -1 with `d`. */
int build_contexts(const char *tmp, const char *name, const struct buf *contexts, struct diag *d);
/* Convert a package to CIL text; `isolated`: in a child process, for files by others. `name` and
 * `version` (may be NULL) are set to the module's; caller frees. Return 0, or -1 with `d`. */
int build_package_cil(const char *pp_path, bool isolated, struct buf *out, char **name,
		      char **version, struct diag *d);
/* The same, isolated, for a package in memory; `pp_path` is for messages. */
int build_bytes_cil(const struct buf *package, const char *pp_path, struct buf *out, char **name,
		    char **version, struct diag *d);
/* Add checkmodule's errors, mapped to rules by `w` (may be NULL), to the issues, and the first to
 * `d`. Return -1. */
int build_add_errors(const struct buf *output, const char *te_name, const struct te_written *w,
		     struct build_result *r, struct diag *d);

#endif
