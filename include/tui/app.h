/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The state that the actions change and the screen draws: what is selected, tagged, shown, and how.
 * It knows the screen only as a table of functions, so that actions run in tests without one. */
#ifndef AVCURATE_TUI_APP_H
#define AVCURATE_TUI_APP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/attr.h"
#include "base/buf.h"
#include "filter/column.h"
#include "base/diag.h"
#include "tui/keymap.h"
#include "input/reader.h"
#include "denial/rule.h"
#include "session/session.h"
#include "session/rule_list.h"

struct action_set;
struct app;
struct autosave;
struct installing;
struct reviewing;

/* What a change made stale; only the loop draws. */
enum {
	DIRTY_ROWS = 1 << 0,   /* decisions, filter or order: which rows, and their cells */
	DIRTY_SCREEN = 1 << 1, /* anything else that is on the screen */
	DIRTY_ALL = 1 << 2,    /* the terminal's contents are not known: draw from nothing */
};

enum app_move {
	MOVE_UP,
	MOVE_DOWN,
	MOVE_LEFT,
	MOVE_RIGHT,
	MOVE_PAGE_UP,
	MOVE_PAGE_DOWN,
	MOVE_HALF_UP,
	MOVE_HALF_DOWN,
	MOVE_FIRST,
	MOVE_LAST,
	MOVES
};

/* Candidates of a completion. */
struct app_words {
	char **words;
	size_t count, cap;
	size_t from; /* offset in the text where the completed word begins */
};
void app_words_add(struct app_words *w, const char *prefix, const char *word);
void app_words_release(struct app_words *w);

/* A line that is asked for. The functions run while the program goes on; all but `done` may be
 * NULL. `change` gives the 1-based column of an error in the text, 0 for none. */
struct app_prompt {
	const char *label;   /* "filter" */
	const char *history; /* name of the list of former answers; NULL for none */
	unsigned (*change)(struct app *app, const char *text, unsigned *error_column);
	unsigned (*done)(struct app *app, const char *text);
	unsigned (*cancel)(struct app *app);
	void (*complete)(struct app *app, const char *text, size_t cursor, struct app_words *out);
};

/* A list to choose from, drawn over the others. */
struct app_pick {
	const char *title;
	const char *hint;                       /* what the keys do here */
	const char *(*titles)(struct app *app); /* of the columns; may be NULL */
	size_t (*count)(struct app *app);
	/* `*marked` draws a mark in front; `out` is cleaned text. */
	void (*row)(struct app *app, size_t i, struct buf *out, bool *marked);
	/* Enter; the list closes unless `stays`. */
	unsigned (*choose)(struct app *app, size_t i);
	unsigned (*toggle)(struct app *app,
			   size_t i); /* Space, which closes nothing; NULL as Enter */
	/* Lines about the row under the cursor, drawn below the list; may be NULL. */
	void (*about)(struct app *app, size_t i, struct buf *out);
	/* Esc: true when it went back to another list; NULL, false: it closes. */
	bool (*back)(struct app *app);
	bool about_stays; /* they are the same for every row */
	bool stays;
	bool wide; /* rows of more than a few words: as much of the screen as there is */
};

/* What the screen can be asked to do. */
struct app_screen {
	unsigned (*move)(void *ctx, enum app_move how);
	void (*prompt)(void *ctx, const struct app_prompt *prompt, const char *initial);
	/* Ask; `y` runs `yes`, any other key leaves things as they are. */
	void (*confirm)(void *ctx, const char *question, unsigned (*yes)(struct app *app));
	void (*pick)(void *ctx, const struct app_pick *pick, size_t start);
	int (*show)(void *ctx, const char *view, struct diag *d);
	bool (*back)(void *ctx); /* false: nothing to go back to */
	unsigned (*open)(void *ctx);
	unsigned (*toggle)(void *ctx); /* Space; 0 where the view has no use for it */
	void (*pane)(void *ctx, int by);
	void (*zoom)(void *ctx);
	/* Look for `text` from where the search began (`live`) or from the cursor on. NULL ends the
	 * search and goes back to where it began. */
	void (*search)(void *ctx, const char *text, bool live);
	unsigned (*search_next)(void *ctx, bool backwards);
	bool (*search_shown)(void *ctx);              /* whether matches are marked */
	void (*go_to_rule)(void *ctx);                /* bring the selected rule into view */
	bool (*row_text)(void *ctx, struct buf *out); /* the row under the cursor; false: a rule */
	int (*copy)(void *ctx, const char *bytes, size_t n, struct diag *d);
	void (*suspend)(void *ctx);
	void (*mouse)(void *ctx, bool on);
	int (*color)(void *ctx, size_t count, char *const *words, struct diag *d);
	int (*theme)(void *ctx, const char *name, struct diag *d); /* NULL: the next one */
	const char *(*theme_name)(void *ctx);
	void (*views)(void *ctx, struct app_words *out, const char *prefix);
	enum keymap_scope (*scope)(void *ctx);
	bool (*in_pick)(void *ctx);
	size_t (*pick_row)(void *ctx); /* under the cursor of the list to choose from */
	bool (*busy)(void *ctx); /* a prompt, question, list or other view is over the panes */
};

struct app_settings {
	bool advance; /* to the next rule after a decision */
	bool hints;
	bool marks; /* lines between the events */
	bool mouse;
	char *source; /* as --source; NULL: auto */
};

#define APP_COLUMNS_MAX 32

struct options;

struct app {
	struct session *session;
	const struct options *options; /* of the command line, for names and writing */
	const struct app_screen *screen;
	void *screen_ctx;
	const struct action_set *actions; /* that can be run, by name or by key */
	struct keymap *keymap;
	struct app_settings settings;

	/* The list of rules. */
	struct rule_list *shown;
	rule_id selected;      /* RULE_NONE while there is none */
	rule_id before_filter; /* that the filter prompt found selected */
	rule_id go_back_to;    /* to be selected again once it is shown; RULE_NONE */
	bool touched;          /* a key was pressed: the selection is the operator's */
	const struct column *columns[APP_COLUMNS_MAX];
	size_t column_count;
	const struct column *sort; /* NULL: in order of appearance */
	bool reverse;
	char *filter;        /* in force; NULL for none */
	char *filter_before; /* while the prompt is open: what Esc goes back to */
	char *help_filter;   /* words that the help shows; NULL for all */
	unsigned char *tags; /* by rule id */
	size_t tag_cap, tag_count;
	bool on_tagged; /* the next action is for the tagged rules */

	/* What an open prompt, confirmation or list is about. */
	rule_id *targets;
	size_t target_count, target_cap;
	void *pick_data; /* of the open list; freed by pick_free */
	void (*pick_free)(void *data);

	struct autosave *journal; /* app_journal.c; NULL: nothing is saved as it is made */
	uint64_t
		journal_asked; /* serial of the decisions when what was left was asked about, + 1 */
	bool journal_off;      /* for good: another avcurate is at the module, or no file */

	/* What the writing is for; NULL: itself. */
	unsigned (*after_write)(struct app *app, const char *package);
	struct installing *installing; /* installing.h; NULL: nothing was installed */
	struct reviewing *reviewing;   /* reviewing.h; NULL: there was no review yet */

	unsigned exports; /* of the writing that an open question is about */

	struct buf pipe_text; /* what the open prompt is to feed to a program */

	/* Reading. */
	enum reader_state reading;
	bool stopped, paused, follow;

	struct buf status; /* the last message until the next key */
	enum diag_level status_level;
	unsigned source_depth; /* files of commands that are being run */
	bool quit;
};

void app_init(struct app *app, struct session *session);
void app_release(struct app *app);

/* The message of the status line; warnings and errors go to the messages as well. */
unsigned app_say(struct app *app, enum diag_level level, const char *fmt, ...) AV_PRINTF(3, 4);

/* The rules that an action is for: the tagged ones after `;` (all of them, also those a filter
 * hides), else the selected one. Filled into `targets`; returns how many. */
size_t app_take_targets(struct app *app, bool many);
/* "useradd_t usr_t:file", cleaned. */
void app_rule_name(const struct app *app, rule_id id, struct buf *out);
/* Name one rule, or say how many. */
void app_targets_name(const struct app *app, struct buf *out);

bool app_tagged(const struct app *app, rule_id id);
void app_tag(struct app *app, rule_id id, bool on);

/* Put a filter in force; 0, or -1 with `d` and the column, the old one untouched. */
int app_set_filter(struct app *app, const char *text, struct diag *d, unsigned *column);
void app_set_sort(struct app *app, const struct column *column, bool reverse);
/* --filter and --sort. 0 or -1 with `d`. */
int app_take_options(struct app *app, const struct options *o, struct diag *d);
/* What runs at each round of the loop: bring `shown` up to date for at most `budget_us`. Returns
 * whether more is to be done at once. */
bool app_work(struct app *app, int64_t budget_us);
bool app_is_live(const struct app *app);
/* There is more to come, or to wait for as from a pipe, and that is not a file that is followed. */
bool app_is_loading(const struct app *app);
/* Right before drawing: let the new rows be the rows. */
bool app_commit(struct app *app);

/* Open the journal of the module, again after it was named anew, and ask about what an earlier run
 * left; record what changed. To be called at each round of the loop. */
unsigned app_journal_step(struct app *app);
/* Ask, once, about the session's `foreign_te` (app_take.c). Returns dirty bits. */
unsigned app_take_step(struct app *app);
/* `quit`: by the operator, so that nothing is to be recovered. */
void app_journal_close(struct app *app, bool quit);

#endif
