// SPDX-License-Identifier: GPL-2.0-or-later
/* Widens or narrows the permissions of one class: less than was denied, what was denied, the
 * reference policy's sets that hold it, every permission. */
#include "config.h"

#include "rung_internal.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "words/words.h"

/* A line of why shows up to this many names. */
#define NAMED_MAX 6

/* `extra_too`: include what the reference policy of November 2022 does not define. */
static bool class_has(const char *class, const char *perm, bool extra_too)
{
	const char *p;
	bool extra;
	size_t i;

	for (i = 0; (p = words_perm_at(class, i, &extra)); i++)
		if ((extra_too || !extra) && strcmp(p, perm) == 0)
			return true;
	return false;
}

/* True if all classes of the current statement have the permission, as far as we know. */
static bool perm_fits(const struct ladder *l, const char *perm)
{
	size_t i;

	for (i = 0; i < l->current.class_count; i++) {
		const char *class = intern_str(l->names, l->current.classes[i]);
		uint32_t value =
			l->policy ? policy_index_value(l->policy, POLNAME_CLASS, slice_of(class))
				  : 0;

		if (value ? !policy_index_perm(l->policy, value, slice_of(perm))
			  : l->current.class_count > 1 && !class_has(class, perm, true))
			return false;
	}
	return true;
}

/* The next word of `*list` as an id; false at the end. */
static bool next_perm(struct ladder *l, const char **list, name_id *perm)
{
	size_t n = strcspn(*list, " ");

	if (!n)
		return false;
	*perm = intern_add(l->names, (struct slice){ *list, n });
	*list += n;
	*list += **list == ' ';
	return true;
}

static const char *class_name(const struct ladder *l)
{
	return intern_str(l->names, l->rule->key.class);
}

static bool ends_in(const char *s, const char *end)
{
	size_t n = strlen(s), m = strlen(end);

	return n >= m && strcmp(s + n - m, end) == 0;
}

static bool has_perm(const struct ladder *l, const struct statement *s, const char *perm)
{
	name_id id = intern_find(l->names, slice_of(perm));

	return id != NAME_NONE && statement_has_perm(s, id);
}

static bool set_is_for(const struct ladder *l, const struct perm_set *set)
{
	const char *class = class_name(l);

	if (strcmp(set->classes, "netlink") == 0)
		return strncmp(class, "netlink_", 8) == 0 && class_has(class, "nlmsg_read", false);
	if (strcmp(set->classes, "stream") == 0)
		return text_has_word("tcp_socket unix_stream_socket sctp_socket", class) ||
		       (ends_in(class, "_socket") &&
			(has_perm(l, &l->kept, "listen") || has_perm(l, &l->kept, "accept")));
	if (strcmp(set->classes, "socket") == 0)
		return ends_in(class, "socket");
	return strcmp(set->classes, class) == 0;
}

static bool in_any_set(const struct ladder *l, const char *perm)
{
	size_t i;

	for (i = 0; i < perm_set_count; i++)
		if (set_is_for(l, &perm_sets[i]) && text_has_word(perm_sets[i].perms, perm))
			return true;
	return false;
}

/* The current statement with the permissions of `perms` instead (NULL: start empty). It keeps
 * its commands as long as ioctl is among the permissions. */
static void with_perms(const struct ladder *l, const struct statement *perms, struct statement *out)
{
	const struct statement *ioctls = has_perm(l, &l->current, "ioctl") ? &l->current : &l->kept;
	size_t i;

	statement_copy(out, &l->current);
	out->perm_count = 0;
	out->ioctl_count = 0;
	for (i = 0; perms && i < perms->perm_count; i++)
		statement_add_perm(out, perms->perms[i], l->names);
	for (i = 0; i < ioctls->ioctl_count; i++)
		statement_add_ioctl(out, ioctls->ioctls[i]);
}

/* Call this after all permissions are added. */
static void settle_ioctls(const struct ladder *l, struct statement *s)
{
	if (!has_perm(l, s, "ioctl"))
		s->ioctl_count = 0;
}

/* "adds ioctl, lock and open": what the step has beyond what was denied. */
static char *why_added(const struct ladder *l, const struct statement *st, const char *head)
{
	struct buf out = { 0 };
	size_t i, n = 0, said = 0;

	for (i = 0; i < st->perm_count; i++)
		n += !statement_has_perm(&l->kept, st->perms[i]);
	if (head)
		buf_adds(&out, head);
	for (i = 0; i < st->perm_count && said < NAMED_MAX; i++) {
		if (statement_has_perm(&l->kept, st->perms[i]))
			continue;
		if (said == 0)
			buf_adds(&out, head ? "; adds " : "adds ");
		else
			buf_adds(&out, said + 1 == n ? " and " : ", ");
		buf_adds(&out, intern_str(l->names, st->perms[i]));
		said++;
	}
	if (n > said)
		buf_addf(&out, " and %zu more", n - said);
	if (has_perm(l, st, "ioctl") && !has_perm(l, &l->kept, "ioctl") && !st->ioctl_count)
		buf_adds(&out, "; ioctl with any command");
	return buf_take(&out);
}

static void add_narrower(struct ladder *l)
{
	struct statement st = { 0 };
	struct buf name = { 0 }, why = { 0 };
	struct ladder_step *step;
	size_t i;

	for (i = 0; i < l->current.perm_count && l->current.perm_count > 1; i++) {
		name_id perm = l->current.perms[i];

		statement_copy(&st, &l->current);
		statement_remove_perm(&st, perm);
		settle_ioctls(l, &st);
		buf_addf(&name, "without %s", intern_str(l->names, perm));
		buf_adds(&why, "they may not ");
		words_perm(class_name(l), intern_str(l->names, perm), &why);
		step = rung_add_step(l, &rung_perms, &st, buf_take(&name), buf_take(&why));
		if (step)
			step->dropped = perm;
	}
}

/* The named set with exactly these permissions, or NULL. */
static const char *same_set(const struct ladder *l, const struct statement *st)
{
	size_t i, k, words;
	const char *p;

	for (i = 0; i < perm_set_count; i++) {
		if (!set_is_for(l, &perm_sets[i]))
			continue;
		for (p = perm_sets[i].perms, words = 1; (p = strchr(p, ' ')); p++)
			words++;
		for (k = 0; k < st->perm_count; k++)
			if (!text_has_word(perm_sets[i].perms, intern_str(l->names, st->perms[k])))
				break;
		if (k == st->perm_count && k == words)
			return perm_sets[i].name;
	}
	return NULL;
}

static void add_observed(struct ladder *l)
{
	struct statement st = { 0 };
	struct buf name = { 0 }, why = { 0 };
	const char *same = same_set(l, &l->kept);
	size_t i, dropped = 0;

	if (!l->kept.perm_count)
		return;
	buf_adds(&name, DECISION_STEP_OBSERVED);
	buf_adds(&why, "exactly what was denied");
	for (i = 0; i < l->observed.perm_count; i++) {
		if (statement_has_perm(&l->kept, l->observed.perms[i]))
			continue;
		buf_adds(&name, dropped ? ", " : " without ");
		buf_adds(&name, intern_str(l->names, l->observed.perms[i]));
		if (!dropped++)
			buf_adds(&why, ", without what you dropped");
	}
	if (same)
		buf_addf(&why, "; the same as %s", same);
	with_perms(l, &l->kept, &st);
	settle_ioctls(l, &st);
	rung_add_step(l, &rung_perms, &st, buf_take(&name), buf_take(&why));
}

/* Offer a set if it holds every kept permission that any set of the class holds; permissions
 * outside all sets (watch, execmod …) are added to it. getattr is in nearly every set: if
 * nothing else was denied, offer only the smallest set and those that hold it. */
static void add_sets(struct ladder *l)
{
	struct statement st = { 0 }, smallest = { 0 };
	struct buf name = { 0 };
	size_t i, k, common = 0, loose = 0;
	const char *list;
	name_id perm;

	for (k = 0; k < l->kept.perm_count; k++) {
		const char *p = intern_str(l->names, l->kept.perms[k]);

		if (!in_any_set(l, p))
			loose++;
		else if (strcmp(p, "getattr") != 0)
			common++;
	}
	if (loose == l->kept.perm_count)
		return;
	for (i = 0; i < perm_set_count; i++) {
		const struct perm_set *set = &perm_sets[i];

		if (!set_is_for(l, set))
			continue;
		for (k = 0; k < l->kept.perm_count; k++) {
			const char *p = intern_str(l->names, l->kept.perms[k]);

			if (!text_has_word(set->perms, p) && in_any_set(l, p))
				break;
		}
		if (k < l->kept.perm_count)
			continue;
		with_perms(l, &l->kept, &st);
		for (list = set->perms; next_perm(l, &list, &perm);)
			if (!decision_drops(l->decision, perm) &&
			    perm_fits(l, intern_str(l->names, perm)))
				statement_add_perm(&st, perm, l->names);
		settle_ioctls(l, &st);
		for (k = 0; k < smallest.perm_count; k++)
			if (!statement_has_perm(&st, smallest.perms[k]))
				break;
		if (k < smallest.perm_count || st.perm_count == l->kept.perm_count)
			continue;
		if (!common && !smallest.perm_count)
			statement_copy(&smallest, &st);
		buf_adds(&name, set->name);
		for (k = 0; k < l->kept.perm_count; k++)
			if (!text_has_word(set->perms, intern_str(l->names, l->kept.perms[k])))
				buf_addf(&name, " and %s", intern_str(l->names, l->kept.perms[k]));
		for (k = 0; k < l->decision->dropped_count; k++)
			if (text_has_word(set->perms,
					  intern_str(l->names, l->decision->dropped[k])))
				buf_addf(&name, " without %s",
					 intern_str(l->names, l->decision->dropped[k]));
		rung_add_step(l, &rung_perms, &st, buf_take(&name), why_added(l, &st, NULL));
	}
	statement_release(&st);
	statement_release(&smallest);
}

/* The i-th permission of the class, from the policy if it knows the class. NULL after the last. */
static const char *perm_at(const struct ladder *l, uint32_t class, size_t i)
{
	const struct policy_index_class *c = class ? &l->policy->classes[class] : NULL;
	const char *perm = NULL;
	bool extra = false;
	size_t k;

	if (c)
		return i < AV_ARRAY_LEN(c->perms) ? l->policy->strings + c->perms[i] : NULL;
	/* Permissions unknown to the reference policy are left to policies that define them. */
	for (k = 0; (perm = words_perm_at(class_name(l), k, &extra)); k++)
		if (!extra && i-- == 0)
			break;
	return perm;
}

static void add_all(struct ladder *l)
{
	uint32_t class =
		l->policy ? policy_index_value(l->policy, POLNAME_CLASS, slice_of(class_name(l)))
			  : 0;
	struct statement st = { 0 };
	const char *perm;
	name_id id;
	size_t i;
	char *why;

	with_perms(l, &l->kept, &st);
	for (i = 0; (perm = perm_at(l, class, i)); i++) {
		if (!*perm || !text_is_name(slice_of(perm)) || !perm_fits(l, perm))
			continue;
		id = intern_adds(l->names, perm);
		if (!decision_drops(l->decision, id))
			statement_add_perm(&st, id, l->names);
	}
	settle_ioctls(l, &st);
	why = why_added(l, &st,
			class ? "every permission that the policy knows for the class"
			      : "every permission that the reference policy knows for the class");
	rung_add_step(l, &rung_perms, &st, mem_strdup("all"), why);
}

/* The name the operator gave it, unless it names a step of another axis. */
static const char *chosen_perms(const struct ladder *l)
{
	static const char *const others[] = { "class ", "ioctl ", "source ", "target " };
	const char *step = l->decision->chosen ? l->decision->step : NULL;
	size_t i;

	for (i = 0; step && i < AV_ARRAY_LEN(others); i++)
		if (strncmp(step, others[i], strlen(others[i])) == 0)
			step = NULL;
	return step ? step : "chosen";
}

static void add_steps(struct ladder *l)
{
	struct statement st = { 0 };

	if (!l->current.perm_count)
		return;
	add_observed(l);
	add_sets(l);
	add_all(l);
	/* If these steps lack the current statement, add it under its own name. */
	statement_copy(&st, &l->current);
	rung_add_step(l, &rung_perms, &st, mem_strdup(chosen_perms(l)),
		      why_added(l, &st, "as chosen"));
	add_narrower(l);
}

static unsigned measure(const struct ladder *l, const struct statement *s, unsigned *opened,
			unsigned *closed)
{
	size_t i;

	for (i = 0; i < s->perm_count; i++)
		*opened += !statement_has_perm(&l->observed, s->perms[i]);
	for (i = 0; i < l->observed.perm_count; i++)
		*closed += !statement_has_perm(s, l->observed.perms[i]);
	return (unsigned)s->perm_count;
}

const struct rung rung_perms = {
	.axis = "permissions",
	.steps = add_steps,
	.measure = measure,
};
