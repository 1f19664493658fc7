/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Entries of the system journal (journalctl -o export, -o json) turned into the lines that auditd
 * would have written of the same records, so that their events can be put together. */
#ifndef AVCURATE_JOURNALD_H
#define AVCURATE_JOURNALD_H

#include <stdbool.h>
#include <stddef.h>

#include "avcurate/buf.h"

/* `text` holds a record, *own bytes long, behind *before bytes. Where that is the message of an entry
 * with audit's serial number, `text` becomes lines, the record's own one (again *own bytes behind
 * *before) among them, and the answer is true. */
bool journald_to_lines(struct buf *text, size_t *before, size_t *own);

#endif
