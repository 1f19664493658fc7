// SPDX-License-Identifier: GPL-2.0-or-later
#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "advice/type_about.h"
#include "policy/policy_extras.h"
#include "policy/label_paths.h"
#include "policy/docs.h"
#include "base/fileio.h"
#include "denial/ledger.h"
#include "base/mem.h"

static const char contexts[] = "# a comment\n"
			       "/.*\tsystem_u:object_r:default_t:s0\n"
			       "/usr/.*\tsystem_u:object_r:usr_t:s0\n"
			       "/usr\t-d\tsystem_u:object_r:usr_t:s0\n"
			       "/opt(/.*)?\tsystem_u:object_r:usr_t:s0\n"
			       "/srv/[ab]/x\\.d\t--\tsystem_u:object_r:usr_t:s0\n"
			       "/usr/sbin/groupadd\t--\tsystem_u:object_r:useradd_exec_t:s0\n"
			       "/usr/sbin/useradd\t--\tsystem_u:object_r:useradd_exec_t:s0\n"
			       "/proc/.*\t<<none>>\n"
			       "/usr/sbin/userdel(-x)?\t--\tsystem_u:object_r:userdel_exec_t:s0\n"
			       "/usr/bin/x\t--\tsystem_u:object_r:userdel_exec_t:s0\n"
			       "/last\tsystem_u:object_r:last_t:s0";

/* Lines that libselinux would reject. */
static const char odd[] = "not a path\tsystem_u:object_r:usr_t:s0\n"
			  "/cut\n"
			  "/dev/x\033[2J\t-c\tsystem_u:object_r:odd_t:s0";

static const char header[] = "## <summary>Policy for managing\n"
			     "##\tuser accounts.</summary>\n"
			     "\n"
			     "########################################\n"
			     "## <summary>\n"
			     "##\tAll of the rules to administrate it.\n"
			     "## </summary>\n"
			     "## <param name=\"domain\">\n"
			     "##\t<summary>\n"
			     "##\tDomain allowed access.\n"
			     "##\t</summary>\n"
			     "## </param>\n"
			     "#\n"
			     "interface(`usermanage_admin',`\n"
			     "\tgen_require(`\n"
			     "\t\ttype useradd_t, useradd_exec_t;\n"
			     "\t')\n"
			     "')\n"
			     "## <summary>\n"
			     "##\tExecute useradd in the useradd\n"
			     "##\tdomain\n"
			     "## </summary>\n"
			     "#\n"
			     "interface(`usermanage_domtrans_useradd',`\n"
			     "\tgen_require(`\n"
			     "\t\ttype useradd_t, useradd_exec_t;\n"
			     "\t')\n"
			     "')\n";

static const char files[] =
	"## <summary>Basic \033[31mfiles.</summary>\n\n"
	"## <summary>Read generic files in /usr.</summary>\n"
	"interface(`files_read_usr_files',`\n\tgen_require(`\n\t\ttype usr_t;\n\t')\n')\n"
	"## <summary>List directories in /usr.</summary>\n"
	"interface(`files_list_usr',`\n\tgen_require(`\n\t\ttype usr_t;\n\t')\n')\n"
	"## <summary>Search something.</summary>\n"
	"interface(`files_search_other',`\n\tgen_require(`\n\t\ttype useradd_t;\n\t')\n')\n"
	"## <summary>\n##\tRead what is told of in a way that goes on and on, from one line of it to the "
	"next,\n##\tand is cut where a word ends, however many of them there still are to come "
	"afterwards.\n## </summary>\n"
	"interface(`files_read_long',`\n\tgen_require(`\n\t\ttype long_t;\n\t')\n')\n";

static char *put(const char *dir, const char *name, const char *text)
{
	char *path = fileio_join(dir, name);
	FILE *f = fopen(path, "w");

	assert_non_null(f);
	fputs(text, f);
	fclose(f);
	return path;
}

static char *make_dir(const char *parent, const char *name)
{
	char *path = fileio_join(parent, name);

	assert_int_equal(mkdir(path, 0700), 0);
	return path;
}

/* A root directory with a policy installed in it. */
struct fixture {
	char *made[32]; /* in order of creation */
	size_t count;
	char *policy; /* path of its policy */
	char *contexts, *devel;
};

static char *keep(struct fixture *f, char *path)
{
	f->made[f->count++] = path;
	return path;
}

static int setup(void **state)
{
	struct fixture *f = mem_zalloc(1, sizeof(*f));
	struct buf text = { 0 }, source = { 0 };
	char *root, *p, *name, *include;

	root = keep(f, fileio_temp_dir(NULL));
	p = keep(f, make_dir(root, "etc"));
	p = keep(f, make_dir(p, "selinux"));
	name = keep(f, make_dir(p, "demo"));
	p = keep(f, make_dir(name, "policy"));
	buf_addf(&source, "%s/tests/data/demo.cil", getenv("srcdir") ? getenv("srcdir") : ".");
	assert_int_equal(fileio_read(buf_str(&source), 1 << 24, &text, NULL), 0);
	f->policy = keep(f, put(p, "demo.cil", buf_str(&text)));
	p = keep(f, make_dir(name, "contexts"));
	p = keep(f, make_dir(p, "files"));
	f->contexts = keep(f, put(p, "file_contexts", contexts));
	keep(f, put(p, "file_contexts.local", "/local\tsystem_u:object_r:local_t:s0\n"));
	p = keep(f, make_dir(root, "usr"));
	p = keep(f, make_dir(p, "share"));
	p = keep(f, make_dir(p, "selinux"));
	f->devel = keep(f, make_dir(p, "devel"));
	include = keep(f, make_dir(f->devel, "include"));
	p = keep(f, make_dir(include, "admin"));
	keep(f, put(p, "usermanage.if", header));
	p = keep(f, make_dir(include, "kernel"));
	keep(f, put(p, "files.if", files));
	buf_release(&text);
	buf_release(&source);
	*state = f;
	return 0;
}

static int teardown(void **state)
{
	struct fixture *f = *state;

	while (f->count) {
		f->count--;
		remove(f->made[f->count]);
		free(f->made[f->count]);
	}
	free(f);
	return 0;
}

static void check_carried(const struct label_paths *c, const char *type, const char *class,
			  const char *near, size_t max, const char *expected)
{
	struct buf text = { 0 };

	label_paths_words(c, type, class, near, max, &text);
	assert_string_equal(buf_str(&text), expected);
	buf_release(&text);
}

static void test_carried(void **state)
{
	const struct fixture *f = *state;
	struct label_paths *c = label_paths_open(f->contexts);
	char *path;

	assert_non_null(c);
	check_carried(c, "usr_t", "dir", NULL, 9, "/usr, /opt/*, /usr/*, /srv/[ab]/x.d");
	check_carried(c, "usr_t", "file", NULL, 2, "/opt/*, /usr/* and 2 more patterns");
	check_carried(c, "usr_t", "file", "/usr/share/x", 1, "/usr/* and 3 more patterns");
	check_carried(c, "usr_t", "file", "/usrshare", 1, "/opt/* and 3 more patterns");
	check_carried(c, "useradd_exec_t", "file", "useradd", 1,
		      "/usr/sbin/useradd and 1 more pattern");
	check_carried(c, "userdel_exec_t", "file", "userdel", 1,
		      "/usr/sbin/userdel(-x)? and 1 more pattern");
	check_carried(c, "local_t", "file", NULL, 9, "/local");
	check_carried(c, "default_t", NULL, NULL, 9, "/.*");
	check_carried(c, "nosuch_t", "file", NULL, 9, "");
	check_carried(c, "last_t", "file", NULL, 9, "/last");
	label_paths_free(c);
	path = put(f->made[0], "odd", odd);
	c = label_paths_open(path);
	check_carried(c, "odd_t", "chr_file", NULL, 9, "/dev/x\\x1B[2J");
	check_carried(c, "usr_t", "file", NULL, 9, "");
	label_paths_free(c);
	remove(path);
	free(path);
	assert_null(label_paths_open("/nonexistent"));
}

static void check_docs(struct docs *d, const char *type, const char *class, const char *expected)
{
	struct buf text = { 0 };

	assert_int_equal(docs_type(d, type, class, &text), *expected != '\0');
	assert_string_equal(buf_str(&text), expected);
	buf_release(&text);
}

static void test_docs(void **state)
{
	const struct fixture *f = *state;
	struct docs *d = docs_beside(f->policy);

	assert_non_null(d);
	check_docs(d, "useradd_t", NULL,
		   "policy module usermanage: \"Policy for managing user accounts. Execute useradd "
		   "in the useradd domain.\"");
	check_docs(d, "usr_t", "file",
		   "policy module files: \"Basic \\x1B[31mfiles. Read generic files in /usr.\"");
	check_docs(d, "usr_t", "dir",
		   "policy module files: \"Basic \\x1B[31mfiles. List directories in /usr.\"");
	/* An interface that says nothing about a domain is left out. */
	check_docs(d, "usr_t", NULL, "policy module files: \"Basic \\x1B[31mfiles.\"");
	check_docs(
		d, "long_t", "file",
		"policy module files: \"Basic \\x1B[31mfiles. Read what is told of in a way that goes "
		"on and on, from one line of it to the next, and is cut where a word ends, however many "
		"of them there still are to...\"");
	check_docs(d, "nosuch_t", "file", "");
	assert_null(docs_boolean(d, "x_y"));
	docs_free(d);
}

static void test_boolean_descriptions(void **state)
{
	static const char xml[] =
		"<policy><module name=\"x\">\n<tunable name=\"x_y\" dftval=\"false\">\n"
		"<desc>\n<p>\nDetermine whether x\n\tmay <b>y</b>.\n</p>\n</desc>\n"
		"</tunable>\n<bool name=\"z\"><desc>Zed</desc></bool></policy>";
	const struct fixture *f = *state;
	char *path = put(f->devel, "policy.xml", xml), *text;
	struct docs *d = docs_beside(f->policy);

	text = docs_boolean(d, "x_y");
	assert_string_equal(text, "Determine whether x may y .");
	free(text);
	text = docs_boolean(d, "z");
	assert_string_equal(text, "Zed");
	free(text);
	assert_null(docs_boolean(d, "x"));
	assert_null(docs_boolean(d, "nosuch"));
	docs_free(d);
	remove(path);
	free(path);
}

/* For a policy somewhere else nothing is said, whatever this host has installed. */
static void test_of_no_other(void **state)
{
	struct fixture *f = *state;
	struct buf text = { 0 };
	char *copy;

	assert_int_equal(fileio_read(f->policy, 1 << 24, &text, NULL), 0);
	copy = put(f->made[0], "policy.bin", buf_str(&text));
	assert_null(docs_beside(copy));
	assert_null(docs_beside("/nonexistent/policy.bin"));
	remove(copy);
	free(copy);
	buf_release(&text);
}

static void test_about(void **state)
{
	const struct fixture *f = *state;
	struct policy_source source = { f->policy };
	struct policy *policy = policy_load(&source, NULL);
	struct intern *names = intern_new();
	struct ledger *l = ledger_new(names, 0);
	struct rule_key key = { .kind = RECORD_ACCESS,
				.source = intern_adds(names, "useradd_t"),
				.target = intern_adds(names, "usr_t"),
				.class = intern_adds(names, "dir") };
	const struct rule *r = ledger_rule(l, ledger_ensure(l, &key));
	struct type_about a = { 0 };
	struct policy_extras b;
	struct judge *j;

	assert_non_null(policy);
	j = judge_new(&policy->ix, names);
	type_about_rule(j, r, false, &a);
	assert_null(a.source);
	assert_null(a.target);
	assert_int_equal(policy_extras_open(&b, policy, NULL, NULL), 0);
	judge_set_labels(j, b.labels);
	judge_set_docs(j, b.docs);
	type_about_rule(j, r, false, &a);
	assert_string_equal(a.source,
			    "the domain of /usr/sbin/useradd, /usr/sbin/groupadd (useradd_exec_t). "
			    "Policy module usermanage: \"Policy for managing user accounts. "
			    "Execute useradd in the useradd domain.\"");
	assert_string_equal(a.target, "the label of /usr, /opt/*, /usr/*, /srv/[ab]/x.d. Policy "
				      "module files: \"Basic \\x1B[31mfiles. List directories in "
				      "/usr.\"");
	type_about_rule(j, r, true, &a);
	assert_string_equal(a.target, "the label of /usr, /opt/*, /usr/* and 1 more pattern");
	type_about_release(&a);
	judge_free(j);
	policy_extras_release(&b);
	ledger_free(l);
	intern_free(names);
	policy_free(policy);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_carried, setup, teardown),
		cmocka_unit_test_setup_teardown(test_docs, setup, teardown),
		cmocka_unit_test_setup_teardown(test_boolean_descriptions, setup, teardown),
		cmocka_unit_test_setup_teardown(test_of_no_other, setup, teardown),
		cmocka_unit_test_setup_teardown(test_about, setup, teardown),
	};

	return cmocka_run_group_tests_name("about", tests, NULL, NULL);
}
