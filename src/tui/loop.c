// SPDX-License-Identifier: GPL-2.0-or-later
/* The poll loop: wait for keys, input and signals, and draw. Knows only the functions that it is
 * given. */
#include "config.h"

#include "tui/loop.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "tui/app.h"
#include "base/attr.h"
#include "base/clock.h"

/* A signalfd needs no handler: no wake-up can be lost, and no state is shared with one. */
static const int signals[] = { SIGWINCH, SIGINT, SIGTERM, SIGHUP, SIGTSTP, SIGCONT, SIGQUIT };

static int min_timeout(int a, int b)
{
	if (a < 0)
		return b;
	return b < 0 || a < b ? a : b;
}

static void take_signals(const struct loop_ops *ops, void *ctx, int fd)
{
	struct signalfd_siginfo info;

	while (read(fd, &info, sizeof(info)) == (ssize_t)sizeof(info))
		ops->signal(ctx, (int)info.ssi_signo);
}

int loop_run(const struct loop_ops *ops, void *ctx, struct diag *d)
{
	struct pollfd fds[3];
	sigset_t mask, old;
	int64_t last_frame_us = 0;
	bool more = true;
	int signal_fd, rc = 0;
	size_t i;

	sigemptyset(&mask);
	for (i = 0; i < AV_ARRAY_LEN(signals); i++)
		sigaddset(&mask, signals[i]);
	sigprocmask(SIG_BLOCK, &mask, &old);
	signal_fd = signalfd(-1, &mask, SFD_NONBLOCK | SFD_CLOEXEC);
	if (signal_fd < 0) {
		rc = diag_set(d, "cannot receive signals: %s", strerror(errno));
		goto out;
	}
	while (!ops->done(ctx)) {
		bool key = false, readable = false;
		int64_t now = clock_us();
		int timeout = more ? 0 : ops->timeout_ms(ctx);

		if (ops->dirty(ctx)) {
			int64_t left = last_frame_us + LOOP_FRAME_US - now;

			timeout = min_timeout(timeout, left > 0 ? (int)(left / 1000) + 1 : 0);
		}
		fds[0] = (struct pollfd){ .fd = ops->key_fd(ctx), .events = POLLIN };
		fds[1] = (struct pollfd){ .fd = signal_fd, .events = POLLIN };
		fds[2] = (struct pollfd){ .fd = more ? -1 : ops->watch_fd(ctx), .events = POLLIN };
		if (poll(fds, 3, timeout) < 0 && errno != EINTR) {
			rc = diag_set(d, "cannot wait for keys: %s", strerror(errno));
			break;
		}
		if (fds[1].revents)
			take_signals(ops, ctx, signal_fd);
		if (ops->done(ctx))
			break;
		if (fds[0].revents) {
			key = true;
			if (!ops->keys(ctx))
				break;
		}
		readable = fds[2].revents != 0;
		ops->timeout(ctx);
		/* Draw the answer to a key before any more work. */
		if (key && ops->dirty(ctx)) {
			ops->draw(ctx);
			/* Show what the key started as soon as it is ready. */
			last_frame_us = 0;
		}
		if (ops->done(ctx))
			break;
		more = ops->work(ctx, readable);
		now = clock_us();
		if (ops->dirty(ctx) && now - last_frame_us >= LOOP_FRAME_US) {
			ops->draw(ctx);
			last_frame_us = clock_us();
		}
	}
out:
	if (signal_fd >= 0)
		close(signal_fd);
	sigprocmask(SIG_SETMASK, &old, NULL);
	return rc;
}
