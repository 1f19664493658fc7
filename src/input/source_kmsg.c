// SPDX-License-Identifier: GPL-2.0-or-later
/* Read /dev/kmsg: the ring buffer from its oldest message on, then each new one, given as the lines
 * that dmesg(1) shows. Format, from the kernel's Documentation/ABI/testing/dev-kmsg: one record a
 * read(2), "PRIORITY,SEQUENCE,USEC,FLAGS[,…];TEXT\n KEY=VALUE\n", with non-text bytes as \xNN. Does
 * not know what the messages mean. */
#include "config.h"

#include "source_internal.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/ascii.h"
#include "base/mem.h"
#include "input/cannot_read.h"

/* CONSOLE_EXT_LOG_MAX of kernel/printk is 8192; read(2) gives EINVAL to a smaller buffer. */
#define RECORD_BYTES_MAX 8192

/* Limit of one read: each record takes a system call. */
#define SLICE_BYTES 65536

/* syslog(3): the facility above three bits of priority; 0 is the kernel's. */
#define FACILITY_SHIFT 3

struct kmsg {
	struct buf line; /* the line that did not fit into the last read */
	size_t given;    /* bytes of `line` given out */
	uint64_t next;   /* next sequence number */
	bool begun;
};

static const char *read_number(const char *p, const char *end, uint64_t *out)
{
	const char *start = p;

	for (*out = 0; p < end && ascii_is_digit(*p); p++)
		*out = *out * 10 + (uint64_t)(*p - '0');
	return p > start && p < end && (*p == ',' || *p == ';') ? p : NULL;
}

/* Append the text as one line: a line end inside the message becomes a blank. */
static void add_text(const char *p, const char *end, struct buf *out)
{
	for (; p < end && *p != '\n'; p++) {
		char c = *p;

		if (c == '\\' && end - p > 3 && p[1] == 'x' && ascii_hex_byte(p + 2) >= 0) {
			c = (char)ascii_hex_byte(p + 2);
			p += 3;
		}
		buf_addc(out, c == '\n' || c == '\0' ? ' ' : c);
	}
	buf_addc(out, '\n');
}

static void add_record(struct source *s, const char *p, size_t n)
{
	const char *end = p + n, *text = memchr(p, ';', n);
	struct kmsg *k = s->state;
	uint64_t priority, sequence, usec;

	if (!text || !(p = read_number(p, end, &priority)) || *p != ',' ||
	    !(p = read_number(p + 1, end, &sequence)) || *p != ',' ||
	    !read_number(p + 1, end, &usec))
		return;
	if (k->begun && sequence > k->next)
		s->pub.overwritten += sequence - k->next;
	k->begun = true;
	k->next = sequence + 1;
	/* Skip messages of programs: /dev/kmsg never marks them as the kernel's. */
	if (priority >> FACILITY_SHIFT)
		return;
	buf_addf(&k->line, "[%5llu.%06llu] ", (unsigned long long)(usec / 1000000),
		 (unsigned long long)(usec % 1000000));
	add_text(text + 1, end, &k->line);
}

static enum source_got kmsg_read(struct source *s, char *bytes, size_t cap, size_t *n,
				 struct diag *d)
{
	struct pollfd p = { .fd = source_current(s)->fd, .events = POLLIN };
	char record[RECORD_BYTES_MAX];
	struct kmsg *k = s->state;
	ssize_t got;

	if (cap > SLICE_BYTES)
		cap = SLICE_BYTES;
	for (*n = 0; *n < cap;) {
		size_t left = k->line.len - k->given;

		if (left) {
			if (left > cap - *n)
				left = cap - *n;
			memcpy(bytes + *n, k->line.data + k->given, left);
			k->given += left;
			*n += left;
			continue;
		}
		buf_clear(&k->line);
		k->given = 0;
		/* Standard input may be a blocking descriptor. */
		if (poll(&p, 1, 0) <= 0)
			break;
		got = read(p.fd, record, sizeof(record));
		if (got > 0) {
			add_record(s, record, (size_t)got);
			continue;
		}
		/* EPIPE: the next records were overwritten; the sequence numbers will show how
		 * many. */
		if (got < 0 && (errno == EPIPE || errno == EINTR))
			continue;
		if (*n || (got < 0 && errno == EAGAIN))
			break;
		if (got == 0)
			return SOURCE_END;
		diag_set(d, "cannot read %s further: %s", s->pub.path, strerror(errno));
		return SOURCE_FAILED;
	}
	s->read_bytes += *n;
	return *n ? SOURCE_BYTES : SOURCE_NOTHING;
}

static void kmsg_skip(struct source *s)
{
	struct kmsg *k = s->state;

	(void)!lseek(source_current(s)->fd, 0, SEEK_END);
	buf_clear(&k->line);
	k->given = 0;
	k->begun = false;
}

static void kmsg_close(struct source *s)
{
	struct kmsg *k = s->state;

	if (k)
		buf_release(&k->line);
	free(k);
	s->state = NULL;
}

static const struct source_ops kmsg_ops = {
	.name = "kmsg",
	.live = true,
	.slow = true,
	.read = kmsg_read,
	.skip = kmsg_skip,
	.close = kmsg_close,
};

void source_kmsg_begin(struct source *s)
{
	s->ops = &kmsg_ops;
	s->state = mem_zalloc(1, sizeof(struct kmsg));
}

SOURCE_OPEN(kmsg)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	struct diag own = { 0 };

	if (fd >= 0)
		return source_of(path, fd, source_kmsg_begin);
	if (errno == EPERM)
		diag_set(&own,
			 "cannot read %s: %s; kernel.dmesg_restrict is set: run with sudo or "
			 "with CAP_SYSLOG",
			 path, strerror(errno));
	else
		cannot_read(path, errno, &own);
	return source_failed(path, &own, d);
}
