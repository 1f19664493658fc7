// SPDX-License-Identifier: GPL-2.0-or-later
/* The list of inputs, worked one after the other in slices. It owns the sources, the window that
 * they are read into, and the scanner of the one being read; what the bytes mean is the
 * scanner's matter, where they come from the source's. */
#include "config.h"

#include "avcurate/reader.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "avcurate/fileio.h"
#include "avcurate/mem.h"
#include "avcurate/source.h"
#include "avcurate/text.h"

#define WINDOW_BYTES       ((size_t)1 << 20)
#define REFUSED_TEXT_BYTES 200
#define SOURCES_MAX        UINT16_MAX /* struct event counts them in 16 bits */
#define OPEN_FILES_MAX     32

struct reader {
	struct reader_sink sink;
	struct source **sources;
	size_t count, cap;
	size_t current; /* index of the one being read */
	char *window;

	struct scan *scan; /* of the current source; NULL before it is opened */
	/* Of scanners before it in the same source, and where its first byte stands there. */
	struct scan_counts counts;
	uint64_t base;

	bool stopped, paused, follow;
};

static bool sink_record(void *ctx, const struct record *record, const char **why)
{
	struct reader *r = ctx;
	struct record moved;

	if (!r->base)
		return r->sink.record(r->sink.ctx, (unsigned)r->current, record, why);
	moved = *record;
	moved.offset += r->base;
	return r->sink.record(r->sink.ctx, (unsigned)r->current, &moved, why);
}

static void sink_mark(void *ctx, const struct mark *mark)
{
	struct reader *r = ctx;
	struct mark moved = *mark;

	moved.offset += r->base;
	if (r->sink.mark)
		r->sink.mark(r->sink.ctx, (unsigned)r->current, &moved);
}

static void sink_refuse(void *ctx, uint32_t line, const char *reason, struct slice text)
{
	struct reader *r = ctx;
	struct reader_source *pub = &r->sources[r->current]->pub;
	struct reader_refused *refused;

	if (pub->refused_count == READER_REFUSED_MAX)
		return;
	if (!pub->refused)
		pub->refused = mem_zalloc(READER_REFUSED_MAX, sizeof(*pub->refused));
	if (text.n > REFUSED_TEXT_BYTES)
		text.n = REFUSED_TEXT_BYTES;
	refused = &pub->refused[pub->refused_count++];
	*refused = (struct reader_refused){ line, reason, text_cleaned(text) };
}

struct reader *reader_new(const struct reader_sink *sink, bool spill)
{
	struct reader *r = mem_zalloc(1, sizeof(*r));

	(void)spill;
	r->sink = *sink;
	return r;
}

void reader_free(struct reader *r)
{
	size_t i;

	if (!r)
		return;
	scan_free(r->scan);
	for (i = 0; i < r->count; i++)
		source_free(r->sources[i]);
	free(r->sources);
	free(r->window);
	free(r);
}

static const struct source *same_file(const struct reader *r, const struct source *s)
{
	size_t i;

	for (i = 0; i < r->count; i++)
		if (r->sources[i]->file_count && r->sources[i]->files[0].dev == s->files[0].dev &&
		    r->sources[i]->files[0].ino == s->files[0].ino)
			return r->sources[i];
	return NULL;
}

static int add_source(struct reader *r, struct source *s, struct diag *d)
{
	const struct source *first;

	if (r->count == SOURCES_MAX) {
		source_free(s);
		return diag_set(d, "more than %u logs: give them in several runs", SOURCES_MAX);
	}
	if (!s->pub.failed && s->ops->keeps_text) {
		first = same_file(r, s);
		if (first) {
			source_free(s);
			return 0;
		}
		/* Ready to be opened again; so any number of files can be given. */
		if (r->count >= OPEN_FILES_MAX && strcmp(s->pub.path, "-") != 0)
			source_file_close(&s->files[0]);
	}
	r->sources = mem_grow(r->sources, &r->cap, r->count + 1, sizeof(*r->sources));
	r->sources[r->count++] = s;
	return s->pub.failed ? -1 : 0;
}

static int add_names(struct reader *r, const struct source_names *names, struct diag *d)
{
	size_t i;
	int rc = 0;

	for (i = 0; i < names->count; i++)
		if (add_source(r, source_open(names->paths[i], d), d) < 0)
			rc = -1;
	return rc;
}

static int add_failed(struct reader *r, const char *path, struct diag *why, struct diag *d)
{
	diag_set(d, "%s", diag_text(why));
	add_source(r, source_failed(path, diag_text(why)), d);
	diag_release(why);
	return -1;
}

int reader_add(struct reader *r, const char *log, struct diag *d)
{
	struct source_names names = { 0 };
	struct diag why = { 0 };
	struct stat st;
	int rc;

	if (strcmp(log, "-") == 0 || stat(log, &st) < 0 || !S_ISDIR(st.st_mode))
		return add_source(r, source_open(log, d), d);
	if (source_names_dir(log, &names, &why) < 0)
		rc = add_failed(r, log, &why, d);
	else
		rc = add_names(r, &names, d);
	source_names_release(&names);
	return rc;
}

#define HOST_LOG "/var/log/audit/audit.log"

int reader_add_host_log(struct reader *r, bool all, struct diag *d)
{
	struct source_names names = { 0 };
	struct diag why = { 0 };
	int rc;

	if (!all)
		return reader_add(r, HOST_LOG, d);
	if (source_names_family(HOST_LOG, &names, &why) < 0 || !names.count)
		rc = add_failed(r, HOST_LOG, &why, d);
	else
		rc = add_names(r, &names, d);
	source_names_release(&names);
	return rc;
}

int reader_add_kernel(struct reader *r, struct diag *d)
{
	(void)r;
	return diag_set(d, "the kernel ring buffer cannot be read yet");
}

void reader_follow(struct reader *r, bool follow)
{
	r->follow = follow;
}

void reader_pause(struct reader *r, bool pause)
{
	r->paused = pause;
}

static void add_counts(struct scan_counts *sum, const struct scan_counts *c)
{
	sum->bytes += c->bytes;
	sum->lines += c->lines;
	sum->records += c->records;
	sum->denials += c->denials;
	sum->granted += c->granted;
	sum->skipped += c->skipped;
	sum->joined += c->joined;
	sum->refused += c->refused;
	sum->undated += c->undated;
	sum->date_ambiguous += c->date_ambiguous;
	sum->long_lines += c->long_lines;
}

static void publish_counts(struct reader *r)
{
	struct reader_source *pub = &r->sources[r->current]->pub;

	pub->counts = r->counts;
	add_counts(&pub->counts, scan_counts(r->scan));
}

static void begin(struct reader *r)
{
	const struct scan_sink sink = {
		.ctx = r,
		.record = sink_record,
		.mark = sink_mark,
		.refuse = sink_refuse,
	};

	r->scan = scan_new(&sink);
	r->base = r->sources[r->current]->text_bytes;
}

static void finish_scan(struct reader *r)
{
	scan_finish(r->scan);
	publish_counts(r);
	r->counts = r->sources[r->current]->pub.counts;
	scan_free(r->scan);
	r->scan = NULL;
}

static void finish_source(struct reader *r)
{
	struct source *s = r->sources[r->current];

	if (r->scan)
		finish_scan(r);
	r->counts = (struct scan_counts){ 0 };
	s->pub.done = true;
	s->pub.live = false;
	r->current++;
}

enum reader_state reader_step(struct reader *r, size_t budget_bytes)
{
	struct diag d = { 0 };
	struct source *s;
	size_t n;

	if (!r->window)
		r->window = mem_alloc(WINDOW_BYTES);
	for (;;) {
		while (r->current < r->count && r->sources[r->current]->pub.done)
			r->current++;
		if (r->stopped || r->current == r->count)
			return READER_DONE;
		if (r->paused)
			return READER_WAITING;
		if (!budget_bytes)
			return READER_MORE;
		s = r->sources[r->current];
		if (!r->scan)
			begin(r);
		switch (s->ops->read(s, r->window,
				     budget_bytes < WINDOW_BYTES ? budget_bytes : WINDOW_BYTES, &n,
				     &d)) {
		case SOURCE_BYTES:
			scan_feed(r->scan, r->window, n);
			s->text_bytes += n;
			publish_counts(r);
			budget_bytes -= n;
			break;
		case SOURCE_NOTHING:
			return READER_WAITING;
		case SOURCE_FAILED:
			source_fail(s, diag_text(&d));
			diag_release(&d);
			finish_source(r);
			break;
		case SOURCE_END:
			finish_source(r);
			break;
		}
	}
}

void reader_stop(struct reader *r)
{
	r->stopped = true;
}

int reader_fd(const struct reader *r)
{
	if (r->paused || r->stopped || r->current == r->count)
		return -1;
	return source_fd(r->sources[r->current]);
}

int reader_timeout_ms(const struct reader *r)
{
	(void)r;
	return -1;
}

void reader_progress(const struct reader *r, uint64_t *done_bytes, uint64_t *total_bytes)
{
	bool known = true;
	size_t i;

	*done_bytes = *total_bytes = 0;
	for (i = 0; i < r->count; i++) {
		const struct source *s = r->sources[i];

		if (s->pub.failed && !s->read_bytes)
			continue;
		*done_bytes += s->read_bytes;
		*total_bytes += s->pub.size_bytes;
		known = known && s->ops->can_follow;
	}
	if (!known)
		*total_bytes = 0;
}

size_t reader_count(const struct reader *r)
{
	return r->count;
}

const struct reader_source *reader_source(const struct reader *r, size_t i)
{
	return &r->sources[i]->pub;
}

int reader_text(struct reader *r, unsigned source, uint64_t offset, size_t bytes, struct buf *out,
		struct diag *d)
{
	struct source *s = r->sources[source];

	if (!s->ops || !s->ops->keeps_text)
		return diag_set(d, "%s can be read only once: its text was not kept", s->pub.path);
	return s->ops->text(s, offset, bytes, out, d);
}

int reader_event(struct reader *r, unsigned source, uint64_t offset, size_t bytes, struct buf *out,
		 bool *interpreted, struct diag *d)
{
	*interpreted = false;
	return reader_text(r, source, offset, bytes, out, d);
}
