// SPDX-License-Identifier: GPL-2.0-or-later
/* Runs semodule and checks the store afterwards. Measured with semodule 3.4 on a copy of a store:
 * it ignores SIGINT and SIGTERM; SIGKILL leaves ROOT/var/lib/selinux/TYPE/tmp, which the next call
 * removes, and an unchanged active directory, since a new one is built beside it and renamed into
 * its place; the lock ends with the process. */
#include "config.h"

#include "module/install_run.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "module/build.h"
#include "base/clock.h"
#include "base/fileio.h"
#include "install_words_internal.h"
#include "base/mem.h"
#include "base/sha256.h"
#include "te/read.h"

/* True if the package is still the one that the user was shown. */
static bool is_unchanged(const struct install_plan *p)
{
	struct buf bytes = { 0 };
	char hex[65] = "";

	if (fileio_read(p->path, BUILD_PACKAGE_MAX_BYTES, &bytes, NULL) == 0)
		sha256_of(bytes.data, bytes.len, hex);
	buf_release(&bytes);
	return strcmp(hex, p->digest) == 0;
}

int install_start(struct install_run *r, const struct install_plan *plan, struct diag *d)
{
	const struct install_place *place = plan->place;
	const char *argv[12] = { "semodule" };
	char number[12];
	size_t i = 1;

	*r = (struct install_run){ .plan = plan, .started_ms = clock_ms() };
	if (!plan->removal && !is_unchanged(plan))
		return diag_set(d, "%s changed since it was shown; nothing was installed",
				plan->path);
	if (store_fingerprint(place->active, r->before, NULL) < 0)
		r->before[0] = '\0';
	snprintf(number, sizeof(number), "%u", plan->priority);
	if (place->root) {
		argv[i++] = "-p";
		argv[i++] = place->root;
		argv[i++] = "-s";
		argv[i++] = place->type;
		argv[i++] = "-n";
	}
	argv[i++] = "-X";
	argv[i++] = number;
	argv[i++] = plan->removal ? "-r" : "-i";
	argv[i++] = plan->removal ? plan->name : plan->path;
	return process_start(&r->child, argv, d);
}

bool install_check_store(const struct install_plan *p, char **found)
{
	struct buf words = { 0 }, bytes = { 0 };
	const struct store_module *m;
	struct store store = { 0 };
	struct diag d = { 0 };
	bool as_planned = false;
	char *path, hex[65];

	if (store_read(&store, p->place->active, &d) < 0) {
		buf_adds(&words, diag_text(&d));
		goto out;
	}
	m = store_at(&store, p->name, p->priority);
	if (!m) {
		as_planned = p->removal;
		buf_addf(&words, "the store has no module %s at priority %u", p->name, p->priority);
		goto out;
	}
	buf_addf(&words, "the store has a module %s at priority %u", p->name, p->priority);
	if (p->removal)
		goto out;
	path = store_module_origin(&store, m);
	if (store_unpack(path, &bytes, NULL) == 0) {
		sha256_of(bytes.data, bytes.len, hex);
		as_planned = strcmp(hex, p->digest) == 0;
		if (!as_planned)
			buf_adds(&words, ", but it is not this package");
	} else {
		buf_adds(&words, ", but the file it was installed from cannot be read");
	}
	free(path);
out:
	*found = buf_take(&words);
	buf_release(&bytes);
	store_release(&store);
	diag_release(&d);
	return as_planned;
}

/* Explain semodule's output with the .te beside the package, if there is one. */
static void explain_output(struct install_run *r, const char *output)
{
	const struct install_plan *p = r->plan;
	char *dir = p->path ? fileio_dir(p->path) : NULL;
	char *te_path = dir ? build_path(dir, p->name, ".te") : NULL;
	struct buf te = { 0 }, words = { 0 }, said = { 0 };
	bool have = te_path && fileio_read(te_path, TE_FILE_MAX_BYTES, &te, NULL) == 0;

	install_output(output, &said);
	install_explain(output, p->name, buf_str(&p->cil), have ? buf_str(&te) : NULL,
			te_path ? fileio_base(te_path) : "", &words);
	r->said = buf_take(&said);
	r->words = buf_take(&words);
	buf_release(&te);
	free(te_path);
	free(dir);
}

bool install_step(struct install_run *r)
{
	char after[65];
	bool as_planned;

	if (!process_step(&r->child))
		return false;
	if (r->ended_ms)
		return true;
	r->ended_ms = clock_ms();
	as_planned = install_check_store(r->plan, &r->found);
	explain_output(r, buf_str(&r->child.output));
	if (r->child.status == 0 && as_planned)
		r->outcome = INSTALL_DONE;
	else if (r->before[0] && store_fingerprint(r->plan->place->active, after, NULL) == 0 &&
		 strcmp(after, r->before) == 0)
		r->outcome = INSTALL_FAILED;
	else
		r->outcome = INSTALL_CHANGED;
	return true;
}

int64_t install_ms(const struct install_run *r)
{
	return (r->ended_ms ? r->ended_ms : clock_ms()) - r->started_ms;
}

void install_run_release(struct install_run *r)
{
	process_release(&r->child);
	free(r->said);
	free(r->words);
	free(r->found);
	*r = (struct install_run){ 0 };
}
