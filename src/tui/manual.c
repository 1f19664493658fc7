// SPDX-License-Identifier: GPL-2.0-or-later
/* Write blocks of the manual pages from the tables of actions, settings and scopes. */
#include "config.h"

#include "tui/manual.h"

#include <stdlib.h>
#include <string.h>

#include "base/lex.h"
#include "base/roff.h"
#include "settings_internal.h"
#include "tui/action_table.h"

static void add_key(struct buf *out, const char *key, bool first)
{
	buf_addf(out, "%s\\fB", first ? "" : ", ");
	roff_inline(out, strcmp(key, "<Lt>") == 0 ? "<" : key);
	buf_adds(out, "\\fR");
}

static void add_action(const struct action *a, struct buf *out)
{
	struct lex_words keys = { 0 };
	size_t i;

	buf_adds(out, ".TP\n");
	if (a->keys && lex_line(&keys, a->keys, NULL, 0, NULL) == 0)
		for (i = 0; i < keys.count; i++)
			add_key(out, keys.words[i], i == 0);
	buf_addf(out, "%s\\fI:", keys.count ? "   " : "");
	roff_inline(out, a->name);
	if (a->args) {
		buf_addc(out, ' ');
		roff_inline(out, a->args);
	}
	buf_adds(out, "\\fR\n");
	roff_help(out, a->help);
	if (a->more)
		roff_text(out, a->more);
	lex_release(&keys);
}

void manual_actions(struct buf *out)
{
	const char *group = "";
	size_t i;

	for (i = 0; i < action_table.count; i++) {
		const struct action *a = &action_table.rows[i];

		if (strcmp(a->group, group) != 0)
			buf_addf(out, ".SS %s\n", a->group);
		group = a->group;
		add_action(a, out);
	}
}

void manual_settings(struct buf *out)
{
	size_t i;

	for (i = 0; i < setting_count; i++) {
		const struct setting_row *row = &setting_table[i];

		buf_addf(out, ".TP\n\\fBset %s \\fR%s\n", row->name,
			 row->text ? "\\fIVALUE\\fR" : "\\fByes\\fR|\\fBno\\fR");
		roff_help(out, row->help);
	}
}

void manual_scopes(struct buf *out)
{
	struct buf text = { 0 };
	unsigned i;

	for (i = 0; i < SCOPES; i++)
		buf_addf(&text, "%s`%s`",
			 i == 0           ? ""
			 : i + 1 < SCOPES ? ", "
					  : " and ",
			 keymap_scope_name((enum keymap_scope)i));
	buf_addc(&text, '.');
	roff_text(out, buf_str(&text));
	buf_release(&text);
}
