/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The functions that the rows of the action table run, grouped by file. Only action_table.c and
 * those files include this. */
#ifndef AVCURATE_TUI_ACTION_RUN_H
#define AVCURATE_TUI_ACTION_RUN_H

#include "tui/action.h"

#define ACTION_RUN(name) unsigned action_run_##name(struct app *app, const struct action_args *args)
#define ACTION_WORDS(name) \
	void action_words_##name(struct app *app, const char *word, struct app_words *out)
#define ACTION_ENABLED(name) const char *action_enabled_##name(const struct app *app)

/* action_decide.c */
ACTION_RUN(accept);
ACTION_RUN(reject);
ACTION_RUN(dontaudit);
ACTION_RUN(reopen);
ACTION_RUN(comment);
ACTION_RUN(undo);
ACTION_RUN(redo);

/* action_narrow.c */
ACTION_RUN(narrow);
ACTION_ENABLED(narrow);

/* action_opened.c */
ACTION_RUN(opened);
ACTION_ENABLED(opened);

/* action_prune.c */
ACTION_RUN(prune);
ACTION_WORDS(prune);

/* action_fix.c */
ACTION_RUN(fix);
ACTION_ENABLED(fix);

/* action_debug_commands.c */
ACTION_RUN(collect);

/* action_export.c */
ACTION_RUN(export);
ACTION_RUN(strip);
ACTION_ENABLED(export);
ACTION_WORDS(export);

/* action_move.c */
ACTION_RUN(up);
ACTION_RUN(down);
ACTION_RUN(left);
ACTION_RUN(right);
ACTION_RUN(page_up);
ACTION_RUN(page_down);
ACTION_RUN(half_up);
ACTION_RUN(half_down);
ACTION_RUN(first);
ACTION_RUN(last);
ACTION_RUN(next_pane);
ACTION_RUN(previous_pane);
ACTION_RUN(zoom);
ACTION_RUN(open);
ACTION_RUN(back);
ACTION_RUN(view);
ACTION_WORDS(view);
ACTION_RUN(denials);
ACTION_RUN(events);
ACTION_RUN(module_view);
ACTION_RUN(messages);
ACTION_RUN(help);
ACTION_RUN(verify);
ACTION_ENABLED(verify);

/* action_list.c */
ACTION_RUN(search);
ACTION_RUN(next);
ACTION_RUN(previous);
ACTION_RUN(filter);
ACTION_WORDS(filter);
ACTION_RUN(tag);
ACTION_RUN(tag_filter);
ACTION_RUN(untag);
ACTION_ENABLED(untag);
ACTION_RUN(on_tagged);
ACTION_RUN(sort);
ACTION_WORDS(column);
ACTION_RUN(reverse);
ACTION_RUN(columns);

/* action_copy.c */
ACTION_RUN(copy);
ACTION_RUN(pipe);

/* action_write.c */
/* `exports`: files of export.h to write with the module. */
unsigned action_write(struct app *app, unsigned exports);

/* action_module_name.c */
ACTION_RUN(module);
ACTION_RUN(write);
/* Write the module like W, then run `then` (may be NULL) if a package was written. */
unsigned action_write_then(struct app *app, const struct action_args *args,
			   unsigned (*then)(struct app *app, const char *package));

/* action_live.c */
ACTION_RUN(follow);
ACTION_RUN(pause);
ACTION_ENABLED(pause);

/* action_leave.c */
ACTION_RUN(stop);
ACTION_RUN(quit);
ACTION_RUN(quit_all);
ACTION_RUN(redraw);
ACTION_RUN(suspend);

/* action_settings.c */
ACTION_RUN(command);
ACTION_RUN(theme);
ACTION_RUN(mouse);
ACTION_RUN(set);
ACTION_WORDS(set);
ACTION_RUN(bind);
ACTION_RUN(color);
ACTION_RUN(source);

/* installing.c */
ACTION_RUN(install);
ACTION_RUN(uninstall);
ACTION_RUN(install_now);
ACTION_ENABLED(install_now);

/* reviewing.c */
ACTION_RUN(review);
ACTION_ENABLED(review);
ACTION_RUN(approve);
ACTION_RUN(question);
ACTION_RUN(refuse);
ACTION_RUN(next_rule);
ACTION_RUN(previous_rule);

/* action_widen.c */
ACTION_RUN(widen);
ACTION_ENABLED(widen);

#endif
