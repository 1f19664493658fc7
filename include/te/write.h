/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The text of NAME.te: the same decisions give the same bytes. */
#ifndef AVCURATE_TE_WRITE_H
#define AVCURATE_TE_WRITE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "denial/decision.h"
#include "base/intern.h"
#include "denial/ledger.h"
#include "te/finding.h"
#include "te/read.h"

#define TE_FIRST_LINE "#@ avcurate 1"
#define TE_HEADER                                                                                  \
	"# A policy module curated with avcurate: each rule below carries who decided it, when,\n" \
	"# why, and the denials that asked for it. Open this file with avcurate to go on."
/* The same if digests replaced the evidence (te/strip.h). */
#define TE_HEADER_STRIPPED                                                                       \
	"# A policy module curated with avcurate: each rule below carries when and why it was\n" \
	"# decided, and a digest of the denials that asked for it, which the original names."
/* All text after this line was written by hand and is kept byte for byte. */
#define TE_HAND_LINE     "#@ hand-written"
#define TE_VERSION_FIRST "1.0"
/* `#@ open {"rules":3,"denials":9}`: what was undecided when the file was written. */
#define TE_OPEN_KEY "open"
/* Replaces the statement of an accepted rule that cannot be written; the reason follows. */
#define TE_NOT_WRITTEN "# not written: "

/* What goes into a module. All borrowed. */
struct te_content {
	struct intern *names;
	const struct ledger *denials;
	const struct decisions *decisions;
	const char *name;
	const char *version;            /* NULL: that of `previous`, or "1.0" */
	const struct te_file *previous; /* the file it replaces, for hand-written text and frozen
					 * evidence, or NULL. build_module reads it itself. */
	/* The rule as it was when decided, for its evidence. NULL, or if it returns NULL: as it is
	 * now. */
	const struct rule *(*decided_on)(void *ctx, rule_id id);
	void *decided_on_ctx;
	const char *take_over; /* a NAME.te by others that may be replaced by what was adopted
				* from it (module/te_adopt.h); or NULL */
	/* What a policy says about each rule, by rule id; NULL: no policy. */
	const struct finding *findings;
	size_t finding_count;
};

/* An accepted rule that cannot be written into a .te. */
struct te_issue {
	rule_id rule;
	char *text;
	bool cil; /* only because of a type with dots in its name: CIL can hold it, a .te cannot */
};

/* The lines of the text that belong to a rule (its statement and #@ lines). */
struct te_place {
	unsigned first, last; /* 1-based lines */
	rule_id rule;
};

struct te_written {
	struct te_place *places; /* in line order */
	size_t place_count, place_cap;
	struct te_issue *issues;
	size_t issue_count, issue_cap;
	size_t statements; /* rules with a statement in the text, not counting hand-written ones */
	struct buf cil;    /* rules that only CIL can hold, as CIL, in order */
	struct buf intended; /* the statements alone, in the policy language, in order */
	struct buf require;  /* a require block for the hand-written part alone */
	unsigned hand_line;  /* where the hand-written part begins; 0: absent */
};

void te_written_release(struct te_written *w);

/* Release `w`, then append the text to `out` and fill `w`. Release `w` afterwards. */
void te_write(const struct te_content *c, struct buf *out, struct te_written *w);
/* The rule that `line` belongs to, or RULE_NONE. */
rule_id te_written_rule(const struct te_written *w, unsigned line);

#endif
