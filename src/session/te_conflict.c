// SPDX-License-Identifier: GPL-2.0-or-later
#include "config.h"

#include "session/te_conflict.h"

#include <stdlib.h>
#include <string.h>

#include "module/build.h"
#include "base/fileio.h"
#include "base/mem.h"

#define NAMED 3 /* rules that the question names */

/* NAME.te as the session holds it and as it is now. Only a file that the session knows is compared: of any
 * other, build_module says whether it may be replaced. */
struct both {
	const struct te_file *was; /* borrowed */
	struct module_te is;
	bool differ;
};

static void both_release(struct both *b)
{
	module_te_release(&b->is);
}

static void both_read(struct session *s, struct both *b)
{
	static const struct te_file nothing;
	struct module_te *held = &s->module.te;
	char *path = build_path(s->module.dir, s->module.name, ".te");

	*b = (struct both){ .was = &nothing };
	if (!module_te_is_on_disk(held, path) && fileio_exists(path) &&
	    module_te_read(&b->is, path, s->names, NULL) == 0)
		b->differ = b->is.te.ours && strcmp(buf_str(module_te_text(&b->is)),
						    buf_str(module_te_text(held))) != 0;
	/* What was taken over and not written yet is in no file. */
	if (b->differ && !s->module.adopted_te && module_te_get(held, s->names))
		b->was = module_te_get(held, s->names);
	free(path);
}

static const struct decision *decision_in(const struct te_file *f, const struct rule_key *key)
{
	static const struct decision open = { .at_ms = TIME_NONE };
	const struct te_block *b = te_find_block(f, key);

	return b ? &b->decision : &open;
}

/* The next rule from *i on of which the file says otherwise than it did, gone ones included; NULL: none. */
static const struct rule_key *next_difference(const struct both *b, size_t *i)
{
	while (b->differ && *i < b->is.te.block_count + b->was->block_count) {
		size_t n = (*i)++;
		const struct rule_key *key =
			n < b->is.te.block_count ? &b->is.te.blocks[n].key
						 : &b->was->blocks[n - b->is.te.block_count].key;

		if (n >= b->is.te.block_count && te_find_block(&b->is.te, key))
			continue; /* it was looked at */
		if (!decision_same(decision_in(&b->is.te, key), decision_in(b->was, key)))
			return key;
	}
	return NULL;
}

bool te_conflict_changed(struct session *s, struct buf *question)
{
	const struct rule_key *key;
	struct both b;
	size_t i = 0, n = 0;

	if (!s->module.name)
		return false;
	both_read(s, &b);
	while ((key = next_difference(&b, &i))) {
		if (n == 0)
			buf_addf(question, "Somebody else has changed %s.te since it was read: ",
				 s->module.name);
		if (n++ < NAMED)
			buf_addf(question, "%s%s %s:%s", n > 1 ? ", " : "",
				 intern_str(s->names, key->source),
				 intern_str(s->names, key->target),
				 intern_str(s->names, key->class));
	}
	if (n > NAMED)
		buf_addf(question, " and %zu more", n - NAMED);
	if (n)
		buf_adds(question, ". Take that over, but for rules that you have decided about "
				   "since, and write? If not, nothing is written; m and W write "
				   "under another name.");
	both_release(&b);
	return n > 0;
}

size_t te_conflict_take(struct session *s)
{
	const struct rule_key *key;
	struct buf words = { 0 };
	struct both b;
	size_t i = 0, taken = 0;

	if (!s->module.name)
		return 0;
	both_read(s, &b);
	decisions_begin(s->decisions);
	while ((key = next_difference(&b, &i))) {
		rule_id id = ledger_ensure(s->denials, key);

		if (!decision_same(decisions_get(s->decisions, id), decision_in(b.was, key)))
			continue;
		decisions_set(s->decisions, id, decision_in(&b.is.te, key));
		taken++;
	}
	buf_addf(&words, "took over %zu decision%s of somebody else", taken, taken == 1 ? "" : "s");
	decisions_end(s->decisions, buf_str(&words));
	if (b.differ && b.was->version && strcmp(s->module.version, b.was->version) == 0) {
		free(s->module.version);
		s->module.version = mem_strdup(b.is.te.version);
	}
	if (b.differ) {
		module_te_release(&s->module.te);
		s->module.te = b.is;
		b.is = (struct module_te){ 0 };
	}
	buf_release(&words);
	both_release(&b);
	return taken;
}
