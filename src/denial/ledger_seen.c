// SPDX-License-Identifier: GPL-2.0-or-later
/* Count the commands, programs, paths, hosts and ports seen with a rule. Keeps bytes as they came:
 * it does not know how to show them safely. */
#include "config.h"

#include "ledger_internal.h"

#include <string.h>

/* Count `text` as bytes, cut at RULE_SEEN_BYTES: no real path is longer than PATH_MAX. */
void ledger_see_bytes(struct ledger *l, struct rule *r, enum seen_kind kind, struct slice text)
{
	size_t i, of_kind = 0;
	name_id id;

	if (!text.n)
		return;
	if (text.n > RULE_SEEN_BYTES)
		text.n = RULE_SEEN_BYTES;
	id = intern_find(l->names, text);
	for (i = 0; i < r->seen_count; i++) {
		if (r->seen[i].kind != kind)
			continue;
		if (r->seen[i].text == id) {
			r->seen[i].count++;
			return;
		}
		of_kind++;
	}
	if (of_kind >= RULE_SEEN_MAX) {
		r->seen_more[kind]++;
		return;
	}
	r->seen = ledger_push(l, r->seen, r->seen_count, sizeof(*r->seen));
	r->seen[r->seen_count++] = (struct seen){ intern_add(l->names, text), 1, kind, 0 };
}

static struct seen *find_seen(const struct rule *r, enum seen_kind kind, name_id text)
{
	size_t i;

	for (i = 0; i < r->seen_count; i++)
		if (r->seen[i].kind == kind && r->seen[i].text == text)
			return &r->seen[i];
	return NULL;
}

void ledger_see_instead(struct ledger *l, struct rule *r, enum seen_kind kind, name_id old,
			struct slice text)
{
	struct seen *was = find_seen(r, kind, old);
	name_id id;

	if (!was) {
		r->seen_more[kind] -= r->seen_more[kind] > 0;
		ledger_see_bytes(l, r, kind, text);
		return;
	}
	id = intern_add(l->names, text);
	if (--was->count == 0 && !find_seen(r, kind, id)) {
		*was = (struct seen){ id, 1, kind, 0 };
		return;
	}
	if (was->count == 0) {
		r->seen_count--;
		memmove(was, was + 1, (size_t)(r->seen + r->seen_count - was) * sizeof(*was));
	}
	ledger_see_bytes(l, r, kind, text);
}

void ledger_see(struct ledger *l, struct rule *r, enum seen_kind kind, struct slice field)
{
	if (!field.n)
		return;
	if (field.n >= 2 && field.p[0] == '"') { /* the common case needs no copy */
		ledger_see_bytes(l, r, kind, (struct slice){ field.p + 1, field.n - 2 });
		return;
	}
	buf_clear(&l->scratch);
	record_decode(field, &l->scratch);
	ledger_see_bytes(l, r, kind, (struct slice){ buf_str(&l->scratch), l->scratch.len });
}

void ledger_see_port(struct ledger *l, struct rule *r, const struct record *rec)
{
	struct slice list = rec->perms, word;
	struct seen *port = find_seen(r, SEEN_PORT, intern_find(l->names, rec->port));
	uint32_t i;

	while (port && record_next_perm(&list, &word))
		for (i = 0; i < r->perm_count && i < 32; i++)
			if (slice_is(word, intern_str(l->names, r->perms[i].perm)))
				port->perms |= UINT32_C(1) << i;
}
