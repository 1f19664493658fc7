/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Writes a policy index (policy/index.h). Knows the format, not where the policy comes from. */
#ifndef AVCURATE_POLICY_INDEX_BUILD_INTERNAL_H
#define AVCURATE_POLICY_INDEX_BUILD_INTERNAL_H

#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/diag.h"
#include "policy/index.h"

struct index_build_rule {
	uint16_t class_value, source;
	struct policy_index_rule rule;
};

/* Zeroed is empty. */
struct index_build {
	struct policy_index_header
		header; /* the caller sets version, mls, unknown and the two counts */
	struct buf sections[POLICY_INDEX_SECTIONS];
	struct index_build_rule *rules;
	size_t rule_count, rule_cap;
	uint32_t types_max;
};

void index_build_release(struct index_build *b);

/* Append `count` zeroed elements of `bytes` each to a section, to be filled before anything else
 * is added to it; and the number of elements in it. */
void *index_build_add(struct index_build *b, enum policy_index_section s, size_t count,
		      size_t bytes);
uint32_t index_build_count(const struct index_build *b, enum policy_index_section s, size_t bytes);

/* Offset of a copy of the text; 0 for NULL and "". */
uint32_t index_build_string(struct index_build *b, const char *text);
/* A new empty bit set for values up to `max`. */
uint32_t index_build_set(struct index_build *b, uint32_t max);
void index_build_set_bit(struct index_build *b, uint32_t set, uint32_t value);
void index_build_id(struct index_build *b, uint32_t id);
uint32_t index_build_ids(const struct index_build *b); /* where the next id will be */
void index_build_name(struct index_build *b, enum policy_index_name_kind kind, uint32_t string,
		      uint32_t value);
void index_build_rule(struct index_build *b, uint32_t class_value, uint32_t source,
		      const struct policy_index_rule *rule);

/* Sort the rules, build the tables, write the block to the descriptor. -1 with `d`. */
int index_build_write(struct index_build *b, int fd, struct diag *d);

#endif
