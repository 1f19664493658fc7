/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a reviewer needs to know about a module, collected from its .te, and from a policy if there
 * is one. Every format and the screen show this struct. It owns all texts in it, and they are
 * cleaned. */
#ifndef AVCURATE_REPORT_REVIEW_H
#define AVCURATE_REPORT_REVIEW_H

#include <stdbool.h>
#include <stddef.h>

#include "policy/policy_extras.h"
#include "base/buf.h"
#include "denial/decision.h"
#include "base/diag.h"
#include "te/finding.h"
#include "policy/load.h"
#include "advice/risk.h"
#include "te/evidence.h"
#include "te/read.h"

struct review_rule {
	struct rule_key key; /* ids of the names it was collected with */
	char digest[65];     /* the digest that a mark is bound to */
	char recorded[65];   /* digest of commands, hosts and records (te/strip.h), or "" */
	enum decision_state state;
	bool again;  /* reopened; `state` is the previous one, which the module keeps meanwhile */
	char *title; /* "useradd_t usr_t:dir { write }" */
	char *source, *target;
	char *class;     /* "" for kinds without one */
	char *statement; /* lines of policy, each with a line break; for a rule that is not in the
			  * module, what was denied; may be "" */
	char *words;     /* the same as a sentence */
	struct finding_lines permissions; /* each permission, and what it allows */
	struct risk risk;
	struct finding finding;
	struct finding_lines why;    /* the finding's, without the fixes, which are in: */
	struct finding_lines others; /* alternatives not chosen */
	struct te_evidence evidence;
	char *step; /* how it was chosen, if not as observed; for a fixed rule the fix; or NULL */
	char *fix_command; /* of a fixed rule; or NULL */
	char *fix_effect;  /* its side effects; or NULL */
	enum review_mark mark;
	bool mark_void;                      /* the rule changed after it was marked */
	char *mark_by, *mark_at, *mark_note; /* or NULL */
	char *note, *by, *at;                /* or NULL */
};

struct review {
	char *name, *version;
	char *policy; /* the one given, or NULL */
	const char *
		common; /* the policy that all findings come from (borrowed from a rule); or NULL */
	struct review_rule *rules; /* riskiest first */
	size_t count;
	size_t states[DECISION_STATES];
	size_t marks[REVIEW_MARKS];        /* valid marks over all rules */
	uint64_t denials[DECISION_STATES]; /* denials recorded */
	bool hand_written;                 /* there are hand-written statements */
	char *summary;                     /* what the module opens, one paragraph */
	char *coverage;                    /* what was decided about all denials, one sentence */
};

void review_release(struct review *r);

/* Read the module. If `policy` is NULL, the findings recorded in the file are used. `beside` are
 * files that belong to the policy, or NULL. Return 0, or -1 with `d` if it cannot be read or
 * avcurate did not write it. Always release `r`. */
int review_collect(const char *te_path, const struct policy *policy,
		   const struct policy_extras *beside, struct review *r, struct diag *d);
/* The same from a parsed file and its names. */
void review_from(const struct te_file *te, struct intern *names, const struct policy *policy,
		 const struct policy_extras *beside, struct review *r);
/* True if a rule is still open, questioned or refused. */
bool review_unsettled(const struct review *r);

struct review_diff;

struct review_format {
	const char *name; /* --format */
	const char *help;
	void (*write)(const struct review *r, struct buf *out);
	void (*diff)(const struct review_diff *d, struct buf *out); /* review_diff.h */
};
/* NULL-ended by name; the first is the default. */
extern const struct review_format review_formats[];
const struct review_format *review_format_find(const char *name);

/* Texts shared by the formats for people. */

/* "3 denials, first 2026-…, last …; 2 in permissive mode"; "no denials recorded". */
void review_evidence_words(const struct te_evidence *e, struct buf *out);
/* "11 more records, whose hashes add up to 0123456789abcdef"; nothing if all are kept. */
void review_rest_words(const struct te_evidence *e, struct buf *out);
/* "useradd (14), passwd (2) and 3 more"; for a cut value also its length. */
void review_seen_words(const struct te_seen_list *l, struct buf *out);
/* "opens 3 accesses; sensitive: shadow_t (…)". */
void review_reach_words(const struct finding *f, struct buf *out);
/* One line of the finding's list, "! shadow_t … (the password hashes)"; and the end of that list,
 * "and 12 more", or nothing if it is complete. */
void review_opened_words(const struct finding_line *line, struct buf *out);
void review_opened_more(const struct finding *f, struct buf *out);
/* "accepted by root, 2026-…". */
void review_decision_words(const struct review_rule *r, struct buf *out);
/* "approved by anna, 2026-…"; "not reviewed"; "no longer valid: the rule changed after anna …". */
void review_mark_words(const struct review_rule *r, struct buf *out);

/* Append text escaped for Markdown; as a list item, after its subject unless that is ""; lines as
 * such a list, below a title unless that is "". */
void review_markdown_text(const char *s, struct buf *out);
void review_markdown_item(const char *what, const char *text, struct buf *out);
void review_markdown_lines(const char *title, const struct finding_lines *l, struct buf *out);

void review_markdown_write(const struct review *r, struct buf *out);
void review_json_write(const struct review *r, struct buf *out);
void review_text_write(const struct review *r, struct buf *out);

#endif
