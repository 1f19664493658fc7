// SPDX-License-Identifier: GPL-2.0-or-later
/* What happened, and what to look at, where no allow rule is the answer: an invalid context, a
 * transition or a change of label that a constraint forbids, a label that nobody knows. */
#include "config.h"

#include "words/words.h"

#include "words_table_internal.h"

static void add_role_denial(struct buf *out, const struct intern *names, const struct rule *r)
{
	const struct tuple *t = r->tuple_count ? &r->tuples[0] : NULL;

	buf_adds(out, t ? "a process of " : "a process");
	if (t)
		words_add_name(out, names, t->scontext);
	words_add_seen(out, names, r, SEEN_COMM, WORDS_COMMS);
	buf_adds(out, " would have got or made something with the context ");
	if (t)
		words_add_name(out, names, t->tcontext);
	buf_adds(out, ", which is not valid: mostly the role ");
	words_add_name(out, names, r->key.role);
	buf_adds(out, " may not have the type ");
	words_add_name(out, names, r->key.target);
	buf_adds(out, ", or the user not that role or level. Look whether it should run there at "
		      "all (a service started by hand from a user's shell does this); where it "
		      "should, and the policy lists the user's role and level as valid (seinfo "
		      "-u), the role statement answers it");
}

static void add_transition_denial(struct buf *out, const struct intern *names, const struct rule *r)
{
	buf_adds(out, "a process in ");
	words_add_name(out, names, r->key.source);
	words_add_seen(out, names, r, SEEN_COMM, WORDS_COMMS);
	buf_adds(out, " was to enter ");
	words_add_name(out, names, r->key.target);
	buf_adds(out, " under no_new_privs, from a nosuid mount, or with several threads, and ");
	words_add_name(out, names, r->key.target);
	buf_adds(out, " is not bounded by ");
	words_add_name(out, names, r->key.source);
	buf_adds(out, ". Look at NoNewPrivileges= (and what implies it) in the unit, at the mount "
		      "options where the program lies, and for a denial of process2 "
		      "{ nnp_transition nosuid_transition } between the two, which an allow rule "
		      "answers");
}

static void add_validate_denial(struct buf *out, const struct intern *names, const struct rule *r)
{
	const struct tuple *t = r->tuple_count ? &r->tuples[0] : NULL;
	const char *one = words_class(intern_str(names, r->key.class));

	words_add_name(out, names, r->key.source);
	words_add_seen(out, names, r, SEEN_COMM, WORDS_COMMS);
	buf_addf(out, " was not let change the label of %s", one ? one : "an object");
	words_add_seen(out, names, r, SEEN_PATH, WORDS_PATHS);
	buf_adds(out, " to ");
	words_add_name(out, names, t ? t->tcontext : r->key.target);
	buf_adds(out,
		 ": a validatetrans constraint of the policy forbids the change, mostly one of "
		 "level or user, and no allow rule helps. Look at the old label and at the "
		 "level of the process in the whole record");
}

static void add_context_denial(struct buf *out, const struct intern *names, const struct rule *r)
{
	const struct tuple *t = r->tuple_count ? &r->tuples[0] : NULL;

	if (r->key.source != NAME_EMPTY) {
		buf_adds(out, "a process in ");
		words_add_name(out, names, r->key.source);
	} else {
		buf_adds(out, "a process");
	}
	words_add_seen(out, names, r, SEEN_COMM, WORDS_COMMS);
	buf_adds(out, " asked for the label ");
	words_add_name(out, names, t ? t->tcontext : r->key.target);
	words_add_seen(out, names, r, SEEN_PATH, WORDS_PATHS);
	buf_adds(out, ", which the loaded policy does not know. Look for the module that defines "
		      "the type and was not loaded or was removed, or for a file restored or "
		      "copied with labels of another system");
}

void words_add_kind(struct buf *out, const struct intern *names, const struct rule *r)
{
	switch (r->key.kind) {
	case RECORD_ROLE:
		add_role_denial(out, names, r);
		return;
	case RECORD_BOUNDED_TRANSITION:
		add_transition_denial(out, names, r);
		return;
	case RECORD_VALIDATE_TRANSITION:
		add_validate_denial(out, names, r);
		return;
	case RECORD_CONTEXT:
		add_context_denial(out, names, r);
		return;
	case RECORD_ACCESS:
	case RECORD_KINDS:
		return;
	}
}

/* A label that the policy does not know is treated as unlabeled_t: a rule on that type would open
 * everything else without a valid label too. */
void words_add_unknown_label(struct buf *out, const struct intern *names, const struct rule *r)
{
	const struct seen *seen[RULE_SEEN_MAX];

	if (!rule_seen(r, SEEN_RAW_CONTEXT, seen))
		return;
	buf_adds(out, ". The label that really stands there is not known to the policy");
	words_add_seen(out, names, r, SEEN_RAW_CONTEXT, WORDS_PATHS);
	buf_adds(out, ": relabel it, or load the module that defines it, rather than allow this");
}
