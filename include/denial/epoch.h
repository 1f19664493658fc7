/* SPDX-License-Identifier: GPL-2.0-or-later */
/* When the effective policy changed: policy loads and switched booleans, by time. Denials before
 * and after a change show whether a fix worked. */
#ifndef AVCURATE_DENIAL_EPOCH_H
#define AVCURATE_DENIAL_EPOCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "denial/log_mark.h"

struct epoch {
	int64_t at_ms;
	char *boolean; /* the switched boolean; NULL: a policy load */
	bool on;
	bool boot;    /* the first load after a boot: not an answer to a denial */
	bool noticed; /* noticed by avcurate; the record with the exact time may follow */
};

struct epochs;

struct epochs *epochs_new(void);
void epochs_free(struct epochs *es);
/* Add a mark of any kind; marks that do not change the policy are ignored. */
void epochs_mark(struct epochs *es, const struct log_mark *m);
/* Add a change that avcurate noticed. `boolean` (copied) as above. */
void epochs_notice(struct epochs *es, int64_t at_ms, const char *boolean, bool on);
size_t epochs_count(const struct epochs *es);
/* In order of time. */
const struct epoch *epochs_at(const struct epochs *es, size_t i);
/* Rises with each change. */
uint64_t epochs_serial(const struct epochs *es);

/* Return the index of the first epoch later than `ms`. */
size_t epochs_after(const struct epochs *es, int64_t ms);
/* Append "reload 10:14:02", "boolean httpd_use_nfs on 10:14:02", "boot 09:00:01". */
void epoch_words(const struct epoch *e, int64_t now_ms, struct buf *out);

/* What happened to a rule's denials after the policy changed. */
enum outcome {
	OUTCOME_NONE,   /* no change since, or the time of the denial is unknown */
	OUTCOME_GONE,   /* not seen since a change, and the policy allows all of it now */
	OUTCOME_UNSEEN, /* not seen since a change, but not known to be allowed */
	OUTCOME_DENIED, /* denied before a change and after it */
	OUTCOME_NEW,    /* denied only after a change */
	OUTCOMES
};
/* "none", "gone", "unseen", "denied", "new". */
const char *outcome_name(enum outcome o);
/* For the list, which shows only the outcomes of a fix: "gone", "still"; "" for the others. */
const char *outcome_mark(enum outcome o);
/* Before a sentence about it: "GONE", "STILL", "since". */
const char *outcome_label(enum outcome o);

#endif
