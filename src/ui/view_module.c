// SPDX-License-Identifier: GPL-2.0-or-later
/* Show NAME.te exactly as W would write it; Enter on a line goes to its rule. Does not write it. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "session/preview.h"
#include "base/text.h"
#include "ui_internal.h"
#include "view_table_internal.h"

struct module_text {
	struct preview preview;
	size_t *lines; /* offsets in its text */
	size_t count, cap;
};

static struct module_text *data(struct view *v)
{
	if (!v->data)
		v->data = mem_zalloc(1, sizeof(struct module_text));
	return v->data;
}

static void split(struct module_text *m)
{
	const struct buf *text = &m->preview.text;
	size_t i;

	m->count = 0;
	for (i = 0; i < text->len; i++) {
		if (i == 0 || text->data[i - 1] == '\n') {
			m->lines = mem_grow(m->lines, &m->cap, m->count + 1, sizeof(*m->lines));
			m->lines[m->count++] = i;
		}
	}
}

static void refresh(struct view *v, size_t width)
{
	struct module_text *m = data(v);

	(void)width;
	if (preview_update(&m->preview, v->app->session))
		split(m);
	v->again_us = m->preview.again_us;
}

static size_t count(struct view *v)
{
	return data(v)->count;
}

static void row(struct view *v, size_t i, struct line *out)
{
	const struct module_text *m = data(v);
	const char *p = m->preview.text.data + m->lines[i], *text;
	size_t n = strcspn(p, "\n"), word;
	struct buf line = { 0 };
	char *clean;

	line_add(out, EL_TEXT, i == v->list.cursor ? ">" : " ");
	/* Policy text has no escapes: backslashes in it belong to JSON, so keep them. */
	for (; n > 0; n--, p++) {
		if ((unsigned char)*p < ' ' || *p == 0x7f)
			buf_adds(&line, *p == '\t' ? "    " : "?");
		else
			buf_addc(&line, *p);
	}
	clean = buf_take(&line);
	text = clean;
	if (strncmp(text, "#@", 2) == 0)
		line_add(out, EL_DIM, text);
	else if (text[strspn(text, " ")] == '#')
		line_add(out, EL_COMMENT, text);
	else {
		word = strspn(text, " ");
		word += strcspn(text + word, " ");
		line_addf(out, EL_KEYWORD, "%.*s", (int)word, text);
		line_add(out, EL_TEXT, text + word);
	}
	free(clean);
}

static unsigned enter(struct view *v, size_t i)
{
	struct module_text *m = data(v);
	rule_id id = te_written_rule(&m->preview.written, (unsigned)i + 1);

	if (id == RULE_NONE)
		return app_say(v->app, DIAG_INFO, "no rule on this line");
	if (rule_list_index(v->app->list.rules, id) == SIZE_MAX)
		return app_say(v->app, DIAG_INFO, "the filter hides this line's rule");
	v->app->list.selected = id;
	v->app->screen->show(v->app->screen_ctx, "denials", NULL);
	v->app->screen->go_to_rule(v->app->screen_ctx);
	return DIRTY_SCREEN;
}

static bool text(struct view *v, size_t i, struct buf *out)
{
	const struct module_text *m = data(v);
	const char *p = m->preview.text.data + m->lines[i];

	buf_add(out, p, strcspn(p, "\n"));
	buf_addc(out, '\n');
	return true;
}

static void note(struct view *v, struct buf *out)
{
	const struct session *s = v->app->session;
	size_t statements = data(v)->preview.written.statements;

	if (s->module.name)
		buf_addf(out, "%s.te", s->module.name);
	else
		buf_adds(out, "no name yet (m)");
	buf_addf(out, "  %zu statement%s  %zu/%zu", statements, statements == 1 ? "" : "s",
		 v->list.count ? v->list.cursor + 1 : 0, v->list.count);
}

static void close_view(struct view *v)
{
	struct module_text *m = v->data;

	if (m) {
		preview_release(&m->preview);
		free(m->lines);
	}
	free(m);
}

const struct view_ops view_module_ops = {
	.name = "module",
	.title = "Module",
	.help = "the module exactly as it will be written",
	.scope = SCOPE_MODULE,
	.cursor = true,
	.refresh = refresh,
	.close = close_view,
	.count = count,
	.row = row,
	.note = note,
	.enter = enter,
	.text = text,
};
