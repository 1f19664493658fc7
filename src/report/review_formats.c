// SPDX-License-Identifier: GPL-2.0-or-later
/* The table of review formats. A new one is a file review_NAME.c and a row here. */
#include "config.h"

#include "report/review_formats.h"

#include <string.h>

#include "review_formats_internal.h"

const struct review_format review_formats[] = {
	{ "markdown", "a document for the reviewer", review_markdown_write, review_diff_markdown },
	{ "json", "the same for programs", review_json_write, review_diff_json },
	{ "text", "the same, plain", review_text_write, review_diff_text },
	{ 0 },
};

const struct review_format *review_format_find(const char *name)
{
	const struct review_format *f;

	for (f = review_formats; f->name; f++)
		if (strcmp(f->name, name) == 0)
			return f;
	return NULL;
}
