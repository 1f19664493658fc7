/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Who decides. */
#ifndef AVCURATE_SESSION_OPERATOR_INTERNAL_H
#define AVCURATE_SESSION_OPERATOR_INTERNAL_H

/* The login name, also under sudo. Caller frees. */
char *operator_name(void);

#endif
