/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reads what a mark says from its record. */
#ifndef AVCURATE_SCAN_MARK_FACTS_H
#define AVCURATE_SCAN_MARK_FACTS_H

#include "denial/log_mark.h"

void mark_facts(struct slice text, struct log_mark_facts *out);

#endif
