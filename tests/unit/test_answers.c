// SPDX-License-Identifier: GPL-2.0-or-later
/* Known answers: what is denied and why, with the demo policy and, if it is installed, Debian's. */
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

#include "policy/boolean.h"
#include "policy/constraint.h"
#include "base/fileio.h"
#include "policy/labels.h"
#include "policy/load.h"
#include "base/mem.h"
#include "policy/ports.h"
#include "policy/reason.h"
#include "policy/transition.h"
#include "policy/whatif.h"
#include "tests/distribution.h"

#define DISTRIBUTION distribution_policy()

static struct policy *demo, *debian;

static int setup(void **state)
{
	struct buf path = { 0 };
	struct policy_source source;

	(void)state;
	buf_addf(&path, "%s/tests/data/demo.cil", getenv("srcdir") ? getenv("srcdir") : ".");
	source.path = buf_str(&path);
	demo = policy_load(&source, NULL);
	buf_release(&path);
	source.path = DISTRIBUTION;
	if (access(DISTRIBUTION, R_OK) == 0)
		debian = policy_load(&source, NULL);
	else
		print_message("# the answers for Debian's policy need selinux-policy-default\n");
	return demo ? 0 : -1;
}

static int teardown(void **state)
{
	(void)state;
	policy_free(demo);
	policy_free(debian);
	return 0;
}

struct asked {
	struct policy_context source, target;
	struct eval_query query;
	struct eval_answer answer, assumed;
};

/* Query permissions separated by blanks. */
static void ask(struct asked *a, const struct policy *p, const char *source, const char *target,
		const char *class, const char *perms, uint32_t ioctl)
{
	const struct policy_index *ix = &p->ix;
	char *copy = mem_strdup(perms), *save = NULL, *word;

	context_parse(&a->source, ix, NULL, slice_of(source));
	context_parse(&a->target, ix, NULL, slice_of(target));
	a->query = (struct eval_query){
		&a->source, &a->target, policy_index_value(ix, POLNAME_CLASS, slice_of(class)),
		0,          ioctl,      false
	};
	for (word = strtok_r(copy, " ", &save); word; word = strtok_r(NULL, " ", &save))
		a->query.perms |= policy_index_perm(ix, a->query.class_value, slice_of(word));
	free(copy);
	policy_query(ix, &a->query, NULL, &a->answer);
	a->query.assume = true;
	policy_query(ix, &a->query, NULL, &a->assumed);
	a->query.assume = false;
}

static void release(struct asked *a)
{
	context_release(&a->source);
	context_release(&a->target);
}

static void expect(const struct policy *p, const char *source, const char *target,
		   const char *class, const char *perms, unsigned reasons, unsigned assumed)
{
	struct asked a;

	ask(&a, p, source, target, class, perms, IOCTL_NONE);
	assert_int_not_equal(a.query.perms, 0);
	assert_int_equal(a.answer.reasons, reasons);
	assert_int_equal(a.assumed.reasons, assumed);
	release(&a);
}

#define HTTPD   "system_u:system_r:httpd_t:s0"
#define USERADD "unconfined_u:unconfined_r:useradd_t:s0-s0:c0.c1023"
#define SVIRT   "system_u:system_r:svirt_t:s0:c1,c2"

static void test_pf9(void **state)
{
	(void)state;
	expect(demo, USERADD, "system_u:object_r:usr_t:s0", "dir", "write", EVAL_NO_RULE, 0);
	expect(demo, USERADD, "system_u:object_r:usr_t:s0", "file", "getattr open read",
	       EVAL_NO_RULE, 0);
	expect(demo, USERADD, "system_u:object_r:usr_t:s0", "dir", "search", 0, 0);
}

static void test_booleans(void **state)
{
	struct boolean_fixes fixes;
	struct buf command = { 0 };
	struct asked a;
	size_t i;

	(void)state;
	ask(&a, demo, HTTPD, "system_u:object_r:user_home_t:s0", "file", "read open", IOCTL_NONE);
	policy_booleans(&demo->ix, NULL, &a.query, 1, &fixes);
	assert_int_equal(fixes.count, 1);
	assert_int_equal(fixes.items[0].count, 1);
	boolean_command(&fixes.items[0], &demo->ix, &command);
	assert_string_equal(buf_str(&command), "setsebool -P httpd_read_user_content=on");
	release(&a);

	/* one of two alternatives */
	ask(&a, demo, HTTPD, "system_u:object_r:mysqld_port_t:s0", "tcp_socket", "name_connect",
	    IOCTL_NONE);
	policy_booleans(&demo->ix, NULL, &a.query, 1, &fixes);
	assert_int_equal(fixes.count, 2);
	assert_int_equal(fixes.items[0].count, 1);
	release(&a);

	/* pairs, on both policies */
	for (i = 0; i < 2; i++) {
		const struct policy *p = i ? debian : demo;
		static const char *const want[] = {
			"setsebool -P httpd_builtin_scripting=on httpd_use_nfs=on",
			"setsebool -P httpd_enable_cgi=on httpd_use_nfs=on",
			"setsebool -P httpd_enable_homedirs=on use_nfs_home_dirs=on",
		};
		size_t k;

		if (!p)
			continue;
		ask(&a, p, HTTPD, "system_u:object_r:nfs_t:s0", "file", "read open", IOCTL_NONE);
		assert_int_equal(a.answer.reasons, EVAL_NO_RULE);
		policy_booleans(&p->ix, NULL, &a.query, 1, &fixes);
		assert_int_equal(fixes.count, 3);
		for (k = 0; k < 3; k++) {
			struct eval_overlay o = { 0 };
			struct eval_answer answer;

			buf_clear(&command);
			boolean_command(&fixes.items[k], &p->ix, &command);
			assert_string_equal(buf_str(&command), want[k]);
			boolean_apply(&fixes.items[k], &p->ix, &o);
			whatif_finish(&o, &p->ix);
			policy_query(&p->ix, &a.query, &o, &answer);
			assert_int_equal(answer.reasons, 0);
			whatif_release(&o);
		}
		release(&a);
	}
	buf_release(&command);

	/* no boolean if only a rule helps, or if it is already allowed */
	ask(&a, demo, USERADD, "system_u:object_r:usr_t:s0", "dir", "write", IOCTL_NONE);
	policy_booleans(&demo->ix, NULL, &a.query, 1, &fixes);
	assert_int_equal(fixes.count, 0);
	release(&a);
	ask(&a, demo, HTTPD, "system_u:object_r:etc_t:s0", "file", "read", IOCTL_NONE);
	policy_booleans(&demo->ix, NULL, &a.query, 1, &fixes);
	assert_int_equal(fixes.count, 0);
	release(&a);
}

static void expect_words(const struct policy *p, const char *source, const char *target,
			 const char *class, const char *perms, enum constraint_cause cause,
			 const char *text, const char *remedy)
{
	struct constraint_words w = { 0 };
	struct asked a;

	ask(&a, p, source, target, class, perms, IOCTL_NONE);
	assert_true(a.assumed.reasons & EVAL_CONSTRAINT);
	a.query.assume = true;
	policy_constraint(&p->ix, &a.query, NULL, a.assumed.constraint, &w);
	assert_string_equal(buf_str(&w.text), text);
	assert_string_equal(buf_str(&w.remedy), remedy);
	assert_int_equal(w.cause, cause);
	assert_true(w.rule.len > 0);
	constraint_words_release(&w);
	release(&a);
}

#define MCS_TEXT "source level s0:c1,c2 does not dominate target level s0:c3,c4"
#define MCS_FIX  "the object needs the level s0:c1,c2: chcon -l s0:c1,c2"

static void test_constraints(void **state)
{
	static const char image[] = "system_u:object_r:svirt_image_t:s0:c3,c4";
	static const char shadow[] = "system_u:object_r:shadow_t:s0:c3,c4";
	struct constraint_words w = { 0 };
	struct asked a;

	(void)state;
	/* audit2allow emits an allow rule that already exists */
	expect(demo, SVIRT, image, "file", "read", EVAL_CONSTRAINT, EVAL_CONSTRAINT);
	expect_words(demo, SVIRT, image, "file", "read", CONSTRAINT_LEVEL, MCS_TEXT, MCS_FIX);
	/* layered: a missing rule, which alone would not be enough */
	expect(demo, SVIRT, shadow, "file", "read", EVAL_NO_RULE, EVAL_CONSTRAINT);
	expect_words(demo, SVIRT, shadow, "file", "read", CONSTRAINT_LEVEL, MCS_TEXT,
		     "besides a rule, the object needs the level s0:c1,c2");
	expect_words(demo, "system_u:system_r:svirt_t:s0:c1.c3", "system_u:object_r:usr_t:s0:c9",
		     "dir", "write", CONSTRAINT_LEVEL,
		     "source level s0:c1.c3 does not dominate target level s0:c9",
		     "besides a rule, the object needs the level s0:c1.c3");
	/* no remedy that would give an invalid context or still be denied */
	expect_words(demo, "staff_u:staff_r:staff_t:s0", "system_u:system_r:useradd_t:s0",
		     "process", "transition", CONSTRAINT_TYPE,
		     "source user staff_u is not target user system_u", "");
	expect_words(demo, "staff_u:staff_r:staff_t:s0", "root:sysadm_r:useradd_t:s0", "process",
		     "transition", CONSTRAINT_USER, "source user staff_u is not target user root",
		     "the target must run as user staff_u");
	if (debian) {
		expect(debian, SVIRT, image, "file", "read", EVAL_CONSTRAINT, EVAL_CONSTRAINT);
		expect(debian, SVIRT, shadow, "file", "read", EVAL_NO_RULE, EVAL_CONSTRAINT);
	}
	ask(&a, demo, SVIRT, image, "file", "read", IOCTL_NONE);
	policy_constraint(&demo->ix, &a.query, NULL, a.answer.constraint, &w);
	assert_string_equal(buf_str(&w.rule),
			    "source level s0:c1,c2 dominates target level s0:c3,c4 [no] or "
			    "source type svirt_t is not among mcs_constrained_type [no]");
	assert_string_equal(buf_str(&w.danger),
			    "types not in mcs_constrained_type are exempt: changing "
			    "svirt_t lifts this constraint from all that it does");
	constraint_words_release(&w);
	release(&a);
}

static void expect_reasons(const char *source, const char *target, const char *class,
			   const char *perms, uint32_t ioctl, const char *role, const char *bounds,
			   const char *list)
{
	struct buf out = { 0 };
	struct asked a;

	ask(&a, demo, source, target, class, perms, ioctl);
	reason_role(&demo->ix, &a.query, &out);
	assert_string_equal(buf_str(&out), role);
	buf_clear(&out);
	reason_bounds(&demo->ix, NULL, &a.query, &out);
	assert_string_equal(buf_str(&out), bounds);
	buf_clear(&out);
	reason_xperm(&demo->ix, NULL, &a.query, &out);
	assert_string_equal(buf_str(&out), list);
	buf_release(&out);
	release(&a);
}

static void test_reasons_in_words(void **state)
{
	(void)state;
	expect_reasons("staff_u:staff_r:staff_t:s0", "staff_u:user_r:user_t:s0", "process",
		       "transition", IOCTL_NONE,
		       "role staff_r may not change to user_r; it may change to sysadm_r", "", "");
	expect_reasons("user_u:user_r:user_t:s0", "user_u:sysadm_r:sysadm_t:s0", "process",
		       "transition", IOCTL_NONE, "role user_r may not change to sysadm_r", "", "");
	expect_reasons("system_u:system_r:httpd_script_t:s0", "system_u:object_r:mysqld_db_t:s0",
		       "file", "read open", IOCTL_NONE, "",
		       "httpd_script_t is bounded by httpd_t, which is not allowed read, open on "
		       "file of mysqld_db_t",
		       "");
	expect_reasons("system_u:system_r:sshd_t:s0", "system_u:object_r:devpts_t:s0", "chr_file",
		       "ioctl", 0x5411, "", "",
		       "ioctl 0x5411 is not among the commands allowed here: 0x5401-0x5404 0x540b "
		       "0x5413");
	expect_reasons(HTTPD, "system_u:object_r:etc_t:s0", "file", "ioctl", 7, "", "", "");
}

static void test_role_bounds_and_lists(void **state)
{
	struct asked a;

	(void)state;
	expect(demo, "user_u:user_r:user_t:s0", "user_u:sysadm_r:sysadm_t:s0", "process",
	       "transition", EVAL_ROLE, EVAL_ROLE);
	expect(demo, "system_u:system_r:httpd_script_t:s0", "system_u:object_r:mysqld_db_t:s0",
	       "file", "read", EVAL_BOUNDS, EVAL_BOUNDS);
	ask(&a, demo, "system_u:system_r:sshd_t:s0", "system_u:object_r:devpts_t:s0", "chr_file",
	    "ioctl", 0x5411);
	assert_int_equal(a.answer.reasons, EVAL_XPERM);
	release(&a);
	ask(&a, demo, "system_u:system_r:sshd_t:s0", "system_u:object_r:devpts_t:s0", "chr_file",
	    "ioctl", 0x5402);
	assert_int_equal(a.answer.reasons, 0);
	release(&a);
}

static void test_the_rest(void **state)
{
	const struct policy_index *ix = &demo->ix;
	struct asked a;
	uint32_t file = policy_index_value(ix, POLNAME_CLASS, slice_of("file"));

	(void)state;
	/* already allowed */
	expect(demo, HTTPD, "system_u:object_r:httpd_sys_content_t:s0", "file", "read open", 0, 0);
	/* an alias is its type */
	expect(demo, HTTPD, "system_u:object_r:httpd_var_log_t:s0", "file", "append", 0, 0);
	/* not audited */
	ask(&a, demo, HTTPD, "system_u:object_r:shadow_t:s0", "file", "getattr", IOCTL_NONE);
	assert_int_equal(a.answer.reasons, EVAL_NO_RULE);
	assert_int_equal(a.answer.auditdeny & a.query.perms, 0);
	release(&a);
	/* permissive does not mean allowed */
	ask(&a, demo, "system_u:system_r:ntpd_t:s0", "system_u:object_r:shadow_t:s0", "file",
	    "read", IOCTL_NONE);
	assert_true(a.answer.permissive);
	assert_int_equal(a.answer.reasons, EVAL_NO_RULE);
	release(&a);
	/* invalid here, judged by type */
	ask(&a, demo, "system_u:user_r:httpd_t:s0", "system_u:object_r:httpd_sys_content_t:s0",
	    "file", "read", IOCTL_NONE);
	assert_true(a.answer.invalid);
	assert_int_equal(a.answer.reasons, 0);
	release(&a);
	/* unknown permission and class */
	assert_int_equal(policy_index_perm(ix, file, slice_of("reed")), 0);
	assert_int_equal(policy_index_value(ix, POLNAME_CLASS, slice_of("nosuch")), 0);
	assert_int_equal(ix->header->unknown, POLICY_INDEX_ALLOW);
	/* dac_override: the kernel checks dac_read_search first, which it has */
	expect(demo, USERADD, USERADD, "capability", "dac_override", EVAL_NO_RULE, 0);
	expect(demo, USERADD, USERADD, "capability", "dac_read_search", 0, 0);
}

static void test_mislabelled(void **state)
{
	static const char contexts[] = "/srv/www(/.*)?\tsystem_u:object_r:httpd_sys_content_t:s0\n"
				       "/srv/www/key\t--\tsystem_u:object_r:shadow_t:s0\n"
				       "/\t-d\tsystem_u:object_r:usr_t:s0\n"
				       "/proc(/.*)?\t<<none>>\n";
	static const char home[] = "system_u:object_r:user_home_t:s0";
	char *dir = fileio_temp_dir(NULL), *path = fileio_join(dir, "file_contexts");
	struct boolean_fixes fixes;
	struct label_fix fix = { 0 };
	struct buf command = { 0 };
	struct diag d = { 0 };
	struct labels *l;
	uint32_t types[4];
	struct asked a;

	(void)state;
	assert_int_equal(fileio_write(path, contexts, sizeof(contexts) - 1, NULL), 0);
	l = labels_open(path, &d);
	assert_non_null(l);
	ask(&a, demo, HTTPD, home, "file", "read open getattr", IOCTL_NONE);
	/* a boolean would also help: the caller lets the label lead */
	policy_booleans(&demo->ix, NULL, &a.query, 1, &fixes);
	assert_int_equal(fixes.count, 1);
	assert_true(
		policy_mislabelled(&demo->ix, NULL, l, "/srv/www/my page.html", &a.query, 1, &fix));
	assert_string_equal(fix.type, "httpd_sys_content_t");
	assert_string_equal(fix.command, "restorecon -v '/srv/www/my page.html'");
	/* its proper label would not help; no entry; no label there; not plain; already right */
	assert_false(policy_mislabelled(&demo->ix, NULL, l, "/srv/www/key", &a.query, 1, &fix));
	assert_false(policy_mislabelled(&demo->ix, NULL, l, "/opt/x", &a.query, 1, &fix));
	assert_false(policy_mislabelled(&demo->ix, NULL, l, "/proc/1/status", &a.query, 1, &fix));
	assert_false(policy_mislabelled(&demo->ix, NULL, l, "srv/www/x", &a.query, 1, &fix));
	assert_false(policy_mislabelled(&demo->ix, NULL, l, "/srv/www/\033[2J", &a.query, 1, &fix));
	/* how the kernel names a file that is still open, but deleted */
	assert_false(
		policy_mislabelled(&demo->ix, NULL, l, "/srv/www/x (deleted)", &a.query, 1, &fix));
	assert_null(fix.command);
	release(&a);
	/* name="/": the root of some file system */
	ask(&a, demo, USERADD, home, "dir", "search", IOCTL_NONE);
	assert_false(policy_mislabelled(&demo->ix, NULL, l, "/", &a.query, 1, &fix));
	assert_false(label_level_command("/", "s0", &command));
	release(&a);
	ask(&a, demo, HTTPD, "system_u:object_r:httpd_sys_content_t:s0", "file", "write",
	    IOCTL_NONE);
	assert_false(policy_mislabelled(&demo->ix, NULL, l, "/srv/www/x", &a.query, 1, &fix));
	release(&a);

	ask(&a, demo, HTTPD, "system_u:object_r:var_t:s0", "file", "write", IOCTL_NONE);
	assert_int_equal(policy_label_candidates(&demo->ix, NULL, &a.query, 1, types, 4), 1);
	assert_string_equal(policy_index_name_of(&demo->ix, POLNAME_TYPE, types[0]),
			    "httpd_sys_rw_content_t");
	release(&a);
	assert_true(label_fcontext_command("/srv/a.b", "file", "httpd_log_t", false, &command));
	assert_string_equal(buf_str(&command),
			    "semanage fcontext -a -t httpd_log_t '/srv/a\\.b' && "
			    "restorecon -v /srv/a.b");
	buf_clear(&command);
	assert_true(label_fcontext_command("/srv/it's", "dir", "var_t", true, &command));
	assert_string_equal(buf_str(&command), "semanage fcontext -a -t var_t "
					       "'/srv/it'\\''s(/.*)?' && restorecon -F -Rv "
					       "'/srv/it'\\''s'");
	assert_false(label_fcontext_command("/srv/\n", "dir", "var_t", false, &command));
	buf_release(&command);
	assert_null(labels_open("/nonexistent/file_contexts", &d));
	diag_release(&d);
	labels_free(l);
	label_fix_release(&fix);
	fileio_remove_dir(dir);
	free(path);
	free(dir);
}

/* restorecon skips a type that administrators assign by hand: decided by the list of the policy
 * that the file contexts belong to, and by the type that the object has, not the one it should
 * have. */
static void test_customizable(void **state)
{
	static const char contexts[] = "/srv/www(/.*)?\tsystem_u:object_r:httpd_sys_content_t:s0\n";
	char *dir = fileio_temp_dir(NULL), *files = fileio_join(dir, "files");
	char *path = fileio_join(files, "file_contexts"),
	     *list = fileio_join(dir, "customizable_types");
	struct label_fix fix = { 0 };
	struct labels *l;
	struct asked a;
	unsigned round;

	(void)state;
	assert_int_equal(mkdir(files, 0700), 0);
	assert_int_equal(fileio_write(path, contexts, sizeof(contexts) - 1, NULL), 0);
	ask(&a, demo, HTTPD, "system_u:object_r:user_home_t:s0", "file", "read", IOCTL_NONE);
	for (round = 0; round < 3; round++) {
		const char *text = round == 1 ? "httpd_sys_content_t\nuser_home_dir_t\n"
					      : "svirt_image_t\nuser_home_t\n";

		if (round)
			assert_int_equal(fileio_write(list, text, strlen(text), NULL), 0);
		l = labels_open(path, NULL);
		assert_true(
			policy_mislabelled(&demo->ix, NULL, l, "/srv/www/x", &a.query, 1, &fix));
		assert_string_equal(fix.command, round == 2 ? "restorecon -F -v /srv/www/x"
							    : "restorecon -v /srv/www/x");
		labels_free(l);
	}
	label_fix_release(&fix);
	release(&a);
	fileio_remove_dir(files);
	fileio_remove_dir(dir);
	free(list);
	free(path);
	free(files);
	free(dir);
}

static void test_ports(void **state)
{
	struct buf command = { 0 };
	struct port_fix fix;
	struct asked a;
	bool exact;

	(void)state;
	ask(&a, demo, HTTPD, "system_u:object_r:unreserved_port_t:s0", "tcp_socket", "name_bind",
	    IOCTL_NONE);
	assert_true(policy_port_fix(&demo->ix, NULL, 8081, &a.query, 1, &fix));
	assert_int_equal(fix.count, 1);
	port_command(&demo->ix, "tcp_socket", 8081, &fix, fix.types[0], &command);
	assert_string_equal(buf_str(&command), "semanage port -a -t http_port_t -p tcp 8081");
	release(&a);
	ask(&a, demo, HTTPD, "system_u:object_r:http_cache_port_t:s0", "tcp_socket", "name_bind",
	    IOCTL_NONE);
	assert_true(policy_port_fix(&demo->ix, NULL, 8080, &a.query, 1, &fix));
	assert_string_equal(policy_index_name_of(&demo->ix, POLNAME_TYPE, fix.owner),
			    "http_cache_port_t");
	buf_clear(&command);
	port_command(&demo->ix, "tcp_socket", 8080, &fix, fix.types[0], &command);
	assert_string_equal(buf_str(&command), "semanage port -m -t http_port_t -p tcp 8080");
	buf_release(&command);
	release(&a);
	/* no port type that it may use for this; not a number; not a port */
	ask(&a, demo, HTTPD, "system_u:object_r:mysqld_port_t:s0", "tcp_socket", "name_connect",
	    IOCTL_NONE);
	assert_false(policy_port_fix(&demo->ix, NULL, 3306, &a.query, 1, &fix));
	assert_false(policy_port_fix(&demo->ix, NULL, 0, &a.query, 1, &fix));
	assert_int_equal(policy_port_type(&demo->ix, "file", 80, &exact), 0);
	release(&a);
}

static void test_wrong_domain(void **state)
{
	static const char contexts[] = "/usr/sbin/httpd\t--\tsystem_u:object_r:httpd_exec_t:s0\n"
				       "/usr/bin/.*\t--\tsystem_u:object_r:bin_t:s0\n";
	static const char service[] = "system_u:system_r:unconfined_service_t:s0";
	static const char log[] = "system_u:object_r:httpd_log_t:s0";
	char *dir = fileio_temp_dir(NULL), *path = fileio_join(dir, "file_contexts");
	const struct policy_index *ix = &demo->ix;
	struct domain_fix fix = { 0 };
	struct labels *l;
	struct asked a;

	(void)state;
	assert_int_equal(fileio_write(path, contexts, sizeof(contexts) - 1, NULL), 0);
	l = labels_open(path, NULL);
	assert_non_null(l);
	assert_int_equal(
		policy_transition(ix, policy_index_value(ix, POLNAME_TYPE, slice_of("init_t")),
				  policy_index_value(ix, POLNAME_TYPE, slice_of("httpd_exec_t"))),
		policy_index_value(ix, POLNAME_TYPE, slice_of("httpd_t")));
	assert_int_equal(policy_transition(ix,
					   policy_index_value(ix, POLNAME_TYPE, slice_of("init_t")),
					   policy_index_value(ix, POLNAME_TYPE, slice_of("bin_t"))),
			 0);
	ask(&a, demo, service, log, "file", "append", IOCTL_NONE);
	assert_true(policy_domain_fix(ix, NULL, l, "/usr/sbin/httpd", &a.query, 1, &fix));
	assert_string_equal(fix.domain, "httpd_t");
	assert_string_equal(fix.exec_type, "httpd_exec_t");
	assert_string_equal(fix.command, "restorecon -v /usr/sbin/httpd");
	assert_true(fix.allows);
	assert_false(policy_domain_fix(ix, NULL, l, "/usr/bin/env", &a.query, 1, &fix));
	assert_null(fix.domain);
	release(&a);
	ask(&a, demo, service, "system_u:object_r:shadow_t:s0", "file", "write", IOCTL_NONE);
	assert_true(policy_domain_fix(ix, NULL, l, "/usr/sbin/httpd", &a.query, 1, &fix));
	assert_false(fix.allows);
	release(&a);
	ask(&a, demo, HTTPD, log, "file", "write", IOCTL_NONE);
	assert_false(policy_domain_fix(ix, NULL, l, "/usr/sbin/httpd", &a.query, 1, &fix));
	release(&a);
	domain_fix_release(&fix);
	labels_free(l);
	fileio_remove_dir(dir);
	free(path);
	free(dir);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_pf9),
		cmocka_unit_test(test_booleans),
		cmocka_unit_test(test_constraints),
		cmocka_unit_test(test_role_bounds_and_lists),
		cmocka_unit_test(test_reasons_in_words),
		cmocka_unit_test(test_the_rest),
		cmocka_unit_test(test_mislabelled),
		cmocka_unit_test(test_customizable),
		cmocka_unit_test(test_ports),
		cmocka_unit_test(test_wrong_domain),
	};

	return cmocka_run_group_tests_name("answers", tests, setup, teardown);
}
