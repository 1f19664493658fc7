// SPDX-License-Identifier: GPL-2.0-or-later
#include "config.h"

#include "policy/confined_child.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/attr.h"
#include "base/mem.h"

/* More address space than this is a hostile file, not a policy. */
#define SPACE_LIMIT_BYTES ((rlim_t)6 << 30)

static void limit(int what, rlim_t most)
{
	struct rlimit r = { most, most };

	(void)!setrlimit(what, &r);
}

static void settle(unsigned limit_s)
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
	/* Standard input stays where it is no terminal: -p /dev/stdin is read out of it. */
	for (fd = isatty(0) ? 0 : 1; fd <= 2 && null >= 0; fd++)
		dup2(null, fd);
	limit(RLIMIT_CORE, 0);
#if !defined(__SANITIZE_ADDRESS__) && !defined(__has_feature)
	limit(RLIMIT_AS, SPACE_LIMIT_BYTES); /* sanitizers reserve terabytes */
#endif
	alarm(limit_s);
}

pid_t confined_child_fork(unsigned limit_s)
{
	sigset_t all, before;
	pid_t pid;

	/* Blocked over the fork: no handler of the parent's may run in the child. */
	sigfillset(&all);
	sigprocmask(SIG_SETMASK, &all, &before);
	pid = fork();
	if (pid == 0) {
		settle(limit_s);
		return 0;
	}
	sigprocmask(SIG_SETMASK, &before, NULL);
	return pid;
}
