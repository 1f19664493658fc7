/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TE_GEN_H
#define TE_GEN_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"

/* Append one module of ours, with decisions, or (`foreign`) of somebody else. The same for the same seed. */
void te_gen(uint64_t seed, bool foreign, struct buf *out);

#endif
