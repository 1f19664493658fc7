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
#include "session/log_clock.h"
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

/* What the messages already say of the sources. */
struct source_report {
	size_t *refused; /* by source: how many refused records */
	size_t count, cap;
	bool lost; /* that records were lost */
};

/* How far session_reopen has looked for new evidence. */
struct reopening {
	uint64_t serial;   /* of the ledger */
	uint32_t *changed; /* by rule: its `changed` then */
	size_t count, cap;
};

/* How many rules are listed, counted at these serials (plus 1). */
struct listed_count {
	size_t count;
	uint64_t ledger, decisions;
};

/* The module that the session works on. */
struct module_file {
	char *name;           /* NULL while unnamed */
	char *dir;            /* where it is written; "." by default */
	char *path;           /* of the NAME.te that was opened or written last, or NULL */
	struct buf text;      /* of that file, as it was then (te_conflict.h) */
	char *version;        /* "1.0" for a new one */
	char *foreign;        /* a NAME.te by others, to be asked about, or NULL */
	size_t foreign_rules; /* in it, that could be adopted */
	bool foreign_asked;
	char *adopted; /* adopted and not written yet, or NULL */
};

struct session {
	struct intern *names;
	struct ledger *denials;
	struct ledger *granted; /* same names, own rule ids */
	struct events *events;  /* NULL without options.events */
	struct decisions *decisions;
	struct reader *reader;
	struct message_log messages;
	struct notices notices; /* what the header says besides */
	struct audit_health audit_health;
	struct session_options options;
	struct pattern *type;             /* -t; NULL: any */
	int64_t now_ms;                   /* when the session began */
	struct self_denials self_denials; /* which denials avcurate itself caused */
	bool loaded_all;                  /* history has been read; what comes now is live */
	struct source_report reported;
	struct reopening reopening;
	struct listed_count listed;
	struct seen_before *seen_before; /* what every decided rule was decided on */

	struct judging *judging;     /* judging.h; NULL: no policy */
	struct epochs *epochs;       /* when the policy changed */
	struct prunables *prunables; /* prunable.h */
	struct outcomes *outcomes;   /* outcomes.h */
	struct debug_commands *debug_commands;
	struct storms *storms; /* by the rules of `denials` */
	struct log_clock clock;
	struct row_judge judge; /* for rows */
	bool told_unknown;

	struct module_file module;
	char *user; /* who decides: the login name, also under sudo */
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

#endif
