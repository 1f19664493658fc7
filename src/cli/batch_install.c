// SPDX-License-Identifier: GPL-2.0-or-later
/* `avcurate install` and `avcurate uninstall`: plan, question, semodule, proof. Does not know how
 * the store works (module/). */
#include "config.h"

#include "batch_internal.h"

#include <errno.h>
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "module/build.h"
#include "module/check.h"
#include "base/fileio.h"
#include "session/install_pending.h"
#include "report/install_text.h"
#include "policy/load.h"
#include "te/name.h"
#include "base/slice.h"
#include "te/read.h"
#include "te/write.h"
#include "base/text.h"

#define LABEL_WIDTH 11
#define LOOK_MS     100

static void print_lines(struct install_lines *lines)
{
	size_t i;

	for (i = 0; i < lines->count; i++)
		printf("%-*s%s\n", LABEL_WIDTH, lines->items[i].label, lines->items[i].text);
	fflush(stdout);
	install_lines_release(lines);
}

/* The policy now: the one named by -p, or the place's own. Ignores $AVCURATE_POLICY, because
 * installing does not change that file. Returns NULL without `d` if there is no policy. */
static struct policy *load_policy(const struct options *o, const struct install_place *place,
				  struct diag *d)
{
	const char *path = o->policies.count ? o->policies.items[0] : NULL;
	char *own = path ? NULL : install_place_policy(place);
	struct policy_source source = { path ? path : own };
	struct policy *policy = NULL;

	if (source.path && !open_no_policy(source.path))
		policy = policy_load(&source, d);
	free(own);
	return policy;
}

/* True if the .te has rules that only CIL can hold: NAME.cil is then the module. */
static bool is_cil_only(const char *te)
{
	struct buf text = { 0 };
	bool is =
		te && fileio_read(te, TE_FILE_MAX_BYTES, &text, NULL) == 0 &&
		memmem(buf_str(&text), text.len, "\n" TE_NOT_WRITTEN, strlen("\n" TE_NOT_WRITTEN));

	buf_release(&text);
	return is;
}

/* NAME, NAME.te and NAME.pp mean the package NAME.pp. NAME.cil is used if it is named, or if the
 * package cannot hold the whole module. */
static int package_path(const struct options *o, char **path, char **te, struct diag *d)
{
	const char *arg = o->te ? o->te : o->logs.count ? o->logs.items[0] : NULL;
	char *dir, *name, *cil;
	int rc = 0;

	if (!arg || o->logs.count + (o->te ? 1 : 0) > 1)
		return diag_set(d, "install takes one module: NAME, NAME.pp, NAME.te or NAME.cil");
	dir = fileio_dir(arg);
	name = name_of_file(arg);
	*path = build_path(dir, name, ".pp");
	*te = build_path(dir, name, ".te");
	if (!fileio_exists(*te)) {
		free(*te);
		*te = NULL;
	}
	cil = build_path(dir, name, ".cil");
	if (slice_ends(slice_of(arg), ".cil") ||
	    (!slice_ends(slice_of(arg), ".pp") && fileio_exists(cil) && is_cil_only(*te))) {
		free(*path);
		*path = cil;
		cil = NULL;
	}
	free(cil);
	if (!fileio_exists(*path))
		rc = diag_set(d, "%s is missing%s%s%s", *path, *te ? "; avcurate build " : "",
			      *te ? *te : "", *te ? " writes it" : "");
	free(name);
	free(dir);
	return rc;
}

/* Install only what was reviewed: the .te next to the package must have the same rules. */
static int same_as_te(const char *pp, const char *te, struct diag *d)
{
	struct check_result result = { 0 };
	int rc;

	if (!te || slice_ends(slice_of(pp), ".cil"))
		return 0;
	rc = check_module(te, pp, &result, d);
	if (rc == 0 && (result.package == CHECK_DIFFERS || !result.names_agree))
		rc = diag_set(
			d,
			"%s differs from %s; avcurate check %s shows how, avcurate build %s writes "
			"it again",
			pp, te, te, te);
	check_result_release(&result);
	return rc;
}

/* Print the chosen booleans, labels and ports: the module does not contain them. */
static void print_fixes(const char *te_path)
{
	struct intern *names = intern_new();
	struct ledger *l = ledger_new(names, 0);
	struct decisions *decisions = decisions_new();
	struct install_lines lines = { 0 };
	struct te_file te = { 0 };

	if (te_path && te_read(te_path, names, &te, NULL) == 0) {
		te_load(&te, l, decisions);
		install_fix_lines(decisions, l, &lines);
		print_lines(&lines);
	}
	te_file_release(&te);
	decisions_free(decisions);
	ledger_free(l);
	intern_free(names);
}

/* Any answer but y and yes means no. */
static bool ask(const struct install_plan *p, bool *declined)
{
	char answer[16] = "";
	struct buf title = { 0 };

	*declined = true;
	install_title(p, &title);
	if (!isatty(STDIN_FILENO)) {
		fprintf(stderr,
			"avcurate: declined: no terminal to ask whether to %s; use --yes to do it "
			"without asking\n",
			buf_str(&title));
	} else {
		fprintf(stderr, "%c%s? [y/N] ", title.data[0] - 'a' + 'A', title.data + 1);
		fflush(stderr);
		if (fgets(answer, sizeof(answer), stdin))
			answer[strcspn(answer, "\r\n")] = '\0';
		*declined = strcmp(answer, "y") != 0 && strcmp(answer, "Y") != 0 &&
			    strcmp(answer, "yes") != 0;
		if (*declined)
			fputs("avcurate: declined: nothing was done\n", stderr);
	}
	buf_release(&title);
	return !*declined;
}

/* Wait for semodule. Returns the signal that ended the wait, or 0 if semodule has ended. The first
 * signal only prints a message, because semodule cannot be stopped; the second ends avcurate, not
 * semodule. */
static int wait_for(struct install_run *run)
{
	const struct timespec look = { .tv_nsec = LOOK_MS * 1000000L };
	bool progress = isatty(STDERR_FILENO);
	struct buf title = { 0 };
	int64_t shown = -1;
	sigset_t set, old;
	int got, seen = 0;

	install_title(run->plan, &title);
	sigemptyset(&set);
	sigaddset(&set, SIGINT);
	sigaddset(&set, SIGTERM);
	sigaddset(&set, SIGHUP);
	sigprocmask(SIG_BLOCK, &set, &old);
	while (!install_step(run)) {
		int64_t s = install_ms(run) / 1000;

		if (progress && s != shown)
			fprintf(stderr, "\r\033[K%s: semodule is running, %" PRId64 " s ",
				buf_str(&title), shown = s);
		got = sigtimedwait(&set, NULL, &look);
		if (got <= 0)
			continue;
		if (seen++) {
			seen = got;
			break;
		}
		fprintf(stderr,
			"%savcurate: semodule cannot be stopped halfway; it takes some seconds. "
			"Interrupt again to end avcurate only\n",
			progress ? "\r\033[K" : "");
		shown = -1;
	}
	if (progress)
		fputs("\r\033[K", stderr);
	got = run->ended_ms ? 0 : seen;
	if (got)
		fputs("avcurate: ended; semodule continues\n", stderr);
	sigprocmask(SIG_SETMASK, &old, NULL);
	buf_release(&title);
	return got;
}

/* Prove with the policy that is in force now. */
static void prove(const struct install_plan *p, const char *te, struct install_lines *lines)
{
	char *path = install_place_policy(p->place);
	struct policy_source source = { path };
	struct install_proof proof = { 0 };
	struct policy *policy = NULL;
	struct diag d = { 0 };

	if (path)
		policy = policy_load(&source, &d);
	if (!policy) {
		install_lines_add(lines, "proof", INSTALL_WARN,
				  d.text.len ? diag_text(&d) : "no policy to check it with");
		goto out;
	}
	if (te && !p->removal)
		install_prove_te(&proof, &policy->ix, te, NULL);
	install_prove_package(&proof, &policy->ix, p);
	install_prove_labels(&proof, p);
	install_proof_lines(&proof, p->removal, policy->path, lines);
out:
	install_proof_release(&proof);
	policy_free(policy);
	diag_release(&d);
	free(path);
}

static enum status carry_out(const struct install_plan *p, const char *te, struct diag *d)
{
	enum status status = STATUS_FAILED;
	struct install_lines lines = { 0 };
	struct install_run run = { 0 };
	int got;

	install_pending_note(p);
	if (install_start(&run, p, d) < 0) {
		install_pending_clear(p);
		goto out;
	}
	got = wait_for(&run);
	if (got) {
		install_run_release(&run);
		return (enum status)(128 + got);
	}
	install_pending_clear(p);
	install_result_lines(&run, &lines);
	if (run.outcome == INSTALL_DONE) {
		prove(p, te, &lines);
		status = STATUS_OK;
	}
	print_lines(&lines);
out:
	install_run_release(&run);
	return status;
}

/* Print each line of `text` after the prefix `before`. */
static void say(const char *before, const char *text)
{
	size_t n;

	for (; *text; text += n + (text[n] == '\n')) {
		n = strcspn(text, "\n");
		fprintf(stderr, "%s%.*s\n", before, (int)n, text);
	}
}

/* If it cannot be installed here, print the commands for the host where it can. */
static void say_commands(const char *name, const char *path, unsigned priority)
{
	struct buf commands = { 0 };

	install_commands(name, path, priority, &commands);
	fputs("avcurate: on its own host, as root: commands to install, check and remove it\n",
	      stderr);
	say("  ", buf_str(&commands));
	buf_release(&commands);
}

/* Report the outcome of an earlier run that did not see the end. */
static void say_left(const struct install_place *place)
{
	struct buf left = { 0 };

	install_pending_left(place->active, &left);
	say("avcurate: ", buf_str(&left));
	buf_release(&left);
}

static enum status settle(const struct options *o, struct install_plan *p, const char *te,
			  struct diag *d)
{
	struct install_lines lines = { 0 };
	bool declined = false;

	install_plan_lines(p, &lines);
	print_lines(&lines);
	print_fixes(p->removal ? NULL : te);
	if (p->refused) {
		diag_set(d, "not done: %s", p->refused);
		return STATUS_FAILED;
	}
	fflush(stdout);
	if (!o->yes && !ask(p, &declined))
		return STATUS_SOME;
	return carry_out(p, te, d);
}

enum status batch_install(const struct options *o, struct diag *d)
{
	bool removal = o->command == COMMAND_UNINSTALL;
	enum status status = STATUS_USAGE;
	struct install_place place = { 0 };
	struct install_plan plan = { 0 };
	struct policy *policy = NULL;
	char *path = NULL, *te = NULL, *name = NULL;
	const struct policy_index *ix;
	unsigned priority;
	int rc;

	if (options_priority(o, removal ? 0 : INSTALL_PRIORITY, &priority, d) < 0)
		goto out;
	if (removal && o->logs.count + (o->te ? 1 : 0) != 1) {
		diag_set(d, "uninstall takes the name of one module");
		goto out;
	}
	if (removal) {
		name = name_of_file(o->te ? o->te : o->logs.items[0]);
		if (!text_is_name(slice_of(name))) {
			diag_set(d, "%s is not a valid module name", name);
			goto out;
		}
	} else if (package_path(o, &path, &te, d) < 0) {
		status = path ? STATUS_UNREADABLE : STATUS_USAGE;
		goto out;
	} else {
		name = name_of_file(path);
	}
	status = STATUS_FAILED;
	if (install_place_find(&place, o->store_dir, d) < 0) {
		if (o->store_dir)
			status = STATUS_USAGE;
		else if (!removal)
			say_commands(name, path, priority);
		goto out;
	}
	say_left(&place);
	if (install_place_check(&place, d) < 0) {
		if (!removal && !o->store_dir)
			say_commands(name, path, priority);
		goto out;
	}
	if (!removal && same_as_te(path, te, d) < 0)
		goto out;
	policy = load_policy(o, &place, d);
	if (!policy && d->text.len) {
		status = STATUS_UNREADABLE;
		goto out;
	}
	ix = policy ? &policy->ix : NULL;
	rc = removal ? install_plan_remove(&plan, &place, name, priority, ix,
					   policy ? policy->path : NULL, d)
		     : install_plan_add(&plan, &place, path, priority, ix,
					policy ? policy->path : NULL, d);
	if (rc == 0)
		status = settle(o, &plan, te, d);
out:
	install_plan_release(&plan);
	install_place_release(&place);
	policy_free(policy);
	free(path);
	free(te);
	free(name);
	return status;
}
