// SPDX-License-Identifier: GPL-2.0-or-later
/* Raw AVC lines. */
#include "config.h"

#include "avcurate/scan.h"

#include <stdio.h>
#include <stdlib.h>

#include "avcurate/mem.h"

struct scan {
	struct scan_sink sink;
	struct scan_counts counts;
	struct buf line;
};

struct scan *scan_new(const struct scan_sink *sink)
{
	struct scan *s = mem_zalloc(1, sizeof(*s));

	s->sink = *sink;
	return s;
}

void scan_free(struct scan *s)
{
	if (!s)
		return;
	buf_release(&s->line);
	free(s);
}

static struct slice value(const char *line, const char *key)
{
	const char *p = strstr(line, key);

	if (!p)
		return (struct slice){ 0 };
	p += strlen(key);
	return (struct slice){ p, strcspn(p, " \n") };
}

static void one_line(struct scan *s, const char *line, size_t n)
{
	struct record r = { .permissive = -1, .time_ms = TIME_NONE, .ioctl = IOCTL_NONE };
	const char *open = strchr(line, '{'), *close = open ? strchr(open, '}') : NULL, *why = NULL;
	double t;

	s->counts.lines++;
	if (!strstr(line, "avc:"))
		return;
	s->counts.records++;
	if (!close) {
		s->counts.refused++;
		s->sink.refuse(s->sink.ctx, (uint32_t)s->counts.lines, "no permissions",
			       (struct slice){ line, n });
		return;
	}
	r.perms = (struct slice){ open + 1, (size_t)(close - open - 1) };
	r.granted = strstr(line, "granted") != NULL;
	r.scontext = value(line, " scontext=");
	r.tcontext = value(line, " tcontext=");
	r.tclass = value(line, " tclass=");
	r.comm = value(line, " comm=");
	r.path = value(line, " path=");
	r.name = value(line, " name=");
	r.pid = value(line, " pid=");
	if (strstr(line, "permissive="))
		r.permissive = strstr(line, "permissive=1") != NULL;
	if (strstr(line, "ioctlcmd="))
		r.ioctl = (uint32_t)strtoul(strstr(line, "ioctlcmd=") + 9, NULL, 16);
	if (sscanf(line, "type=AVC msg=audit(%lf:%lu)", &t, &r.serial) == 2)
		r.time_ms = (int64_t)(t * 1000 + 0.5);
	r.line = (uint32_t)s->counts.lines;
	r.offset = s->counts.bytes;
	r.raw = (struct slice){ line, n };
	if (s->sink.record(s->sink.ctx, &r, &why)) {
		if (r.granted)
			s->counts.granted++;
		else
			s->counts.denials++;
	} else if (why) {
		s->counts.refused++;
		s->sink.refuse(s->sink.ctx, r.line, why, r.raw);
	} else {
		s->counts.skipped++;
	}
}

void scan_feed(struct scan *s, const char *bytes, size_t n)
{
	const char *end = bytes + n, *nl;

	while (bytes < end) {
		nl = memchr(bytes, '\n', (size_t)(end - bytes));
		buf_add(&s->line, bytes, (size_t)((nl ? nl : end) - bytes));
		if (!nl)
			return;
		one_line(s, buf_str(&s->line), s->line.len);
		s->counts.bytes += s->line.len + 1;
		buf_clear(&s->line);
		bytes = nl + 1;
	}
}

void scan_flush(struct scan *s)
{
	(void)s;
}

void scan_finish(struct scan *s)
{
	if (s->line.len)
		one_line(s, buf_str(&s->line), s->line.len);
	buf_clear(&s->line);
}

const struct scan_counts *scan_counts(const struct scan *s)
{
	return &s->counts;
}
