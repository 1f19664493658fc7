// SPDX-License-Identifier: GPL-2.0-or-later
#include "config.h"

#include <ctype.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

#include <cmocka.h>

#include "base/process.h"
#include "base/fileio.h"
#include "base/mem.h"
#include "te/name.h"
#include "curate.h"

static void test_good_names_pass(void **state)
{
	static const char *const good[] = { "pf9", "my-mod", "my_mod", "fooBar",
					    "a",   "x--y_",  "Allow" };
	size_t i;

	(void)state;
	for (i = 0; i < AV_ARRAY_LEN(good); i++) {
		struct diag d = { 0 };

		if (name_check(good[i], &d) < 0)
			fail_msg("%s: %s", good[i], diag_text(&d));
		diag_release(&d);
	}
}

static void test_bad_names_say_what_and_a_better_one(void **state)
{
	static const struct {
		const char *name, *what, *better;
	} bad[] = {
		{ "", "is empty", "try local_module" },
		{ "9pf", "must begin with a letter", "try local_9pf" },
		{ "_pf", "must begin with a letter", "try local_pf" },
		{ "pf 9", "only letters, digits, _ and -", "try pf_9" },
		{ "pf9.1", "only letters, digits, _ and -", "try pf9_1" },
		{ "pf9;\nallow", "\"pf9;\\x0Aallow\"", "try pf9__allow" },
		{ "user", "reserved by the policy language", "try local_user" },
		{ "T1", "reserved by the policy language", "try local_T1" },
		{ "base", "base module", "try local_base" },
	};
	char longest[NAME_MODULE_MAX + 2], *good;
	struct diag d = { 0 };
	size_t i;

	(void)state;
	for (i = 0; i < AV_ARRAY_LEN(bad); i++) {
		assert_int_equal(name_check(bad[i].name, &d), -1);
		if (!strstr(diag_text(&d), bad[i].what) || !strstr(diag_text(&d), bad[i].better))
			fail_msg("%s: %s", bad[i].name, diag_text(&d));
		diag_release(&d);
		good = name_suggest(bad[i].name);
		assert_int_equal(name_check(good, NULL), 0);
		free(good);
	}
	memset(longest, 'a', sizeof(longest) - 1);
	longest[sizeof(longest) - 1] = '\0';
	assert_int_equal(name_check(longest, NULL), -1);
	good = name_suggest(longest);
	assert_int_equal(name_check(good, NULL), 0);
	free(good);
	longest[NAME_MODULE_MAX] = '\0';
	assert_int_equal(name_check(longest, NULL), 0);
}

static void test_all_spellings_mean_one_module(void **state)
{
	static const struct {
		const char *arg, *name, *dir;
	} args[] = {
		{ "pf9", "pf9", "." },
		{ "pf9.te", "pf9", "." },
		{ "./out/pf9.pp", "pf9", "./out" },
		{ "out/pf9", "pf9", "out" },
		{ "/pf9.mod", "pf9", "/" },
	};
	struct curate *c = *state;
	char *name, *dir, *path;
	size_t i;

	for (i = 0; i < AV_ARRAY_LEN(args); i++) {
		assert_int_equal(name_from_arg(args[i].arg, &name, &dir, NULL), 0);
		assert_string_equal(name, args[i].name);
		assert_string_equal(dir, args[i].dir);
		free(name);
		free(dir);
	}
	assert_int_equal(name_from_arg("out/", &name, &dir, NULL), -1);
	assert_int_equal(name_from_arg("a.b.te", &name, &dir, NULL), -1);
	assert_null(name);
	/* An existing module may have any name that checkmodule accepts. */
	module_file_write(c, "a.b.te", "module a.b 1.0;\n");
	path = curate_path(c, "a.b.pp");
	assert_int_equal(name_from_arg(path, &name, &dir, NULL), 0);
	assert_string_equal(name, "a.b");
	free(name);
	free(dir);
	free(path);
}

static bool compiles(struct curate *c, const char *word)
{
	char *te = curate_path(c, "w.te"), *mod = curate_path(c, "w.mod");
	const char *const argv[] = { "checkmodule", "-M", "-m", "-o", mod, te, NULL };
	struct buf text = { 0 };
	int status;

	buf_addf(&text,
		 "module w 1.0;\nrequire { type %s; class file read; }\n"
		 "allow %s self:file read;\n",
		 word, word);
	module_file_write(c, "w.te", text.data);
	status = process_run(argv, NULL, 60000, NULL);
	buf_release(&text);
	free(te);
	free(mod);
	return status == 0;
}

/* A module may be compiled by an older checkmodule than the one installed here: a word that any
 * release reserves stays reserved. Newer releases freed these words. */
static bool is_freed(const char *word)
{
	return strcasecmp(word, "clone") == 0;
}

static void check_reserved(struct curate *c, const char *word, bool reserved)
{
	if (reserved == compiles(c, word) && !(reserved && is_freed(word)))
		fail_msg("%s: checkmodule says otherwise", word);
}

/* Check the table in te/name.c against the installed compiler. The words come from the policy
 * languages, their grammars, tools and neighbours, so they might be reserved. */
static void test_reserved_words_are_those_of_checkmodule(void **state)
{
	static const char words[] =
		"alias allow allowxperm and attribute attribute_role auditallow auditallowxperm "
		"auditdeny bool category class clone common constrain default_range default_role "
		"default_type default_user devicetreecon dom domby dominance dontaudit "
		"dontauditxperm else eq expandattribute false fs_use_task fs_use_trans "
		"fs_use_xattr fscon genfscon glblub h1 h2 high ibendportcon ibpkeycon if incomp "
		"inherits iomemcon ioportcon l1 l2 level low low-high mlsconstrain "
		"mlsvalidatetrans module netifcon neverallow neverallowxperm nodecon not optional "
		"or pcidevicecon permissive pirqcon policycap portcon r1 r2 r3 range "
		"range_transition require role role_transition roleattribute roles sameuser "
		"sensitivity sid source t1 t2 t3 target true tunable type type_change type_member "
		"type_transition typealias typeattribute typebounds types u1 u2 u3 user "
		"validatetrans xor "
		"any all base bounds block blockinherit boolean booleanif call cats categoryalias "
		"classcommon classmap classpermission conditional context define dccp dir ebitmap "
		"end equals file fs_use_psid filename filecon gen_require h3 handleunknown "
		"identifier ifdef ifelse in initial ioctl ipaddr ipv4_addr ipv6_addr join kernel l3 "
		"level_range levelrange line low_high macro map mcs mls mls_level mlsrange neq "
		"netlabel nlmsg none notequal number object optional_policy out pair path "
		"perm perms permission process policy policy_module quote refpolicy rename "
		"require_block rolebounds roletype s0 c0 selinux_policy sens sensitivityalias sctp "
		"segregateattributes selinuxuser set system t4 tcp template to transition "
		"tunable_policy tunableif typeset u4 udp unordered use userbounds userprefix "
		"userrole value version version_identifier xperm ytype";
	struct curate *c = *state;
	char *list, *word, *next, *p;
	size_t reserved = 0;

	if (!process_found("checkmodule")) {
		print_message("checkmodule is missing: install checkpolicy\n");
		skip();
	}
	list = mem_strdup(words);
	for (word = list; word; word = next) {
		next = strchr(word, ' ');
		if (next)
			*next++ = '\0';
		check_reserved(c, word, name_is_reserved(word));
		reserved += name_is_reserved(word);
		for (p = word; *p; p++)
			*p = (char)toupper((unsigned char)*p);
		check_reserved(c, word, name_is_reserved(word));
		if (isupper((unsigned char)word[0]) && word[1]) {
			word[1] = (char)tolower((unsigned char)word[1]);
			if (islower((unsigned char)word[1]))
				assert_false(name_is_reserved(word));
		}
	}
	free(list);
	assert_int_equal(reserved, 99); /* covers the whole table */
}

static void test_identifiers_are_those_of_the_language(void **state)
{
	static const struct {
		const char *word, *why;
	} bad[] = {
		{ "", "a letter first" },     { "_t", "a letter first" },
		{ "1t", "a letter first" },   { "a.b", "CIL" },
		{ "a b", "letters, digits" }, { "role", "reserves this word" },
	};
	const char *why;
	size_t i;

	(void)state;
	for (i = 0; i < AV_ARRAY_LEN(bad); i++) {
		assert_false(name_is_identifier(bad[i].word, &why));
		if (!strstr(why, bad[i].why))
			fail_msg("%s: %s", bad[i].word, why);
	}
	assert_true(name_is_identifier("useradd_t", &why));
	assert_null(why);
	assert_true(name_is_identifier("a-b", NULL));
}

static void test_a_store_list_tells_whose_a_name_is(void **state)
{
	struct curate *c = *state;
	struct store s = { 0 };
	struct diag d = { 0 };
	char *path;

	module_file_write(c, "list", "100 accountsd         pp         \n400 pf9 pp disabled\n\n");
	path = curate_path(c, "list");
	assert_int_equal(store_read_list(&s, path, &d), 0);
	assert_int_equal(s.count, 2);
	assert_int_equal(name_store_check(&s, "pf", false, &d), 0);
	assert_int_equal(name_store_check(&s, "PF9", false, &d), 0);
	assert_int_equal(name_store_check(&s, "pf9", true, &d), 0);
	assert_int_equal(name_store_check(&s, "pf9", false, NULL), -1);
	assert_int_equal(name_store_check(&s, "accountsd", true, &d), -1);
	assert_non_null(strstr(diag_text(&d), "at priority 100"));
	assert_non_null(strstr(diag_text(&d), "try local_accountsd"));
	store_release(&s);
	diag_release(&d);

	module_file_write(c, "list", "abrt\npf9\t1.0\n");
	assert_int_equal(store_read_list(&s, path, NULL), 0);
	assert_int_equal(name_store_check(&s, "pf9", false, NULL), -1);
	assert_int_equal(name_store_check(&s, "abrt", true, NULL), 0);
	store_release(&s);

	diag_release(&d);
	free(path);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, curate_setup, curate_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_good_names_pass),
		cmocka_unit_test(test_bad_names_say_what_and_a_better_one),
		cmocka_unit_test(test_identifiers_are_those_of_the_language),
		TEST(test_all_spellings_mean_one_module),
		TEST(test_reserved_words_are_those_of_checkmodule),
		TEST(test_a_store_list_tells_whose_a_name_is),
	};

	return cmocka_run_group_tests_name("name", tests, NULL, NULL);
}
