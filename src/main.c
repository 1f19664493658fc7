// SPDX-License-Identifier: GPL-2.0-or-later
/* argv to command: the only file that knows every layer. */
#include "config.h"

#include <locale.h>
#include <stdio.h>
#include <unistd.h>

#include "cli/batch.h"
#include "cli/options.h"
#include "session/module_file.h"
#include "policy/load.h"
#include "session/open.h"
#include "ui/screen.h"

/* The screen; `d` says why where it does not come to that. */
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
		diag_release(d); /* asked about on the screen */
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

int main(int argc, char **argv)
{
	struct options o;
	struct diag d = { 0 };
	struct buf help = { 0 };
	int rc = STATUS_OK;

	setlocale(LC_ALL, "");
	policy_host_stand_in();
	if (options_parse(&o, argc, argv, &d) < 0) {
		fprintf(stderr, "avcurate: %s\n", diag_text(&d));
		rc = STATUS_USAGE;
	} else if (o.version) {
		puts("avcurate " PACKAGE_VERSION);
	} else if (o.help) {
		options_help(&help);
		fputs(buf_str(&help), stdout);
	} else if (o.command == COMMAND_SCREEN && isatty(STDOUT_FILENO)) {
		rc = run_screen(&o, &d);
		if (d.text.len)
			fprintf(stderr, "avcurate: %s\n", diag_text(&d));
	} else {
		rc = batch_run(&o);
	}
	buf_release(&help);
	diag_release(&d);
	options_release(&o);
	return rc;
}
