// SPDX-License-Identifier: GPL-2.0-or-later
/* What was seen with a rule, in the few words in brackets that a sentence has room for. */
#include "config.h"

#include <string.h>

#include "base/text.h"
#include "words_table_internal.h"

/* A sentence shortens a longer path or command; the evidence lists show it in full. */
#define SHOWN_CELLS 60

void words_add_name(struct buf *out, const struct intern *names, name_id id)
{
	text_clean(out, (struct slice){ intern_str(names, id), intern_len(names, id) });
}

/* True if a bare name (name=) is the end of a path (path=) that was also seen. */
static bool is_end_of_another(const struct intern *names, const struct seen *const *seen, size_t n,
			      const struct seen *one)
{
	const char *name = intern_str(names, one->text), *path;
	size_t i, len = intern_len(names, one->text), path_len;

	if (name[0] == '/')
		return false;
	for (i = 0; i < n; i++) {
		path = intern_str(names, seen[i]->text);
		path_len = intern_len(names, seen[i]->text);
		if (path[0] == '/' && path_len > len && path[path_len - len - 1] == '/' &&
		    memcmp(path + path_len - len, name, len) == 0)
			return true;
	}
	return false;
}

/* True if a bare name may be that of an entry rather than of the directory: the kernel names
 * what is added or removed (may_create and may_delete in security/selinux/hooks.c). */
static bool names_entries(const struct intern *names, const struct rule *rule)
{
	size_t i;

	for (i = 0; i < rule->perm_count; i++) {
		const char *perm = intern_str(names, rule->perms[i].perm);

		if (strcmp(perm, "add_name") == 0 || strcmp(perm, "remove_name") == 0)
			return true;
	}
	return false;
}

/* Move whole paths to the front and drop the names that they cover. Return how many remain. */
static size_t order_paths(const struct intern *names, const struct rule *rule,
			  const struct seen **seen, size_t n)
{
	const struct seen *kept[RULE_SEEN_MAX];
	bool entries = names_entries(names, rule);
	size_t i, k = 0;

	for (i = 0; i < n; i++)
		if (intern_str(names, seen[i]->text)[0] == '/')
			kept[k++] = seen[i];
	for (i = 0; i < n; i++)
		if (!entries && intern_str(names, seen[i]->text)[0] != '/' &&
		    !is_end_of_another(names, seen, n, seen[i]))
			kept[k++] = seen[i];
	memcpy(seen, kept, k * sizeof(*seen));
	return k;
}

static void add_listed(struct buf *out, const struct intern *names, const struct rule *rule,
		       enum seen_kind kind, const struct seen **seen, size_t n, size_t show)
{
	size_t i, used, fit;
	bool more = rule->seen_more[kind] > 0;
	struct buf one = { 0 };

	if (kind == SEEN_PATH)
		n = order_paths(names, rule, seen, n);
	if (!n)
		return;
	if (show > n || (n == show + 1 && !more)) /* "and 1 more" is no shorter than the name */
		show = n;
	for (i = 0; i < show; i++) {
		buf_clear(&one);
		words_add_name(&one, names, seen[i]->text);
		fit = text_fit_bytes(buf_str(&one), SHOWN_CELLS, &used);
		buf_adds(out, i == 0 ? " (" : i + 1 == n && !more ? " and " : ", ");
		buf_add(out, buf_str(&one), fit);
		if (fit < one.len)
			buf_adds(out, "...");
	}
	if (more)
		buf_adds(out, " and others");
	else if (n > show)
		buf_addf(out, " and %zu more", n - show);
	buf_addc(out, ')');
	buf_release(&one);
}

void words_add_seen(struct buf *out, const struct intern *names, const struct rule *rule,
		    enum seen_kind kind, size_t show)
{
	const struct seen *seen[RULE_SEEN_MAX];
	size_t n = rule_seen(rule, kind, seen);

	add_listed(out, names, rule, kind, seen, n, show);
}

bool words_ports_differ(const struct rule *rule)
{
	const struct seen *seen[RULE_SEEN_MAX];
	size_t i, n = rule_seen(rule, SEEN_PORT, seen);

	for (i = 1; i < n; i++)
		if (seen[i]->perms != seen[0]->perms)
			return true;
	return false;
}

void words_add_ports(struct buf *out, const struct intern *names, const struct rule *rule,
		     name_id perm, size_t show)
{
	const struct seen *seen[RULE_SEEN_MAX];
	size_t i, k = 0, n = rule_seen(rule, SEEN_PORT, seen);
	uint32_t bits = 0;

	for (i = 0; i < rule->perm_count && i < 32; i++)
		if (rule->perms[i].perm == perm)
			bits = UINT32_C(1) << i;
	for (i = 0; i < n; i++)
		if (seen[i]->perms & bits)
			seen[k++] = seen[i];
	add_listed(out, names, rule, SEEN_PORT, seen, k, show);
}
