/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The exporters with a file of their own. */
#ifndef AVCURATE_REPORT_EXPORTERS_INTERNAL_H
#define AVCURATE_REPORT_EXPORTERS_INTERNAL_H

#include "base/buf.h"
#include "module/build.h"
#include "base/diag.h"

int export_install_write(const struct build_made *m, struct buf *out, struct diag *d);
int export_spo_write(const struct build_made *m, struct buf *out, struct diag *d);

#endif
