// SPDX-License-Identifier: GPL-2.0-or-later
/* Writes text for manual pages: escapes, two fonts, line breaks. Knows no macros; its callers
 * write those. */
#include "config.h"

#include "base/roff.h"

#include <string.h>

#include "base/ascii.h"
#include "base/wrap.h"

#define LINE_WIDTH 100

static void add_byte(struct buf *out, const char **p)
{
	static const char dots[] = "\xe2\x80\xa6";

	if (strncmp(*p, dots, strlen(dots)) == 0) {
		buf_adds(out, "...");
		*p += strlen(dots) - 1;
	} else if (**p == '-') {
		buf_adds(out, "\\-");
	} else if (**p == '\\') {
		buf_adds(out, "\\e");
	} else {
		buf_addc(out, **p);
	}
}

void roff_inline(struct buf *out, const char *text)
{
	const char *p;
	char open = '\0';

	for (p = text; *p; p++) {
		if (*p != '`' && *p != '*') {
			add_byte(out, &p);
			continue;
		}
		buf_adds(out, open ? "\\fR" : *p == '`' ? "\\fB" : "\\fI");
		open = open ? '\0' : *p;
	}
}

/* A line that begins with a dot or quote would be a roff request. */
static void add_line(struct buf *out, struct slice line)
{
	if (line.n && (line.p[0] == '.' || line.p[0] == '\''))
		buf_adds(out, "\\&");
	buf_add(out, line.p, line.n);
	buf_addc(out, '\n');
}

static void add_wrapped(struct buf *out, struct slice sentence)
{
	struct buf lines = { 0 };
	const char *p, *end;

	wrap_add(&lines, sentence, LINE_WIDTH, "\n");
	for (p = buf_str(&lines); *p; p = *end ? end + 1 : end) {
		end = strchrnul(p, '\n');
		add_line(out, (struct slice){ p, (size_t)(end - p) });
	}
	buf_release(&lines);
}

/* The blank after the sentence, or the end of the text. */
static const char *sentence_end(const char *p)
{
	for (; *p; p++)
		if ((*p == '.' || *p == '?') && p[1] == ' ' && !ascii_is_lower(p[2]))
			return p + 1;
	return p;
}

void roff_text(struct buf *out, const char *text)
{
	struct buf escaped = { 0 };
	const char *p, *end;

	roff_inline(&escaped, text);
	for (p = buf_str(&escaped); *p; p = *end ? end + 1 : end) {
		end = sentence_end(p);
		add_wrapped(out, (struct slice){ p, (size_t)(end - p) });
	}
	buf_release(&escaped);
}

void roff_help(struct buf *out, const char *help)
{
	struct buf text = { 0 };

	buf_adds(&text, help);
	if (text.len && ascii_is_lower(text.data[0]))
		text.data[0] = (char)(text.data[0] - 'a' + 'A');
	buf_addc(&text, '.');
	roff_text(out, buf_str(&text));
	buf_release(&text);
}

static size_t capitals(const char *p)
{
	size_t n = 0;

	while (ascii_is_upper(p[n]))
		n++;
	return n;
}

static size_t option(const char *p)
{
	size_t n = strspn(p, "-");

	return n ? n + strspn(p + n, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-") : 0;
}

void roff_usage(struct buf *out, const char *usage)
{
	struct buf text = { 0 };
	const char *p = usage;
	size_t n;

	while (*p) {
		if ((n = option(p)))
			buf_addf(&text, "`%.*s`", (int)n, p);
		else if ((n = capitals(p)))
			buf_addf(&text, "*%.*s*", (int)n, p);
		else
			buf_add(&text, p, n = 1);
		p += n;
	}
	roff_inline(out, buf_str(&text));
	buf_release(&text);
}
