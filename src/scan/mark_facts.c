// SPDX-License-Identifier: GPL-2.0-or-later
/* Reads the record of a policy load, of setenforce or of a boolean: whether it succeeded, the new value, who
 * did it. It does not know what a change means for denials (denial/epoch.c). */
#include "config.h"

#include "scan/mark_facts.h"

#include <string.h>

#include "base/text.h"
#include "scan/fields.h"

static struct slice plain(struct slice text, const char *key)
{
	return field_plain(fields_find(text, key));
}

/* 1, 0, or -1 for any other value. */
static int flag_of(struct slice v)
{
	return slice_is(v, "1") ? 1 : slice_is(v, "0") ? 0 : -1;
}

/* Nobody was logged in: (uid_t)-1, and (unsigned int)-1 for the session. */
static bool is_unset(struct slice v)
{
	return !v.n || slice_is(v, "4294967295") || slice_is(v, "-1") || slice_is(v, "unset");
}

void mark_facts(struct slice text, struct log_mark_facts *out)
{
	struct slice result = plain(text, "res"), name = plain(text, "AUID");

	*out = (struct log_mark_facts){
		.failed = slice_is(result, "0") || slice_is(result, "failed"),
		.hearsay = text.n && memmem(text.p, text.n, "received ", 9),
		.enforcing = flag_of(plain(text, "enforcing")),
		.boolean = plain(text, "bool"),
		.on = flag_of(plain(text, "val")),
		.who = plain(text, "auid"),
		.session = plain(text, "ses"),
	};
	if (out->boolean.n && !text_is_name(out->boolean))
		out->boolean.n = 0;
	if (is_unset(out->who))
		out->who.n = 0;
	else if (name.n)
		out->who = name;
	if (is_unset(out->session))
		out->session.n = 0;
}
