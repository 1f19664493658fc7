// SPDX-License-Identifier: GPL-2.0-or-later
/* Which attributes of a policy a rule may name instead of a type.
 *
 * Some attributes say what a type is (file_type, daemon), others what their members are exempt
 * from: a policy's neverallow rules and constraints name them as exceptions. A kernel policy
 * does not keep neverallow rules, so these attributes are recognised by name only. A rule on one
 * of them would grant its access to everything that is trusted with something else, now or
 * later. */
#include "config.h"

#include "attribute_internal.h"

#include <string.h>

#include "base/ascii.h"
#include "base/mem.h"
#include "base/text.h"

/* Globs: names of the reference policy, Fedora and Android. */
static const struct {
	const char *glob, *why;
} refused[] = {
	{ "can_*", "exempts from a neverallow rule or a constraint" },
	{ "set_curr_context", "exempts from a neverallow rule" },
	{ "*_raw_read", "exempts from the neverallow rules on raw disks and memory" },
	{ "*_raw_write", "exempts from the neverallow rules on raw disks and memory" },
	{ "scsi_generic_*", "exempts from the neverallow rules on raw disks" },
	{ "*unconfined*", "its members may do nearly everything" },
	{ "*_exempt", "exempts from a constraint" },
	{ "process_user_target", "exempts from a user constraint" },
	{ "privrangetrans", "exempts from a level constraint" },
	{ "mls*", "exempts from the level constraints" },
	{ "mcs*", "decides whom the category constraints bind" },
	{ "ubac*", "decides whom the user constraints bind" },
	{ "*_violators", "exempts from a neverallow rule" },
	{ "cil_gen_require", "was made by the compiler" },
};

/* NAME_typeattr_N: the compiler's name for an expression in the policy's text. The number
 * changes with every version of the policy. */
static bool made_by_compiler(const char *name)
{
	static const char mark[] = "typeattr_";
	const char *at = strstr(name, mark);

	if (!at || (at > name && at[-1] != '_') || !ascii_is_digit(at[sizeof(mark) - 1]))
		return false;
	for (at += sizeof(mark) - 1; ascii_is_digit(*at); at++)
		;
	return *at == '\0';
}

const char *attribute_refused(const char *name)
{
	size_t i;

	if (made_by_compiler(name))
		return "was made by the compiler";
	for (i = 0; i < AV_ARRAY_LEN(refused); i++)
		if (text_glob(refused[i].glob, name))
			return refused[i].why;
	return NULL;
}

uint32_t attribute_members(const struct policy_index *ix, const struct eval_overlay *overlay,
			   uint32_t value)
{
	uint32_t i, n = 0;

	if (!eval_is_attribute(ix, overlay, value))
		return 0;
	for (i = 0; value <= ix->types_max && i < ix->type_words; i++)
		n += (uint32_t)__builtin_popcountll(ix->bits[ix->types[value].members + i]);
	for (i = 0; overlay && i < overlay->type_count; i++)
		n += !overlay->types[i].attribute &&
		     eval_type_is(ix, overlay, ix->types_max + 1 + i, value);
	for (i = 0; overlay && i < overlay->member_count; i++)
		n += eval_type_is(ix, overlay, overlay->members[i].type, value) &&
		     !eval_type_is(ix, NULL, overlay->members[i].type, value);
	return n;
}
