// SPDX-License-Identifier: GPL-2.0-or-later
#include "config.h"

#include "curate.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/process.h"
#include "base/fileio.h"
#include "base/mem.h"

#define EVIDENCE(permissions, context)                                             \
	"#@ seen {\"count\":1,\"first\":\"2026-11-20T08:56:50.123Z\","             \
	"\"last\":\"2026-11-20T08:56:50.123Z\",\"permissions\":[" permissions "]," \
	"\"contexts\":[[\"staff_u:staff_r:" context ":s0\"]]}\n"                   \
	"#@ comm [[\"useradd\",1]]\n"                                              \
	"#@ path [[\"/opt/pf9/etc\",1]]\n"
#define DECIDED(state) \
	"#@ state \"" state "\"\n#@ by \"root\"\n#@ at \"2026-11-20T08:56:50.123Z\"\n"

const char curate_example_text[] = TE_FIRST_LINE
	"\n" TE_HEADER "\n"
	"module pf9 1.0;\n"
	"\n"
	"require {\n"
	"\ttype useradd_t;\n"
	"\ttype usr_t;\n"
	"\tclass dir write;\n"
	"\tclass file { getattr open read };\n"
	"}\n"
	"\n"
	"#@ rule {\"kind\":\"access\",\"source\":\"svirt_t\",\"target\":\"shadow_t\","
	"\"class\":\"file\"}\n" DECIDED("rejected") "#@ note \"no guest needs this\"\n" EVIDENCE(
		"[\"read\",1]",
		"svirt_t:s0-s0:c0.c1023\",\"system_u:object_r:shadow_t") "#@ end\n"
									 "\n"
									 "#@ rule {\"kind\":\"access\",\"source\":\"useradd_t\",\"target\":\"usr_t\","
									 "\"class\":\"dir\"}\n" DECIDED("accepted") "#@ note \"installer creates /opt/pf9/etc\"\n" EVIDENCE(
										 "[\"write\",1]",
										 "useradd_t:s0-s0:c0.c1023\",\"system_u:object_r:usr_t") "allow useradd_t usr_t:dir write;\n"
																	 "\n"
																	 "#@ rule {\"kind\":\"access\",\"source\":\"useradd_t\",\"target\":\"usr_t\","
																	 "\"class\":\"file\"}\n" DECIDED(
																		 "accepted")
																		 EVIDENCE(
																			 "[\"getattr\",1],[\"open\",1],[\"read\",1]",
																			 "useradd_t:s0-s0:c0.c1023\",\"system_u:object_r:usr_t") "allow useradd_t usr_t:file { getattr open read };\n";

int curate_setup(void **state)
{
	struct curate *c = mem_zalloc(1, sizeof(*c));

	c->names = intern_new();
	c->ledger = ledger_new(c->names, 0);
	c->decisions = decisions_new();
	c->dir = fileio_temp_dir(NULL);
	*state = c;
	return c->dir ? 0 : -1;
}

int curate_teardown(void **state)
{
	struct curate *c = *state;

	decisions_free(c->decisions);
	ledger_free(c->ledger);
	intern_free(c->names);
	if (c->dir)
		fileio_remove_dir(c->dir);
	free(c->dir);
	free(c);
	return 0;
}

struct record curate_denial(const char *source, const char *target, const char *class,
			    const char *perms)
{
	return (struct record){ .kind = RECORD_ACCESS,
				.permissive = -1,
				.time_ms = CURATE_MS,
				.ioctl = IOCTL_NONE,
				.perms = slice_of(perms),
				.scontext = slice_of(source),
				.tcontext = slice_of(target),
				.tclass = slice_of(class) };
}

rule_id curate_add(struct curate *c, const struct record *r)
{
	const char *why;
	rule_id id = ledger_add(c->ledger, r, NULL, &why);

	return why ? RULE_NONE : id;
}

rule_id curate_deny(struct curate *c, const char *source, const char *target, const char *class,
		    const char *perms)
{
	struct buf s = { 0 }, t = { 0 };
	struct record r;
	rule_id id;

	buf_addf(&s, "staff_u:staff_r:%s:s0-s0:c0.c1023", source);
	buf_addf(&t, "system_u:object_r:%s:s0", target);
	r = curate_denial(s.data, t.data, class, perms);
	r.comm = slice_of("\"useradd\"");
	r.path = slice_of("\"/opt/pf9/etc\"");
	id = curate_add(c, &r);
	buf_release(&s);
	buf_release(&t);
	return id;
}

void curate_decide(struct curate *c, rule_id id, enum decision_state state, const char *note)
{
	struct decision d = { 0 };

	decision_copy(&d, decisions_get(c->decisions, id));
	free(d.note);
	free(d.by);
	d.state = state;
	d.note = note ? mem_strdup(note) : NULL;
	d.by = mem_strdup("root");
	d.at_ms = CURATE_MS;
	decisions_begin(c->decisions);
	decisions_set(c->decisions, id, &d);
	decisions_end(c->decisions, "decided");
	decision_release(&d);
}

void curate_example(struct curate *c)
{
	curate_decide(c, curate_deny(c, "useradd_t", "usr_t", "file", "getattr open read"),
		      DECISION_ACCEPTED, NULL);
	curate_decide(c, curate_deny(c, "useradd_t", "usr_t", "dir", "write"), DECISION_ACCEPTED,
		      "installer creates /opt/pf9/etc");
	curate_decide(c, curate_deny(c, "svirt_t", "shadow_t", "file", "read"), DECISION_REJECTED,
		      "no guest needs this");
}

struct te_content curate_content(struct curate *c, const char *name)
{
	return (struct te_content){
		.names = c->names, .denials = c->ledger, .decisions = c->decisions, .name = name
	};
}

char *curate_path(const struct curate *c, const char *name)
{
	return fileio_join(c->dir, name);
}

void module_file_write(const struct curate *c, const char *name, const char *text)
{
	char *path = curate_path(c, name);

	if (fileio_write(path, text, strlen(text), NULL) < 0)
		abort();
	free(path);
}

char *curate_read(const struct curate *c, const char *name)
{
	char *path = curate_path(c, name);
	struct buf text = { 0 };
	int rc = fileio_exists(path) ? fileio_read(path, TE_FILE_MAX_BYTES, &text, NULL) : -1;

	free(path);
	if (rc < 0) {
		buf_release(&text);
		return NULL;
	}
	return buf_take(&text);
}

void curate_build(struct curate *c, const char *name, unsigned format, struct curate_built *b)
{
	struct te_content content = curate_content(c, name);
	struct build_options options = { .dir = c->dir, .target_format = format };

	*b = (struct curate_built){ 0 };
	b->rc = build_module(&content, &options, &b->result, &b->diag);
	if (b->rc == 0)
		assert_string_equal(diag_text(&b->diag), "");
	else
		assert_int_equal(b->result.outcome, BUILD_FAILED);
}

void curate_built_release(struct curate_built *b)
{
	build_result_release(&b->result);
	diag_release(&b->diag);
}

void curate_expect_contains(const char *text, const char *part)
{
	if (!strstr(text, part))
		fail_msg("\"%s\" lacks \"%s\"", text, part);
}

void curate_refuse(struct curate *c, const char *name, unsigned format, const char *part)
{
	struct curate_built b;

	curate_build(c, name, format, &b);
	assert_int_equal(b.rc, -1);
	curate_expect_contains(diag_text(&b.diag), part);
	curate_built_release(&b);
}

bool curate_compiler(void)
{
	if (process_found("checkmodule"))
		return true;
	print_message("checkmodule is missing: install checkpolicy\n");
	return false;
}

void curate_expect_file(const struct curate *c, const char *name, const char *wanted)
{
	char *text = curate_read(c, name);

	if (wanted)
		assert_string_equal(text, wanted);
	else
		assert_null(text);
	free(text);
}

/* The text of the file with `more` at its end. */
void curate_append(const struct curate *c, const char *name, const char *more)
{
	struct buf b = { 0 };
	char *text = curate_read(c, name);

	buf_addf(&b, "%s%s", text, more);
	module_file_write(c, name, b.data);
	buf_release(&b);
	free(text);
}

/* The text of the session's module; caller frees. */
char *curate_text(struct curate *c, const struct te_file *previous)
{
	struct te_content content = curate_content(c, "pf9");
	struct te_written w = { 0 };
	struct buf out = { 0 };

	content.previous = previous;
	te_write(&content, &out, &w);
	te_written_release(&w);
	return buf_take(&out);
}

void curate_parse(struct curate *c, const char *text, struct te_file *f)
{
	struct diag d = { 0 };

	if (te_parse("pf9.te", text, strlen(text), c->names, f, &d) < 0)
		fail_msg("%s in\n%s", diag_text(&d), text);
	diag_release(&d);
}

/* What a later session makes of the file, without a log. */
char *curate_text_again(const char *text)
{
	struct te_file f;
	struct curate *c;
	void *state;
	char *again;

	assert_int_equal(curate_setup(&state), 0);
	c = state;
	curate_parse(c, text, &f);
	te_load(&f, c->ledger, c->decisions);
	again = curate_text(c, &f);
	te_file_release(&f);
	curate_teardown(&state);
	return again;
}
