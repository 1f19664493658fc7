/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Turn entries of the system journal (journalctl -o export, -o json) into the lines that auditd
 * would write for the same records, so that events can be assembled. */
#ifndef AVCURATE_INPUT_JOURNALD_INTERNAL_H
#define AVCURATE_INPUT_JOURNALD_INTERNAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/slice.h"

/* `text` holds a record, *own bytes long, after *before bytes. If the record is the message of an
 * entry with audit's serial number, replace `text` by lines that include the record's own (again
 * *own bytes after *before) and return true. */
bool journald_to_lines(struct buf *text, size_t *before, size_t *own);

/* The needed fields of an entry with _TRANSPORT=audit or kernel. */
struct journald_entry {
	bool kernel;              /* the transport */
	struct slice id, time_us; /* _AUDIT_ID, _SOURCE_REALTIME_TIMESTAMP */
	struct slice type;        /* _AUDIT_TYPE, a number */
	struct slice message;
};

/* Without auditd the journal has each record twice: from the kernel's audit socket, and as the
 * kernel printed it. This remembers recent records, so that each is given only once. Zeroed is
 * empty. */
#define JOURNALD_FOLD 4096
struct journald_fold {
	struct {
		uint64_t stamp; /* hash of the event and the record's type in it */
		uint32_t given[2];
	} seen[JOURNALD_FOLD];
};

/* Append the entry's line. Appends nothing if it was given already or is not about audit. */
void journald_line(struct journald_fold *fold, const struct journald_entry *e, struct buf *out);

#endif
