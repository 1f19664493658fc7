/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A small session for the tests of the module layer: denials in, decisions on them. */
#ifndef CURATE_H
#define CURATE_H

#include "module/build.h"
#include "denial/decision.h"
#include "denial/ledger.h"
#include "te/write.h"

struct curate {
	struct intern *names;
	struct ledger *ledger;
	struct decisions *decisions;
	char *dir; /* private, for files */
};

int curate_setup(void **state);
int curate_teardown(void **state);

/* 2026-11-20T08:56:50.123Z */
#define CURATE_MS INT64_C(1795165010123)

struct record curate_denial(const char *source, const char *target, const char *class,
			    const char *perms);
rule_id curate_add(struct curate *c, const struct record *r);
/* Both at once, with types' names alone. */
rule_id curate_deny(struct curate *c, const char *source, const char *target, const char *class,
		    const char *perms);
void curate_decide(struct curate *c, rule_id id, enum decision_state state, const char *note);
/* The worked example: two accepted rules and a rejected one. */
void curate_example(struct curate *c);
/* Its pf9.te. */
extern const char curate_example_text[];
struct te_content curate_content(struct curate *c, const char *name);
/* DIR/NAME; caller frees. */
char *curate_path(const struct curate *c, const char *name);
void module_file_write(const struct curate *c, const char *name, const char *text);
/* The file's text; caller frees. NULL when it is not there. */
char *curate_read(const struct curate *c, const char *name);

void curate_append(const struct curate *c, const char *name, const char *text);
/* The file holds exactly `wanted`; NULL: it is not there. */
void curate_expect_file(const struct curate *c, const char *name, const char *wanted);
void curate_expect_contains(const char *text, const char *part);

/* The text of module pf9 as it would replace `previous` (may be NULL); caller frees. */
char *curate_text(struct curate *c, const struct te_file *previous);
/* Parse pf9.te, which must succeed. */
void curate_parse(struct curate *c, const char *text, struct te_file *f);
/* What a later session makes of the text, without a log. */
char *curate_text_again(const char *text);

/* One build in the session's directory. */
struct curate_built {
	struct build_result result;
	struct diag diag;
	int rc;
};
void curate_build(struct curate *c, const char *name, unsigned format, struct curate_built *b);
void curate_built_release(struct curate_built *b);
/* It fails, and says so. */
void curate_refuse(struct curate *c, const char *name, unsigned format, const char *part);
/* Whether checkmodule is there; else say which package brings it. */
bool curate_compiler(void);

#endif
