// SPDX-License-Identifier: GPL-2.0-or-later
/* Makes sentences for statements and denials. Names and paths come from a log; all are cleaned
 * here. */
#include "config.h"

#include "words/words.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "words_table_internal.h"

#define SHOWN_IOCTLS 4

/* A sentence under construction. */
struct speech {
	const struct intern *names;
	const struct words_class *class; /* NULL: unknown */
	const char *class_name;
	const name_id *perms;
	size_t perm_count;
	const struct statement *statement; /* for its ioctls; or NULL */
	bool self;
	bool denied;       /* "was denied permission to" instead of "may" */
	struct buf source; /* useradd_t, any type of the attribute domain */
	struct buf comms;  /* " (useradd)" or empty */
	struct buf target;
	struct buf paths; /* " (/opt/pf9)" or empty */
	struct buf ports;
	bool paths_said, ports_said, object_said;
	const struct rule *differ; /* the rule whose ports are listed with each permission */
	name_id perm;
};

static void speech_release(struct speech *s)
{
	buf_release(&s->source);
	buf_release(&s->comms);
	buf_release(&s->target);
	buf_release(&s->paths);
	buf_release(&s->ports);
}

static void add_type(struct buf *out, const struct intern *names, name_id id, bool attribute)
{
	if (attribute)
		buf_adds(out, "any type of the attribute ");
	words_add_name(out, names, id);
}

static void speech_evidence(struct speech *s, const struct rule *rule)
{
	buf_clear(&s->comms);
	buf_clear(&s->paths);
	buf_clear(&s->ports);
	s->paths_said = s->ports_said = s->object_said = false;
	s->differ = NULL;
	if (!rule)
		return;
	if (words_ports_differ(rule))
		s->differ = rule;
	words_add_seen(&s->comms, s->names, rule, SEEN_COMM, WORDS_COMMS);
	words_add_seen(&s->paths, s->names, rule, SEEN_PATH, WORDS_PATHS);
	words_add_seen(&s->ports, s->names, rule, SEEN_PORT, WORDS_PATHS);
}

/* Append what was seen, after its first mention only. */
static void add_once(struct buf *out, const struct buf *seen, bool *said)
{
	if (!*said)
		buf_adds(out, buf_str(seen));
	*said = true;
}

static void add_class(struct speech *s, struct buf *out)
{
	if (s->class) {
		buf_adds(out, s->class->many);
		return;
	}
	buf_adds(out, "objects of the class ");
	text_clean(out, slice_of(s->class_name));
}

static void add_object(struct speech *s, const char *its, struct buf *out)
{
	enum words_object object = s->class ? s->class->object : WORDS_LABELLED;

	switch (object) {
	case WORDS_ALONE:
		add_class(s, out);
		return;
	case WORDS_PROCESS:
		if (s->self)
			buf_addf(out, "processes in %s own domain", its);
		else
			buf_addf(out, "processes in %s", buf_str(&s->target));
		break;
	case WORDS_OWNED:
		add_class(s, out);
		if (s->self)
			buf_addf(out, " of %s own", its);
		else
			buf_addf(out, " labelled %s", buf_str(&s->target));
		break;
	case WORDS_LABELLED:
		add_class(s, out);
		buf_addf(out, " labelled %s", buf_str(&s->target));
		break;
	}
	add_once(out, &s->paths, &s->paths_said);
}

/* Expand one text. `%` is the object at its first mention and "them" afterwards. */
static void add_phrase(struct speech *s, const char *text, const char *its, struct buf *out)
{
	struct buf object = { 0 }, label = { 0 }, processes = { 0 }, many = { 0 };
	struct words_slots slots;

	if (strchr(text, '%')) {
		if (s->object_said)
			buf_adds(&object, "them");
		else
			add_object(s, its, &object);
		s->object_said = true;
	}
	if (strchr(text, '@')) {
		buf_addf(&label, "labelled %s", buf_str(&s->target));
		if (s->differ && s->perm != NAME_NONE)
			words_add_ports(&label, s->names, s->differ, s->perm, WORDS_PATHS);
		else if (s->ports.len)
			add_once(&label, &s->ports, &s->ports_said);
		else
			add_once(&label, &s->paths, &s->paths_said);
	}
	if (s->self)
		buf_addf(&processes, "processes in %s own domain", its);
	else
		buf_addf(&processes, "processes in %s", buf_str(&s->target));
	add_class(s, &many);
	slots = (struct words_slots){ buf_str(&object),    buf_str(&label), buf_str(&processes),
				      buf_str(&s->target), buf_str(&many),  its };
	words_expand(text, &slots, out);
	buf_release(&object);
	buf_release(&label);
	buf_release(&processes);
	buf_release(&many);
}

/* The text of an ioctl permission that is limited to commands. */
static void add_ioctl_text(const struct statement *st, bool denied, struct buf *out)
{
	bool one = st->ioctl_count == 1 && st->ioctls[0].low == st->ioctls[0].high;
	const char *name;
	size_t i;

	buf_addf(out, "send %sthe ioctl command%s", denied ? "" : "only ", one ? "" : "s");
	for (i = 0; i < st->ioctl_count && i < SHOWN_IOCTLS; i++) {
		const struct ioctl_range *r = &st->ioctls[i];

		if (i)
			buf_adds(out, i + 1 == st->ioctl_count ? " and" : ",");
		buf_addf(out, " 0x%x", r->low);
		name = r->low == r->high ? words_ioctl(r->low) : NULL;
		if (r->low != r->high)
			buf_addf(out, "-0x%x", r->high);
		else if (name)
			buf_addf(out, " (%s)", name);
	}
	if (i < st->ioctl_count)
		buf_addf(out, " and %zu more", st->ioctl_count - i);
	buf_adds(out, " to %");
}

/* The text for a permission as a new string; caller frees. *subject is NULL for processes. NULL
 * if another permission's text covers it. */
static char *perm_text(const struct speech *s, size_t i, const char **subject)
{
	const char *perm = intern_str(s->names, s->perms[i]);
	const struct words_perm *p = s->class ? words_perm_find(s->class, perm) : NULL;
	struct buf out = { 0 };
	size_t k;

	*subject = p ? p->subject : NULL;
	if (!p) {
		buf_adds(&out, "use the permission ");
		text_clean(&out, slice_of(perm));
		buf_adds(&out, " on %");
	} else if (s->statement && s->statement->ioctl_count && strcmp(perm, "ioctl") == 0) {
		add_ioctl_text(s->statement, s->denied, &out);
	} else {
		/* "write" on a directory already says adding and removing. */
		if (strcmp(s->class_name, "dir") == 0 &&
		    (strcmp(perm, "add_name") == 0 || strcmp(perm, "remove_name") == 0))
			for (k = 0; k < s->perm_count; k++)
				if (strcmp(intern_str(s->names, s->perms[k]), "write") == 0)
					return NULL;
		buf_adds(&out, p->text);
	}
	return buf_take(&out);
}

static void add_list_mark(struct buf *out, size_t i, size_t n, bool comma)
{
	if (i == 0)
		return;
	if (i + 1 < n)
		buf_adds(out, ", ");
	else
		buf_adds(out, comma ? ", and " : " and ");
}

/* Everything that one subject may do. Phrases that end in the object are joined to the clause
 * before them. */
static void add_clauses(struct speech *s, char **texts, const name_id *perms, size_t n,
			const char *its, struct buf *out)
{
	size_t i, joined = 0, clauses, k = 0, at = 0;
	struct buf first = { 0 };

	for (i = 0; i < n; i++)
		joined += texts[i][strlen(texts[i]) - 1] == '%';
	for (i = 0; i < n && joined; i++) {
		size_t len = strlen(texts[i]);

		if (texts[i][len - 1] != '%')
			continue;
		add_list_mark(&first, k, joined, false);
		buf_add(&first, texts[i], ++k < joined ? len - 2 : len);
	}
	clauses = n - joined + (joined > 0);
	if (joined) {
		add_phrase(s, buf_str(&first), its, out);
		at = 1;
	}
	for (i = 0; i < n; i++) {
		if (joined && texts[i][strlen(texts[i]) - 1] == '%')
			continue;
		add_list_mark(out, at++, clauses, clauses > 2 || joined > 1);
		s->perm = perms[i];
		add_phrase(s, texts[i], its, out);
		s->perm = NAME_NONE;
	}
	buf_release(&first);
}

static const char *add_subject(struct speech *s, const char *subject, struct buf *out)
{
	bool one = s->denied && (!subject || strncmp(subject, "the ", 4) == 0);

	if (subject)
		buf_addf(out, "%s ", subject);
	else if (!s->denied)
		buf_adds(out, "processes in ");
	buf_adds(out, buf_str(&s->source));
	if (!subject)
		buf_adds(out, buf_str(&s->comms));
	return one ? "was" : "were";
}

/* The whole sentence for one class. `may` goes between subject and phrases; NULL for a denial. */
static void speech_say(struct speech *s, const char *may, bool permissive, struct buf *out)
{
	const char **subjects = mem_zalloc(s->perm_count + 1, sizeof(*subjects));
	char **all = mem_zalloc(s->perm_count + 1, sizeof(*all));
	char **some = mem_zalloc(s->perm_count + 1, sizeof(*some));
	name_id *perms = mem_zalloc(s->perm_count + 1, sizeof(*perms));
	bool first = true;
	size_t i, k, n;

	s->perm = NAME_NONE;

	for (i = 0; i < s->perm_count; i++)
		all[i] = perm_text(s, i, &subjects[i]);
	for (i = 0; i < s->perm_count; i++) {
		const char *subject = subjects[i], *was, *its = "their";

		if (!all[i])
			continue;
		for (k = i, n = 0; k < s->perm_count; k++) {
			if (!all[k] || subjects[k] != subject)
				continue;
			perms[n] = s->perms[k];
			some[n++] = all[k];
			all[k] = NULL;
		}
		buf_adds(out, first ? "" : "; ");
		was = add_subject(s, subject, out);
		if (may)
			buf_addf(out, " %s ", may);
		else
			buf_addf(out, " %s denied permission to ",
				 permissive ? "would have been" : was);
		if (!may && strcmp(was, "was") == 0)
			its = "its";
		s->object_said = false;
		add_clauses(s, some, perms, n, its, out);
		if (s->class && s->class->suffix) {
			buf_addc(out, ' ');
			add_phrase(s, s->class->suffix, its, out);
		}
		for (k = 0; k < n; k++)
			free(some[k]);
		first = false;
	}
	add_once(out, &s->paths, &s->paths_said);
	free(subjects);
	free(all);
	free(some);
	free(perms);
}

void words_statement(const struct statement *st, const struct rule *rule,
		     const struct intern *names, struct buf *out)
{
	struct speech s = { .names = names,
			    .perms = st->perms,
			    .perm_count = st->perm_count,
			    .statement = st,
			    .self = st->self };
	size_t i;

	switch (st->kind) {
	case STATEMENT_NONE:
	case STATEMENT_KINDS:
		return;
	case STATEMENT_ROLE:
		buf_adds(out, "the role ");
		words_add_name(out, names, st->role);
		buf_adds(out, " may have the type ");
		words_add_name(out, names, st->source);
		buf_adds(out, ": contexts of the two together become valid");
		return;
	case STATEMENT_GRANT:
		words_add_grant(out, names, st);
		return;
	case STATEMENT_DONTAUDIT:
		buf_adds(out, "nothing is logged any longer when ");
		break;
	case STATEMENT_ALLOW:
		break;
	}
	add_type(&s.source, names, st->source, st->source_attribute);
	add_type(&s.target, names, st->self ? st->source : st->target,
		 st->self ? st->source_attribute : st->target_attribute);
	for (i = 0; i < st->class_count; i++) {
		s.class_name = intern_str(names, st->classes[i]);
		s.class = words_class_find(s.class_name);
		speech_evidence(&s, rule);
		if (i)
			buf_adds(out, "; ");
		speech_say(&s, st->kind == STATEMENT_ALLOW ? "may" : "are denied permission to",
			   false, out);
	}
	speech_release(&s);
}

void words_denial(const struct rule *r, const struct intern *names, struct buf *out)
{
	struct speech s = { .names = names, .denied = true, .self = rule_is_self(r) };
	struct statement st = { 0 };

	if (words_add_kind(out, names, r))
		return;
	rule_statement(r, names, &st);
	s.statement = &st;
	s.perms = st.perms;
	s.perm_count = st.perm_count;
	s.class_name = intern_str(names, r->key.class);
	s.class = words_class_find(s.class_name);
	words_add_name(&s.source, names, r->key.source);
	words_add_name(&s.target, names, r->key.target);
	speech_evidence(&s, r);
	speech_say(&s, NULL, r->count && r->permissive == r->count, out);
	words_add_unknown_label(out, names, r);
	speech_release(&s);
	statement_release(&st);
}

void words_rule(const struct rule *r, const struct decision *d, const struct intern *names,
		struct buf *out)
{
	struct statement st = { 0 };

	if (r->count) {
		words_denial(r, names, out);
		return;
	}
	decision_statement(d, r, names, &st);
	words_statement(&st, r, names, out);
	statement_release(&st);
}
