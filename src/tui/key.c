// SPDX-License-Identifier: GPL-2.0-or-later
/* Names of keys: parse and write them. Does not know what a key does. */
#include "config.h"

#include "tui/key.h"

#include <string.h>
#include <strings.h>

#include "base/attr.h"
#include "base/text.h"

static const struct {
	const char *name;
	key_code key;
} names[] = {
	{ "Space", ' ' },
	{ "Enter", KEYCODE_ENTER },
	{ "Tab", KEYCODE_TAB },
	{ "S-Tab", KEYCODE_BACK_TAB },
	{ "Esc", KEYCODE_ESC },
	{ "Backspace", KEYCODE_BACKSPACE },
	{ "Up", KEYCODE_UP },
	{ "Down", KEYCODE_DOWN },
	{ "Left", KEYCODE_LEFT },
	{ "Right", KEYCODE_RIGHT },
	{ "PageUp", KEYCODE_PAGE_UP },
	{ "PageDown", KEYCODE_PAGE_DOWN },
	{ "Home", KEYCODE_HOME },
	{ "End", KEYCODE_END },
	{ "Insert", KEYCODE_INSERT },
	{ "Delete", KEYCODE_DELETE },
	{ "Lt", '<' },
};

static void write_code(uint32_t code, struct buf *out)
{
	if (code < 0x80) {
		buf_addc(out, (char)code);
	} else if (code < 0x800) {
		buf_addc(out, (char)(0xc0 | code >> 6));
		buf_addc(out, (char)(0x80 | (code & 0x3f)));
	} else if (code < 0x10000) {
		buf_addc(out, (char)(0xe0 | code >> 12));
		buf_addc(out, (char)(0x80 | (code >> 6 & 0x3f)));
		buf_addc(out, (char)(0x80 | (code & 0x3f)));
	} else {
		buf_addc(out, (char)(0xf0 | code >> 18));
		buf_addc(out, (char)(0x80 | (code >> 12 & 0x3f)));
		buf_addc(out, (char)(0x80 | (code >> 6 & 0x3f)));
		buf_addc(out, (char)(0x80 | (code & 0x3f)));
	}
}

void key_write(key_code key, struct buf *out)
{
	size_t i;

	if (key & KEYCODE_ALT) {
		struct buf inner = { 0 };

		key_write(key & ~(key_code)KEYCODE_ALT, &inner);
		if (inner.data && inner.data[0] == '<' && inner.len > 2)
			buf_addf(out, "<M-%.*s>", (int)inner.len - 2, inner.data + 1);
		else
			buf_addf(out, "<M-%s>", buf_str(&inner));
		buf_release(&inner);
		return;
	}
	for (i = 0; i < AV_ARRAY_LEN(names); i++) {
		if (names[i].key == key && key != '<') {
			buf_addf(out, "<%s>", names[i].name);
			return;
		}
	}
	if (key > KEYCODE_F0 && key <= KEYCODE_F_LAST)
		buf_addf(out, "<F%u>", key - KEYCODE_F0);
	else if (key < ' ')
		buf_addf(out, "<C-%c>", (char)(key >= 1 && key <= 26 ? key + 'a' - 1 : key + '@'));
	else
		write_code(key, out);
}

/* Parse the name between < and >. */
static key_code parse_name(const char *p, size_t n)
{
	size_t i;

	for (i = 0; i < AV_ARRAY_LEN(names); i++)
		if (strlen(names[i].name) == n && strncasecmp(names[i].name, p, n) == 0)
			return names[i].key;
	if (n > 2 && p[1] == '-' && (p[0] == 'C' || p[0] == 'c') && n == 3)
		return KEYCODE_CTRL(p[2]);
	if (n > 2 && p[1] == '-' && (p[0] == 'M' || p[0] == 'm')) {
		key_code inner = n == 3 ? (key_code)(unsigned char)p[2] : parse_name(p + 2, n - 2);

		return inner ? inner | KEYCODE_ALT : KEYCODE_NONE;
	}
	if ((n == 2 || n == 3) && (p[0] == 'F' || p[0] == 'f')) {
		key_code number = 0;

		for (i = 1; i < n; i++) {
			if (p[i] < '0' || p[i] > '9')
				return KEYCODE_NONE;
			number = number * 10 + (key_code)(p[i] - '0');
		}
		if (number >= 1 && number <= 24)
			return KEYCODE_F0 + number;
	}
	return KEYCODE_NONE;
}

int key_parse(const char *text, key_code *out, size_t max, struct diag *d)
{
	const char *p = text;
	size_t n = 0;

	while (*p) {
		const char *end = *p == '<' ? strchr(p, '>') : NULL;
		key_code key;

		if (end && end > p + 1) {
			key = parse_name(p + 1, (size_t)(end - p) - 1);
			if (!key)
				return diag_set(d,
						"%.*s is not a key; write keys as a, <Space>, "
						"<Enter>, <C-r>, <M-x>, <PageDown>, <F1>",
						(int)(end - p) + 1, p);
			p = end + 1;
		} else {
			size_t len = text_decode(p, strlen(p), &key);

			if (!len)
				return diag_set(d, "a key is not valid UTF-8");
			p += len;
		}
		if (n == max)
			return diag_set(d, "%s: a sequence has at most %zu keys", text, max);
		out[n++] = key;
	}
	if (!n)
		return diag_set(d, "no key given");
	return (int)n;
}
