// SPDX-License-Identifier: GPL-2.0-or-later
/* Runs other programs: find one in PATH, spawn it without a shell, collect its output, remember its
 * process id. Does not know what any of them does. */
#include "config.h"

#include "base/process.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/fileio.h"
#include "base/mem.h"

#define OUTPUT_MAX_BYTES (1u << 20)

extern char **environ;

/* The full path of a program, or NULL if not found. Caller frees. */
static char *find_program(const char *program)
{
	const char *path = getenv("PATH");
	struct buf list = { 0 }, try = { 0 };
	char *p, *next, *found = NULL;

	if (strchr(program, '/'))
		return access(program, X_OK) == 0 ? mem_strdup(program) : NULL;
	buf_addf(&list, "%s:/usr/sbin:/sbin", path && *path ? path : "/usr/bin:/bin");
	for (p = list.data; p && !found; p = next) {
		next = strchr(p, ':');
		if (next)
			*next++ = '\0';
		buf_clear(&try);
		buf_addf(&try, "%s/%s", *p ? p : ".", program);
		if (access(buf_str(&try), X_OK) == 0)
			found = buf_take(&try);
	}
	buf_release(&list);
	buf_release(&try);
	return found;
}

bool process_found(const char *program)
{
	char *path = find_program(program);
	bool found = path != NULL;

	free(path);
	return found;
}

/* Read until end of file or the deadline; false if time ran out. */
static bool read_output(int fd, struct buf *out, int64_t deadline_ms)
{
	char chunk[8192];
	struct pollfd pfd = { fd, POLLIN, 0 };
	size_t kept = 0;

	for (;;) {
		int64_t left = deadline_ms - clock_ms();
		ssize_t n;

		if (left <= 0)
			return false;
		if (poll(&pfd, 1, (int)left) <= 0)
			continue;
		n = read(fd, chunk, sizeof(chunk));
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return true;
		if (out && kept < OUTPUT_MAX_BYTES) {
			buf_add(out, chunk, (size_t)n);
			kept += (size_t)n;
		}
	}
}

/* Every part of the program shares this list: a process has one set of children. */
static struct {
	pid_t pid;
	int64_t start_ms;
} children[PROCESS_KNOWN];
static unsigned children_next;

/* The kernel stamps records with a coarse clock, up to one tick older than ours. */
#define TICK_MS 10

static int64_t real_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_REALTIME, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void remember_child(pid_t pid, int64_t start_ms)
{
	children[children_next].pid = pid;
	children[children_next].start_ms = start_ms - TICK_MS;
	children_next = (children_next + 1) % PROCESS_KNOWN;
}

bool process_is_ours(pid_t pid, int64_t time_ms)
{
	size_t i;

	for (i = 0; i < PROCESS_KNOWN; i++)
		if (children[i].pid == pid && time_ms >= children[i].start_ms &&
		    time_ms <= children[i].start_ms + PROCESS_KNOWN_MS)
			return true;
	return false;
}

/* Spawn with standard input from `input` (-1: /dev/null) and both outputs to `output`. */
static int spawn_program(const char *const argv[], int input, int output, bool own_session,
			 pid_t *pid, struct diag *d)
{
	posix_spawn_file_actions_t actions;
	posix_spawnattr_t attr;
	sigset_t none, defaults;
	char *path = find_program(argv[0]);
	int64_t start_ms = real_ms();
	int rc;

	if (!path)
		return diag_set(d, "%s is not installed (not in PATH, /usr/sbin or /sbin)",
				argv[0]);
	posix_spawn_file_actions_init(&actions);
	if (input >= 0)
		posix_spawn_file_actions_adddup2(&actions, input, 0);
	else
		posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
	posix_spawn_file_actions_adddup2(&actions, output, 1);
	posix_spawn_file_actions_adddup2(&actions, output, 2);
	posix_spawnattr_init(&attr);
	sigemptyset(&none);
	sigemptyset(&defaults);
	if (!own_session)
		sigaddset(&defaults, SIGPIPE);
	posix_spawnattr_setsigmask(&attr, &none);
	posix_spawnattr_setsigdefault(&attr, &defaults);
	posix_spawnattr_setflags(&attr, (short)(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF |
						(own_session ? POSIX_SPAWN_SETSID : 0)));
	rc = posix_spawn(pid, path, &actions, &attr, (char *const *)argv, environ);
	posix_spawn_file_actions_destroy(&actions);
	posix_spawnattr_destroy(&attr);
	free(path);
	if (rc == 0)
		remember_child(*pid, start_ms);
	return rc ? diag_set(d, "cannot run %s: %s", argv[0], strerror(rc)) : 0;
}

static int exit_status(int status)
{
	return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

/* `input`: descriptor for its standard input; -1: /dev/null. */
static int run_program(const char *const argv[], int input, struct buf *out, int timeout_ms,
		       struct diag *d)
{
	int fds[2], status = 0, rc;
	bool in_time;
	pid_t pid;

	if (pipe2(fds, O_CLOEXEC) < 0)
		return diag_set(d, "cannot run %s: %s", argv[0], strerror(errno));
	rc = spawn_program(argv, input, fds[1], false, &pid, d);
	close(fds[1]);
	if (rc < 0) {
		close(fds[0]);
		return -1;
	}
	in_time = read_output(fds[0], out, clock_ms() + timeout_ms);
	close(fds[0]);
	if (!in_time)
		kill(pid, SIGKILL);
	while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	if (!in_time)
		return diag_set(d, "%s did not finish within %d seconds", argv[0],
				timeout_ms / 1000);
	return exit_status(status);
}

int process_run(const char *const argv[], struct buf *out, int timeout_ms, struct diag *d)
{
	return run_program(argv, -1, out, timeout_ms, d);
}

int process_feed(const char *const argv[], const char *bytes, size_t n, struct buf *out,
		 int timeout_ms, struct diag *d)
{
	/* A file rather than a pipe: a program that does not read all of it blocks nobody. */
	int fd = memfd_create("avcurate", MFD_CLOEXEC), rc;

	if (fd < 0 || fileio_put(fd, bytes, n) < 0 || lseek(fd, 0, SEEK_SET) < 0)
		rc = diag_set(d, "cannot buffer %zu bytes of input for %s: %s", n, argv[0],
			      strerror(errno));
	else
		rc = run_program(argv, fd, out, timeout_ms, d);
	if (fd >= 0)
		close(fd);
	return rc;
}

/* Open both ends of a terminal in raw mode. Programs of other SELinux domains (load_policy,
 * which semodule runs) may not write to our pipe, and each attempt would log a denial; they may
 * write to a user's terminal. Without /dev/pts, fall back to a pipe. */
static int open_ends(int fds[2])
{
	char name[64];
	struct termios raw;

	fds[0] = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
	fds[1] = -1;
	if (fds[0] >= 0 && grantpt(fds[0]) == 0 && unlockpt(fds[0]) == 0 &&
	    ptsname_r(fds[0], name, sizeof(name)) == 0)
		fds[1] = open(name, O_RDWR | O_NOCTTY | O_CLOEXEC);
	if (fds[1] >= 0 && tcgetattr(fds[1], &raw) == 0) {
		cfmakeraw(&raw);
		tcsetattr(fds[1], TCSANOW, &raw);
		return 0;
	}
	if (fds[1] >= 0)
		close(fds[1]);
	if (fds[0] >= 0)
		close(fds[0]);
	return pipe2(fds, O_CLOEXEC);
}

int process_start(struct process *c, const char *const argv[], struct diag *d)
{
	struct sigaction ignore = { .sa_handler = SIG_IGN }, old;
	int fds[2], rc;

	*c = (struct process){ 0 };
	if (open_ends(fds) < 0)
		return diag_set(d, "cannot run %s: %s", argv[0], strerror(errno));
	/* Ignored signals are inherited: if we exit first, the program loses its output and
	 * nothing else. */
	sigaction(SIGPIPE, &ignore, &old);
	rc = spawn_program(argv, -1, fds[1], true, &c->pid, d);
	sigaction(SIGPIPE, &old, NULL);
	close(fds[1]);
	if (rc < 0) {
		close(fds[0]);
		*c = (struct process){ 0 };
		return -1;
	}
	fcntl(fds[0], F_SETFL, O_NONBLOCK);
	c->fd = fds[0];
	return 0;
}

/* Read what is available. Beyond the limit discard it, so that the program never blocks on us. */
static void read_available(struct process *c)
{
	char chunk[8192];
	ssize_t n;

	while (c->fd > 0 && (n = read(c->fd, chunk, sizeof(chunk))) > 0)
		if (c->output.len < OUTPUT_MAX_BYTES)
			buf_add(&c->output, chunk, (size_t)n);
}

bool process_step(struct process *c)
{
	int status = 0;
	pid_t pid;

	read_available(c);
	if (c->pid <= 0)
		return true;
	pid = waitpid(c->pid, &status, WNOHANG);
	if (pid == 0 || (pid < 0 && errno == EINTR))
		return false;
	read_available(c);
	c->status = pid > 0 ? exit_status(status) : -1;
	c->pid = 0;
	return true;
}

void process_release(struct process *c)
{
	if (c->fd > 0)
		close(c->fd);
	buf_release(&c->output);
	*c = (struct process){ 0 };
}

void process_hold_begin(struct process_hold *h)
{
	sigset_t ends;

	sigemptyset(&ends);
	sigaddset(&ends, SIGHUP);
	sigaddset(&ends, SIGINT);
	sigaddset(&ends, SIGTERM);
	sigprocmask(SIG_BLOCK, &ends, &h->before);
}

void process_hold_end(const struct process_hold *h)
{
	sigprocmask(SIG_SETMASK, &h->before, NULL);
}
