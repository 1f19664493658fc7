// SPDX-License-Identifier: GPL-2.0-or-later
/* Any bytes as a .te: they are read or refused with a reason; and what is read (or taken over, where it is
 * not ours), written and read again is written the same, so that opening and saving a module never changes
 * or loses anything. */
#include "config.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "module/remedy.h"
#include "te/handwritten.h"
#include "te/read.h"
#include "te/strip.h"
#include "module/te_adopt.h"
#include "te/write.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What goes into a package is one line each, of two fields. */
static void check_remedies(const struct te_file *file)
{
	struct remedies remedies = { 0 };
	struct buf contexts = { 0 };
	const char *p;
	size_t tabs = 0, lines = 0;

	remedies_collect_te(&remedies, file);
	remedies_contexts(&remedies, &contexts);
	for (p = buf_str(&contexts); *p; p++) {
		if (*p == ' ' || *p == '"' || (unsigned char)*p > 0x7e)
			abort();
		tabs += *p == '\t';
		lines += *p == '\n';
	}
	if (tabs != lines || lines != remedies_count(&remedies, REMEDY_LABEL))
		abort();
	buf_release(&contexts);
	remedies_release(&remedies);
}

/* Read `text` and write it again to `out`; false when it is no module of ours. */
static bool round_trip(const char *text, size_t n, struct buf *out)
{
	struct intern *names = intern_new();
	struct ledger *ledger = ledger_new(names, 0);
	struct decisions *decisions = decisions_new();
	struct te_written written = { 0 };
	struct declared own = { 0 };
	struct te_file file = { 0 };
	struct diag d = { 0 };
	bool good = te_parse("fuzz.te", text, n, names, &file, &d) == 0;

	if (!good && !*diag_text(&d))
		abort();
	if (good && !file.ours)
		te_adopt(&file, names);
	if (good) {
		te_handwritten(&file, names, &own);
		if (own.name_count > DECLARED_MAX || own.statement_count > DECLARED_MAX)
			abort();
		check_remedies(&file);
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
	}
	te_written_release(&written);
	te_file_release(&file);
	declared_release(&own);
	diag_release(&d);
	decisions_free(decisions);
	ledger_free(ledger);
	intern_free(names);
	return good;
}

/* Stripping once is enough, and leaves a module. */
static void check_strip(const struct buf *text)
{
	struct buf once = { 0 }, twice = { 0 }, again = { 0 };

	te_strip(text, &once);
	te_strip(&once, &twice);
	if (once.len != twice.len || memcmp(once.data, twice.data, once.len) != 0 ||
	    !round_trip(buf_str(&once), once.len, &again)) {
		fprintf(stderr, "---- once\n%s\n---- twice\n%s\n", buf_str(&once), buf_str(&twice));
		abort();
	}
	buf_release(&once);
	buf_release(&twice);
	buf_release(&again);
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
	if (first.len)
		check_strip(&first);
	buf_release(&first);
	buf_release(&second);
	return 0;
}
