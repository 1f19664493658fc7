/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Rows that tests/unit/test_kind_more.c adds to the table of kinds: with a file each, that is all that a kind
 * takes. To be included before anything else that includes denial/kind.h. */
#ifndef KIND_MORE_H
#define KIND_MORE_H

#define KIND_MORE(ROW)                      \
	ROW(RECORD_APPARMOR, kind_apparmor) \
	ROW(RECORD_POD_ACCESS, kind_pod_access)

#include "denial/kind.h"

#endif
