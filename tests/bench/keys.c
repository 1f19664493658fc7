// SPDX-License-Identifier: GPL-2.0-or-later
/* How long the screen takes to answer: the first screen, keys while a log loads, keys when it is loaded.
 * Prints microseconds: "NAME FIRST LAST", to the first byte of the answer and to the last one
 * before the screen was quiet. With --live LOG instead: how long until a denial that is written to
 * that log is on the screen. With --storm LOG: keys while 5,000 identical denials a second are written
 * to it, and whether all are counted in the end. With --verdict: only how long until the policy's verdict stands there. */
#include "config.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/mem.h"

#include "tests/tui/term.h"

#define QUIET_MS       40
#define STORM_A_SECOND 5000
#define STORM_SECONDS  8

static bool shows(const struct term *t, const char *text)
{
	struct buf row = { 0 };
	int rows, columns, i;
	bool found = false;

	term_size(t, &rows, &columns);
	for (i = 0; i < rows && !found; i++) {
		buf_clear(&row);
		term_row(t, i, &row);
		found = strstr(buf_str(&row), text) != NULL;
	}
	buf_release(&row);
	return found;
}

static bool wait_for(struct term *t, const char *text, int seconds)
{
	int64_t end = clock_us() + (int64_t)seconds * 1000000;

	while (!shows(t, text)) {
		if (clock_us() > end || term_job(t) != JOB_RUNNING)
			return false;
		term_pump(t, 10);
	}
	return true;
}

/* Where the screen changes by itself an answer is something that only the key brings: the cursor
 * elsewhere (the list must be in an order that does not change), a view. */
static void measure_answer(struct term *t, const char *name, const char *key)
{
	int row, column, now, now_column;
	int64_t start, took;
	bool answered;

	term_cursor(t, &row, &column);
	start = clock_us();
	term_type(t, key);
	do {
		term_pump(t, 5);
		took = clock_us() - start;
		term_cursor(t, &now, &now_column);
		answered = *key == '?'   ? shows(t, " Help ")
			   : *key == 'q' ? !shows(t, " Help ")
					 : now != row || now_column != column;
	} while (!answered && took < 1000000);
	printf("%s-%s %" PRId64 " %" PRId64 "\n", name, key, took, took);
}

static void while_loading(struct term *t)
{
	static const char *const keys[] = { "j", "k", "?", "q" };
	size_t n;

	for (n = 0; n < 500 && shows(t, "loading"); n++) {
		measure_answer(t, "loading", keys[n % AV_ARRAY_LEN(keys)]);
		while (term_pump(t, 3))
			;
	}
}

static void measure(struct term *t, const char *name, const char *keys)
{
	int64_t start, first = 0, last = 0;

	while (term_pump(t, QUIET_MS))
		;
	start = clock_us();
	term_type(t, keys);
	while (term_pump(t, first ? QUIET_MS : 2000)) {
		last = clock_us() - start;
		first = first ? first : last;
	}
	printf("%s %" PRId64 " %" PRId64 "\n", name, first, last);
}

static void when_loaded(struct term *t)
{
	static const char *const columns[] = { "source", "path", "hits", "perms", "last", "comm" };
	static const char *const letters[] = { "h", "t", "t", "p", "d" };
	struct buf keys = { 0 };
	size_t i;

	measure(t, "down", "j");
	measure(t, "page-down", "<PageDown>");
	measure(t, "last", "G");
	measure(t, "first", "g");
	for (i = 0; i < AV_ARRAY_LEN(columns); i++) {
		buf_clear(&keys);
		buf_addf(&keys, ":sort %s", columns[i]);
		measure(t, "typing", buf_str(&keys));
		buf_clear(&keys);
		buf_addf(&keys, "sort-%s", columns[i]);
		measure(t, buf_str(&keys), "<Enter>");
	}
	measure(t, "reverse", "O");
	measure(t, "filter-open", "f");
	for (i = 0; i < AV_ARRAY_LEN(letters); i++)
		measure(t, "filter-letter", letters[i]);
	measure(t, "filter-enter", "<Enter>");
	measure(t, "accept", "a");
	measure(t, "undo", "u");
	measure(t, "search-open", "/");
	measure(t, "search-letter", "z");
	measure(t, "search-letter", "z");
	measure(t, "search-enter", "<Enter>");
	buf_release(&keys);
}

/* A denial is written to the log that is followed; it is the latest, and so on top of the list. */
static int follow(struct term *t, const char *path)
{
	FILE *log = fopen(path, "ae");
	char name[32];
	int64_t start;
	int i, rc = log ? 0 : -1;

	for (i = 0; i < 50 && rc == 0; i++) {
		term_type(t, "g"); /* the list keeps in sight what is selected, not its top */
		while (term_pump(t, QUIET_MS))
			;
		snprintf(name, sizeof(name), "live%d_t", i);
		start = clock_us();
		fprintf(log,
			"type=AVC msg=audit(4000000000.%03d:%d): avc:  denied  { read } for  pid=1 "
			"comm=\"live\" name=\"x\" scontext=system_u:system_r:%s:s0 "
			"tcontext=system_u:object_r:tmp_t:s0 tclass=file permissive=0\n",
			i, i, name);
		fflush(log);
		while (!shows(t, name) && rc == 0) {
			term_pump(t, 1);
			if (clock_us() - start > 5000000)
				rc = -1;
		}
		printf("live %" PRId64 " %" PRId64 "\n", clock_us() - start, clock_us() - start);
	}
	if (log)
		fclose(log);
	return rc;
}

static void say_rows(const struct term *t, const char *text)
{
	struct buf row = { 0 };
	int rows, columns, i;

	term_size(t, &rows, &columns);
	for (i = 0; i < rows; i++) {
		buf_clear(&row);
		term_row(t, i, &row);
		if (strstr(buf_str(&row), text))
			fprintf(stderr, "%s\n", buf_str(&row));
	}
	buf_release(&row);
}

/* Written by a child, at a pace that does not hang on how soon the screen answers. Gives how many it wrote. */
static void storm_child(const char *path, int64_t end_us, int out)
{
	struct timespec t, nap = { 0, 2000000 };
	FILE *log = fopen(path, "ae");
	int64_t start = clock_us();
	uint64_t n = 0, due;

	while (log && clock_us() < end_us) {
		due = (uint64_t)(clock_us() - start) * STORM_A_SECOND / 1000000;
		clock_gettime(CLOCK_REALTIME, &t);
		for (; n < due; n++)
			fprintf(log,
				"type=AVC msg=audit(%lld.%03ld:%" PRIu64
				"): avc:  denied  { accept } for  "
				"pid=1 comm=\"storm\" scontext=system_u:system_r:storm_t:s0 "
				"tcontext=system_u:system_r:storm_t:s0 tclass=unix_stream_socket "
				"permissive=0\n",
				(long long)t.tv_sec, t.tv_nsec / 1000000, n + 1);
		fflush(log);
		nanosleep(&nap, NULL);
	}
	(void)!write(out, &n, sizeof(n));
	_exit(0);
}

static int storm(struct term *t, const char *path)
{
	static const char *const keys[] = { "j", "k", "?", "q", "<Tab>", "<Tab>", "<Tab>" };
	int64_t end_us = clock_us() + STORM_SECONDS * 1000000;
	int ends[2];
	uint64_t written = 0;
	char count[32];
	pid_t child;
	size_t n;

	if (pipe(ends) < 0)
		return -1;
	child = fork();
	if (child == 0)
		storm_child(path, end_us, ends[1]);
	close(ends[1]);
	term_type(t, "1"); /* whatever loading left open */
	if (!wait_for(t, "k/s", 10)) {
		fprintf(stderr, "keys: no rate is shown\n");
		return -1;
	}
	/* What is told of a rule is the dearest for the one that storms. */
	term_type(t, "/storm_t<Enter>");
	for (n = 0; clock_us() < end_us - 200000; n++) {
		while (term_pump(t, 3) && clock_us() < end_us)
			;
		measure_answer(t, "storm", keys[n % AV_ARRAY_LEN(keys)]);
	}
	(void)!read(ends[0], &written, sizeof(written));
	close(ends[0]);
	waitpid(child, NULL, 0);
	term_type(t, "1");
	snprintf(count, sizeof(count), " %" PRIu64 " ", written);
	if (!wait_for(t, count, 10)) {
		fprintf(stderr,
			"keys: %" PRIu64 " denials were written, and the screen does not say so\n",
			written);
		say_rows(t, "storm_t");
		return -1;
	}
	/* One event out of the middle of it, as libauparse reads it. */
	measure(t, "storm-events", "2");
	measure(t, "storm-back", "<PageUp><PageUp>");
	measure(t, "storm-open", "<Enter>");
	printf("storm-counted %" PRIu64 " 0\n", written);
	return 0;
}

int main(int argc, char **argv)
{
	const char *live = NULL, *stormed = NULL;
	bool verdict = false;
	struct term *t;
	int64_t start;
	bool loaded;

	if (argc > 3 && strcmp(argv[1], "--live") == 0) {
		live = argv[2];
		argv += 2;
		argc -= 2;
	}
	if (argc > 3 && strcmp(argv[1], "--storm") == 0) {
		stormed = argv[2];
		argv += 2;
		argc -= 2;
	}
	if (argc > 2 && strcmp(argv[1], "--verdict") == 0) {
		verdict = true;
		argv++;
		argc--;
	}
	if (argc < 3) {
		fprintf(stderr,
			"usage: keys [--live LOG | --storm LOG | --verdict] PROGRAM ARGUMENT...\n");
		return 2;
	}
	setenv("TERM", "xterm-256color", 1);
	setenv("LC_ALL", "C.UTF-8", 1);
	t = term_new(60, 200);
	start = clock_us();
	if (term_run(t, argv + 1) != 0 || !wait_for(t, "avcurate", 30)) {
		fprintf(stderr, "keys: there is no screen\n");
		return 1;
	}
	printf("first-screen %" PRId64 " 0\n", clock_us() - start);
	if (verdict) {
		loaded = wait_for(t, "PROVEN", 30);
		printf("verdict %" PRId64 " 0\n", clock_us() - start);
		term_free(t);
		return !loaded;
	}
	while_loading(t);
	loaded = wait_for(t, "ready", 300);
	printf("loaded %" PRId64 " 0\n", clock_us() - start);
	if (loaded && live)
		loaded = follow(t, live) == 0;
	else if (loaded && stormed)
		loaded = storm(t, stormed) == 0;
	else if (loaded)
		when_loaded(t);
	term_free(t);
	return !loaded;
}
