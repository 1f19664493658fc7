// SPDX-License-Identifier: GPL-2.0-or-later
/* Widens the class: from the denied class to the reference policy's set of similar classes.
 * Includes only classes that the policy has and that know every permission of the statement. */
#include "config.h"

#include "rung_internal.h"

#include <stdlib.h>
#include <string.h>

#include "denial/ledger.h"
#include "base/mem.h"

/* policy/support/obj_perm_sets.spt of the reference policy. */
static const struct {
	const char *name;
	const char *const *classes;
} sets[] = {
#define SET(set_name, ...)                      \
	{                                       \
		set_name, (const char *const[]) \
		{                               \
			__VA_ARGS__, NULL       \
		}                               \
	}
	SET("devfile_class_set", "blk_file", "chr_file"),
	SET("notdevfile_class_set", "fifo_file", "file", "lnk_file", "sock_file"),
	SET("file_class_set", "blk_file", "chr_file", "fifo_file", "file", "lnk_file", "sock_file"),
	SET("dir_file_class_set", "blk_file", "chr_file", "dir", "fifo_file", "file", "lnk_file",
	    "sock_file"),
	SET("dgram_socket_class_set", "udp_socket", "unix_dgram_socket"),
	SET("stream_socket_class_set", "sctp_socket", "tcp_socket", "unix_stream_socket"),
	SET("unpriv_socket_class_set", "sctp_socket", "tcp_socket", "udp_socket",
	    "unix_dgram_socket", "unix_stream_socket"),
	SET("capability_class_set", "cap2_userns", "cap_userns", "capability", "capability2"),
	SET("ipc_class_set", "msgq", "sem", "shm"),
#undef SET
};

static bool has_all_perms(const struct ladder *l, uint32_t class, const struct statement *s)
{
	size_t i;

	for (i = 0; i < s->perm_count; i++)
		if (!policy_index_perm(l->policy, class,
				       slice_of(intern_str(l->names, s->perms[i]))))
			return false;
	return true;
}

static bool was_denied(const struct ladder *l, name_id class)
{
	rule_id i;

	for (i = 0; l->denials && i < ledger_count(l->denials); i++) {
		const struct rule *r = ledger_rule(l->denials, i);

		if (r->key.kind == l->rule->key.kind && r->key.class == class &&
		    r->key.source == l->rule->key.source && r->key.target == l->rule->key.target)
			return true;
	}
	return false;
}

static void with_no_class(const struct ladder *l, struct statement *st)
{
	statement_copy(st, &l->current);
	st->class_count = 0;
}

static void add_class(struct statement *st, name_id class)
{
	st->classes = mem_realloc(st->classes, st->class_count + 1, sizeof(*st->classes));
	st->classes[st->class_count++] = class;
}

static void add_set(struct ladder *l, size_t set)
{
	struct buf name = { 0 }, why = { 0 }, lacking = { 0 };
	const char *const *class;
	struct statement st = { 0 };
	struct ladder_step *step;
	unsigned seen = 0;

	with_no_class(l, &st);
	for (class = sets[set].classes; *class; class ++) {
		uint32_t value = policy_index_value(l->policy, POLNAME_CLASS, slice_of(*class));
		name_id id;

		if (!value)
			continue;
		if (!has_all_perms(l, value, &l->current)) {
			buf_addf(&lacking, "%s%s", lacking.len ? ", " : "", *class);
			continue;
		}
		id = intern_adds(l->names, *class);
		add_class(&st, id);
		if (was_denied(l, id))
			seen++;
		if (id != l->rule->key.class)
			buf_addf(&why, "%s%s", why.len ? ", " : "also ", *class);
	}
	if (lacking.len)
		buf_addf(&why, "; not %s, which lacks one of the permissions", buf_str(&lacking));
	buf_addf(&name, "class %s", sets[set].name);
	if (st.class_count > 1) {
		step = rung_add_step(l, &rung_class, &st, buf_take(&name), buf_take(&why));
		if (step) {
			step->seen = seen;
			step->members = (unsigned)step->statement.class_count;
		}
	}
	statement_release(&st);
	buf_release(&name);
	buf_release(&why);
	buf_release(&lacking);
}

static bool set_has(size_t set, const char *name)
{
	const char *const *class;

	for (class = sets[set].classes; *class; class ++)
		if (strcmp(*class, name) == 0)
			return true;
	return false;
}

static void add_steps(struct ladder *l)
{
	const char *denied = intern_str(l->names, l->rule->key.class);
	struct statement st = { 0 };
	struct ladder_step *step;
	struct buf name = { 0 };
	size_t i;

	/* `self` with another class is something else, not a wider form of the same. */
	if (!l->policy || !policy_index_value(l->policy, POLNAME_CLASS, slice_of(denied)))
		return;
	with_no_class(l, &st);
	add_class(&st, l->rule->key.class);
	buf_addf(&name, "class %s", denied);
	step = rung_add_step(l, &rung_class, &st, buf_take(&name),
			     mem_strdup("the class that was denied"));
	if (step)
		step->seen = step->members = 1;
	for (i = 0; i < AV_ARRAY_LEN(sets); i++)
		if (set_has(i, denied))
			add_set(l, i);
	statement_copy(&st, &l->current);
	rung_add_step(l, &rung_class, &st, mem_strdup("class chosen"), mem_strdup("as chosen"));
}

static unsigned measure(const struct ladder *l, const struct statement *s, unsigned *opened,
			unsigned *closed)
{
	(void)l;
	(void)closed;
	*opened = (unsigned)s->class_count - 1;
	return (unsigned)s->class_count;
}

const struct rung rung_class = {
	.axis = "class",
	.steps = add_steps,
	.measure = measure,
};
