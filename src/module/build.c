// SPDX-License-Identifier: GPL-2.0-or-later
/* Compiles and packages modules; the only file in this room that uses libsepol. What to build, and
 * whether it may be written, is decided in build_module.c. */
#include "config.h"

#include "module/build.h"

#include <errno.h>
#include <sepol/debug.h>
#include <sepol/module.h>
#include <sepol/module_to_cil.h>
#include <sepol/policydb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/ascii.h"
#include "base/process.h"
#include "module/cil_set.h"
#include "base/fileio.h"
#include "base/mem.h"
#include "policy/confined_child.h"
#include "base/text.h"

#define COMPILE_TIMEOUT_MS 60000

void build_result_release(struct build_result *r)
{
	size_t i;

	for (i = 0; i < r->issue_count; i++)
		free(r->issues[i].text);
	free(r->issues);
	free(r->te_path);
	free(r->pp_path);
	buf_release(&r->te);
	free(r->cil_path);
	for (i = 0; i < r->more_count; i++)
		free(r->more_paths[i]);
	free(r->more_paths);
	free(r->version);
	free(r->remark);
	*r = (struct build_result){ 0 };
}

/* Packages */

/* Wrap tmp/NAME.mod into tmp/NAME.pp; `contexts` may be NULL. */
static int write_package(const char *mod_path, const char *pp_path, const struct buf *contexts,
			 struct diag *d)
{
	sepol_module_package_t *package = NULL;
	sepol_policy_file_t *in = NULL, *out = NULL;
	FILE *mod = fopen(mod_path, "re"), *pp = fopen(pp_path, "we");
	int rc = -1;

	sepol_debug(0); /* it would write to the terminal */
	if (!mod || !pp || sepol_module_package_create(&package) < 0 ||
	    sepol_policy_file_create(&in) < 0 || sepol_policy_file_create(&out) < 0) {
		diag_set(d, "cannot package %s: %s", mod_path, strerror(errno));
		goto out;
	}
	sepol_policy_file_set_fp(in, mod);
	sepol_policy_file_set_fp(out, pp);
	if (sepol_policydb_read(sepol_module_package_get_policy(package), in) < 0) {
		diag_set(d, "libsepol cannot read the module that checkmodule made: their versions "
			    "differ; try an older format (--target-format N)");
		goto out;
	}
	if (contexts &&
	    sepol_module_package_set_file_contexts(package, contexts->data, contexts->len) < 0) {
		diag_set(d, "libsepol refuses the file contexts");
		goto out;
	}
	if (sepol_module_package_write(package, out) < 0 || fflush(pp) != 0) {
		diag_set(d, "cannot write %s: %s", pp_path, strerror(errno));
		goto out;
	}
	rc = 0;
out:
	sepol_policy_file_free(in);
	sepol_policy_file_free(out);
	sepol_module_package_free(package);
	if (mod)
		fclose(mod);
	if (pp && fclose(pp) != 0 && rc == 0)
		rc = diag_set(d, "cannot write %s: %s", pp_path, strerror(errno));
	return rc;
}

/* Write "NAME VERSION", a line break and the CIL text to `to`. */
static bool convert_package(FILE *pp, FILE *to)
{
	sepol_module_package_t *package = NULL;
	sepol_policy_file_t *file = NULL;
	char *name = NULL, *version = NULL;
	int type = 0;
	bool done = false;

	sepol_debug(0);
	if (sepol_policy_file_create(&file) == 0) {
		sepol_policy_file_set_fp(file, pp);
		done = sepol_module_package_info(file, &type, &name, &version) == 0 && name &&
		       version;
	}
	if (done) {
		rewind(pp);
		fprintf(to, "%s %s\n", name, version);
		done = sepol_ppfile_to_module_package(pp, &package) == 0 &&
		       sepol_module_package_to_cil(to, package) == 0 && fflush(to) == 0;
	}
	sepol_module_package_free(package);
	sepol_policy_file_free(file);
	free(name);
	free(version);
	return done;
}

/* libsepol trusts packages more than it should, so one made by others is converted in a child that
 * may crash. */
static bool convert_in_child(FILE *pp, FILE *to)
{
	int status = 0;
	pid_t pid = confined_child_fork(COMPILE_TIMEOUT_MS /
					1000); /* libsepol says some things on stderr */

	if (pid == 0)
		_exit(convert_package(pp, to) ? 0 : 1);
	if (pid < 0)
		return false;
	while (waitpid(pid, &status, 0) < 0)
		if (errno != EINTR)
			return false;
	return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

static void read_all(FILE *f, struct buf *out)
{
	char chunk[16384];
	size_t n;

	rewind(f);
	while ((n = fread(chunk, 1, sizeof(chunk), f)) > 0)
		buf_add(out, chunk, n);
}

/* Closes `pp`, which is NULL if it could not be opened. */
static int package_cil(FILE *pp, const char *pp_path, bool isolated, struct buf *out, char **name,
		       char **version, struct diag *d)
{
	FILE *to = tmpfile();
	struct buf text = { 0 };
	const char *line_end, *space;
	int rc = -1;

	if (!pp || !to) {
		diag_set(d, "cannot read %s: %s", pp_path, strerror(errno));
		goto out;
	}
	if (!(isolated ? convert_in_child(pp, to) : convert_package(pp, to))) {
		diag_set(d, "%s is not a module package that libsepol can read", pp_path);
		goto out;
	}
	read_all(to, &text);
	line_end = strchr(buf_str(&text), '\n');
	space = line_end ? memchr(text.data, ' ', (size_t)(line_end - text.data)) : NULL;
	if (!space) {
		diag_set(d, "%s does not name a module", pp_path);
		goto out;
	}
	if (name)
		*name = mem_strndup(text.data, (size_t)(space - text.data));
	if (version)
		*version = mem_strndup(space + 1, (size_t)(line_end - space - 1));
	buf_add(out, line_end + 1, text.len - (size_t)(line_end + 1 - text.data));
	rc = 0;
out:
	buf_release(&text);
	if (pp)
		fclose(pp);
	if (to)
		fclose(to);
	return rc;
}

int build_package_cil(const char *pp_path, bool isolated, struct buf *out, char **name,
		      char **version, struct diag *d)
{
	return package_cil(fopen(pp_path, "re"), pp_path, isolated, out, name, version, d);
}

int build_bytes_cil(const struct buf *package, const char *pp_path, struct buf *out, char **name,
		    char **version, struct diag *d)
{
	FILE *pp = tmpfile(); /* libsepol reads only from files */

	if (pp && (fwrite(buf_str(package), 1, package->len, pp) != package->len ||
		   fseek(pp, 0, SEEK_SET) != 0)) {
		fclose(pp);
		pp = NULL;
	}
	return package_cil(pp, pp_path, true, out, name, version, d);
}

/* Compiling */

char *build_path(const char *dir, const char *name, const char *ending)
{
	struct buf b = { 0 };
	char *path;

	buf_addf(&b, "%s%s", name, ending);
	path = fileio_join(dir, b.data);
	buf_release(&b);
	return path;
}

int build_compile(const char *tmp, const char *name, const char *text, size_t n, unsigned format,
		  struct buf *output, struct diag *d)
{
	char *te = build_path(tmp, name, ".te"), *mod = build_path(tmp, name, ".mod");
	char *pp = build_path(tmp, name, ".pp"), number[12];
	const char *argv[9] = { "checkmodule", "-M", "-m" };
	size_t i = 3;
	int rc = -1, status;

	snprintf(number, sizeof(number), "%u", format);
	if (format) {
		argv[i++] = "-c";
		argv[i++] = number;
	}
	argv[i++] = "-o";
	argv[i++] = mod;
	argv[i++] = te;
	argv[i] = NULL;
	if (!process_found(argv[0])) {
		rc = 0;
		goto out;
	}
	if (fileio_write(te, text, n, d) < 0)
		goto out;
	status = process_run(argv, output, COMPILE_TIMEOUT_MS, d);
	if (status > 0) {
		if (!output->len)
			buf_addf(output, "checkmodule failed with status %d", status);
		rc = 0;
	} else if (status == 0) {
		rc = write_package(mod, pp, NULL, d) < 0 ? -1 : 1;
	}
out:
	free(te);
	free(mod);
	free(pp);
	return rc;
}

int build_compile_set(const char *name, const char *text, size_t n, unsigned format,
		      struct cil_set *set, struct buf *output, struct diag *d)
{
	struct process_hold hold;
	struct buf cil = { 0 };
	char *dir, *pp;
	int rc = -1;

	process_hold_begin(&hold); /* so that a signal does not leave the directory there */
	dir = fileio_temp_dir(d);
	if (dir) {
		pp = build_path(dir, name, ".pp");
		rc = build_compile(dir, name, text, n, format, output, d);
		if (rc > 0 && (build_package_cil(pp, false, &cil, NULL, NULL, d) < 0 ||
			       cil_set_add_canonical(set, buf_str(&cil), cil.len, d) < 0))
			rc = -1;
		fileio_remove_dir(dir);
		free(pp);
	}
	process_hold_end(&hold);
	free(dir);
	buf_release(&cil);
	return rc;
}

int build_contexts(const char *tmp, const char *name, const struct buf *contexts, struct diag *d)
{
	char *mod = build_path(tmp, name, ".mod"), *pp = build_path(tmp, name, ".pp");
	sepol_module_package_t *package = NULL;
	FILE *f = NULL;
	int rc = write_package(mod, pp, contexts, d);

	if (rc == 0)
		f = fopen(pp, "re");
	if (f && sepol_ppfile_to_module_package(f, &package) == 0 &&
	    sepol_module_package_get_file_contexts_len(package) == contexts->len &&
	    memcmp(sepol_module_package_get_file_contexts(package), contexts->data,
		   contexts->len) == 0)
		goto out;
	if (rc == 0)
		rc = diag_set(d, "the file contexts cannot be read back from the package");
out:
	sepol_module_package_free(package);
	if (f)
		fclose(f);
	free(mod);
	free(pp);
	return rc;
}

void build_add_issue(struct build_result *r, rule_id rule, char *text)
{
	r->issues = mem_grow(r->issues, &r->issue_cap, r->issue_count + 1, sizeof(*r->issues));
	r->issues[r->issue_count++] = (struct te_issue){ .rule = rule, .text = text };
}

int build_add_errors(const struct buf *output, const char *te_name, const struct te_written *w,
		     struct build_result *r, struct diag *d)
{
	const char *p = buf_str(output), *end, *mark;
	size_t before = r->issue_count;
	char *text;

	/* PATH:LINE:ERROR 'text' at token 't' on line LINE: (quotes differ between versions) */
	for (; *p; p = *end ? end + 1 : end) {
		const char *digits;
		struct buf b = { 0 };
		unsigned line;

		end = p + strcspn(p, "\n");
		mark = memmem(p, (size_t)(end - p), ":ERROR ", 7);
		if (!mark)
			continue;
		for (digits = mark; digits > p && ascii_is_digit(digits[-1]); digits--)
			;
		line = (unsigned)strtoul(digits, NULL, 10);
		text = text_cleaned((struct slice){ mark + 7, (size_t)(end - mark - 7) });
		if (strlen(text) && text[strlen(text) - 1] == ':')
			text[strlen(text) - 1] = '\0';
		buf_addf(&b, "%s:%u: checkmodule: %s%s", te_name, line, text,
			 w && w->hand_line && line >= w->hand_line ? " (in the hand-written part)"
								   : "");
		free(text);
		build_add_issue(r, w ? te_written_rule(w, line) : RULE_NONE, buf_take(&b));
	}
	if (r->issue_count > before)
		return diag_set(d, "%s", r->issues[before].text);
	p = buf_str(output);
	text = text_cleaned((struct slice){ p, strcspn(p, "\n") });
	diag_set(d, "%s: %s", te_name, text);
	free(text);
	return -1;
}
