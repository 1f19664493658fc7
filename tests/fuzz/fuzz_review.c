// SPDX-License-Identifier: GPL-2.0-or-later
/* Any bytes as a .te, reviewed: whatever stands in its #@ lines, each format holds. JSON is read by
 * jansson; plain text and Markdown have no control character but line breaks, and no more headings
 * than rules. */
#include "config.h"

#include <jansson.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "report/review_formats.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void fail(const char *what, const struct buf *text)
{
	fprintf(stderr, "%s\n---- text\n%s\n", what, buf_str(text));
	abort();
}

static void check_clean(const struct buf *text)
{
	size_t i;

	for (i = 0; i < text->len; i++)
		if (((unsigned char)text->data[i] < ' ' && text->data[i] != '\n') ||
		    text->data[i] == 0x7f)
			fail("a control character", text);
}

static size_t count_headings(const struct buf *text)
{
	size_t i, n = 0;

	for (i = 0; i < text->len; i++)
		n += text->data[i] == '#' && (i == 0 || text->data[i - 1] == '\n');
	return n;
}

static void check(const struct review *r)
{
	struct buf text = { 0 };
	json_t *o;

	review_format_find("markdown")->write(r, &text);
	check_clean(&text);
	if (count_headings(&text) != r->count + 1)
		fail("headings that are not ours", &text);
	buf_clear(&text);
	review_format_find("text")->write(r, &text);
	check_clean(&text);
	buf_clear(&text);
	review_format_find("json")->write(r, &text);
	o = json_loads(buf_str(&text), 0, NULL);
	if (!o || json_array_size(json_object_get(o, "rules")) != r->count)
		fail("no JSON, or not all of it", &text);
	json_decref(o);
	buf_release(&text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct intern *names = intern_new();
	struct te_file te = { 0 };
	struct review r = { 0 };

	if (te_parse("fuzz.te", (const char *)data, size, names, &te, NULL) == 0 && te.ours) {
		review_from(&te, names, NULL, NULL, &r);
		check(&r);
	}
	review_release(&r);
	te_file_release(&te);
	intern_free(names);
	return 0;
}
