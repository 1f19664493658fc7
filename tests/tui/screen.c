// SPDX-License-Identifier: GPL-2.0-or-later
/* Runs one scenario: a program on a terminal, keys typed at it, and what its screen must show.
 * Nothing here sleeps: every expectation is looked for until it holds or its time is out. A
 * scenario is a file of commands, one a line; --help lists them. */
#include "config.h"

#include <errno.h>
#include <glob.h>
#include <fcntl.h>
#include <ftw.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/process.h"
#include "base/clock.h"
#include "base/fileio.h"
#include "base/mem.h"

#include "scenario.h"

#define DEADLINE_MS 10000
/* 2026-11-20T10:00:00Z */
#define CLOCK_MS "1795168800000"

int scenario_fail(struct scenario *s, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	buf_vaddf(&s->why, fmt, ap);
	va_end(ap);
	return -1;
}

struct term *scenario_term(struct scenario *s)
{
	if (!s->term)
		s->term = term_new(s->rows, s->columns);
	return s->term;
}

/* --- acting --- */

static int do_size(struct scenario *s, const struct arguments *a)
{
	int columns, rows;

	if (sscanf(a->words.words[0], "%dx%d", &columns, &rows) != 2 || columns < 1 || rows < 1)
		return scenario_fail(s, "'%s' is no size, as 80x24 is", a->words.words[0]);
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
	return rc == 0 ? 0 : scenario_fail(s, "%s", strerror(errno));
}

/* Words with a * become the files that they match, as in a shell. */
static int do_run(struct scenario *s, const struct arguments *a)
{
	glob_t argv = { 0 };
	char *program = NULL;
	size_t i;
	int rc;

	if (strcmp(a->words.words[0], "avcurate") == 0)
		program = fileio_join(s->builddir, "avcurate");
	for (i = 0; i < a->words.count; i++)
		glob(i || !program ? a->words.words[i] : program,
		     GLOB_NOCHECK | GLOB_NOESCAPE | (i ? GLOB_APPEND : 0), NULL, &argv);
	rc = term_run(scenario_term(s), argv.gl_pathv);
	globfree(&argv);
	free(program);
	return rc == 0 ? 0 : scenario_fail(s, "cannot be run: %s", strerror(errno));
}

static int do_keys(struct scenario *s, const struct arguments *a)
{
	if (term_type(scenario_term(s), a->rest) != 0)
		return scenario_fail(s, "there is no such key");
	return 0;
}

/* As xterm reports them (SGR, mode 1006): button 0 is the left one, 64 and 65 the wheel. */
static int do_mouse(struct scenario *s, const struct arguments *a)
{
	static const struct {
		const char *name;
		int button, times;
	} ways[] = { { "click", 0, 1 }, { "double", 0, 2 }, { "up", 64, 1 }, { "down", 65, 1 } };
	long row = strtol(a->words.words[1], NULL, 10),
	     column = strtol(a->words.words[2], NULL, 10);
	struct buf bytes = { 0 };
	size_t i;
	int n;

	for (i = 0; i < AV_ARRAY_LEN(ways); i++)
		for (n = 0; strcmp(ways[i].name, a->words.words[0]) == 0 && n < ways[i].times; n++)
			buf_addf(&bytes, "\033[<%d;%ld;%ldM\033[<%d;%ld;%ldm", ways[i].button,
				 column, row, ways[i].button, column, row);
	if (!bytes.len)
		return scenario_fail(s, "click, double, up or down");
	term_send(scenario_term(s), bytes.data, bytes.len);
	buf_release(&bytes);
	return 0;
}

static int do_continue(struct scenario *s, const struct arguments *a)
{
	(void)a;
	if (term_job(scenario_term(s)) != JOB_STOPPED)
		return scenario_fail(s, "it is not stopped");
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
			kill(term_pid(scenario_term(s)), signals[i].number);
			return 0;
		}
	}
	return scenario_fail(s, "there is no signal %s here", a->words.words[0]);
}

static int do_append(struct scenario *s, const struct arguments *a)
{
	const char *line = strchr(a->rest, ' ');
	char *path = mem_strndup(a->rest, line ? (size_t)(line - a->rest) : strlen(a->rest));
	struct buf b = { 0 };
	int fd = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0644), rc = 0;

	buf_addf(&b, "%s\n", line ? line + 1 : "");
	if (fd < 0 || write(fd, buf_str(&b), b.len) != (ssize_t)b.len)
		rc = scenario_fail(s, "%s: %s", path, strerror(errno));
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
	int status = process_run(argv, &out, 60000, &d);

	if (status != 0)
		scenario_fail(s, "status %d from: %s\n%s%s", status, a->rest, buf_str(&out),
			      diag_text(&d));
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
	int64_t deadline = clock_ms() + s->deadline_ms;
	struct buf bytes = { 0 };
	bool so;

	while (!(so = file_is_so(s, a, &bytes)) && clock_ms() < deadline)
		term_pump(scenario_term(s), 20);
	if (!so)
		scenario_fail(s, "not so: file %s\n%s", a->rest, buf_str(&bytes));
	buf_release(&bytes);
	return so ? 0 : -1;
}

static int do_need(struct scenario *s, const struct arguments *a)
{
	if (process_found(a->words.words[0]))
		return 0;
	s->skip = true;
	return scenario_fail(s, "%s is missing (package %s)", a->words.words[0],
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
	{ "ascii", "ascii: nothing but ASCII is on the screen", expect_ascii, false, 0 },
	{ "colour", "colour some|none", expect_colour, false, 1 },
	{ "continue", "continue: bring the stopped program back", do_continue, false, 0 },
	{ "cursor-row", "cursor-row TEXT [MS]: the row of the cursor holds it", expect_cursor_row,
	  false, 1 },
	{ "deadline", "deadline MS: how long is waited for anything", do_deadline, false, 1 },
	{ "env", "env NAME=VALUE, env NAME", do_env, true, 1 },
	{ "expect-exit", "expect-exit STATUS", expect_exit, false, 1 },
	{ "file", "file PATH exists|absent|contains TEXT|lacks TEXT", do_file, false, 2 },
	{ "gone", "gone TEXT [MS]: wait until it is on the screen no longer", expect_gone, false,
	  1 },
	{ "keys", "keys KEYS: abc<Enter><C-r><Lt>", do_keys, true, 1 },
	{ "look", "look TEXT plain|bold|reverse|underline|fg=N|bg=N...", expect_look, false, 2 },
	{ "mouse", "mouse click|double|up|down ROW COLUMN: counted from 1", do_mouse, false, 3 },
	{ "need", "need PROGRAM PACKAGE: or the scenario is skipped", do_need, false, 1 },
	{ "resize", "resize WxH", do_size, false, 1 },
	{ "restored", "restored: the terminal is as it was", expect_restored, false, 0 },
	{ "run", "run PROGRAM ARG...: avcurate is the one that was built", do_run, false, 1 },
	{ "screen", "screen NAME: it is as in golden/NAME.screen", expect_screen, false, 1 },
	{ "shell", "shell COMMAND: has to succeed", do_shell, true, 1 },
	{ "signal", "signal NAME: send it to the program", do_signal, false, 1 },
	{ "size", "size WxH: before the program is run", do_size, false, 1 },
	{ "stopped", "stopped: wait until it has stopped, as by ^Z", expect_stopped, false, 0 },
	{ "wait", "wait TEXT [MS]: wait until it is on the screen", expect_wait, false, 1 },
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
		return scenario_fail(s, "there is no such command");
	a.rest = line + n + strspn(line + n, " \t");
	if (!commands[i].raw && lex_line(&a.words, a.rest, NULL, 0, &d) != 0)
		scenario_fail(s, "%s", diag_text(&d));
	else if (commands[i].raw ? *a.rest == '\0' && commands[i].least > 0
				 : a.words.count < commands[i].least)
		scenario_fail(s, "%s", commands[i].help);
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
			scenario_fail(s, "line %u: %s: %s", s->line, line, buf_str(&why));
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
		scenario_fail(&s, "srcdir and builddir are to be set");
	} else if (fileio_read(s.path, FILE_BYTES_MAX, &text, &d) != 0) {
		scenario_fail(&s, "%s", diag_text(&d));
	} else {
		s.directory = mkdtemp(template);
		if (!s.directory || chdir(s.directory) != 0)
			scenario_fail(&s, "%s: %s", template, strerror(errno));
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
