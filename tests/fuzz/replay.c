// SPDX-License-Identifier: GPL-2.0-or-later
/* Runs a fuzz target once over each file given, without libFuzzer: what a fuzz run once found stays
 * found, in any build. A directory stands for the files in it. */
#include "config.h"

#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/fileio.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define REPLAY_FILE_MAX ((size_t)16 << 20)

static int replay(const char *path)
{
	struct buf bytes = { 0 };
	struct diag d = { 0 };
	int result = fileio_read(path, REPLAY_FILE_MAX, &bytes, &d);

	if (result == 0)
		LLVMFuzzerTestOneInput((const uint8_t *)buf_str(&bytes), bytes.len);
	else
		fprintf(stderr, "%s\n", diag_text(&d));
	buf_release(&bytes);
	diag_release(&d);
	return result;
}

int main(int argc, char **argv)
{
	struct dirent *entry;
	char *path;
	DIR *dir;
	int i, bad = 0, done = 0;

	for (i = 1; i < argc; i++) {
		dir = opendir(argv[i]);
		while (dir && (entry = readdir(dir))) {
			if (entry->d_name[0] == '.')
				continue;
			path = fileio_join(argv[i], entry->d_name);
			bad |= replay(path);
			done++;
			free(path);
		}
		if (dir)
			closedir(dir);
		else {
			bad |= replay(argv[i]);
			done++;
		}
	}
	printf("%d inputs\n", done);
	return bad != 0 || done == 0;
}
