/* SPDX-License-Identifier: GPL-2.0-or-later */
/* When what the policy allows became another: loads and switched booleans, by their time. What came of a
 * fix is told by the denials before and after it. */
#ifndef AVCURATE_DENIAL_EPOCH_H
#define AVCURATE_DENIAL_EPOCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "denial/log_mark.h"

struct epoch {
	int64_t at_ms;
	char *boolean; /* that was switched; NULL: a policy was loaded */
	bool on;
	bool boot;    /* the first load after a boot: nobody's answer to a denial */
	bool noticed; /* seen to have happened; its record, which knows better when, may come yet */
};

struct epochs;

struct epochs *epochs_new(void);
void epochs_free(struct epochs *es);
/* Take a mark, of whatever kind. */
void epochs_mark(struct epochs *es, const struct log_mark *m);
/* A change was noticed. `boolean` (copied) as above. */
void epochs_notice(struct epochs *es, int64_t at_ms, const char *boolean, bool on);
size_t epochs_count(const struct epochs *es);
/* In order of time. */
const struct epoch *epochs_at(const struct epochs *es, size_t i);
/* Rises with each change. */
uint64_t epochs_serial(const struct epochs *es);

/* The place of the first that is later. */
size_t epochs_after(const struct epochs *es, int64_t ms);
/* Append "reload 10:14:02", "boolean httpd_use_nfs on 10:14:02", "boot 09:00:01". */
void epoch_words(const struct epoch *e, int64_t now_ms, struct buf *out);

/* What became of a rule's denials. */
enum outcome {
	OUTCOME_NONE,   /* nothing changed since, or it is not known when it was denied */
	OUTCOME_GONE,   /* not seen since a change, and all of it is allowed now */
	OUTCOME_UNSEEN, /* not seen since a change, but it is not known to be allowed */
	OUTCOME_DENIED, /* before a change and after it */
	OUTCOME_NEW,    /* only after a change */
	OUTCOMES
};
/* "none", "gone", "unseen", "denied", "new". */
const char *outcome_name(enum outcome o);
/* For the list, which shows only what somebody waits for: "gone", "still"; "" for the others. */
const char *outcome_mark(enum outcome o);
/* Before a sentence about it: "GONE", "STILL", "since". */
const char *outcome_label(enum outcome o);

#endif
