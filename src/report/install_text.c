// SPDX-License-Identifier: GPL-2.0-or-later
/* Words an installation plan and its result as labelled lines. Knows nothing about the screen. */
#include "config.h"

#include "report/install_text.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "module/effect.h"
#include "base/mem.h"
#include "base/text.h"

void install_lines_release(struct install_lines *l)
{
	size_t i;

	for (i = 0; i < l->count; i++)
		free(l->items[i].text);
	free(l->items);
	*l = (struct install_lines){ 0 };
}

/* Takes ownership of `text`. */
static void add_line(struct install_lines *l, const char *label, enum install_tone tone, char *text)
{
	l->items = mem_grow(l->items, &l->cap, l->count + 1, sizeof(*l->items));
	l->items[l->count++] = (struct install_line){ label, text, tone };
}

void install_lines_add(struct install_lines *l, const char *label, enum install_tone tone,
		       const char *text)
{
	add_line(l, label, tone, mem_strdup(text));
}

void install_lines_add_all(struct install_lines *l, const char *label, enum install_tone tone,
			   const char *text)
{
	while (*text) {
		size_t n = strcspn(text, "\n");

		add_line(l, label, tone, mem_strndup(text, n));
		label = "";
		text += n;
		text += *text == '\n';
	}
}

void install_title(const struct install_plan *p, struct buf *out)
{
	if (p->removal)
		buf_addf(out, "remove %s from priority %u", p->name, p->priority);
	else
		buf_addf(out, "install %s%s%s%s at priority %u", p->name, p->version ? " " : "",
			 p->version ? p->version : "", p->is_cil ? " (CIL)" : "", p->priority);
}

static void join_list(const struct install_list *list, uint64_t all, const char *separator,
		      struct buf *out)
{
	size_t i;

	for (i = 0; i < list->count; i++)
		buf_addf(out, "%s%s", i ? separator : "", list->items[i]);
	if (all > list->count) {
		buf_addf(out, "%sand ", separator);
		effect_count(out, all - list->count);
		buf_adds(out, " more");
	}
}

/* "opens  3: useradd_t usr_t:dir write; …" */
static void add_reach(const struct install_plan *p, struct install_lines *out)
{
	struct buf text = { 0 };

	if (!p->policy) {
		install_lines_add(out, "opens", INSTALL_WARN,
				  "unknown: there is no policy to compare with");
		return;
	}
	if (p->opened) {
		effect_count(&text, p->opened);
		buf_adds(&text, ": ");
		join_list(&p->opened_list, p->opened, "; ", &text);
	} else {
		buf_adds(&text,
			 p->removal ? "nothing" : "nothing that the policy does not allow already");
	}
	if (!p->removal || p->opened)
		add_line(out, "opens", INSTALL_PLAIN, buf_take(&text));
	buf_clear(&text);
	if (p->sensitive.count) {
		buf_adds(&text, "! ");
		join_list(&p->sensitive, p->sensitive.count, "; ", &text);
		add_line(out, "sensitive", INSTALL_WARN, buf_take(&text));
	}
	if (p->closed) {
		/* What its types get through attributes is not counted. */
		buf_adds(&text, p->lost.count ? "at least " : "");
		effect_count(&text, p->closed);
		buf_addf(&text, "%s: ", p->removal ? "" : " that the previous module granted");
		join_list(&p->closed_list, p->closed, "; ", &text);
		add_line(out, "revokes", p->removal ? INSTALL_PLAIN : INSTALL_WARN,
			 buf_take(&text));
	}
	if (p->unknown) {
		buf_clear(&text);
		buf_addf(&text,
			 "%zu rule%s name%s something the policy lacks: semodule will refuse, "
			 "unless the module declares it",
			 p->unknown, p->unknown == 1 ? "" : "s", p->unknown == 1 ? "s" : "");
		add_line(out, "unknown", INSTALL_WARN, buf_take(&text));
	}
	buf_release(&text);
}

static void add_present(const struct install_plan *p, struct install_lines *out)
{
	struct buf text = { 0 };

	if (p->removal) {
		if (!p->present)
			buf_adds(&text, "nothing: it is disabled");
		else if (p->present != p->priority)
			buf_addf(&text, "nothing: the module at priority %u is active", p->present);
		else if (p->next)
			buf_addf(&text, "module %s at priority %u becomes active again", p->name,
				 p->next);
		else
			return;
		add_line(out, "then", INSTALL_PLAIN, buf_take(&text));
		return;
	}
	if (!p->present) {
		install_lines_add(out, "replaces", INSTALL_PLAIN,
				  p->off ? "a disabled module of that name"
					 : "nothing: the name is new");
		return;
	}
	buf_addf(&text, "%s%s", p->name, p->present_version ? " " : "");
	if (p->present_version)
		text_clean(&text, slice_of(p->present_version));
	buf_addf(&text, " at priority %u", p->present);
	if (p->same)
		buf_adds(&text, ", which is the same package: nothing changes");
	add_line(out,
		 p->present == p->priority  ? "replaces"
		 : p->present < p->priority ? "hides"
					    : "hidden by",
		 p->present == p->priority ? INSTALL_PLAIN : INSTALL_WARN, buf_take(&text));
	buf_release(&text);
}

void install_plan_lines(const struct install_plan *p, struct install_lines *out)
{
	struct buf text = { 0 };

	install_title(p, &text);
	add_line(out, "will", INSTALL_PLAIN, buf_take(&text));
	if (p->place->root)
		buf_addf(&text, "the copy in %s; nothing is loaded", p->place->root);
	else
		buf_adds(&text, "this host; the policy is rebuilt and loaded");
	add_line(out, "where", INSTALL_PLAIN, buf_take(&text));
	add_present(p, out);
	add_reach(p, out);
	buf_clear(&text);
	if (p->others) {
		buf_addf(&text, "%zu statement%s of other kinds (types, roles, booleans, labels …)",
			 p->others, p->others == 1 ? "" : "s");
		add_line(out, "also", INSTALL_PLAIN, buf_take(&text));
	}
	if (p->lost.count) {
		join_list(&p->lost, p->lost.count, "; ", &text);
		add_line(out, "loses", INSTALL_WARN, buf_take(&text));
	}
	if (p->policy) {
		text_clean(&text, slice_of(p->policy));
		add_line(out, "policy", INSTALL_PLAIN, buf_take(&text));
	}
	buf_release(&text);
}

static bool has_line(const struct install_lines *l, size_t from, const char *text)
{
	for (; from < l->count; from++)
		if (strcmp(l->items[from].text, text) == 0)
			return true;
	return false;
}

void install_fix_lines(const struct decisions *decisions, const struct ledger *denials,
		       struct install_lines *out)
{
	size_t i, first = out->count;
	char *text;

	for (i = 0; i < ledger_count(denials); i++) {
		const struct decision *d = decisions_get(decisions, (rule_id)i);

		if (d->state != DECISION_FIXED || !d->fix_command)
			continue;
		text = text_cleaned(slice_of(d->fix_command));
		if (has_line(out, first, text))
			free(text);
		else
			add_line(out, out->count == first ? "by hand" : "", INSTALL_PLAIN, text);
	}
	if (out->count > first)
		install_lines_add(
			out, "", INSTALL_PLAIN,
			"(not part of the module; --export sh or :export sh writes a script "
			"that does it all)");
}

void install_result_lines(const struct install_run *r, struct install_lines *out)
{
	const struct install_plan *p = r->plan;
	struct buf text = { 0 };
	int64_t s = (install_ms(r) + 500) / 1000;

	switch (r->outcome) {
	case INSTALL_DONE:
		if (p->removal)
			buf_addf(&text, "%s was removed from priority %u", p->name, p->priority);
		else
			buf_addf(&text, "%s%s%s is installed at priority %u", p->name,
				 p->version ? " " : "", p->version ? p->version : "", p->priority);
		buf_addf(&text, " (%" PRId64 " s)", s);
		add_line(out, "done", INSTALL_GOOD, buf_take(&text));
		break;
	case INSTALL_FAILED:
		if (r->child.status)
			buf_addf(&text, "semodule refused (status %d)", r->child.status);
		else
			buf_addf(&text, "semodule reported no error, but %s", r->found);
		buf_adds(&text, "; nothing has changed: every file in the store is the same");
		add_line(out, "failed", INSTALL_WARN, buf_take(&text));
		break;
	case INSTALL_CHANGED:
		buf_addf(&text, "semodule exited with status %d, and the store has changed: %s",
			 r->child.status, r->found);
		add_line(out, "failed", INSTALL_WARN, buf_take(&text));
		break;
	}
	if (r->outcome != INSTALL_DONE)
		install_lines_add_all(out, "why", INSTALL_WARN, r->words);
	install_lines_add_all(out, "semodule", INSTALL_PLAIN, r->said);
	buf_release(&text);
}

void install_proof_lines(const struct install_proof *p, bool removal, const char *policy,
			 struct install_lines *out)
{
	bool good = install_proof_good(p, removal);
	struct buf text = { 0 };

	install_proof_words(p, removal, &text);
	install_lines_add_all(out, "proof", good ? INSTALL_GOOD : INSTALL_WARN, buf_str(&text));
	buf_clear(&text);
	text_clean(&text, slice_of(policy));
	add_line(out, "policy", INSTALL_PLAIN, buf_take(&text));
	buf_release(&text);
}
