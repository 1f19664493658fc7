// SPDX-License-Identifier: GPL-2.0-or-later
/* A walk through any text ends at its end, moves on with each field, and gives parts of the text in order;
 * a look-up finds what the walk finds. */
#include "config.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "scan/fields.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void expect(bool right)
{
	if (!right)
		abort();
}

static bool lies_within(struct slice part, const char *from, const char *to)
{
	return part.p >= from && part.p <= to && part.n <= (size_t)(to - part.p);
}

static void walk(struct slice text, bool messages)
{
	const char *end = text.p + text.n, *at = text.p;
	struct fields f = { text.p, end, messages };
	struct slice plain;
	struct field x;

	while (fields_next(&f, &x)) {
		expect(f.p > at && f.p <= end);
		expect(lies_within(x.text, at, f.p) && x.text.p + x.text.n == f.p);
		expect(lies_within(x.key, x.text.p, f.p) && lies_within(x.value, x.text.p, f.p));
		expect(x.form != FIELD_WORD || !x.key.n);
		plain = field_plain(x.value);
		expect(lies_within(plain, x.value.p, x.value.p + x.value.n));
		field_number(x.value);
		at = f.p;
	}
	expect(f.p == end);
}

/* Each key, as found from the start: its first field. */
static void look_up(struct slice text)
{
	struct fields f = { text.p, text.p + text.n, true };
	struct slice value, name;
	char *key;
	struct field x;
	unsigned n = 0;

	while (fields_next(&f, &x) && n < 16) {
		if (x.form == FIELD_WORD || memchr(x.key.p, '\0', x.key.n))
			continue;
		key = mem_strndup(x.key.p, x.key.n);
		value = fields_find(text, key);
		name = fields_find_name(text, key);
		expect(value.p && value.p <= x.value.p && name.p == value.p && name.n >= value.n);
		expect(lies_within(name, text.p, text.p + text.n));
		free(key);
		n++;
	}
	value = fields_until(text.p, text.p + text.n, " inode=");
	expect(!value.p || lies_within(value, text.p, text.p + text.n));
	value = fields_until(text.p, text.p + text.n, NULL);
	expect(!value.p || lies_within(value, text.p, text.p + text.n));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *own = mem_alloc(size ? size : 1); /* a byte read too far is seen */
	struct slice text = { own, size };

	if (size)
		memcpy(own, data, size);
	walk(text, false);
	walk(text, true);
	look_up(text);
	free(own);
	return 0;
}
