// SPDX-License-Identifier: GPL-2.0-or-later
/* One `#@ KEY JSON` line, and the bounded texts, lists and digests in it. Does not know what the
 * keys mean. */
#include "config.h"

#include "te/line.h"

#include <stdlib.h>
#include <string.h>

#include "te/block.h"
#include "base/text.h"

#define DUMP_FLAGS (JSON_COMPACT | JSON_ENSURE_ASCII | JSON_ENCODE_ANY)

void te_line_raw(const char *key, const char *json, struct buf *out)
{
	buf_addf(out, "#@ %s %s\n", key, json);
}

/* jansson does not escape DEL, which is a control character too. */
static char *dump_ascii(const json_t *value)
{
	char *text = json_dumps(value, DUMP_FLAGS), *p;
	struct buf b = { 0 };

	if (!text || !strchr(text, 0x7f))
		return text;
	for (p = text; *p; p++) {
		if (*p == 0x7f)
			buf_adds(&b, "\\u007F");
		else
			buf_addc(&b, *p);
	}
	free(text);
	return buf_take(&b);
}

void te_line_print(const char *key, json_t *value, struct buf *out)
{
	char *text = dump_ascii(value);

	if (text && strlen(key) + strlen(text) + 4 <= TE_LINE_MAX)
		te_line_raw(key, text, out);
	free(text);
	json_decref(value);
}

bool te_line_is_utf8(const char *s, size_t n)
{
	uint32_t code;
	size_t i, len;

	for (i = 0; i < n; i += len) {
		len = text_decode(s + i, n - i, &code);
		if (!len)
			return false;
	}
	return true;
}

size_t te_line_cut(const char *s, size_t n, size_t max)
{
	if (n <= max)
		return n;
	while (max > 0 && ((unsigned char)s[max] & 0xc0) == 0x80)
		max--;
	return max;
}

json_t *te_line_digest(const void *bytes, size_t n)
{
	struct sha256 sha;
	char hex[65];

	sha256_init(&sha);
	sha256_add(&sha, bytes, n);
	sha256_hex(&sha, hex);
	return json_string(hex);
}

json_t *te_line_counted(struct slice bytes, uint32_t count)
{
	char *clean = text_cleaned(bytes);
	size_t n = strlen(clean), keep = te_line_cut(clean, n, TE_TEXT_MAX_BYTES);
	json_t *item = json_array();

	json_array_append_new(item, json_stringn(clean, keep));
	json_array_append_new(item, json_integer(count));
	if (keep < n)
		json_array_append_new(item, json_pack("{s:I,s:o}", "bytes", (json_int_t)bytes.n,
						      "sha256", te_line_digest(bytes.p, bytes.n)));
	free(clean);
	return item;
}

char *te_line_text(const json_t *value)
{
	struct buf bytes = { 0 }, clean = { 0 };

	if (!json_is_string(value))
		return NULL;
	text_unclean(&bytes, json_string_value(value));
	text_clean(&clean, (struct slice){ buf_str(&bytes), bytes.len });
	buf_release(&bytes);
	return buf_take(&clean);
}

uint64_t te_line_number(const json_t *o, const char *key)
{
	json_int_t n = json_integer_value(json_object_get(o, key));

	return n > 0 ? (uint64_t)n : 0;
}

json_t *te_line_sum(const json_t *a, const json_t *b)
{
	json_int_t sum;

	if (__builtin_add_overflow(json_integer_value(a), json_integer_value(b), &sum))
		sum = json_integer_value(a) < 0 ? INT64_MIN : INT64_MAX;
	return json_integer(sum);
}

void te_list_init(struct te_list *l)
{
	*l = (struct te_list){ .items = json_array() };
	sha256_init(&l->sha);
}

void te_list_add(struct te_list *l, json_t *item)
{
	char *text = json_dumps(item, DUMP_FLAGS);
	size_t n = text ? strlen(text) : 0;

	sha256_add(&l->sha, text ? text : "", n);
	sha256_add(&l->sha, "\n", 1);
	if (l->left_out || l->bytes + n + 1 > TE_LIST_MAX_BYTES) {
		l->left_out++;
		json_decref(item);
	} else {
		l->bytes += n + 1;
		json_array_append_new(l->items, item);
	}
	free(text);
}

json_t *te_list_end(struct te_list *l, uint32_t others)
{
	json_t *rest = json_object();
	char hex[65];

	if (l->left_out) {
		sha256_hex(&l->sha, hex);
		json_object_set_new(rest, "left_out", json_integer((json_int_t)l->left_out));
		json_object_set_new(rest, "sha256", json_string(hex));
	}
	if (others)
		json_object_set_new(rest, "others", json_integer(others));
	if (json_object_size(rest))
		json_array_append(l->items, rest);
	json_decref(rest);
	return l->items;
}
