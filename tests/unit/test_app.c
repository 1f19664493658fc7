// SPDX-License-Identifier: GPL-2.0-or-later
/* Keys, bindings, the command language, the list of rules and the actions, without any screen: what
 * they ask of it is recorded. */
#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tui/action.h"
#include "tui/action_table.h"
#include "tui/app.h"
#include "tui/command.h"
#include "base/fileio.h"
#include "denial/ledger.h"
#include "base/mem.h"

/* What the actions asked of the screen. */
struct fake {
	struct app app;
	struct session session;
	const struct app_prompt *prompt;
	char *question;
	unsigned (*yes)(struct app *app);
	struct buf colors;
	unsigned moves;
};

static unsigned fake_move(void *ctx, enum app_move how)
{
	struct fake *f = ctx;
	size_t at = rule_list_index(f->app.list.rules, f->app.list.selected);

	f->moves++;
	if (how == MOVE_DOWN && at + 1 < rule_list_count(f->app.list.rules))
		f->app.list.selected = rule_list_at(f->app.list.rules, at + 1);
	return DIRTY_SCREEN;
}

static void fake_prompt(void *ctx, const struct app_prompt *prompt, const char *initial)
{
	struct fake *f = ctx;

	(void)initial;
	f->prompt = prompt;
}

static void fake_confirm(void *ctx, const char *question, unsigned (*yes)(struct app *app))
{
	struct fake *f = ctx;

	free(f->question);
	f->question = mem_strdup(question);
	f->yes = yes;
}

static bool fake_back(void *ctx)
{
	(void)ctx;
	return false;
}

static unsigned fake_toggle(void *ctx)
{
	(void)ctx;
	return 0;
}

static void fake_mouse(void *ctx, bool on)
{
	(void)ctx;
	(void)on;
}

static int fake_color(void *ctx, size_t count, char *const *words, struct diag *d)
{
	struct fake *f = ctx;

	if (count < 2)
		return diag_set(d, "color: give an element and its colours");
	buf_addf(&f->colors, "%s=%s ", words[0], words[1]);
	return 0;
}

static void fake_go(void *ctx)
{
	(void)ctx;
}

static enum keymap_scope fake_scope(void *ctx)
{
	(void)ctx;
	return SCOPE_DENIALS;
}

static bool fake_in_pick(void *ctx)
{
	(void)ctx;
	return false;
}

static const struct app_screen fake_screen = {
	.move = fake_move,
	.prompt = fake_prompt,
	.confirm = fake_confirm,
	.back = fake_back,
	.toggle = fake_toggle,
	.mouse = fake_mouse,
	.color = fake_color,
	.go_to_rule = fake_go,
	.scope = fake_scope,
	.in_pick = fake_in_pick,
};

static int setup(void **state)
{
	struct fake *f = mem_zalloc(1, sizeof(*f));
	struct session_options so = { .since_ms = TIME_NONE, .until_ms = TIME_NONE };

	setenv("AVCURATE_TEST_CLOCK", "1795168800000", 1);
	if (session_init(&f->session, &so, NULL) < 0)
		return -1;
	app_init(&f->app, &f->session);
	f->app.screen = &fake_screen;
	f->app.actions = &action_table;
	f->app.screen_ctx = f;
	f->app.list.touched = true;
	action_bind_defaults(f->app.actions, f->app.keymap);
	*state = f;
	return 0;
}

static int teardown(void **state)
{
	struct fake *f = *state;

	app_release(&f->app);
	session_release(&f->session);
	buf_release(&f->colors);
	free(f->question);
	free(f);
	return 0;
}

static rule_id deny(struct fake *f, const char *source, const char *class, int times, bool suspect)
{
	char context[128];
	struct record r = { .kind = RECORD_ACCESS,
			    .permissive = -1,
			    .suspect = suspect,
			    .time_ms = 1795168800000,
			    .ioctl = IOCTL_NONE,
			    .perms = slice_of("read"),
			    .tcontext = slice_of("system_u:object_r:usr_t:s0"),
			    .tclass = slice_of(class) };
	const char *why;
	rule_id id = RULE_NONE;

	snprintf(context, sizeof(context), "system_u:system_r:%s:s0", source);
	r.scontext = slice_of(context);
	while (times-- > 0)
		id = ledger_add(f->session.denials, &r, NULL, &why);
	return id;
}

/* What the loop does until there is nothing left to do. */
static void settle(struct fake *f)
{
	while (app_work(&f->app, 1000) || rule_list_timeout_ms(f->app.list.rules) >= 0)
		app_commit(&f->app);
	app_commit(&f->app);
}

static const char *status(struct fake *f)
{
	return buf_str(&f->app.status.text);
}

static const char *last_message(struct fake *f)
{
	return f->session.messages.count
		       ? f->session.messages.items[f->session.messages.count - 1].text
		       : "";
}

static void test_keys_are_written_as_they_are_read(void **state)
{
	static const char *const keys[] = { "a",     "<Space>", "<Enter>",    "<Tab>", "<C-r>",
					    "<M-x>", "<F1>",    "<PageDown>", "<F12>", "gg",
					    "<Esc>", "<S-Tab>", "<M-Up>",     "é",     "<C-x>a" };
	static const char *const bad[] = { "<Nokey>", "", "<F25>", "abcde", "\xff" };
	key_code codes[KEY_SEQUENCE_MAX];
	size_t i;

	(void)state;
	for (i = 0; i < AV_ARRAY_LEN(keys); i++) {
		struct buf out = { 0 };
		int n = key_parse(keys[i], codes, KEY_SEQUENCE_MAX, NULL), k;

		assert_true(n > 0);
		for (k = 0; k < n; k++)
			key_write(codes[k], &out);
		assert_string_equal(buf_str(&out), keys[i]);
		buf_release(&out);
	}
	for (i = 0; i < AV_ARRAY_LEN(bad); i++) {
		struct diag d = { 0 };

		assert_int_equal(key_parse(bad[i], codes, KEY_SEQUENCE_MAX, &d), -1);
		assert_true(d.text.len > 0);
		diag_release(&d);
	}
	/* < alone is itself, and can be written where <…> would be read. */
	assert_int_equal(key_parse("<", codes, KEY_SEQUENCE_MAX, NULL), 1);
	assert_int_equal(codes[0], '<');
	assert_int_equal(key_parse("<Lt>", codes, KEY_SEQUENCE_MAX, NULL), 1);
	assert_int_equal(codes[0], '<');
}

static void test_the_view_s_own_keys_come_first(void **state)
{
	struct keymap *m = keymap_new();
	const char *line = NULL;
	struct buf keys = { 0 };

	(void)state;
	assert_int_equal(keymap_bind(m, SCOPE_GLOBAL, "x", "quit", NULL), 0);
	assert_int_equal(keymap_bind(m, SCOPE_WHY, "x", "zoom", NULL), 0);
	assert_int_equal(keymap_bind(m, SCOPE_GLOBAL, "y", "zoom", NULL), 0);
	assert_int_equal(keymap_feed(m, SCOPE_WHY, 'x', &line), KEYMAP_RUN);
	assert_string_equal(line, "zoom");
	assert_int_equal(keymap_feed(m, SCOPE_EVENTS, 'x', &line), KEYMAP_RUN);
	assert_string_equal(line, "quit");
	/* A key that does something else here is not named for it. */
	assert_int_equal(keymap_keys_of(m, SCOPE_WHY, "quit", 9, &keys), 0);
	assert_int_equal(keymap_keys_of(m, SCOPE_WHY, "zoom", 9, &keys), 2);
	assert_string_equal(buf_str(&keys), "x y");
	assert_int_equal(keymap_bind(m, SCOPE_GLOBAL, "x", "", NULL), 0);
	assert_int_equal(keymap_feed(m, SCOPE_EVENTS, 'x', &line), KEYMAP_NONE);
	buf_release(&keys);
	keymap_free(m);
}

static void test_sequences_wait_and_fall_back(void **state)
{
	struct keymap *m = keymap_new();
	const char *line = NULL;

	(void)state;
	keymap_bind(m, SCOPE_GLOBAL, "g", "first", NULL);
	keymap_bind(m, SCOPE_GLOBAL, "ge", "last", NULL);
	assert_int_equal(keymap_feed(m, SCOPE_WHY, 'g', &line), KEYMAP_PENDING);
	assert_true(keymap_pending(m));
	assert_int_equal(keymap_feed(m, SCOPE_WHY, 'e', &line), KEYMAP_RUN);
	assert_string_equal(line, "last");
	assert_int_equal(keymap_feed(m, SCOPE_WHY, 'g', &line), KEYMAP_PENDING);
	assert_int_equal(keymap_timeout(m, SCOPE_WHY, &line), KEYMAP_RUN);
	assert_string_equal(line, "first");
	assert_int_equal(keymap_feed(m, SCOPE_WHY, 'g', &line), KEYMAP_PENDING);
	assert_int_equal(keymap_feed(m, SCOPE_WHY, KEYCODE_ESC, &line), KEYMAP_NONE);
	assert_false(keymap_pending(m));
	keymap_free(m);
}

static void test_actions_have_names_and_keys_of_their_own(void **state)
{
	struct fake *f = *state;
	enum keymap_scope scope, other_scope;
	const char *line, *other;
	size_t i, k;

	for (i = 0; i < action_table.count; i++) {
		const struct action *a = &action_table.rows[i];

		assert_non_null(a->help);
		assert_non_null(a->group);
		assert_non_null(a->run);
		assert_ptr_equal(action_find(&action_table, a->name), a);
	}
	for (i = 0;; i++) {
		struct buf keys = { 0 };
		bool more = keymap_at(f->app.keymap, i, &scope, &keys, &line);

		for (k = 0; more && k < i; k++) {
			struct buf others = { 0 };

			keymap_at(f->app.keymap, k, &other_scope, &others, &other);
			if (other_scope == scope)
				assert_string_not_equal(buf_str(&keys), buf_str(&others));
			buf_release(&others);
		}
		buf_release(&keys);
		if (!more)
			break;
	}
	/* As INTERFACES has them: a few that hands know. */
	for (i = 0; i < 5; i++) {
		static const char *const known[][2] = { { "a", "accept" },
							{ "W", "write" },
							{ "u", "undo" },
							{ "<C-r>", "redo" },
							{ "|", "pipe" } };
		key_code code;

		assert_int_equal(key_parse(known[i][0], &code, 1, NULL), 1);
		assert_int_equal(keymap_feed(f->app.keymap, SCOPE_DENIALS, code, &line),
				 KEYMAP_RUN);
		assert_string_equal(line, known[i][1]);
	}
}

static void test_a_bad_line_is_one_warning_with_its_place(void **state)
{
	struct fake *f = *state;
	int bad = command_text(&f->app, "rc",
			       "# comment\n"
			       "set advance yes\n"
			       "acept\n"
			       "bind <C-x> accept\n"
			       "bind denials zz accept\n"
			       "bind <Nokey> accept\n"
			       "  set advnce no\n"
			       "color title #ffffff default\n"
			       "sort \"unclosed\n"
			       "up 3\n");

	assert_int_equal(bad, 5);
	assert_int_equal(f->session.messages.count, 5);
	assert_string_equal(f->session.messages.items[0].text,
			    "rc:3:1: unknown command acept; did you mean accept?");
	assert_non_null(strstr(f->session.messages.items[1].text, "rc:6: <Nokey> is not a key"));
	assert_non_null(strstr(f->session.messages.items[2].text, "did you mean advance?"));
	assert_non_null(strstr(f->session.messages.items[3].text, "rc:9:6: "));
	assert_non_null(strstr(f->session.messages.items[4].text, "rc:10:4: up takes no argument"));
	assert_true(f->app.settings.advance);
	assert_string_equal(buf_str(&f->colors), "title=#ffffff ");
}

static void test_typed_commands_may_be_short(void **state)
{
	struct fake *f = *state;

	command_run(&f->app, "q", true);
	assert_true(f->app.quit);
	command_run(&f->app, "se", true);
	assert_non_null(strstr(status(f), "unknown command se"));
	/* In a file a later action could change what is meant. */
	assert_int_equal(command_text(&f->app, "rc", "q\n"), 1);
}

static void test_files_that_name_each_other_end(void **state)
{
	struct fake *f = *state;
	char *dir = fileio_temp_dir(NULL), *path = fileio_join(dir, "loop");
	struct buf text = { 0 };

	buf_addf(&text, "source %s\n", path);
	assert_int_equal(fileio_write(path, text.data, text.len, NULL), 0);
	assert_true(command_file(&f->app, path, NULL) >= 0);
	assert_non_null(strstr(last_message(f), "circle"));
	buf_release(&text);
	free(path);
	fileio_remove_dir(dir);
	free(dir);
}

static void test_decisions_and_the_way_back(void **state)
{
	struct fake *f = *state;
	rule_id id = deny(f, "httpd_t", "file", 2, false);
	const struct decisions *ds = f->session.decisions;

	settle(f);
	assert_int_equal(f->app.list.selected, id);
	command_run(&f->app, "accept", false);
	assert_int_equal(decisions_get(ds, id)->state, DECISION_ACCEPTED);
	assert_string_equal(status(f), "accepted httpd_t usr_t:file");
	command_run(&f->app, "accept", false);
	assert_string_equal(status(f), "httpd_t usr_t:file: already accepted");
	command_run(&f->app, "undo", false);
	assert_int_equal(decisions_get(ds, id)->state, DECISION_OPEN);
	command_run(&f->app, "redo", false);
	assert_int_equal(decisions_get(ds, id)->state, DECISION_ACCEPTED);
	command_run(&f->app, "comment it needs this", true);
	assert_string_equal(decisions_get(ds, id)->note, "it needs this");
	/* Leaving now would lose it: asked, and `yes` is not run by itself. */
	command_run(&f->app, "quit", false);
	assert_non_null(f->question);
	assert_false(f->app.quit);
	f->yes(&f->app);
	assert_true(f->app.quit);
}

static void test_suspect_rules_are_asked_about(void **state)
{
	struct fake *f = *state;
	rule_id id = deny(f, "httpd_t", "file", 1, true);

	settle(f);
	command_run(&f->app, "accept", false);
	assert_non_null(f->question);
	assert_int_equal(decisions_get(f->session.decisions, id)->state, DECISION_OPEN);
	f->yes(&f->app);
	assert_int_equal(decisions_get(f->session.decisions, id)->state, DECISION_ACCEPTED);
}

static void test_tagged_rules_are_decided_together(void **state)
{
	struct fake *f = *state;
	rule_id a = deny(f, "httpd_t", "file", 1, false), b = deny(f, "httpd_t", "dir", 1, false);
	rule_id c = deny(f, "sshd_t", "dir", 1, false);

	settle(f);
	command_run(&f->app, "tag-filter class=dir", true);
	assert_int_equal(f->app.tags.count, 2);
	command_run(&f->app, "on-tagged", false);
	command_run(&f->app, "reject", false);
	assert_int_equal(decisions_get(f->session.decisions, a)->state, DECISION_OPEN);
	assert_int_equal(decisions_get(f->session.decisions, b)->state, DECISION_REJECTED);
	assert_int_equal(decisions_get(f->session.decisions, c)->state, DECISION_REJECTED);
	/* `;` is for one action only, and one undo takes it all back. */
	f->app.list.selected = a;
	command_run(&f->app, "accept", false);
	assert_int_equal(decisions_get(f->session.decisions, b)->state, DECISION_REJECTED);
	command_run(&f->app, "undo", false);
	command_run(&f->app, "undo", false);
	assert_int_equal(decisions_get(f->session.decisions, b)->state, DECISION_OPEN);
	assert_int_equal(decisions_get(f->session.decisions, c)->state, DECISION_OPEN);
	command_run(&f->app, "untag", false);
	command_run(&f->app, "on-tagged", false);
	assert_non_null(strstr(status(f), "no rule is tagged"));
}

static void test_the_selection_is_kept_by_identity(void **state)
{
	struct fake *f = *state;
	rule_id one = deny(f, "a_t", "file", 5, false), two = deny(f, "b_t", "file", 3, false);
	rule_id three = deny(f, "c_t", "dir", 1, false);

	command_run(&f->app, "sort hits reverse", true);
	settle(f);
	assert_int_equal(rule_list_at(f->app.list.rules, 0), one);
	f->app.list.selected = two;
	deny(f, "c_t", "dir", 9, false);
	settle(f);
	assert_int_equal(rule_list_at(f->app.list.rules, 0), three);
	assert_int_equal(f->app.list.selected, two);
	command_run(&f->app, "reverse", false);
	settle(f);
	assert_int_equal(rule_list_index(f->app.list.rules, two), 0);
	assert_int_equal(f->app.list.selected, two);
	/* Hidden by a filter, its neighbour takes over. */
	command_run(&f->app, "filter !b_t", true);
	settle(f);
	assert_int_equal(rule_list_count(f->app.list.rules), 2);
	assert_int_equal(f->app.list.selected, one);
}

static void test_a_filter_that_is_being_typed(void **state)
{
	struct fake *f = *state;
	unsigned column = 0;
	rule_id two;

	deny(f, "a_t", "file", 1, false);
	two = deny(f, "b_t", "dir", 1, false);
	settle(f);
	f->app.list.selected = two;
	command_run(&f->app, "filter", false);
	assert_non_null(f->prompt);
	f->prompt->change(&f->app, "class=file", &column);
	settle(f);
	assert_int_equal(rule_list_count(f->app.list.rules), 1);
	/* Unfinished: the error has a place, the last good result stays. */
	f->prompt->change(&f->app, "class=file (", &column);
	settle(f);
	assert_true(column > 10);
	assert_int_equal(rule_list_count(f->app.list.rules), 1);
	/* Esc: all as before, the selection too. */
	f->prompt->cancel(&f->app);
	settle(f);
	assert_int_equal(rule_list_count(f->app.list.rules), 2);
	assert_int_equal(f->app.list.selected, two);
	assert_null(f->app.list.filter);
}

static void test_columns_and_sorting_by_name(void **state)
{
	struct fake *f = *state;

	command_run(&f->app, "columns source nosuch", true);
	assert_non_null(strstr(status(f), "unknown column nosuch"));
	command_run(&f->app, "columns source hits", true);
	assert_int_equal(f->app.list.column_count, 2);
	assert_string_equal(f->app.list.columns[1]->name, "hits");
	command_run(&f->app, "sort nosuch", true);
	assert_non_null(strstr(status(f), "unknown column nosuch"));
}

static void test_completion(void **state)
{
	struct fake *f = *state;
	struct app_words words = { 0 };

	command_prompt.complete(&f->app, "sort so", 7, &words);
	assert_int_equal(words.count, 1);
	assert_string_equal(words.words[0], "source");
	assert_int_equal(words.from, 5);
	app_words_release(&words);
	command_prompt.complete(&f->app, "und", 3, &words);
	assert_int_equal(words.count, 1);
	assert_string_equal(words.words[0], "undo");
	app_words_release(&words);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_keys_are_written_as_they_are_read),
		cmocka_unit_test(test_the_view_s_own_keys_come_first),
		cmocka_unit_test(test_sequences_wait_and_fall_back),
		cmocka_unit_test_setup_teardown(test_actions_have_names_and_keys_of_their_own,
						setup, teardown),
		cmocka_unit_test_setup_teardown(test_a_bad_line_is_one_warning_with_its_place,
						setup, teardown),
		cmocka_unit_test_setup_teardown(test_typed_commands_may_be_short, setup, teardown),
		cmocka_unit_test_setup_teardown(test_files_that_name_each_other_end, setup,
						teardown),
		cmocka_unit_test_setup_teardown(test_decisions_and_the_way_back, setup, teardown),
		cmocka_unit_test_setup_teardown(test_suspect_rules_are_asked_about, setup,
						teardown),
		cmocka_unit_test_setup_teardown(test_tagged_rules_are_decided_together, setup,
						teardown),
		cmocka_unit_test_setup_teardown(test_the_selection_is_kept_by_identity, setup,
						teardown),
		cmocka_unit_test_setup_teardown(test_a_filter_that_is_being_typed, setup, teardown),
		cmocka_unit_test_setup_teardown(test_columns_and_sorting_by_name, setup, teardown),
		cmocka_unit_test_setup_teardown(test_completion, setup, teardown),
	};

	return cmocka_run_group_tests_name("app", tests, NULL, NULL);
}
