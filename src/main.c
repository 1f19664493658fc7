// SPDX-License-Identifier: GPL-2.0-or-later
/* argv to command: the only file that knows every layer. */
#include "config.h"

#include <locale.h>
#include <stdio.h>

#include "avcurate/batch.h"
#include "avcurate/open.h"

int main(int argc, char **argv)
{
	struct options o;
	struct diag d = { 0 };
	struct buf help = { 0 };
	int rc = STATUS_OK;

	setlocale(LC_ALL, "");
	if (options_parse(&o, argc, argv, &d) < 0) {
		fprintf(stderr, "avcurate: %s\n", diag_text(&d));
		rc = STATUS_USAGE;
	} else if (o.version) {
		puts("avcurate " PACKAGE_VERSION);
	} else if (o.help) {
		options_help(&help);
		fputs(buf_str(&help), stdout);
	} else {
		rc = batch_run(&o);
	}
	buf_release(&help);
	diag_release(&d);
	options_release(&o);
	return rc;
}
