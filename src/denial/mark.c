// SPDX-License-Identifier: GPL-2.0-or-later
#include "config.h"

#include "avcurate/mark.h"

const char *mark_kind_name(enum mark_kind kind)
{
	static const char *const names[MARK_KINDS] = {
		[MARK_POLICY_LOAD] = "policy loaded", [MARK_STATUS] = "enforcing mode changed",
		[MARK_BOOLEAN] = "boolean changed",   [MARK_AUDITD_START] = "auditd started",
		[MARK_BOOT] = "system booted",        [MARK_LOST] = "records lost",
	};

	return kind < MARK_KINDS ? names[kind] : "";
}
