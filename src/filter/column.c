// SPDX-License-Identifier: GPL-2.0-or-later
#include "config.h"

#include "filter/column.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "denial/storm.h"
#include "base/text.h"

static void add_name(const struct row *row, name_id id, struct buf *out)
{
	text_clean(out, (struct slice){ intern_str(row->names, id), intern_len(row->names, id) });
}

/* Names of the key. */

static bool only(name_id id, size_t *at, name_id *out)
{
	*out = id;
	return (*at)++ == 0 && id != NAME_EMPTY;
}

static bool next_source(const struct row *row, size_t *at, name_id *out)
{
	return only(row->rule->key.source, at, out);
}

static bool next_target(const struct row *row, size_t *at, name_id *out)
{
	return only(row->rule->key.target, at, out);
}

static bool next_class(const struct row *row, size_t *at, name_id *out)
{
	return only(row->rule->key.class, at, out);
}

static void cell_source(const struct row *row, struct buf *out)
{
	add_name(row, row->rule->key.source, out);
}

static void cell_target(const struct row *row, struct buf *out)
{
	add_name(row, row->rule->key.target, out);
}

static void cell_class(const struct row *row, struct buf *out)
{
	add_name(row, row->rule->key.class, out);
}

/* Permissions: in the alphabet's order, as everywhere a statement is printed. */

/* What was denied; of a module's rule that has no denial, what it grants. */
static size_t count_perms(const struct row *row)
{
	return row->rule->perm_count ? row->rule->perm_count : row->decision->statement.perm_count;
}

static name_id perm_at(const struct row *row, size_t i)
{
	return row->rule->perm_count ? row->rule->perms[i].perm : row->decision->statement.perms[i];
}

static bool next_perm(const struct row *row, size_t *at, name_id *out)
{
	if (*at >= count_perms(row))
		return false;
	*out = perm_at(row, (*at)++);
	return true;
}

static int compare_texts(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void cell_perms(const struct row *row, struct buf *out)
{
	size_t n = count_perms(row), i;
	const char **texts;

	if (n == 0)
		return;
	texts = mem_alloc(n * sizeof(*texts));
	for (i = 0; i < n; i++)
		texts[i] = intern_str(row->names, perm_at(row, i));
	qsort(texts, n, sizeof(*texts), compare_texts);
	for (i = 0; i < n; i++) {
		if (i)
			buf_addc(out, ' ');
		text_clean(out, slice_of(texts[i]));
	}
	free(texts);
}

/* What was seen with the rule. */

static bool next_seen(const struct row *row, enum seen_kind kind, size_t *at, name_id *out)
{
	while (*at < row->rule->seen_count) {
		const struct seen *seen = &row->rule->seen[(*at)++];

		if (seen->kind != kind)
			continue;
		*out = seen->text;
		return true;
	}
	return false;
}

static void cell_seen(const struct row *row, enum seen_kind kind, struct buf *out)
{
	size_t at = 0, n = 0;
	name_id id;

	while (next_seen(row, kind, &at, &id)) {
		if (n++)
			buf_addc(out, ' ');
		add_name(row, id, out);
	}
}

static bool next_comm(const struct row *row, size_t *at, name_id *out)
{
	return next_seen(row, SEEN_COMM, at, out);
}

static bool next_exe(const struct row *row, size_t *at, name_id *out)
{
	return next_seen(row, SEEN_EXE, at, out);
}

static bool next_path(const struct row *row, size_t *at, name_id *out)
{
	return next_seen(row, SEEN_PATH, at, out);
}

static bool next_host(const struct row *row, size_t *at, name_id *out)
{
	return next_seen(row, SEEN_HOST, at, out);
}

static bool is_in_a_column(enum seen_kind kind)
{
	return kind == SEEN_COMM || kind == SEEN_EXE || kind == SEEN_PATH || kind == SEEN_HOST;
}

size_t column_names(const struct row *row, size_t *at, name_id *out, size_t max)
{
	const struct rule *r = row->rule;
	const name_id keys[] = { r->key.source, r->key.target, r->key.class };
	size_t key_end = AV_ARRAY_LEN(keys), perm_end = key_end + count_perms(row);
	size_t end = perm_end + r->seen_count, n = 0, i;

	for (i = *at; i < key_end && n < max; i++)
		if (keys[i] != NAME_EMPTY)
			out[n++] = keys[i];
	for (; i < perm_end && n < max; i++)
		out[n++] = perm_at(row, i - key_end);
	for (; i < end && n < max; i++)
		if (is_in_a_column(r->seen[i - perm_end].kind))
			out[n++] = r->seen[i - perm_end].text;
	*at = i;
	return n;
}

static void cell_comm(const struct row *row, struct buf *out)
{
	cell_seen(row, SEEN_COMM, out);
}

static void cell_exe(const struct row *row, struct buf *out)
{
	cell_seen(row, SEEN_EXE, out);
}

static void cell_path(const struct row *row, struct buf *out)
{
	cell_seen(row, SEEN_PATH, out);
}

static void cell_host(const struct row *row, struct buf *out)
{
	cell_seen(row, SEEN_HOST, out);
}

/* The decision. */

static const char *const state_marks[DECISION_STATES] = {
	[DECISION_OPEN] = "",        [DECISION_ACCEPTED] = "ok", [DECISION_REJECTED] = "--",
	[DECISION_DONTAUDIT] = "da", [DECISION_FIXED] = "fx",
};

static void cell_state(const struct row *row, struct buf *out)
{
	buf_adds(out,
		 row->decision->held == DECISION_OPEN ? state_marks[row->decision->state] : "re");
}

static const char *text_state(const struct row *row)
{
	return decision_state_name(row->decision->state);
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

static void cell_note(const struct row *row, struct buf *out)
{
	if (row->decision->note)
		text_clean(out, slice_of(row->decision->note));
}

static void cell_kind(const struct row *row, struct buf *out)
{
	buf_adds(out, kind_of(row->rule->key.kind)->name);
}

static const char *text_kind(const struct row *row)
{
	return kind_of(row->rule->key.kind)->name;
}

static const char *choice_kind(size_t i)
{
	return i < RECORD_KINDS ? kind_of((enum record_kind)i)->name : NULL;
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

static void cell_hits(const struct row *row, struct buf *out)
{
	buf_addf(out, "%lld", (long long)number_hits(row));
}

static void cell_permissive(const struct row *row, struct buf *out)
{
	buf_addf(out, "%lld", (long long)number_permissive(row));
}

static void cell_own(const struct row *row, struct buf *out)
{
	buf_addf(out, "%lld", (long long)number_own(row));
}

static void cell_suspect(const struct row *row, struct buf *out)
{
	buf_addf(out, "%lld", (long long)number_suspect(row));
}

static void cell_granted(const struct row *row, struct buf *out)
{
	buf_addf(out, "%lld", (long long)number_granted(row));
}

static void cell_contexts(const struct row *row, struct buf *out)
{
	buf_addf(out, "%lld", (long long)number_contexts(row));
}

static void cell_first(const struct row *row, struct buf *out)
{
	clock_short(row->rule->first_ms, row->now_ms, out);
}

static void cell_last(const struct row *row, struct buf *out)
{
	clock_short(row->rule->last_ms, row->now_ms, out);
}

static const char *text_verdict(const struct row *row)
{
	return row->judge ? row->judge->verdict(row->judge->ctx, row->id) : "no-policy";
}

static const char *text_proof(const struct row *row)
{
	return row->judge ? row->judge->proof(row->judge->ctx, row->id) : "unproved";
}

static void cell_verdict(const struct row *row, struct buf *out)
{
	buf_adds(out, text_verdict(row));
}

static void cell_proof(const struct row *row, struct buf *out)
{
	buf_adds(out, text_proof(row));
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

/* What the list shows of it is what somebody waits for. */
static const char *const outcome_cells[OUTCOMES] = {
	[OUTCOME_NONE] = "",        [OUTCOME_GONE] = "gone", [OUTCOME_UNSEEN] = "",
	[OUTCOME_DENIED] = "still", [OUTCOME_NEW] = "",
};

static int64_t number_outcome(const struct row *row)
{
	return row->judge ? (int64_t)row->judge->outcome(row->judge->ctx, row->id) : OUTCOME_NONE;
}

static void cell_outcome(const struct row *row, struct buf *out)
{
	buf_adds(out, outcome_cells[number_outcome(row)]);
}

static const char *text_outcome(const struct row *row)
{
	return outcome_name((enum outcome)number_outcome(row));
}

static const char *choice_outcome(size_t i)
{
	return i < OUTCOMES ? outcome_name((enum outcome)i) : NULL;
}

static const char *const prunable_words[] = { "no", "unseen", "granted" };

static const char *text_prunable(const struct row *row)
{
	return row->judge && row->judge->prunable ? row->judge->prunable(row->judge->ctx, row->id)
						  : prunable_words[0];
}

static void cell_prunable(const struct row *row, struct buf *out)
{
	const char *text = text_prunable(row);

	buf_adds(out, strcmp(text, prunable_words[0]) == 0 ? "" : text);
}

static const char *choice_prunable(size_t i)
{
	return i < AV_ARRAY_LEN(prunable_words) ? prunable_words[i] : NULL;
}

static int64_t number_prunable(const struct row *row)
{
	const char *text = text_prunable(row);
	size_t i;

	for (i = 0; i + 1 < AV_ARRAY_LEN(prunable_words); i++)
		if (strcmp(prunable_words[i], text) == 0)
			break;
	return (int64_t)i;
}

const struct column column_table[] = {
	{
		.name = "state",
		.decided = true,
		.title = "St",
		.help = "open (re: again), accepted (ok), rejected (--), dontaudit (da) or fixed (fx)",
		.kind = COLUMN_CHOICE,
		.width = 2,
		.shown = true,
		.cell = cell_state,
		.text = text_state,
		.choice = choice_state,
		.number = number_state,
	},
	{
		.name = "hits",
		.alias = "count",
		.title = "Hits",
		.help = "how many denials there were",
		.kind = COLUMN_NUMBER,
		.width = 5,
		.shown = true,
		.cell = cell_hits,
		.number = number_hits,
	},
	{
		.name = "rate",
		.title = "Rate",
		.help = "denials a second, while there are 100 and more",
		.optional = true,
		.kind = COLUMN_NUMBER,
		.width = 6,
		.shown = true,
		.cell = cell_rate,
		.number = number_rate,
	},
	{
		.name = "last",
		.title = "Last",
		.help = "time of the latest denial",
		.kind = COLUMN_TIME,
		.width = 11,
		.shown = true,
		.cell = cell_last,
		.number = number_last,
	},
	{
		.name = "first",
		.title = "First",
		.help = "time of the earliest denial",
		.kind = COLUMN_TIME,
		.width = 11,
		.cell = cell_first,
		.number = number_first,
	},
	{
		.name = "outcome",
		.alias = "effect",
		.title = "Now",
		.help = "since the policy changed: gone, unseen, denied (still), new or none",
		.judged = true,
		.optional = true,
		.kind = COLUMN_CHOICE,
		.width = 5,
		.shown = true,
		.cell = cell_outcome,
		.text = text_outcome,
		.choice = choice_outcome,
		.number = number_outcome,
	},
	{
		.name = "prunable",
		.title = "Prune",
		.help = "not needed any more (~): unseen in these logs, or granted without the module",
		.judged = true,
		.decided = true,
		.kind = COLUMN_CHOICE,
		.width = 7,
		.cell = cell_prunable,
		.text = text_prunable,
		.choice = choice_prunable,
		.number = number_prunable,
	},
	{
		.name = "source",
		.title = "Source",
		.help = "type of the process that was denied",
		.kind = COLUMN_TEXT,
		.width = 16,
		.shown = true,
		.cell = cell_source,
		.next = next_source,
	},
	{
		.name = "target",
		.title = "Target",
		.help = "type of what it wanted to use",
		.kind = COLUMN_TEXT,
		.width = 16,
		.shown = true,
		.cell = cell_target,
		.next = next_target,
	},
	{
		.name = "class",
		.title = "Class",
		.help = "object class: file, dir, tcp_socket and so on",
		.kind = COLUMN_TEXT,
		.width = 10,
		.shown = true,
		.cell = cell_class,
		.next = next_class,
	},
	{
		.name = "perms",
		.alias = "perm",
		.title = "Permissions",
		.help = "what was denied",
		.kind = COLUMN_LIST,
		.shown = true,
		.sorted = true,
		.cell = cell_perms,
		.next = next_perm,
	},
	{
		.name = "comm",
		.title = "Command",
		.help = "command names (comm=) of the processes",
		.kind = COLUMN_LIST,
		.width = 16,
		.cell = cell_comm,
		.next = next_comm,
	},
	{
		.name = "exe",
		.title = "Program",
		.help = "programs (exe=) of the processes",
		.kind = COLUMN_LIST,
		.width = 24,
		.cell = cell_exe,
		.next = next_exe,
	},
	{
		.name = "path",
		.title = "Path",
		.help = "paths, or names where the record has no path",
		.kind = COLUMN_LIST,
		.width = 32,
		.cell = cell_path,
		.next = next_path,
	},
	{
		.name = "host",
		.title = "Host",
		.help = "hosts (node=) that sent the records",
		.kind = COLUMN_LIST,
		.width = 16,
		.cell = cell_host,
		.next = next_host,
	},
	{
		.name = "kind",
		.title = "Kind",
		.help = "what sort of denial it is: access, role and so on",
		.kind = COLUMN_CHOICE,
		.width = 12,
		.cell = cell_kind,
		.text = text_kind,
		.choice = choice_kind,
		.number = number_kind,
	},
	{
		.name = "permissive",
		.title = "Permissive",
		.help = "denials that were logged only (permissive=1)",
		.kind = COLUMN_NUMBER,
		.width = 10,
		.cell = cell_permissive,
		.number = number_permissive,
	},
	{
		.name = "suspect",
		.title = "Suspect",
		.help = "denials whose record holds a second candidate for what was denied",
		.kind = COLUMN_NUMBER,
		.width = 7,
		.cell = cell_suspect,
		.number = number_suspect,
	},
	{
		.name = "own",
		.title = "Own",
		.help = "denials of avcurate itself, or of a program that it started",
		.kind = COLUMN_NUMBER,
		.width = 6,
		.cell = cell_own,
		.number = number_own,
	},
	{
		.name = "granted",
		.title = "Granted",
		.help = "granted records (auditallow) of the same source, target and class",
		.kind = COLUMN_NUMBER,
		.width = 7,
		.cell = cell_granted,
		.number = number_granted,
	},
	{
		.name = "contexts",
		.title = "Contexts",
		.help = "distinct pairs of source and target context",
		.kind = COLUMN_NUMBER,
		.width = 8,
		.cell = cell_contexts,
		.number = number_contexts,
	},
	{
		.name = "verdict",
		.title = "Verdict",
		.help = "why the policy denies it: missing-rule, constraint, boolean and so on",
		.judged = true,
		.kind = COLUMN_TEXT,
		.width = 15,
		.cell = cell_verdict,
		.text = text_verdict,
	},
	{
		.name = "proof",
		.decided = true,
		.title = "Proof",
		.help = "proven, no-effect, blocked or unproved: what the selection comes to",
		.judged = true,
		.kind = COLUMN_TEXT,
		.width = 9,
		.cell = cell_proof,
		.text = text_proof,
	},
	{
		.name = "note",
		.decided = true,
		.title = "Note",
		.help = "the operator's note",
		.kind = COLUMN_TEXT,
		.width = 24,
		.cell = cell_note,
		.text = text_note,
	},
};
const size_t column_count = AV_ARRAY_LEN(column_table);

const struct column *column_find(const char *name)
{
	size_t i;

	for (i = 0; i < column_count; i++) {
		const struct column *c = &column_table[i];

		if (strcmp(c->name, name) == 0 || (c->alias && strcmp(c->alias, name) == 0))
			return c;
	}
	return NULL;
}
