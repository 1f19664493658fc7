/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the tests of reading share: a directory for their logs, and a reader whose sink writes down
 * what it was given. */
#ifndef AVCURATE_READER_FIXTURE_H
#define AVCURATE_READER_FIXTURE_H

#include <stddef.h>
#include <stdint.h>

#include "input/reader.h"

/* What the sink was told: one line a record, "SOURCE:LINE NAME". */
struct heard {
	struct buf text, notes;
	size_t records;
	uint64_t offset; /* of the last one */
	size_t length;
	unsigned source;
	struct reader *reader;
	char *dir;
};

#define AVC                                                                            \
	"type=AVC msg=audit(1795163111.088:%u): avc:  denied  { write } for  pid=131 " \
	"comm=\"agetty\" name=\"%s\" scontext=system_u:system_r:getty_t:s0 "           \
	"tcontext=system_u:object_r:usr_t:s0 tclass=%s permissive=0\n"

/* Of each test: *state is its struct heard. */
int fixture_setup(void **state);
int fixture_teardown(void **state);
/* Append a line of that name; write bytes to a file, or one such line; rename. All under h->dir. */
void add_avc(struct buf *b, unsigned serial, const char *name);
char *in_dir(const struct heard *h, const char *name);
void put(const struct heard *h, const char *name, const char *how, const struct buf *b);
void put_avc(const struct heard *h, const char *file, const char *how, const char *name);
void move(const struct heard *h, const char *from, const char *to);
int add(struct heard *h, const char *name, struct diag *d);
/* Read to the end, or until `text` is what was heard (before a deadline), or all there is now. */
void read_all(struct heard *h);
void wait_for(struct heard *h, const char *text);
void wait_for_records(struct heard *h, size_t records);
void settle(struct heard *h);
/* Work the reader as the program's loop does; false: not done before a deadline. */
bool work_until(struct heard *h, bool (*done)(const struct heard *h, const void *arg),
		const void *arg);
/* The text at the last record's place is a record that holds `name`. */
void expect_text(struct heard *h, const char *name);

#define WITH(test) cmocka_unit_test_setup_teardown(test, fixture_setup, fixture_teardown)

#endif
