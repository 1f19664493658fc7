// SPDX-License-Identifier: GPL-2.0-or-later
/* Options of the command line as values. cli/options.c parses them. */
#include "config.h"

#include "session/options.h"

#include <stdlib.h>

#include "policy/store.h"

void options_release(struct options *o)
{
	free(o->logs.items);
	free(o->policies.items);
	*o = (struct options){ 0 };
}

int options_priority(const struct options *o, unsigned otherwise, unsigned *priority,
		     struct diag *d)
{
	const char *text = o ? o->priority : NULL;
	unsigned long n;
	char *end;

	*priority = otherwise;
	if (!text)
		return 0;
	n = strtoul(text, &end, 10);
	if (*end || end == text || n < 1 || n > INSTALL_PRIORITY_MAX)
		return diag_set(d, "--priority %s: a number from 1 to %u", text,
				INSTALL_PRIORITY_MAX);
	*priority = (unsigned)n;
	return 0;
}
