// SPDX-License-Identifier: GPL-2.0-or-later
/* Messages with their place, and the bounded log of them. Prints nothing. */
#include "config.h"

#include "base/diag.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

void diag_release(struct diag *d)
{
	buf_release(&d->text);
}

int diag_set(struct diag *d, const char *fmt, ...)
{
	va_list ap;

	if (!d || d->text.len)
		return -1;
	va_start(ap, fmt);
	buf_vaddf(&d->text, fmt, ap);
	va_end(ap);
	return -1;
}

int diag_set_at(struct diag *d, const char *file, unsigned line, unsigned column, const char *fmt,
		...)
{
	va_list ap;

	if (!d || d->text.len)
		return -1;
	if (file) {
		buf_addf(&d->text, "%s:%u:", file, line);
		if (column)
			buf_addf(&d->text, "%u:", column);
		buf_addc(&d->text, ' ');
	}
	va_start(ap, fmt);
	buf_vaddf(&d->text, fmt, ap);
	va_end(ap);
	return -1;
}

const char *diag_text(const struct diag *d)
{
	return buf_str(&d->text);
}

void message_log_release(struct message_log *log)
{
	size_t i;

	for (i = 0; i < log->count; i++)
		free(log->items[i].text);
	free(log->items);
	*log = (struct message_log){ 0 };
}

void message_add(struct message_log *log, enum diag_level level, const char *fmt, ...)
{
	struct buf text = { 0 };
	va_list ap;

	va_start(ap, fmt);
	buf_vaddf(&text, fmt, ap);
	va_end(ap);
	if (log->count == MESSAGE_LOG_MAX) {
		free(log->items[0].text);
		memmove(log->items, log->items + 1, (log->count - 1) * sizeof(*log->items));
		log->count--;
		log->dropped++;
	}
	log->items = mem_grow(log->items, &log->cap, log->count + 1, sizeof(*log->items));
	log->items[log->count++] = (struct message){ level, buf_take(&text) };
	log->serial++;
}
