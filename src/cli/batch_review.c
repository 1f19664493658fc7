// SPDX-License-Identifier: GPL-2.0-or-later
/* `avcurate review`: read a module, mark its rules, write the document. Does not know how it looks
 * (report/). */
#include "config.h"

#include "batch_internal.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "policy/policy_extras.h"
#include "base/fileio.h"
#include "policy/load.h"
#include "session/review_marks.h"
#include "report/review.h"
#include "report/review_diff.h"
#include "report/review_formats.h"
#include "base/slice.h"

/* Load a policy only if one was named: the document is about the module, not about this host. */
static int load_policy(const struct options *o, struct policy **policy,
		       struct policy_extras *beside, struct diag *d)
{
	const char *path = open_policy_path(o, 0);
	struct policy_source source = { path };

	*policy = NULL;
	if (!path || open_no_policy(path))
		return 0;
	*policy = policy_load(&source, d);
	if (!*policy)
		return -1;
	return policy_extras_open(beside, *policy, o->file_contexts, d);
}

/* True for /dev/null, a FIFO and the like, which must be written to and not replaced. */
static bool is_stream(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && (S_ISCHR(st.st_mode) || S_ISFIFO(st.st_mode));
}

static int pour(const char *path, const struct buf *text, struct diag *d)
{
	FILE *out = fopen(path, "we");
	bool whole = out && fwrite(text->data, 1, text->len, out) == text->len;

	if (out && fclose(out) != 0)
		whole = false;
	return whole ? 0 : diag_set(d, "cannot write to %s: %s", path, strerror(errno));
}

static int put(const struct options *o, const struct buf *text, struct diag *d)
{
	if (o->output && is_stream(o->output))
		return pour(o->output, text, d);
	if (o->output && strcmp(o->output, "-") != 0)
		return fileio_write(o->output, text->data, text->len, d);
	if (fwrite(text->data, 1, text->len, stdout) == text->len && fflush(stdout) == 0)
		return 0;
	return diag_set(d, "cannot write to standard output: %s", strerror(errno));
}

/* True if -o names a module: a slip must not replace the module by its review. */
static bool is_module(const struct options *o)
{
	struct slice name = slice_of(o->output);

	return o->output &&
	       (slice_ends(name, ".te") || slice_ends(name, ".pp") ||
		fileio_same(o->output, o->te) || (o->diff && fileio_same(o->output, o->diff)));
}

static bool marking(const struct options *o)
{
	return o->approve || o->question || o->refuse;
}

/* Read the module once. `text`: what was just written to it, or NULL if nothing was. */
static int read_module(const char *path, const struct buf *text, struct intern *names,
		       struct te_file *te, struct diag *d)
{
	return text ? te_parse(path, buf_str(text), text->len, names, te, d)
		    : te_read(path, names, te, d);
}

static enum status diff(const struct options *o, const struct review_format *format,
			const struct buf *marked, struct diag *d)
{
	enum status status = STATUS_UNREADABLE;
	struct intern *names = intern_new();
	struct te_file was = { 0 }, is = { 0 };
	struct review_diff changes = { 0 };
	struct policy *policy = NULL;
	struct policy_extras beside = { 0 };
	struct buf text = { 0 };

	if (load_policy(o, &policy, &beside, d) < 0 ||
	    read_module(o->diff, NULL, names, &was, d) < 0)
		goto out;
	if (!was.ours || read_module(o->te, marked, names, &is, d) < 0 || !is.ours) {
		if (!d->text.len)
			diag_set(d, "%s was not written by avcurate: it has no decisions",
				 was.ours ? o->te : o->diff);
		goto out;
	}
	review_diff_collect(&was, &is, names, policy, &changes);
	format->diff(&changes, &text);
	status = put(o, &text, d) < 0 ? STATUS_FAILED : changes.unsettled ? STATUS_SOME : STATUS_OK;
out:
	buf_release(&text);
	review_diff_release(&changes);
	te_file_release(&was);
	te_file_release(&is);
	intern_free(names);
	policy_extras_release(&beside);
	policy_free(policy);
	return status;
}

static enum status review(const struct options *o, const struct review_format *format,
			  const struct buf *marked, struct diag *d)
{
	enum status status = STATUS_UNREADABLE;
	struct intern *names = intern_new();
	struct te_file te = { 0 };
	struct policy *policy = NULL;
	struct policy_extras beside = { 0 };
	struct review review = { 0 };
	struct buf text = { 0 };

	if (load_policy(o, &policy, &beside, d) < 0 ||
	    read_module(o->te, marked, names, &te, d) < 0)
		goto out;
	if (!te.ours) {
		diag_set(d,
			 "%s was not written by avcurate (its first line is not \"#@ avcurate "
			 "1\"), so there is nothing in it to review",
			 o->te);
		goto out;
	}
	review_from(&te, names, policy, &beside, &review);
	format->write(&review, &text);
	/* Marking prints no document unless -o or --format is given. */
	if (marking(o) && !o->output && !o->format)
		buf_clear(&text);
	status = put(o, &text, d) < 0        ? STATUS_FAILED
		 : review_unsettled(&review) ? STATUS_SOME
					     : STATUS_OK;
out:
	buf_release(&text);
	review_release(&review);
	te_file_release(&te);
	intern_free(names);
	policy_extras_release(&beside);
	policy_free(policy);
	return status;
}

enum status batch_review(const struct options *o, struct diag *d)
{
	const struct review_format *format =
		o->format ? review_format_find(o->format) : review_formats;
	enum status status = STATUS_UNREADABLE;
	struct buf marked = { 0 };
	bool wrong = false;

	if (!o->te || o->logs.count) {
		diag_set(d, "review takes one NAME.te%s%s", o->logs.count ? ", not " : "",
			 o->logs.count ? o->logs.items[0] : "");
		return STATUS_USAGE;
	}
	if (!format) {
		diag_set(d, "--format %s: markdown, json or text", o->format);
		return STATUS_USAGE;
	}
	if (is_module(o)) {
		diag_set(d,
			 "-o %s is a module, which the review would replace; use another name, "
			 "such as NAME.review.md",
			 o->output);
		return STATUS_USAGE;
	}
	if (marking(o) && review_marks_apply(o, &marked, &wrong, d) < 0)
		status = wrong ? STATUS_USAGE : STATUS_UNREADABLE;
	else if (o->diff)
		status = diff(o, format, marking(o) ? &marked : NULL, d);
	else
		status = review(o, format, marking(o) ? &marked : NULL, d);
	buf_release(&marked);
	return status;
}
