// SPDX-License-Identifier: GPL-2.0-or-later
#include "config.h"

#include "session/te_conflict.h"

#include <stdlib.h>
#include <string.h>

#include "module/build.h"
#include "base/fileio.h"
#include "base/mem.h"
#include "te/read.h"

#define NAMED 3 /* rules that the question names */

void te_conflict_remember(struct session *s)
{
	buf_clear(&s->module.text);
	if (s->module.path)
		(void)fileio_read(s->module.path, TE_FILE_MAX_BYTES, &s->module.text, NULL);
}

/* NAME.te as it was remembered and as it is now. Only a file that the session knows is compared: of any
 * other, build_module says whether it may be replaced. */
struct both {
	struct te_file was, is;
	bool differ;
};

static void both_release(struct both *b)
{
	te_file_release(&b->was);
	te_file_release(&b->is);
}

static void both_read(const struct session *s, struct both *b)
{
	char *path = build_path(s->module.dir, s->module.name, ".te");
	struct buf now = { 0 };

	*b = (struct both){ 0 };
	if (fileio_exists(path) && fileio_read(path, TE_FILE_MAX_BYTES, &now, NULL) == 0 &&
	    strcmp(buf_str(&now), buf_str(&s->module.text)) != 0)
		b->differ = te_parse(path, buf_str(&now), now.len, s->names, &b->is, NULL) == 0 &&
			    b->is.ours;
	if (b->differ && s->module.text.len &&
	    te_parse(path, s->module.text.data, s->module.text.len, s->names, &b->was, NULL) < 0)
		te_file_release(&b->was);
	buf_release(&now);
	free(path);
}

static const struct decision *decision_in(const struct te_file *f, const struct rule_key *key)
{
	static const struct decision open = { .at_ms = TIME_NONE };
	const struct te_block *b = te_find(f, key);

	return b ? &b->decision : &open;
}

/* The next rule from *i on of which the file says otherwise than it did, gone ones included; NULL: none. */
static const struct rule_key *next_difference(const struct both *b, size_t *i)
{
	while (b->differ && *i < b->is.block_count + b->was.block_count) {
		size_t n = (*i)++;
		const struct rule_key *key = n < b->is.block_count
						     ? &b->is.blocks[n].key
						     : &b->was.blocks[n - b->is.block_count].key;

		if (n >= b->is.block_count && te_find(&b->is, key))
			continue; /* it was looked at */
		if (!decision_same(decision_in(&b->is, key), decision_in(&b->was, key)))
			return key;
	}
	return NULL;
}

bool te_conflict_changed(const struct session *s, struct buf *question)
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

		if (!decision_same(decisions_get(s->decisions, id), decision_in(&b.was, key)))
			continue;
		decisions_set(s->decisions, id, decision_in(&b.is, key));
		taken++;
	}
	buf_addf(&words, "took over %zu decision%s of somebody else", taken, taken == 1 ? "" : "s");
	decisions_end(s->decisions, buf_str(&words));
	if (b.differ && b.was.version && strcmp(s->module.version, b.was.version) == 0) {
		free(s->module.version);
		s->module.version = mem_strdup(b.is.version);
	}
	if (b.differ) {
		buf_clear(&s->module.text);
		buf_add(&s->module.text, b.is.text.data, b.is.text.len);
	}
	buf_release(&words);
	both_release(&b);
	return taken;
}
