/* SPDX-License-Identifier: GPL-2.0-or-later */
/* An installation plan and its result as labelled lines, for the screen and the command line. */
#ifndef AVCURATE_REPORT_INSTALL_TEXT_H
#define AVCURATE_REPORT_INSTALL_TEXT_H

#include "module/install.h"
#include "module/install_prove.h"
#include "module/install_run.h"

enum install_tone { INSTALL_PLAIN, INSTALL_GOOD, INSTALL_WARN };

struct install_line {
	const char *label; /* static; "" continues the line before */
	char *text;        /* cleaned */
	enum install_tone tone;
};

struct install_lines {
	struct install_line *items;
	size_t count, cap;
};

void install_lines_release(struct install_lines *l);
void install_lines_add(struct install_lines *l, const char *label, enum install_tone tone,
		       const char *text);
/* Add each line of `text`. */
void install_lines_add_all(struct install_lines *l, const char *label, enum install_tone tone,
			   const char *text);

void install_plan_lines(const struct install_plan *p, struct install_lines *out);
/* The commands for decisions that are fixed without a rule: "setsebool -P …", one a line. */
void install_fix_lines(const struct decisions *decisions, const struct ledger *denials,
		       struct install_lines *out);
/* The result of a run that has ended. */
void install_result_lines(const struct install_run *r, struct install_lines *out);
void install_proof_lines(const struct install_proof *p, bool removal, const char *policy,
			 struct install_lines *out);
/* "install pf9 1.0 at priority 400", "remove pf9 from priority 400". */
void install_title(const struct install_plan *p, struct buf *out);

#endif
