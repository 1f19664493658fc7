// SPDX-License-Identifier: GPL-2.0-or-later
/* Store what the operator decided about each rule, with undo and redo, and derive the statement
 * that each decision puts into the module. Does not know the policy, the .te file or the
 * screen. */
#include "config.h"

#include "denial/decision.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "denial/kind.h"

static const struct decision_terms state_table[DECISION_STATES] = {
	[DECISION_OPEN] = { .name = "open",
			    .mark = "",
			    .done = "reopened",
			    .sentence = "open",
			    .element = "open" },
	[DECISION_ACCEPTED] = { .name = "accepted",
				.mark = "ok",
				.done = "accepted",
				.sentence = "accepted: goes into the module",
				.element = "accepted" },
	[DECISION_REJECTED] = { .name = "rejected",
				.mark = "--",
				.done = "rejected",
				.sentence = "rejected: stays denied",
				.element = "rejected" },
	[DECISION_DONTAUDIT] = { .name = "dontaudit",
				 .mark = "da",
				 .done = "silenced (dontaudit)",
				 .sentence = "dontaudit: stays denied, and is no longer logged",
				 .element = "dontaudit" },
	[DECISION_FIXED] = { .name = "fixed",
			     .mark = "fx",
			     .done = "fixed otherwise",
			     .sentence = "fixed otherwise",
			     .element = "fixed" },
};

const struct decision_terms *decision_terms(enum decision_state s)
{
	return &state_table[s];
}

const char *decision_state_name(enum decision_state s)
{
	return s < DECISION_STATES ? state_table[s].name : "";
}

enum decision_state decision_state_of(const char *name)
{
	unsigned s;

	for (s = 0; s < DECISION_STATES; s++)
		if (strcmp(state_table[s].name, name) == 0)
			break;
	return (enum decision_state)s;
}

static const char *const fix_names[FIX_WAYS] = {
	[FIX_NONE] = "",     [FIX_BOOLEAN] = "boolean", [FIX_LABEL] = "label",
	[FIX_PORT] = "port", [FIX_LEVEL] = "level",
};

const char *fix_by_name(enum fix_by by)
{
	return by < FIX_WAYS ? fix_names[by] : "";
}

enum fix_by fix_by_of(const char *name)
{
	unsigned by;

	for (by = FIX_BOOLEAN; by < FIX_WAYS; by++)
		if (strcmp(fix_names[by], name) == 0)
			break;
	return (enum fix_by)by;
}

const char *prunable_name(enum prunable p)
{
	static const char *const names[PRUNABLES] = {
		[PRUNABLE_NO] = "no",
		[PRUNABLE_UNSEEN] = "unseen",
		[PRUNABLE_GRANTED] = "granted",
	};

	return p < PRUNABLES ? names[p] : "";
}

static const char *const mark_names[REVIEW_MARKS] = {
	[REVIEW_NONE] = "",
	[REVIEW_APPROVED] = "approved",
	[REVIEW_QUESTIONED] = "questioned",
	[REVIEW_REFUSED] = "refused",
};

const char *review_mark_name(enum review_mark mark)
{
	return mark < REVIEW_MARKS ? mark_names[mark] : "";
}

enum review_mark review_mark_of(const char *name)
{
	unsigned m;

	for (m = REVIEW_APPROVED; m < REVIEW_MARKS; m++)
		if (strcmp(mark_names[m], name) == 0)
			break;
	return (enum review_mark)m;
}

bool decision_is_possible(const struct rule *r, enum decision_state state)
{
	unsigned may = kind_of(r->key.kind)->decisions;

	switch (state) {
	case DECISION_ACCEPTED:
		return may & KIND_MAY_ACCEPT;
	case DECISION_DONTAUDIT:
		return may & KIND_MAY_DONTAUDIT;
	case DECISION_OPEN:
	case DECISION_REJECTED:
	case DECISION_FIXED:
	case DECISION_STATES:
		break;
	}
	return true;
}

void decision_release(struct decision *d)
{
	free(d->review.by);
	free(d->review.note);
	statement_release(&d->statement);
	free(d->fix_to);
	free(d->fix_command);
	free(d->step);
	free(d->dropped);
	free(d->note);
	free(d->by);
	*d = (struct decision){ 0 };
}

static char *copied(const char *s)
{
	return s ? mem_strdup(s) : NULL;
}

void decision_copy(struct decision *to, const struct decision *from)
{
	struct decision d = *from;

	d.statement = (struct statement){ 0 };
	statement_copy(&d.statement, &from->statement);
	d.step = copied(from->step);
	d.fix_to = copied(from->fix_to);
	d.fix_command = copied(from->fix_command);
	d.note = copied(from->note);
	d.by = copied(from->by);
	d.review.by = copied(from->review.by);
	d.review.note = copied(from->review.note);
	d.dropped = NULL;
	if (from->dropped_count) {
		d.dropped = mem_alloc(from->dropped_count * sizeof(*d.dropped));
		memcpy(d.dropped, from->dropped, from->dropped_count * sizeof(*d.dropped));
	}
	decision_release(to);
	*to = d;
}

static bool same_text(const char *a, const char *b)
{
	return strcmp(a ? a : "", b ? b : "") == 0;
}

bool decision_same(const struct decision *a, const struct decision *b)
{
	return a->state == b->state && a->held == b->held && a->chosen == b->chosen &&
	       statement_equal(&a->statement, &b->statement) && same_text(a->step, b->step) &&
	       a->fix_by == b->fix_by && same_text(a->fix_to, b->fix_to) &&
	       same_text(a->fix_command, b->fix_command) && same_text(a->note, b->note) &&
	       a->review.mark == b->review.mark && same_text(a->review.note, b->review.note) &&
	       strcmp(a->review.bound, b->review.bound) == 0 &&
	       a->dropped_count == b->dropped_count &&
	       (!a->dropped_count ||
		memcmp(a->dropped, b->dropped, a->dropped_count * sizeof(*a->dropped)) == 0);
}

struct change {
	rule_id rule;
	struct decision before, after;
};

struct step {
	struct change *changes;
	size_t count, cap;
	char *words;
};

struct decisions {
	struct decision *items;
	size_t count, cap;
	uint64_t *changed; /* by rule: serial of its last change */
	size_t changed_cap;
	struct step *steps; /* undo applies to those before `done`, redo to the others */
	size_t step_count, step_cap, done;
	struct step building;
	size_t saved; /* value of `done` at the last save; SIZE_MAX: undo cannot return to it */
	size_t states[DECISION_STATES];
	uint64_t serial;
};

struct decisions *decisions_new(void)
{
	return mem_zalloc(1, sizeof(struct decisions));
}

static void step_release(struct step *s)
{
	size_t i;

	for (i = 0; i < s->count; i++) {
		decision_release(&s->changes[i].before);
		decision_release(&s->changes[i].after);
	}
	free(s->changes);
	free(s->words);
	*s = (struct step){ 0 };
}

void decisions_free(struct decisions *ds)
{
	size_t i;

	if (!ds)
		return;
	for (i = 0; i < ds->count; i++)
		decision_release(&ds->items[i]);
	for (i = 0; i < ds->step_count; i++)
		step_release(&ds->steps[i]);
	step_release(&ds->building);
	free(ds->items);
	free(ds->changed);
	free(ds->steps);
	free(ds);
}

const struct decision *decisions_get(const struct decisions *ds, rule_id id)
{
	static const struct decision open = { .at_ms = TIME_NONE };

	return id < ds->count ? &ds->items[id] : &open;
}

static void store_decision(struct decisions *ds, rule_id id, const struct decision *value)
{
	size_t old = ds->count;

	if (id >= ds->count) {
		ds->items = mem_grow(ds->items, &ds->cap, (size_t)id + 1, sizeof(*ds->items));
		ds->changed = mem_grow(ds->changed, &ds->changed_cap, (size_t)id + 1,
				       sizeof(*ds->changed));
		ds->count = (size_t)id + 1;
		memset(ds->items + old, 0, (ds->count - old) * sizeof(*ds->items));
		memset(ds->changed + old, 0, (ds->count - old) * sizeof(*ds->changed));
		for (; old < ds->count; old++)
			ds->items[old].at_ms = TIME_NONE;
	}
	if (ds->items[id].state != DECISION_OPEN)
		ds->states[ds->items[id].state]--;
	decision_copy(&ds->items[id], value);
	if (value->state != DECISION_OPEN)
		ds->states[value->state]++;
	ds->changed[id] = ++ds->serial;
}

void decisions_load(struct decisions *ds, rule_id id, const struct decision *value)
{
	store_decision(ds, id, value);
}

void decisions_begin(struct decisions *ds)
{
	step_release(&ds->building);
}

void decisions_set(struct decisions *ds, rule_id id, const struct decision *value)
{
	struct step *s = &ds->building;
	struct change *c;

	if (decision_same(decisions_get(ds, id), value))
		return;
	s->changes = mem_grow(s->changes, &s->cap, s->count + 1, sizeof(*s->changes));
	c = &s->changes[s->count++];
	*c = (struct change){ .rule = id };
	decision_copy(&c->before, decisions_get(ds, id));
	decision_copy(&c->after, value);
	store_decision(ds, id, &c->after);
}

void decisions_end(struct decisions *ds, const char *words)
{
	size_t i;

	if (!ds->building.count) {
		step_release(&ds->building);
		return;
	}
	for (i = ds->done; i < ds->step_count; i++)
		step_release(&ds->steps[i]);
	if (ds->saved > ds->done)
		ds->saved = SIZE_MAX;
	ds->step_count = ds->done;
	ds->steps = mem_grow(ds->steps, &ds->step_cap, ds->step_count + 1, sizeof(*ds->steps));
	ds->building.words = mem_strdup(words);
	ds->steps[ds->step_count++] = ds->building;
	ds->done = ds->step_count;
	ds->building = (struct step){ 0 };
}

const char *decisions_undo(struct decisions *ds, rule_id *first)
{
	struct step *s;
	size_t i;

	if (!ds->done)
		return NULL;
	s = &ds->steps[--ds->done];
	for (i = s->count; i > 0; i--)
		store_decision(ds, s->changes[i - 1].rule, &s->changes[i - 1].before);
	*first = s->changes[0].rule;
	return s->words;
}

const char *decisions_redo(struct decisions *ds, rule_id *first)
{
	struct step *s;
	size_t i;

	if (ds->done == ds->step_count)
		return NULL;
	s = &ds->steps[ds->done++];
	for (i = 0; i < s->count; i++)
		store_decision(ds, s->changes[i].rule, &s->changes[i].after);
	*first = s->changes[0].rule;
	return s->words;
}

bool decisions_dirty(const struct decisions *ds)
{
	return ds->saved != ds->done;
}

void decisions_saved(struct decisions *ds)
{
	ds->saved = ds->done;
}

size_t decisions_count(const struct decisions *ds, enum decision_state s)
{
	return s < DECISION_STATES ? ds->states[s] : 0;
}

uint64_t decisions_changed(const struct decisions *ds, rule_id id)
{
	return id < ds->count ? ds->changed[id] : 0;
}

uint64_t decisions_serial(const struct decisions *ds)
{
	return ds->serial;
}

static bool has_ioctl(const struct statement *s, const struct intern *names)
{
	return statement_has_perm(s, intern_find(names, slice_of("ioctl")));
}

void decision_grow(struct decision *d, const struct rule *r, const struct intern *names)
{
	bool all = has_ioctl(&d->statement, names) && !d->statement.ioctl_count;
	struct statement seen = { 0 };
	size_t i;

	rule_statement(r, names, &seen);
	if (seen.kind == d->statement.kind) {
		for (i = 0; i < seen.perm_count; i++)
			statement_add_perm(&d->statement, seen.perms[i], names);
		for (i = 0; i < seen.ioctl_count && !all; i++)
			statement_add_ioctl(&d->statement, seen.ioctls[i]);
	}
	statement_release(&seen);
}

bool decision_grows(const struct decision *d)
{
	return d->state == DECISION_OPEN && d->chosen && !d->step;
}

/* Start from the chosen statement, or from the observed one if nothing was chosen, and remove the
 * dropped permissions. */
static void make_statement(const struct decision *d, enum decision_state state,
			   const struct rule *r, const struct intern *names, struct statement *out)
{
	name_id ioctl = intern_find(names, slice_of("ioctl"));
	size_t i;

	if (d->chosen)
		statement_copy(out, &d->statement);
	else
		rule_statement(r, names, out);
	for (i = 0; i < d->dropped_count; i++)
		statement_remove_perm(out, d->dropped[i]);
	if (!statement_has_perm(out, ioctl))
		out->ioctl_count = 0;
	if (state == DECISION_DONTAUDIT && out->kind == STATEMENT_ALLOW)
		out->kind = STATEMENT_DONTAUDIT;
}

bool decision_drops(const struct decision *d, name_id perm)
{
	size_t i;

	for (i = 0; i < d->dropped_count; i++)
		if (d->dropped[i] == perm)
			return true;
	return false;
}

const char *decision_step(const struct decision *d)
{
	return d->step && strcmp(d->step, DECISION_STEP_OBSERVED) != 0 ? d->step : NULL;
}

void decision_statement(const struct decision *d, const struct rule *r, const struct intern *names,
			struct statement *out)
{
	struct decision grown = { 0 };

	if (!decision_grows(d)) {
		make_statement(d, d->state, r, names, out);
		return;
	}
	decision_copy(&grown, d);
	decision_grow(&grown, r, names);
	make_statement(&grown, d->state, r, names, out);
	decision_release(&grown);
}

enum decision_state decision_module_state(const struct decision *d)
{
	enum decision_state state = d->state == DECISION_OPEN ? d->held : d->state;

	return state == DECISION_ACCEPTED || state == DECISION_DONTAUDIT ? state : DECISION_OPEN;
}

void decision_module_statement(const struct decision *d, const struct rule *r,
			       const struct intern *names, struct statement *out)
{
	make_statement(d, decision_module_state(d), r, names, out);
}
