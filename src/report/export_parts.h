/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The exporters that have a file of their own, for the table. */
#ifndef AVCURATE_EXPORT_PARTS_H
#define AVCURATE_EXPORT_PARTS_H

#include "avcurate/buf.h"
#include "avcurate/build.h"
#include "avcurate/diag.h"

int export_install_write(const struct build_made *m, struct buf *out, struct diag *d);
int export_spo_write(const struct build_made *m, struct buf *out, struct diag *d);

#endif
