// SPDX-License-Identifier: GPL-2.0-or-later
/* Cleaned text is printable, and gives the bytes back. */
#include "config.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct buf clean = { 0 }, back = { 0 };
	const char *p;

	text_clean(&clean, (struct slice){ (const char *)data, size });
	for (p = buf_str(&clean); *p; p++) {
		if ((unsigned char)*p < 0x20 || *p == 0x7f)
			abort();
	}
	text_unclean(&back, buf_str(&clean));
	if (back.len != size || (size > 0 && memcmp(buf_str(&back), data, size) != 0))
		abort();
	buf_release(&clean);
	buf_release(&back);
	return 0;
}
