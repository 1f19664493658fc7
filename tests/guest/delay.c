// SPDX-License-Identifier: GPL-2.0-or-later
/* delay N COMMAND... -- AVCURATE...: start avcurate on a terminal; N times run the command with a name
 * behind it, as a program that is denied a file of that name, and print the name and the time (ms
 * since 1970) when it came to the terminal; 0 where it did not within the limit. Names have no
 * letter in common, so that each is drawn whole. */
#include "config.h"

#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define NAME_LEN 6
#define LIMIT_MS 20000
#define QUIET_MS 700 /* nothing has been drawn for so long: it waits */

static int64_t now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_REALTIME, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* Read what is drawn until `name` comes, or, where that is NULL, until nothing does. Its time, or 0. */
static int64_t watch(int fd, const char *name)
{
	int64_t end = now_ms() + LIMIT_MS;
	char got[8192 + NAME_LEN];
	size_t kept = 0;

	for (;;) {
		struct pollfd ready = { .fd = fd, .events = POLLIN };
		int n = poll(&ready, 1, name ? (int)(end - now_ms()) : QUIET_MS);
		ssize_t size;

		if (n <= 0 || now_ms() > end)
			return 0;
		size = read(fd, got + kept, sizeof(got) - kept);
		if (size <= 0)
			exit(1);
		kept += (size_t)size;
		if (name && memmem(got, kept, name, NAME_LEN))
			return now_ms();
		/* It may come in two parts. */
		if (kept > NAME_LEN) {
			memmove(got, got + kept - NAME_LEN, NAME_LEN);
			kept = NAME_LEN;
		}
	}
}

static void run(char **command, char *name, int words)
{
	char *argv[32];
	int i;
	pid_t pid = fork();

	if (pid == 0) {
		for (i = 0; i < words && i < 30; i++)
			argv[i] = command[i];
		argv[i++] = name;
		argv[i] = NULL;
		execvp(argv[0], argv);
		_exit(127);
	}
	waitpid(pid, NULL, 0);
}

int main(int argc, char **argv)
{
	struct winsize size = { .ws_row = 30, .ws_col = 100 };
	int words = 0, fd, i, n;
	pid_t pid;

	while (words + 2 < argc && strcmp(argv[2 + words], "--") != 0)
		words++;
	if (argc < 5 || words + 3 >= argc)
		return 200;
	n = (int)strtol(argv[1], NULL, 10);
	pid = forkpty(&fd, NULL, NULL, &size);
	if (pid == 0) {
		execvp(argv[words + 3], argv + words + 3);
		_exit(127);
	}
	/* The first one is for the rule to be there, and is not told. */
	for (i = 0; i <= n && i < 26; i++) {
		char name[NAME_LEN + 1];
		int64_t came;

		memset(name, 'a' + i, NAME_LEN);
		name[NAME_LEN] = '\0';
		watch(fd, NULL);
		run(argv + 2, name, words);
		came = watch(fd, name);
		if (i > 0)
			printf("%s %lld\n", name, (long long)came);
	}
	kill(pid, SIGTERM);
	close(fd);
	waitpid(pid, NULL, 0);
	return 0;
}
