// SPDX-License-Identifier: GPL-2.0-or-later
#include "config.h"

#include "session/debug_commands.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "session/judging.h"

#define TYPES_MAX    8    /* permissive ones that are named */
#define RULES_A_STEP 4096 /* looked at for their source types */
#define FULL_POLICY  500  /* a policy with so many rules and no dontaudit had some */

struct debug_commands {
	uint64_t policy;          /* that was looked at: its serial + 1 */
	size_t looked;            /* rules of which the source type is known */
	name_id types[TYPES_MAX]; /* permissive ones that were denied something */
	size_t type_count;
	bool had_dontaudit; /* one of the policies of this session did */
	bool hidden_off;    /* there are no dontaudit rules now */
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

static void look_at_hidden(struct debug_commands *c, const struct policy_index *ix)
{
	uint32_t i, silent = 0;

	for (i = 0; i < ix->rule_count && !silent; i++)
		silent += ix->rules[i].kind == RULE_DONTAUDIT;
	c->hidden_off = !silent && (c->had_dontaudit || ix->rule_count >= FULL_POLICY);
	c->had_dontaudit |= silent > 0;
}

/* Permissive although the configuration says otherwise, or since we look. */
static void look_at_mode(struct debug_commands *c)
{
	enum policy_mode mode = policy_host_mode();

	if (mode == POLICY_ENFORCING)
		c->was_enforcing = true;
	c->permissive =
		mode == POLICY_PERMISSIVE && (c->was_enforcing || policy_host_should_enforce());
}

/* Whether another type was found. */
static bool look_at_rules(const struct session *s, struct debug_commands *c, const struct policy *p)
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

/* The message that it is in force is the last one until somebody says otherwise. */
static void set(struct session *s, enum notice id, bool active, const char *what,
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
		look_at_hidden(c, &p->ix);
		changed = true;
	}
	if (changed)
		look_at_mode(c);
	if (!look_at_rules(s, c, p) && !changed)
		return;
	add_types(s, "", &types);
	set(s, NOTICE_PERMISSIVE_TYPES, c->type_count > 0, buf_str(&types),
	    "no domain that was denied something is permissive any more");
	set(s, NOTICE_HIDDEN_OFF, c->hidden_off, NULL, "the policy has its dontaudit rules again");
	set(s, NOTICE_PERMISSIVE, c->permissive, NULL, "SELinux is enforcing again");
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
	const char *command; /* in front of the domain, where there is one */
	bool domain;
	const char *words, *about;
} rows[DEBUG_COMMANDS] = {
	[DEBUG_TYPE] = { "semanage permissive -a ", true, "let this domain do all, and log it",
			 "One denial stops a program, and the next one shows only when that one is "
			 "allowed. While its domain is permissive nothing is denied to it, and all "
			 "that would be is logged in one run. It is not confined meanwhile: undo it "
			 "when the run is over. The program is not restarted by this." },
	[DEBUG_TYPE_UNDO] = { "semanage permissive -d ", true, "confine it again",
			      "Takes the permissive domain back." },
	[DEBUG_HIDDEN] = { "semodule -DB", false, "bring out what dontaudit rules hide",
			   "Builds the policy anew without its dontaudit rules, which takes "
			   "seconds, and loads it: what they kept out of the log is logged, from "
			   "all domains. Much of it is harmless." },
	[DEBUG_HIDDEN_UNDO] = { "semodule -B", false, "hide it again",
				"Builds the policy anew with its dontaudit rules." },
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
