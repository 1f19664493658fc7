// SPDX-License-Identifier: GPL-2.0-or-later
/* The formats of `review --diff`. */
#include "config.h"

#include <jansson.h>
#include <stdlib.h>

#include "report/review_diff.h"

void review_diff_markdown(const struct review_diff *d, struct buf *out)
{
	size_t i;

	buf_adds(out, "# What changed in the SELinux module ");
	review_markdown_text(d->name, out);
	buf_adds(out, "\n\n");
	review_markdown_text(d->summary, out);
	buf_adds(out, ".\n\n");
	if (d->policy)
		review_markdown_item("policy", d->policy, out);
	if (d->policy)
		buf_addc(out, '\n');
	review_markdown_lines("## Opened", &d->opened, out);
	review_markdown_lines("## Closed", &d->closed, out);
	for (i = 0; i < d->count; i++) {
		const struct review_change *c = &d->changes[i];

		buf_addf(out, "## %s: ", c->kind);
		review_markdown_text(c->title, out);
		buf_adds(out, "\n\n");
		review_markdown_lines("", &c->lines, out);
	}
}

void review_diff_text(const struct review_diff *d, struct buf *out)
{
	size_t i, k;

	buf_addf(out, "%s.\n", d->summary);
	if (d->policy)
		buf_addf(out, "Checked against the policy %s.\n", d->policy);
	for (i = 0; i < d->opened.count; i++)
		buf_addf(out, "%s  %-12s %s\n", i ? "" : "\n", i ? "" : "opened",
			 d->opened.items[i].text);
	for (i = 0; i < d->closed.count; i++)
		buf_addf(out, "%s  %-12s %s\n", i ? "" : "\n", i ? "" : "closed",
			 d->closed.items[i].text);
	for (i = 0; i < d->count; i++) {
		const struct review_change *c = &d->changes[i];

		buf_addf(out, "\n%s: %s\n", c->kind, c->title);
		for (k = 0; k < c->lines.count; k++)
			buf_addf(out, "  %-12s %s\n", c->lines.items[k].label,
				 c->lines.items[k].text);
	}
}

static json_t *texts_json(const struct finding_lines *l)
{
	json_t *list = json_array();
	size_t i;

	for (i = 0; i < l->count; i++)
		json_array_append_new(list, json_string(l->items[i].text));
	return list;
}

static json_t *change_of(const struct review_change *c)
{
	json_t *o = json_object(), *lines = json_array();
	size_t i;

	for (i = 0; i < c->lines.count; i++)
		json_array_append_new(lines, json_pack("{ss ss}", "what", c->lines.items[i].label,
						       "text", c->lines.items[i].text));
	json_object_set_new(o, "rule", json_string(c->title));
	json_object_set_new(o, "change", json_string(c->kind));
	json_object_set_new(o, "lines", lines);
	return o;
}

void review_diff_json(const struct review_diff *d, struct buf *out)
{
	json_t *o = json_object(), *changes = json_array();
	char *text;
	size_t i;

	for (i = 0; i < d->count; i++)
		json_array_append_new(changes, change_of(&d->changes[i]));
	json_object_set_new(o, "avcurate", json_string(PACKAGE_VERSION));
	json_object_set_new(o, "module", json_string(d->name));
	json_object_set_new(o, "old_version", json_string(d->old_version));
	json_object_set_new(o, "new_version", json_string(d->new_version));
	json_object_set_new(o, "policy", d->policy ? json_string(d->policy) : json_null());
	json_object_set_new(o, "summary", json_string(d->summary));
	json_object_set_new(o, "opened", texts_json(&d->opened));
	json_object_set_new(o, "closed", texts_json(&d->closed));
	json_object_set_new(o, "opened_count",
			    d->reach_known ? json_integer((json_int_t)d->opened_count)
					   : json_null());
	json_object_set_new(o, "closed_count",
			    d->reach_known ? json_integer((json_int_t)d->closed_count)
					   : json_null());
	json_object_set_new(o, "changes", changes);
	text = json_dumps(o, JSON_INDENT(2));
	buf_adds(out, text ? text : "");
	buf_addc(out, '\n');
	free(text);
	json_decref(o);
}
