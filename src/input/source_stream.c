// SPDX-License-Identifier: GPL-2.0-or-later
/* Read pipes, FIFOs, sockets and character devices once, in order. Leaves the descriptor's flags
 * alone (standard input is shared with the shell): poll(2) shows when a read will not wait. Does
 * not know what the bytes mean. */
#include "config.h"

#include "source_internal.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

#define FIRST_BYTES ((size_t)32 << 10)

static enum source_got stream_read(struct source *s, char *bytes, size_t cap, size_t *n,
				   struct diag *d)
{
	struct pollfd p = { .fd = source_current(s)->fd, .events = POLLIN };
	ssize_t got;

	if (poll(&p, 1, 0) <= 0)
		return SOURCE_NOTHING;
	/* The first bytes show whether the data is packed; source_gz_begin() accepts this many. */
	if (!s->read_bytes && cap > FIRST_BYTES)
		cap = FIRST_BYTES;
	got = read(p.fd, bytes, cap);
	if (got < 0 && (errno == EAGAIN || errno == EINTR))
		return SOURCE_NOTHING;
	if (got < 0) {
		diag_set(d, "cannot read %s further: %s", s->pub.path, strerror(errno));
		return SOURCE_FAILED;
	}
	if (got == 0)
		return SOURCE_END;
	s->read_bytes += (uint64_t)got;
	if (s->read_bytes == (uint64_t)got) {
		if (source_refuse_foreign(s, bytes, (size_t)got, d) < 0)
			return SOURCE_FAILED;
		if (source_is_gz(bytes, (size_t)got)) {
			source_gz_begin(s, bytes, (size_t)got);
			return s->ops->read(s, bytes, cap, n, d);
		}
	}
	*n = (size_t)got;
	return SOURCE_BYTES;
}

const struct source_ops source_ops_stream = {
	.name = "stream",
	.read = stream_read,
};
