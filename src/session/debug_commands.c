// SPDX-License-Identifier: GPL-2.0-or-later
/* Commands that collect all denials at once: detects which are in force and words the reminder
 * to undo them. It never runs a command. */
#include "config.h"

#include "session/debug_commands.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "session/judging.h"

#define TYPES_MAX    8    /* permissive domains that are named */
#define RULES_A_STEP 4096 /* checked for their source types */
#define FULL_POLICY  500  /* a policy with at least this many rules normally has dontaudit rules */

struct debug_commands {
	uint64_t policy;          /* serial + 1 of the policy checked last */
	size_t looked;            /* rules whose source type was checked */
	name_id types[TYPES_MAX]; /* permissive domains that were denied something */
	size_t type_count;
	bool had_dontaudit; /* a policy of this session had dontaudit rules */
	bool hidden_off;    /* the policy lacks dontaudit rules */
	bool was_enforcing, permissive;
};

struct debug_commands *debug_commands_new(void)
{
	return mem_zalloc(1, sizeof(struct debug_commands));
}

void debug_commands_free(struct debug_commands *c)
{
	free(c);
}

static bool is_permissive(const struct policy *p, const char *type)
{
	uint32_t value = policy_index_value(&p->ix, POLNAME_TYPE, slice_of(type));

	return value && p->ix.types[value].permissive;
}

static void check_hidden(struct debug_commands *c, const struct policy_index *ix)
{
	uint32_t i, silent = 0;

	for (i = 0; i < ix->rule_count && !silent; i++)
		silent += ix->rules[i].kind == RULE_DONTAUDIT;
	c->hidden_off = !silent && (c->had_dontaudit || ix->rule_count >= FULL_POLICY);
	c->had_dontaudit |= silent > 0;
}

/* Permissive although the configuration says enforcing, or since this session began. */
static void check_mode(struct debug_commands *c)
{
	enum policy_mode mode = policy_host_mode();

	if (mode == POLICY_ENFORCING)
		c->was_enforcing = true;
	c->permissive =
		mode == POLICY_PERMISSIVE && (c->was_enforcing || policy_host_should_enforce());
}

/* Return true if another permissive type was found. */
static bool check_rules(const struct session *s, struct debug_commands *c, const struct policy *p)
{
	size_t n = ledger_count(s->denials), end = c->looked + RULES_A_STEP, i,
	       before = c->type_count;

	for (; c->looked < n && c->looked < end; c->looked++) {
		name_id type = ledger_rule(s->denials, (rule_id)c->looked)->key.source;

		for (i = 0; i < c->type_count && c->types[i] != type; i++)
			;
		if (i == c->type_count && i < TYPES_MAX &&
		    is_permissive(p, intern_str(s->names, type)))
			c->types[c->type_count++] = type;
	}
	return c->type_count != before;
}

/* "httpd_t, sshd_t" */
static void add_types(const struct session *s, const char *before, struct buf *out)
{
	const struct debug_commands *c = s->debug_commands;
	size_t i;

	for (i = 0; i < c->type_count; i++)
		buf_addf(out, "%s%s%s", i ? ", " : "", before, intern_str(s->names, c->types[i]));
}

/* The notice's message stays the last one until the state changes. */
static void switch_notice(struct session *s, enum notice id, bool active, const char *what,
			  const char *undone)
{
	if (active) {
		notices_set(&s->notices, &s->messages, id, what);
		return;
	}
	if (notices_active(&s->notices, id))
		message_add(&s->messages, DIAG_INFO, "%s", undone);
	notices_clear(&s->notices, id);
}

void debug_commands_step(struct session *s, unsigned news)
{
	const struct policy *p = judging_policy(s);
	struct debug_commands *c = s->debug_commands;
	struct buf types = { 0 };
	bool changed = news != 0;

	if (!p || !judging_is_own(s))
		return;
	if (c->policy != judging_policy_serial(s) + 1) {
		c->policy = judging_policy_serial(s) + 1;
		c->looked = c->type_count = 0;
		check_hidden(c, &p->ix);
		changed = true;
	}
	if (changed)
		check_mode(c);
	if (!check_rules(s, c, p) && !changed)
		return;
	add_types(s, "", &types);
	switch_notice(s, NOTICE_PERMISSIVE_TYPES, c->type_count > 0, buf_str(&types),
		      "no domain with denials is permissive any longer");
	switch_notice(s, NOTICE_HIDDEN_OFF, c->hidden_off, NULL,
		      "the policy has its dontaudit rules again");
	switch_notice(s, NOTICE_PERMISSIVE, c->permissive, NULL, "SELinux is enforcing again");
	buf_release(&types);
}

void debug_commands_reminder(const struct session *s, struct buf *out)
{
	const struct debug_commands *c = s->debug_commands;

	if (c->permissive)
		buf_adds(out, "SELinux is still permissive (setenforce 1)");
	if (c->type_count) {
		buf_adds(out, out->len ? "; " : "");
		add_types(s, "", out);
		buf_adds(out, c->type_count > 1 ? " are" : " is");
		buf_adds(out, " still permissive (");
		add_types(s, "semanage permissive -d ", out);
		buf_addc(out, ')');
	}
	if (c->hidden_off)
		buf_addf(out, "%sdontaudit rules are still off (semodule -B)",
			 out->len ? "; " : "");
}

static const struct {
	const char *command; /* before the domain, if the command takes one */
	bool domain;
	const char *words, *about;
} rows[DEBUG_COMMANDS] = {
	[DEBUG_TYPE] = { "semanage permissive -a ", true,
			 "allow this domain everything, and log it",
			 "A program often stops at its first denial, so the next one shows only "
			 "after that one is allowed. In a permissive domain nothing is denied, and "
			 "one run logs everything that would be. The domain is not confined "
			 "meanwhile: undo it when the run is over. This does not restart the "
			 "program." },
	[DEBUG_TYPE_UNDO] = { "semanage permissive -d ", true, "confine it again",
			      "Makes the domain enforcing again." },
	[DEBUG_HIDDEN] = { "semodule -DB", false, "log what dontaudit rules hide",
			   "Rebuilds the policy without its dontaudit rules, which takes seconds, "
			   "and loads it: the log then shows what they hide, for all domains. Much "
			   "of it is harmless." },
	[DEBUG_HIDDEN_UNDO] = { "semodule -B", false, "hide it again",
				"Rebuilds the policy with its dontaudit rules." },
};

bool debug_commands_text(const struct session *s, rule_id id, enum debug_command which,
			 struct buf *out)
{
	const struct rule *r = id == RULE_NONE ? NULL : ledger_rule(s->denials, id);

	if (rows[which].domain && (!r || r->key.source == NAME_EMPTY))
		return false;
	buf_adds(out, rows[which].command);
	if (rows[which].domain)
		buf_adds(out, intern_str(s->names, r->key.source));
	return true;
}

const char *debug_commands_words(enum debug_command which)
{
	return rows[which].words;
}

const char *debug_commands_about(enum debug_command which)
{
	return rows[which].about;
}

bool debug_commands_in_force(const struct session *s, rule_id id, enum debug_command which)
{
	const struct policy *p = judging_policy(s);
	const struct rule *r = id == RULE_NONE ? NULL : ledger_rule(s->denials, id);

	if (!p || !judging_is_own(s))
		return false;
	if (rows[which].domain)
		return r && is_permissive(p, intern_str(s->names, r->key.source));
	return s->debug_commands->hidden_off;
}
