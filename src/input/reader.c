// SPDX-License-Identifier: GPL-2.0-or-later
/* Read the inputs one after another, in slices. Owns the sources, the window they are read into,
 * and the scanner of the current one. Does not know what the bytes mean (the scanner does) or where
 * they come from (the source does). */
#include "config.h"

#include "reader_internal.h"

#include <poll.h>
#include <stdlib.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"

#define WINDOW_BYTES       ((size_t)1 << 20)
#define REFUSED_TEXT_BYTES 200
/* A line that the next one may continue is released after this long without one. */
#define QUIET_MS 25

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

static void sink_mark(void *ctx, const struct log_mark *mark)
{
	struct reader *r = ctx;
	struct log_mark moved = *mark;

	moved.offset += r->base;
	if (r->sink.mark)
		r->sink.mark(r->sink.ctx, (unsigned)r->current, &moved);
}

static void sink_companion(void *ctx, const struct companion *c)
{
	struct reader *r = ctx;

	r->sink.companion(r->sink.ctx, c);
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

	r->sink = *sink;
	r->spill = spill ? spill_new(SPILL_BYTES_MAX) : NULL;
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
	follow_stop(&r->live);
	spill_free(r->spill);
	free(r->sources);
	free(r->window);
	free(r);
}

void reader_follow(struct reader *r, bool follow)
{
	r->follow = follow;
	if (!follow)
		follow_stop(&r->live);
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

void reader_forget(struct reader *r)
{
	size_t i;

	for (i = 0; i < r->count; i++)
		scan_forget(&r->sources[i]->pub.counts);
	scan_forget(&r->counts);
	if (r->scan)
		scan_forget_all(r->scan);
}

static void publish_counts(struct reader *r)
{
	struct reader_source *pub = &r->sources[r->current]->pub;

	pub->counts = r->counts;
	add_counts(&pub->counts, scan_counts(r->scan));
}

static void begin_scan(struct reader *r)
{
	const struct scan_sink sink = {
		.ctx = r,
		.record = sink_record,
		.mark = sink_mark,
		.refuse = sink_refuse,
		.companion = r->sink.companion ? sink_companion : NULL,
		.only_comm = r->sink.only_comm,
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
	if (s->ops->close && !s->ops->keeps_text)
		s->ops->close(s);
	r->counts = (struct scan_counts){ 0 };
	s->pub.done = true;
	s->pub.live = false;
	r->current++;
	reader_limit_open(r);
}

static void feed_scan(struct reader *r, struct source *s, size_t n)
{
	scan_feed(r->scan, r->window, n);
	if (r->spill && !s->ops->keeps_text)
		spill_add(r->spill, (unsigned)r->current, s->text_bytes, r->window, n);
	s->text_bytes += n;
	if (s->sized && s->pub.size_bytes < s->read_bytes)
		s->pub.size_bytes = s->read_bytes;
	if (r->follow) {
		r->fed = true;
		r->fed_ms = clock_ms();
	}
	publish_counts(r);
}

/* Everything available has been read. Release a line held back for its continuation after a quiet
 * while. */
static enum reader_state wait_for_more(struct reader *r)
{
	if (r->fed && clock_ms() - r->fed_ms >= QUIET_MS) {
		scan_flush(r->scan);
		publish_counts(r);
		r->fed = false;
	}
	return READER_WAITING;
}

/* True if no later source can be read. */
static bool is_last(const struct reader *r)
{
	size_t i;

	for (i = r->current + 1; i < r->count; i++)
		if (!r->sources[i]->pub.failed)
			return false;
	return true;
}

/* True if the source will be followed: a plain file with a name, and the last source. */
static bool will_follow(const struct reader *r, const struct source *s)
{
	return r->follow && s->ops->can_follow && s->reopens && is_last(r);
}

/* The source has nothing now. A live one is done unless it is followed. */
static enum reader_state at_pause(struct reader *r, struct source *s)
{
	if (s->ops->live && (!r->follow || !is_last(r))) {
		finish_source(r);
		return READER_MORE;
	}
	if (s->ops->live)
		s->pub.live = !s->pub.away;
	return wait_for_more(r);
}

static enum reader_state at_end(struct reader *r, struct source *s)
{
	struct buf news = { 0 };
	enum follow_turn turn;

	if (!will_follow(r, s)) {
		finish_source(r);
		return READER_MORE;
	}
	if (!r->live.active) {
		follow_start(&r->live, s, r->by_clock);
		s->pub.live = true;
		s->pub.size_bytes = s->read_bytes;
		return READER_MORE; /* it may have grown before the watch was set */
	}
	turn = follow_at_end(&r->live, s, &news);
	if (news.len)
		reader_note(r, "%s", buf_str(&news));
	buf_release(&news);
	switch (turn) {
	case FOLLOW_WAIT:
		return wait_for_more(r);
	case FOLLOW_NEXT:
		finish_scan(r);
		r->fed = false;
		reader_limit_open(r);
		break;
	case FOLLOW_AGAIN:
		break;
	}
	return READER_MORE;
}

enum reader_state reader_step(struct reader *r, size_t budget_bytes)
{
	enum reader_state state = READER_MORE;
	enum source_got got;
	struct diag d = { 0 };
	struct source *s;
	size_t n;

	if (!r->window)
		r->window = mem_alloc(WINDOW_BYTES);
	r->stepped_ms = clock_ms();
	if (r->live.active)
		follow_drain(&r->live);
	while (state == READER_MORE) {
		while (r->current < r->count && r->sources[r->current]->pub.done)
			r->current++;
		if (r->current == r->count)
			return READER_DONE;
		if (r->paused)
			return READER_WAITING;
		if (!budget_bytes)
			return READER_MORE;
		s = r->sources[r->current];
		s->check_tail = will_follow(r, s);
		if (!r->scan)
			begin_scan(r);
		n = budget_bytes < WINDOW_BYTES ? budget_bytes : WINDOW_BYTES;
		got = s->ops->read(s, r->window, n, &n, &d);
		if (s->note.len) {
			reader_note(r, "%s", buf_str(&s->note));
			buf_clear(&s->note);
		}
		switch (got) {
		case SOURCE_BYTES:
			feed_scan(r, s, n);
			budget_bytes -= n;
			if (s->ops->slow)
				return READER_MORE;
			break;
		case SOURCE_NOTHING:
			state = at_pause(r, s);
			break;
		case SOURCE_AGAIN:
			return READER_MORE;
		case SOURCE_FAILED:
			source_fail(s, diag_text(&d));
			diag_release(&d);
			finish_source(r);
			break;
		case SOURCE_END:
			state = at_end(r, s);
			break;
		}
	}
	return state;
}

/* Drop the scan without finishing it, so that a line we cut is not reported as broken. */
static void drop_scan(struct reader *r)
{
	scan_free(r->scan);
	r->scan = NULL;
	r->fed = false;
}

void reader_stop(struct reader *r)
{
	struct source *s;

	for (; r->current < r->count; r->current++) {
		s = r->sources[r->current];
		if (s->pub.done)
			continue;
		if (will_follow(r, s)) {
			if (s->pub.live)
				return;
			if (r->scan) {
				r->counts = s->pub.counts;
				drop_scan(r);
			}
			if (source_skip_to_end(s) == 0)
				return;
		}
		if (s->ops->live && r->follow && is_last(r)) {
			if (!s->pub.live && s->ops->skip) {
				r->counts = s->pub.counts;
				drop_scan(r);
				s->ops->skip(s);
			}
			return;
		}
		drop_scan(r);
		r->counts = (struct scan_counts){ 0 };
		s->pub.done = true;
	}
}

int reader_fd(const struct reader *r)
{
	if (r->paused || r->current == r->count)
		return -1;
	if (r->live.active)
		return r->live.fd;
	return source_fd(r->sources[r->current]);
}

int reader_timeout_ms(const struct reader *r)
{
	int64_t wait = -1, quiet;

	if (r->paused || r->current == r->count)
		return -1;
	if (r->live.active) {
		wait = r->stepped_ms + follow_timeout_ms(&r->live) - clock_ms();
		if (wait < 0)
			wait = 0;
	}
	if (!r->live.active && r->sources[r->current]->ops &&
	    r->sources[r->current]->ops->timeout_ms)
		wait = r->sources[r->current]->ops->timeout_ms(r->sources[r->current]);
	if (r->fed) {
		quiet = r->fed_ms + QUIET_MS - clock_ms();
		if (quiet < 0)
			quiet = 0;
		if (wait < 0 || quiet < wait)
			wait = quiet;
	}
	return (int)wait;
}

bool reader_wait(const struct reader *r)
{
	struct pollfd p = { .fd = reader_fd(r), .events = POLLIN };
	int timeout = reader_timeout_ms(r);

	if (p.fd < 0 && timeout < 0)
		return false;
	poll(&p, 1, timeout);
	return true;
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
		known = known && s->sized;
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
	int rc;

	if (!s->ops || !s->ops->keeps_text) {
		if (!r->spill)
			return diag_set(d, "%s can be read only once, and its text was not kept",
					s->pub.path);
		return spill_text(r->spill, source, offset, bytes, out, d);
	}
	rc = s->ops->text(s, offset, bytes, out, d);
	reader_limit_open(r);
	return rc;
}
