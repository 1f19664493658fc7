// SPDX-License-Identifier: GPL-2.0-or-later
/* probe OPERATION [ARGUMENT]...: do one thing that a policy may deny. Exits with 0 when it was done,
 * else with errno (13, EACCES, stands for EPERM too), 200 for a wrong call. In a confined domain the
 * status is all that is sure to come out. */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

static int open_as(const char *path, int flags)
{
	int fd = open(path, flags | O_NONBLOCK | O_NOCTTY | O_CLOEXEC, 0600);

	return fd < 0 ? -1 : close(fd);
}

static int op_read(char **arg)
{
	return open_as(arg[0], O_RDONLY);
}

static int op_write(char **arg)
{
	return open_as(arg[0], O_WRONLY);
}

static int op_append(char **arg)
{
	return open_as(arg[0], O_WRONLY | O_APPEND);
}

static int op_create(char **arg)
{
	return open_as(arg[0], O_WRONLY | O_CREAT | O_EXCL);
}

static int op_list(char **arg)
{
	return open_as(arg[0], O_RDONLY | O_DIRECTORY);
}

static int op_stat(char **arg)
{
	struct stat st;

	return lstat(arg[0], &st);
}

static int op_chmod(char **arg)
{
	return chmod(arg[0], 0644);
}

static int op_unlink(char **arg)
{
	return unlink(arg[0]);
}

static int op_mkdir(char **arg)
{
	return mkdir(arg[0], 0700);
}

static int op_rename(char **arg)
{
	return rename(arg[0], arg[1]);
}

static int op_readlink(char **arg)
{
	char to[256];

	return readlink(arg[0], to, sizeof(to)) < 0 ? -1 : 0;
}

static int op_exec(char **arg)
{
	char *argv[] = { arg[0], NULL };

	return execv(arg[0], argv);
}

/* The command alone: what it does to the file does not matter, only whether it is let through. */
static int op_ioctl(char **arg)
{
	int fd = open(arg[0], O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC), rc;
	char room[4096] = { 0 };

	if (fd < 0)
		return -1;
	rc = ioctl(fd, strtoul(arg[1], NULL, 0), room);
	if (rc < 0 && errno != EACCES)
		rc = 0;
	close(fd);
	return rc;
}

static int op_connect(char **arg)
{
	struct sockaddr_un to = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0), rc;

	snprintf(to.sun_path, sizeof(to.sun_path), "%s", arg[0]);
	if (fd < 0)
		return -1;
	rc = connect(fd, (struct sockaddr *)&to, sizeof(to));
	close(fd);
	return rc;
}

static int op_bind(char **arg)
{
	struct sockaddr_in at = { .sin_family = AF_INET };
	int kind = strcmp(arg[0], "udp") == 0 ? SOCK_DGRAM : SOCK_STREAM, rc;
	int fd = socket(AF_INET, kind | SOCK_CLOEXEC, 0);

	at.sin_port = htons((uint16_t)strtoul(arg[1], NULL, 10));
	if (fd < 0)
		return -1;
	rc = bind(fd, (struct sockaddr *)&at, sizeof(at));
	close(fd);
	return rc;
}

/* Whether it may; that nobody is there is no matter. */
static int op_dial(char **arg)
{
	struct sockaddr_in to = { .sin_family = AF_INET };
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), rc;

	to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	to.sin_port = htons((uint16_t)strtoul(arg[0], NULL, 10));
	if (fd < 0)
		return -1;
	rc = connect(fd, (struct sockaddr *)&to, sizeof(to));
	close(fd);
	return rc < 0 && (errno == ECONNREFUSED || errno == ENETUNREACH) ? 0 : rc;
}

static int op_socket(char **arg)
{
	int fd = socket((int)strtol(arg[0], NULL, 10), (int)strtol(arg[1], NULL, 10) | SOCK_CLOEXEC,
			(int)strtol(arg[2], NULL, 10));

	return fd < 0 ? -1 : close(fd);
}

static int op_kill(char **arg)
{
	return kill((pid_t)strtol(arg[0], NULL, 10), (int)strtol(arg[1], NULL, 10));
}

static int op_hostname(char **arg)
{
	return sethostname(arg[0], strlen(arg[0]));
}

static int op_chroot(char **arg)
{
	return chroot(arg[0]);
}

/* As fast as it goes, so many times: a storm. */
static int op_storm(char **arg)
{
	long n = strtol(arg[1], NULL, 10);
	int rc = 0;

	while (n-- > 0)
		rc = open_as(arg[0], O_RDONLY);
	return rc;
}

static const struct op {
	const char *name;
	int args;
	int (*run)(char **arg);
} ops[] = {
	{ "append", 1, op_append }, { "bind", 2, op_bind },       { "chmod", 1, op_chmod },
	{ "chroot", 1, op_chroot }, { "connect", 1, op_connect }, { "create", 1, op_create },
	{ "dial", 1, op_dial },     { "exec", 1, op_exec },       { "hostname", 1, op_hostname },
	{ "ioctl", 2, op_ioctl },   { "kill", 2, op_kill },       { "list", 1, op_list },
	{ "mkdir", 1, op_mkdir },   { "read", 1, op_read },       { "readlink", 1, op_readlink },
	{ "rename", 2, op_rename }, { "socket", 3, op_socket },   { "stat", 1, op_stat },
	{ "storm", 2, op_storm },   { "unlink", 1, op_unlink },   { "write", 1, op_write },
};

int main(int argc, char **argv)
{
	size_t i;

	for (i = 0; argc > 1 && i < sizeof(ops) / sizeof(ops[0]); i++) {
		if (strcmp(ops[i].name, argv[1]) != 0 || argc - 2 != ops[i].args)
			continue;
		if (ops[i].run(argv + 2) == 0)
			return 0;
		return errno == EPERM ? EACCES : errno;
	}
	return 200;
}
