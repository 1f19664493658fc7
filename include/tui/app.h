/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The state that the actions change and the screen draws: what is selected, tagged and shown, and
 * how. It knows the screen only as a table of functions, so that tests run actions without a
 * screen. */
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

/* What a change made stale. Only the loop draws. */
enum {
	DIRTY_ROWS = 1 << 0,   /* decisions, filter or order: which rows, and their cells */
	DIRTY_SCREEN = 1 << 1, /* anything else on the screen */
	DIRTY_ALL = 1 << 2,    /* the terminal's contents are unknown: draw everything */
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

/* A prompt for one line. The functions run while the program goes on; all but `done` may be NULL.
 * `change` sets the 1-based column of an error in the text, or 0. */
struct app_prompt {
	const char *label;   /* "filter" */
	const char *history; /* name of the list of former answers, or NULL */
	unsigned (*change)(struct app *app, const char *text, unsigned *error_column);
	unsigned (*done)(struct app *app, const char *text);
	unsigned (*cancel)(struct app *app);
	void (*complete)(struct app *app, const char *text, size_t cursor, struct app_words *out);
};

/* A list to choose from, drawn on top of the panes. */
struct app_pick {
	const char *title;
	const char *hint;                       /* what the keys do here */
	const char *(*titles)(struct app *app); /* of the columns; may be NULL */
	size_t (*count)(struct app *app);
	/* Append cleaned text to `out`; `*marked` draws a mark before it. */
	void (*row)(struct app *app, size_t i, struct buf *out, bool *marked);
	/* Enter; the list closes unless `stays`. */
	unsigned (*choose)(struct app *app, size_t i);
	unsigned (*toggle)(struct app *app,
			   size_t i); /* Space: keeps the list open; NULL: like Enter */
	/* Lines about the row under the cursor, drawn below the list; may be NULL. */
	void (*about)(struct app *app, size_t i, struct buf *out);
	/* Esc: return true after going back to another list. False, or NULL: the list closes. */
	bool (*back)(struct app *app);
	bool about_stays; /* those lines are the same for every row */
	bool stays;
	bool wide; /* long rows: use the whole width of the screen */
};

/* What the app can ask the screen to do. */
struct app_screen {
	unsigned (*move)(void *ctx, enum app_move how);
	void (*prompt)(void *ctx, const struct app_prompt *prompt, const char *initial);
	/* Ask: `y` runs `yes`, any other key changes nothing. */
	void (*confirm)(void *ctx, const char *question, unsigned (*yes)(struct app *app));
	void (*pick)(void *ctx, const struct app_pick *pick, size_t start);
	int (*show)(void *ctx, const char *view, struct diag *d);
	bool (*back)(void *ctx); /* returns false if there is nothing to go back to */
	unsigned (*open)(void *ctx);
	unsigned (*toggle)(void *ctx); /* Space; returns 0 if the view does not use it */
	void (*pane)(void *ctx, int by);
	void (*zoom)(void *ctx);
	/* Search `text` from where the search began (`live`) or from the cursor. NULL ends the search
	 * and goes back to where it began. */
	void (*search)(void *ctx, const char *text, bool live);
	unsigned (*search_next)(void *ctx, bool backwards);
	bool (*search_shown)(void *ctx); /* whether matches are marked */
	void (*go_to_rule)(void *ctx);   /* bring the selected rule into view */
	bool (*row_text)(void *ctx,
			 struct buf *out); /* row under the cursor; false: it is a rule */
	int (*copy)(void *ctx, const char *bytes, size_t n, struct diag *d);
	void (*suspend)(void *ctx);
	void (*mouse)(void *ctx, bool on);
	int (*color)(void *ctx, size_t count, char *const *words, struct diag *d);
	int (*theme)(void *ctx, const char *name, struct diag *d); /* NULL: the next one */
	const char *(*theme_name)(void *ctx);
	void (*views)(void *ctx, struct app_words *out, const char *prefix);
	enum keymap_scope (*scope)(void *ctx);
	bool (*in_pick)(void *ctx);
	size_t (*pick_row)(void *ctx); /* row under the cursor of the list to choose from */
	bool (*busy)(void *ctx);       /* a prompt, question, list or other view covers the panes */
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

/* The list of rules: which ones it shows, how, and where the cursor is. */
struct app_list {
	struct rule_list *rules;
	rule_id selected;      /* or RULE_NONE */
	rule_id before_filter; /* selected when the filter prompt opened */
	rule_id go_back_to;    /* select it again once the list shows it; or RULE_NONE */
	bool touched;          /* a key was pressed: the selection is the operator's */
	const struct column *columns[APP_COLUMNS_MAX];
	size_t column_count;
	const struct column *sort; /* NULL: in order of appearance */
	bool reverse;
	char *filter;        /* in force, or NULL */
	char *filter_before; /* while the prompt is open: the filter that Esc restores */
};

struct app_tags {
	unsigned char *by_rule;
	size_t cap, count;
	bool next_action; /* the next action is for the tagged rules */
};

/* The rules that an open prompt, confirmation or list is about. */
struct app_targets {
	rule_id *ids;
	size_t count, cap;
};

/* What the open list to choose from is about. */
struct app_pick_state {
	void *data;
	void (*free)(void *data);
};

/* Decisions are saved as they are made (app_autosave.c). */
struct app_autosave {
	struct autosave *file; /* NULL: not saved */
	uint64_t asked;        /* 1 + serial of the decisions when the operator was last asked */
	bool off;              /* for good: another avcurate has the module open, or no file */
};

/* The writing that an open prompt or question is about. */
struct app_writing {
	unsigned exports; /* files of exporters.h to write with it */
	/* Runs after the writing, or NULL. */
	unsigned (*then)(struct app *app, const char *package);
};

struct app_reading {
	enum reader_state state;
	bool stopped, paused, follow;
};

/* The last message, until the next key. */
struct app_status {
	struct buf text;
	enum diag_level level;
};

struct app {
	struct session *session;
	const struct options *options; /* of the command line, for names and writing */
	const struct app_screen *screen;
	void *screen_ctx;
	const struct action_set *actions; /* all that can run, by name or by key */
	struct keymap *keymap;
	struct app_settings settings;

	struct app_list list;
	struct app_tags tags;
	struct app_targets targets;
	struct app_pick_state pick;
	struct app_autosave autosave;
	struct app_writing writing;
	struct app_reading reading;
	struct app_status status;
	struct installing *installing; /* installing.h; NULL before the first installation */
	struct reviewing *reviewing;   /* reviewing.h; NULL before the first review */

	char *help_filter;     /* the help shows matches only; NULL: all */
	struct buf pipe_text;  /* text to feed to the program that the open prompt asks for */
	unsigned source_depth; /* nested files of commands being run */
	bool quit;
};

void app_init(struct app *app, struct session *session);
void app_release(struct app *app);

/* Set the message of the status line. Warnings and errors also go to the messages. */
unsigned app_say(struct app *app, enum diag_level level, const char *fmt, ...) AV_PRINTF(3, 4);

/* Fill `targets` with the rules that an action is for: after `;` all tagged ones, also those that a
 * filter hides, else the selected one. Returns how many. */
size_t app_take_targets(struct app *app, bool many);
/* Append the name of a rule, cleaned: "useradd_t usr_t:file". */
void app_rule_name(const struct app *app, rule_id id, struct buf *out);
/* Append the name of the only target, or how many there are. */
void app_targets_name(const struct app *app, struct buf *out);

bool app_tagged(const struct app *app, rule_id id);
void app_tag(struct app *app, rule_id id, bool on);

/* Apply a filter. Returns 0, or -1 with `d` and the column of the error; the old filter then stays. */
int app_set_filter(struct app *app, const char *text, struct diag *d, unsigned *column);
void app_set_sort(struct app *app, const struct column *column, bool reverse);
/* Apply --filter and --sort. Returns 0, or -1 with `d`. */
int app_take_options(struct app *app, const struct options *o, struct diag *d);
/* Update the list for at most `budget_us`, in each round of the loop. Returns true if more work is
 * left. */
bool app_work(struct app *app, int64_t budget_us);
bool app_is_live(const struct app *app);
/* True while input is still being read or awaited, as from a pipe. A followed file does not count. */
bool app_is_loading(const struct app *app);
/* Make the new rows current, right before drawing. */
bool app_commit(struct app *app);

/* Save decisions as they are made, in each round of the loop: open the module's file, and again
 * when the module is renamed; ask about decisions that an earlier run left; record changes. */
unsigned app_autosave_step(struct app *app);
/* Ask once about a NAME.te that avcurate did not write (app_adopt.c). Returns dirty bits. */
unsigned app_adopt_step(struct app *app);
/* `quit`: the operator quit, so that the next run recovers nothing. */
void app_autosave_close(struct app *app, bool quit);

#endif
