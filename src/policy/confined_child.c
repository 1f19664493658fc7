// SPDX-License-Identifier: GPL-2.0-or-later
/* Forks a child with limits on memory and time and without the parent's handlers, for work on
 * hostile input. It confines what may crash; what the child runs is the caller's. */
#include "config.h"

#include "policy/confined_child.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/attr.h"
#include "base/mem.h"

/* A file that needs more address space than this is hostile, not a policy. */
#define SPACE_LIMIT_BYTES ((rlim_t)6 << 30)

static void set_limit(int what, rlim_t most)
{
	struct rlimit r = { most, most };

	(void)!setrlimit(what, &r);
}

static void confine_child(unsigned limit_s)
{
	static const int signals[] = { SIGINT,  SIGTERM, SIGHUP,  SIGQUIT, SIGWINCH,
				       SIGTSTP, SIGCONT, SIGCHLD, SIGALRM, SIGPIPE,
				       SIGSEGV, SIGBUS,  SIGABRT, SIGFPE,  SIGILL };
	int null = open("/dev/null", O_RDWR | O_CLOEXEC), fd;
	sigset_t none;
	size_t i;

	mem_set_oom_hook(NULL);
	for (i = 0; i < AV_ARRAY_LEN(signals); i++)
		signal(signals[i], SIG_DFL);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	/* Keep standard input unless it is a terminal: -p /dev/stdin is read from it. */
	for (fd = isatty(0) ? 0 : 1; fd <= 2 && null >= 0; fd++)
		dup2(null, fd);
	set_limit(RLIMIT_CORE, 0);
#if !defined(__SANITIZE_ADDRESS__) && !defined(__has_feature)
	set_limit(RLIMIT_AS, SPACE_LIMIT_BYTES); /* sanitizers reserve terabytes */
#endif
	alarm(limit_s);
}

pid_t confined_child_fork(unsigned limit_s)
{
	sigset_t all, before;
	pid_t pid;

	/* Block signals across the fork: the parent's handlers must not run in the child. */
	sigfillset(&all);
	sigprocmask(SIG_SETMASK, &all, &before);
	pid = fork();
	if (pid == 0) {
		confine_child(limit_s);
		return 0;
	}
	sigprocmask(SIG_SETMASK, &before, NULL);
	return pid;
}
