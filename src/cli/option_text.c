// SPDX-License-Identifier: GPL-2.0-or-later
/* The help text of an option, for --help and the manual page. */
#include "config.h"

#include "option_text_internal.h"

#include <string.h>

static void add_words(const struct option_row *row, struct buf *out)
{
	struct option_word w;
	size_t i;

	for (i = 0; row->word(i, &w); i++) {
		buf_addf(out, "%s%s", i ? ", " : "", w.word);
		if (w.detail)
			buf_addf(out, " (%s%s)", w.prefix ? w.prefix : "", w.detail);
	}
}

void option_text_help(const struct option_row *row, struct buf *out)
{
	const char *words = strstr(row->help, "{}");

	if (!words) {
		buf_adds(out, row->help);
		return;
	}
	buf_add(out, row->help, (size_t)(words - row->help));
	add_words(row, out);
	buf_adds(out, words + strlen("{}"));
}
