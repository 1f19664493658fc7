/* SPDX-License-Identifier: GPL-2.0-or-later */
/* An exporter's own file defines EXPORT_WRITE(NAME) { … }; exporters.c declares it and has
 * its row. */
#ifndef AVCURATE_REPORT_EXPORTERS_INTERNAL_H
#define AVCURATE_REPORT_EXPORTERS_INTERNAL_H

#include "base/buf.h"
#include "module/build.h"
#include "base/diag.h"

/* Write the text to `out`. Return 0, or -1 with `d` if this module cannot be written in that
 * form. */
#define EXPORT_WRITE(NAME)                                                                      \
	int export_##NAME##_write(const struct build_made *m, struct buf *out, struct diag *d); \
	int export_##NAME##_write(const struct build_made *m, struct buf *out, struct diag *d)

#endif
