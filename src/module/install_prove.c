// SPDX-License-Identifier: GPL-2.0-or-later
/* Proves an installation against the policy that is loaded now. Does not know how the module was
 * installed. */
#include "config.h"

#include "module/install_prove.h"

#include <stdlib.h>
#include <string.h>

#include "module/effect.h"
#include "base/fileio.h"
#include "advice/judge.h"
#include "policy/reach.h"
#include "te/evidence.h"
#include "te/read.h"
#include "base/text.h"

void install_proof_release(struct install_proof *p)
{
	install_list_release(&p->blocked);
	*p = (struct install_proof){ 0 };
}

/* The policy already holds the module, so the selection is empty. */
static void prove_rule(struct install_proof *p, struct judge *j, const struct rule *r,
		       uint64_t denials, bool dontaudit)
{
	const struct intern *names = judge_names(j);
	struct judge_selection none = { 0 };
	struct judge_proof proof;
	struct buf text = { 0 };

	if (!r->tuple_count)
		return;
	judge_select(j, NAME_NONE, &none);
	judge_select_finish(j, &none);
	judge_prove(j, r, &none, dontaudit, &proof);
	judge_selection_release(&none);
	p->rules++;
	p->denials += denials;
	p->silenced += dontaudit ? denials : 0;
	if (proof.proof == PROOF_NO_EFFECT || proof.proof == PROOF_PROVEN) {
		p->allowed += denials;
		return;
	}
	p->blocked_count++;
	text_clean(&text, slice_of(intern_str(names, r->key.source)));
	buf_addc(&text, ' ');
	text_clean(&text, slice_of(intern_str(names, r->key.target)));
	buf_addc(&text, ':');
	text_clean(&text, slice_of(intern_str(names, r->key.class)));
	buf_adds(&text, ": ");
	judge_proof_words(&proof, true, &text);
	install_list_add(&p->blocked, buf_take(&text));
}

void install_prove_rules(struct install_proof *p, const struct policy_index *ix,
			 struct intern *names, const struct ledger *denials,
			 const struct decisions *decisions)
{
	struct judge *j = judge_new(ix, names);
	size_t i;

	install_proof_release(p);
	for (i = 0; i < ledger_count(denials); i++) {
		enum decision_state is =
			decision_module_state(decisions_get(decisions, (rule_id)i));
		const struct rule *r = ledger_rule(denials, (rule_id)i);

		if (is != DECISION_OPEN)
			prove_rule(p, j, r, r->count, is == DECISION_DONTAUDIT);
	}
	judge_free(j);
}

int install_prove_te(struct install_proof *p, const struct policy_index *ix, const char *te_path,
		     struct diag *d)
{
	struct intern *names = intern_new();
	struct ledger *l = ledger_new(names, 0);
	struct decisions *decisions = decisions_new();
	struct judge *j = judge_new(ix, names);
	struct te_file te = { 0 };
	int rc = te_read(te_path, names, &te, d);
	size_t i;

	install_proof_release(p);
	if (rc < 0)
		goto out;
	te_load(&te, l, decisions);
	for (i = 0; i < te.block_count; i++) {
		const struct te_block *b = &te.blocks[i];
		struct te_evidence e = { 0 };
		rule_id id;

		te_evidence_count(b, names, l);
		id = ledger_find(l, &b->key);
		if (!b->stands || id == RULE_NONE)
			continue;
		te_evidence_read(b, &e);
		prove_rule(p, j, ledger_rule(l, id), e.count,
			   decision_module_state(&b->decision) == DECISION_DONTAUDIT);
		te_evidence_release(&e);
	}
out:
	te_file_release(&te);
	judge_free(j);
	decisions_free(decisions);
	ledger_free(l);
	intern_free(names);
	return rc;
}

void install_prove_package(struct install_proof *p, const struct policy_index *ix,
			   const struct install_plan *plan)
{
	struct intern *names = intern_new();
	struct grants g = { 0 };
	size_t i;

	if (grants_read(&g, names, buf_str(&plan->cil), plan->cil.len, NULL) == 0) {
		for (i = 0; i < g.count; i++) {
			struct reach reach = { 0 };

			/* If it would open nothing new, the policy has it. */
			if (policy_reach(ix, NULL, &g.items[i], names, 0, &reach, NULL) == 0 &&
			    !reach.opened && !reach.closed)
				p->granted++;
			else
				p->missing++;
			reach_release(&reach);
		}
	}
	grants_release(&g);
	intern_free(names);
}

/* True if a file context line has exactly this path pattern and this type. */
static bool line_is(const char *line, size_t n, struct slice path, struct slice type)
{
	struct buf context = { 0 };
	bool is;

	buf_addf(&context, ":%.*s:", (int)type.n, type.p);
	is = n > path.n && memcmp(line, path.p, path.n) == 0 &&
	     (line[path.n] == ' ' || line[path.n] == '\t') &&
	     memmem(line + path.n, n - path.n, context.data, context.len);
	buf_release(&context);
	return is;
}

static bool contexts_have(const struct buf *contexts, struct slice path, struct slice type)
{
	const char *p = buf_str(contexts);

	while (*p) {
		size_t n = strcspn(p, "\n");

		if (line_is(p, n, path, type))
			return true;
		p += n;
		p += *p == '\n';
	}
	return false;
}

/* (filecon "PATH" KIND (USER ROLE TYPE (…))) */
static bool parse_filecon(const char *item, struct slice *path, struct slice *type)
{
	static const char begin[] = "(filecon \"";
	const char *end, *p;
	int word;

	if (strncmp(item, begin, strlen(begin)) != 0)
		return false;
	path->p = item + strlen(begin);
	end = strchr(path->p, '"');
	p = end ? strchr(end, '(') : NULL;
	if (!p)
		return false;
	path->n = (size_t)(end - path->p);
	for (word = 0, p++; word < 2; word++) {
		p += strcspn(p, " ");
		p += strspn(p, " ");
	}
	*type = (struct slice){ p, strcspn(p, " )") };
	return true;
}

void install_prove_labels(struct install_proof *p, const struct install_plan *plan)
{
	char *path = fileio_join(plan->place->active, "file_contexts");
	struct slice about = { 0 }, type = { 0 };
	struct buf contexts = { 0 };
	struct cil_set set = { 0 };
	size_t i;

	/* A file that cannot be read counts as empty. */
	fileio_read(path, STORE_FILE_MAX_BYTES, &contexts, NULL);
	if (cil_set_add_text(&set, buf_str(&plan->cil), plan->cil.len, NULL) == 0) {
		cil_set_finish(&set);
		for (i = 0; i < set.count; i++) {
			if (!parse_filecon(set.items[i], &about, &type))
				continue;
			p->labels++;
			p->labels_missing += !contexts_have(&contexts, about, type);
		}
	}
	cil_set_release(&set);
	buf_release(&contexts);
	free(path);
}

bool install_proof_good(const struct install_proof *p, bool removal)
{
	return removal || (!p->blocked_count && !p->missing && !p->labels_missing);
}

static void add_number(struct buf *out, uint64_t n, const char *what)
{
	effect_count(out, n);
	buf_addf(out, " %s%s", what, n == 1 ? "" : "s");
}

/* dontaudit rules allow nothing: they keep denials out of the log. */
static void add_what(const struct install_proof *p, struct buf *out)
{
	if (p->silenced < p->denials)
		buf_adds(out, " would now be allowed");
	if (p->silenced && p->silenced < p->denials)
		buf_adds(out, ", or");
	if (p->silenced)
		buf_adds(out, " would now stay out of the log");
}

void install_proof_words(const struct install_proof *p, bool removal, struct buf *out)
{
	size_t i;

	if (removal) {
		add_number(out, p->missing, "rule");
		buf_addf(out, " of the module %s no longer in the policy",
			 p->missing == 1 ? "is" : "are");
		if (p->granted)
			buf_addf(out, "; %zu still %s, from another module", p->granted,
				 p->granted == 1 ? "is" : "are");
		buf_addc(out, '\n');
		return;
	}
	if (p->rules && !p->blocked_count) {
		if (p->denials == 1) {
			buf_adds(out, "the one denial");
		} else {
			buf_adds(out, "all ");
			add_number(out, p->denials, "denial");
		}
		add_what(p, out);
		buf_addc(out, '\n');
	} else if (p->rules) {
		effect_count(out, p->allowed);
		buf_adds(out, " of ");
		add_number(out, p->denials, "denial");
		add_what(p, out);
		buf_adds(out, "; not:\n");
		for (i = 0; i < p->blocked.count; i++)
			buf_addf(out, "%s\n", p->blocked.items[i]);
		if (p->blocked_count > p->blocked.count)
			buf_addf(out, "and %zu more\n", p->blocked_count - p->blocked.count);
	}
	if (p->missing) {
		add_number(out, p->missing, "rule");
		buf_addf(out, " of the package %s not in the current policy\n",
			 p->missing == 1 ? "is" : "are");
	} else if (!p->rules && p->granted) {
		buf_addf(out, "%s", p->granted == 1 ? "its rule is" : "all its rules are");
		buf_adds(out,
			 " in the current policy (not checked against denials: none are known)\n");
	}
	if (p->labels_missing) {
		add_number(out, p->labels_missing, "label");
		buf_addf(out,
			 " of %zu did not get into the file contexts: another line there covers "
			 "these paths\n",
			 p->labels);
	} else if (p->labels) {
		add_number(out, p->labels, "label");
		buf_addf(out,
			 " %s in the file contexts; restorecon -Rv PATH applies %s to the files\n",
			 p->labels == 1 ? "is" : "are", p->labels == 1 ? "it" : "them");
	}
}
