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
#include "denial/ledger.h"
#include "filter/query.h"
#include "input/reader.h"
#include "session/audit_health.h"
#include "session/module_file.h"
#include "session/notices.h"
#include "session/reopen.h"
#include "session/seen_before.h"
#include "session/self_denials.h"
#include "session/session_clock.h"
#include "session/source_report.h"

/* How many rules are listed, as of these serials, 1 more. */
struct listed {
	size_t count;
	uint64_t ledger, decisions;
};

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
struct judging;
struct outcomes;
struct pattern;
struct prunables;
struct storms;

struct session {
	/* What was read, and what was decided about it. */
	struct intern *names;
	struct ledger *denials;
	struct ledger *granted; /* same names, own rule ids */
	struct events *events;  /* NULL without options.events */
	struct storms *storms;  /* by the rules of `denials` */
	struct epochs *epochs;  /* when the policy changed */
	struct reader *reader;
	struct decisions *decisions;
	struct seen_before *seen_before; /* what every decided rule was decided on */
	struct module_file module;

	/* What follows from it. */
	struct judging *judging; /* NULL: no policy */
	struct row_judge row_judge;
	struct prunables *prunables;
	struct outcomes *outcomes;
	struct reopening reopening;
	struct listed listed;

	/* What the operator is told. */
	struct message_log messages;
	struct notices notices; /* what the header says besides */
	struct audit_health audit_health;
	struct self_denials self_denials; /* what tells our own denials */
	struct debug_commands *debug_commands;
	struct source_report source_report;

	struct session_options options;
	struct pattern *type; /* -t; NULL: any */
	struct session_clock clock;
	bool loaded_all; /* history has been read; what comes now is live */
	char *user;      /* who decides: the login name, also under sudo */
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

/* Decisions (decide.c): each call is one step of undo for all `n` rules; who and when are added. NULL or empty
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

#endif
