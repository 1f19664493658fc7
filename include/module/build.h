/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From decisions to NAME.te and NAME.pp: written whole and proved to hold exactly what was decided,
 * or not at all. */
#ifndef AVCURATE_MODULE_BUILD_H
#define AVCURATE_MODULE_BUILD_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/diag.h"
#include "module/remedy.h"
#include "te/write.h"

/* checkmodule -c: older module formats lack things (measured with checkmodule 3.4, formats 4-21). */
#define BUILD_FORMAT_MLS   5
#define BUILD_FORMAT_XPERM 18
/* Stands in the first lines of each text that we write beside NAME.te: only such a file is replaced. */
#define BUILD_MARK "curated with avcurate"
/* Of one package; far above any. */
#define BUILD_PACKAGE_MAX_BYTES ((size_t)256 << 20)

enum build_outcome {
	BUILD_FAILED,  /* nothing was written; the diag says why */
	BUILD_WRITTEN, /* NAME.te and NAME.pp */
	BUILD_TE_ONLY, /* NAME.te; `remark` says why there is no NAME.pp */
};

/* One more file of the module, NAME and SUFFIX. */
struct build_file {
	char *suffix;
	struct buf text;
	bool executable;
};

struct build_files {
	struct build_file *items;
	size_t count, cap;
};

/* What was built and is to be written, for those who make more files of it. All borrowed. */
struct build_made {
	const char *name, *version;
	const struct buf *te;
	const struct buf *package; /* NULL: there is none, `why_no_package` */
	const char *why_no_package;
	/* All statements, in CIL and without requirements; NULL where they are not known (they are told
	 * from the package). */
	const struct buf *cil;
	bool cil_only; /* the package lacks statements that only CIL can hold */
	const struct remedies *remedies;
	const struct buf *contexts; /* file contexts that the package has; may be empty */
	bool stripped;
};

struct build_options {
	const char *dir;        /* where to; "." for NULL */
	unsigned target_format; /* checkmodule -c; 0: its own newest */
	/* The NAME.te that the session was resumed from, where another is to be written: what was
	 * written by hand, the frozen evidence and the version come from it. NULL: the one there. */
	const char *origin;
	bool strip; /* write NAME.te stripped (te_strip.h); over none that has its evidence */
	/* Makes more files of it, to be put in place together with the others; NULL: none. 0, or -1
	 * with `d`: then nothing is written. */
	int (*more)(void *ctx, const struct build_made *made, struct build_files *out,
		    struct diag *d);
	void *more_ctx;
};

struct build_result {
	enum build_outcome outcome;
	char *te_path, *pp_path;
	char *cil_path; /* NAME.cil, where rules need one; else NULL */
	char **more_paths;
	size_t more_count;
	char *version; /* as written */
	bool raised;   /* above that of the file before */
	size_t statements;
	char *remark;            /* BUILD_TE_ONLY, and what else should be said; or NULL */
	struct te_issue *issues; /* BUILD_FAILED: what is wrong with which rule; RULE_NONE for
				  * what was written by hand */
	size_t issue_count, issue_cap;
};

void build_result_release(struct build_result *r);
void build_files_release(struct build_files *f);
/* Borrowed, until the next is added. */
struct build_file *build_files_add(struct build_files *f, const char *suffix, bool executable);

/* Build and put in place. `c->previous` is not looked at: the file that is there is read, for its
 * version, its frozen evidence and what was written by hand. Refused: a NAME.te that is not
 * avcurate's or whose module line says another name; one with decisions that this session does not
 * have (it must be loaded first); a NAME.pp without our NAME.te beside it. 0, or -1 with `d`. */
int build_module(const struct te_content *c, const struct build_options *o, struct build_result *r,
		 struct diag *d);

/* Append NAME.te as build_module would write it now, version and hand-written part included, and
 * nothing else done; `w` says whose each line is, release it. 0, or -1 with `d`: why it would be
 * refused (the text is given nevertheless). */
int build_preview(const struct te_content *c, const struct build_options *o, struct buf *text,
		  struct te_written *w, struct diag *d);

/* The text of NAME.cil; `m->cil` must be there. */
void build_cil_text(const struct build_made *m, struct buf *out);

/* Steps of it, for `check` and the tests. */

/* Put `own` and `files`, which become r->more_paths, into place, all or none. One of `files` that is there
 * already and is not of our writing is left alone. 0, or -1 with `d`. */
struct fileio_file;
int build_place(const struct fileio_file *own, size_t count, const struct build_files *files,
		const char *dir, const char *name, struct build_result *r, struct diag *d);

/* Whether a text that stands beside NAME.te says in its first lines that we wrote it. */
bool build_is_ours(const struct buf *text);
/* DIR/NAMEENDING; caller frees. */
char *build_path(const char *dir, const char *name, const char *ending);
/* Takes `text` over. */
void build_add_issue(struct build_result *r, rule_id rule, char *text);
/* The next version: the last number of it raised ("1.9" to "1.10"), ".1" behind one that ends in
 * letters. Caller frees. */
char *build_next_version(const char *version);

/* Compile the text of module NAME in the private directory `tmp` and package it there as NAME.pp.
 * 1; 0 when checkmodule refused it (its words in `output`) or is not installed (`output` empty);
 * -1 with `d`. */
int build_compile(const char *tmp, const char *name, const char *text, size_t n, unsigned format,
		  struct buf *output, struct diag *d);
/* Compile it so in a directory of its own, which goes again, and add what the package says to `set`, in
 * canonical form. As build_compile returns. */
struct cil_set;
int build_compile_set(const char *name, const char *text, size_t n, unsigned format,
		      struct cil_set *set, struct buf *output, struct diag *d);
/* Package what build_compile left in `tmp` again, with file contexts, and read them back. 0, or -1
 * with `d`. */
int build_contexts(const char *tmp, const char *name, const struct buf *contexts, struct diag *d);
/* The CIL text of a package; `isolated`: in a child, for files that we did not make. `name` and
 * `version` (may be NULL) are the module's own; caller frees. 0, or -1 with `d`. */
int build_package_cil(const char *pp_path, bool isolated, struct buf *out, char **name,
		      char **version, struct diag *d);
/* The same, isolated, of a package in memory; `pp_path` is for messages. */
int build_bytes_cil(const struct buf *package, const char *pp_path, struct buf *out, char **name,
		    char **version, struct diag *d);
/* Put checkmodule's errors, mapped to rules by `w` (may be NULL), into issues, and the first into
 * `d`. Returns -1. */
int build_take_errors(const struct buf *output, const char *te_name, const struct te_written *w,
		      struct build_result *r, struct diag *d);

#endif
