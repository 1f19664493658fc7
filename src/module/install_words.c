// SPDX-License-Identifier: GPL-2.0-or-later
/* Translates semodule's errors into terms of the module. The patterns are messages of libsemanage
 * and libsepol 3.4 (cil_resolve_ast.c, direct_api.c); unknown ones are left out. */
#include "config.h"

#include "install_words_internal.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/ascii.h"
#include "base/mem.h"
#include "base/slice.h"
#include "base/text.h"

#define WORDS_MAX 32

static bool is_word_byte(char c)
{
	return ascii_is_word(c) || c == '.' || c == '-';
}

static bool has_word(struct slice line, struct slice word)
{
	const char *p = line.p, *end = line.p + line.n;

	while ((size_t)(end - p) >= word.n && (p = memmem(p, (size_t)(end - p), word.p, word.n))) {
		if ((p == line.p || !is_word_byte(p[-1])) &&
		    (p + word.n == end || !is_word_byte(p[word.n])))
			return true;
		p++;
	}
	return false;
}

/* Line `n`, counted from 1. */
static struct slice line_of(const char *text, unsigned n)
{
	while (*text && --n) {
		text += strcspn(text, "\n");
		text += *text == '\n';
	}
	return (struct slice){ text, strcspn(text, "\n") };
}

/* The words of a line of CIL, without its brackets. */
static size_t cil_words(struct slice line, struct slice words[WORDS_MAX])
{
	size_t i = 0, n = 0, from;

	while (i < line.n && n < WORDS_MAX) {
		if (!is_word_byte(line.p[i])) {
			i++;
			continue;
		}
		for (from = i; i < line.n && is_word_byte(line.p[i]); i++)
			;
		words[n++] = (struct slice){ line.p + from, i - from };
	}
	return n;
}

/* Find the first statement of the .te with all these words; comments do not count. Return its line,
 * or 0. The require block is skipped: the statement that uses the name says more. */
static unsigned find_in_te(const char *te, const struct slice *words, size_t n, struct slice *found)
{
	bool required = false;
	unsigned line;
	size_t i;

	for (line = 1; te && *te; line++) {
		struct slice text = { te, strcspn(te, "\n") };
		size_t blanks = strspn(te, " \t");

		required |= strncmp(te + blanks, "require", 7) == 0;
		for (i = 0; i < n && has_word(text, words[i]); i++)
			;
		if (i == n && !required && te[blanks] != '#') {
			*found = (struct slice){ te + blanks, text.n - blanks };
			return line;
		}
		/* The only braces inside the block are those of "class C { P }", on one line. */
		if (memchr(te, '}', text.n) && !has_word(text, (struct slice){ "class", 5 }))
			required = false;
		if (required && memmem(te, text.n, "; }", 3))
			required = false;
		te += text.n;
		te += *te == '\n';
	}
	return 0;
}

/* Append the place in the .te, or else the line of CIL. */
static void add_place(const char *te, const char *te_path, const struct slice *words, size_t n,
		      struct slice cil, struct buf *out)
{
	struct slice found;
	unsigned line = find_in_te(te, words, n, &found);

	if (line) {
		buf_addf(out, "%s:%u: ", te_path, line);
		text_clean(out, found);
		buf_adds(out, ": ");
	} else if (cil.n) {
		text_clean(out, cil);
		buf_adds(out, ": ");
	}
}

/* "… at PATH/NAME/cil:LINE": return the line if the file is this module's. */
static unsigned cil_line_of(struct slice said, const char *name)
{
	struct buf place = { 0 };
	const char *p;
	unsigned line = 0;

	buf_addf(&place, "/%s/cil:", name);
	p = memmem(said.p, said.n, place.data, place.len);
	if (p)
		line = (unsigned)strtoul(p + place.len, NULL, 10);
	buf_release(&place);
	return line;
}

static bool has_text(struct slice s, const char *what)
{
	return memmem(s.p, s.n, what, strlen(what)) != NULL;
}

/* Explain "Failed to resolve KIND statement at …" with the line of CIL. Return true if the policy
 * lacks a name in it. */
static bool resolve_words(struct slice said, struct slice line, const char *te, const char *te_path,
			  struct buf *out)
{
	struct slice words[WORDS_MAX];
	size_t n = cil_words(line, words);

	/* (typeattributeset cil_gen_require T): T is required. */
	if (n >= 3 && slice_is(words[1], "cil_gen_require")) {
		add_place(te, te_path, words + 2, 1, line, out);
		buf_addf(out, "the installed policy has no %s ",
			 slice_is(words[0], "roleattributeset") ? "role" : "type");
		text_clean(out, words[2]);
	} else if (n >= 5 && (slice_is(words[0], "allow") || slice_is(words[0], "dontaudit"))) {
		add_place(te, te_path, words + 1, 3, line, out);
		buf_addf(out, "the installed policy lacks a name in this rule");
	} else {
		text_clean(out, said);
		buf_adds(out, ", in: ");
		text_clean(out, line);
		buf_addc(out, '\n');
		return false;
	}
	buf_addc(out, '\n');
	return true;
}

/* Explain one line. Return true if it says that the policy lacks a name. */
static bool explain_line(struct slice said, const char *name, const char *cil, const char *te,
			 const char *te_path, struct buf *out)
{
	static const char permission[] = "Failed to resolve permission ";
	static const char type[] = "Re-declaration of ";
	unsigned line = cil_line_of(said, name);
	struct slice words[WORDS_MAX];

	if (slice_begins(said, permission)) {
		struct slice word = { said.p + strlen(permission), said.n - strlen(permission) };

		add_place(te, te_path, &word, 1, (struct slice){ 0 }, out);
		buf_adds(out, "the installed policy has no permission ");
		text_clean(out, word);
		buf_adds(out, " for that class: remove it from the rule\n");
	} else if (slice_begins(said, type) && cil_words(said, words) >= 4) {
		add_place(te, te_path, words + 2, 2, (struct slice){ 0 }, out);
		buf_adds(out, "the installed policy already declares this: ");
		text_clean(out, words[3]);
		buf_addc(out, '\n');
	} else if (slice_begins(said, "Previous declaration") || slice_begins(said, "Bad ")) {
		return false; /* the line before it named the place */
	} else if (line && slice_begins(said, "Failed to resolve")) {
		return resolve_words(said, line_of(cil, line), te, te_path, out);
	} else if (line) {
		struct slice text = line_of(cil, line);
		size_t n = cil_words(text, words);

		add_place(te, te_path, words + 1, n > 3 ? 3 : n > 1 ? n - 1 : 0, text, out);
		text_clean(out, said);
		buf_addc(out, '\n');
	} else if (has_text(said, "transaction lock")) {
		buf_adds(out, "another program is changing the module store; try again when it has "
			      "finished\n");
	} else if (has_text(said, "No space left on device")) {
		buf_adds(out, "the file system of the module store is full\n");
	} else if (slice_begins(said, "neverallow check failed") ||
		   has_text(said, "Binary policy creation failed")) {
		buf_adds(out, "the policy's own neverallow rules forbid this (expand-check=1 in "
			      "/etc/selinux/semanage.conf)\n");
	}
	return false;
}

void install_explain(const char *said, const char *name, const char *cil, const char *te,
		     const char *te_path, struct buf *out)
{
	bool permission = false, lacks = false;

	while (*said) {
		struct slice line = { said, strcspn(said, "\n") };

		/* semodule names the rule again after its permission. */
		if (!permission || !slice_begins(line, "Failed to resolve"))
			lacks |= explain_line(line, name, cil, te, te_path, out);
		permission |= slice_begins(line, "Failed to resolve permission ");
		said += line.n;
		said += *said == '\n';
	}
	if (lacks)
		buf_adds(out, "install the module that provides it first, or drop the rule\n");
}

/* Lines about users and their homes, printed at every change, and reports of what was requested. */
static bool is_noise(struct slice line)
{
	return line.n == 0 ||
	       (slice_begins(line, "libsemanage.add_user: user ") &&
		has_text(line, " not in password file")) ||
	       slice_begins(line, "libsemanage.get_home_dirs: ") ||
	       (slice_begins(line, "libsemanage.semanage_direct_remove_key: ") &&
		(has_text(line, ": Removing last ") || has_text(line, " is now active.")));
}

void install_output(const char *said, struct buf *out)
{
	while (*said) {
		struct slice line = { said, strcspn(said, "\n") };

		if (!is_noise(line)) {
			text_clean(out, line);
			buf_addc(out, '\n');
		}
		said += line.n;
		said += *said == '\n';
	}
}
