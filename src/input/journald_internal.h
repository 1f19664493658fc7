/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Entries of the system journal (journalctl -o export, -o json) turned into the lines that auditd
 * would have written of the same records, so that their events can be put together. */
#ifndef AVCURATE_INPUT_JOURNALD_INTERNAL_H
#define AVCURATE_INPUT_JOURNALD_INTERNAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/slice.h"

/* `text` holds a record, *own bytes long, behind *before bytes. Where that is the message of an entry
 * with audit's serial number, `text` becomes lines, the record's own one (again *own bytes behind
 * *before) among them, and the answer is true. */
bool journald_to_lines(struct buf *text, size_t *before, size_t *own);

/* One entry of _TRANSPORT=audit or kernel, as far as it matters. */
struct journald_entry {
	bool kernel;              /* the transport */
	struct slice id, time_us; /* _AUDIT_ID, _SOURCE_REALTIME_TIMESTAMP */
	struct slice type;        /* _AUDIT_TYPE, a number */
	struct slice message;
};

/* Without auditd the journal has a record twice: from the kernel's audit socket, and as the kernel printed
 * it. What was given out of late, to give each only once. Zeroed is empty. */
#define JOURNALD_FOLD 4096
struct journald_fold {
	struct {
		uint64_t stamp; /* of the event, and the record's type in it */
		uint32_t given[2];
	} seen[JOURNALD_FOLD];
};

/* Append the entry's line, or nothing: it was given already, or is not about audit. */
void journald_line(struct journald_fold *fold, const struct journald_entry *e, struct buf *out);

#endif
