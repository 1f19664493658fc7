// SPDX-License-Identifier: GPL-2.0-or-later
#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/fileio.h"
#include "base/mem.h"
#include "te/evidence.h"
#include "te/identity.h"
#include "te/lex.h"
#include "te/read.h"
#include "te/write.h"
#include "curate.h"

static void test_the_worked_example(void **state)
{
	struct curate *c = *state;
	char *text;

	curate_example(c);
	text = curate_text(c, NULL);
	assert_string_equal(text, curate_example_text);
	free(text);
	text = curate_text_again(curate_example_text);
	assert_string_equal(text, curate_example_text);
	free(text);
}

/* For open rules the file records only their number, as of the last decision. */
static void test_what_is_open_is_counted(void **state)
{
	struct curate *c = *state;
	char *first, *text, *rule, *again;
	struct te_file before;
	rule_id id;

	curate_example(c);
	curate_deny(c, "httpd_t", "nfs_t", "file", "read open");
	first = curate_text(c, NULL);
	text = strstr(first, "}\n\n#@ open {\"rules\":1,\"denials\":1}\n\n#@ rule ");
	assert_non_null(text);
	rule = strstr(text, "\n#@ rule ");
	memmove(text + 2, rule, strlen(rule) + 1);
	assert_string_equal(first, curate_example_text);
	free(first);
	first = curate_text(c, NULL);
	again = curate_text_again(first); /* no log */
	assert_string_equal(again, first);
	free(again);
	curate_parse(c, first, &before);
	id = curate_deny(c, "httpd_t", "etc_t", "file", "read");
	again = curate_text(c, &before);
	assert_string_equal(again, first);
	free(again);
	curate_decide(c, id, DECISION_REJECTED, NULL);
	curate_deny(c, "httpd_t", "tmp_t", "file", "read");
	again = curate_text(c, &before);
	assert_non_null(strstr(again, "#@ open {\"rules\":2,\"denials\":2}"));
	free(again);
	free(first);
	te_file_release(&before);
}

static void test_order_of_the_log_does_not_matter(void **state)
{
	struct curate *c = *state;
	char *text;

	/* All ids differ, and so does the order of the rules. */
	intern_adds(c->names, "write");
	intern_adds(c->names, "usr_t");
	curate_decide(c, curate_deny(c, "svirt_t", "shadow_t", "file", "read"), DECISION_REJECTED,
		      "no guest needs this");
	curate_decide(c, curate_deny(c, "useradd_t", "usr_t", "dir", "write"), DECISION_ACCEPTED,
		      "installer creates /opt/pf9/etc");
	curate_decide(c, curate_deny(c, "useradd_t", "usr_t", "file", "read open getattr"),
		      DECISION_ACCEPTED, NULL);
	text = curate_text(c, NULL);
	assert_string_equal(text, curate_example_text);
	free(text);
}

/* Lines must suit checkmodule: #@ lines are short ASCII, and there are no foreign lines. */
static void check_lines(const char *text, const char *const *others)
{
	const char *p = text + strlen(TE_FIRST_LINE "\n" TE_HEADER "\n"), *end;

	for (; *p; p = end + 1) {
		end = strchr(p, '\n');
		assert_non_null(end);
		assert_true(end - p <= TE_LINE_MAX);
		if (strncmp(p, "#@ ", 3) == 0) {
			for (; p < end; p++)
				assert_true(*p >= 0x20 && *p < 0x7f);
		} else if (end > p) {
			assert_non_null(*others);
			assert_int_equal(strlen(*others), end - p);
			assert_memory_equal(p, *others, end - p);
			others++;
		}
	}
	assert_null(*others);
}

static void test_nothing_in_a_log_gets_out_of_its_line(void **state)
{
	static const char evil[] =
		"x\"]]\n#@ end\r\nallow a_t b_t:file *;\n\xe2\x80\xa8\xff\x1b[31m*/";
	static const char *const lines[] = { "module pf9 1.0;",
					     "require {",
					     "\ttype a_t;",
					     "\ttype b_t;",
					     "\tclass file read;",
					     "}",
					     "allow a_t b_t:file read;",
					     NULL };
	struct curate *c = *state;
	struct record r = curate_denial("u:r:a_t:s0", "u:r:b_t:s0", "file", "read");
	struct buf hex = { 0 }, path = { 0 };
	char *text, *again;
	size_t i;
	rule_id id;

	for (i = 0; evil[i]; i++)
		buf_addf(&hex, "%02X", (unsigned char)evil[i]);
	for (i = 0; i < 100000; i++)
		buf_adds(&path, i % 1000 ? "41" : "0A");
	r.comm = (struct slice){ hex.data, hex.len };
	r.path = (struct slice){ path.data, path.len };
	r.node = slice_of(evil);
	id = curate_add(c, &r);
	for (i = 0; i < 40; i++) { /* more list items than a line holds */
		buf_addf(&path, "%02X", (unsigned)i);
		r.path = (struct slice){ path.data + path.len - 700 - i, 700 + i };
		r.path.n &= ~(size_t)1;
		curate_add(c, &r);
	}
	curate_decide(c, id, DECISION_ACCEPTED, evil);
	text = curate_text(c, NULL);
	check_lines(text, lines);
	curate_expect_contains(text, "\"sha256\":\"");
	curate_expect_contains(text, "\"left_out\":");
	curate_expect_contains(text, "\"others\":");
	curate_expect_contains(
		text, "#@ comm [[\"x\\\"]]\\\\x0A#@ end\\\\x0D\\\\x0Aallow a_t b_t:file *;");
	again = curate_text_again(text);
	assert_string_equal(again, text);
	free(again);
	free(text);
	buf_release(&hex);
	buf_release(&path);
}

static void choose(struct curate *c, rule_id id, const struct statement *st, const char *step)
{
	struct decision d = { 0 };

	decision_copy(&d, decisions_get(c->decisions, id));
	d.chosen = true;
	statement_copy(&d.statement, st);
	d.step = mem_strdup(step);
	decisions_load(c->decisions, id, &d);
	decision_release(&d);
}

static void drop(struct curate *c, rule_id id, const char *perm)
{
	struct decision d = { 0 };

	decision_copy(&d, decisions_get(c->decisions, id));
	d.dropped = mem_realloc(d.dropped, d.dropped_count + 1, sizeof(*d.dropped));
	d.dropped[d.dropped_count++] = intern_adds(c->names, perm);
	decisions_load(c->decisions, id, &d);
	decision_release(&d);
}

/* One decision of each kind. */
static void decide_all_kinds(struct curate *c)
{
	struct record r =
		curate_denial("u:r:sshd_t:s0", "u:object_r:ptmx_t:s0", "chr_file", "ioctl read");
	struct statement st = { 0 };
	struct buf note = { 0 };
	rule_id id;
	size_t i;

	r.ioctl = 0x5401;
	curate_add(c, &r);
	r.ioctl = 0;
	curate_decide(c, curate_add(c, &r), DECISION_ACCEPTED, NULL);
	r = curate_denial("u:r:self_t:s0", "u:r:self_t:s0", "process", "execmem");
	curate_decide(c, curate_add(c, &r), DECISION_DONTAUDIT, "noise");
	r = curate_denial("u:sysadm_r:sudo_t:s0", "u:r:x_t:s0", "process", "");
	r.kind = RECORD_ROLE;
	r.ncontext = slice_of("u:newrole_r:app_t:s0");
	curate_decide(c, curate_add(c, &r), DECISION_ACCEPTED, NULL);
	r = curate_denial("u:r:a_t:s0", "", "file", "");
	r.kind = RECORD_CONTEXT;
	r.ncontext = slice_of("u:r:gone_t:s0");
	curate_decide(c, curate_add(c, &r), DECISION_FIXED, "relabelled");

	for (i = 0; i < 150; i++) /* longer than one line: split between characters */
		buf_addf(&note, "Zeile %zu: \xc3\xa4\xf0\x9f\x90\xa7\n\"\\", i);
	id = curate_deny(c, "wide_t", "etc_t", "file", "read write");
	decision_statement(decisions_get(c->decisions, id), ledger_rule(c->ledger, id), c->names,
			   &st);
	st.target = intern_adds(c->names, "configfile");
	st.target_attribute = true;
	curate_decide(c, id, DECISION_ACCEPTED, note.data);
	choose(c, id, &st, "target configfile");
	drop(c, id, "write");
	id = curate_deny(c, "wide_t", "etc_t", "dir", "read");
	curate_decide(c, id, DECISION_REJECTED, NULL);
	statement_add_perm(&st, intern_adds(c->names, "search"), c->names);
	choose(c, id, &st, "r_dir_perms");
	id = curate_deny(c, "later_t", "etc_t", "file", "read");
	curate_decide(c, id, DECISION_OPEN, "ask the vendor");
	curate_decide(c, curate_deny(c, "wide_t", "bin_t", "file", "read"), DECISION_REJECTED,
		      NULL);
	statement_release(&st);
	buf_release(&note);
}

static void test_write_read_write_gives_the_same_bytes(void **state)
{
	struct curate *c = *state;
	char *text, *again;
	const char *p;

	decide_all_kinds(c);
	text = curate_text(c, NULL);
	curate_expect_contains(text, "allow sshd_t ptmx_t:chr_file { ioctl read };\n"
				     "allowxperm sshd_t ptmx_t:chr_file ioctl { 0x0 0x5401 };\n");
	curate_expect_contains(text, "dontaudit self_t self:process execmem;\n");
	curate_expect_contains(text, "role newrole_r types app_t;\n");
	curate_expect_contains(text, "\tattribute configfile;\n\trole newrole_r;\n");
	curate_expect_contains(text, "#@ chosen {\"step\":\"target configfile\"}\n");
	curate_expect_contains(text,
			       "#@ dropped [\"write\"]\nallow wide_t configfile:file read;\n");
	curate_expect_contains(text,
			       "#@ chosen {\"step\":\"r_dir_perms\",\"statement\":\"allow wide_t ");
	for (p = text; *p; p++)
		assert_true(*p > 0 && *p < 0x7f);
	/* Sorted by source, target, class. */
	p = strstr(text, "\"source\":\"wide_t\",\"target\":\"bin_t\"");
	assert_non_null(p);
	p = strstr(p, "\"source\":\"wide_t\",\"target\":\"etc_t\",\"class\":\"dir\"");
	assert_non_null(p);
	assert_non_null(strstr(p, "\"target\":\"etc_t\",\"class\":\"file\""));
	again = curate_text_again(text);
	assert_string_equal(again, text);
	free(text);
	free(again);
}

static void test_decisions_come_back(void **state)
{
	struct curate *c = *state, *later;
	struct statement st = { 0 };
	struct decision changed = { 0 };
	const struct decision *d;
	struct rule_key key;
	struct te_file f;
	char *text;
	void *other;
	rule_id id;

	decide_all_kinds(c);
	text = curate_text(c, NULL);
	assert_int_equal(curate_setup(&other), 0);
	later = other;
	curate_parse(later, text, &f);
	te_load(&f, later->ledger, later->decisions);
	assert_int_equal(decisions_count(later->decisions, DECISION_ACCEPTED), 3);
	assert_int_equal(decisions_count(later->decisions, DECISION_DONTAUDIT), 1);
	assert_int_equal(decisions_count(later->decisions, DECISION_REJECTED), 2);
	assert_int_equal(decisions_count(later->decisions, DECISION_FIXED), 1);
	assert_false(decisions_dirty(later->decisions));
	key = (struct rule_key){ .kind = RECORD_ACCESS,
				 .source = intern_adds(later->names, "wide_t"),
				 .target = intern_adds(later->names, "etc_t"),
				 .class = intern_adds(later->names, "file") };
	id = ledger_find(later->ledger, &key);
	assert_int_not_equal(id, RULE_NONE);
	d = decisions_get(later->decisions, id);
	assert_int_equal(d->at_ms, CURATE_MS);
	assert_string_equal(d->by, "root");
	assert_string_equal(d->step, "target configfile");
	assert_int_equal(d->dropped_count, 1);
	curate_expect_contains(d->note, "Zeile 149: \xc3\xa4\xf0\x9f\x90\xa7\n\"\\");
	decision_statement(d, ledger_rule(later->ledger, id), later->names, &st);
	assert_int_equal(st.perm_count, 1);
	assert_true(st.target_attribute);
	/* A dropped permission can be put back, and a dontaudit become an allow. */
	decision_copy(&changed, d);
	changed.dropped_count = 0;
	decision_statement(&changed, ledger_rule(later->ledger, id), later->names, &st);
	assert_int_equal(st.perm_count, 2);
	key.source = key.target = intern_adds(later->names, "self_t");
	key.class = intern_adds(later->names, "process");
	id = ledger_find(later->ledger, &key);
	decision_copy(&changed, decisions_get(later->decisions, id));
	decision_statement(&changed, ledger_rule(later->ledger, id), later->names, &st);
	assert_int_equal(st.kind, STATEMENT_DONTAUDIT);
	changed.state = DECISION_ACCEPTED;
	decision_statement(&changed, ledger_rule(later->ledger, id), later->names, &st);
	assert_int_equal(st.kind, STATEMENT_ALLOW);
	decision_release(&changed);
	statement_release(&st);
	te_file_release(&f);
	curate_teardown(&other);
	free(text);
}

static void test_evidence_is_frozen_with_the_decision(void **state)
{
	struct curate *c = *state;
	struct te_file f;
	rule_id id;
	char *text;

	curate_example(c);
	curate_parse(c, curate_example_text, &f);
	te_load(&f, c->ledger, c->decisions);
	id = curate_deny(c, "useradd_t", "usr_t", "dir", "write");
	text = curate_text(c, &f);
	assert_string_equal(text, curate_example_text);
	free(text);
	curate_decide(c, id, DECISION_ACCEPTED, "also for the second one");
	text = curate_text(c, &f);
	curate_expect_contains(text, "#@ note \"also for the second one\"\n#@ seen {\"count\":2,");
	free(text);
	te_file_release(&f);
}

/* Counts in a file may be anything. */
static void test_counts_stay_numbers(void **state)
{
	static const char lines[][2][80] = {
		{ "comm", "[[\"sh\",9223372036854775807],[\"ls\",2]]" },
		{ "seen", "{\"count\":9223372036854775807,\"granted\":3}" },
	};
	struct curate *c = *state;
	struct te_block b = { 0 };
	json_t *comm, *seen;
	size_t i;

	for (i = 0; i < AV_ARRAY_LEN(lines); i++)
		assert_int_equal(
			te_block_add_line(&b, lines[i][0], lines[i][1], c->names, "x", 1, NULL), 0);
	comm = te_evidence_join(&b, "comm", json_pack("[[s,i],[s,i]]", "sh", 4, "ls", 5));
	seen = te_evidence_join(&b, "seen", json_pack("{s:i,s:i}", "count", 1, "granted", 4));
	assert_int_equal(json_integer_value(json_array_get(json_array_get(comm, 0), 1)), INT64_MAX);
	assert_int_equal(json_integer_value(json_array_get(json_array_get(comm, 1), 1)), 7);
	assert_int_equal(json_integer_value(json_object_get(seen, "count")), INT64_MAX);
	assert_int_equal(json_integer_value(json_object_get(seen, "granted")), 7);
	json_decref(comm);
	json_decref(seen);
	te_block_release(&b);
}

static const struct rule *as_decided(void *ctx, rule_id id)
{
	return id == 0 ? ctx : NULL;
}

static void test_what_comes_after_a_decision_is_no_evidence_of_it(void **state)
{
	struct curate *c = *state;
	rule_id id = curate_deny(c, "a_t", "b_t", "file", "read");
	struct rule *then = rule_snapshot(ledger_rule(c->ledger, id));
	struct te_content content = curate_content(c, "pf9");
	struct te_written w = { 0 };
	struct buf out = { 0 };
	size_t i;

	curate_decide(c, id, DECISION_ACCEPTED, NULL);
	for (i = 0; i < 100; i++) /* the copy must not borrow from the ledger */
		curate_deny(c, "a_t", "b_t", "file", "read");
	content.decided_on = as_decided;
	content.decided_on_ctx = then;
	te_write(&content, &out, &w);
	curate_expect_contains(out.data, "#@ seen {\"count\":1,");
	buf_clear(&out);
	content.decided_on = NULL;
	te_write(&content, &out, &w);
	curate_expect_contains(out.data, "#@ seen {\"count\":101,");
	/* Open rules show their current evidence. */
	buf_clear(&out);
	curate_decide(c, id, DECISION_OPEN, "not yet");
	content.decided_on = as_decided;
	te_write(&content, &out, &w);
	curate_expect_contains(out.data, "#@ seen {\"count\":101,");
	te_written_release(&w);
	buf_release(&out);
	rule_release(then);
	free(then);
}

static void test_reports_names_that_a_te_cannot_hold(void **state)
{
	static const struct {
		const char *source, *target, *class, *perms, *issue;
	} rules[] = {
		{ "a.b", "usr_t", "file", "read", "the type a.b: names with a dot need CIL" },
		{ "b_t", "user", "file", "read",
		  "the type user: the policy language reserves this word" },
		{ "c_t", "self", "file", "read", "the type self: the policy language reserves" },
		{ "d_t", "usr_t", "class", "read", "the class class: " },
		{ "e_t", "usr_t", "file", "source read", "the permission source: " },
		{ "_f", "usr_t", "file", "read",
		  "the type _f: the policy language requires a letter" },
	};
	struct curate *c = *state;
	struct te_content content = curate_content(c, "pf9");
	struct te_written w = { 0 };
	struct buf out = { 0 };
	size_t i, k;

	for (i = 0; i < AV_ARRAY_LEN(rules); i++)
		curate_decide(c,
			      curate_deny(c, rules[i].source, rules[i].target, rules[i].class,
					  rules[i].perms),
			      DECISION_ACCEPTED, NULL);
	te_write(&content, &out, &w);
	assert_int_equal(w.statements, 0);
	assert_int_equal(w.issue_count, AV_ARRAY_LEN(rules));
	for (i = 0; i < AV_ARRAY_LEN(rules); i++) {
		for (k = 0; k < w.issue_count && w.issues[k].rule != i; k++)
			;
		assert_true(k < w.issue_count);
		curate_expect_contains(w.issues[k].text, rules[i].issue);
		curate_expect_contains(out.data, rules[i].issue);
	}
	assert_null(strstr(out.data, "\nallow"));
	te_written_release(&w);
	buf_release(&out);
}

static void test_long_lines_are_broken(void **state)
{
	char a_long_name[301];
	struct curate *c = *state;
	struct te_content content = curate_content(c, "pf9");
	struct te_written w = { 0 };
	struct buf out = { 0 }, perms = { 0 };
	struct statement st = { 0 };
	struct te_file f;
	const char *p, *end;
	rule_id id;
	size_t i;

	memset(a_long_name, 'x', sizeof(a_long_name));
	buf_adds(&perms, "ioctl");
	for (i = 0; i < 30; i++)
		buf_addf(&perms, " p%zu_%.*s", i, 300, a_long_name);
	id = curate_deny(c, "a_t", "b_t", "file", perms.data);
	decision_statement(decisions_get(c->decisions, id), ledger_rule(c->ledger, id), c->names,
			   &st);
	for (i = 0; i < 4000; i += 2)
		statement_add_ioctl(&st, (struct ioctl_range){ (uint16_t)i, (uint16_t)i });
	curate_decide(c, id, DECISION_ACCEPTED, NULL);
	choose(c, id, &st, "observed");
	te_write(&content, &out, &w);
	for (p = out.data; *p; p = end + 1) {
		end = strchr(p, '\n');
		assert_true(end - p <= TE_LINE_MAX);
	}
	for (i = 1, p = out.data; *p; i += *p++ == '\n') { /* every line of it maps to the rule */
		if (strncmp(p, "allow a_t", 9) == 0 || strncmp(p, "0x27a", 5) == 0)
			assert_int_equal(te_written_rule(&w, (unsigned)i), id);
	}
	assert_int_equal(te_written_rule(&w, 1), RULE_NONE);
	assert_int_equal(te_written_rule(&w, (unsigned)i + 1), RULE_NONE);
	curate_parse(c, out.data, &f);
	assert_int_equal(f.block_count, 1);
	assert_true(statement_equal(&f.blocks[0].written, &st));
	te_file_release(&f);
	statement_release(&st);
	te_written_release(&w);
	buf_release(&out);
	buf_release(&perms);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, curate_setup, curate_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_the_worked_example),
		TEST(test_what_is_open_is_counted),
		TEST(test_order_of_the_log_does_not_matter),
		TEST(test_nothing_in_a_log_gets_out_of_its_line),
		TEST(test_write_read_write_gives_the_same_bytes),
		TEST(test_decisions_come_back),
		TEST(test_evidence_is_frozen_with_the_decision),
		TEST(test_counts_stay_numbers),
		TEST(test_what_comes_after_a_decision_is_no_evidence_of_it),
		TEST(test_reports_names_that_a_te_cannot_hold),
		TEST(test_long_lines_are_broken),
	};

	return cmocka_run_group_tests_name("te", tests, NULL, NULL);
}
