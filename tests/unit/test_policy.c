// SPDX-License-Identifier: GPL-2.0-or-later
#include "config.h"

/* Before stdbool.h: see src/policy/policy_walk.c. */
#include <sepol/policydb/policydb.h>

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/fileio.h"
#include "policy/load.h"
#include "base/mem.h"
#include "policy/whatif.h"
#include "tests/distribution.h"

static struct policy *features;

static char *data_path(const char *name)
{
	struct buf b = { 0 };

	buf_addf(&b, "%s/tests/data/%s", getenv("srcdir") ? getenv("srcdir") : ".", name);
	return buf_take(&b);
}

static int setup(void **state)
{
	char *path = data_path("features.cil");
	struct policy_source source = { path };
	struct diag d = { 0 };

	(void)state;
	features = policy_load(&source, &d);
	if (!features)
		print_error("%s\n", diag_text(&d));
	free(path);
	return features ? 0 : -1;
}

static int teardown(void **state)
{
	(void)state;
	policy_free(features);
	return 0;
}

static struct eval_answer ask_all(const struct eval_overlay *o, const char *source,
				  const char *target, const char *class, const char *perm,
				  uint32_t ioctl, bool assume)
{
	const struct policy_index *ix = &features->ix;
	struct policy_context s, t;
	struct eval_query q = { &s, &t,    policy_index_value(ix, POLNAME_CLASS, slice_of(class)),
				0,  ioctl, assume };
	struct eval_answer a;

	q.perms = policy_index_perm(ix, q.class_value, slice_of(perm));
	assert_int_not_equal(q.perms, 0);
	context_parse(&s, ix, o, slice_of(source));
	context_parse(&t, ix, o, slice_of(target));
	policy_query(ix, &q, o, &a);
	context_release(&s);
	context_release(&t);
	return a;
}

static unsigned why(const char *source, const char *target, const char *class, const char *perm)
{
	return ask_all(NULL, source, target, class, perm, IOCTL_NONE, false).reasons;
}

#define WEB    "user_u:user_r:web_t:s0"
#define USER   "user_u:user_r:user_t:s0"
#define ADMIN  "admin_u:admin_r:admin_t:s0"
#define CON    "user_u:object_r:content_t:s0"
#define SHARED "system_u:object_r:shared_t:s0"
#define TTY    "system_u:object_r:tty_t:s0"

static void test_type_rules(void **state)
{
	(void)state;
	assert_int_equal(why(WEB, CON, "file", "read"), 0);
	assert_int_equal(why(WEB, CON, "file", "write"), EVAL_NO_RULE);
	assert_int_equal(why(WEB, "user_u:object_r:older_content_t:s0", "file", "read"), 0);
	assert_int_equal(why(USER, "user_u:object_r:shared_t:s0", "file", "open"), 0);
	assert_int_equal(why(WEB, WEB, "process", "fork"), 0);
	assert_int_equal(why(WEB, USER, "process", "fork"), EVAL_NO_RULE);
	assert_int_equal(why(WEB, SHARED, "file", "read"), EVAL_NO_RULE);
}

static void test_what_takes_away(void **state)
{
	struct eval_answer a;

	(void)state;
	/* s0 does not dominate s0:c1 */
	assert_int_equal(why(WEB, "user_u:object_r:content_t:s0:c1", "file", "read"),
			 EVAL_CONSTRAINT);
	assert_int_equal(why("user_u:user_r:web_t:s0:c1,c2", "user_u:object_r:content_t:s0:c1",
			     "file", "read"),
			 0);
	/* layered: the rule is missing, and a rule alone would not be enough */
	a = ask_all(NULL, WEB, "user_u:object_r:content_t:s0:c1", "file", "write", IOCTL_NONE,
		    true);
	assert_int_equal(a.reasons, EVAL_CONSTRAINT);
	assert_int_not_equal(a.constraint, EVAL_NONE);
	/* user_r may change to admin_r; admin_r may not change */
	assert_int_equal(why("user_u:user_r:user_t:s0", "user_u:admin_r:admin_t:s0", "process",
			     "transition"),
			 0);
	assert_int_equal(why("system_u:system_r:init_t:s0", "system_u:guest_r:guest_t:s0",
			     "process", "transition"),
			 EVAL_ROLE);
	/* web_worker_t is bounded by web_t */
	assert_int_equal(why("system_u:system_r:web_worker_t:s0", CON, "file", "read"), 0);
	assert_int_equal(why("system_u:system_r:web_worker_t:s0", CON, "file", "write"),
			 EVAL_BOUNDS);
	/* permissive does not mean allowed */
	a = ask_all(NULL, "system_u:system_r:learning_t:s0", CON, "file", "read", IOCTL_NONE,
		    false);
	assert_true(a.permissive);
	assert_int_equal(a.reasons, EVAL_NO_RULE);
}

static void test_ioctl_lists(void **state)
{
	(void)state;
	assert_int_equal(ask_all(NULL, ADMIN, TTY, "file", "ioctl", 0x5404, false).reasons, 0);
	assert_int_equal(ask_all(NULL, ADMIN, TTY, "file", "ioctl", 0x5405, false).reasons,
			 EVAL_XPERM);
	assert_int_equal(ask_all(NULL, ADMIN, TTY, "file", "ioctl", 0x5413, false).reasons, 0);
	assert_int_equal(ask_all(NULL, ADMIN, TTY, "file", "ioctl", 0, false).reasons, EVAL_XPERM);
	/* a whole driver */
	assert_int_equal(ask_all(NULL, USER, TTY, "file", "ioctl", 0x8933, false).reasons, 0);
	assert_int_equal(ask_all(NULL, USER, TTY, "file", "ioctl", 0x8a00, false).reasons,
			 EVAL_XPERM);
	/* a list over an attribute of the target */
	assert_int_equal(ask_all(NULL, WEB, TTY, "file", "ioctl", 0x1234, false).reasons, 0);
	assert_int_equal(ask_all(NULL, WEB, TTY, "file", "ioctl", 0x1235, false).reasons,
			 EVAL_XPERM);
	/* no list: all */
	assert_int_equal(
		ask_all(NULL, "system_u:system_r:init_t:s0", TTY, "file", "ioctl", 7, false)
			.reasons,
		0);
	/* even a dontaudit list closes the others (as the kernel computes it) */
	assert_int_equal(
		ask_all(NULL, "guest_u:guest_r:guest_t:s0", TTY, "file", "ioctl", 0x5410, false)
			.reasons,
		EVAL_XPERM);
	/* a record without a command */
	assert_int_equal(ask_all(NULL, ADMIN, TTY, "file", "ioctl", IOCTL_NONE, false).reasons, 0);
}

static void test_dontaudit_and_conditionals(void **state)
{
	const struct policy_index *ix = &features->ix;
	struct eval_overlay o = { 0 };
	struct eval_answer a;
	uint32_t read;

	(void)state;
	a = ask_all(NULL, WEB, "system_u:object_r:secret_t:s0", "file", "read", IOCTL_NONE, false);
	read = policy_index_perm(ix, policy_index_value(ix, POLNAME_CLASS, slice_of("file")),
				 slice_of("read"));
	assert_int_equal(a.auditdeny & read, 0);
	a = ask_all(NULL, WEB, SHARED, "file", "read", IOCTL_NONE, false);
	assert_int_equal(a.auditdeny & read, 0); /* the false branch */
	whatif_bool(&o, ix, policy_index_value(ix, POLNAME_BOOL, slice_of("web_can_share")), true);
	whatif_finish(&o, ix);
	a = ask_all(&o, WEB, SHARED, "file", "read", IOCTL_NONE, false);
	assert_int_equal(a.reasons, 0);
	assert_int_equal(a.auditdeny & read, read);
	whatif_bool(&o, ix, policy_index_value(ix, POLNAME_BOOL, slice_of("strict")), true);
	whatif_finish(&o, ix);
	a = ask_all(&o, WEB, SHARED, "file", "read", IOCTL_NONE, false);
	assert_int_equal(a.reasons, EVAL_NO_RULE);
	whatif_release(&o);
}

static void test_contexts(void **state)
{
	static const struct {
		const char *text;
		uint32_t flaws;
		const char *words;
	} cases[] = {
		{ WEB, 0, "" },
		{ "user_u:object_r:content_t:s0:c0.c3", 0, "" },
		{ "user_u:object_r:content_t:low:c0,c2-s1:c0.red", 0, "" },
		{ "user_u:object_r:content_t:s0:c4", CONTEXT_NO_LEVEL,
		  "the policy has no level s0:c4" },
		{ "user_u:object_r:content_t:s1-s0", CONTEXT_NO_LEVEL,
		  "the policy has no level s1-s0" },
		{ "user_u:object_r:content_t", CONTEXT_NO_LEVEL,
		  "the level is missing; this policy requires one" },
		{ "nobody_u:object_r:content_t:s0", CONTEXT_NO_USER,
		  "the policy has no user nobody_u" },
		{ "user_u:object_r:domain:s0", CONTEXT_NO_TYPE, "the policy has no type domain" },
		{ "user_u:user_r:admin_t:s0", CONTEXT_ROLE_TYPE,
		  "role user_r may not have type admin_t" },
		{ "guest_u:user_r:user_t:s0", CONTEXT_USER_ROLE,
		  "user guest_u may not have role user_r" },
		{ "user_u:user_r:user_t:s1", CONTEXT_USER_RANGE,
		  "level s1 is outside the range of user user_u" },
		{ "gibberish", CONTEXT_MALFORMED, "not a context of user, role and type" },
		{ "", CONTEXT_MALFORMED, "not a context of user, role and type" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct policy_context c;
		struct buf words = { 0 };

		context_parse(&c, &features->ix, NULL, slice_of(cases[i].text));
		assert_int_equal(c.flaws, cases[i].flaws);
		context_flaws(&c, slice_of(cases[i].text), &words);
		assert_string_equal(buf_str(&words), cases[i].words);
		buf_release(&words);
		context_release(&c);
	}
}

static void test_an_invalid_context_is_judged_by_type(void **state)
{
	struct eval_answer a =
		ask_all(NULL, "gone_u:gone_r:web_t:s9", CON, "file", "read", IOCTL_NONE, false);

	(void)state;
	assert_true(a.invalid);
	assert_true(a.unsure); /* levels cannot be compared */
	assert_int_equal(a.reasons, 0);
	a = ask_all(NULL, WEB, "user_u:object_r:gone_t:s0", "file", "read", IOCTL_NONE, false);
	assert_true(a.invalid);
	assert_int_equal(a.reasons, EVAL_NO_RULE);
}

static struct statement statement(struct intern *names, enum statement_kind kind, const char *s,
				  const char *t, const char *class, const char *perm)
{
	struct statement st = { .kind = kind,
				.source = intern_adds(names, s),
				.target = intern_adds(names, t ? t : ""),
				.self = !t,
				.classes = malloc(sizeof(name_id)),
				.class_count = 1 };

	st.classes[0] = intern_adds(names, class);
	statement_add_perm(&st, intern_adds(names, perm), names);
	return st;
}

static void test_statements_laid_over(void **state)
{
	const struct policy_index *ix = &features->ix;
	const struct slice attributes[] = { slice_of("file_type"), slice_of("content") };
	struct intern *names = intern_new();
	struct statement allow =
		statement(names, STATEMENT_ALLOW, "web_t", "shared_t", "file", "read");
	struct statement xperm =
		statement(names, STATEMENT_ALLOW, "init_t", "tty_t", "file", "ioctl");
	struct statement attr =
		statement(names, STATEMENT_ALLOW, "domain", "content", "file", "append");
	struct statement self =
		statement(names, STATEMENT_ALLOW, "domain", NULL, "process", "execmem");
	struct statement quiet =
		statement(names, STATEMENT_DONTAUDIT, "user_t", "log_t", "file", "write");
	struct statement bad =
		statement(names, STATEMENT_ALLOW, "web_t", "nosuch_t", "file", "read");
	struct statement bad_perm =
		statement(names, STATEMENT_ALLOW, "web_t", "tty_t", "file", "reed");
	struct statement gone =
		statement(names, STATEMENT_ALLOW, "web_t", "content_t", "file", "open");
	struct eval_overlay o = { 0 };
	struct eval_answer a;
	struct diag d = { 0 };

	(void)state;
	statement_add_ioctl(&xperm, (struct ioctl_range){ 0x5401, 0x5402 });
	assert_int_equal(whatif_type(&o, ix, slice_of("mine_t"), attributes, 2, &d), 0);
	assert_int_equal(whatif_add(&o, ix, &allow, names, &d), 0);
	assert_int_equal(whatif_add(&o, ix, &xperm, names, &d), 0);
	assert_int_equal(whatif_add(&o, ix, &attr, names, &d), 0);
	assert_int_equal(whatif_add(&o, ix, &self, names, &d), 0);
	assert_int_equal(whatif_add(&o, ix, &quiet, names, &d), 0);
	assert_int_equal(whatif_add(&o, ix, &bad, names, &d), -1);
	assert_string_equal(diag_text(&d), "the policy has no type nosuch_t");
	diag_release(&d);
	assert_int_equal(whatif_add(&o, ix, &bad_perm, names, &d), -1);
	assert_string_equal(diag_text(&d), "class file has no permission reed in this policy");
	assert_int_equal(whatif_add(&o, ix, &bad_perm, names, NULL), -1);
	whatif_remove(&o, ix, &gone, names);
	whatif_remove(&o, ix, &bad, names);
	whatif_finish(&o, ix);

	assert_int_equal(ask_all(&o, WEB, SHARED, "file", "read", IOCTL_NONE, false).reasons, 0);
	assert_int_equal(ask_all(&o, WEB, "system_u:object_r:shared_t:s0:c1", "file", "read",
				 IOCTL_NONE, false)
				 .reasons,
			 EVAL_CONSTRAINT);
	assert_int_equal(
		ask_all(&o, "system_u:system_r:init_t:s0", TTY, "file", "ioctl", 0x5402, false)
			.reasons,
		0);
	assert_int_equal(
		ask_all(&o, "system_u:system_r:init_t:s0", TTY, "file", "ioctl", 7, false).reasons,
		EVAL_XPERM);
	assert_int_equal(ask_all(&o, WEB, WEB, "process", "execmem", IOCTL_NONE, false).reasons, 0);
	assert_int_equal(ask_all(&o, WEB, USER, "process", "execmem", IOCTL_NONE, false).reasons,
			 EVAL_NO_RULE);
	a = ask_all(&o, USER, "system_u:object_r:log_t:s0", "file", "write", IOCTL_NONE, false);
	assert_int_equal(a.auditdeny & policy_index_perm(ix, 1, slice_of("write")), 0);
	assert_int_equal(a.reasons, EVAL_NO_RULE);
	/* the module's own type, by its attributes: with the policy's rules and the overlay's */
	assert_int_equal(
		ask_all(&o, USER, "user_u:object_r:mine_t:s0", "file", "read", IOCTL_NONE, false)
			.reasons,
		0);
	assert_int_equal(
		ask_all(&o, WEB, "user_u:object_r:mine_t:s0", "file", "append", IOCTL_NONE, false)
			.reasons,
		0);
	/* the baseline lacks what only the loaded module gave */
	assert_int_equal(ask_all(&o, WEB, CON, "file", "open", IOCTL_NONE, false).reasons,
			 EVAL_NO_RULE);
	assert_int_equal(ask_all(&o, WEB, CON, "file", "read", IOCTL_NONE, false).reasons, 0);

	statement_release(&allow);
	statement_release(&xperm);
	statement_release(&attr);
	statement_release(&self);
	statement_release(&quiet);
	statement_release(&bad);
	statement_release(&bad_perm);
	statement_release(&gone);
	whatif_release(&o);
	diag_release(&d);
	intern_free(names);
}

static void expect_refused(const char *bytes, size_t n, const char *words)
{
	char *dir = fileio_temp_dir(NULL), *path = fileio_join(dir, "policy");
	struct policy_source source = { path };
	struct diag d = { 0 };

	assert_int_equal(fileio_write(path, bytes, n, &d), 0);
	assert_null(policy_load(&source, &d));
	if (!strstr(diag_text(&d), words))
		print_error("%s\n", diag_text(&d));
	assert_non_null(strstr(diag_text(&d), words));
	diag_release(&d);
	fileio_remove_dir(dir);
	free(path);
	free(dir);
}

static void test_what_is_no_policy_is_refused(void **state)
{
	static const char header[] = "\x8c\xff\x7c\xf9\x08\0\0\0SE Linux";
	static const char newer[] = "\x8c\xff\x7c\xf9\x08\0\0\0SE Linux\x63\0\0\0\1\0\0\0";
	static const char cut_off[] = "\x8c\xff\x7c\xf9\x08\0\0\0SE Linux\x1f\0\0\0\1\0\0\0\x08\0";
	struct policy_source source = { "/nonexistent/policy.bin" };
	struct diag d = { 0 };

	(void)state;
	expect_refused("", 0, "is empty");
	expect_refused("hello\n", 6, "is not an SELinux policy");
	expect_refused("(type a_t)(allow a_t b_t (file (read)))", 40, "is not an SELinux policy");
	expect_refused("(type a_t)(allow a_t b_t (file (read)))", 39, "Failed to resolve");
	expect_refused("((((((((((", 10, "does not compile as CIL");
	expect_refused("\x8f\xff\x7c\xf9 and so on", 14, "is a policy module");
	expect_refused(header, sizeof(header) - 1, "truncated");
	expect_refused(cut_off, sizeof(cut_off) - 1, "truncated");
	expect_refused(newer, sizeof(newer) - 1, "is a version 99 policy");
	expect_refused(newer, sizeof(newer) - 1, "checkpolicy -b -M -c");
	assert_null(policy_load(&source, &d));
	assert_string_equal(diag_text(&d),
			    "cannot read /nonexistent/policy.bin: No such file or directory");
	diag_release(&d);
}

#define DISTRIBUTION distribution_policy()

#ifdef POLICYDB_VERSION_COND_XPERMS
/* features.cil and rules that only a newer libsepol compiles. */
static struct policy *load_newer(const char *dir)
{
	static const char class[] = "(class netlink_route_socket (";
	static const char more[] =
		"(allow web_t self (netlink_route_socket (ioctl nlmsg)))\n"
		"(allowx web_t self (nlmsg netlink_route_socket (0x10)))\n"
		"(booleanif web_can_mail (true (allowx user_t tty_t (ioctl file (0x4444)))))\n";
	char *from = data_path("features.cil"), *path = fileio_join(dir, "newer.cil"), *at;
	struct policy_source source = { path };
	struct buf text = { 0 }, cil = { 0 };
	struct diag d = { 0 };
	struct policy *p;

	assert_int_equal(fileio_read(from, 1 << 20, &text, NULL), 0);
	at = strstr(buf_str(&text), class);
	assert_non_null(at);
	at += strlen(class);
	buf_add(&cil, text.data, (size_t)(at - text.data));
	buf_addf(&cil, "ioctl nlmsg %s\n%s", at, more);
	assert_int_equal(fileio_write(path, cil.data, cil.len, NULL), 0);
	p = policy_load(&source, &d);
	if (!p)
		fail_msg("%s", diag_text(&d));
	buf_release(&text);
	buf_release(&cil);
	free(from);
	free(path);
	return p;
}
#endif

/* A list of netlink messages says nothing of ioctl commands; a list in a conditional block counts while
 * the boolean has that value. */
static void test_newer_extended_permissions(void **state)
{
#ifdef POLICYDB_VERSION_COND_XPERMS
	struct policy *before = features;
	struct eval_overlay o = { 0 };
	char *dir = fileio_temp_dir(NULL);

	(void)state;
	features = load_newer(dir);
	assert_int_equal(
		ask_all(NULL, WEB, WEB, "netlink_route_socket", "nlmsg", IOCTL_NONE, false).reasons,
		0);
	assert_int_equal(
		ask_all(NULL, WEB, WEB, "netlink_route_socket", "ioctl", 0x8912, false).reasons, 0);
	assert_int_not_equal(ask_all(NULL, USER, TTY, "file", "ioctl", 0x4444, false).reasons, 0);
	whatif_bool(&o, &features->ix,
		    policy_index_value(&features->ix, POLNAME_BOOL, slice_of("web_can_mail")),
		    true);
	whatif_finish(&o, &features->ix);
	assert_int_equal(ask_all(&o, USER, TTY, "file", "ioctl", 0x4444, false).reasons, 0);
	assert_int_not_equal(ask_all(&o, USER, TTY, "file", "ioctl", 0x4445, false).reasons, 0);
	assert_int_equal(ask_all(&o, USER, TTY, "file", "ioctl", 0x8910, false).reasons, 0);
	whatif_release(&o);
	policy_free(features);
	features = before;
	fileio_remove_dir(dir);
	free(dir);
#else
	(void)state;
	print_message("needs a libsepol (package libsepol-dev) that knows them\n");
	skip();
#endif
}

/* Whatever a damaged policy does to libsepol happens in the child: either a policy or a reason
 * comes back, and the program continues. */
static void test_damaged_policies_do_no_harm(void **state)
{
	char *dir, *path;
	struct policy_source source;
	struct buf bytes = { 0 };
	unsigned i, refused = 0;
	uint64_t seed = 7;

	(void)state;
	if (fileio_read(DISTRIBUTION, 64 << 20, &bytes, NULL) < 0) {
		print_message(DISTRIBUTION_PACKAGE "\n");
		skip();
	}
	dir = fileio_temp_dir(NULL);
	path = fileio_join(dir, "policy");
	source.path = path;
	for (i = 0; i < 24; i++) {
		char *copy = mem_alloc(bytes.len);
		size_t n = bytes.len, k;
		struct diag d = { 0 };
		struct policy *p;

		memcpy(copy, bytes.data, n);
		for (k = 0; k < 1 + i % 4; k++) {
			seed = seed * 6364136223846793005u + 1442695040888963407u;
			/* keep the header; do most of the damage where the symbols are */
			copy[64 + (seed >> 20) % (i % 2 ? n - 64 : 200000)] = (char)(seed >> 12);
		}
		if (i % 6 == 5)
			n = (seed >> 24) % n;
		assert_int_equal(fileio_write(path, copy, n, NULL), 0);
		p = policy_load(&source, &d);
		assert_true(p || *diag_text(&d));
		refused += !p;
		policy_free(p);
		diag_release(&d);
		free(copy);
	}
	print_message("# %u of 24 damaged policies refused\n", refused);
	assert_true(refused > 0);
	buf_release(&bytes);
	fileio_remove_dir(dir);
	free(path);
	free(dir);
}

static void test_a_load_can_be_cancelled(void **state)
{
	char *path = data_path("features.cil");
	struct policy_source source = { path };
	struct policy_loader l;
	struct diag d = { 0 };
	pid_t pid;

	(void)state;
	assert_int_equal(policy_load_start(&l, &source, &d), 0);
	pid = l.pid;
	policy_load_cancel(&l);
	assert_int_equal(kill(pid, 0), -1);
	policy_load_cancel(&l);
	/* a child that dies is reported */
	assert_int_equal(policy_load_start(&l, &source, &d), 0);
	kill(l.pid, SIGSEGV);
	if (!policy_load_finish(&l, &d))
		assert_non_null(strstr(diag_text(&d), "libsepol failed on it"));
	diag_release(&d);
	free(path);
}

static void test_the_index_is_checked(void **state)
{
	size_t bytes = features->map_bytes, i;
	uint32_t *copy = malloc(bytes);
	struct policy_index ix;
	unsigned refused = 0;

	(void)state;
	for (i = 0; i < bytes / 4; i++) {
		memcpy(copy, features->map, bytes);
		copy[i] ^= 0x7fffff0f;
		refused += policy_index_attach(&ix, copy, bytes, NULL) < 0;
	}
	assert_true(refused > 100);
	memcpy(copy, features->map, bytes);
	for (i = 0; i < bytes; i += 8)
		assert_int_equal(policy_index_attach(&ix, copy, i, NULL), -1);
	assert_int_equal(policy_index_attach(&ix, copy, bytes, NULL), 0);
	free(copy);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_type_rules),
		cmocka_unit_test(test_what_takes_away),
		cmocka_unit_test(test_ioctl_lists),
		cmocka_unit_test(test_dontaudit_and_conditionals),
		cmocka_unit_test(test_contexts),
		cmocka_unit_test(test_an_invalid_context_is_judged_by_type),
		cmocka_unit_test(test_statements_laid_over),
		cmocka_unit_test(test_what_is_no_policy_is_refused),
		cmocka_unit_test(test_newer_extended_permissions),
		cmocka_unit_test(test_damaged_policies_do_no_harm),
		cmocka_unit_test(test_a_load_can_be_cancelled),
		cmocka_unit_test(test_the_index_is_checked),
	};

	return cmocka_run_group_tests_name("policy", tests, setup, teardown);
}
