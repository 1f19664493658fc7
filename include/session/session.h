/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The controller: everything one run of avcurate knows, and the operations shared by the screen
 * and the batch commands. It does not draw, print, or exit. */
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

/* Number of rules listed; valid for these serials (+ 1). */
struct listed {
	size_t count;
	uint64_t ledger, decisions;
};

/* Options of the command line that concern reading. */
struct session_options {
	int64_t since_ms, until_ms; /* TIME_NONE: unbounded */
	const char *file_contexts;  /* --file-contexts, or NULL */
	const char *type_regex;     /* -t, or NULL */
	bool after_load;            /* -l: only after the last policy load */
	bool whole; /* also read program, path and passed descriptors from other records (a third slower) */
	bool events; /* keep events to show them; batch commands do without */
};

struct debug_commands;
struct epochs;
struct judging;
struct outcomes;
struct pattern;
struct prunables;
struct storms;

struct session {
	/* Input, and decisions about it. */
	struct intern *names;
	struct ledger *denials;
	struct ledger *granted; /* same names, own rule ids */
	struct events *events;  /* NULL without options.events */
	struct storms *storms;  /* by the rules of `denials` */
	struct epochs *epochs;  /* when the policy changed */
	struct reader *reader;
	struct decisions *decisions;
	struct seen_before *seen_before; /* what each decision was based on */
	struct module_file module;

	/* Derived from it. */
	struct judging *judging; /* NULL: without a policy */
	struct row_judge row_judge;
	struct prunables *prunables;
	struct outcomes *outcomes;
	struct reopening reopening;
	struct listed listed;

	/* Reports to the operator. */
	struct message_log messages;
	struct notices notices; /* shown in the header */
	struct audit_health audit_health;
	struct self_denials self_denials; /* recognizes our own denials */
	struct debug_commands *debug_commands;
	struct source_report source_report;

	struct session_options options;
	struct pattern *type; /* -t; NULL: any */
	struct session_clock clock;
	bool loaded_all; /* history has been read; further records are live */
	char *user;      /* login name of the operator, also under sudo */
};

/* 0, or -1 with `d` (-t is not a valid regular expression). Release it in either case. */
int session_init(struct session *s, const struct session_options *options, struct diag *d);
void session_release(struct session *s);

/* Read on, as reader_step, and report news of sources in the messages. */
enum reader_state session_step(struct session *s, size_t budget_bytes);
/* Read all input (batch). */
void session_read_all(struct session *s);

/* True if avcurate itself caused all that the rule counts, and nothing was decided: listed only
 * if a filter asks for `own`. */
bool session_is_own(const struct session *s, rule_id id);
/* True if the rule belongs in a list: it has a denial that is not our own (-l may have removed
 * them), or a decision. */
bool session_lists(const struct session *s, rule_id id);
/* The number of listed rules; recounted only after a change. */
size_t session_listed(struct session *s);
void session_row(const struct session *s, rule_id id, struct row *row);

/* Decisions (decide.c): each call is one step of undo for all `n` rules and adds operator and
 * time. NULL or empty note keeps the current one. Return how many changed. */
size_t session_decide(struct session *s, const rule_id *ids, size_t n, enum decision_state state);
size_t session_note(struct session *s, const rule_id *ids, size_t n, const char *note);
/* Choose a statement (a step of widening); `step` names it. One statement for several rules
 * answers them all and is written once. */
size_t session_choose(struct session *s, const rule_id *ids, size_t n, const struct statement *st,
		      const char *step);
/* True if the chosen step grants more than was denied and a note does not give the reason. */
bool session_lacks_reason(const struct session *s, rule_id id);
/* Decide on a fix in place of a rule: `to` and `command` as in struct decision. */
size_t session_fix(struct session *s, rule_id id, enum fix_by by, const char *to,
		   const char *command);
/* Leave out one observed permission, or put it back. */
size_t session_drop_perm(struct session *s, rule_id id, name_id perm);

#endif
