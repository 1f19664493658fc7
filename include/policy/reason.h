/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Explains in one line what else denies a permission (constraint.h explains constraints). Each
 * function appends nothing if its reason does not apply to the query. */
#ifndef AVCURATE_POLICY_REASON_H
#define AVCURATE_POLICY_REASON_H

#include "base/buf.h"
#include "policy/eval.h"

/* EVAL_ROLE: "role user_r may not change to sysadm_r; user_r may change to staff_r". */
void reason_role(const struct policy_index *ix, const struct eval_query *query, struct buf *out);
/* EVAL_BOUNDS: "httpd_script_t is bounded by httpd_t, which is not allowed read on file of
 * mysqld_db_t". */
void reason_bounds(const struct policy_index *ix, const struct eval_overlay *overlay,
		   const struct eval_query *query, struct buf *out);
/* EVAL_XPERM: "ioctl 0x5411 is not among the commands allowed here: 0x5401-0x5404 0x5413". */
void reason_xperm(const struct policy_index *ix, const struct eval_overlay *overlay,
		  const struct eval_query *query, struct buf *out);

#endif
