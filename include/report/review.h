/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a reviewer needs to know of a module, collected from its .te alone, and better with a policy:
 * one struct that every format and the screen show. All texts in it are cleaned; each is owned by it. */
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
	struct rule_key key; /* by the names it was collected with */
	char digest[65];     /* what a mark is bound to */
	char recorded[65];   /* the digest of who, where and the records (te_strip.h), or "" */
	enum decision_state state;
	bool again;  /* open again; `state` is what it was, and stands in the module meanwhile */
	char *title; /* "useradd_t usr_t:dir { write }" */
	char *source, *target;
	char *class;     /* "" for kinds without one */
	char *statement; /* lines of policy, each ended by a line break; of what is no rule in the
			  * module: what was asked for; "" for none */
	char *words;     /* one sentence for it */
	struct finding_lines permissions; /* each, and what it allows */
	struct risk risk;
	struct finding finding;
	struct finding_lines why;    /* the finding's, without the fixes, which are among: */
	struct finding_lines others; /* answers not taken */
	struct te_evidence evidence;
	char *step; /* how it was chosen, where it is not what was observed; what a fixed one is
		     * fixed by; or NULL */
	char *fix_command; /* of a fixed one; or NULL */
	char *fix_effect;  /* and what it does besides; or NULL */
	enum review_mark mark;
	bool mark_void;                      /* what it was for has changed since */
	char *mark_by, *mark_at, *mark_note; /* or NULL */
	char *note, *by, *at;                /* or NULL */
};

struct review {
	char *name, *version;
	char *policy;       /* the one given, or NULL */
	const char *common; /* the one by which all was found, one of the rules' own; or NULL */
	struct review_rule *rules; /* riskiest first */
	size_t count;
	size_t states[DECISION_STATES];
	size_t marks[REVIEW_MARKS];        /* those that hold, of all rules */
	uint64_t denials[DECISION_STATES]; /* on record */
	bool hand_written;                 /* there are statements that no rule stands for */
	char *summary;                     /* what it opens, one paragraph */
	char *coverage;                    /* what became of all denials, one sentence */
};

void review_release(struct review *r);

/* Of a module that was read, with its names. `policy` may be NULL: then what was found when it was decided
 * is told. `beside` is what belongs to the policy, or NULL. Release `r`. */
void review_from(const struct te_file *te, struct intern *names, const struct policy *policy,
		 const struct policy_extras *beside, struct review *r);
/* Whether something in it is still open, questioned or refused. */
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

/* The parts that formats for reading share. */

/* "3 denials, first 2026-…, last …; 2 while permissive"; "no denial on record". */
void review_evidence_words(const struct te_evidence *e, struct buf *out);
/* "11 more records, whose hashes add up to 0123456789abcdef"; nothing where all are kept. */
void review_rest_words(const struct te_evidence *e, struct buf *out);
/* What was seen, as "useradd (14), passwd (2) and 3 more". `bytes` of a cut one are said. */
void review_seen_words(const struct te_seen_list *l, struct buf *out);
/* "opens 3 combinations of source, target, class and permission; sensitive: shadow_t (…)". */
void review_reach_words(const struct finding *f, struct buf *out);
/* One of the finding's list: "! shadow_t … (the password hashes)"; and what stands behind the last: "and
 * 12 more", nothing where there are no more. */
void review_opened_words(const struct finding_line *line, struct buf *out);
void review_opened_more(const struct finding *f, struct buf *out);
/* "accepted by root, 2026-…". */
void review_decision_words(const struct review_rule *r, struct buf *out);
/* "approved by anna, 2026-…"; "not reviewed"; "void: was …, and what it was for has changed". */
void review_mark_words(const struct review_rule *r, struct buf *out);

/* Append text so that Markdown shows it as it stands; as an item of a list, behind what it is about where that
 * is not ""; lines as such a list, below a title where that is not "". */
void review_markdown_text(const char *s, struct buf *out);
void review_markdown_item(const char *what, const char *text, struct buf *out);
void review_markdown_lines(const char *title, const struct finding_lines *l, struct buf *out);

void review_markdown_write(const struct review *r, struct buf *out);
void review_json_write(const struct review *r, struct buf *out);
void review_text_write(const struct review *r, struct buf *out);

#endif
