// SPDX-License-Identifier: GPL-2.0-or-later
#include "config.h"

#include "avcurate/te_evidence.h"

#include <jansson.h>
#include <string.h>

static struct slice text_of(const json_t *j)
{
	return (struct slice){ json_string_value(j), json_string_length(j) };
}

static void join_perms(const json_t *permissions, struct buf *out)
{
	const json_t *item;
	size_t i;

	json_array_foreach(permissions, i, item)
	{
		struct slice perm = text_of(json_array_get(item, 0));

		if (!perm.n)
			continue;
		buf_addc(out, ' ');
		buf_add(out, perm.p, perm.n);
	}
}

static bool count_pairs(const struct te_block *b, const json_t *seen, struct intern *names,
			struct ledger *l)
{
	const json_t *contexts = json_object_get(seen, "contexts"), *pair;
	struct buf perms = { 0 };
	const char *why;
	bool all = json_array_size(contexts) > 0 && !json_object_get(seen, "pairs");
	size_t i;

	join_perms(json_object_get(seen, "permissions"), &perms);
	json_array_foreach(contexts, i, pair)
	{
		struct record r = {
			.kind = b->key.kind,
			.permissive = -1,
			.time_ms = TIME_NONE,
			.ioctl = IOCTL_NONE,
			.perms = { buf_str(&perms), perms.len },
			.scontext = text_of(json_array_get(pair, 0)),
			.tcontext = text_of(json_array_get(pair, 1)),
			.tclass = slice_of(intern_str(names, b->key.class)),
		};

		r.ncontext = r.tcontext;
		all = ledger_add(l, &r, NULL, &why) == ledger_find(l, &b->key) && !why && all;
	}
	buf_release(&perms);
	return all;
}

bool te_evidence_count(const struct te_block *b, struct intern *names, struct ledger *l)
{
	bool all = false;
	size_t i;

	for (i = 0; i < b->line_count; i++) {
		json_t *seen;

		if (strcmp(b->lines[i].key, "seen") != 0)
			continue;
		seen = json_loads(b->lines[i].json, 0, NULL);
		all = count_pairs(b, seen, names, l);
		json_decref(seen);
	}
	return all;
}
