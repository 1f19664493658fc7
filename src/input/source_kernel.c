// SPDX-License-Identifier: GPL-2.0-or-later
/* Read the current content of the kernel ring buffer, once, into memory. Does not know messages
 * that the kernel prints later (see source_kmsg.c). */
#include "config.h"

#include "source_internal.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/klog.h>

#include "base/mem.h"

/* From the kernel's include/linux/syslog.h; libc has no header for them. */
#define SYSLOG_ACTION_READ_ALL    3
#define SYSLOG_ACTION_SIZE_BUFFER 10

#define RING_BYTES_MAX \
	(64 << 20) /* CONFIG_LOG_BUF_SHIFT is at most 25, log_buf_len may add to it */

struct ring {
	size_t given;
	struct buf text;
};

static enum source_got kernel_read(struct source *s, char *bytes, size_t cap, size_t *n,
				   struct diag *d)
{
	struct ring *r = s->state;

	(void)d;
	if (cap > r->text.len - r->given)
		cap = r->text.len - r->given;
	if (!cap)
		return SOURCE_END;
	memcpy(bytes, r->text.data + r->given, cap);
	r->given += cap;
	s->read_bytes += cap;
	*n = cap;
	return SOURCE_BYTES;
}

static int kernel_text(struct source *s, uint64_t offset, size_t n, struct buf *out, struct diag *d)
{
	const struct ring *r = s->state;

	(void)d;
	if (offset > r->text.len)
		offset = r->text.len;
	if (n > r->text.len - offset)
		n = r->text.len - offset;
	buf_add(out, r->text.data + offset, n);
	return 0;
}

static void kernel_close(struct source *s)
{
	struct ring *r = s->state;

	if (r)
		buf_release(&r->text);
	free(r);
}

static const struct source_ops kernel_ops = {
	.name = "kernel",
	.keeps_text = true,
	.read = kernel_read,
	.text = kernel_text,
	.close = kernel_close,
};

struct source *source_open_kernel(struct diag *d)
{
	struct diag own = { 0 };
	struct source *s;
	struct ring *r;
	int size = klogctl(SYSLOG_ACTION_SIZE_BUFFER, NULL, 0), got = -1;
	char *text = NULL;

	if (size > RING_BYTES_MAX)
		size = RING_BYTES_MAX;
	if (size > 0) {
		text = mem_alloc((size_t)size + 1);
		got = klogctl(SYSLOG_ACTION_READ_ALL, text, size);
	}
	if (got < 0) {
		diag_set(
			&own, "cannot read the kernel ring buffer: %s%s", strerror(errno),
			errno == EPERM || errno == EACCES
				? "; the kernel shows it to root only (kernel.dmesg_restrict): run "
				  "with sudo"
				: "");
		free(text);
		return source_failed(SOURCE_KERNEL_PATH, &own, d);
	}
	text[got] = '\0';
	s = mem_zalloc(1, sizeof(*s));
	s->pub.path = mem_strdup(SOURCE_KERNEL_PATH);
	s->pub.size_bytes = (uint64_t)got;
	s->sized = true;
	r = mem_zalloc(1, sizeof(*r));
	r->text = (struct buf){ text, (size_t)got, (size_t)size + 1 };
	s->state = r;
	s->ops = &kernel_ops;
	return s;
}
