// SPDX-License-Identifier: GPL-2.0-or-later
/* Any line of the command language: no crash, and columns that lie inside the line. */
#include "config.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/lex.h"
#include "base/mem.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct lex_words words = { 0 };
	struct diag d = { 0 };
	char *line = mem_alloc(size + 1);
	size_t i;

	memcpy(line, data, size);
	line[size] = '\0';
	if (lex_line(&words, line, "fuzz", 1, &d) == 0) {
		for (i = 0; i < words.count; i++) {
			if (words.columns[i] < 1 || words.columns[i] > strlen(line))
				abort();
		}
	}
	lex_release(&words);
	diag_release(&d);
	free(line);
	return 0;
}
