// SPDX-License-Identifier: GPL-2.0-or-later
/* Run the commands without a screen: list and why here, the others in their own files. Does not
 * know how a report looks (report/). */
#include "config.h"

#include "cli/batch.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "batch_internal.h"
#include "session/module_file.h"
#include "base/mem.h"
#include "session/open.h"
#include "filter/order.h"
#include "report/report.h"
#include "session/judging.h"

static int usage(struct diag *d)
{
	fprintf(stderr, "avcurate: %s\n", diag_text(d));
	diag_release(d);
	return STATUS_USAGE;
}

/* Print errors always, and all messages with --messages. */
static void say_messages(const struct session *s, bool all)
{
	static const char *const words[] = {
		[DIAG_INFO] = "", [DIAG_WARNING] = "warning: ", [DIAG_ERROR] = "error: "
	};
	size_t i;

	for (i = 0; i < s->messages.count; i++)
		if (all || s->messages.items[i].level == DIAG_ERROR)
			fprintf(stderr, "avcurate: %s%s\n", words[s->messages.items[i].level],
				s->messages.items[i].text);
}

static void fill_row(void *ctx, rule_id id, struct row *row)
{
	session_row(ctx, id, row);
}

/* The rules that match the filter, sorted. Caller frees. */
static int select_rules(struct session *s, const struct options *o, rule_id **ids, size_t *n,
			struct diag *d)
{
	const char *sort = o->sort ? o->sort : "";
	const struct column *column = NULL;
	struct order *order;
	struct query *q;
	struct row row;
	size_t i;

	q = query_parse_option("--filter", o->filter ? o->filter : "", s->clock.began_ms, d);
	if (!q)
		return -1;
	if (*sort) {
		column = column_find(sort + (*sort == '-'));
		if (!column) {
			query_free(q);
			return diag_set(d, "--sort %s: unknown column", o->sort);
		}
	}
	*ids = mem_alloc(ledger_count(s->denials) * sizeof(**ids));
	for (i = 0, *n = 0; i < ledger_count(s->denials); i++) {
		session_row(s, (rule_id)i, &row);
		if (session_lists(s, (rule_id)i) && query_match(q, &row))
			(*ids)[(*n)++] = (rule_id)i;
	}
	query_free(q);
	if (column) {
		order = order_new(s->names);
		order_sort(order, column, *sort == '-', *ids, *n, fill_row, s);
		order_free(order);
	}
	return 0;
}

static int list(struct session *s, const struct options *o, enum status opened)
{
	const char *format = o->format ? o->format : "text";
	const struct report *report = report_find(format);
	struct report_input in = { .names = s->names,
				   .denials = s->denials,
				   .granted = s->granted,
				   .decisions = s->decisions,
				   .reader = s->reader,
				   .policy = judging_policy(s),
				   .judge = judging_judge(s),
				   .prover = judging_prover(s),
				   .rows = &s->row_judge,
				   .opened = o->opened,
				   .now_ms = s->clock.began_ms };
	struct diag d = { 0 };
	bool refused = false, failed = opened == STATUS_UNREADABLE;
	rule_id *ids = NULL;
	size_t i;

	if (!report || (o->command == COMMAND_WHY && !report->why)) {
		diag_set(&d, "--format %s: text%s json", format,
			 o->command == COMMAND_WHY ? " or" : ", csv or");
		return usage(&d);
	}
	session_read_all(s);
	if (select_rules(s, o, &ids, &in.rule_count, &d) < 0)
		return usage(&d);
	in.rules = ids;
	if (o->command == COMMAND_WHY)
		report->why(&in, stdout);
	else
		report->list(&in, stdout);
	free(ids);
	say_messages(s, o->messages);
	for (i = 0; i < reader_count(s->reader); i++) {
		const struct reader_source *src = reader_source(s->reader, i);

		refused |= src->counts.refused > 0;
		failed |= src->failed;
	}
	return failed ? STATUS_UNREADABLE : refused ? STATUS_SOME : STATUS_OK;
}

static int build(struct session *s, const struct options *o, enum status opened)
{
	struct diag d = { 0 };
	enum status status = batch_build(s, o, &d);

	if (status == STATUS_USAGE)
		return usage(&d);
	diag_release(&d); /* also in the messages, as an error */
	say_messages(s, o->messages);
	return status == STATUS_OK || status == STATUS_SOME
		       ? (opened == STATUS_UNREADABLE ? STATUS_UNREADABLE : status)
		       : status;
}

static int without_session(const struct options *o,
			   enum status (*run)(const struct options *o, struct diag *d))
{
	struct diag d = { 0 };
	enum status status = run(o, &d);

	if (d.text.len)
		fprintf(stderr, "avcurate: %s\n", diag_text(&d));
	diag_release(&d);
	return status;
}

int batch_run(const struct options *o)
{
	struct session s;
	struct diag d = { 0 };
	enum status opened;
	int rc = STATUS_USAGE;

	if (o->command == COMMAND_CHECK)
		return without_session(o, batch_check);
	if (o->command == COMMAND_REVIEW)
		return without_session(o, batch_review);
	if (o->command == COMMAND_INSTALL || o->command == COMMAND_UNINSTALL)
		return without_session(o, batch_install);
	opened = open_session(&s, o, false, &d);
	if (d.text.len) {
		usage(&d);
		rc = opened;
		goto out;
	}
	if (o->te && module_file_open(&s, o->te, o, &d) < 0) {
		usage(&d);
		rc = STATUS_UNREADABLE;
		goto out;
	}
	switch (o->command) {
	case COMMAND_SCREEN:
	case COMMAND_LIST:
	case COMMAND_WHY:
		rc = list(&s, o, opened);
		break;
	case COMMAND_BUILD:
		rc = build(&s, o, opened);
		break;
	case COMMAND_CHECK:
	case COMMAND_REVIEW:
	case COMMAND_INSTALL:
	case COMMAND_UNINSTALL:
	case COMMANDS:
		break; /* handled above */
	}
	if (fflush(stdout) != 0) {
		fprintf(stderr, "avcurate: cannot write to standard output: %s\n", strerror(errno));
		rc = STATUS_FAILED;
	}
out:
	session_release(&s);
	return rc;
}
