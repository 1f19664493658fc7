// SPDX-License-Identifier: GPL-2.0-or-later
/* Runs one scenario: a program on a terminal, keys typed at it, and what its screen must show.
 * Nothing here sleeps: every expectation is looked for until it holds or its time is out. A
 * scenario is a file of commands, one a line; --help lists them. */
#include "config.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "avcurate/child.h"
#include "avcurate/fileio.h"
#include "avcurate/lex.h"
#include "avcurate/mem.h"

#include "term.h"

#define DEADLINE_MS    10000
#define QUIET_MS       5
#define SETTLE_MS      300 /* only when goldens are made anew */
#define FILE_BYTES_MAX (1 << 20)
/* 2026-11-20T10:00:00Z */
#define CLOCK_MS "1795168800000"

struct scenario {
	const char *path, *name, *srcdir, *builddir;
	struct term *term;
	unsigned line;
	int rows, columns, deadline_ms;
	char *directory; /* where it runs */
	bool update;     /* goldens */
	struct buf why;  /* the failure */
	bool skip;
};

/* The rest of a line, or its words. */
struct arguments {
	const char *rest;
	struct lex_words words;
};

static int fail(struct scenario *s, const char *fmt, ...) AV_PRINTF(2, 3);
static int fail(struct scenario *s, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	buf_vaddf(&s->why, fmt, ap);
	va_end(ap);
	return -1;
}

static struct term *term_of(struct scenario *s)
{
	if (!s->term)
		s->term = term_new(s->rows, s->columns);
	return s->term;
}

/* --- looking for something until it is there --- */

typedef bool condition(struct scenario *s, const char *text);

static bool hold_in_time(struct scenario *s, condition *holds, const char *text, int ms)
{
	int64_t deadline = term_clock_ms() + ms, left;

	for (;;) {
		/* Not in the midst of a frame. */
		if (holds(s, text) && !term_pump(term_of(s), QUIET_MS))
			return true;
		left = deadline - term_clock_ms();
		if (left <= 0)
			return holds(s, text);
		term_pump(term_of(s), (int)(left < 100 ? left : 100));
	}
}

static int find_text(struct scenario *s, const char *text, int *column)
{
	struct buf row = { 0 };
	int found = -1, i, rows, columns;
	const char *p;

	term_size(term_of(s), &rows, &columns);
	for (i = 0; i < rows && found < 0; i++) {
		buf_clear(&row);
		term_row(s->term, i, &row);
		p = strstr(buf_str(&row), text);
		if (!p)
			continue;
		found = i;
		*column = 0;
		for (const char *c = buf_str(&row); c < p; c++)
			*column += (*c & 0xc0) != 0x80; /* wide characters do not stand before */
	}
	buf_release(&row);
	return found;
}

static bool shows(struct scenario *s, const char *text)
{
	int column;

	return find_text(s, text, &column) >= 0;
}

static bool shows_not(struct scenario *s, const char *text)
{
	return !shows(s, text);
}

static bool cursor_on(struct scenario *s, const char *text)
{
	struct buf row = { 0 };
	int at, column;
	bool found;

	term_cursor(term_of(s), &at, &column);
	term_row(s->term, at, &row);
	found = strstr(buf_str(&row), text) != NULL;
	buf_release(&row);
	return found;
}

static bool has_exited(struct scenario *s, const char *text)
{
	(void)text;
	return term_job(term_of(s)) == JOB_EXITED;
}

static bool has_stopped(struct scenario *s, const char *text)
{
	(void)text;
	return term_job(term_of(s)) == JOB_STOPPED;
}

static bool is_restored(struct scenario *s, const char *text)
{
	(void)text;
	return term_unrestored(term_of(s)) == NULL;
}

static int deadline_of(const struct scenario *s, const struct arguments *a)
{
	return a->words.count > 1 ? (int)strtol(a->words.words[1], NULL, 10) : s->deadline_ms;
}

static int do_wait(struct scenario *s, const struct arguments *a)
{
	if (hold_in_time(s, shows, a->words.words[0], deadline_of(s, a)))
		return 0;
	return fail(s, "not on the screen: '%s'%s", a->words.words[0],
		    term_job(term_of(s)) == JOB_EXITED ? " (the program has ended)" : "");
}

static int do_gone(struct scenario *s, const struct arguments *a)
{
	if (hold_in_time(s, shows_not, a->words.words[0], deadline_of(s, a)))
		return 0;
	return fail(s, "still on the screen: '%s'", a->words.words[0]);
}

static int do_cursor_row(struct scenario *s, const struct arguments *a)
{
	if (hold_in_time(s, cursor_on, a->words.words[0], deadline_of(s, a)))
		return 0;
	return fail(s, "not in the row of the cursor: '%s'", a->words.words[0]);
}

static int do_exit(struct scenario *s, const struct arguments *a)
{
	int want = (int)strtol(a->words.words[0], NULL, 10);

	if (!hold_in_time(s, has_exited, NULL, deadline_of(s, a)))
		return fail(s, "the program has not ended");
	if (term_exit_status(s->term) != want)
		return fail(s, "exit status %d, not %d", term_exit_status(s->term), want);
	return 0;
}

static int do_stopped(struct scenario *s, const struct arguments *a)
{
	(void)a;
	return hold_in_time(s, has_stopped, NULL, s->deadline_ms) ? 0
								  : fail(s, "it has not stopped");
}

static int do_restored(struct scenario *s, const struct arguments *a)
{
	(void)a;
	if (!hold_in_time(s, is_restored, NULL, s->deadline_ms))
		return fail(s, "%s", term_unrestored(s->term));
	if (term_flips(s->term) % 2)
		return fail(s, "the alternate screen was left more often than entered");
	return 0;
}

/* --- looks --- */

static bool word_in(const char *words, const char *word)
{
	size_t n = strlen(word);
	const char *p;

	for (p = words; (p = strstr(p, word)) != NULL; p += n)
		if ((p == words || p[-1] == ' ') && (p[n] == ' ' || p[n] == '\0'))
			return true;
	return false;
}

/* How the first place of a text looks, or "nowhere". */
static void look_of(struct scenario *s, const char *text, struct buf *look)
{
	int column, row = find_text(s, text, &column);

	buf_clear(look);
	if (row < 0)
		buf_adds(look, "nowhere");
	else
		term_look(s->term, row, column, look);
}

/* look TEXT WORD...: "plain", or all of the words. */
static int do_look(struct scenario *s, const struct arguments *a)
{
	int64_t deadline = term_clock_ms() + s->deadline_ms;
	struct buf look = { 0 };
	const char *missing;
	size_t i;

	for (;;) {
		look_of(s, a->words.words[0], &look);
		missing = NULL;
		for (i = 1; i < a->words.count; i++) {
			const char *word = a->words.words[i];
			bool plain = strcmp(word, "plain") == 0;

			if (plain ? look.len > 0 : !word_in(buf_str(&look), word))
				missing = word;
		}
		if (!missing || term_clock_ms() >= deadline)
			break;
		term_pump(s->term, 100);
	}
	if (missing)
		fail(s, "'%s' looks '%s', not %s", a->words.words[0], buf_str(&look), missing);
	buf_release(&look);
	return missing ? -1 : 0;
}

/* Whether any cell has a colour, or any a character that is not ASCII. */
static bool any_cell(struct scenario *s, bool colour)
{
	struct buf b = { 0 };
	int rows, columns, row, column;
	bool found = false;
	size_t i;

	term_size(term_of(s), &rows, &columns);
	for (row = 0; row < rows && !found; row++) {
		buf_clear(&b);
		if (!colour)
			term_row(s->term, row, &b);
		for (i = 0; i < b.len; i++)
			found |= (unsigned char)b.data[i] >= 0x80;
		for (column = 0; colour && column < columns && !found; column++) {
			buf_clear(&b);
			term_look(s->term, row, column, &b);
			found = strchr(buf_str(&b), '=') != NULL;
		}
	}
	buf_release(&b);
	return found;
}

static int do_colour(struct scenario *s, const struct arguments *a)
{
	bool want = strcmp(a->words.words[0], "some") == 0;

	if (any_cell(s, true) == want)
		return 0;
	return fail(s, want ? "nothing on the screen has a colour"
			    : "something on the screen has a colour");
}

static int do_ascii(struct scenario *s, const struct arguments *a)
{
	(void)a;
	return any_cell(s, false) ? fail(s, "something on the screen is not ASCII") : 0;
}

/* --- goldens --- */

static char *golden_path(const struct scenario *s, const char *name)
{
	struct buf path = { 0 };

	buf_addf(&path, "%s/tests/tui/golden/%s.screen", s->srcdir, name);
	return buf_take(&path);
}

static bool equals_golden(struct scenario *s, const char *golden)
{
	struct buf now = { 0 };
	bool same;

	term_dump(term_of(s), &now);
	same = strcmp(buf_str(&now), golden) == 0;
	buf_release(&now);
	return same;
}

static int do_screen(struct scenario *s, const struct arguments *a)
{
	char *path = golden_path(s, a->words.words[0]);
	struct buf golden = { 0 };
	struct diag d = { 0 };
	int rc = 0;

	if (s->update) {
		while (term_pump(term_of(s), SETTLE_MS))
			;
		term_dump(s->term, &golden);
		rc = fileio_write(path, buf_str(&golden), golden.len, &d);
	} else {
		rc = fileio_read(path, FILE_BYTES_MAX, &golden, &d);
		if (rc == 0 && !hold_in_time(s, equals_golden, buf_str(&golden), s->deadline_ms))
			rc = diag_set(&d, "the screen is not as in %s:\n%s", path,
				      buf_str(&golden));
	}
	if (rc != 0)
		fail(s, "%s", diag_text(&d));
	buf_release(&golden);
	diag_release(&d);
	free(path);
	return rc;
}

/* --- acting --- */

static int do_size(struct scenario *s, const struct arguments *a)
{
	int columns, rows;

	if (sscanf(a->words.words[0], "%dx%d", &columns, &rows) != 2 || columns < 1 || rows < 1)
		return fail(s, "'%s' is no size, as 80x24 is", a->words.words[0]);
	s->rows = rows;
	s->columns = columns;
	if (s->term)
		term_resize(s->term, rows, columns);
	return 0;
}

static int do_deadline(struct scenario *s, const struct arguments *a)
{
	s->deadline_ms = (int)strtol(a->words.words[0], NULL, 10);
	return 0;
}

static int do_env(struct scenario *s, const struct arguments *a)
{
	char *name = mem_strdup(a->rest), *value = strchr(name, '=');
	int rc = 0;

	if (value) {
		*value++ = '\0';
		setenv(name, value, 1);
	} else {
		rc = unsetenv(name);
	}
	free(name);
	return rc == 0 ? 0 : fail(s, "%s", strerror(errno));
}

static int do_run(struct scenario *s, const struct arguments *a)
{
	char *program = NULL, *first = a->words.words[0];
	int rc;

	if (strcmp(first, "avcurate") == 0)
		a->words.words[0] = program = fileio_join(s->builddir, "avcurate");
	rc = term_run(term_of(s), a->words.words);
	a->words.words[0] = first;
	free(program);
	return rc == 0 ? 0 : fail(s, "cannot be run: %s", strerror(errno));
}

static int do_keys(struct scenario *s, const struct arguments *a)
{
	if (term_type(term_of(s), a->rest) != 0)
		return fail(s, "there is no such key");
	return 0;
}

static int do_continue(struct scenario *s, const struct arguments *a)
{
	(void)a;
	if (term_job(term_of(s)) != JOB_STOPPED)
		return fail(s, "it is not stopped");
	term_continue(s->term);
	return 0;
}

static int do_signal(struct scenario *s, const struct arguments *a)
{
	static const struct {
		const char *name;
		int number;
	} signals[] = { { "TERM", SIGTERM }, { "HUP", SIGHUP },   { "INT", SIGINT },
			{ "SEGV", SIGSEGV }, { "ABRT", SIGABRT }, { "KILL", SIGKILL },
			{ "TSTP", SIGTSTP }, { "CONT", SIGCONT } };
	size_t i;

	for (i = 0; i < AV_ARRAY_LEN(signals); i++) {
		if (strcmp(signals[i].name, a->words.words[0]) == 0) {
			kill(term_pid(term_of(s)), signals[i].number);
			return 0;
		}
	}
	return fail(s, "there is no signal %s here", a->words.words[0]);
}

static int do_append(struct scenario *s, const struct arguments *a)
{
	const char *line = strchr(a->rest, ' ');
	char *path = mem_strndup(a->rest, line ? (size_t)(line - a->rest) : strlen(a->rest));
	struct buf b = { 0 };
	int fd = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0644), rc = 0;

	buf_addf(&b, "%s\n", line ? line + 1 : "");
	if (fd < 0 || write(fd, buf_str(&b), b.len) != (ssize_t)b.len)
		rc = fail(s, "%s: %s", path, strerror(errno));
	if (fd >= 0)
		close(fd);
	buf_release(&b);
	free(path);
	return rc;
}

static int do_shell(struct scenario *s, const struct arguments *a)
{
	const char *const argv[] = { "/bin/sh", "-c", a->rest, NULL };
	struct buf out = { 0 };
	struct diag d = { 0 };
	int status = child_run(argv, &out, 60000, &d);

	if (status != 0)
		fail(s, "status %d from: %s\n%s%s", status, a->rest, buf_str(&out), diag_text(&d));
	buf_release(&out);
	diag_release(&d);
	return status ? -1 : 0;
}

/* file PATH contains|lacks "TEXT", file PATH exists|absent. */
static bool file_is_so(struct scenario *s, const struct arguments *a, struct buf *bytes)
{
	const char *how = a->words.count > 1 ? a->words.words[1] : "exists";
	const char *text = a->words.count > 2 ? a->words.words[2] : "";
	bool there;

	(void)s;
	buf_clear(bytes);
	there = fileio_read(a->words.words[0], FILE_BYTES_MAX, bytes, NULL) == 0;
	if (strcmp(how, "exists") == 0)
		return there;
	if (strcmp(how, "absent") == 0)
		return !there;
	if (strcmp(how, "contains") == 0)
		return there && strstr(buf_str(bytes), text);
	return strcmp(how, "lacks") == 0 && there && !strstr(buf_str(bytes), text);
}

static int do_file(struct scenario *s, const struct arguments *a)
{
	int64_t deadline = term_clock_ms() + s->deadline_ms;
	struct buf bytes = { 0 };
	bool so;

	while (!(so = file_is_so(s, a, &bytes)) && term_clock_ms() < deadline)
		term_pump(term_of(s), 20);
	if (!so)
		fail(s, "not so: file %s\n%s", a->rest, buf_str(&bytes));
	buf_release(&bytes);
	return so ? 0 : -1;
}

static int do_need(struct scenario *s, const struct arguments *a)
{
	if (child_found(a->words.words[0]))
		return 0;
	s->skip = true;
	return fail(s, "%s is missing (package %s)", a->words.words[0],
		    a->words.count > 1 ? a->words.words[1] : "?");
}

/* --- the commands --- */

static const struct command {
	const char *name, *help;
	int (*run)(struct scenario *s, const struct arguments *a);
	bool raw;     /* takes the rest of the line as it stands */
	size_t least; /* words */
} commands[] = {
	{ "append", "append FILE LINE: add a line to a file", do_append, true, 1 },
	{ "ascii", "ascii: nothing but ASCII is on the screen", do_ascii, false, 0 },
	{ "colour", "colour some|none", do_colour, false, 1 },
	{ "continue", "continue: bring the stopped program back", do_continue, false, 0 },
	{ "cursor-row", "cursor-row TEXT [MS]: the row of the cursor holds it", do_cursor_row,
	  false, 1 },
	{ "deadline", "deadline MS: how long is waited for anything", do_deadline, false, 1 },
	{ "env", "env NAME=VALUE, env NAME", do_env, true, 1 },
	{ "expect-exit", "expect-exit STATUS", do_exit, false, 1 },
	{ "file", "file PATH exists|absent|contains TEXT|lacks TEXT", do_file, false, 2 },
	{ "gone", "gone TEXT [MS]: wait until it is on the screen no longer", do_gone, false, 1 },
	{ "keys", "keys KEYS: abc<Enter><C-r><Lt>", do_keys, true, 1 },
	{ "look", "look TEXT plain|bold|reverse|underline|fg=N|bg=N...", do_look, false, 2 },
	{ "need", "need PROGRAM PACKAGE: or the scenario is skipped", do_need, false, 1 },
	{ "resize", "resize WxH", do_size, false, 1 },
	{ "restored", "restored: the terminal is as it was", do_restored, false, 0 },
	{ "run", "run PROGRAM ARG...: avcurate is the one that was built", do_run, false, 1 },
	{ "screen", "screen NAME: it is as in golden/NAME.screen", do_screen, false, 1 },
	{ "shell", "shell COMMAND: has to succeed", do_shell, true, 1 },
	{ "signal", "signal NAME: send it to the program", do_signal, false, 1 },
	{ "size", "size WxH: before the program is run", do_size, false, 1 },
	{ "stopped", "stopped: wait until it has stopped, as by ^Z", do_stopped, false, 0 },
	{ "wait", "wait TEXT [MS]: wait until it is on the screen", do_wait, false, 1 },
};

static int run_line(struct scenario *s, const char *line)
{
	struct arguments a = { 0 };
	struct diag d = { 0 };
	size_t n = strcspn(line, " \t"), i;
	int rc = -1;

	for (i = 0; i < AV_ARRAY_LEN(commands); i++)
		if (strlen(commands[i].name) == n && strncmp(commands[i].name, line, n) == 0)
			break;
	if (i == AV_ARRAY_LEN(commands))
		return fail(s, "there is no such command");
	a.rest = line + n + strspn(line + n, " \t");
	if (!commands[i].raw && lex_line(&a.words, a.rest, NULL, 0, &d) != 0)
		fail(s, "%s", diag_text(&d));
	else if (commands[i].raw ? *a.rest == '\0' && commands[i].least > 0
				 : a.words.count < commands[i].least)
		fail(s, "%s", commands[i].help);
	else
		rc = commands[i].run(s, &a);
	lex_release(&a.words);
	diag_release(&d);
	return rc;
}

static int run_lines(struct scenario *s, char *text)
{
	char *line, *end;

	for (line = text; line && *line; line = end) {
		end = strchr(line, '\n');
		if (end)
			*end++ = '\0';
		s->line++;
		if (*line && *line != '#' && run_line(s, line) != 0) {
			struct buf why = s->why;

			s->why = (struct buf){ 0 };
			fail(s, "line %u: %s: %s", s->line, line, buf_str(&why));
			buf_release(&why);
			return -1;
		}
	}
	return 0;
}

static int remove_one(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
	(void)st;
	(void)type;
	(void)ftw;
	return remove(path);
}

/* A home of its own, and nothing of the surroundings that would show. */
static void set_environment(const struct scenario *s)
{
	static const char *const unwanted[] = { "COLUMNS",         "LINES",           "NO_COLOR",
						"AVCURATE_CONFIG", "XDG_CONFIG_HOME", "SUDO_USER",
						"SUDO_UID",        "SUDO_GID",        "LANG",
						"LANGUAGE",        "COLORTERM",       "TMUX" };
	struct buf data = { 0 };
	size_t i;

	for (i = 0; i < AV_ARRAY_LEN(unwanted); i++)
		unsetenv(unwanted[i]);
	buf_addf(&data, "%s/tests/data", s->srcdir);
	setenv("HOME", s->directory, 1);
	setenv("TMPDIR", "/tmp", 0);
	setenv("TZ", "UTC", 1);
	setenv("LC_ALL", "C.UTF-8", 1);
	setenv("TERM", "xterm-256color", 1);
	setenv("LOGNAME", "tester", 1);
	setenv("USER", "tester", 1);
	setenv("AVCURATE_TEST_CLOCK", CLOCK_MS, 1);
	setenv("data", buf_str(&data), 1);
	buf_release(&data);
}

/* As comment lines of TAP. */
static void print_comment(const char *text)
{
	const char *end;

	for (; *text; text = *end ? end + 1 : end) {
		end = text + strcspn(text, "\n");
		printf("# %.*s\n", (int)(end - text), text);
	}
}

static void print_screen(struct scenario *s)
{
	struct buf screen = { 0 };

	if (!s->term)
		return;
	term_dump(s->term, &screen);
	print_comment(buf_str(&screen));
	buf_release(&screen);
}

static void help(void)
{
	size_t i;

	printf("usage: screen SCENARIO.scn\n\n");
	for (i = 0; i < AV_ARRAY_LEN(commands); i++)
		printf("  %s\n", commands[i].help);
}

int main(int argc, char **argv)
{
	struct scenario s = { .rows = 24, .columns = 80, .deadline_ms = DEADLINE_MS };
	struct buf text = { 0 };
	struct diag d = { 0 };
	char template[] = "/tmp/avcurate-tui-XXXXXX";
	int rc = -1;

	if (argc != 2 || argv[1][0] == '-') {
		help();
		return 2;
	}
	signal(SIGPIPE, SIG_IGN);
	s.path = argv[1];
	s.name = fileio_base(s.path);
	s.srcdir = getenv("srcdir");
	s.builddir = getenv("builddir");
	s.update = getenv("UPDATE_GOLDEN") != NULL;
	if (!s.srcdir || !s.builddir) {
		fail(&s, "srcdir and builddir are to be set");
	} else if (fileio_read(s.path, FILE_BYTES_MAX, &text, &d) != 0) {
		fail(&s, "%s", diag_text(&d));
	} else {
		s.directory = mkdtemp(template);
		if (!s.directory || chdir(s.directory) != 0)
			fail(&s, "%s: %s", template, strerror(errno));
		else
			set_environment(&s);
		if (!s.why.len)
			rc = run_lines(&s, text.data);
	}
	printf("1..1\n");
	if (s.skip)
		printf("ok 1 - %s # SKIP %s\n", s.name, buf_str(&s.why));
	else
		printf("%s 1 - %s\n", rc == 0 ? "ok" : "not ok", s.name);
	if (rc != 0 && !s.skip) {
		print_comment(buf_str(&s.why));
		print_screen(&s);
	}
	term_free(s.term);
	if (s.directory)
		nftw(s.directory, remove_one, 16, FTW_DEPTH | FTW_PHYS);
	buf_release(&s.why);
	buf_release(&text);
	diag_release(&d);
	return rc == 0 || s.skip ? 0 : 1;
}
