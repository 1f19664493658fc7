/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A text, scanned into a ledger with all that the other records of its events tell. */
#ifndef LEDGER_FIXTURE_H
#define LEDGER_FIXTURE_H

#include <stddef.h>

#include "base/intern.h"
#include "denial/ledger.h"

struct heard {
	struct intern *names;
	struct ledger *ledger;
};

/* `piece`: bytes at a time. */
void hear(struct heard *h, const char *text, size_t piece);
void heard_release(struct heard *h);

#endif
