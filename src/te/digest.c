// SPDX-License-Identifier: GPL-2.0-or-later
/* Binds a review mark to a rule: hashes what the reviewer approved, so that a later change voids
 * the mark. */
#include "config.h"

#include "te/digest.h"

#include <string.h>

#include "base/mem.h"
#include "base/sha256.h"
#include "te/strip.h"

/* Keys that the digest covers besides the rule's own. Evidence that can be stripped counts by
 * its digest, so that a mark is valid for the stripped module too. Keys of other versions do
 * not count. */
static bool is_digested(const char *key)
{
	static const char *const keys[] = { "state", "chosen", "dropped", "seen" };
	size_t i;

	for (i = 0; i < AV_ARRAY_LEN(keys); i++)
		if (strcmp(key, keys[i]) == 0)
			return true;
	return false;
}

void te_digest(const struct te_block *b, const struct intern *names, char out[65])
{
	struct buf text = { 0 };
	struct sha256 sha;
	size_t i;

	buf_addf(&text, "%s %s %s %s %s\n", kind_of(b->key.kind)->name,
		 intern_str(names, b->key.source), intern_str(names, b->key.target),
		 intern_str(names, b->key.class), intern_str(names, b->key.role));
	for (i = 0; i < b->line_count; i++)
		if (is_digested(b->lines[i].key))
			buf_addf(&text, "%s %s\n", b->lines[i].key, b->lines[i].json);
	if (te_strip_digest(b, out))
		buf_addf(&text, "evidence %s\n", out);
	if (b->stands)
		statement_print(&b->written, names, &text);
	sha256_init(&sha);
	sha256_add(&sha, text.data, text.len);
	sha256_hex(&sha, out);
	buf_release(&text);
}

enum review_mark te_mark(const struct te_block *b, const struct intern *names)
{
	char digest[65];

	if (b->decision.review.mark == REVIEW_NONE)
		return REVIEW_NONE;
	te_digest(b, names, digest);
	return strcmp(digest, b->decision.review.bound) == 0 ? b->decision.review.mark
							     : REVIEW_NONE;
}

size_t te_unapproved(const struct te_file *f, const struct intern *names, struct message_log *m)
{
	size_t i, n = 0;

	for (i = 0; i < f->block_count; i++) {
		const struct te_block *b = &f->blocks[i];
		enum review_mark mark = te_mark(b, names);
		const char *what = mark != REVIEW_NONE ? review_mark_name(mark)
				   : b->decision.review.mark != REVIEW_NONE
					   ? "changed since it was reviewed"
					   : "not reviewed";

		if (!b->stands || mark == REVIEW_APPROVED)
			continue;
		message_add(m, DIAG_ERROR, "%s %s:%s: %s", intern_str(names, b->key.source),
			    intern_str(names, b->key.target), intern_str(names, b->key.class),
			    what);
		n++;
	}
	return n;
}
