// SPDX-License-Identifier: GPL-2.0-or-later
/* The steps of a build: check that the target may be replaced, write the text, check the
 * module format, compile, compare the package with the decisions, and only then put both
 * files in place. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "module/build.h"
#include "base/ascii.h"
#include "base/process.h"
#include "module/cil_set.h"
#include "base/fileio.h"
#include "base/mem.h"
#include "te/name.h"
#include "te/identity.h"
#include "te/lex.h"
#include "module/te_adopt.h"
#include "te/strip.h"

char *build_next_version(const char *version)
{
	size_t n = strlen(version), from = n;
	struct buf b = { 0 };

	while (from > 0 && ascii_is_digit(version[from - 1]))
		from--;
	buf_add(&b, version, n);
	if (from == n) {
		buf_adds(&b, ".1");
		return buf_take(&b);
	}
	while (n > from && b.data[n - 1] == '9')
		b.data[--n] = '0';
	if (n > from) {
		b.data[n - 1]++;
	} else { /* all nines */
		b.data[from] = '1';
		buf_addc(&b, '0');
	}
	return buf_take(&b);
}

struct building {
	const struct te_content *c;
	const struct build_options *o;
	struct build_result *r;
	struct diag *d;
	const struct te_file *before; /* the existing NAME.te, or empty */
	struct te_file read;          /* the same, if we had to read it */
	bool resumed;                 /* there is one */
	struct te_content content;
	struct te_written written;
	struct buf text;
	char *version;
	struct remedies remedies;
	struct buf contexts; /* file contexts for the package */
	struct buf cil;      /* all statements, without requirements */
	bool cil_known;
	struct build_files files; /* besides NAME.te and NAME.pp */
};

static void set_paths(struct building *b)
{
	const char *dir = b->o->dir ? b->o->dir : ".";

	b->before = &b->read;
	b->r->te_path = build_path(dir, b->c->name, ".te");
	b->r->pp_path = build_path(dir, b->c->name, ".pp");
}

/* Read the file, unless it was read already. */
static int read_te(struct building *b, const char *path)
{
	const struct te_content *c = b->c;
	const struct te_file *known = b->o->known;

	/* The same file under another name is another module. */
	if (known && fileio_same(path, known->path) &&
	    strcmp(fileio_base(path), fileio_base(known->path)) == 0) {
		b->before = known;
		return 0;
	}
	te_file_release(&b->read);
	b->before = &b->read;
	if (te_read(path, c->names, &b->read, b->d) < 0)
		return -1;
	if (!b->read.ours && c->take_over && fileio_same(path, c->take_over))
		te_adopt(&b->read, c->names);
	return 0;
}

/* Read the NAME.te that is to be replaced or continued, and check that nothing in it would be
 * lost. */
static int read_existing(struct building *b, const char *path)
{
	const struct te_content *c = b->c;
	size_t i, missing = 0;

	if (read_te(b, path) < 0)
		return -1;
	if (!b->before->ours)
		return diag_set(
			b->d,
			"%s was not written by avcurate (its first line is not `%s`) and will not "
			"be replaced; choose another name",
			path, TE_FIRST_LINE);
	if (te_identity_check(b->before, b->d) < 0)
		return -1;
	for (i = 0; i < b->before->block_count; i++)
		missing += ledger_find(c->denials, &b->before->blocks[i].key) == RULE_NONE;
	if (missing)
		return diag_set(
			b->d,
			"%s holds %zu decided rules that this session lacks and would delete; "
			"open it together with the log",
			path, missing);
	b->resumed = true;
	return 0;
}

/* Check that the existing files, if any, may be replaced. */
static int check_target(struct building *b)
{
	const struct te_content *c = b->c;

	if (!fileio_exists(b->r->te_path)) {
		if (name_check(c->name, b->d) < 0)
			return -1;
		if (fileio_exists(b->r->pp_path))
			return diag_set(
				b->d,
				"%s exists without a %s.te, so avcurate did not write it; move "
				"it away or choose another name",
				b->r->pp_path, c->name);
	} else if (read_existing(b, b->r->te_path) < 0) {
		return -1;
	} else if (b->o->strip && te_names_evidence(b->before)) {
		return diag_set(
			b->d,
			"%s holds evidence that --strip would delete; choose another directory "
			"with -o",
			b->r->te_path);
	}
	/* The one in the directory may be an older copy. */
	return b->o->origin ? read_existing(b, b->o->origin) : 0;
}

static int add_policy_text(struct cil_set *s, const struct buf *text, struct intern *names,
			   struct diag *d)
{
	struct statement st = { 0 };
	struct te_lex lx, ahead;
	struct te_token t;
	bool good = true;

	te_lex_init(&lx, NULL, buf_str(text), text->len);
	for (ahead = lx; good; ahead = lx) {
		te_lex_code(&ahead, &t);
		if (t.kind == TE_TOKEN_END)
			break;
		good = te_lex_statement(&lx, names, &st);
		if (good)
			cil_set_add_statement(s, &st, names);
	}
	statement_release(&st);
	return good ? 0 : diag_set(d, "a statement cannot be read back; this is a bug in avcurate");
}

/* True if the rules, or the labels that go into the package, differ from those of the previous
 * file. */
static bool has_changed(struct building *b)
{
	struct cil_set was = { 0 }, is = { 0 };
	struct remedies remedies = { 0 };
	struct buf contexts = { 0 };
	bool changed;
	size_t i;

	remedies_collect_te(&remedies, b->before);
	remedies_contexts(&remedies, &contexts);
	changed = strcmp(buf_str(&contexts), buf_str(&b->contexts)) != 0;
	buf_release(&contexts);
	remedies_release(&remedies);
	if (changed)
		return true;

	for (i = 0; i < b->before->block_count; i++)
		if (b->before->blocks[i].stands)
			cil_set_add_statement(&was, &b->before->blocks[i].written, b->c->names);
	changed = add_policy_text(&is, &b->written.intended, b->c->names, NULL) < 0 ||
		  cil_set_compare(&was, &is, NULL) < 0;
	cil_set_release(&was);
	cil_set_release(&is);
	return changed;
}

static int make_text(struct building *b)
{
	struct build_result *r = b->r;
	size_t i;

	remedies_collect(&b->remedies, b->c->denials, b->c->decisions);
	remedies_contexts(&b->remedies, &b->contexts);
	b->content = *b->c;
	b->content.previous = b->resumed ? b->before : NULL;
	te_write(&b->content, &b->text, &b->written);
	b->version = mem_strdup(b->c->version ? b->c->version
				: b->resumed  ? b->before->version
					      : TE_VERSION_FIRST);
	if (b->resumed && strcmp(b->version, b->before->version) == 0 && has_changed(b)) {
		free(b->version);
		b->version = build_next_version(b->before->version);
		r->raised = true;
		b->content.version = b->version;
		buf_clear(&b->text);
		te_write(&b->content, &b->text, &b->written);
	}
	r->version = mem_strdup(b->version);
	r->statements = b->written.statements;
	for (i = 0; i < b->written.issue_count; i++) {
		if (b->written.issues[i].cil)
			continue;
		build_add_issue(r, b->written.issues[i].rule,
				mem_strdup(b->written.issues[i].text));
	}
	if (!r->issue_count)
		return 0;
	return diag_set(
		b->d,
		"a .te cannot hold %zu of the accepted rules; the first: %s; reject them to write "
		"the others",
		r->issue_count, r->issues[0].text);
}

static int check_format(const struct building *b)
{
	unsigned format = b->o->target_format;

	if (!format)
		return 0;
	if (format < BUILD_FORMAT_MLS)
		return diag_set(b->d,
				"module format %u does not support levels (MLS); use %u or higher",
				format, BUILD_FORMAT_MLS);
	if (format < BUILD_FORMAT_XPERM &&
	    (strstr(buf_str(&b->written.intended), "xperm ") ||
	     (b->resumed && strstr(buf_str(&b->before->hand), "xperm "))))
		return diag_set(
			b->d,
			"module format %u does not support ioctl commands (allowxperm); use "
			"--target-format %u or higher, or widen those rules to all ioctls",
			format, BUILD_FORMAT_XPERM);
	return 0;
}

/* Add the CIL of the hand-written part, compiled alone. */
static int add_hand(struct building *b, struct cil_set *set)
{
	struct buf text = { 0 }, output = { 0 };
	int rc;

	if (!b->resumed || !b->before->hand_statements)
		return 0;
	buf_addf(&text, "module %s %s;\n", b->c->name, b->version);
	buf_add(&text, b->written.require.data, b->written.require.len);
	buf_add(&text, b->before->hand.data, b->before->hand.len);
	rc = build_compile_set(b->c->name, text.data, text.len, b->o->target_format, set, &output,
			       b->d);
	if (rc == 0)
		rc = diag_set(b->d, "the hand-written part does not compile alone: %s",
			      buf_str(&output));
	buf_release(&text);
	buf_release(&output);
	return rc < 0 ? -1 : 0;
}

/* Check that the package holds exactly the decisions and the hand-written part. */
static int check_package(struct building *b, const char *pp)
{
	struct cil_set wanted = { 0 }, found = { 0 };
	struct buf cil = { 0 };
	int rc = build_package_cil(pp, false, &cil, NULL, NULL, b->d);

	if (rc == 0)
		rc = cil_set_add_canonical(&found, buf_str(&cil), cil.len, b->d);
	if (rc == 0)
		rc = add_policy_text(&wanted, &b->written.intended, b->c->names, b->d);
	if (rc == 0)
		rc = add_hand(b, &wanted);
	if (rc == 0)
		rc = cil_set_compare(&wanted, &found, b->d);
	cil_set_release(&wanted);
	cil_set_release(&found);
	buf_release(&cil);
	return rc;
}

/* Drop top-level requirements: the statements that use a name imply them. Those inside a block
 * stay, since they decide whether the block is enabled. */
static void add_without_requirements(const struct buf *cil, struct buf *out)
{
	static const char *const heads[] = { "(typeattributeset cil_gen_require ",
					     "(roleattributeset cil_gen_require " };
	const char *p = buf_str(cil), *end;
	size_t i;

	for (; *p; p = end) {
		end = p + strcspn(p, "\n");
		end += *end == '\n';
		for (i = 0; i < AV_ARRAY_LEN(heads); i++)
			if (strncmp(p, heads[i], strlen(heads[i])) == 0)
				break;
		if (i == AV_ARRAY_LEN(heads))
			buf_add(out, p, (size_t)(end - p));
	}
}

/* The whole module as CIL: the content of the package, and the rules that a package cannot hold. */
static int make_cil(struct building *b, const char *pp)
{
	struct buf package = { 0 };

	if (pp && build_package_cil(pp, false, &package, NULL, NULL, b->d) < 0) {
		buf_release(&package);
		return -1;
	}
	add_without_requirements(&package, &b->cil);
	buf_add(&b->cil, b->written.cil.data, b->written.cil.len);
	b->cil_known = pp || (!b->written.statements && !b->before->hand_statements);
	buf_release(&package);
	return 0;
}

static void add_remark(struct build_result *r, const char *text)
{
	struct buf remark = { 0 };

	buf_addf(&remark, "%s%s%s", r->remark ? r->remark : "", r->remark ? "; " : "", text);
	free(r->remark);
	r->remark = buf_take(&remark);
}

static int make_files(struct building *b, const struct buf *package, const char *why_no_package)
{
	const struct build_made made = {
		.name = b->c->name,
		.version = b->version,
		.te = &b->text,
		.package = package,
		.why_no_package = why_no_package,
		.cil = b->cil_known || b->written.cil.len ? &b->cil : NULL,
		.cil_only = b->written.cil.len > 0,
		.remedies = &b->remedies,
		.contexts = &b->contexts,
		.stripped = b->o->strip,
	};
	struct build_result *r = b->r;

	if (made.cil_only) {
		struct buf remark = { 0 };

		build_cil_text(&made, &build_files_add(&b->files, ".cil", false)->text);
		r->cil_path = build_path(b->o->dir ? b->o->dir : ".", b->c->name, ".cil");
		buf_addf(&remark,
			 "some type names have dots, which only CIL allows: %s holds these and all "
			 "other rules; install it (semodule -i) instead of %s.pp",
			 r->cil_path, b->c->name);
		add_remark(r, buf_str(&remark));
		buf_release(&remark);
	}
	return b->o->more ? b->o->more(b->o->more_ctx, &made, &b->files, b->d) : 0;
}

/* Write all files, or none. */
static int write_files(struct building *b, const struct buf *package)
{
	struct fileio_file own[] = {
		{ .path = b->r->te_path, .bytes = b->text.data, .n = b->text.len },
		{ .path = b->r->pp_path },
	};

	if (package) {
		own[1].bytes = package->data;
		own[1].n = package->len;
	}
	return build_place(own, package ? 2 : 1, &b->files, b->o->dir, b->c->name, b->r, b->d);
}

/* A digest is useful only as long as somebody keeps the original: say which originals nobody
 * has. */
static void report_unkept(struct building *b)
{
	struct te_file te = { 0 };
	struct buf text = { 0 };
	size_t n;

	if (te_parse(b->r->te_path, b->text.data, b->text.len, b->c->names, &te, NULL) == 0) {
		n = te_strip_unkept(&te, b->before);
		if (n)
			buf_addf(
				&text,
				"%zu rule%s %s only a digest now, and no %s.te keeps the evidence: "
				"also write the full file (W, or build without --strip)",
				n, n == 1 ? "" : "s", n == 1 ? "has" : "have", b->c->name);
		if (n)
			add_remark(b->r, buf_str(&text));
	}
	te_file_release(&te);
	buf_release(&text);
}

/* Strip only after compiling, so that line numbers match the full text; only comments are
 * removed. */
static void strip_text(struct building *b)
{
	struct buf stripped = { 0 };

	if (!b->o->strip)
		return;
	report_unkept(b);
	te_strip(&b->text, &stripped);
	buf_release(&b->text);
	b->text = stripped;
}

static int finish_te_only(struct building *b, const char *why)
{
	struct build_result *r = b->r;
	struct buf remark = { 0 };

	strip_text(b);
	if (make_cil(b, NULL) < 0 || make_files(b, NULL, why) < 0 || write_files(b, NULL) < 0)
		return -1;
	buf_adds(&remark, why);
	if (fileio_exists(r->pp_path))
		buf_addf(&remark, "; the existing %s is from an earlier version", r->pp_path);
	add_remark(r, buf_str(&remark));
	buf_release(&remark);
	free(r->pp_path);
	r->pp_path = NULL;
	r->outcome = BUILD_TE_ONLY;
	return 0;
}

static int compile_and_place(struct building *b)
{
	struct buf output = { 0 }, package = { 0 };
	struct process_hold hold;
	char *tmp, *pp = NULL;
	int rc = -1;

	process_hold_begin(&hold); /* so that a signal does not leave the directory there */
	tmp = fileio_temp_dir(b->d);
	if (!tmp) {
		process_hold_end(&hold);
		return -1;
	}
	rc = build_compile(tmp, b->c->name, b->text.data, b->text.len, b->o->target_format, &output,
			   b->d);
	if (rc == 0) {
		rc = build_add_errors(&output, fileio_base(b->r->te_path), &b->written, b->r, b->d);
	} else if (rc > 0) {
		pp = build_path(tmp, b->c->name, ".pp");
		rc = check_package(b, pp);
		if (rc == 0 && b->contexts.len)
			rc = build_contexts(tmp, b->c->name, &b->contexts, b->d);
		if (rc == 0)
			rc = fileio_read(pp, BUILD_PACKAGE_MAX_BYTES, &package, b->d);
		if (rc == 0 && (b->o->more || b->written.cil.len))
			rc = make_cil(b, pp);
		strip_text(b);
		if (rc == 0)
			rc = make_files(b, &package, NULL);
		if (rc == 0)
			rc = write_files(b, &package);
		if (rc == 0)
			b->r->outcome = BUILD_WRITTEN;
	}
	fileio_remove_dir(tmp);
	process_hold_end(&hold);
	free(tmp);
	free(pp);
	buf_release(&output);
	buf_release(&package);
	return rc;
}

int build_preview(const struct te_content *c, const struct build_options *o, struct buf *text,
		  struct te_written *w, struct diag *d)
{
	struct build_result result = { 0 };
	struct building b = { .c = c, .o = o, .r = &result, .d = d };
	int rc;

	set_paths(&b);
	rc = check_target(&b);
	if (make_text(&b) < 0)
		rc = -1;
	buf_add(text, b.text.data, b.text.len);
	te_written_release(w);
	*w = b.written;
	te_file_release(&b.read);
	remedies_release(&b.remedies);
	buf_release(&b.contexts);
	buf_release(&b.text);
	free(b.version);
	build_result_release(&result);
	return rc;
}

int build_module(const struct te_content *c, const struct build_options *o, struct build_result *r,
		 struct diag *d)
{
	struct building b = { .c = c, .o = o, .r = r, .d = d };
	int rc = -1;

	*r = (struct build_result){ 0 };
	set_paths(&b);
	if (check_target(&b) < 0 || make_text(&b) < 0 || check_format(&b) < 0)
		goto out;
	if (!b.written.statements && !b.before->hand_statements)
		rc = finish_te_only(&b, "the module has no rules, so there is no package "
					"(checkmodule refuses an empty module)");
	else if (!process_found("checkmodule"))
		rc = finish_te_only(&b, "checkmodule is not installed, so there is no package "
					"(Debian: apt-get install checkpolicy; Fedora: dnf install "
					"checkpolicy)");
	else
		rc = compile_and_place(&b);
out:
	if (rc == 0) {
		r->te = b.text;
		b.text = (struct buf){ 0 };
	} else {
		free(r->te_path);
		free(r->pp_path);
		r->te_path = r->pp_path = NULL;
	}
	te_file_release(&b.read);
	te_written_release(&b.written);
	buf_release(&b.text);
	buf_release(&b.contexts);
	buf_release(&b.cil);
	remedies_release(&b.remedies);
	build_files_release(&b.files);
	free(b.version);
	return rc;
}
