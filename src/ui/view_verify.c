// SPDX-License-Identifier: GPL-2.0-or-later
/* List the statements of the selection that are still blocked, and why, not proved, or without
 * effect. Enter on one goes to its rule. Does not prove anything itself. */
#include "config.h"

#include <stdlib.h>

#include "base/clock.h"
#include "base/mem.h"
#include "ui_internal.h"
#include "session/judging.h"
#include "session/verify.h"
#include "view_table_internal.h"

#define PROOF_CELLS 12

struct verify_rows {
	struct verify found;
	struct view_lines lines;
	rule_id *rules; /* the rule of each line */
	size_t rule_cap;
	uint64_t decisions, policy, ledger;
	size_t width;
	int64_t made_us;
	bool made;
};

/* Minimum time between two proofs while denials arrive. */
#define REMAKE_US 500000

static struct verify_rows *data(struct view *v)
{
	if (!v->data)
		v->data = mem_zalloc(1, sizeof(struct verify_rows));
	return v->data;
}

static void add_row(const struct app *app, struct verify_rows *rows, const struct verify_row *row)
{
	bool good = row->proof == PROOF_PROVEN || row->proof == PROOF_UNPROVED;
	size_t first = rows->lines.count, i;
	struct line *l = view_lines_add(&rows->lines);
	struct buf text = { 0 };

	line_add(l, EL_TEXT, " ");
	line_addf(l, good ? EL_TEXT : EL_WARNING, "%s%s", row->proof == PROOF_BLOCKED ? "! " : "",
		  proof_label(row->proof));
	line_pad(l, PROOF_CELLS);
	app_rule_name(app, row->rule, &text);
	buf_adds(&text, ": ");
	verify_words(app->session, row, &text);
	view_lines_wrap(&rows->lines, EL_TEXT, buf_str(&text), rows->width, PROOF_CELLS, true);
	rows->rules =
		mem_grow(rows->rules, &rows->rule_cap, rows->lines.count, sizeof(*rows->rules));
	for (i = first; i < rows->lines.count; i++)
		rows->rules[i] = row->rule;
	buf_release(&text);
}

static void refresh(struct view *v, size_t width)
{
	struct verify_rows *rows = data(v);
	const struct session *s = v->app->session;
	uint64_t decisions = decisions_serial(s->decisions), ledger = ledger_serial(s->denials);
	int64_t now = clock_us();
	size_t i;

	if (rows->made && rows->decisions == decisions && rows->policy == judging_serial(s) &&
	    rows->width == width && (rows->ledger == ledger || now - rows->made_us < REMAKE_US)) {
		v->again_us = rows->ledger == ledger ? 0 : rows->made_us + REMAKE_US;
		return;
	}
	v->again_us = 0;
	rows->made = true;
	rows->made_us = now;
	rows->decisions = decisions;
	rows->policy = judging_serial(s);
	rows->ledger = ledger;
	rows->width = width;
	rows->lines.utf8 = v->utf8;
	view_lines_clear(&rows->lines);
	verify_selection(s, &rows->found);
	for (i = 0; i < rows->found.count; i++)
		add_row(v->app, rows, &rows->found.rows[i]);
}

static size_t count(struct view *v)
{
	return data(v)->lines.count;
}

static void row(struct view *v, size_t i, struct line *out)
{
	view_lines_copy(&data(v)->lines, i, out);
	if (i == v->list.cursor && out->text.len)
		out->text.data[0] = '>';
}

static unsigned enter(struct view *v, size_t i)
{
	rule_id id = data(v)->rules[i];

	if (rule_list_index(v->app->list.rules, id) == SIZE_MAX)
		return app_say(v->app, DIAG_INFO, "the filter hides this line's rule");
	v->app->list.selected = id;
	v->app->screen->show(v->app->screen_ctx, "denials", NULL);
	v->app->screen->go_to_rule(v->app->screen_ctx);
	return DIRTY_SCREEN;
}

static const char *empty(struct view *v)
{
	if (!judging_policy(v->app->session))
		return "No policy to check with: name one with -p FILE.";
	if (!data(v)->found.proven)
		return "Nothing is accepted yet.";
	return "All proven: this selection allows everything that was denied.";
}

static void note(struct view *v, struct buf *out)
{
	const struct verify *found = &data(v)->found;
	size_t counts[PROOFS] = { 0 }, i;

	for (i = 0; i < found->count; i++)
		counts[found->rows[i].proof]++;
	buf_addf(out, "%zu proven", found->proven);
	if (counts[PROOF_BLOCKED])
		buf_addf(out, ", %zu blocked", counts[PROOF_BLOCKED]);
	if (counts[PROOF_UNPROVED])
		buf_addf(out, ", %zu unproved", counts[PROOF_UNPROVED]);
	if (counts[PROOF_NO_EFFECT])
		buf_addf(out, ", %zu without effect", counts[PROOF_NO_EFFECT]);
}

static void close_view(struct view *v)
{
	struct verify_rows *rows = v->data;

	if (rows) {
		verify_release(&rows->found);
		view_lines_release(&rows->lines);
		free(rows->rules);
	}
	free(rows);
}

const struct view_ops view_verify_ops = {
	.name = "verify",
	.title = "Verify",
	.help = "what the selection does not do: still blocked, unproved, without effect",
	.scope = SCOPE_VERIFY,
	.cursor = true,
	.refresh = refresh,
	.close = close_view,
	.count = count,
	.row = row,
	.empty = empty,
	.note = note,
	.enter = enter,
};
