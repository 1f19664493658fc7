// SPDX-License-Identifier: GPL-2.0-or-later
#include "config.h"

#include "avcurate/action.h"

#include <string.h>

#include "avcurate/action_run.h"
#include "avcurate/lex.h"

/* In the order of the help; a footer is made from the first ones that have a hint. */
const struct action action_table[] = {
	/* Deciding */
	{ .name = "accept",
	  .group = "Decide",
	  .help = "Take the rule into the module",
	  .keys = "a",
	  .hint = "accept",
	  .flags = ACTION_RULE | ACTION_MANY,
	  .run = action_run_accept },
	{ .name = "reject",
	  .group = "Decide",
	  .help = "Leave the rule out, and remember that it was looked at",
	  .keys = "r",
	  .hint = "reject",
	  .flags = ACTION_RULE | ACTION_MANY,
	  .run = action_run_reject },
	{ .name = "dontaudit",
	  .group = "Decide",
	  .help = "Keep it denied, but no longer logged (a dontaudit statement)",
	  .keys = "d",
	  .flags = ACTION_RULE | ACTION_MANY,
	  .run = action_run_dontaudit },
	{ .name = "reopen",
	  .group = "Decide",
	  .help = "Take the decision back: the rule is open again",
	  .keys = "-",
	  .flags = ACTION_RULE | ACTION_MANY,
	  .run = action_run_reopen },
	{ .name = "widen",
	  .group = "Decide",
	  .help = "Choose how much the rule allows, from the steps that fit it",
	  .keys = "w",
	  .hint = "widen",
	  .flags = ACTION_RULE | ACTION_MANY,
	  .enabled = action_enabled_widen,
	  .run = action_run_widen },
	{ .name = "narrow",
	  .group = "Decide",
	  .help = "Take observed permissions off the rule, or put them back",
	  .keys = "e",
	  .hint = "narrow",
	  .flags = ACTION_RULE,
	  .enabled = action_enabled_narrow,
	  .run = action_run_narrow },
	{ .name = "comment",
	  .group = "Decide",
	  .args = "TEXT",
	  .help = "Write down why, for the reviewer",
	  .keys = "c",
	  .hint = "comment",
	  .flags = ACTION_RULE | ACTION_MANY,
	  .run = action_run_comment },
	{ .name = "undo",
	  .group = "Decide",
	  .help = "Undo the last decision",
	  .keys = "u",
	  .hint = "undo",
	  .run = action_run_undo },
	{ .name = "redo",
	  .group = "Decide",
	  .help = "Redo what was undone",
	  .keys = "<C-r>",
	  .run = action_run_redo },

	/* The module */
	{ .name = "write",
	  .group = "Module",
	  .args = "[NAME]",
	  .help = "Write NAME.te and NAME.pp from the accepted rules",
	  .keys = "W",
	  .hint = "write",
	  .flags = ACTION_WRITES,
	  .run = action_run_write },
	{ .name = "module",
	  .group = "Module",
	  .args = "NAME [VERSION]",
	  .help = "Name the module and give its version",
	  .keys = "m",
	  .run = action_run_module },

	/* Finding */
	{ .name = "search",
	  .group = "Find",
	  .args = "TEXT",
	  .help = "Search in the focused pane, while typing",
	  .keys = "/",
	  .hint = "search",
	  .run = action_run_search },
	{ .name = "search-next",
	  .group = "Find",
	  .help = "Next match",
	  .keys = "n",
	  .run = action_run_next },
	{ .name = "search-previous",
	  .group = "Find",
	  .help = "Previous match",
	  .keys = "N",
	  .run = action_run_previous },
	{ .name = "filter",
	  .group = "Find",
	  .args = "EXPRESSION",
	  .help = "Show only rules that match: words, or FIELD=VALUE with and, or, not; empty for all",
	  .keys = "f",
	  .hint = "filter",
	  .run = action_run_filter,
	  .complete = action_words_filter },
	{ .name = "sort",
	  .group = "Find",
	  .args = "COLUMN [reverse]",
	  .help = "Choose the column to sort by",
	  .keys = "o",
	  .run = action_run_sort,
	  .complete = action_words_column },
	{ .name = "reverse",
	  .group = "Find",
	  .help = "Turn the order around",
	  .keys = "O",
	  .run = action_run_reverse },
	{ .name = "columns",
	  .group = "Find",
	  .args = "COLUMN…",
	  .help = "Choose the columns of the list",
	  .keys = "C",
	  .run = action_run_columns,
	  .complete = action_words_column },

	/* Tags */
	{ .name = "tag",
	  .group = "Tags",
	  .help = "Tag the rule, or take its tag off, and go on to the next",
	  .keys = "<Space>",
	  .flags = ACTION_POPUP,
	  .run = action_run_tag },
	{ .name = "tag-filter",
	  .group = "Tags",
	  .args = "EXPRESSION",
	  .help = "Tag all rules that match a filter expression",
	  .keys = "T",
	  .run = action_run_tag_filter,
	  .complete = action_words_filter },
	{ .name = "untag",
	  .group = "Tags",
	  .help = "Take all tags off",
	  .keys = "U",
	  .enabled = action_enabled_untag,
	  .run = action_run_untag },
	{ .name = "on-tagged",
	  .group = "Tags",
	  .help = "The next action is for all tagged rules",
	  .keys = ";",
	  .enabled = action_enabled_untag,
	  .run = action_run_on_tagged },

	/* Moving */
	{ .name = "up",
	  .group = "Move",
	  .help = "One row up",
	  .keys = "k <Up>",
	  .flags = ACTION_POPUP,
	  .run = action_run_up },
	{ .name = "down",
	  .group = "Move",
	  .help = "One row down",
	  .keys = "j <Down>",
	  .flags = ACTION_POPUP,
	  .run = action_run_down },
	{ .name = "left",
	  .group = "Move",
	  .help = "Scroll left",
	  .keys = "h <Left>",
	  .flags = ACTION_POPUP,
	  .run = action_run_left },
	{ .name = "right",
	  .group = "Move",
	  .help = "Scroll right, to what is cut off",
	  .keys = "l <Right>",
	  .flags = ACTION_POPUP,
	  .run = action_run_right },
	{ .name = "page-up",
	  .group = "Move",
	  .help = "One page up",
	  .keys = "<PageUp> <C-b>",
	  .flags = ACTION_POPUP,
	  .run = action_run_page_up },
	{ .name = "page-down",
	  .group = "Move",
	  .help = "One page down",
	  .keys = "<PageDown> <C-f>",
	  .flags = ACTION_POPUP,
	  .run = action_run_page_down },
	{ .name = "half-up",
	  .group = "Move",
	  .help = "Half a page up",
	  .keys = "<C-u>",
	  .flags = ACTION_POPUP,
	  .run = action_run_half_up },
	{ .name = "half-down",
	  .group = "Move",
	  .help = "Half a page down",
	  .keys = "<C-d>",
	  .flags = ACTION_POPUP,
	  .run = action_run_half_down },
	{ .name = "first",
	  .group = "Move",
	  .help = "To the first row",
	  .keys = "g <Home>",
	  .flags = ACTION_POPUP,
	  .run = action_run_first },
	{ .name = "last",
	  .group = "Move",
	  .help = "To the last row",
	  .keys = "G <End>",
	  .flags = ACTION_POPUP,
	  .run = action_run_last },

	/* Views */
	{ .name = "next-pane",
	  .group = "Views",
	  .help = "To the next pane",
	  .keys = "<Tab>",
	  .run = action_run_next_pane },
	{ .name = "previous-pane",
	  .group = "Views",
	  .help = "To the previous pane",
	  .keys = "<S-Tab>",
	  .run = action_run_previous_pane },
	{ .name = "zoom",
	  .group = "Views",
	  .help = "Give the focused pane the whole screen, and back",
	  .keys = "z",
	  .run = action_run_zoom },
	{ .name = "open",
	  .group = "Views",
	  .help = "Open what is under the cursor; in a list to choose from, choose it",
	  .keys = "<Enter>",
	  .flags = ACTION_POPUP,
	  .run = action_run_open },
	{ .name = "back",
	  .group = "Views",
	  .help = "Back to where you were",
	  .keys = "<Lt> <Backspace>",
	  .flags = ACTION_POPUP,
	  .run = action_run_back },
	{ .name = "denials",
	  .group = "Views",
	  .help = "The rules that would answer the denials",
	  .keys = "1",
	  .run = action_run_denials },
	{ .name = "events",
	  .group = "Views",
	  .help = "All denials in order of time",
	  .keys = "2 E",
	  .run = action_run_events },
	{ .name = "show-module",
	  .group = "Views",
	  .help = "The module exactly as it will be written",
	  .keys = "3 M",
	  .hint = "module",
	  .run = action_run_module_view },
	{ .name = "messages",
	  .group = "Views",
	  .help = "What went wrong, and the records that were refused",
	  .keys = "4 L",
	  .run = action_run_messages },
	{ .name = "help",
	  .group = "Views",
	  .help = "All keys and commands; Enter runs one, f or / finds one",
	  .keys = "? <F1>",
	  .hint = "help",
	  .run = action_run_help },
	{ .name = "view",
	  .group = "Views",
	  .args = "NAME",
	  .help = "Open a view by name",
	  .run = action_run_view,
	  .complete = action_words_view },

	/* Live */
	{ .name = "follow",
	  .group = "Live",
	  .help = "Follow the newest events, or stop following",
	  .keys = "F",
	  .run = action_run_follow },
	{ .name = "pause",
	  .group = "Live",
	  .help = "Stop taking in new denials, and go on",
	  .keys = "p",
	  .enabled = action_enabled_pause,
	  .run = action_run_pause },
	{ .name = "stop",
	  .group = "Live",
	  .help = "Stop loading and keep what was read; close what is open",
	  .keys = "<Esc>",
	  .flags = ACTION_POPUP,
	  .run = action_run_stop },

	/* Out */
	{ .name = "copy",
	  .group = "Out",
	  .help = "Copy the statement or the row to the terminal's clipboard (OSC 52)",
	  .keys = "y",
	  .flags = ACTION_MANY,
	  .run = action_run_copy },
	{ .name = "pipe",
	  .group = "Out",
	  .args = "PROGRAM [ARGUMENT…]",
	  .help = "Feed the statement or the row to a program",
	  .keys = "|",
	  .flags = ACTION_MANY,
	  .run = action_run_pipe },

	/* The program */
	{ .name = "command",
	  .group = "Program",
	  .help = "Type an action by name, with Tab completion",
	  .keys = ":",
	  .run = action_run_command },
	{ .name = "theme",
	  .group = "Program",
	  .args = "[NAME|FILE]",
	  .help = "The next theme, or the one named",
	  .keys = "t",
	  .run = action_run_theme },
	{ .name = "mouse",
	  .group = "Program",
	  .help = "Mouse on or off (off leaves selecting to the terminal)",
	  .keys = "%",
	  .run = action_run_mouse },
	{ .name = "set",
	  .group = "Program",
	  .args = "NAME yes|no",
	  .help = "Change a setting: advance, hints, mouse",
	  .run = action_run_set,
	  .complete = action_words_set },
	{ .name = "bind",
	  .group = "Program",
	  .args = "[SCOPE] KEY COMMAND…",
	  .help = "Bind a key; without a command take the binding away",
	  .run = action_run_bind },
	{ .name = "color",
	  .group = "Program",
	  .args = "ELEMENT FG [BG [ATTRIBUTE…]]",
	  .help = "Colour an element of the screen",
	  .run = action_run_color },
	{ .name = "source",
	  .group = "Program",
	  .args = "FILE",
	  .help = "Run the commands in a file",
	  .run = action_run_source },
	{ .name = "redraw",
	  .group = "Program",
	  .help = "Draw the screen anew",
	  .keys = "<C-l>",
	  .flags = ACTION_POPUP,
	  .run = action_run_redraw },
	{ .name = "suspend",
	  .group = "Program",
	  .help = "Back to the shell; fg returns",
	  .keys = "<C-z>",
	  .flags = ACTION_POPUP,
	  .run = action_run_suspend },
	{ .name = "quit",
	  .group = "Program",
	  .help = "Close the view, or quit; asks when decisions are not written",
	  .keys = "q",
	  .hint = "quit",
	  .flags = ACTION_POPUP,
	  .run = action_run_quit },
	{ .name = "quit-all",
	  .group = "Program",
	  .help = "Quit from any view; asks when decisions are not written",
	  .keys = "Q",
	  .flags = ACTION_POPUP,
	  .run = action_run_quit_all },
};

const size_t action_count = AV_ARRAY_LEN(action_table);

const struct action *action_find(const char *name)
{
	size_t i;

	for (i = 0; i < action_count; i++)
		if (strcmp(action_table[i].name, name) == 0)
			return &action_table[i];
	return NULL;
}

const char *action_disabled(const struct action *a, const struct app *app)
{
	if (!(a->flags & ACTION_POPUP) && app->screen->in_pick(app->screen_ctx))
		return "choose with Enter, or close the list with Esc first";
	if (a->flags & ACTION_RULE) {
		enum keymap_scope scope = app->screen->scope(app->screen_ctx);
		bool tagged = (a->flags & ACTION_MANY) && app->on_tagged && app->tag_count;

		if (tagged)
			return a->enabled ? a->enabled(app) : NULL;
		/* Never for a rule that is not in sight. */
		if (scope == SCOPE_HELP || scope == SCOPE_MESSAGES)
			return "no rule is selected in this view";
		if (scope == SCOPE_MODULE)
			return "Enter goes to this line's rule; there it can be changed";
		if (app->selected == RULE_NONE)
			return "there is no rule here";
	}
	return a->enabled ? a->enabled(app) : NULL;
}

unsigned action_run(const struct action *a, struct app *app, const struct action_args *args)
{
	const char *why = action_disabled(a, app);

	if (why)
		return app_say(app, DIAG_INFO, "%s: %s", a->name, why);
	return a->run(app, args) | DIRTY_SCREEN;
}

void action_bind_defaults(struct keymap *m)
{
	struct lex_words keys = { 0 };
	size_t i, k;

	for (i = 0; i < action_count; i++) {
		const struct action *a = &action_table[i];

		if (!a->keys || lex_line(&keys, a->keys, NULL, 0, NULL) < 0)
			continue;
		for (k = 0; k < keys.count; k++)
			keymap_bind(m, SCOPE_GLOBAL, keys.words[k], a->name, NULL);
	}
	lex_release(&keys);
}
