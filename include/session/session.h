/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The controller: everything one run of avcurate knows, and the operations on it that the screen and
 * the batch commands share. It draws nothing, prints nothing, and never exits. */
#ifndef AVCURATE_SESSION_SESSION_H
#define AVCURATE_SESSION_SESSION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "filter/column.h"
#include "denial/decision.h"
#include "base/diag.h"
#include "denial/event.h"
#include "base/intern.h"
#include "session/seen_before.h"
#include "denial/ledger.h"
#include "session/audit_health.h"
#include "session/notices.h"
#include "session/self_denials.h"
#include "filter/query.h"
#include "input/reader.h"

/* What was asked for on the command line, as far as it is about reading. */
struct session_options {
	int64_t since_ms, until_ms; /* TIME_NONE: no bound */
	const char *file_contexts;  /* --file-contexts, or NULL */
	const char *type_regex;     /* -t, or NULL */
	bool after_load;            /* -l: only after the last policy load */
	bool whole;  /* what the other records of an event tell of its denials: program, path,
			    * descriptors passed on (a third more of reading) */
	bool events; /* keep events for showing; batch commands do without */
};

struct debug_commands;
struct epochs;
struct outcomes;
struct pattern;
struct storms;
struct judging;

struct session {
	struct intern *names;
	struct ledger *denials;
	struct ledger *granted; /* same names, own rule ids */
	struct events *events;  /* NULL without options.events */
	struct decisions *decisions;
	struct reader *reader;
	struct message_log messages;
	struct notices notices; /* what the header says besides */
	struct audit_health missing;
	struct session_options options;
	struct pattern *type;    /* -t; NULL: any */
	int64_t now_ms;          /* when the session began */
	struct self_denials own; /* what tells our own denials */
	bool loaded_all;         /* history has been read; what comes now is live */
	size_t *reported; /* by source: how many of its refused records are in the messages */
	size_t reported_count, reported_cap;
	bool reported_lost;
	uint64_t looked_serial; /* of the ledger when session_reopen looked last */
	uint32_t *looked;       /* by rule: its `changed` then */
	size_t looked_count, looked_cap;
	size_t listed;                            /* as of these: */
	uint64_t listed_ledger, listed_decisions; /* serials, 1 more */
	struct seen_before *known;                /* what every decided rule was decided on */

	struct judging *verdicts;       /* verdicts.h; NULL: no policy */
	struct epochs *epochs;          /* when the policy changed */
	struct prunables *prunables;    /* prunable.h */
	struct outcomes *outcomes;      /* outcomes.h */
	struct debug_commands *collect; /* collect.h */
	struct storms *storms;          /* by the rules of `denials` */
	int64_t live_ms, live_us; /* stamp of the latest live record, and when it came; 0: none */
	struct row_judge judge;   /* for rows */
	bool told_unknown;

	char *module_name;      /* NULL while unnamed */
	char *module_dir;       /* where it is written; "." by default */
	char *module_path;      /* of the NAME.te that was opened or written last; NULL: none */
	struct buf module_text; /* of that file, as it was then (underneath.h) */
	char *foreign_te;       /* a NAME.te that is not ours, to be asked about; NULL: none */
	size_t foreign_rules;   /* in it, that could be taken over */
	bool foreign_asked;
	char *taken_te;       /* taken over and not written yet; NULL: none */
	char *module_version; /* "1.0" for a new one */
	char *user;           /* who decides: the login name, also under sudo */
};

/* 0, or -1 with `d` (-t is no regular expression). Release it in either case. */
int session_init(struct session *s, const struct session_options *options, struct diag *d);
void session_release(struct session *s);

/* Read on, as reader_step, and put news of sources into the messages. */
enum reader_state session_step(struct session *s, size_t budget_bytes);
/* Read all there is (batch). */
void session_read_all(struct session *s);

/* Whether all that was counted in it is avcurate's own doing, and nothing was decided: it is listed only
 * where a filter asks for `own`. */
bool session_is_own(const struct session *s, rule_id id);
/* Whether the rule belongs in a list: it has a denial (-l may have taken them) that is not our own, or a
 * decision. */
bool session_lists(const struct session *s, rule_id id);
/* How many do; counted again only when something changed. */
size_t session_listed(struct session *s);
void session_row(const struct session *s, rule_id id, struct row *row);

/* Decisions (src/app/decide.c): each call is one step of undo for all `n` rules; who and when are added. NULL or empty
 * note keeps the one there is. Returns how many changed. */
size_t session_decide(struct session *s, const rule_id *ids, size_t n, enum decision_state state);
size_t session_note(struct session *s, const rule_id *ids, size_t n, const char *note);
/* Choose a statement (a step of widening); `step` names it. One for several rules answers them all
 * and is written once. */
size_t session_choose(struct session *s, const rule_id *ids, size_t n, const struct statement *st,
		      const char *step);
/* Whether a step was chosen that grants more than was denied, and no note says why. */
bool session_lacks_reason(const struct session *s, rule_id id);
/* Decide that it is fixed in place of a rule: `to` and `command` as in struct decision. */
size_t session_fix(struct session *s, rule_id id, enum fix_by by, const char *to,
		   const char *command);
/* Take one observed permission off, or put it back. */
size_t session_drop_perm(struct session *s, rule_id id, name_id perm);

/* A decided rule is open again when a permission, ioctl command, command, path or level was seen that the
 * decision does not know of; a message says which. What was accepted stays in the module meanwhile. session_step calls it whenever it has read all there is. Returns how
 * many. */
size_t session_reopen(struct session *s);
/* The same for all rules, also those that have no new record: a .te was opened. */
size_t session_reopen_all(struct session *s);

/* What time it is by the clock of the log that is followed, which may be another host's. */
int64_t session_log_clock_ms(const struct session *s);

#endif
