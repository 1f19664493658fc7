/* SPDX-License-Identifier: GPL-2.0-or-later */
/* libsepol's own evaluator, which the policy engine is held against. One policy at a time: it has
 * one in the process. */
#ifndef TESTS_DIFF_ORACLE_H
#define TESTS_DIFF_ORACLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct oracle_rule {
	uint16_t source, target, class_value;
	uint32_t perms;
	bool dontaudit;
};

struct oracle_change {
	const char *cil;                 /* appended to a policy that is CIL text; NULL */
	const struct oracle_rule *rules; /* added to a policy that is binary */
	size_t rule_count;
	const char *const *bools; /* NULL-ended; each is set to the opposite */
};

/* Make the policy, with the change (NULL: none), the one that is asked. Ends the program where that
 * fails: there is nothing to test then. */
void oracle_load(const char *path, const struct oracle_change *change);

/* The id of a context, or 0 where it is not valid. Quadratic in the number of contexts. */
uint32_t oracle_sid(const char *context);

struct oracle_answer {
	uint32_t allowed, auditallow, auditdeny;
	unsigned reasons; /* SEPOL_COMPUTEAV_… */
};
void oracle_ask(uint32_t source, uint32_t target, uint16_t class_value, uint32_t perms,
		struct oracle_answer *out);
uint16_t oracle_class(const char *name);
uint32_t oracle_perm(uint16_t class_value, const char *name);

#endif
