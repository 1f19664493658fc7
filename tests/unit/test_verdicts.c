// SPDX-License-Identifier: GPL-2.0-or-later
/* Known answers: the leading verdict, the others, the words, and whether the rule would help,
 * with the policies of the tests and, if it is installed, Debian's. */
#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "advice/explain.h"
#include "base/fileio.h"
#include "policy/labels.h"
#include "denial/ledger.h"
#include "policy/load.h"
#include "advice/offer.h"
#include "tests/distribution.h"

#define DISTRIBUTION distribution_policy()

enum which { DEMO, FEATURES, DEBIAN, POLICIES };

static struct policy *policies[POLICIES];

struct seen_before {
	const char *name;
	enum which policy;
	const char *source, *target, *class, *perms;
	const char *path, *port, *comm;
	uint32_t ioctl; /* 0: not given */
	bool inherited; /* denied while the program was starting */
	enum verdict lead;
	enum verdict also; /* 0: any */
	enum proof proof;
	const char *says; /* a part of one line, or NULL */
	enum fix_by fix;  /* the fix offered and proven; FIX_NONE: nothing is proven */
	const char *to;
};

#define HTTPD        "system_u:system_r:httpd_t:s0"
#define USERADD      "unconfined_u:unconfined_r:useradd_t:s0-s0:c0.c1023"
#define SVIRT        "system_u:system_r:svirt_t:s0:c1,c2"
#define OBJECT(type) "system_u:object_r:" type ":s0"
#define MCS          "source level s0:c1,c2 does not dominate target level s0:c3,c4"

static const struct seen_before table[] = {
	{ .name = "pf9, dir",
	  .source = USERADD,
	  .target = OBJECT("usr_t"),
	  .class = "dir",
	  .perms = "write",
	  .lead = VERDICT_MISSING_RULE,
	  .proof = PROOF_PROVEN },
	{ .name = "pf9, file",
	  .source = USERADD,
	  .target = OBJECT("usr_t"),
	  .class = "file",
	  .perms = "getattr open read",
	  .lead = VERDICT_MISSING_RULE,
	  .proof = PROOF_PROVEN },
	{ .name = "a boolean",
	  .source = HTTPD,
	  .target = OBJECT("user_home_t"),
	  .class = "file",
	  .perms = "open read",
	  .lead = VERDICT_BOOLEAN,
	  .proof = PROOF_PROVEN,
	  .says = "setsebool -P httpd_read_user_content=on",
	  .fix = FIX_BOOLEAN,
	  .to = "httpd_read_user_content=on" },
	{ .name = "a pair of booleans",
	  .source = HTTPD,
	  .target = OBJECT("nfs_t"),
	  .class = "file",
	  .perms = "open read",
	  .lead = VERDICT_BOOLEAN,
	  .proof = PROOF_PROVEN,
	  .says = "setsebool -P httpd_builtin_scripting=on httpd_use_nfs=on",
	  .fix = FIX_BOOLEAN,
	  .to = "httpd_builtin_scripting=on httpd_use_nfs=on" },
	{ .name = "a constraint, the type rule being there",
	  .source = SVIRT,
	  .target = OBJECT("svirt_image_t") ":c3,c4",
	  .class = "file",
	  .perms = "read",
	  .lead = VERDICT_CONSTRAINT,
	  .proof = PROOF_BLOCKED,
	  .says = MCS,
	  .fix = FIX_LEVEL,
	  .to = "s0:c1,c2" },
	{ .name = "a constraint behind a missing rule",
	  .source = SVIRT,
	  .target = OBJECT("shadow_t") ":c3,c4",
	  .class = "file",
	  .perms = "read",
	  .lead = VERDICT_CONSTRAINT,
	  .also = VERDICT_MISSING_RULE,
	  .proof = PROOF_BLOCKED,
	  .says = MCS },
	{ .name = "role allow",
	  .source = "root:unconfined_r:unconfined_t:s0",
	  .target = "root:sysadm_r:useradd_t:s0",
	  .class = "process",
	  .perms = "transition",
	  .lead = VERDICT_ROLE,
	  .proof = PROOF_BLOCKED,
	  .says = "the role may not change" },
	{ .name = "bounds",
	  .source = "system_u:system_r:httpd_script_t:s0",
	  .target = OBJECT("mysqld_db_t"),
	  .class = "file",
	  .perms = "read",
	  .lead = VERDICT_BOUNDS,
	  .proof = PROOF_BLOCKED,
	  .says = "the type that bounds the source" },
	{ .name = "bounds, among them a rule that is allowed",
	  .policy = FEATURES,
	  .source = "system_u:system_r:web_worker_t:s0",
	  .target = "system_u:object_r:content_t:s0",
	  .class = "file",
	  .perms = "read write",
	  .lead = VERDICT_BOUNDS,
	  .proof = PROOF_BLOCKED,
	  .says = "(1 of 2)" },
	{ .name = "an ioctl list",
	  .source = "system_u:system_r:sshd_t:s0",
	  .target = OBJECT("devpts_t"),
	  .class = "chr_file",
	  .perms = "ioctl",
	  .ioctl = 0x5411,
	  .lead = VERDICT_XPERM,
	  .proof = PROOF_PROVEN,
	  .says = "ioctl is limited to a list that lacks this command" },
	{ .name = "an ioctl on the list",
	  .source = "system_u:system_r:sshd_t:s0",
	  .target = OBJECT("devpts_t"),
	  .class = "chr_file",
	  .perms = "ioctl",
	  .ioctl = 0x5402,
	  .lead = VERDICT_ALLOWED,
	  .proof = PROOF_NO_EFFECT },
	{ .name = "the first ioctl list takes away",
	  .source = SVIRT,
	  .target = OBJECT("svirt_image_t") ":c3,c4",
	  .class = "file",
	  .perms = "ioctl",
	  .ioctl = 0x1234,
	  .lead = VERDICT_CONSTRAINT,
	  .proof = PROOF_BLOCKED,
	  .says = "denies every other ioctl that is allowed now",
	  .fix = FIX_LEVEL,
	  .to = "s0:c1,c2" },
	{ .name = "a wrong label, which a boolean would let pass",
	  .source = HTTPD,
	  .target = OBJECT("user_home_t"),
	  .class = "file",
	  .perms = "open read",
	  .path = "/srv/www/index.html",
	  .lead = VERDICT_RELABEL,
	  .also = VERDICT_BOOLEAN,
	  .proof = PROOF_PROVEN,
	  .says = "restorecon -v /srv/www/index.html",
	  .fix = FIX_LABEL,
	  .to = "httpd_sys_content_t" },
	{ .name = "a wrong label whose proper one would not help",
	  .source = HTTPD,
	  .target = OBJECT("var_t"),
	  .class = "file",
	  .perms = "open read",
	  .path = "/srv/www/key",
	  .lead = VERDICT_MISSING_RULE,
	  .proof = PROOF_PROVEN },
	{ .name = "a port",
	  .source = HTTPD,
	  .target = OBJECT("unreserved_port_t"),
	  .class = "tcp_socket",
	  .perms = "name_bind",
	  .port = "8081",
	  .lead = VERDICT_PORT,
	  .proof = PROOF_PROVEN,
	  .says = "semanage port -a -t http_port_t -p tcp 8081",
	  .fix = FIX_PORT,
	  .to = "http_port_t" },
	{ .name = "allowed already",
	  .source = HTTPD,
	  .target = OBJECT("httpd_sys_content_t"),
	  .class = "file",
	  .perms = "open read",
	  .lead = VERDICT_ALLOWED,
	  .proof = PROOF_NO_EFFECT },
	{ .name = "an alias",
	  .source = HTTPD,
	  .target = OBJECT("httpd_var_log_t"),
	  .class = "file",
	  .perms = "append",
	  .lead = VERDICT_ALLOWED,
	  .proof = PROOF_NO_EFFECT },
	{ .name = "dontaudit",
	  .source = HTTPD,
	  .target = OBJECT("shadow_t"),
	  .class = "file",
	  .perms = "getattr",
	  .lead = VERDICT_DONTAUDIT,
	  .proof = PROOF_PROVEN },
	{ .name = "a context that is not valid, though its type may",
	  .source = "system_u:user_r:httpd_t:s0",
	  .target = OBJECT("httpd_sys_content_t"),
	  .class = "file",
	  .perms = "read",
	  .lead = VERDICT_INVALID_CONTEXT,
	  .also = VERDICT_ALLOWED,
	  .proof = PROOF_UNPROVED,
	  .says = "user_r" },
	{ .name = "an unlabeled object",
	  .source = HTTPD,
	  .target = OBJECT("unlabeled_t"),
	  .class = "file",
	  .perms = "read",
	  .lead = VERDICT_INVALID_CONTEXT,
	  .proof = PROOF_PROVEN },
	{ .name = "a permission that is not known",
	  .source = HTTPD,
	  .target = OBJECT("var_t"),
	  .class = "file",
	  .perms = "reed",
	  .lead = VERDICT_UNKNOWN,
	  .proof = PROOF_UNPROVED,
	  .says = "class file has no permission reed" },
	{ .name = "a permission that is not known, and one that is",
	  .source = USERADD,
	  .target = OBJECT("usr_t"),
	  .class = "dir",
	  .perms = "reed write",
	  .lead = VERDICT_UNKNOWN,
	  .also = VERDICT_MISSING_RULE,
	  .proof = PROOF_BLOCKED,
	  .says = "drop what the policy lacks (e): reed; of the others, 1 would be allowed and 0" },
	{ .name = "a boolean that allows part of it",
	  .source = HTTPD,
	  .target = OBJECT("user_home_t"),
	  .class = "file",
	  .perms = "append open read",
	  .lead = VERDICT_MISSING_RULE,
	  .proof = PROOF_PROVEN,
	  .says = "setsebool -P httpd_read_user_content=on would allow 2 of these 3" },
	{ .name = "a class that is not known",
	  .source = HTTPD,
	  .target = OBJECT("var_t"),
	  .class = "nosuch",
	  .perms = "read",
	  .lead = VERDICT_UNKNOWN,
	  .proof = PROOF_UNPROVED,
	  .says = "no class nosuch" },
	{ .name = "a type that is not known",
	  .source = HTTPD,
	  .target = OBJECT("nosuch_t"),
	  .class = "file",
	  .perms = "read",
	  .lead = VERDICT_UNKNOWN,
	  .proof = PROOF_UNPROVED,
	  .says = "no type nosuch_t" },
	{ .name = "dac_override",
	  .source = USERADD,
	  .target = USERADD,
	  .class = "capability",
	  .perms = "dac_override",
	  .lead = VERDICT_DAC,
	  .proof = PROOF_PROVEN,
	  .says = "owner and mode" },
	{ .name = "a descriptor that was left open",
	  .source = HTTPD,
	  .target = OBJECT("var_t"),
	  .class = "file",
	  .perms = "read write",
	  .inherited = true,
	  .lead = VERDICT_LEAKED_FD,
	  .also = VERDICT_MISSING_RULE,
	  .proof = PROOF_PROVEN,
	  .says = "O_CLOEXEC" },
	{ .name = "a descriptor that was left open, at a level out of reach",
	  .source = SVIRT,
	  .target = OBJECT("svirt_image_t") ":c3,c4",
	  .class = "file",
	  .perms = "read",
	  .inherited = true,
	  .lead = VERDICT_CONSTRAINT,
	  .also = VERDICT_LEAKED_FD,
	  .proof = PROOF_BLOCKED,
	  .says = MCS,
	  .fix = FIX_LEVEL,
	  .to = "s0:c1,c2" },
	{ .name = "a generic domain",
	  .policy = FEATURES,
	  .source = "system_u:system_r:init_t:s0",
	  .target = OBJECT("content_t"),
	  .class = "file",
	  .perms = "read",
	  .lead = VERDICT_WRONG_DOMAIN,
	  .also = VERDICT_MISSING_RULE,
	  .proof = PROOF_PROVEN },
	{ .name = "a generic domain before it executes the program",
	  .policy = FEATURES,
	  .source = "system_u:system_r:init_t:s0",
	  .target = OBJECT("content_t"),
	  .class = "file",
	  .perms = "read",
	  .comm = "(bash)",
	  .lead = VERDICT_MISSING_RULE,
	  .proof = PROOF_PROVEN },
	{ .name = "what a generic domain is for",
	  .policy = FEATURES,
	  .source = "system_u:system_r:init_t:s0",
	  .target = OBJECT("content_t"),
	  .class = "file",
	  .perms = "read",
	  .comm = "systemd",
	  .lead = VERDICT_MISSING_RULE,
	  .proof = PROOF_PROVEN },
	{ .name = "permissive is not allowed",
	  .source = "system_u:system_r:ntpd_t:s0",
	  .target = OBJECT("shadow_t"),
	  .class = "file",
	  .perms = "read",
	  .lead = VERDICT_MISSING_RULE,
	  .proof = PROOF_PROVEN },
	{ .name = "Debian: pf9",
	  .policy = DEBIAN,
	  .source = USERADD,
	  .target = OBJECT("usr_t"),
	  .class = "dir",
	  .perms = "write",
	  .lead = VERDICT_MISSING_RULE,
	  .proof = PROOF_PROVEN },
	{ .name = "Debian: a boolean",
	  .policy = DEBIAN,
	  .source = HTTPD,
	  .target = OBJECT("user_home_t"),
	  .class = "file",
	  .perms = "open read",
	  .lead = VERDICT_BOOLEAN,
	  .proof = PROOF_PROVEN,
	  .says = "httpd_read_user_content=on",
	  .fix = FIX_BOOLEAN,
	  .to = "httpd_read_user_content=on" },
	{ .name = "Debian: a pair of booleans",
	  .policy = DEBIAN,
	  .source = HTTPD,
	  .target = OBJECT("nfs_t"),
	  .class = "file",
	  .perms = "open read",
	  .lead = VERDICT_BOOLEAN,
	  .proof = PROOF_PROVEN,
	  .says = "setsebool -P httpd_builtin_scripting=on httpd_use_nfs=on",
	  .fix = FIX_BOOLEAN,
	  .to = "httpd_enable_homedirs=on use_nfs_home_dirs=on" },
	{ .name = "Debian: a constraint, the type rule being there",
	  .policy = DEBIAN,
	  .source = SVIRT,
	  .target = OBJECT("svirt_image_t") ":c3,c4",
	  .class = "file",
	  .perms = "read",
	  .lead = VERDICT_CONSTRAINT,
	  .proof = PROOF_BLOCKED,
	  .says = MCS,
	  .fix = FIX_LEVEL,
	  .to = "s0:c1,c2" },
	{ .name = "Debian: a constraint behind a missing rule",
	  .policy = DEBIAN,
	  .source = SVIRT,
	  .target = OBJECT("shadow_t") ":c3,c4",
	  .class = "file",
	  .perms = "read",
	  .lead = VERDICT_CONSTRAINT,
	  .also = VERDICT_MISSING_RULE,
	  .proof = PROOF_BLOCKED,
	  .says = MCS },
	{ .name = "Debian: a role that the user may not have, and a constraint",
	  .policy = DEBIAN,
	  .source = "user_u:user_r:user_t:s0",
	  .target = "user_u:sysadm_r:sysadm_t:s0",
	  .class = "process",
	  .perms = "transition",
	  .lead = VERDICT_INVALID_CONTEXT,
	  .also = VERDICT_CONSTRAINT,
	  .proof = PROOF_BLOCKED,
	  .says = "user user_u may not have role sysadm_r" },
	{ .name = "Debian: constraints on user and role, and the role itself",
	  .policy = DEBIAN,
	  .source = "user_u:user_r:user_t:s0",
	  .target = "system_u:system_r:httpd_t:s0",
	  .class = "process",
	  .perms = "transition",
	  .lead = VERDICT_CONSTRAINT,
	  .also = VERDICT_ROLE,
	  .proof = PROOF_BLOCKED,
	  .says = "source role user_r is not target role system_r" },
	{ .name = "Debian: a port",
	  .policy = DEBIAN,
	  .source = HTTPD,
	  .target = OBJECT("unreserved_port_t"),
	  .class = "tcp_socket",
	  .perms = "name_bind",
	  .port = "8081",
	  .lead = VERDICT_PORT,
	  .proof = PROOF_PROVEN,
	  .says = "-p tcp 8081",
	  .fix = FIX_PORT,
	  .to = "http_port_t" },
	{ .name = "Debian: a port out of another service's range",
	  .policy = DEBIAN,
	  .source = HTTPD,
	  .target = OBJECT("xserver_port_t"),
	  .class = "tcp_socket",
	  .perms = "name_bind",
	  .port = "6005",
	  .lead = VERDICT_PORT,
	  .proof = PROOF_PROVEN,
	  .says = "services that use it as xserver_port_t would lose it",
	  .fix = FIX_PORT,
	  .to = "http_port_t" },
	{ .name = "Debian: a port of another service, connected to",
	  .policy = DEBIAN,
	  .source = HTTPD,
	  .target = OBJECT("mysqld_port_t"),
	  .class = "tcp_socket",
	  .perms = "name_connect",
	  .port = "3306",
	  .lead = VERDICT_BOOLEAN,
	  .proof = PROOF_PROVEN,
	  .says = "httpd_can_network_connect_db=on",
	  .fix = FIX_BOOLEAN,
	  .to = "httpd_can_network_connect_db=on" },
	{ .name = "Debian: a port of another service, connected to: not taken from it",
	  .policy = DEBIAN,
	  .source = "system_u:system_r:mysqld_t:s0",
	  .target = OBJECT("http_port_t"),
	  .class = "tcp_socket",
	  .perms = "name_connect",
	  .port = "443",
	  .lead = VERDICT_BOOLEAN,
	  .proof = PROOF_PROVEN,
	  .says = "mysql_connect_any=on",
	  .fix = FIX_BOOLEAN,
	  .to = "mysql_connect_any=on" },
	{ .name = "Debian: an alias",
	  .policy = DEBIAN,
	  .source = "system_u:system_r:glance_api_t:s0",
	  .target = OBJECT("glance_var_run_t"),
	  .class = "file",
	  .perms = "append",
	  .lead = VERDICT_ALLOWED,
	  .proof = PROOF_NO_EFFECT },
};

static struct policy *load(const char *name)
{
	const char *dir = getenv("srcdir") ? getenv("srcdir") : ".";
	struct policy_source source;
	struct policy *p;
	struct buf path = { 0 };

	if (*name != '/')
		buf_addf(&path, "%s/tests/data/", dir);
	buf_adds(&path, name);
	source.path = buf_str(&path);
	p = policy_load(&source, NULL);
	buf_release(&path);
	return p;
}

static int setup(void **state)
{
	(void)state;
	policies[DEMO] = load("demo.cil");
	policies[FEATURES] = load("features.cil");
	if (access(DISTRIBUTION, R_OK) == 0)
		policies[DEBIAN] = load(DISTRIBUTION);
	else
		print_message("# Debian's answers need the package selinux-policy-default\n");
	return policies[DEMO] && policies[FEATURES] ? 0 : -1;
}

static int teardown(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < POLICIES; i++)
		policy_free(policies[i]);
	return 0;
}

static rule_id count(struct ledger *l, const struct seen_before *k)
{
	const struct record r = {
		.kind = RECORD_ACCESS,
		.time_ms = TIME_NONE,
		.serial = 7,
		.perms = slice_of(k->perms),
		.scontext = slice_of(k->source),
		.tcontext = slice_of(k->target),
		.tclass = slice_of(k->class),
		.path = slice_of(k->path ? k->path : ""),
		.port = slice_of(k->port ? k->port : ""),
		.comm = slice_of(k->comm ? k->comm : ""),
		.ioctl = k->ioctl ? k->ioctl : IOCTL_NONE,
	};
	const struct companion exec = {
		.kind = COMPANION_EXEC, .time_ms = TIME_NONE, .serial = 7, .text = r.scontext
	};
	const char *why;

	if (k->inherited)
		ledger_companion(l, &exec);
	return ledger_add(l, &r, NULL, &why);
}

static bool wrong(const struct seen_before *k, const char *what, const char *got, const char *want)
{
	print_error("%s: %s is %s, not %s\n", k->name, what, got, want);
	return false;
}

static bool judged_right(const struct seen_before *k, struct judge *j, const struct rule *r)
{
	struct judgement judged;
	struct explain e = { 0 };
	bool said = !k->says, ok = true;
	size_t i;

	judge_rule(j, r, &judged);
	if (judged.lead != k->lead)
		ok = wrong(k, "the lead", verdict_name(judged.lead), verdict_name(k->lead));
	if (k->also && !judged.held[k->also])
		ok = wrong(k, "besides", "not there", verdict_name(k->also));
	explain_rule(j, r, &judged, &e);
	for (i = 0; i < e.count; i++)
		said = said || strstr(e.lines[i].text, k->says);
	for (i = 0; i < e.count && !said; i++)
		print_error("%s: %s\n", k->name, e.lines[i].text);
	if (!said)
		ok = wrong(k, "what is said", "another", k->says);
	if (!e.count || e.lines[0].verdict != judged.lead)
		ok = wrong(k, "the first line", "of another verdict", verdict_name(judged.lead));
	explain_release(&e);
	return ok;
}

static bool proved_right(const struct seen_before *k, struct judge *j, const struct rule *r)
{
	struct judge_selection s = { 0 };
	struct statement st = { 0 };
	struct judge_proof p;

	rule_statement(r, judge_names(j), &st);
	judge_select(j, NAME_NONE, &s);
	judge_select_add(j, &s, &st, NULL);
	judge_select_finish(j, &s);
	judge_prove(j, r, &s, false, &p);
	judge_selection_release(&s);
	statement_release(&st);
	return p.proof == k->proof ||
	       wrong(k, "the proof", proof_name(p.proof), proof_name(k->proof));
}

static bool offered_right(const struct seen_before *k, struct judge *j, const struct rule *r)
{
	struct judgement judged;
	struct offers offers = { 0 };
	bool found = false, any = false;
	size_t i;

	judge_rule(j, r, &judged);
	offers_find(j, r, &judged, &offers);
	for (i = 0; i < offers.count; i++) {
		struct judge_selection s = { 0 };
		struct judge_proof p;

		judge_select(j, NAME_NONE, &s);
		offer_prove(j, r, &s, offers.items[i].by, offers.items[i].to, &p);
		judge_selection_release(&s);
		any = any || p.proof == PROOF_PROVEN;
		found = found || (p.proof == PROOF_PROVEN && offers.items[i].by == k->fix &&
				  strcmp(offers.items[i].to, k->to) == 0);
		if (k->fix == FIX_NONE && p.proof == PROOF_PROVEN)
			wrong(k, "an offer", offers.items[i].to, "one");
	}
	offers_release(&offers);
	if (k->fix == FIX_NONE)
		return !any;
	return found || wrong(k, "the fix", "not offered or not proven", k->to);
}

static void test_known_answers(void **state)
{
	static const char contexts[] = "/srv/www(/.*)?\tsystem_u:object_r:httpd_sys_content_t:s0\n"
				       "/srv/www/key\t--\tsystem_u:object_r:shadow_t:s0\n";
	char *dir = fileio_temp_dir(NULL), *path = fileio_join(dir, "file_contexts");
	struct labels *labels;
	size_t i, faults = 0, done = 0;

	(void)state;
	assert_int_equal(fileio_write(path, contexts, sizeof(contexts) - 1, NULL), 0);
	labels = labels_open(path, NULL);
	assert_non_null(labels);
	for (i = 0; i < AV_ARRAY_LEN(table); i++) {
		const struct seen_before *k = &table[i];
		struct intern *names = intern_new();
		struct ledger *l = ledger_new(names, 0);
		struct judge *j;
		const struct rule *r;

		if (policies[k->policy]) {
			j = judge_new(&policies[k->policy]->ix, names);
			judge_set_labels(j, labels);
			r = ledger_rule(l, count(l, k));
			assert_non_null(r);
			faults += !judged_right(k, j, r) + !proved_right(k, j, r) +
				  !offered_right(k, j, r);
			done++;
			judge_free(j);
		}
		ledger_free(l);
		intern_free(names);
	}
	print_message("# %zu known answers\n", done);
	labels_free(labels);
	fileio_remove_dir(dir);
	free(path);
	free(dir);
	assert_int_equal(faults, 0);
}

/* Decisions from long ago or from hand-written text may name what the policy does not have. */
static void test_offers_of_another_policy(void **state)
{
	static const struct {
		enum fix_by by;
		const char *to;
		enum proof proof;
	} cases[] = {
		{ FIX_NONE, NULL, PROOF_UNPROVED },
		{ FIX_BOOLEAN, "nosuch=on", PROOF_UNPROVED },
		{ FIX_BOOLEAN, "httpd_use_nfs", PROOF_UNPROVED },
		{ FIX_BOOLEAN, "httpd_use_nfs=on", PROOF_BLOCKED },
		{ FIX_BOOLEAN, "httpd_read_user_content=off", PROOF_BLOCKED },
		{ FIX_BOOLEAN, "httpd_read_user_content=on", PROOF_PROVEN },
		{ FIX_LABEL, "nosuch_t", PROOF_UNPROVED },
		{ FIX_LABEL, "shadow_t", PROOF_BLOCKED },
		{ FIX_LABEL, "httpd_sys_content_t shadow_t", PROOF_BLOCKED },
		{ FIX_LABEL, "\"", PROOF_UNPROVED },
		{ FIX_LEVEL, "s0:c5", PROOF_BLOCKED },
		{ FIX_LEVEL, "nosuch", PROOF_UNPROVED },
	};
	const struct seen_before k = {
		.source = HTTPD, .target = OBJECT("user_home_t"), .class = "file", .perms = "read"
	};
	struct intern *names = intern_new();
	struct ledger *l = ledger_new(names, 0);
	struct judge *j = judge_new(&policies[DEMO]->ix, names);
	const struct rule *r = ledger_rule(l, count(l, &k));
	size_t i;

	(void)state;
	for (i = 0; i < AV_ARRAY_LEN(cases); i++) {
		struct judge_selection s = { 0 };
		struct judge_proof p;

		judge_select(j, NAME_NONE, &s);
		offer_prove(j, r, &s, cases[i].by, cases[i].to, &p);
		judge_selection_release(&s);
		if (p.proof != cases[i].proof)
			print_error("%s: %s\n", cases[i].to, proof_name(p.proof));
		assert_int_equal(p.proof, cases[i].proof);
	}
	judge_free(j);
	ledger_free(l);
	intern_free(names);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_known_answers),
		cmocka_unit_test(test_offers_of_another_policy),
	};

	return cmocka_run_group_tests_name("verdicts", tests, setup, teardown);
}
