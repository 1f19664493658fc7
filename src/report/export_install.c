// SPDX-License-Identifier: GPL-2.0-or-later
/* Writes NAME-install.sh from the template install.sh. In it, after any tabs,
 *   #: WORD            is replaced by lines made here,
 *   #{ WORD … #} WORD  is kept only if the module has such a thing.
 * Text that avcurate did not write is always inside single quotes. */
#include "config.h"

#include <string.h>

#include "report/exporters.h"
#include "base/sha256.h"
#include "base/text.h"

#include "exporters_internal.h"

static void add_value(const char *name, const char *value, struct buf *out)
{
	buf_addf(out, "%s=", name);
	text_quote(out, value);
	buf_addc(out, '\n');
}

/* The SHA-256 of `bytes`; "" if NULL. */
static void add_sum(const char *name, const struct buf *bytes, struct buf *out)
{
	char hex[65] = "";

	if (bytes)
		sha256_of(bytes->data, bytes->len, hex);
	add_value(name, hex, out);
}

static bool has_module(const struct build_made *m)
{
	return m->package || m->cil_only || m->cil == NULL;
}

static bool has_section(const struct build_made *m, const char *what)
{
	size_t booleans = remedies_count(m->remedies, REMEDY_BOOLEAN);
	size_t labels = remedies_count(m->remedies, REMEDY_LABEL);
	size_t relabels = remedies_count(m->remedies, REMEDY_RELABEL);
	size_t ports = remedies_count(m->remedies, REMEDY_PORT);
	const struct {
		const char *what;
		bool so;
	} sections[] = {
		{ "module", has_module(m) },
		{ "changes-only", !has_module(m) },
		{ "boolean", booleans },
		{ "label", labels },
		{ "port", ports },
		{ "files", labels || relabels },
		{ "semanage", labels || ports },
		{ "packed", m->contexts->len },
		{ "noted", has_module(m) || booleans || labels || ports },
	};
	size_t i;

	for (i = 0; i < AV_ARRAY_LEN(sections); i++)
		if (strcmp(sections[i].what, what) == 0)
			return sections[i].so;
	return false;
}

static void add_values(const struct build_made *m, struct buf *out)
{
	struct buf cil = { 0 };

	add_value("name", m->name, out);
	add_value("version", m->version, out);
	if (has_module(m)) {
		if (m->cil_only)
			build_cil_text(m, &cil);
		add_sum("te_sum", m->te, out);
		add_sum("pp_sum", m->package, out);
		add_sum("cil_sum", m->cil_only ? &cil : NULL, out);
		buf_release(&cil);
	}
	if (has_section(m, "label"))
		add_value("contexts_packed", has_module(m) ? "yes" : "no", out);
	buf_addf(out, "te_notice=");
	if (m->stripped)
		buf_adds(out, "\"$name.te holds only digests of its evidence\"\n");
	else
		buf_adds(out, "\"$name.te names commands, paths and hosts from your logs; avcurate "
			      "build $name.te --strip -o DIR writes a copy without them\"\n");
	buf_adds(out, "state_dir=${AVCURATE_STATE_DIR:-/var/lib/avcurate}\n");
}

static void add_apply(const struct remedy *r, struct buf *out)
{
	switch (r->kind) {
	case REMEDY_BOOLEAN:
		buf_addf(out, "\tapply_boolean %s %s\n", r->name, r->on ? "on" : "off");
		break;
	case REMEDY_LABEL:
		buf_addf(out, "\tapply_label %s ", r->name);
		text_quote(out, r->pattern);
		buf_addc(out, ' ');
		text_quote(out, r->path);
		if (r->recursive || r->force)
			buf_addf(out, " -%s%s", r->force ? "F" : "", r->recursive ? "R" : "");
		buf_addc(out, '\n');
		break;
	case REMEDY_RELABEL:
		buf_adds(out, "\trelabel ");
		text_quote(out, r->path);
		buf_adds(out, r->force ? " -F\n" : " ''\n");
		break;
	case REMEDY_PORT:
		buf_addf(out, "\tapply_port %s %s %u%s\n", r->name, r->protocol, r->port,
			 r->modify ? " exact" : "");
		break;
	case REMEDY_BY_HAND:
	case REMEDY_KINDS:
		break;
	}
}

static void add_lines(const struct build_made *m, const char *what, struct buf *out)
{
	const struct remedies *all = m->remedies;
	size_t i;

	if (strcmp(what, "title") == 0)
		buf_addf(out,
			 has_module(m) ? "# Installs the SELinux module %s %s, " BUILD_MARK
					 ", and applies the fixes decided with it.\n"
					 "# %s.te gives the reason for each rule.\n"
				       : "# Applies the fixes of %s %s, " BUILD_MARK
					 "; it has no rules, so no module.\n"
					 "# %s.te gives the reason for each.\n",
			 m->name, m->version, m->name);
	else if (strcmp(what, "values") == 0)
		add_values(m, out);
	else if (strcmp(what, "contexts") == 0)
		buf_add(out, m->contexts->data, m->contexts->len);
	for (i = 0; i < all->count; i++) {
		const struct remedy *r = &all->items[i];

		if (strcmp(what, "apply") == 0) {
			add_apply(r, out);
		} else if (strcmp(what, "by-hand") == 0 && r->kind == REMEDY_BY_HAND) {
			buf_adds(out, "\tsay 'do this by hand: '");
			text_quote(out, r->text);
			buf_addc(out, '\n');
		} else if (strcmp(what, "relabel") == 0 && r->kind == REMEDY_LABEL) {
			buf_adds(out, "\trelabel ");
			text_quote(out, r->path);
			buf_adds(out, r->recursive ? " -R\n" : " ''\n");
		}
	}
}

EXPORT_WRITE(install)
{
	size_t i, skipped = 0;

	if (!has_module(m) && !m->remedies->count)
		return diag_set(d, "nothing to install: no rule was accepted, and no boolean, "
				   "label or port was chosen");
	for (i = 0; install_builtin[i]; i++) {
		const char *line = install_builtin[i], *mark = line + strspn(line, "\t");

		if (strncmp(mark, "#} ", 3) == 0)
			skipped -= skipped > 0;
		else if (strncmp(mark, "#{ ", 3) == 0)
			skipped += skipped || !has_section(m, mark + 3);
		else if (!skipped && strncmp(mark, "#: ", 3) == 0)
			add_lines(m, mark + 3, out);
		else if (!skipped)
			buf_addf(out, "%s\n", line);
	}
	return 0;
}
