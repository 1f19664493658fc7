// SPDX-License-Identifier: GPL-2.0-or-later
/* `avcurate check`: names, syntax, compilation, and the package beside the source. Does not ask a
 * policy; check_prove.c does. */
#include "config.h"

#include "module/check.h"

#include <stdlib.h>
#include <string.h>

#include "module/build.h"
#include "base/process.h"
#include "module/cil_set.h"
#include "base/fileio.h"
#include "base/mem.h"
#include "te/identity.h"
#include "te/lex.h"
#include "te/read.h"

void check_result_release(struct check_result *r)
{
	message_log_release(&r->findings);
	buf_release(&r->made);
	te_file_release(&r->te);
	diag_release(&r->syntax);
	intern_free(r->names);
	*r = (struct check_result){ 0 };
}

int check_status(const struct check_result *r)
{
	if (r->compiles == CHECK_REFUSED)
		return 4;
	return r->names_agree && r->package != CHECK_DIFFERS && !r->not_proven ? 0 : 1;
}

static bool same_bytes(const char *a, const char *b)
{
	struct buf x = { 0 }, y = { 0 };
	bool same = fileio_read(a, BUILD_PACKAGE_MAX_BYTES, &x, NULL) == 0 &&
		    fileio_read(b, BUILD_PACKAGE_MAX_BYTES, &y, NULL) == 0 && x.len == y.len &&
		    (!x.len || memcmp(x.data, y.data, x.len) == 0);

	buf_release(&x);
	buf_release(&y);
	return same;
}

/* Return 0 if both packages mean the same, or -1 with `d`. avcurate built `made`; `found` is not
 * trusted. */
static int compare_packages(const char *made, const char *found, struct diag *d)
{
	struct cil_set wanted = { 0 }, is = { 0 };
	struct buf a = { 0 }, b = { 0 };
	char *names[2] = { 0 }, *versions[2] = { 0 };
	int rc = -1;

	if (same_bytes(made, found))
		return 0;
	if (build_package_cil(made, false, &a, &names[0], &versions[0], d) < 0 ||
	    build_package_cil(found, true, &b, &names[1], &versions[1], d) < 0)
		goto out;
	if (strcmp(names[0], names[1]) != 0)
		rc = diag_set(d, "its module is named %s, the source says %s", names[1], names[0]);
	else if (strcmp(versions[0], versions[1]) != 0)
		rc = diag_set(d, "it is version %s, the source says %s", versions[1], versions[0]);
	else if (cil_set_add_canonical(&wanted, buf_str(&a), a.len, d) == 0 &&
		 cil_set_add_canonical(&is, buf_str(&b), b.len, d) == 0)
		rc = cil_set_compare(&wanted, &is, d);
out:
	cil_set_release(&wanted);
	cil_set_release(&is);
	buf_release(&a);
	buf_release(&b);
	free(names[0]);
	free(names[1]);
	free(versions[0]);
	free(versions[1]);
	return rc;
}

/* The path of NAME.pp beside NAME.te. Caller frees. */
static char *package_path(const char *te_path)
{
	size_t n = strlen(te_path);
	struct buf b = { 0 };

	if (n > 3 && strcmp(te_path + n - 3, ".te") == 0)
		n -= 3;
	buf_add(&b, te_path, n);
	buf_adds(&b, ".pp");
	return buf_take(&b);
}

/* True if anything but comments follows the module line. */
static bool has_statements(const struct te_file *f)
{
	struct te_lex lx;
	struct te_token t;

	te_lex_init(&lx, NULL, f->text.data + f->module.to, f->text.len - f->module.to);
	te_lex_code(&lx, &t);
	return t.kind != TE_TOKEN_END;
}

/* Compare with the package `pp_path`, or if NULL with the one beside the source. */
static void check_package(const struct te_file *f, const char *pp_path, const char *made,
			  struct check_result *r)
{
	char *found = pp_path ? mem_strdup(pp_path) : package_path(f->path);
	struct diag d = { 0 };

	if (!fileio_exists(found)) {
		message_add(&r->findings, DIAG_INFO, "%s: does not exist, not compared", found);
	} else if (!made) {
		r->package = CHECK_NOT_COMPARED;
		message_add(&r->findings, DIAG_WARNING,
			    "%s: not compared, no package could be built from the source", found);
	} else if (compare_packages(made, found, &d) == 0) {
		r->package = CHECK_SAME;
		message_add(&r->findings, DIAG_INFO, "%s: matches the source", found);
	} else {
		r->package = CHECK_DIFFERS;
		message_add(&r->findings, DIAG_ERROR,
			    "%s: does not match the source: %s; build it again", found,
			    diag_text(&d));
	}
	diag_release(&d);
	free(found);
}

static void add_refusal(const struct te_file *f, const struct buf *output, struct check_result *r)
{
	struct build_result errors = { 0 };
	struct diag first = { 0 };
	size_t i;

	r->compiles = CHECK_REFUSED;
	build_add_errors(output, f->path, NULL, &errors, &first);
	for (i = 0; i < errors.issue_count; i++)
		message_add(&r->findings, DIAG_ERROR, "%s", errors.issues[i].text);
	if (!i)
		message_add(&r->findings, DIAG_ERROR, "%s", diag_text(&first));
	build_result_release(&errors);
	diag_release(&first);
}

/* The package also holds the labels that were decided. */
static int add_contexts(const struct te_file *f, const char *tmp, struct diag *d)
{
	struct remedies remedies = { 0 };
	struct buf contexts = { 0 };
	int rc = 0;

	remedies_collect_te(&remedies, f);
	remedies_contexts(&remedies, &contexts);
	if (contexts.len)
		rc = build_contexts(tmp, f->name, &contexts, d);
	buf_release(&contexts);
	remedies_release(&remedies);
	return rc;
}

static int check_compiles(const struct te_file *f, const char *pp_path, struct check_result *r,
			  struct diag *d)
{
	struct buf output = { 0 };
	struct process_hold hold;
	char *tmp, *made;
	int rc;

	process_hold_begin(&hold); /* so that a signal does not leave the directory there */
	tmp = fileio_temp_dir(d);
	if (!tmp) {
		process_hold_end(&hold);
		return -1;
	}
	/* Use the name in the module line, so that a wrong file name hides no other error. */
	rc = build_compile(tmp, f->name, f->text.data, f->text.len, 0, &output, d);
	if (rc > 0 && add_contexts(f, tmp, d) < 0)
		rc = -1;
	if (rc > 0) {
		r->compiles = CHECK_COMPILES;
		message_add(&r->findings, DIAG_INFO, "%s: compiles", f->path);
		made = build_path(tmp, f->name, ".pp");
		check_package(f, pp_path, made, r);
		rc = fileio_read(made, BUILD_PACKAGE_MAX_BYTES, &r->made, d) < 0 ? -1 : rc;
		free(made);
	} else if (rc == 0) {
		add_refusal(f, &output, r);
	}
	fileio_remove_dir(tmp);
	process_hold_end(&hold);
	free(tmp);
	buf_release(&output);
	return rc < 0 ? -1 : 0;
}

int check_module(const char *te_path, const char *pp_path, struct check_result *r, struct diag *d)
{
	struct te_file *f = &r->te;
	struct buf text = { 0 };
	struct diag wrong = { 0 };
	int rc = -1;

	*r = (struct check_result){ .names = intern_new() };
	if (pp_path && !fileio_exists(pp_path)) {
		diag_set(d, "cannot read %s: no such file", pp_path);
		goto out;
	}
	if ((pp_path && fileio_check_regular(pp_path, d) < 0) ||
	    fileio_check_regular(te_path, d) < 0 ||
	    fileio_read(te_path, TE_FILE_MAX_BYTES, &text, d) < 0)
		goto out;
	rc = 0;
	if (te_parse(te_path, buf_str(&text), text.len, r->names, f, &r->syntax) < 0) {
		r->compiles = CHECK_REFUSED;
		message_add(&r->findings, DIAG_ERROR, "%s", diag_text(&r->syntax));
		goto out;
	}
	r->names_agree = te_identity_check(f, &wrong) == 0;
	if (!r->names_agree)
		message_add(&r->findings, DIAG_ERROR, "%s", diag_text(&wrong));
	if (!has_statements(f)) {
		r->compiles = CHECK_EMPTY;
		message_add(&r->findings, DIAG_WARNING,
			    "%s: has no rules, so no package can be built", te_path);
		check_package(f, pp_path, NULL, r);
	} else if (!process_found("checkmodule")) {
		message_add(
			&r->findings, DIAG_WARNING,
			"%s: not compiled, checkmodule is not installed (Debian: apt-get install "
			"checkpolicy; Fedora: dnf install checkpolicy)",
			te_path);
		check_package(f, pp_path, NULL, r);
	} else {
		rc = check_compiles(f, pp_path, r, d);
	}
out:
	buf_release(&text);
	diag_release(&wrong);
	return rc;
}
