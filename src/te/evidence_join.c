// SPDX-License-Identifier: GPL-2.0-or-later
/* Merges the evidence of an earlier decision with the denials since: a rule that is decided again
 * under another log keeps what its first log showed. */
#include "config.h"

#include "te/evidence.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "te/line.h"

/* True for the same text or pair of contexts, whatever the counts. */
static bool same_item(const json_t *a, const json_t *b)
{
	const json_t *x = json_array_get(a, 1), *y = json_array_get(b, 1);

	return json_equal(json_array_get(a, 0), json_array_get(b, 0)) &&
	       (!json_is_string(x) || json_equal(x, y));
}

static json_t *find_item(const json_t *list, const json_t *item)
{
	json_t *other;
	size_t i;

	json_array_foreach(list, i, other)
	{
		if (json_is_array(other) && same_item(other, item))
			return other;
	}
	return NULL;
}

static uint32_t others_of(const json_t *list)
{
	const json_t *last = json_array_get(list, json_array_size(list) - 1);

	return json_is_object(last) ? (uint32_t)json_integer_value(json_object_get(last, "others"))
				    : 0;
}

/* Merge two lists and add up the counts. Takes ownership of neither. */
static json_t *join_lists(const json_t *before, const json_t *now)
{
	struct te_list list;
	json_t *item, *other, *copy;
	size_t i;

	te_list_init(&list);
	json_array_foreach(before, i, item)
	{
		if (!json_is_array(item))
			continue;
		copy = json_deep_copy(item);
		other = find_item(now, item);
		if (other && json_is_integer(json_array_get(other, 1)))
			json_array_set_new(
				copy, 1,
				te_line_sum(json_array_get(item, 1), json_array_get(other, 1)));
		te_list_add(&list, copy);
	}
	json_array_foreach(now, i, item)
	{
		if (json_is_array(item) && !find_item(before, item))
			te_list_add(&list, json_incref(item));
	}
	return te_list_end(&list, others_of(before) + others_of(now));
}

static void join_times(const json_t *before, json_t *now, const char *key, int sign)
{
	const char *a = json_string_value(json_object_get(before, key));
	const char *b = json_string_value(json_object_get(now, key));

	if (a && (!b || strcmp(a, b) * sign < 0))
		json_object_set_new(now, key, json_string(a));
}

/* `rest` is a sum of hashes (rule.h). */
static void join_rest(const json_t *before, json_t *now)
{
	const char *a = json_string_value(json_object_get(before, "rest"));
	const char *b = json_string_value(json_object_get(now, "rest"));
	char hex[17];

	if (!a)
		return;
	snprintf(hex, sizeof(hex), "%016llx",
		 strtoull(a, NULL, 16) + (b ? strtoull(b, NULL, 16) : 0));
	json_object_set_new(now, "rest", json_string(hex));
}

static void join_seen(const json_t *before, json_t *now)
{
	static const char *const counts[] = { "count", "permissive", "granted", "suspect",
					      "inherited" };
	static const char *const lists[] = { "permissions", "contexts" };
	json_int_t pairs;
	size_t i;

	for (i = 0; i < AV_ARRAY_LEN(counts); i++) {
		json_t *n = te_line_sum(json_object_get(before, counts[i]),
					json_object_get(now, counts[i]));

		if (json_integer_value(n))
			json_object_set(now, counts[i], n);
		json_decref(n);
	}
	join_rest(before, now);
	join_times(before, now, "first", 1);
	join_times(before, now, "last", -1);
	for (i = 0; i < AV_ARRAY_LEN(lists); i++)
		json_object_set_new(now, lists[i],
				    join_lists(json_object_get(before, lists[i]),
					       json_object_get(now, lists[i])));
	pairs = json_integer_value(json_object_get(before, "pairs"));
	if (pairs > json_integer_value(json_object_get(now, "pairs")))
		json_object_set_new(now, "pairs", json_integer(pairs));
}

static bool perms_have_more(const struct te_block *b, const struct rule *r,
			    const struct intern *names)
{
	json_t *seen = te_evidence_value(b, "seen"), *item;
	bool more = false;
	size_t i;
	uint32_t k;

	json_array_foreach(json_object_get(seen, "permissions"), i, item)
	{
		const char *perm = json_string_value(json_array_get(item, 0));

		for (k = 0; perm && k < r->perm_count; k++)
			if (strcmp(intern_str(names, r->perms[k].perm), perm) == 0)
				break;
		more = more || (perm && k == r->perm_count);
	}
	json_decref(seen);
	return more;
}

/* True if a list of the block has a value that the rule has not seen. */
static bool list_has_more(const struct te_block *b, const char *key, const struct rule *r,
			  enum seen_kind kind, const struct intern *names)
{
	const struct seen *seen[RULE_SEEN_MAX];
	size_t n = rule_seen(r, kind, seen), i, k;
	json_t *list = te_evidence_value(b, key), *item;
	bool more = false;

	json_array_foreach(list, i, item)
	{
		for (k = 0; json_is_array(item) && k < n && !more; k++) {
			struct slice text = { intern_str(names, seen[k]->text),
					      intern_len(names, seen[k]->text) };
			json_t *now = te_line_counted(text, 0);
			bool same = json_equal(json_array_get(item, 0), json_array_get(now, 0));

			json_decref(now);
			if (same)
				break;
		}
		more = more || (json_is_array(item) && k == n);
	}
	json_decref(list);
	return more;
}

bool te_evidence_has_more(const struct te_block *b, const struct rule *r,
			  const struct intern *names)
{
	if (list_has_more(b, "comm", r, SEEN_COMM, names) ||
	    list_has_more(b, "exe", r, SEEN_EXE, names) ||
	    list_has_more(b, "path", r, SEEN_PATH, names))
		return true;
	return perms_have_more(b, r, names);
}

json_t *te_evidence_join(const struct te_block *b, const char *key, json_t *now)
{
	json_t *before = te_evidence_value(b, key), *all = now;

	if (json_is_object(before) && json_is_object(now)) {
		join_seen(before, now);
	} else if (json_is_array(before)) {
		all = join_lists(before, now);
		json_decref(now);
	}
	json_decref(before);
	return all;
}
