// SPDX-License-Identifier: GPL-2.0-or-later
/* The table of exporters, and how the files of those chosen get into a build. */
#include "config.h"

#include "report/exporters.h"

#include <stdlib.h>
#include <string.h>

#include "base/fileio.h"
#include "base/mem.h"
#include "base/text.h"

#include "exporters_internal.h"

static int write_cil(const struct build_made *m, struct buf *out, struct diag *d)
{
	if (!m->cil || !m->cil->len)
		return diag_set(d, "no CIL to write: %s",
				m->why_no_package ? m->why_no_package : "the module has no rules");
	build_cil_text(m, out);
	return 0;
}

/* The package has the same lines; this file is for people who build it themselves. */
static int write_contexts(const struct build_made *m, struct buf *out, struct diag *d)
{
	if (!m->contexts->len)
		return diag_set(d, "no decision gives a path a label that file contexts lack");
	buf_addf(out, "# %s %s, " BUILD_MARK "; also in %s.pp.\n", m->name, m->version, m->name);
	buf_add(out, m->contexts->data, m->contexts->len);
	return 0;
}

EXPORT_WRITE(install);
EXPORT_WRITE(spo);

const struct exporter exporters[] = {
	{
		.name = "sh",
		.suffix = "-install.sh",
		.help = "a script that installs the module and applies the fixes",
		.more = "*NAME-install.sh*, a script for `sh`(1) that installs the module next to it, or compiles *NAME*.te on "
			"the host, and sets the booleans, labels and ports that were decided. It checks "
			"the host first, refuses if another module has the name, and checks that "
			"the labels took effect. `--dry-run` shows each command, `--remove` undoes "
			"everything.",
		.executable = true,
		.write = export_install_write,
	},
	{
		.name = "cil",
		.suffix = ".cil",
		.help = "its statements in CIL",
		.more = "*NAME.cil*, the statements in CIL.",
		.write = write_cil,
	},
	{
		.name = "fc",
		.suffix = ".fc",
		.help = "its file contexts, for paths with a new label",
		.more = "*NAME.fc*, file contexts for the paths that were given another label. The package "
			"has them, too.",
		.write = write_contexts,
	},
	{
		.name = "spo",
		.suffix = "-spo.yaml",
		.help = "a RawSelinuxProfile for Kubernetes",
		.more = "*NAME-spo.yaml*, a RawSelinuxProfile: the Kubernetes security-profiles-operator installs the "
			"module on every node.",
		.write = export_spo_write,
	},
	{ 0 },
};

/* "sh, cil, fc, spo or all". */
static void add_choices(struct buf *out)
{
	size_t i;

	for (i = 0; exporters[i].name; i++)
		buf_addf(out, "%s%s", i ? ", " : "", exporters[i].name);
	buf_adds(out, " or " EXPORT_ALL_NAME);
}

static int unknown_export(const char *p, size_t n, const char *const *names, struct diag *d)
{
	char *word = mem_strndup(p, n);
	const char *near = text_nearest(word, names);
	struct buf choices = { 0 };

	add_choices(&choices);
	diag_set(d, "unknown export %s%s%s: give %s", word, near ? ", did you mean " : "",
		 near ? near : "", buf_str(&choices));
	buf_release(&choices);
	free(word);
	return -1;
}

int export_choose(const char *list, unsigned *chosen, struct diag *d)
{
	const char *names[AV_ARRAY_LEN(exporters)] = { 0 }, *p = list;
	struct buf choices = { 0 };
	size_t i, n;

	*chosen = 0;
	for (i = 0; exporters[i].name; i++)
		names[i] = exporters[i].name;
	for (;; p += n + 1) {
		n = strcspn(p, ", ");
		for (i = 0; exporters[i].name; i++)
			if (strlen(exporters[i].name) == n && strncmp(p, exporters[i].name, n) == 0)
				break;
		if (exporters[i].name)
			*chosen |= 1u << i;
		else if (n == strlen(EXPORT_ALL_NAME) && strncmp(p, EXPORT_ALL_NAME, n) == 0)
			*chosen |= EXPORT_ALL;
		else if (n)
			return unknown_export(p, n, names, d);
		if (!p[n])
			break;
	}
	if (*chosen)
		return 0;
	add_choices(&choices);
	diag_set(d, "name an export: %s", buf_str(&choices));
	buf_release(&choices);
	return -1;
}

bool export_any(const char *dir, const char *name)
{
	bool any = false;
	size_t i;

	for (i = 0; exporters[i].name && !any; i++) {
		char *path = build_path(dir, name, exporters[i].suffix);

		any = fileio_exists(path);
		free(path);
	}
	return any;
}

/* Report a file from an earlier build, so that nobody sends it to a customer by mistake. */
static void note_old_file(struct export_request *request, const struct build_made *m,
			  const struct exporter *e)
{
	char *path = build_path(request->dir, m->name, e->suffix);
	struct buf is = { 0 }, was = { 0 };

	if (fileio_exists(path) && fileio_read(path, BUILD_PACKAGE_MAX_BYTES, &was, NULL) == 0 &&
	    build_is_ours(&was) &&
	    (e->write(m, &is, NULL) < 0 || strcmp(buf_str(&is), buf_str(&was)) != 0))
		buf_addf(&request->old, "%s%s%s", request->old.len ? ", " : "", m->name, e->suffix);
	buf_release(&is);
	buf_release(&was);
	free(path);
}

int export_more(void *ctx, const struct build_made *m, struct build_files *out, struct diag *d)
{
	struct export_request *request = ctx;
	struct diag why = { 0 };
	size_t i, k;
	int rc = 0;

	for (i = 0; exporters[i].name && rc == 0; i++) {
		const struct exporter *e = &exporters[i];
		struct buf text = { 0 };
		bool named = request->chosen & 1u << i;

		for (k = 0; k < out->count; k++)
			if (strcmp(out->items[k].suffix, e->suffix) == 0)
				break;
		if (k < out->count)
			continue;
		if (!named && !(request->chosen & EXPORT_ALL)) {
			note_old_file(request, m, e);
			continue;
		}
		if (e->write(m, &text, &why) == 0) {
			build_files_add(out, e->suffix, e->executable)->text = text;
			continue;
		}
		buf_release(&text);
		if (named)
			rc = diag_set(d, "%s%s: %s", m->name, e->suffix, diag_text(&why));
		else
			message_add(request->messages, DIAG_INFO, "skipped %s%s: %s", m->name,
				    e->suffix, diag_text(&why));
		diag_release(&why);
	}
	return rc;
}
