/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The name that decisions are signed with. */
#ifndef AVCURATE_SESSION_OPERATOR_INTERNAL_H
#define AVCURATE_SESSION_OPERATOR_INTERNAL_H

/* The login name, also under sudo. Caller frees. */
char *operator_name(void);

#endif
