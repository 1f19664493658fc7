/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Writes a policy index (polidx.h). Knows the format, not where the policy comes from. */
#ifndef AVCURATE_POLBUILD_H
#define AVCURATE_POLBUILD_H

#include <stddef.h>
#include <stdint.h>

#include "avcurate/buf.h"
#include "avcurate/diag.h"
#include "avcurate/polidx.h"

struct polbuild_rule {
	uint16_t class_value, source;
	struct polidx_rule rule;
};

/* Zeroed is empty. */
struct polbuild {
	struct polidx_header header; /* the caller's: version, mls, unknown, the two counts */
	struct buf sections[POLIDX_SECTIONS];
	struct polbuild_rule *rules;
	size_t rule_count, rule_cap;
	uint32_t types_max;
};

void polbuild_release(struct polbuild *b);

/* `count` zeroed elements of `bytes` appended to a section, to be filled before anything else is
 * added to it; and how many elements it has. */
void *polbuild_add(struct polbuild *b, enum polidx_section s, size_t count, size_t bytes);
uint32_t polbuild_count(const struct polbuild *b, enum polidx_section s, size_t bytes);

/* Offset of a copy of the text; NULL and "" are 0. */
uint32_t polbuild_string(struct polbuild *b, const char *text);
/* A new empty bit set for values up to `max`. */
uint32_t polbuild_set(struct polbuild *b, uint32_t max);
void polbuild_set_bit(struct polbuild *b, uint32_t set, uint32_t value);
void polbuild_id(struct polbuild *b, uint32_t id);
uint32_t polbuild_ids(const struct polbuild *b); /* where the next id will stand */
void polbuild_name(struct polbuild *b, enum polidx_name_kind kind, uint32_t string, uint32_t value);
void polbuild_rule(struct polbuild *b, uint32_t class_value, uint32_t source,
		   const struct polidx_rule *rule);

/* Sort the rules, build the tables, write the block to the descriptor. -1 with `d`. */
int polbuild_write(struct polbuild *b, int fd, struct diag *d);

#endif
