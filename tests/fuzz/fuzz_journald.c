// SPDX-License-Identifier: GPL-2.0-or-later
/* Any bytes around a record as journal entries, cut anywhere: the record stays inside what comes out. */
#include "config.h"

#include <stdint.h>
#include <stdlib.h>

#include "src/input/journald_internal.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct buf text = { 0 };
	size_t before, own;

	if (size < 4)
		return 0;
	/* Where the record begins and how long it is: the first two bytes, each. */
	before = (size_t)(data[0] << 8 | data[1]) % (size - 3);
	own = (size_t)(data[2] << 8 | data[3]) % (size - 3 - before);
	buf_add(&text, data + 4, size - 4);
	if (journald_to_lines(&text, &before, &own) && (!own || before + own > text.len))
		abort();
	buf_release(&text);
	return 0;
}
