// SPDX-License-Identifier: GPL-2.0-or-later
/* Installation plans for a store, and the translation of semodule's output; tests/batch/install.tap
 * runs semodule itself. */
#include "config.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "module/build.h"
#include "base/process.h"
#include "base/fileio.h"
#include "module/install_prove.h"
#include "module/install_run.h"
#include "src/module/install_words_internal.h"
#include "policy/load.h"
#include "te/evidence.h"

static const char pf9[] = "module pf9 1.1;\n"
			  "require { type useradd_t; type usr_t; class dir write; }\n"
			  "allow useradd_t usr_t:dir write;\n";

struct fixture {
	char *top;
	struct install_place place;
	struct policy *policy;
	char *pp; /* package of module pf9; NULL if checkmodule is missing */
};

static void put(struct fixture *f, const char *path, const char *text)
{
	char *full = fileio_join(f->top, path), *slash;

	for (slash = full + strlen(f->top) + 1; (slash = strchr(slash, '/')); slash++) {
		*slash = '\0';
		mkdir(full, 0700);
		*slash = '/';
	}
	assert_int_equal(fileio_write(full, text, strlen(text), NULL), 0);
	free(full);
}

#define ACTIVE "root/var/lib/selinux/demo/active"

static int setup(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));
	char *demo = fileio_join(getenv("srcdir") ? getenv("srcdir") : ".", "tests/data/demo.cil");
	struct policy_source source = { demo };
	struct buf out = { 0 };
	char *active, *dir;

	f->top = fileio_temp_dir(NULL);
	put(f, ACTIVE "/modules/100/base/cil", "(allow httpd_t etc_t (file (read)))\n");
	active = fileio_join(f->top, ACTIVE "/");
	assert_int_equal(install_place_find(&f->place, active, NULL), 0);
	f->policy = policy_load(&source, NULL);
	assert_non_null(f->policy);
	dir = fileio_join(f->top, "out");
	mkdir(dir, 0700);
	if (build_compile(dir, "pf9", pf9, strlen(pf9), 0, &out, NULL) == 1)
		f->pp = build_path(dir, "pf9", ".pp");
	buf_release(&out);
	free(active);
	free(demo);
	free(dir);
	*state = f;
	return 0;
}

static int teardown(void **state)
{
	struct fixture *f = *state;

	process_run((const char *const[]){ "rm", "-rf", f->top, NULL }, NULL, 10000, NULL);
	install_place_release(&f->place);
	policy_free(f->policy);
	free(f->top);
	free(f->pp);
	free(f);
	return 0;
}

static int plan(struct fixture *f, struct install_plan *p, unsigned priority, struct diag *d)
{
	return install_plan_add(p, &f->place, f->pp, priority, &f->policy->ix, "demo", d);
}

static void test_a_place_is_taken_apart(void **state)
{
	struct fixture *f = *state;
	struct install_place p;
	struct diag d = { 0 };
	static const char *const bad[] = { "/",
					   "root",
					   "/x/active",
					   "/var/lib/selinux/active",
					   "/var/lib/selinux/a/b/active",
					   "/var/lib/selinux/a/passive" };
	char *policy;
	size_t i;

	assert_string_equal(f->place.type, "demo");
	assert_string_equal(fileio_base(f->place.root), "root");
	for (i = 0; i < AV_ARRAY_LEN(bad); i++) {
		assert_int_equal(install_place_find(&p, bad[i], &d), -1);
		assert_non_null(strstr(diag_text(&d), "ROOT/var/lib/selinux/TYPE/active"));
		diag_release(&d);
		install_place_release(&p);
	}
	assert_int_equal(install_place_find(&p, "/var/lib/selinux/targeted/active", NULL), 0);
	assert_string_equal(p.root, "/");
	assert_string_equal(p.type, "targeted");
	install_place_release(&p);
	/* In nested copies the innermost counts. */
	assert_int_equal(
		install_place_find(&p, "/var/lib/selinux/x/var/lib/selinux/targeted/active", NULL),
		0);
	assert_string_equal(p.root, "/var/lib/selinux/x");
	install_place_release(&p);
	assert_null(install_place_policy(&f->place));
	put(f, "root/etc/selinux/demo/policy/policy.31", "");
	put(f, "root/etc/selinux/demo/policy/policy.33.old", "");
	put(f, "root/etc/selinux/demo/policy/policy.", "");
	policy = install_place_policy(&f->place);
	assert_string_equal(fileio_base(policy), "policy.31");
	free(policy);
	/* The newest, by number, and whichever numbers are still to come. */
	put(f, "root/etc/selinux/demo/policy/policy.9", "");
	put(f, "root/etc/selinux/demo/policy/policy.131", "");
	policy = install_place_policy(&f->place);
	assert_string_equal(fileio_base(policy), "policy.131");
	free(policy);
}

/* Someone pastes these as root. */
static void test_commands_for_another_host(void **state)
{
	struct buf out = { 0 };

	(void)state;
	install_commands("pf9", "out/pf9.pp", 400, &out);
	assert_string_equal(buf_str(&out), "semodule -X 400 -i out/pf9.pp\n"
					   "semodule -lfull | grep -w pf9\n"
					   "semodule -X 400 -r pf9\n");
	buf_clear(&out);
	install_commands("pf9", "it's; new/pf9.pp", 400, &out);
	assert_non_null(strstr(buf_str(&out), "-i 'it'\\''s; new/pf9.pp'\n"));
	buf_release(&out);
}

static void test_grants_of_a_package(void **state)
{
	static const char cil[] = "(typeattributeset cil_gen_require a_t)\n"
				  "(allow a_t b_t (file (read open)))\n"
				  "(allow a_t b_t (file (ioctl)))\n"
				  "(allowx a_t b_t (ioctl file (0x5401 (range 0x5410 0x5413))))\n"
				  "(allow a_t self (process (signal)))\n"
				  "(dontaudit a_t c_t (dir (read)))\n"
				  "(type d_t)\n";
	struct intern *names = intern_new();
	struct grants g = { 0 };
	struct buf text = { 0 };
	size_t i, others = 0;

	(void)state;
	assert_int_equal(grants_read(&g, names, cil, strlen(cil), NULL), 0);
	assert_int_equal(g.count, 2);
	for (i = 0; i < g.count; i++)
		statement_print(&g.items[i], names, &text);
	assert_string_equal(buf_str(&text),
			    "allow a_t b_t:file { ioctl open read };\n"
			    "allowxperm a_t b_t:file ioctl { 0x5401 0x5410-0x5413 };\n"
			    "allow a_t self:process signal;\n");
	for (i = 0; i < g.set.count; i++)
		others += !grants_is_access(g.set.items[i]);
	assert_int_equal(others, 2);
	grants_release(&g);
	assert_int_equal(grants_read(&g, names, "(allow", 6, NULL), -1);
	grants_release(&g);
	buf_release(&text);
	intern_free(names);
}

static void test_a_new_module(void **state)
{
	struct fixture *f = *state;
	struct install_plan p = { 0 };

	if (!f->pp) {
		print_message("needs the package checkpolicy\n");
		skip();
	}
	assert_int_equal(plan(f, &p, 400, NULL), 0);
	assert_string_equal(p.name, "pf9");
	assert_string_equal(p.version, "1.1");
	assert_int_equal(p.present, 0);
	assert_int_equal(p.opened, 1);
	assert_int_equal(p.closed, 0);
	assert_int_equal(p.rules, 1);
	assert_int_equal(p.opened_list.count, 1);
	assert_string_equal(p.opened_list.items[0], "useradd_t usr_t:dir write");
	assert_null(p.refused);
	install_plan_release(&p);
}

static void test_the_one_that_it_replaces(void **state)
{
	struct fixture *f = *state;
	struct install_plan p = { 0 };
	struct diag d = { 0 };

	if (!f->pp) {
		print_message("needs the package checkpolicy\n");
		skip();
	}
	/* Only the access of httpd_t is in the policy. */
	put(f, ACTIVE "/modules/400/pf9/cil",
	    "(allow useradd_t usr_t (dir (write)))\n(allow httpd_t etc_t (file (read)))\n(type x_t)\n");
	assert_int_equal(plan(f, &p, 400, NULL), 0);
	assert_int_equal(p.present, 400);
	assert_false(p.same);
	assert_int_equal(p.lost_count, 2);
	assert_int_equal(p.lost.count, 1);
	assert_string_equal(p.lost.items[0], "(type x_t)");
	assert_null(p.refused);
	install_plan_release(&p);
	/* A higher priority would hide statements that only the other module has. */
	assert_int_equal(plan(f, &p, 500, NULL), 0);
	assert_non_null(strstr(p.refused, "2 statements that only it has"));
	install_plan_release(&p);
	/* A lower priority would have no effect. */
	assert_int_equal(plan(f, &p, 300, NULL), 0);
	assert_non_null(strstr(p.refused, "--priority 401"));
	install_plan_release(&p);
	put(f, ACTIVE "/modules/400/pf9/cil", "(allow useradd_t usr_t (dir (write)))\n");
	assert_int_equal(plan(f, &p, 500, NULL), 0);
	assert_null(p.refused);
	install_plan_release(&p);
	/* A disabled name. */
	put(f, ACTIVE "/modules/disabled/pf9", "");
	assert_int_equal(plan(f, &p, 400, NULL), 0);
	assert_non_null(strstr(p.refused, "semodule -e pf9"));
	assert_true(p.off);
	install_plan_release(&p);
	assert_int_equal(install_plan_remove(&p, &f->place, "pf9", 0, NULL, NULL, &d), -1);
	assert_non_null(
		strstr(diag_text(&d), "disabled in the store; enable it with semodule -e pf9"));
	diag_release(&d);
	install_plan_release(&p);
}

static void test_types_of_its_own(void **state)
{
	static const char cil[] = "; by hand\n(type own_t)\n(typeattribute owns)\n"
				  "(typeattributeset owns (own_t httpd_t))\n"
				  "(allow owns etc_t (file (write)))\n"
				  "(allow useradd_t own_t (file (read)))\n"
				  "(allow useradd_t nosuch_t (file (read)))\n";
	struct fixture *f = *state;
	struct install_plan p = { 0 };
	char *path = fileio_join(f->top, "out/own.cil");

	put(f, "out/own.cil", cil);
	assert_int_equal(install_plan_add(&p, &f->place, path, 400, &f->policy->ix, "demo", NULL),
			 0);
	assert_true(p.is_cil);
	assert_int_equal(p.opened, 3);
	assert_int_equal(p.unknown, 1);
	assert_int_equal(p.others, 4);
	assert_string_equal(p.opened_list.items[2], "useradd_t own_t:file read");
	install_plan_release(&p);
	free(path);
}

static void test_the_very_package(void **state)
{
	struct fixture *f = *state;
	struct install_plan p = { 0 };
	struct buf bytes = { 0 };
	char *hll = fileio_join(f->top, ACTIVE "/modules/400/pf9/hll"), *found = NULL;

	if (!f->pp) {
		print_message("needs the package checkpolicy\n");
		skip();
	}
	put(f, ACTIVE "/modules/400/pf9/cil", "");
	assert_int_equal(fileio_read(f->pp, 1 << 20, &bytes, NULL), 0);
	assert_int_equal(fileio_write(hll, bytes.data, bytes.len, NULL), 0);
	assert_int_equal(plan(f, &p, 400, NULL), 0);
	assert_true(p.same);
	assert_string_equal(p.present_version, "1.1");
	assert_true(install_check_store(&p, &found));
	free(found);
	p.priority = 300;
	assert_false(install_check_store(&p, &found));
	assert_string_equal(found, "the store has no module pf9 at priority 300");
	free(found);
	install_plan_release(&p);
	/* CIL replaced it: semodule leaves the old package in place. */
	put(f, ACTIVE "/modules/400/pf9/cil", "(allow useradd_t usr_t (dir (read)))\n");
	put(f, ACTIVE "/modules/400/pf9/lang_ext", "cil");
	assert_int_equal(plan(f, &p, 400, NULL), 0);
	assert_false(p.same);
	assert_null(p.present_version);
	assert_int_equal(p.lost_count, 1);
	assert_false(install_check_store(&p, &found));
	free(found);
	install_plan_release(&p);
	buf_release(&bytes);
	free(hll);
}

static void test_a_package_by_another_name(void **state)
{
	struct fixture *f = *state;
	struct install_plan p = { 0 };
	char *other = fileio_join(f->top, "out/other.pp");
	struct diag d = { 0 };

	if (!f->pp) {
		print_message("needs the package checkpolicy\n");
		skip();
	}
	assert_int_equal(rename(f->pp, other), 0);
	assert_int_equal(install_plan_add(&p, &f->place, other, 400, NULL, NULL, &d), 0);
	assert_non_null(strstr(p.refused, "pf9.pp"));
	assert_null(p.policy);
	install_plan_release(&p);
	put(f, "out/other.pp", "junk");
	assert_int_equal(install_plan_add(&p, &f->place, other, 400, NULL, NULL, &d), -1);
	assert_non_null(strstr(diag_text(&d), "not a module package"));
	diag_release(&d);
	install_plan_release(&p);
	free(other);
}

static void test_taking_away(void **state)
{
	struct fixture *f = *state;
	struct install_plan p = { 0 };
	struct diag d = { 0 };

	put(f, ACTIVE "/modules/400/web/cil", "(allow httpd_t etc_t (file (read)))\n");
	put(f, ACTIVE "/modules/100/web/cil", "(allow httpd_t etc_t (file (read)))\n");
	assert_int_equal(install_plan_remove(&p, &f->place, "web", 0, &f->policy->ix, "demo", &d),
			 0);
	assert_int_equal(p.priority, 400);
	assert_int_equal(p.next, 100);
	assert_int_equal(p.lost_count, 0);
	assert_non_null(strstr(buf_str(&p.cil), "httpd_t"));
	install_plan_release(&p);
	/* Removing a hidden module changes nothing. */
	assert_int_equal(install_plan_remove(&p, &f->place, "web", 100, &f->policy->ix, "demo", &d),
			 0);
	assert_int_equal(p.present, 400);
	assert_int_equal(p.closed, 0);
	install_plan_release(&p);
	assert_int_equal(install_plan_remove(&p, &f->place, "web", 300, NULL, NULL, &d), -1);
	assert_string_equal(diag_text(&d),
			    "the store has no module web at that priority; its priority is 400");
	diag_release(&d);
	install_plan_release(&p);
}

static void test_a_fingerprint_is_of_what_was_written(void **state)
{
	struct fixture *f = *state;
	char first[65], second[65];

	assert_int_equal(store_fingerprint(f->place.active, first, NULL), 0);
	assert_int_equal(store_fingerprint(f->place.active, second, NULL), 0);
	assert_string_equal(first, second);
	/* The same bytes, rewritten. */
	put(f, ACTIVE "/modules/100/base/cil", "(allow httpd_t etc_t (file (read)))\n");
	assert_int_equal(store_fingerprint(f->place.active, second, NULL), 0);
	assert_string_not_equal(first, second);
	assert_int_equal(store_fingerprint("/nonexistent", second, NULL), -1);
}

static void words_are(const char *said, const char *wanted)
{
	static const char cil[] = "(typeattributeset cil_gen_require a_t)\n"
				  "(typeattributeset cil_gen_require nosuch_t)\n"
				  "(allow a_t nosuch_t (file (read)))\n";
	static const char te[] = "#@ avcurate 1\n"
				 "module m 1.0;\n"
				 "require {\n"
				 "\ttype a_t;\n"
				 "\ttype nosuch_t;\n"
				 "\tclass file { read };\n"
				 "}\n"
				 "# allow a_t nosuch_t:file read;\n"
				 "\tallow a_t nosuch_t:file read;\n"
				 "type b_t;\n";
	struct buf out = { 0 };

	install_explain(said, "m", cil, te, "m.te", &out);
	assert_string_equal(buf_str(&out), wanted);
	buf_release(&out);
}

static void test_semodule_s_words(void **state)
{
	static const char in_tmp[] = "statement at /var/lib/selinux/x/tmp/modules/400/m/cil:";
	struct buf said = { 0 }, out = { 0 };

	(void)state;
	buf_addf(&said, "Failed to resolve typeattributeset %s2\nFailed to resolve AST\n", in_tmp);
	words_are(
		buf_str(&said),
		"m.te:9: allow a_t nosuch_t:file read;: the installed policy has no type nosuch_t\n"
		"install the module that provides it first, or drop the rule\n");
	buf_clear(&said);
	buf_addf(&said, "Failed to resolve permission read\nFailed to resolve allow %s3\n", in_tmp);
	words_are(buf_str(&said),
		  "m.te:9: allow a_t nosuch_t:file read;: the installed policy has no "
		  "permission read for that class: remove it from the rule\n");
	buf_clear(&said);
	buf_addf(&said, "Failed to resolve allow %s3\n", in_tmp);
	words_are(buf_str(&said),
		  "m.te:9: allow a_t nosuch_t:file read;: the installed policy lacks a "
		  "name in this rule\n"
		  "install the module that provides it first, or drop the rule\n");
	words_are("Re-declaration of type b_t\nPrevious declaration of type at "
		  "/var/lib/selinux/x/tmp/modules/400/m/cil:1\n",
		  "m.te:10: type b_t;: the installed policy already declares this: b_t\n");
	words_are("libsemanage.semanage_get_lock: Could not get direct transaction lock at "
		  "/x/semanage.trans.LOCK. (Resource temporarily unavailable).",
		  "another program is changing the module store; try again when it has "
		  "finished\n");
	/* Another module, a line past the end, an unknown message. */
	words_are("Failed to resolve allow statement at /var/lib/selinux/x/tmp/modules/100/n/cil:3",
		  "");
	buf_clear(&said);
	buf_addf(&said, "Failed to resolve allow %s4000000000\n", in_tmp);
	install_explain(buf_str(&said), "m", "", NULL, "", &out);
	words_are("semodule:  Failed!\n", "");
	words_are("", "");
	buf_release(&out);
	buf_release(&said);
}

static void test_what_it_printed_is_cleaned(void **state)
{
	struct buf out = { 0 };

	(void)state;
	install_output("libsemanage.add_user: user sddm not in password file\na\033[2Jb\n\nlast",
		       &out);
	assert_string_equal(buf_str(&out), "a\\x1B[2Jb\nlast\n");
	buf_release(&out);
}

static void test_a_child_that_outlives_us(void **state)
{
	const char *const argv[] = { "sh", "-c",
				     "cut -d ' ' -f 6 /proc/$$/stat; echo no >&2; exit 3", NULL };
	struct process c = { 0 };
	struct diag d = { 0 };
	pid_t pid;
	int i;

	(void)state;
	assert_int_equal(process_start(&c, argv, &d), 0);
	pid = c.pid;
	for (i = 0; i < 2000 && !process_step(&c); i++)
		usleep(5000);
	assert_int_equal(c.pid, 0);
	assert_int_equal(c.status, 3);
	assert_int_equal(strtol(buf_str(&c.output), NULL, 10), pid);
	assert_non_null(strstr(buf_str(&c.output), "no\n"));
	process_release(&c);
	process_release(&c);
	assert_int_equal(process_start(&c, (const char *const[]){ "no-such-program", NULL }, &d),
			 -1);
	assert_non_null(strstr(diag_text(&d), "no-such-program is not installed"));
	diag_release(&d);
}

static void test_the_proof_in_words(void **state)
{
	struct install_proof p = { .denials = 1, .allowed = 1, .rules = 1, .granted = 1 };
	struct buf out = { 0 };

	(void)state;
	install_proof_words(&p, false, &out);
	assert_string_equal(buf_str(&out), "the one denial would now be allowed\n");
	assert_true(install_proof_good(&p, false));
	buf_clear(&out);
	p.denials = p.allowed = 1400;
	p.labels = 2;
	p.labels_missing = 1;
	install_proof_words(&p, false, &out);
	assert_string_equal(buf_str(&out),
			    "all 1,400 denials would now be allowed\n"
			    "1 label of 2 did not get into the file contexts: another "
			    "line there covers these paths\n");
	assert_false(install_proof_good(&p, false));
	buf_clear(&out);
	p = (struct install_proof){ .denials = 5, .allowed = 5, .silenced = 5, .rules = 2 };
	install_proof_words(&p, false, &out);
	assert_string_equal(buf_str(&out), "all 5 denials would now stay out of the log\n");
	buf_clear(&out);
	p = (struct install_proof){ .granted = 1, .missing = 2 };
	install_proof_words(&p, true, &out);
	assert_string_equal(buf_str(&out), "2 rules of the module are no longer in the policy; 1 "
					   "still is, from another module\n");
	buf_release(&out);
}

/* A reopened rule keeps its statement in the module, and is proved by it. */
static void test_a_rule_that_was_opened_again_is_proved(void **state)
{
	static const char te[] =
		"#@ avcurate 1\nmodule again 1.0;\n"
		"require {\n\ttype httpd_t;\n\ttype shadow_t;\n\tclass file getattr;\n}\n"
		"#@ rule {\"kind\":\"access\",\"source\":\"httpd_t\",\"target\":\"shadow_t\","
		"\"class\":\"file\"}\n#@ state \"open\"\n"
		"#@ seen {\"count\":1,\"permissions\":[[\"getattr\",1]],\"contexts\":"
		"[[\"system_u:system_r:httpd_t:s0\",\"system_u:object_r:shadow_t:s0\",1]]}\n"
		"dontaudit httpd_t shadow_t:file getattr;\n";
	struct fixture *f = *state;
	struct intern *names = intern_new();
	struct ledger *l = ledger_new(names, 0);
	struct decisions *decisions = decisions_new();
	struct install_proof p = { 0 };
	struct te_file file = { 0 };
	char *path = fileio_join(f->top, "out/again.te");

	put(f, "out/again.te", te);
	assert_int_equal(install_prove_te(&p, &f->policy->ix, path, NULL), 0);
	assert_int_equal(p.rules, 1);
	assert_int_equal(p.silenced, 1);
	assert_true(install_proof_good(&p, false));
	assert_int_equal(te_read(path, names, &file, NULL), 0);
	te_load(&file, l, decisions);
	te_evidence_count(&file.blocks[0], names, l);
	install_prove_rules(&p, &f->policy->ix, names, l, decisions);
	assert_int_equal(p.rules, 1);
	assert_true(install_proof_good(&p, false));
	install_proof_release(&p);
	te_file_release(&file);
	decisions_free(decisions);
	ledger_free(l);
	intern_free(names);
	free(path);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_a_place_is_taken_apart, setup, teardown),
		cmocka_unit_test(test_commands_for_another_host),
		cmocka_unit_test(test_grants_of_a_package),
		cmocka_unit_test_setup_teardown(test_a_new_module, setup, teardown),
		cmocka_unit_test_setup_teardown(test_the_one_that_it_replaces, setup, teardown),
		cmocka_unit_test_setup_teardown(test_types_of_its_own, setup, teardown),
		cmocka_unit_test_setup_teardown(test_the_very_package, setup, teardown),
		cmocka_unit_test_setup_teardown(test_a_package_by_another_name, setup, teardown),
		cmocka_unit_test_setup_teardown(test_taking_away, setup, teardown),
		cmocka_unit_test_setup_teardown(test_a_fingerprint_is_of_what_was_written, setup,
						teardown),
		cmocka_unit_test(test_semodule_s_words),
		cmocka_unit_test(test_what_it_printed_is_cleaned),
		cmocka_unit_test(test_a_child_that_outlives_us),
		cmocka_unit_test(test_the_proof_in_words),
		cmocka_unit_test_setup_teardown(test_a_rule_that_was_opened_again_is_proved, setup,
						teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
