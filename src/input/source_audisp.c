// SPDX-License-Identifier: GPL-2.0-or-later
/* Read the socket of auditd's af_unix plugin (auditd-plugins(5), audisp-af_unix): each record as in
 * the audit log, from the connection on. The socket goes away with auditd; then we retry until it
 * is back. Does not know what was logged meanwhile. */
#include "config.h"

#include "source_internal.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/mem.h"
#include "input/cannot_read.h"

#define RETRY_FIRST_MS 50
#define RETRY_MAX_MS   2000

struct audisp {
	int64_t retry_ms; /* time of the next attempt */
	int wait_ms;      /* length of the last wait */
	bool in_line;     /* the last byte was not a line end */
};

int source_connect(const char *path)
{
	struct sockaddr_un a = { .sun_family = AF_UNIX };
	int fd, keep;

	if (strlen(path) >= sizeof(a.sun_path)) {
		errno = ENAMETOOLONG;
		return -1;
	}
	memcpy(a.sun_path, path, strlen(path));
	fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (fd >= 0 && connect(fd, (struct sockaddr *)&a, sizeof(a)) < 0) {
		keep = errno;
		close(fd);
		errno = keep;
		fd = -1;
	}
	return fd;
}

static void wait_again(struct audisp *a)
{
	a->wait_ms = a->wait_ms ? a->wait_ms * 2 : RETRY_FIRST_MS;
	if (a->wait_ms > RETRY_MAX_MS)
		a->wait_ms = RETRY_MAX_MS;
	a->retry_ms = clock_ms() + a->wait_ms;
}

/* The connection ended: retry later, and end a line that was cut. connect_again reports the
 * return. */
static enum source_got handle_lost(struct source *s, char *bytes, size_t *n)
{
	struct audisp *a = s->state;

	source_file_close(source_current(s));
	s->pub.away = true;
	s->pub.live = false;
	a->wait_ms = 0;
	wait_again(a);
	if (!a->in_line)
		return SOURCE_NOTHING;
	a->in_line = false;
	bytes[0] = '\n';
	*n = 1;
	return SOURCE_BYTES;
}

static bool connect_again(struct source *s)
{
	struct audisp *a = s->state;
	struct source_file *f = source_current(s);

	if (clock_ms() < a->retry_ms)
		return false;
	f->fd = source_connect(s->pub.path);
	if (f->fd < 0) {
		wait_again(a);
		return false;
	}
	s->pub.away = false;
	buf_addf(&s->note, "%s is back: reading on; denials in between are missing", s->pub.path);
	return true;
}

static enum source_got audisp_read(struct source *s, char *bytes, size_t cap, size_t *n,
				   struct diag *d)
{
	struct audisp *a = s->state;
	ssize_t got;

	(void)d;
	if (source_current(s)->fd < 0 && !connect_again(s))
		return SOURCE_NOTHING;
	got = recv(source_current(s)->fd, bytes, cap, MSG_DONTWAIT);
	if (got < 0 && (errno == EAGAIN || errno == EINTR))
		return SOURCE_NOTHING;
	if (got <= 0)
		return handle_lost(s, bytes, n);
	a->in_line = bytes[got - 1] != '\n';
	s->read_bytes += (uint64_t)got;
	*n = (size_t)got;
	return SOURCE_BYTES;
}

static int audisp_timeout_ms(const struct source *s)
{
	const struct audisp *a = s->state;
	int64_t left;

	if (!s->pub.away)
		return -1;
	left = a->retry_ms - clock_ms();
	return left > 0 ? (int)left : 0;
}

static void audisp_close(struct source *s)
{
	free(s->state);
	s->state = NULL;
}

static const struct source_ops audisp_ops = {
	.name = "audisp",
	.live = true,
	.read = audisp_read,
	.timeout_ms = audisp_timeout_ms,
	.close = audisp_close,
};

void source_audisp_begin(struct source *s)
{
	s->ops = &audisp_ops;
	s->state = mem_zalloc(1, sizeof(struct audisp));
}

SOURCE_OPEN(audisp)
{
	struct diag own = { 0 };
	int fd = source_connect(path);

	if (fd >= 0)
		return source_of(path, fd, source_audisp_begin);
	if (errno == ENOENT || errno == ECONNREFUSED)
		diag_set(
			&own,
			"cannot read %s: %s; set active = yes in /etc/audit/plugins.d/af_unix.conf, then "
			"run systemctl reload auditd (or service auditd restart)",
			path, strerror(errno));
	else
		cannot_read(path, errno, &own);
	return source_failed(path, &own, d);
}
