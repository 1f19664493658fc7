// SPDX-License-Identifier: GPL-2.0-or-later
/* Any bytes as a record: neither we nor libauparse may fall over them, and what comes out is clean. */
#include "config.h"

#include <stdint.h>
#include <stdlib.h>

#include "src/input/interpret_internal.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
const char *__lsan_default_suppressions(void);

/* libauparse 3.0.9 loses the first of two equal fields (cwd= twice). Not ours to mend. */
const char *__lsan_default_suppressions(void)
{
	return "leak:libauparse";
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct interpret *in = interpret_new();
	struct buf out = { 0 };
	size_t i;

	if (!in)
		abort();
	interpret_record(in, (struct slice){ (const char *)data, size }, &out);
	for (i = 0; i < out.len; i++)
		if ((unsigned char)out.data[i] < ' ' || out.data[i] == 0x7f)
			abort();
	buf_release(&out);
	interpret_free(in);
	return 0;
}
