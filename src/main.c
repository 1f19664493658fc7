// SPDX-License-Identifier: GPL-2.0-or-later
/* From argv to a command: the only file that knows every layer. */
#include "config.h"

#include <locale.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cli/batch.h"
#include "cli/options.h"
#include "session/module_file.h"
#include "policy/load.h"
#include "session/open.h"
#include "tui/manual.h"
#include "ui/screen.h"

/* Run the screen. `d` says why if it cannot start. */
static int run_screen(const struct options *o, struct diag *d)
{
	struct screen_options so = { .options = o,
				     .theme = o->theme,
				     .config = o->config,
				     .no_config = o->no_config,
				     .ascii = o->ascii,
				     .mouse = o->mouse };
	struct session s;
	int rc = open_session(&s, o, true, d);

	if (d->text.len)
		goto out;
	if (o->te && module_file_open(&s, o->te, o, d) < 0) {
		rc = STATUS_UNREADABLE;
		if (!s.module.foreign.path)
			goto out;
		diag_release(d); /* the screen asks about it */
	}
	if (o->module && module_file_name(&s, o->module, o, d) < 0) {
		rc = STATUS_USAGE;
		goto out;
	}
	rc = screen_run(&s, &so, d);
	if (rc < 0)
		rc = STATUS_USAGE;
out:
	session_release(&s);
	return rc;
}

/* For the project's own use: make update-man and tests/check-man.sh. */
static int print_manual(const char *section, struct buf *out, struct diag *d)
{
	static const struct {
		const char *section;
		void (*add)(struct buf *out);
	} blocks[] = {
		{ "synopsis", manual_synopsis },
		{ "options", manual_options },
		{ "actions", manual_actions },
		{ "fields", manual_fields },
		{ "live", manual_live },
		{ "settings", manual_settings },
		{ "scopes", manual_scopes },
		{ "live.md", manual_live_markdown },
		{ "exports.md", manual_exports_markdown },
	};
	size_t i;

	for (i = 0; i < AV_ARRAY_LEN(blocks); i++) {
		if (strcmp(blocks[i].section, section) != 0)
			continue;
		blocks[i].add(out);
		return 0;
	}
	return diag_set(d, "unknown block of the manual: %s", section);
}

/* Print --help, --version and the like. Returns false if the call asks for real work. */
static bool print_only(const struct options *o, int *rc, struct diag *d)
{
	struct buf out = { 0 };
	int printed = 0;

	if (o->version)
		buf_adds(&out, "avcurate " PACKAGE_VERSION "\n");
	else if (o->help)
		options_help(&out);
	else if (o->completion)
		printed = options_completion(o->completion, &out, d);
	else if (o->manual)
		printed = print_manual(o->manual, &out, d);
	else
		return false;
	*rc = printed < 0 ? STATUS_USAGE : STATUS_OK;
	fputs(buf_str(&out), stdout);
	buf_release(&out);
	return true;
}

int main(int argc, char **argv)
{
	struct options o;
	struct diag d = { 0 };
	int rc = STATUS_OK;

	setlocale(LC_ALL, "");
	policy_host_stand_in();
	if (options_parse(&o, argc, argv, &d) < 0)
		rc = STATUS_USAGE;
	else if (print_only(&o, &rc, &d))
		;
	else if (o.command == COMMAND_SCREEN && isatty(STDOUT_FILENO))
		rc = run_screen(&o, &d);
	else
		rc = batch_run(&o);
	if (d.text.len)
		fprintf(stderr, "avcurate: %s\n", diag_text(&d));
	diag_release(&d);
	options_release(&o);
	return rc;
}
