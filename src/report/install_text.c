// SPDX-License-Identifier: GPL-2.0-or-later
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

/* Takes `text` over. */
static void add(struct install_lines *l, const char *label, enum install_tone tone, char *text)
{
	l->items = mem_grow(l->items, &l->cap, l->count + 1, sizeof(*l->items));
	l->items[l->count++] = (struct install_line){ label, text, tone };
}

void install_lines_add(struct install_lines *l, const char *label, enum install_tone tone,
		       const char *text)
{
	add(l, label, tone, mem_strdup(text));
}

void install_lines_add_all(struct install_lines *l, const char *label, enum install_tone tone,
			   const char *text)
{
	while (*text) {
		size_t n = strcspn(text, "\n");

		add(l, label, tone, mem_strndup(text, n));
		label = "";
		text += n;
		text += *text == '\n';
	}
}

void install_title(const struct install_plan *p, struct buf *out)
{
	if (p->removal)
		buf_addf(out, "take %s away from priority %u", p->name, p->priority);
	else
		buf_addf(out, "install %s%s%s%s at priority %u", p->name, p->version ? " " : "",
			 p->version ? p->version : "", p->is_cil ? " (CIL)" : "", p->priority);
}

static void join(const struct install_list *list, uint64_t all, const char *separator,
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
				  "not known: there is no policy to ask what is allowed already");
		return;
	}
	if (p->opened) {
		effect_count(&text, p->opened);
		buf_adds(&text, ": ");
		join(&p->opened_list, p->opened, "; ", &text);
	} else {
		buf_adds(&text,
			 p->removal ? "nothing" : "nothing that the policy does not allow already");
	}
	if (!p->removal || p->opened)
		add(out, "opens", INSTALL_PLAIN, buf_take(&text));
	buf_clear(&text);
	if (p->sensitive.count) {
		buf_adds(&text, "! ");
		join(&p->sensitive, p->sensitive.count, "; ", &text);
		add(out, "sensitive", INSTALL_WARN, buf_take(&text));
	}
	if (p->closed) {
		/* What its types had by attributes is not counted. */
		buf_adds(&text, p->lost.count ? "at least " : "");
		effect_count(&text, p->closed);
		buf_addf(&text, "%s: ", p->removal ? "" : " that the one before granted");
		join(&p->closed_list, p->closed, "; ", &text);
		add(out, "takes back", p->removal ? INSTALL_PLAIN : INSTALL_WARN, buf_take(&text));
	}
	if (p->unknown) {
		buf_clear(&text);
		buf_addf(&text,
			 "%zu rule%s name%s what the policy does not have: unless the module "
			 "declares it, semodule will refuse",
			 p->unknown, p->unknown == 1 ? "" : "s", p->unknown == 1 ? "s" : "");
		add(out, "unknown", INSTALL_WARN, buf_take(&text));
	}
	buf_release(&text);
}

static void add_present(const struct install_plan *p, struct install_lines *out)
{
	struct buf text = { 0 };

	if (p->removal) {
		if (!p->present)
			buf_adds(&text, "nothing: it is switched off");
		else if (p->present != p->priority)
			buf_addf(&text, "nothing: the one at priority %u is in force", p->present);
		else if (p->next)
			buf_addf(&text, "the module %s at priority %u comes into force again",
				 p->name, p->next);
		else
			return;
		add(out, "then", INSTALL_PLAIN, buf_take(&text));
		return;
	}
	if (!p->present) {
		install_lines_add(out, "replaces", INSTALL_PLAIN,
				  p->off ? "a module of the name that is switched off"
					 : "nothing: the name is new there");
		return;
	}
	buf_addf(&text, "%s%s", p->name, p->present_version ? " " : "");
	if (p->present_version)
		text_clean(&text, slice_of(p->present_version));
	buf_addf(&text, " at priority %u", p->present);
	if (p->same)
		buf_adds(&text, ", which is this very package: nothing changes");
	add(out,
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
	add(out, "will", INSTALL_PLAIN, buf_take(&text));
	if (p->place->root)
		buf_addf(&text, "the copy below %s; nothing is loaded", p->place->root);
	else
		buf_adds(&text, "this host; the policy is compiled anew and loaded");
	add(out, "where", INSTALL_PLAIN, buf_take(&text));
	add_present(p, out);
	add_reach(p, out);
	buf_clear(&text);
	if (p->others) {
		buf_addf(&text, "%zu statement%s of other kinds (types, roles, booleans, labels …)",
			 p->others, p->others == 1 ? "" : "s");
		add(out, "besides", INSTALL_PLAIN, buf_take(&text));
	}
	if (p->lost.count) {
		join(&p->lost, p->lost.count, "; ", &text);
		add(out, "loses", INSTALL_WARN, buf_take(&text));
	}
	if (p->policy) {
		text_clean(&text, slice_of(p->policy));
		add(out, "policy", INSTALL_PLAIN, buf_take(&text));
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
			add(out, out->count == first ? "by hand" : "", INSTALL_PLAIN, text);
	}
	if (out->count > first)
		install_lines_add(out, "", INSTALL_PLAIN,
				  "(these are not in the module; a script that does all of it is "
				  "written by --export sh, :export sh)");
}

void install_result_lines(const struct install_run *r, struct install_lines *out)
{
	const struct install_plan *p = r->plan;
	struct buf text = { 0 };
	int64_t s = (install_ms(r) + 500) / 1000;

	switch (r->outcome) {
	case INSTALL_DONE:
		if (p->removal)
			buf_addf(&text, "%s was taken away from priority %u", p->name, p->priority);
		else
			buf_addf(&text, "%s%s%s is installed at priority %u", p->name,
				 p->version ? " " : "", p->version ? p->version : "", p->priority);
		buf_addf(&text, " (%" PRId64 " s)", s);
		add(out, "done", INSTALL_GOOD, buf_take(&text));
		break;
	case INSTALL_FAILED:
		if (r->child.status)
			buf_addf(&text, "semodule refused (status %d)", r->child.status);
		else
			buf_addf(&text, "semodule told of no error, but %s", r->found);
		buf_adds(&text, "; nothing has changed: the store is file by file as it was");
		add(out, "failed", INSTALL_WARN, buf_take(&text));
		break;
	case INSTALL_CHANGED:
		buf_addf(&text, "semodule ended with status %d, and the store is not as it was: %s",
			 r->child.status, r->found);
		add(out, "failed", INSTALL_WARN, buf_take(&text));
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
	add(out, "policy", INSTALL_PLAIN, buf_take(&text));
	buf_release(&text);
}
