// SPDX-License-Identifier: GPL-2.0-or-later
/* What reading each source came to, as messages: lines, records, what was refused and why. */
#include "config.h"

#include "session/source_report.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/fileio.h"
#include "base/mem.h"
#include "base/text.h"
#include "session/session.h"

/* What could not be opened was told when it was given. */
static bool is_told(const struct session *s, const char *text)
{
	size_t i;

	for (i = 0; i < s->messages.count; i++)
		if (strcmp(s->messages.items[i].text, text) == 0)
			return true;
	return false;
}

static void report_source(struct session *s, const struct reader_source *src)
{
	const struct scan_counts *c = &src->counts;
	char *path = text_cleaned(slice_of(src->path));

	if (src->failed && !is_told(s, src->error))
		message_add(&s->messages, DIAG_ERROR, "%s", src->error);
	message_add(&s->messages, c->refused ? DIAG_WARNING : DIAG_INFO,
		    "%s: %" PRIu64 " line%s, %" PRIu64 " record%s: %" PRIu64 " denial%s, %" PRIu64
		    " granted, %" PRIu64 " skipped, %" PRIu64 " refused; %" PRIu64
		    " joined from several lines",
		    path, c->lines, c->lines == 1 ? "" : "s", c->records,
		    c->records == 1 ? "" : "s", c->denials, c->denials == 1 ? "" : "s", c->granted,
		    c->skipped, c->refused, c->joined);
	if (c->records == 0 && !src->failed)
		message_add(&s->messages, DIAG_INFO,
			    "%s: no SELinux denial in it; dontaudit rules may hide some (semodule "
			    "-DB shows them, semodule -B hides them again)",
			    path);
	if (c->date_ambiguous)
		message_add(&s->messages, DIAG_WARNING,
			    "%s: %" PRIu64 " dates could be day/month or month/day; these records "
			    "have no time here",
			    path, c->date_ambiguous);
	if (c->long_lines)
		message_add(&s->messages, DIAG_WARNING,
			    "%s: %" PRIu64 " lines over %zu bytes were read only in part", path,
			    c->long_lines, SCAN_LINE_MAX);
	free(path);
}

static void report_refused(struct session *s, const struct reader_source *src, size_t from)
{
	char *base = text_cleaned(slice_of(fileio_base(src->path)));
	size_t i;

	for (i = from; i < src->refused_count; i++)
		message_add(&s->messages, DIAG_WARNING, "%s:%u: refused: %s: %s", base,
			    src->refused[i].line, src->refused[i].reason, src->refused[i].text);
	free(base);
}

/* What reading one source came to, once; what it refused since, each time. */
static void report(struct session *s, size_t i)
{
	struct source_report *done = &s->source_report;
	const struct reader_source *src = reader_source(s->reader, i);

	if (i >= done->count) {
		done->refused = mem_grow(done->refused, &done->cap, i + 1, sizeof(*done->refused));
		done->refused[i] = 0;
		done->count = i + 1;
		report_source(s, src);
	} else if (src->failed && !is_told(s, src->error)) {
		message_add(&s->messages, DIAG_ERROR, "%s", src->error);
	}
	report_refused(s, src, done->refused[i]);
	done->refused[i] = src->refused_count;
}

void source_report_step(struct session *s)
{
	size_t i;

	for (i = 0; i < reader_count(s->reader); i++)
		report(s, i);
	if (ledger_tuples_lost(s->denials) && !s->source_report.lost) {
		message_add(&s->messages, DIAG_WARNING,
			    "memory for distinct denials is used up; %" PRIu64
			    " of them were counted but not kept apart",
			    ledger_tuples_lost(s->denials));
		s->source_report.lost = true;
	}
}

void source_report_release(struct source_report *r)
{
	free(r->refused);
	*r = (struct source_report){ 0 };
}
