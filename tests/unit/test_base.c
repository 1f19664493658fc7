// SPDX-License-Identifier: GPL-2.0-or-later
#include "config.h"

#include <dirent.h>
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

#include "base/process.h"
#include "base/ascii.h"
#include "base/fileio.h"
#include "base/hash.h"
#include "base/intern.h"
#include "base/lex.h"
#include "base/mem.h"
#include "base/sha256.h"
#include "base/text.h"
#include "base/roff.h"
#include "base/wrap.h"

static void clean(const char *bytes, size_t n, const char *want)
{
	struct buf out = { 0 }, back = { 0 };

	text_clean(&out, (struct slice){ bytes, n });
	assert_string_equal(buf_str(&out), want);
	text_unclean(&back, buf_str(&out));
	assert_int_equal(back.len, n);
	assert_memory_equal(buf_str(&back), bytes, n);
	buf_release(&out);
	buf_release(&back);
}

static void test_text_clean_is_harmless_and_reversible(void **state)
{
	(void)state;
	clean("plain", 5, "plain");
	clean("", 0, "");
	clean("\x1b[2J", 4, "\\x1B[2J");
	clean("a\\b", 3, "a\\\\b");
	clean("a\0b", 3, "a\\x00b");
	clean("\xff\xc3(", 3, "\\xFF\\xC3(");
	clean("\xe2\x80\xae.gpj", 7, "\\xE2\\x80\\xAE.gpj");
	clean("\xc2\x9b", 2, "\\xC2\\x9B");
	clean("gr\xc3\xbc\xc3\x9f", 6, "gr\xc3\xbc\xc3\x9f");
	clean("\xed\xa0\x80", 3, "\\xED\\xA0\\x80"); /* a surrogate */
	clean("\xc0\x80", 2, "\\xC0\\x80");          /* overlong */
	clean("\\x41", 4, "\\\\x41");
}

static void test_text_names(void **state)
{
	static const char *const words[] = { "accept", "reject", "undo", NULL };

	(void)state;
	assert_true(text_is_name(slice_of("httpd_t")));
	assert_true(text_is_name(slice_of("my_container.process")));
	assert_false(text_is_name(slice_of("")));
	assert_false(text_is_name(slice_of("9p")));
	assert_false(text_is_name(slice_of("a b")));
	assert_false(text_is_name(slice_of("a;")));
	assert_false(text_is_name(slice_of("file'")));
	assert_true(text_glob("httpd_*", "httpd_t"));
	assert_true(text_glob("*_t", "a_t_t"));
	assert_false(text_glob("?", ""));
	assert_true(text_glob("a\\*", "a*"));
	assert_false(text_glob("a\\*", "ab"));
	assert_true(text_contains("Httpd", "httpd"));
	assert_false(text_contains("httpd", "Httpd"));
	assert_string_equal(text_nearest("acept", words), "accept");
	assert_null(text_nearest("zzzzzz", words));
}

static void test_intern_gives_one_id(void **state)
{
	struct intern *t = intern_new();
	name_id a = intern_adds(t, "httpd_t"), b, i;
	char name[32];

	(void)state;
	for (i = 0; i < 20000; i++) {
		snprintf(name, sizeof(name), "type_%u", i);
		b = intern_adds(t, name);
		assert_int_equal(b, a + 1 + i);
	}
	assert_int_equal(intern_adds(t, "httpd_t"), a);
	assert_int_equal(intern_find(t, slice_of("type_19999")), b);
	assert_int_equal(intern_find(t, slice_of("absent")), NAME_NONE);
	assert_string_equal(intern_str(t, a), "httpd_t");
	assert_string_equal(intern_str(t, NAME_NONE), "");
	intern_free(t);
}

static void test_sha256_vectors(void **state)
{
	struct sha256 s;
	char hex[65];
	unsigned i;

	(void)state;
	sha256_init(&s);
	sha256_add(&s, "abc", 3);
	sha256_hex(&s, hex);
	assert_string_equal(hex,
			    "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
	sha256_init(&s);
	for (i = 0; i < 1000000; i++)
		sha256_add(&s, "a", 1);
	sha256_hex(&s, hex);
	assert_string_equal(hex,
			    "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

static void test_lex_words(void **state)
{
	struct lex_words w = { 0 };
	struct diag d = { 0 };

	(void)state;
	assert_int_equal(
		lex_line(&w, "color title  \"a \\\"b\\\"\\n\" 'r\\aw' #ffffff # rest", NULL, 0, &d),
		0);
	assert_int_equal(w.count, 5);
	assert_string_equal(w.words[4], "#ffffff");
	assert_string_equal(w.words[2], "a \"b\"\n");
	assert_string_equal(w.words[3], "r\\aw");
	assert_int_equal(w.columns[1], 7);
	assert_int_equal(lex_line(&w, "color bg=#ffffff x#y", NULL, 0, &d), 0);
	assert_int_equal(w.count, 3);
	assert_string_equal(w.words[1], "bg=#ffffff");
	assert_int_equal(lex_line(&w, "#ffffff", NULL, 0, &d), 0);
	assert_int_equal(w.count, 0);
	assert_int_equal(lex_line(&w, "a #fffffff", NULL, 0, &d), 0);
	assert_int_equal(w.count, 1);
	assert_int_equal(lex_line(&w, "set \"open", "rc", 7, &d), -1);
	assert_non_null(strstr(diag_text(&d), "rc:7:5:"));
	diag_release(&d);
	lex_release(&w);
}

static void test_files_are_replaced_whole(void **state)
{
	struct diag d = { 0 };
	struct buf b = { 0 };
	char *dir = fileio_temp_dir(&d), *path, *link_path;
	struct stat st;

	(void)state;
	assert_non_null(dir);
	path = fileio_join(dir, "a.te");
	link_path = fileio_join(dir, "l.te");
	assert_int_equal(fileio_write(path, "one", 3, &d), 0);
	assert_int_equal(symlink("a.te", link_path), 0);
	assert_int_equal(fileio_write(link_path, "second", 6, &d), 0);
	assert_int_equal(fileio_read(path, 100, &b, &d), 0);
	assert_string_equal(buf_str(&b), "second");
	assert_int_equal(fileio_read(path, 3, &b, &d), -1);
	assert_non_null(strstr(diag_text(&d), "larger than 3 bytes"));
	/* A pipe stands for /dev/null here, which nobody may take from the host. */
	diag_release(&d);
	assert_int_equal(unlink(path), 0);
	assert_int_equal(mkfifo(path, 0600), 0);
	assert_int_equal(fileio_write(link_path, "third", 5, &d), -1);
	assert_non_null(strstr(diag_text(&d), "not a regular file"));
	assert_int_equal(stat(path, &st), 0);
	assert_true(S_ISFIFO(st.st_mode));
	fileio_remove_dir(dir);
	assert_false(fileio_exists(dir));
	diag_release(&d);
	buf_release(&b);
	free(link_path);
	free(path);
	free(dir);
}

static size_t count_files(const char *dir)
{
	DIR *handle = opendir(dir);
	size_t n = 0;

	while (readdir(handle))
		n++;
	closedir(handle);
	return n - 2;
}

static void test_files_are_replaced_all_or_none(void **state)
{
	struct diag d = { 0 };
	struct buf b = { 0 };
	char *dir = fileio_temp_dir(&d), *a = fileio_join(dir, "a"), *new = fileio_join(dir, "b");
	char *script = fileio_join(dir, "c.sh"), *in_the_way = fileio_join(dir, "d");
	struct fileio_file files[] = { { a, "2", 1, false },
				       { new, "2", 1, false },
				       { script, "#!", 2, true },
				       { in_the_way, "2", 1, false } };
	struct stat st;

	(void)state;
	assert_int_equal(fileio_write(a, "1", 1, &d), 0);
	assert_int_equal(mkdir(in_the_way, 0700), 0);
	assert_int_equal(fileio_write_all(files, 4, &d), -1);
	assert_non_null(strstr(diag_text(&d), "cannot replace"));
	diag_release(&d);
	assert_int_equal(fileio_read(a, 9, &b, &d), 0);
	assert_string_equal(buf_str(&b), "1");
	assert_int_equal(count_files(dir), 2);
	assert_int_equal(rmdir(in_the_way), 0);
	files[3].path = "/nowhere/d";
	assert_int_equal(fileio_write_all(files, 4, &d), -1);
	diag_release(&d);
	assert_int_equal(count_files(dir), 1);
	assert_int_equal(fileio_write_all(files, 3, &d), 0);
	assert_int_equal(count_files(dir), 3);
	assert_int_equal(stat(script, &st), 0);
	assert_int_equal(st.st_mode & 0100, 0100);
	fileio_remove_dir(dir);
	buf_release(&b);
	free(in_the_way);
	free(script);
	free(new);
	free(a);
	free(dir);
}

static void test_children_are_heard_and_bounded(void **state)
{
	const char *const hello[] = { "sh", "-c", "echo hello; echo err >&2; exit 3", NULL };
	const char *const slow[] = { "sleep", "60", NULL };
	const char *const absent[] = { "no-such-program", NULL };
	struct diag d = { 0 };
	struct buf b = { 0 };

	(void)state;
	assert_int_equal(process_run(hello, &b, 10000, &d), 3);
	assert_string_equal(buf_str(&b), "hello\nerr\n");
	assert_int_equal(process_run(slow, &b, 50, &d), -1);
	assert_non_null(strstr(diag_text(&d), "did not finish"));
	diag_release(&d);
	assert_int_equal(process_run(absent, &b, 50, &d), -1);
	assert_non_null(strstr(diag_text(&d), "not installed"));
	diag_release(&d);
	buf_release(&b);
}

static void test_ascii_hex(void **state)
{
	(void)state;
	assert_int_equal(ascii_hex_byte("fF"), 0xff);
	assert_int_equal(ascii_hex_byte("0a"), 10);
	assert_int_equal(ascii_hex_byte("g0"), -1);
	assert_int_equal(ascii_hex_byte("0@"), -1);
	assert_int_equal(ascii_hex_byte("1"), -1);
	assert_int_equal(ascii_hex_byte(""), -1);
}

/* Modules hold sums of it: another value would make records of before look like others. */
static void test_stable_hash_stays(void **state)
{
	static const char text[] = "type=AVC msg=audit(1795163111.088:11): avc:  denied";

	(void)state;
	assert_true(hash_stable(text, sizeof(text) - 1) == UINT64_C(0x8270b599d5754267));
	assert_true(hash_stable(text, 8) != hash_stable(text, 9));
}

static void assert_wrapped(const char *text, size_t room, const char *wanted)
{
	struct buf b = { 0 };

	wrap_add(&b, slice_of(text), room, "/");
	assert_string_equal(buf_str(&b), wanted);
	buf_release(&b);
}

static void test_wrap(void **state)
{
	(void)state;
	assert_wrapped("", 4, "");
	assert_wrapped("abc def", 7, "abc def");
	assert_wrapped("abc def ghi", 7, "abc def/ghi");
	assert_wrapped("abc def ghi", 6, "abc/def/ghi");
	assert_wrapped("abcdefgh ij", 4, "abcdefgh/ij");
	assert_wrapped("abcdefgh", 4, "abcdefgh");
	assert_wrapped("a b\nc d e\n", 3, "a b\nc d/e\n");
}

static void assert_roff(void (*add)(struct buf *out, const char *text), const char *text,
			const char *wanted)
{
	struct buf b = { 0 };

	add(&b, text);
	assert_string_equal(buf_str(&b), wanted);
	buf_release(&b);
}

/* What is written into a manual page is shown there as it is: no escape, no request, no sentence is lost. */
static void test_roff(void **state)
{
	(void)state;
	assert_roff(roff_inline, "`-p` *FILE*, a\\b…", "\\fB\\-p\\fR \\fIFILE\\fR, a\\eb...");
	assert_roff(roff_text, "One (8). Two of a .te. it's `x`.",
		    "One (8).\nTwo of a .te. it's \\fBx\\fR.\n");
	assert_roff(roff_text, "Dot. .te begins this.", "Dot.\n\\&.te begins this.\n");
	assert_roff(roff_help, "print this", "Print this.\n");
	assert_roff(roff_usage, "-M NAME [LOG]...", "\\fB\\-M\\fR \\fINAME\\fR [\\fILOG\\fR]...");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_text_clean_is_harmless_and_reversible),
		cmocka_unit_test(test_text_names),
		cmocka_unit_test(test_intern_gives_one_id),
		cmocka_unit_test(test_sha256_vectors),
		cmocka_unit_test(test_lex_words),
		cmocka_unit_test(test_files_are_replaced_whole),
		cmocka_unit_test(test_files_are_replaced_all_or_none),
		cmocka_unit_test(test_ascii_hex),
		cmocka_unit_test(test_stable_hash_stays),
		cmocka_unit_test(test_wrap),
		cmocka_unit_test(test_roff),
		cmocka_unit_test(test_children_are_heard_and_bounded),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
