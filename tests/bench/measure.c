// SPDX-License-Identifier: GPL-2.0-or-later
/* measure OUTPUT COMMAND [ARG]...: run it with stdout to a file, and print what it and its waited-for
 * children took: CPU and wall in microseconds, peak resident memory in KiB, exit status. GNU time
 * shows hundredths of a second only. */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <spawn.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static int64_t now_us(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

static int64_t time_us(struct timeval t)
{
	return (int64_t)t.tv_sec * 1000000 + t.tv_usec;
}

int main(int argc, char **argv)
{
	posix_spawn_file_actions_t files;
	struct rusage used;
	int64_t start_us;
	int status, error;
	pid_t pid;

	if (argc < 3) {
		fputs("usage: measure OUTPUT COMMAND [ARG]...\n", stderr);
		return 2;
	}
	posix_spawn_file_actions_init(&files);
	posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
	posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, argv[1],
					 O_WRONLY | O_CREAT | O_TRUNC, 0666);
	start_us = now_us();
	error = posix_spawnp(&pid, argv[2], &files, NULL, argv + 2, environ);
	posix_spawn_file_actions_destroy(&files);
	if (error != 0) {
		fprintf(stderr, "measure: %s: %s\n", argv[2], strerror(error));
		return 1;
	}
	while (wait4(pid, &status, 0, &used) < 0) {
		if (errno != EINTR)
			return 1;
	}
	printf("%" PRId64 " %" PRId64 " %ld %d\n", time_us(used.ru_utime) + time_us(used.ru_stime),
	       now_us() - start_us, used.ru_maxrss,
	       WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
	return 0;
}
