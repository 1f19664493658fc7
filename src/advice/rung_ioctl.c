// SPDX-License-Identifier: GPL-2.0-or-later
/* Widens the commands of an ioctl permission: those denied, the range around them, all of their
 * driver, any. */
#include "config.h"

#include "rung_internal.h"

#include <stdlib.h>

#include "base/mem.h"
#include "words/words.h"

#define COMMANDS 65536u
/* Dropping single commands is offered up to this many. */
#define SINGLES_MAX 16

static bool has_ioctl(const struct ladder *l, const struct statement *s)
{
	name_id ioctl = intern_find(l->names, slice_of("ioctl"));

	return ioctl != NAME_NONE && statement_has_perm(s, ioctl);
}

static bool grants_command(const struct statement *s, uint32_t command)
{
	size_t i;

	for (i = 0; i < s->ioctl_count; i++)
		if (command >= s->ioctls[i].low && command <= s->ioctls[i].high)
			return true;
	return s->ioctl_count == 0;
}

static unsigned count_granted(const struct statement *s)
{
	unsigned n = 0;
	size_t i;

	for (i = 0; i < s->ioctl_count; i++)
		n += (unsigned)s->ioctls[i].high - s->ioctls[i].low + 1;
	return s->ioctl_count ? n : COMMANDS;
}

/* All distinct commands that were denied, sorted; caller frees. */
static uint32_t *denied_commands(const struct ladder *l, size_t *count)
{
	uint32_t *commands;
	size_t i, n = rule_ioctls(l->rule, NULL, 0);

	*count = 0;
	if (!n)
		return NULL;
	commands = mem_alloc(n * sizeof(*commands));
	rule_ioctls(l->rule, commands, n);
	for (i = 0; i < n; i++) /* skip what is not a 16-bit command */
		if (commands[i] < COMMANDS)
			commands[(*count)++] = commands[i];
	return commands;
}

static void with_ranges(const struct ladder *l, struct statement *out)
{
	statement_copy(out, &l->current);
	out->ioctl_count = 0;
}

static void add_exact(struct ladder *l, const uint32_t *commands, size_t n)
{
	struct statement st = { 0 };
	struct buf why = { 0 };
	size_t i;

	with_ranges(l, &st);
	for (i = 0; i < n; i++)
		statement_add_ioctl(
			&st, (struct ioctl_range){ (uint16_t)commands[i], (uint16_t)commands[i] });
	buf_adds(&why, "only the denied commands; all others on this pair are then denied, "
		       "even if another rule allows ioctl");
	if (!l->observed.ioctl_count)
		buf_adds(&why, "; some denials did not name their command");
	rung_add_step(l, &rung_ioctl, &st, mem_strdup("ioctl exact"), buf_take(&why));
}

/* Ranges around the commands of each driver (the upper byte): from lowest to highest, or the
 * whole driver. */
static void add_ranges(struct ladder *l, const uint32_t *commands, size_t n, bool whole)
{
	struct statement st = { 0 };
	struct buf name = { 0 };
	size_t i, from, drivers = 0;

	with_ranges(l, &st);
	buf_adds(&name, whole ? "ioctl driver" : "ioctl range");
	for (from = 0; from < n; from = i) {
		struct ioctl_range r = { (uint16_t)commands[from], (uint16_t)commands[from] };

		for (i = from; i < n && commands[i] >> 8 == commands[from] >> 8; i++)
			r.high = (uint16_t)commands[i];
		if (whole)
			r = (struct ioctl_range){ (uint16_t)(r.low & 0xff00),
						  (uint16_t)(r.low | 0xff) };
		statement_add_ioctl(&st, r);
		if (drivers++ < 2)
			buf_addf(&name, " 0x%x-0x%x", r.low, r.high);
	}
	if (drivers > 2)
		buf_addf(&name, " and %zu more", drivers - 2);
	rung_add_step(l, &rung_ioctl, &st, buf_take(&name),
		      whole ? mem_strdup("all commands of the same driver (upper byte)")
			    : mem_strdup("from the lowest to the highest denied command"));
}

static void add_singles(struct ladder *l, const uint32_t *commands, size_t n)
{
	struct statement st = { 0 };
	struct buf name = { 0 }, why = { 0 };
	size_t i, k;

	if (n < 2 || n > SINGLES_MAX)
		return;
	for (i = 0; i < n; i++) {
		const char *text = words_ioctl((uint16_t)commands[i]);

		with_ranges(l, &st);
		for (k = 0; k < n; k++)
			if (k != i)
				statement_add_ioctl(&st,
						    (struct ioctl_range){ (uint16_t)commands[k],
									  (uint16_t)commands[k] });
		buf_addf(&name, "ioctl without 0x%x", commands[i]);
		if (text)
			buf_addf(&why, "leaves out %s", text);
		else
			buf_addf(&why, "leaves out the command 0x%x", commands[i]);
		rung_add_step(l, &rung_ioctl, &st, buf_take(&name), buf_take(&why));
	}
}

static void add_steps(struct ladder *l)
{
	struct statement st = { 0 };
	uint32_t *commands;
	size_t n;

	if (!has_ioctl(l, &l->current))
		return;
	commands = denied_commands(l, &n);
	if (n) { /* otherwise ioctl came with a set, with any command */
		add_exact(l, commands, n);
		add_ranges(l, commands, n, false);
		add_ranges(l, commands, n, true);
		add_singles(l, commands, n);
		with_ranges(l, &st);
		rung_add_step(l, &rung_ioctl, &st, mem_strdup("ioctl all"),
			      mem_strdup("any command; no allowxperm is written"));
		statement_copy(&st, &l->current);
		rung_add_step(l, &rung_ioctl, &st, mem_strdup("ioctl chosen"),
			      mem_strdup("as chosen"));
	}
	free(commands);
}

static unsigned measure(const struct ladder *l, const struct statement *s, unsigned *opened,
			unsigned *closed)
{
	size_t n, i, covered = 0;
	uint32_t *commands = denied_commands(l, &n);
	unsigned all = count_granted(s);

	for (i = 0; i < n; i++)
		covered += grants_command(s, commands[i]);
	free(commands);
	*opened = all - (unsigned)covered;
	*closed = (unsigned)(n - covered);
	return all;
}

const struct rung rung_ioctl = {
	.axis = "ioctl",
	.steps = add_steps,
	.measure = measure,
};
