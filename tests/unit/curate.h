/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A small session for the tests of the module layer: denials in, decisions on them. */
#ifndef CURATE_H
#define CURATE_H

#include "avcurate/decision.h"
#include "avcurate/ledger.h"
#include "avcurate/te_write.h"

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
struct te_content curate_content(struct curate *c, const char *name);
/* DIR/NAME; caller frees. */
char *curate_path(const struct curate *c, const char *name);
void curate_write(const struct curate *c, const char *name, const char *text);
/* The file's text; caller frees. NULL when it is not there. */
char *curate_read(const struct curate *c, const char *name);

#endif
