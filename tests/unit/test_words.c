// SPDX-License-Identifier: GPL-2.0-or-later
#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "denial/ledger.h"
#include "words/words.h"
#include "src/words/words_table_internal.h"

struct fixture {
	struct intern *names;
	struct ledger *ledger;
};

static int setup(void **state)
{
	static struct fixture f;

	f.names = intern_new();
	f.ledger = ledger_new(f.names, 0);
	*state = &f;
	return 0;
}

static int teardown(void **state)
{
	struct fixture *f = *state;

	ledger_free(f->ledger);
	intern_free(f->names);
	return 0;
}

/* The phrase is complete: no mark left, no blank at either end or doubled. */
static void check_phrase(const char *class, const char *perm, const char *text)
{
	if (!*text || strpbrk(text, "%@$!*~") || *text == ' ' || text[strlen(text) - 1] == ' ' ||
	    strstr(text, "  "))
		fail_msg("%s %s: \"%s\" is no phrase", class, perm, text);
}

static void test_refpolicy_has_words(void **state)
{
	char path[4096], line[256], last[256] = "";
	struct buf said = { 0 }, one = { 0 };
	const char *srcdir = getenv("srcdir");
	unsigned classes = 0, perms = 0;
	FILE *in;

	(void)state;
	snprintf(path, sizeof(path), "%s/tests/data/refpolicy-classes.txt", srcdir ? srcdir : ".");
	in = fopen(path, "r");
	assert_non_null(in);
	while (fgets(line, sizeof(line), in)) {
		char class[128], perm[128];

		if (line[0] == '#' || sscanf(line, "%127s %127s", class, perm) != 2)
			continue;
		if (strcmp(class, last) != 0) {
			classes++;
			snprintf(last, sizeof(last), "%s", class);
			buf_clear(&said);
			if (!words_class(class))
				fail_msg("the class %s has no words", class);
			check_phrase(class, "", words_class(class));
		}
		perms++;
		buf_clear(&one);
		buf_addc(&one, '\n');
		if (!words_perm(class, perm, &one))
			fail_msg("%s %s has no words", class, perm);
		check_phrase(class, perm, buf_str(&one) + 1);
		buf_addc(&one, '\n');
		if (strstr(buf_str(&said), buf_str(&one)))
			fail_msg("%s %s: said twice: %s", class, perm, buf_str(&one));
		buf_adds(&said, buf_str(&one));
	}
	fclose(in);
	buf_release(&said);
	buf_release(&one);
	assert_int_equal(classes, 134);
	assert_true(perms > 2000);
}

static const struct words_class *const families[] = {
	words_file_classes, words_process_classes, words_socket_classes, words_kernel_classes,
	words_user_classes, words_android_classes, words_x_classes,      words_db_classes,
};

/* Every table, including what no reference policy has: sorted, no class twice, every phrase
 * complete. */
static void test_tables_are_sound(void **state)
{
	const struct words_class *c;
	struct buf one = { 0 };
	const char *perm;
	size_t i, k;
	bool extra;

	(void)state;
	for (i = 0; i < AV_ARRAY_LEN(families); i++) {
		for (c = families[i]; c->name; c++) {
			assert_ptr_equal(words_class_find(c->name), c);
			for (k = 0; (perm = words_perm_at(c->name, k, &extra)); k++) {
				buf_clear(&one);
				assert_true(words_perm(c->name, perm, &one));
				check_phrase(c->name, perm, buf_str(&one));
			}
			assert_true(k > 0);
		}
	}
	buf_release(&one);
}

static const struct rule *rule_of(struct fixture *f, const char *perms, const char *s,
				  const char *t, const char *class, const char *comm,
				  const char *path)
{
	struct record r = { .kind = RECORD_ACCESS,
			    .permissive = -1,
			    .time_ms = TIME_NONE,
			    .ioctl = IOCTL_NONE,
			    .perms = slice_of(perms),
			    .tclass = slice_of(class),
			    .comm = slice_of(comm),
			    .path = slice_of(path) };
	struct buf sc = { 0 }, tc = { 0 };
	const char *why = NULL;
	rule_id id;

	buf_addf(&sc, "system_u:system_r:%s:s0", s);
	buf_addf(&tc, "system_u:object_r:%s:s0", t);
	r.scontext = slice_of(buf_str(&sc));
	r.tcontext = slice_of(buf_str(&tc));
	if (strcmp(class, "tcp_socket") == 0)
		r.port = slice_of("8081");
	if (strcmp(perms, "ioctl") == 0)
		r.ioctl = 0x5413;
	id = ledger_add(f->ledger, &r, NULL, &why);
	assert_null(why);
	buf_release(&sc);
	buf_release(&tc);
	return ledger_rule(f->ledger, id);
}

static void expect(struct fixture *f, const struct rule *r, const char *allowed, const char *denied)
{
	struct statement st = { 0 };
	struct buf out = { 0 };

	rule_statement(r, f->names, &st);
	words_statement(&st, r, f->names, &out);
	assert_string_equal(buf_str(&out), allowed);
	buf_clear(&out);
	words_denial(r, f->names, &out);
	assert_string_equal(buf_str(&out), denied);
	buf_release(&out);
	statement_release(&st);
}

static void test_sentences(void **state)
{
	struct fixture *f = *state;

	expect(f, rule_of(f, "write", "useradd_t", "usr_t", "dir", "\"useradd\"", "\"/opt/pf9\""),
	       "processes in useradd_t (useradd) may add, remove or rename entries in directories "
	       "labelled usr_t (/opt/pf9)",
	       "useradd_t (useradd) was denied permission to add, remove or rename entries in "
	       "directories labelled usr_t (/opt/pf9)");
	expect(f, rule_of(f, "open read getattr", "useradd_t", "usr_t", "file", "", ""),
	       "processes in useradd_t may get the attributes of, open and read files labelled "
	       "usr_t",
	       "useradd_t was denied permission to get the attributes of, open and read files "
	       "labelled usr_t");
	expect(f, rule_of(f, "execute execute_no_trans read", "a_t", "b_t", "file", "", ""),
	       "processes in a_t may execute and read files labelled b_t, and run them in their "
	       "own domain, without a transition",
	       "a_t was denied permission to execute and read files labelled b_t, and run them in "
	       "its own domain, without a transition");
	expect(f, rule_of(f, "name_bind", "httpd_t", "unreserved_port_t", "tcp_socket", "", ""),
	       "processes in httpd_t may bind to TCP ports labelled unreserved_port_t (8081)",
	       "httpd_t was denied permission to bind to TCP ports labelled unreserved_port_t "
	       "(8081)");
	expect(f, rule_of(f, "create", "httpd_t", "httpd_t", "udp_socket", "", ""),
	       "processes in httpd_t may create UDP sockets of their own",
	       "httpd_t was denied permission to create UDP sockets of its own");
	expect(f, rule_of(f, "connectto", "a_t", "b_t", "unix_stream_socket", "", "\"/run/s\""),
	       "processes in a_t may connect to the sockets of processes in b_t (/run/s)",
	       "a_t was denied permission to connect to the sockets of processes in b_t (/run/s)");
	expect(f, rule_of(f, "dac_override kill", "a_t", "a_t", "capability", "", ""),
	       "processes in a_t may bypass file permission checks (mode bits and ACLs) and send "
	       "signals to processes of any user",
	       "a_t was denied permission to bypass file permission checks (mode bits and ACLs) "
	       "and send signals to processes of any user");
	expect(f, rule_of(f, "sys_ptrace", "a_t", "a_t", "cap_userns", "", ""),
	       "processes in a_t may trace and inspect processes of any user within their user "
	       "namespace",
	       "a_t was denied permission to trace and inspect processes of any user within its "
	       "user namespace");
	expect(f, rule_of(f, "associate", "a_exec_t", "nfs_t", "filesystem", "", ""),
	       "files labelled a_exec_t may be stored on filesystems labelled nfs_t",
	       "files labelled a_exec_t were denied permission to be stored on filesystems labelled "
	       "nfs_t");
	expect(f, rule_of(f, "entrypoint read", "a_t", "c_t", "file", "", "\"/x\""),
	       "the domain a_t may be entered by executing files labelled c_t (/x); processes in "
	       "a_t may read files labelled c_t",
	       "the domain a_t was denied permission to be entered by executing files labelled "
	       "c_t (/x); a_t was denied permission to read files labelled c_t");
	expect(f, rule_of(f, "ioctl", "a_t", "tty_t", "chr_file", "", ""),
	       "processes in a_t may send only the ioctl command 0x5413 (TIOCGWINSZ, get the "
	       "window size) to character devices labelled tty_t",
	       "a_t was denied permission to send the ioctl command 0x5413 (TIOCGWINSZ, get the "
	       "window size) to character devices labelled tty_t");
	expect(f, rule_of(f, "signal transition", "a_t", "b_t", "process", "", ""),
	       "processes in a_t may send signals other than SIGKILL, SIGSTOP and SIGCHLD to "
	       "processes in b_t and run programs that enter b_t",
	       "a_t was denied permission to send signals other than SIGKILL, SIGSTOP and SIGCHLD "
	       "to processes in b_t and run programs that enter b_t");
	expect(f, rule_of(f, "frob", "a_t", "b_t", "gadget", "", ""),
	       "processes in a_t may use the permission frob on objects of the class gadget "
	       "labelled b_t",
	       "a_t was denied permission to use the permission frob on objects of the class "
	       "gadget labelled b_t");
}

static void test_hostile_and_many(void **state)
{
	struct fixture *f = *state;
	char path[400];
	struct buf out = { 0 };
	const struct rule *r;
	unsigned i;

	memset(path, 'x', sizeof(path));
	path[sizeof(path) - 1] = '\0';
	path[0] = path[sizeof(path) - 2] = '"';
	path[1] = '/';
	rule_of(f, "read", "a_t", "b_t", "file", "\"e\033vil\"", path);
	for (i = 0; i < 3; i++) {
		snprintf(path, sizeof(path), "\"/p%u\"", i);
		r = rule_of(f, "read", "a_t", "b_t", "file", "\"e\033vil\"", path);
	}
	words_denial(r, f->names, &out);
	assert_non_null(strstr(buf_str(&out), "a_t (e\\x1Bvil) was"));
	assert_non_null(strstr(buf_str(&out), "xxx..., /p0 and 2 more)"));
	assert_true(out.len < 300);
	buf_release(&out);
}

/* Whole paths come first; a name that one of them ends in is not repeated. */
static void test_names_and_paths(void **state)
{
	struct fixture *f = *state;
	struct buf out = { 0 };
	const struct rule *r;

	rule_of(f, "read", "a_t", "b_t", "file", "", "\"etc\"");
	rule_of(f, "read", "a_t", "b_t", "file", "", "\"tc\"");
	r = rule_of(f, "read", "a_t", "b_t", "file", "", "\"/opt/etc\"");
	words_denial(r, f->names, &out);
	assert_string_equal(buf_str(&out), "a_t was denied permission to read files labelled b_t "
					   "(/opt/etc and tc)");
	/* A name added to a directory is not a directory with its label. */
	rule_of(f, "search", "a_t", "d_t", "dir", "", "\"/opt/d\"");
	r = rule_of(f, "add_name", "a_t", "d_t", "dir", "", "\"new.log\"");
	buf_clear(&out);
	words_denial(r, f->names, &out);
	assert_non_null(strstr(buf_str(&out), "directories labelled d_t (/opt/d)"));
	buf_release(&out);
}

static void test_unknown_label(void **state)
{
	struct fixture *f = *state;
	struct buf out = { 0 };
	struct record r = { .kind = RECORD_ACCESS,
			    .permissive = -1,
			    .time_ms = TIME_NONE,
			    .ioctl = IOCTL_NONE,
			    .perms = slice_of("read"),
			    .scontext = slice_of("u:r:a_t:s0"),
			    .tcontext = slice_of("u:object_r:unlabeled_t:s0"),
			    .raw_tcontext = slice_of("u:object_r:gone_t:s0"),
			    .tclass = slice_of("file") };
	const char *why;
	rule_id id = ledger_add(f->ledger, &r, NULL, &why);

	words_denial(ledger_rule(f->ledger, id), f->names, &out);
	assert_string_equal(buf_str(&out),
			    "a_t was denied permission to read files labelled unlabeled_t. The "
			    "policy does not know the label that the object really has "
			    "(u:object_r:gone_t:s0): relabel it, or load the module that defines "
			    "it, instead of allowing this");
	buf_release(&out);
}

static void test_permissive_would_have_been(void **state)
{
	struct fixture *f = *state;
	struct buf out = { 0 };
	struct record r = { .kind = RECORD_ACCESS,
			    .permissive = 1,
			    .time_ms = TIME_NONE,
			    .ioctl = IOCTL_NONE,
			    .perms = slice_of("read"),
			    .scontext = slice_of("u:r:a_t:s0"),
			    .tcontext = slice_of("u:r:b_t:s0"),
			    .tclass = slice_of("fifo_file") };
	const char *why;
	rule_id id = ledger_add(f->ledger, &r, NULL, &why);

	words_denial(ledger_rule(f->ledger, id), f->names, &out);
	assert_string_equal(buf_str(&out), "a_t would have been denied permission to read pipes "
					   "labelled b_t");
	buf_release(&out);
}

static void test_kinds_without_allow(void **state)
{
	struct fixture *f = *state;
	static const struct {
		enum record_kind kind;
		const char *says, *look;
	} cases[] = {
		{ RECORD_ROLE, "role sysadm_r may not have type crontab_t", "role statement" },
		{ RECORD_BOUNDED_TRANSITION, "is not bounded by init_t", "NoNewPrivileges=" },
		{ RECORD_VALIDATE_TRANSITION, "validatetrans", "level of the process" },
		{ RECORD_CONTEXT, "asked for the label u:sysadm_r:crontab_t:s0", "module" },
	};
	struct buf out = { 0 };
	const char *why;
	size_t i;

	for (i = 0; i < AV_ARRAY_LEN(cases); i++) {
		struct record r = { .kind = cases[i].kind,
				    .permissive = -1,
				    .time_ms = TIME_NONE,
				    .ioctl = IOCTL_NONE,
				    .scontext = slice_of("u:r:init_t:s0"),
				    .tcontext = slice_of("u:r:x_t:s0"),
				    .ncontext = slice_of("u:sysadm_r:crontab_t:s0"),
				    .tclass = slice_of("process") };
		rule_id id = ledger_add(f->ledger, &r, NULL, &why);

		assert_null(why);
		buf_clear(&out);
		words_denial(ledger_rule(f->ledger, id), f->names, &out);
		if (!strstr(buf_str(&out), cases[i].says) || !strstr(buf_str(&out), cases[i].look))
			fail_msg("%s: %s", cases[i].says, buf_str(&out));
	}
	buf_release(&out);
}

static void test_other_statements(void **state)
{
	struct fixture *f = *state;
	struct statement st = { .kind = STATEMENT_ROLE,
				.role = intern_adds(f->names, "r_r"),
				.source = intern_adds(f->names, "t_t") };
	struct buf out = { 0 };
	name_id classes[2] = { intern_adds(f->names, "dir"), intern_adds(f->names, "file") };
	name_id perm = intern_adds(f->names, "getattr");

	words_statement(&st, NULL, f->names, &out);
	assert_string_equal(buf_str(&out),
			    "the role r_r may have the type t_t: contexts of the two "
			    "together become valid");
	st = (struct statement){ .kind = STATEMENT_DONTAUDIT,
				 .source = intern_adds(f->names, "a_t"),
				 .target = intern_adds(f->names, "file_type"),
				 .target_attribute = true,
				 .classes = classes,
				 .class_count = 2,
				 .perms = &perm,
				 .perm_count = 1 };
	buf_clear(&out);
	words_statement(&st, NULL, f->names, &out);
	assert_string_equal(
		buf_str(&out),
		"nothing is logged any longer when processes in a_t are denied permission to get "
		"the attributes of directories labelled any type of the attribute "
		"file_type; processes in a_t are denied permission to get the attributes of files "
		"labelled any type of the attribute file_type");
	buf_release(&out);
}

static void test_ioctl_names(void **state)
{
	(void)state;
	assert_string_equal(words_ioctl(0x5401), "TCGETS, get terminal settings");
	assert_string_equal(words_ioctl(0x8b1b), "SIOCGIWESSID, get the wireless network name");
	assert_string_equal(words_ioctl(0x125d), "BLKROSET, set a block device read-only");
	assert_null(words_ioctl(0));
	assert_null(words_ioctl(0xffff));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_refpolicy_has_words),
		cmocka_unit_test(test_tables_are_sound),
		cmocka_unit_test_setup_teardown(test_sentences, setup, teardown),
		cmocka_unit_test_setup_teardown(test_hostile_and_many, setup, teardown),
		cmocka_unit_test_setup_teardown(test_names_and_paths, setup, teardown),
		cmocka_unit_test_setup_teardown(test_unknown_label, setup, teardown),
		cmocka_unit_test_setup_teardown(test_permissive_would_have_been, setup, teardown),
		cmocka_unit_test_setup_teardown(test_kinds_without_allow, setup, teardown),
		cmocka_unit_test_setup_teardown(test_other_statements, setup, teardown),
		cmocka_unit_test(test_ioctl_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
