// SPDX-License-Identifier: GPL-2.0-or-later
/* The table of columns, and the functions of its rows. A new column is one row here: column.c,
 * predicate.c, order.c and report/list_json.c derive the rest from it. Does not know a list or a
 * screen. */
#include "config.h"

#include "filter/column.h"

#include "denial/storm.h"

/* The decision. */

static void cell_state(const struct row *row, struct buf *out)
{
	const struct decision *d = row->decision;

	buf_adds(out,
		 d->held == DECISION_OPEN ? decision_terms(d->state)->mark : DECISION_AGAIN_MARK);
}

static const char *text_state(const struct row *row)
{
	return decision_state_name(row->decision->state);
}

static const char *colour_state(const struct row *row)
{
	return decision_terms(row->decision->state)->element;
}

static const char *choice_state(size_t i)
{
	return i < DECISION_STATES ? decision_state_name((enum decision_state)i) : NULL;
}

static int64_t number_state(const struct row *row)
{
	return (int64_t)row->decision->state;
}

static const char *text_note(const struct row *row)
{
	return row->decision->note;
}

static const char *text_kind(const struct row *row)
{
	return kind_of(row->rule->key.kind)->name;
}

static const char *choice_kind(size_t i)
{
	return i < kind_count() ? kind_of((enum record_kind)i)->name : NULL;
}

static int64_t number_kind(const struct row *row)
{
	return (int64_t)row->rule->key.kind;
}

/* Counts and times. */

static int64_t number_hits(const struct row *row)
{
	return (int64_t)row->rule->count;
}

static int64_t number_permissive(const struct row *row)
{
	return (int64_t)row->rule->permissive;
}

static int64_t number_own(const struct row *row)
{
	return (int64_t)row->rule->own;
}

static int64_t number_suspect(const struct row *row)
{
	return (int64_t)row->rule->suspect;
}

static int64_t number_granted(const struct row *row)
{
	return (int64_t)row->rule->granted;
}

static int64_t number_contexts(const struct row *row)
{
	if (row->rule->tuple_count < 2)
		return row->rule->tuple_count;
	return (int64_t)rule_context_pairs(row->rule);
}

static int64_t number_first(const struct row *row)
{
	return row->rule->first_ms;
}

static int64_t number_last(const struct row *row)
{
	return row->rule->last_ms;
}

/* The policy's verdict, and the outcome of the denials. */

static const char *text_verdict(const struct row *row)
{
	return row->judge ? row->judge->verdict(row->judge->ctx, row->id) : NULL;
}

static const char *text_proof(const struct row *row)
{
	return row->judge ? row->judge->proof(row->judge->ctx, row->id) : NULL;
}

static int64_t number_rate(const struct row *row)
{
	return row->judge ? row->judge->rate(row->judge->ctx, row->id) : 0;
}

static void cell_rate(const struct row *row, struct buf *out)
{
	uint32_t rate = (uint32_t)number_rate(row);

	if (rate)
		storm_rate_words(rate, out);
}

static enum outcome outcome_of_row(const struct row *row)
{
	return row->judge ? row->judge->outcome(row->judge->ctx, row->id) : OUTCOME_NONE;
}

static int64_t number_outcome(const struct row *row)
{
	return (int64_t)outcome_of_row(row);
}

static const char *text_outcome(const struct row *row)
{
	return outcome_name(outcome_of_row(row));
}

static const char *choice_outcome(size_t i)
{
	return i < OUTCOMES ? outcome_name((enum outcome)i) : NULL;
}

static void cell_outcome(const struct row *row, struct buf *out)
{
	buf_adds(out, outcome_mark(outcome_of_row(row)));
}

static enum prunable prunable_of_row(const struct row *row)
{
	return row->judge && row->judge->prunable ? row->judge->prunable(row->judge->ctx, row->id)
						  : PRUNABLE_NO;
}

static int64_t number_prunable(const struct row *row)
{
	return (int64_t)prunable_of_row(row);
}

static const char *text_prunable(const struct row *row)
{
	return prunable_name(prunable_of_row(row));
}

static const char *choice_prunable(size_t i)
{
	return i < PRUNABLES ? prunable_name((enum prunable)i) : NULL;
}

static void cell_prunable(const struct row *row, struct buf *out)
{
	if (prunable_of_row(row) != PRUNABLE_NO)
		buf_adds(out, text_prunable(row));
}

/* In the order of the list (those with `shown`) and of the choice of columns (C). */
const struct column column_table[] = {
	{
		.name = "state",
		.title = "St",
		.colour = colour_state,
		.help = "open (re: again), accepted (ok), rejected (--), dontaudit (da) or fixed (fx)",
		.kind = COLUMN_CHOICE,
		.width = 2,
		.shown = true,
		.decided = true,
		.json = "state",
		.csv = true,
		.place = 180,
		.text = text_state,
		.choice = choice_state,
		.number = number_state,
		.cell = cell_state,
	},
	{
		.name = "hits",
		.alias = "count",
		.title = "Hits",
		.help = "number of denials",
		.element = "number",
		.kind = COLUMN_NUMBER,
		.width = 5,
		.shown = true,
		.json = "count",
		.csv = true,
		.place = 60,
		.number = number_hits,
	},
	{
		.name = "rate",
		.title = "Rate",
		.help = "denials a second, while there are 100 or more",
		.kind = COLUMN_NUMBER,
		.width = 6,
		.shown = true,
		.optional = true,
		.number = number_rate,
		.cell = cell_rate,
	},
	{
		.name = "last",
		.title = "Last",
		.help = "time of the latest denial",
		.element = "time",
		.kind = COLUMN_TIME,
		.width = 11,
		.shown = true,
		.json = "last",
		.csv = true,
		.place = 80,
		.number = number_last,
	},
	{
		.name = "first",
		.title = "First",
		.help = "time of the earliest denial",
		.element = "time",
		.kind = COLUMN_TIME,
		.width = 11,
		.json = "first",
		.csv = true,
		.place = 70,
		.number = number_first,
	},
	{
		.name = "outcome",
		.alias = "effect",
		.title = "Now",
		.help = "since the policy changed: gone, unseen, denied (still), new or none",
		.kind = COLUMN_CHOICE,
		.width = 5,
		.shown = true,
		.judged = true,
		.optional = true,
		.text = text_outcome,
		.choice = choice_outcome,
		.number = number_outcome,
		.cell = cell_outcome,
	},
	{
		.name = "prunable",
		.title = "Prune",
		.help = "not needed any more (~): unseen in these logs, or granted without the module",
		.kind = COLUMN_CHOICE,
		.width = 7,
		.judged = true,
		.decided = true,
		.text = text_prunable,
		.choice = choice_prunable,
		.number = number_prunable,
		.cell = cell_prunable,
	},
	{
		.name = "source",
		.title = "Source",
		.help = "type of the process that was denied",
		.element = "source",
		.kind = COLUMN_TEXT,
		.width = 16,
		.shown = true,
		.json = "source",
		.csv = true,
		.place = 20,
		.names = NAMES_SOURCE,
	},
	{
		.name = "target",
		.title = "Target",
		.help = "type of the object that it tried to use",
		.element = "target",
		.kind = COLUMN_TEXT,
		.width = 16,
		.shown = true,
		.json = "target",
		.csv = true,
		.place = 30,
		.names = NAMES_TARGET,
	},
	{
		.name = "class",
		.title = "Class",
		.help = "object class: file, dir, tcp_socket and so on",
		.element = "class",
		.kind = COLUMN_TEXT,
		.width = 10,
		.shown = true,
		.json = "class",
		.csv = true,
		.place = 40,
		.names = NAMES_CLASS,
	},
	{
		.name = "perms",
		.alias = "perm",
		.title = "Permissions",
		.help = "what was denied",
		.element = "perm",
		.kind = COLUMN_LIST,
		.shown = true,
		.sorted = true,
		.json = "permissions",
		.place = 50,
		.names = NAMES_PERMS,
	},
	{
		.name = "comm",
		.title = "Command",
		.help = "command names (comm=) of the processes",
		.kind = COLUMN_LIST,
		.width = 16,
		.json = "comms",
		.place = 140,
		.names = NAMES_SEEN,
		.seen = SEEN_COMM,
	},
	{
		.name = "exe",
		.title = "Program",
		.help = "programs (exe=) of the processes",
		.kind = COLUMN_LIST,
		.width = 24,
		.json = "exes",
		.place = 150,
		.names = NAMES_SEEN,
		.seen = SEEN_EXE,
	},
	{
		.name = "path",
		.title = "Path",
		.help = "paths, or names where the record has no path",
		.kind = COLUMN_LIST,
		.width = 32,
		.json = "paths",
		.place = 160,
		.names = NAMES_SEEN,
		.seen = SEEN_PATH,
	},
	{
		.name = "host",
		.title = "Host",
		.help = "hosts (node=) that sent the records",
		.kind = COLUMN_LIST,
		.width = 16,
		.json = "hosts",
		.place = 170,
		.names = NAMES_SEEN,
		.seen = SEEN_HOST,
	},
	{
		.name = "kind",
		.title = "Kind",
		.help = "what sort of denial it is: access, role and so on",
		.kind = COLUMN_CHOICE,
		.width = 12,
		.json = "kind",
		.csv = true,
		.place = 10,
		.text = text_kind,
		.choice = choice_kind,
		.number = number_kind,
	},
	{
		.name = "permissive",
		.title = "Permissive",
		.help = "denials that were logged but not blocked (permissive=1)",
		.kind = COLUMN_NUMBER,
		.width = 10,
		.json = "permissive",
		.csv = true,
		.place = 90,
		.number = number_permissive,
	},
	{
		.name = "suspect",
		.title = "Suspect",
		.help = "denials that may be forged: the record has two candidates for what was denied",
		.kind = COLUMN_NUMBER,
		.width = 7,
		.json = "suspect",
		.csv = true,
		.place = 110,
		.number = number_suspect,
	},
	{
		.name = "own",
		.title = "Own",
		.help = "denials of avcurate itself, or of a program that it started",
		.more = "The list shows rules that have no other denials only where the filter asks for this "
			"field, as own>0 does.",
		.kind = COLUMN_NUMBER,
		.width = 6,
		.number = number_own,
	},
	{
		.name = "granted",
		.title = "Granted",
		.help = "granted records (auditallow) of the same source, target and class",
		.kind = COLUMN_NUMBER,
		.width = 7,
		.json = "granted",
		.csv = true,
		.place = 100,
		.number = number_granted,
	},
	{
		.name = "contexts",
		.title = "Contexts",
		.help = "distinct pairs of source and target context",
		.kind = COLUMN_NUMBER,
		.width = 8,
		.json = "contexts",
		.csv = true,
		.place = 130,
		.number = number_contexts,
	},
	{
		.name = "verdict",
		.title = "Verdict",
		.help = "why the policy denies it: missing-rule, constraint, boolean and so on",
		.kind = COLUMN_TEXT,
		.width = 15,
		.judged = true,
		.text = text_verdict,
	},
	{
		.name = "proof",
		.title = "Proof",
		.help = "what the selection does: proven, no-effect, blocked or unproved",
		.kind = COLUMN_TEXT,
		.width = 9,
		.judged = true,
		.decided = true,
		.text = text_proof,
	},
	{
		.name = "note",
		.title = "Note",
		.help = "the operator's note",
		.element = "comment",
		.kind = COLUMN_TEXT,
		.width = 24,
		.decided = true,
		.text = text_note,
	},
};
const size_t column_count = AV_ARRAY_LEN(column_table);
