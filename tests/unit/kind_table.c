// SPDX-License-Identifier: GPL-2.0-or-later
/* The program's table of kinds, made anew with the rows of kind_more.h; the libraries use this one. */
#include "kind_more.h"

#include "src/denial/kind.c"
