// SPDX-License-Identifier: GPL-2.0-or-later
/* usage: roundtrip [MODULES [SEED [EVERY]]], or roundtrip print SEED
 * Random modules, with decisions and without, laid out as nobody would: read, written, read and written
 * again they are the same bytes, and of every EVERYth (25) what was read and what was written mean the same
 * to checkmodule. A module that does not is left in the current directory. */
#include "config.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "module/build.h"
#include "base/process.h"
#include "module/cil_set.h"
#include "base/fileio.h"
#include "base/mem.h"
#include "module/te_adopt.h"
#include "te/write.h"
#include "te_gen.h"

/* Reading and writing */

static int write_again(const struct buf *text, bool take, struct buf *out, struct diag *d)
{
	struct intern *names = intern_new();
	struct ledger *ledger = ledger_new(names, 0);
	struct decisions *decisions = decisions_new();
	struct te_written written = { 0 };
	struct te_file f = { 0 };
	int rc = te_parse("rt.te", buf_str(text), text->len, names, &f, d);

	if (rc == 0 && take)
		te_adopt(&f, names);
	if (rc == 0) {
		te_load(&f, ledger, decisions);
		te_write(&(struct te_content){ .names = names,
					       .denials = ledger,
					       .decisions = decisions,
					       .name = f.name,
					       .previous = &f },
			 out, &written);
		if (written.issue_count)
			rc = diag_set(d, "%s", written.issues[0].text);
	}
	te_written_release(&written);
	te_file_release(&f);
	decisions_free(decisions);
	ledger_free(ledger);
	intern_free(names);
	return rc;
}

static int meaning(const char *dir, const struct buf *text, struct cil_set *out, struct diag *d)
{
	struct buf output = { 0 }, cil = { 0 };
	char *pp = build_path(dir, "rt", ".pp");
	int rc = build_compile(dir, "rt", buf_str(text), text->len, 0, &output, d);

	if (rc == 0)
		rc = diag_set(d, "checkmodule: %s", buf_str(&output));
	if (rc > 0)
		rc = build_package_cil(pp, false, &cil, NULL, NULL, d);
	if (rc == 0)
		rc = cil_set_add_canonical(out, buf_str(&cil), cil.len, d);
	free(pp);
	buf_release(&output);
	buf_release(&cil);
	return rc;
}

static int same_meaning(const char *dir, const struct buf *a, const struct buf *b, struct diag *d)
{
	struct cil_set was = { 0 }, is = { 0 };
	int rc = meaning(dir, a, &was, d);

	if (rc == 0)
		rc = meaning(dir, b, &is, d);
	if (rc == 0)
		rc = cil_set_compare(&was, &is, d);
	cil_set_release(&was);
	cil_set_release(&is);
	return rc;
}

/* `dir`: to compile in; NULL: not this one. */
static int try_module(uint64_t seed, const char *dir)
{
	struct buf texts[3] = { { 0 } };
	struct diag d = { 0 };
	bool foreign = seed % 4 == 3;
	int rc;
	size_t i;

	te_gen(seed, foreign, &texts[0]);
	rc = write_again(&texts[0], foreign, &texts[1], &d);
	if (rc == 0)
		rc = write_again(&texts[1], false, &texts[2], &d);
	if (rc == 0 && strcmp(buf_str(&texts[1]), buf_str(&texts[2])) != 0)
		rc = diag_set(&d, "written again it is not the same");
	if (rc == 0 && dir)
		rc = same_meaning(dir, &texts[0], &texts[1], &d);
	if (rc < 0) {
		printf("# seed %" PRIu64 ": %s\n", seed, diag_text(&d));
		for (i = 0; i < AV_ARRAY_LEN(texts); i++) {
			struct buf path = { 0 };

			buf_addf(&path, "roundtrip-%" PRIu64 "-%zu.te", seed, i);
			fileio_write(path.data, buf_str(&texts[i]), texts[i].len, NULL);
			buf_release(&path);
		}
	}
	for (i = 0; i < AV_ARRAY_LEN(texts); i++)
		buf_release(&texts[i]);
	diag_release(&d);
	return rc;
}

int main(int argc, char **argv)
{
	bool print = argc == 3 && strcmp(argv[1], "print") == 0;
	unsigned long modules = argc > 1 ? strtoul(argv[1], NULL, 10) : 500;
	uint64_t seed = argc > 2 ? strtoull(argv[2], NULL, 10) : 1;
	unsigned long every = argc > 3 ? strtoul(argv[3], NULL, 10) : 25, i, failed = 0;
	bool compiler = process_found("checkmodule");
	struct buf text = { 0 };
	char *dir;

	if (print) {
		te_gen(seed, seed % 4 == 3, &text);
		fputs(text.data, stdout);
		buf_release(&text);
		return 0;
	}
	dir = fileio_temp_dir(NULL);
	if (!dir)
		return 99;
	puts("1..1");
	for (i = 0; i < modules && failed < 5; i++)
		failed += try_module(seed + i,
				     compiler && i % (every ? every : 1) == 0 ? dir : NULL) < 0;
	printf("%sok 1 - %lu modules written as they are read%s\n", failed ? "not " : "", i,
	       compiler ? "" : " (not compared: no checkmodule)");
	fileio_remove_dir(dir);
	free(dir);
	return failed != 0;
}
