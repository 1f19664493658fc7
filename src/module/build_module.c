// SPDX-License-Identifier: GPL-2.0-or-later
/* The order of a build: may the target be replaced, the text, what the target's format holds, compile,
 * compare the package with what was decided, and only then both files into place. */
#include "config.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "avcurate/build.h"
#include "avcurate/child.h"
#include "avcurate/cil_set.h"
#include "avcurate/fileio.h"
#include "avcurate/mem.h"
#include "avcurate/name.h"
#include "avcurate/te_identity.h"
#include "avcurate/te_lex.h"

char *build_next_version(const char *version)
{
	size_t n = strlen(version), from = n;
	struct buf b = { 0 };

	while (from > 0 && version[from - 1] >= '0' && version[from - 1] <= '9')
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
	struct te_file before; /* the NAME.te that is there */
	bool resumed;          /* there is one */
	struct te_content content;
	struct te_written written;
	struct buf text;
	char *version;
};

static void set_paths(struct building *b)
{
	const char *dir = b->o->dir ? b->o->dir : ".";

	b->r->te_path = build_path(dir, b->c->name, ".te");
	b->r->pp_path = build_path(dir, b->c->name, ".pp");
}

/* The file that stands there, and whether it may be replaced. */
static int look_at_target(struct building *b)
{
	const struct te_content *c = b->c;
	size_t i, missing = 0;

	if (!fileio_exists(b->r->te_path)) {
		if (name_check(c->name, b->d) < 0)
			return -1;
		if (fileio_exists(b->r->pp_path))
			return diag_set(b->d,
					"%s is there without a %s.te beside it, so it is not "
					"avcurate's; move it away or choose another name",
					b->r->pp_path, c->name);
		return 0;
	}
	if (te_read(b->r->te_path, c->names, &b->before, b->d) < 0)
		return -1;
	if (!b->before.ours)
		return diag_set(
			b->d,
			"%s was not written by avcurate (its first line is not `%s`) and is "
			"left alone; choose another name",
			b->r->te_path, TE_FIRST_LINE);
	if (te_identity_check(&b->before, b->d) < 0)
		return -1;
	for (i = 0; i < b->before.block_count; i++)
		missing += ledger_find(c->denials, &b->before.blocks[i].key) == RULE_NONE;
	if (missing)
		return diag_set(b->d,
				"%s holds %zu decided rules that are not in this session and would "
				"be lost; open it together with the log",
				b->r->te_path, missing);
	b->resumed = true;
	return 0;
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
	return good ? 0 : diag_set(d, "a statement cannot be read back; this is a fault of ours");
}

/* Whether the rules are others than those of the file before. */
static bool has_changed(struct building *b)
{
	struct cil_set was = { 0 }, is = { 0 };
	bool changed;
	size_t i;

	for (i = 0; i < b->before.block_count; i++)
		if (b->before.blocks[i].stands)
			cil_set_add_statement(&was, &b->before.blocks[i].written, b->c->names);
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

	b->content = *b->c;
	b->content.previous = b->resumed ? &b->before : NULL;
	te_write(&b->content, &b->text, &b->written);
	b->version = mem_strdup(b->c->version ? b->c->version
				: b->resumed  ? b->before.version
					      : TE_VERSION_FIRST);
	if (b->resumed && strcmp(b->version, b->before.version) == 0 && has_changed(b)) {
		free(b->version);
		b->version = build_next_version(b->before.version);
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
		"a .te cannot hold all that was accepted: %s; %zu such in all, reject them to "
		"write the others",
		r->issues[0].text, r->issue_count);
}

static int check_format(const struct building *b)
{
	unsigned format = b->o->target_format;

	if (!format)
		return 0;
	if (format < BUILD_FORMAT_MLS)
		return diag_set(b->d,
				"module format %u cannot hold a policy with levels (MLS); the "
				"lowest is %u",
				format, BUILD_FORMAT_MLS);
	if (format < BUILD_FORMAT_XPERM &&
	    (strstr(buf_str(&b->written.intended), "xperm ") ||
	     (b->resumed && strstr(buf_str(&b->before.hand), "xperm "))))
		return diag_set(
			b->d,
			"module format %u cannot hold ioctl commands (allowxperm), the lowest "
			"is %u; widen those rules to all ioctls or raise --target-format",
			format, BUILD_FORMAT_XPERM);
	return 0;
}

/* The CIL of what was written by hand, compiled alone. */
static int add_hand(struct building *b, struct cil_set *set)
{
	struct buf text = { 0 }, output = { 0 }, cil = { 0 };
	char *dir, *pp = NULL;
	int rc;

	if (!b->resumed || !b->before.hand_statements)
		return 0;
	dir = fileio_temp_dir(b->d);
	if (!dir)
		return -1;
	buf_addf(&text, "module %s %s;\n", b->c->name, b->version);
	buf_add(&text, b->written.require.data, b->written.require.len);
	buf_add(&text, b->before.hand.data, b->before.hand.len);
	rc = build_compile(dir, b->c->name, text.data, text.len, b->o->target_format, &output,
			   b->d);
	if (rc == 0)
		rc = diag_set(b->d, "the hand-written part does not compile alone: %s",
			      buf_str(&output));
	if (rc > 0) {
		pp = build_path(dir, b->c->name, ".pp");
		rc = build_package_cil(pp, false, &cil, NULL, NULL, b->d);
	}
	if (rc == 0)
		rc = cil_set_add_text(set, buf_str(&cil), cil.len, b->d);
	fileio_remove_dir(dir);
	free(dir);
	free(pp);
	buf_release(&text);
	buf_release(&output);
	buf_release(&cil);
	return rc;
}

/* Whether the package holds exactly what was decided, and what was written by hand. */
static int prove(struct building *b, const char *pp)
{
	struct cil_set wanted = { 0 }, found = { 0 };
	struct buf cil = { 0 };
	int rc = build_package_cil(pp, false, &cil, NULL, NULL, b->d);

	if (rc == 0)
		rc = cil_set_add_text(&found, buf_str(&cil), cil.len, b->d);
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

/* All that the module has, as CIL: what the package holds, and the rules that no package can. It is
 * another form of the module of this name, to be installed instead of the package. */
static int put_cil(struct building *b, const char *pp)
{
	struct buf text = { 0 }, remark = { 0 };
	const char *dir = b->o->dir ? b->o->dir : ".";
	char *path = build_path(dir, b->c->name, ".cil");
	int rc = 0;

	if (!b->written.cil.len) {
		free(path);
		return 0;
	}
	buf_addf(&text, "; %s %s, curated with avcurate: see %s.te for the reasons.\n", b->c->name,
		 b->version, b->c->name);
	if (pp)
		rc = build_package_cil(pp, false, &text, NULL, NULL, b->d);
	buf_add(&text, b->written.cil.data, b->written.cil.len);
	if (rc == 0)
		rc = fileio_write(path, text.data, text.len, b->d);
	if (rc == 0) {
		buf_addf(
			&remark,
			"some types have dots in their names, which only CIL knows: %s holds these "
			"rules and all others; install it (semodule -i) instead of %s.pp",
			path, b->c->name);
		b->r->remark = buf_take(&remark);
		b->r->cil_path = path;
		path = NULL;
	}
	free(path);
	buf_release(&text);
	return rc;
}

/* Both files, or none: when the second fails, the first is put back as it was. */
static int put_in_place(struct building *b, const struct buf *package)
{
	struct build_result *r = b->r;
	struct diag undo = { 0 };

	if (fileio_write(r->te_path, b->text.data, b->text.len, b->d) < 0)
		return -1;
	if (!package || fileio_write(r->pp_path, package->data, package->len, b->d) == 0)
		return 0;
	if (!b->resumed)
		unlink(r->te_path);
	else if (fileio_write(r->te_path, b->before.text.data, b->before.text.len, &undo) < 0)
		buf_addf(&b->d->text, "; and %s could not be put back: %s", r->te_path,
			 diag_text(&undo));
	diag_release(&undo);
	return -1;
}

static int finish_te_only(struct building *b, const char *why)
{
	struct build_result *r = b->r;
	struct buf remark = { 0 };

	if (put_cil(b, NULL) < 0 || put_in_place(b, NULL) < 0)
		return -1;
	buf_addf(&remark, "%s%s%s", b->r->remark ? b->r->remark : "", b->r->remark ? "; " : "",
		 why);
	free(b->r->remark);
	if (fileio_exists(r->pp_path))
		buf_addf(&remark, "; the %s that is there is of an earlier version", r->pp_path);
	r->remark = buf_take(&remark);
	free(r->pp_path);
	r->pp_path = NULL;
	r->outcome = BUILD_TE_ONLY;
	return 0;
}

static int compile_and_place(struct building *b)
{
	struct buf output = { 0 }, package = { 0 };
	char *tmp = fileio_temp_dir(b->d), *pp = NULL;
	int rc = -1;

	if (!tmp)
		return -1;
	rc = build_compile(tmp, b->c->name, b->text.data, b->text.len, b->o->target_format, &output,
			   b->d);
	if (rc == 0) {
		rc = build_take_errors(&output, fileio_base(b->r->te_path), &b->written, b->r,
				       b->d);
	} else if (rc > 0) {
		pp = build_path(tmp, b->c->name, ".pp");
		rc = prove(b, pp);
		if (rc == 0)
			rc = fileio_read(pp, BUILD_PACKAGE_MAX_BYTES, &package, b->d);
		if (rc == 0)
			rc = put_cil(b, pp);
		if (rc == 0)
			rc = put_in_place(b, &package);
		if (rc == 0)
			b->r->outcome = BUILD_WRITTEN;
	}
	fileio_remove_dir(tmp);
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
	rc = look_at_target(&b);
	if (make_text(&b) < 0)
		rc = -1;
	buf_add(text, b.text.data, b.text.len);
	te_written_release(w);
	*w = b.written;
	te_file_release(&b.before);
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
	if (look_at_target(&b) < 0 || make_text(&b) < 0 || check_format(&b) < 0)
		goto out;
	if (!b.written.statements && !b.before.hand_statements)
		rc = finish_te_only(&b, "the module has no rule, so there is no package "
					"(checkmodule refuses an empty module)");
	else if (!child_found("checkmodule"))
		rc = finish_te_only(&b, "checkmodule is not installed, so there is no package "
					"(Debian: apt-get install checkpolicy; Fedora: dnf install "
					"checkpolicy)");
	else
		rc = compile_and_place(&b);
out:
	if (rc < 0) {
		free(r->te_path);
		free(r->pp_path);
		r->te_path = r->pp_path = NULL;
	}
	te_file_release(&b.before);
	te_written_release(&b.written);
	buf_release(&b.text);
	free(b.version);
	return rc;
}
