// SPDX-License-Identifier: GPL-2.0-or-later
/* Any bytes as a .te: they are read or refused with a reason; and what is read, written and read
 * again is written the same, so that opening and saving a module never changes or loses anything. */
#include "config.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "avcurate/te_read.h"
#include "avcurate/te_write.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Read `text` and write it again to `out`; false when it is no module of ours. */
static bool round_trip(const char *text, size_t n, struct buf *out)
{
	struct intern *names = intern_new();
	struct ledger *ledger = ledger_new(names, 0);
	struct decisions *decisions = decisions_new();
	struct te_written written = { 0 };
	struct te_file file = { 0 };
	struct diag d = { 0 };
	bool good = te_parse("fuzz.te", text, n, names, &file, &d) == 0;

	if (!good && !*diag_text(&d))
		abort();
	if (good && file.ours) {
		te_load(&file, ledger, decisions);
		te_write(
			&(struct te_content){
				.names = names,
				.denials = ledger,
				.decisions = decisions,
				.name = file.name,
				.previous = &file,
			},
			out, &written);
	} else {
		good = false;
	}
	te_written_release(&written);
	te_file_release(&file);
	diag_release(&d);
	decisions_free(decisions);
	ledger_free(ledger);
	intern_free(names);
	return good;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct buf first = { 0 }, second = { 0 };

	if (round_trip((const char *)data, size, &first)) {
		if (!round_trip(buf_str(&first), first.len, &second) || first.len != second.len ||
		    memcmp(first.data, second.data, first.len) != 0) {
			fprintf(stderr, "---- first\n%s\n---- second\n%s\n", buf_str(&first),
				buf_str(&second));
			abort();
		}
	}
	buf_release(&first);
	buf_release(&second);
	return 0;
}
