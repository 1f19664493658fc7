// SPDX-License-Identifier: GPL-2.0-or-later
#include "config.h"

#include "session/module_file.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "report/exporters.h"
#include "base/fileio.h"
#include "base/mem.h"
#include "te/name.h"
#include "te/identity.h"
#include "te/handwritten.h"
#include "module/te_adopt.h"
#include "base/text.h"
#include "session/judging.h"

static void replace(char **place, char *value)
{
	free(*place);
	*place = value;
}

void module_file_init(struct module_file *m)
{
	*m = (struct module_file){ .dir = mem_strdup("."), .version = mem_strdup("1.0") };
}

void module_file_release(struct module_file *m)
{
	free(m->name);
	free(m->dir);
	free(m->path);
	module_te_release(&m->te);
	free(m->version);
	free(m->foreign.path);
	free(m->misnamed.path);
	free(m->misnamed.inside);
	free(m->adopted_te);
	*m = (struct module_file){ 0 };
}

/* A file that is not ours: the way to it, and what the screen asks about. */
static int refuse_foreign(struct session *s, const char *path, const struct te_file *te,
			  struct diag *d)
{
	size_t plain = te_adopt_count(te);

	replace(&s->module.foreign.path, mem_strdup(path));
	s->module.foreign.rules = plain;
	s->module.foreign.asked = false;
	return diag_set(d,
			"%s was not written by avcurate (its first line is not \"" TE_FIRST_LINE
			"\") and is left as it is: --take-over takes its %zu plain rules over as "
			"decisions, or give the module another name",
			path, plain);
}

/* What mends a file whose module line says another name, the screen asks. */
static void note_misnamed(struct session *s, const char *path, const struct te_file *te)
{
	struct misnamed_te *m = &s->module.misnamed;

	replace(&m->path, path ? mem_strdup(path) : NULL);
	replace(&m->inside, path ? mem_strdup(te->name) : NULL);
	m->ours = path && te->ours;
}

/* Its rules become decisions of who is here, now. */
static int take_over(struct session *s, const char *path, struct te_file *te, struct diag *d)
{
	int checked;
	size_t i;

	te_adopt(te, s->names);
	checked = te_adopt_check(te, s->names, d);
	if (checked < 0)
		return -1;
	for (i = 0; i < te->block_count; i++) {
		struct decision *to = &te->blocks[i].decision;

		free(to->by);
		to->by = mem_strdup(s->user);
		to->at_ms = clock_wall_ms();
	}
	replace(&s->module.adopted_te, mem_strdup(path));
	message_add(
		&s->messages, DIAG_INFO,
		"%s: %zu rule%s taken over without evidence; a log that shows the denials gives "
		"it. %s stay as they are, written by hand%s",
		path, te->block_count, te->block_count == 1 ? "" : "s",
		te->hand_statements ? "The other statements" : "None",
		checked ? ". Not compared with what it was: there is no checkmodule" : "");
	return 0;
}

static int open_te(struct session *s, const char *path, const struct options *o, bool take,
		   struct diag *d)
{
	struct module_te opened = { 0 };
	struct te_file *te = &opened.te;
	struct declared own = { 0 };
	char *renamed = NULL;
	size_t decided = 0, i;
	int rc = -1;

	note_misnamed(s, NULL, NULL);
	if (o->rename_file && te_identity_rename_file(path, &renamed, d) < 0)
		goto out;
	if (o->rename_module && te_identity_rename_module(path, d) < 0)
		goto out;
	if (renamed)
		path = renamed;
	if (module_te_read(&opened, path, s->names, d) < 0)
		goto out;
	if (te_identity_check(te, d) < 0) {
		note_misnamed(s, path, te);
		goto out;
	}
	if (!te->ours && (take ? take_over(s, path, te, d) : refuse_foreign(s, path, te, d)) < 0)
		goto out;
	te_load(te, s->denials, s->decisions);
	for (i = 0; i < te->block_count; i++) {
		seen_before_take_block(s->seen_before, ledger_find(s->denials, &te->blocks[i].key),
				       &te->blocks[i]);
		if (te->blocks[i].stands)
			judging_remove(s, &te->blocks[i].written);
	}
	te_handwritten(te, s->names, &own);
	if (own.left_out)
		message_add(
			&s->messages, DIAG_INFO,
			"%s: %zu statements written by hand, conditional or of other kinds than "
			"allow, dontaudit and role, are not counted in what is proved",
			path, own.left_out);
	if (te->unknown_blocks)
		message_add(
			&s->messages, DIAG_WARNING,
			"%s: %zu rule%s of a kind that this version does not know; kept as written",
			path, te->unknown_blocks, te->unknown_blocks == 1 ? "" : "s");
	judging_set_own(s, &own);
	if (s->loaded_all)
		session_reopen_all(s);
	replace(&s->module.name, mem_strdup(te->name));
	replace(&s->module.version, mem_strdup(te->version));
	replace(&s->module.path, mem_strdup(path));
	replace(&s->module.dir, o->output ? mem_strdup(o->output) : fileio_dir(path));
	for (i = DECISION_ACCEPTED; i < DECISION_STATES; i++)
		decided += decisions_count(s->decisions, (enum decision_state)i);
	message_add(&s->messages, DIAG_INFO, "%s: module %s %s opened, %zu decision%s", path,
		    te->name, te->version, decided, decided == 1 ? "" : "s");
	module_te_release(&s->module.te);
	s->module.te = opened;
	opened = (struct module_te){ 0 };
	rc = 0;
out:
	module_te_release(&opened);
	free(renamed);
	return rc;
}

int module_file_open(struct session *s, const char *path, const struct options *o, struct diag *d)
{
	return open_te(s, path, o, o->take_over, d);
}

int module_file_take_over(struct session *s, const struct options *o, struct diag *d)
{
	char *path = s->module.foreign.path;
	int rc;

	s->module.foreign.path = NULL;
	rc = open_te(s, path, o, true, d);
	free(path);
	return rc;
}

static int check_store(struct session *s, const char *name, bool resumed, const struct options *o,
		       struct diag *d)
{
	struct store store = { 0 };
	struct diag unknown = { 0 };
	int rc = 0;

	if (o->store_list) {
		rc = store_read_list(&store, o->store_list, d);
		if (rc == 0)
			rc = name_store_check(&store, name, resumed, d);
	} else if (store_read(&store, NULL, &unknown) == 0) {
		rc = name_store_check(&store, name, resumed, d);
	} else {
		message_add(
			&s->messages, DIAG_INFO,
			"whether another module is called %s was not checked: no module store can "
			"be read here (--store-list FILE, with the output of semodule -lfull of the "
			"target)",
			name);
	}
	diag_release(&unknown);
	store_release(&store);
	return rc;
}

int module_file_name(struct session *s, const char *arg, const struct options *o, struct diag *d)
{
	char *name = NULL, *dir = NULL, *path = NULL;
	struct declared nothing = { 0 };
	int rc = -1;

	note_misnamed(s, NULL, NULL);
	if (name_from_arg(arg, &name, &dir, d) < 0)
		goto out;
	if (o->output)
		replace(&dir, mem_strdup(o->output));
	path = build_path(dir, name, ".te");
	if (check_store(s, name, fileio_exists(path), o, d) < 0)
		goto out;
	if (fileio_exists(path) && (!s->module.name || strcmp(s->module.name, name) != 0 ||
				    strcmp(s->module.dir, dir) != 0)) {
		rc = module_file_open(s, path, o, d);
		goto out;
	}
	/* What stands by hand in a file opened before stays there. */
	if (s->module.name &&
	    (strcmp(s->module.name, name) != 0 || strcmp(s->module.dir, dir) != 0))
		judging_set_own(s, &nothing);
	replace(&s->module.name, mem_strdup(name));
	replace(&s->module.dir, mem_strdup(dir));
	rc = 0;
out:
	free(name);
	free(dir);
	free(path);
	return rc;
}

/* --target-format as a number, 0 where it was not given. 0, or -1 with `d`. */
static int module_format(const struct options *o, unsigned *format, struct diag *d)
{
	char *end;
	unsigned long n;

	*format = 0;
	if (!o->target_format)
		return 0;
	n = strtoul(o->target_format, &end, 10);
	if (*end || end == o->target_format || n == 0 || n > 99)
		return diag_set(d,
				"--target-format %s is no module format; it is a number such as 19",
				o->target_format);
	*format = (unsigned)n;
	return 0;
}

static void say_issues(struct session *s, const struct build_result *r)
{
	size_t i;

	for (i = 0; i < r->issue_count; i++) {
		const struct rule *rule = ledger_rule(s->denials, r->issues[i].rule);

		if (rule)
			message_add(&s->messages, DIAG_ERROR, "%s %s:%s: %s",
				    intern_str(s->names, rule->key.source),
				    intern_str(s->names, rule->key.target),
				    intern_str(s->names, rule->key.class), r->issues[i].text);
		else
			message_add(&s->messages, DIAG_ERROR, "%s", r->issues[i].text);
	}
}

const char *module_file_origin(const struct session *s, const char *dir)
{
	char *name, *target;
	bool is_origin;

	if (!s->module.path || !s->module.name || !fileio_exists(s->module.path))
		return NULL;
	name = name_of_file(s->module.path);
	target = build_path(dir, s->module.name, ".te");
	is_origin = strcmp(name, s->module.name) == 0 && !fileio_same(s->module.path, target);
	free(name);
	free(target);
	return is_origin ? s->module.path : NULL;
}

static const struct rule *decided_on(void *ctx, rule_id id)
{
	return seen_before_frozen(ctx, id);
}

struct te_content module_file_te_content(const struct session *s, struct findings *found)
{
	const struct finding_source *ask = judging_ask(s);

	if (ask)
		findings_collect(ask, s->names, s->denials, s->decisions, found);
	return (struct te_content){
		.names = s->names,
		.denials = s->denials,
		.decisions = s->decisions,
		.name = s->module.name,
		.version = s->module.version,
		.decided_on = decided_on,
		.decided_on_ctx = s->seen_before,
		.take_over = s->module.adopted_te,
		.findings = found->items,
		.finding_count = found->count,
	};
}

static void say_old(const struct buf *old, struct build_result *r)
{
	struct buf remark = { 0 };

	buf_addf(&remark, "%s%s%s: of an earlier build; --export (:export) makes it anew",
		 r->remark ? r->remark : "", r->remark ? "; " : "", buf_str(old));
	replace(&r->remark, buf_take(&remark));
}

/* `strip_dir`: a copy for strangers, there; the session goes on with what it has. NULL: the module. */
static int write_module(struct session *s, const struct options *o, unsigned exports,
			const char *strip_dir, struct build_result *r, struct diag *d)
{
	struct export_request request = { .messages = &s->messages };
	struct findings found = { 0 };
	struct te_content content;
	struct build_options bo = { .dir = strip_dir ? strip_dir : s->module.dir,
				    .strip = strip_dir != NULL };
	size_t i;
	int rc;

	*r = (struct build_result){ 0 };
	if (!s->module.name)
		return diag_set(d,
				"the module has no name yet; -M NAME (m on the screen) gives one");
	if (module_format(o, &bo.target_format, d) < 0 ||
	    (o->export && export_choose(o->export, &request.chosen, d) < 0))
		return -1;
	request.chosen |= exports;
	request.dir = bo.dir ? bo.dir : ".";
	if (request.chosen || export_any(request.dir, s->module.name)) {
		bo.more = export_more;
		bo.more_ctx = &request;
	}
	bo.origin = module_file_origin(s, bo.dir);
	content = module_file_te_content(s, &found);
	bo.known = module_te_unchanged(&s->module.te, s->names);
	rc = build_module(&content, &bo, r, d);
	findings_release(&found);
	say_issues(s, r);
	if (rc == 0 && request.old.len)
		say_old(&request.old, r);
	buf_release(&request.old);
	if (rc < 0) {
		message_add(&s->messages, DIAG_ERROR, "%s was not written: %s", s->module.name,
			    diag_text(d));
		return -1;
	}
	if (!strip_dir) {
		replace(&s->module.adopted_te, NULL);
		replace(&s->module.version, mem_strdup(r->version));
		replace(&s->module.path, mem_strdup(r->te_path));
		module_te_written(&s->module.te, r->te_path, &r->te);
		decisions_saved(s->decisions);
	}
	message_add(&s->messages, DIAG_INFO, "wrote %s%s%s: module %s %s, %zu statement%s",
		    r->te_path, r->pp_path ? " and " : "", r->pp_path ? r->pp_path : "",
		    s->module.name, r->version, r->statements, r->statements == 1 ? "" : "s");
	for (i = 0; i < r->more_count; i++)
		message_add(&s->messages, DIAG_INFO, "wrote %s", r->more_paths[i]);
	if (r->remark)
		message_add(&s->messages, DIAG_WARNING, "%s", r->remark);
	return 0;
}

int module_file_write(struct session *s, const struct options *o, unsigned exports,
		      struct build_result *r, struct diag *d)
{
	return write_module(s, o, exports, o->strip ? s->module.dir : NULL, r, d);
}

int module_file_strip(struct session *s, const struct options *o, const char *dir,
		      struct build_result *r, struct diag *d)
{
	return write_module(s, o, 0, dir, r, d);
}
