// SPDX-License-Identifier: GPL-2.0-or-later
/* Recognise a file format by its first bytes. Does not open or read files. */
#include "config.h"

#include "source_internal.h"

#include <string.h>

#include "base/mem.h"

#define JOURNAL_MAGIC "LPKSHHRH" /* systemd's journal-def.h */

/* Formats that hold a log but need another program to turn it into text. */
static const struct foreign {
	const char *magic;
	size_t n;
	const char *what, *mend; /* `mend`: the command that prints the text, without the path */
} foreign[] = {
	{ "\xfd"
	  "7zXZ",
	  5, "packed with xz", "xz -dc" },
	{ "BZh", 3, "packed with bzip2", "bzip2 -dc" },
	{ "\x28\xb5\x2f\xfd", 4, "packed with zstd", "zstd -dc" },
	{ JOURNAL_MAGIC, sizeof(JOURNAL_MAGIC) - 1, "a journal file", "journalctl -o json --file" },
};

int source_refuse_foreign(const struct source *s, const char *head, size_t n, struct diag *d)
{
	const char *path = s->pub.path;
	size_t i;

	for (i = 0; i < AV_ARRAY_LEN(foreign); i++)
		if (n >= foreign[i].n && memcmp(head, foreign[i].magic, foreign[i].n) == 0)
			return diag_set(d, "%s is %s: read it with %s %s | avcurate list -", path,
					foreign[i].what, foreign[i].mend, path);
	return 0;
}

bool source_is_gz(const char *head, size_t n)
{
	return n >= 2 && head[0] == '\x1f' && head[1] == '\x8b';
}

bool source_is_journal(const char *head, size_t n)
{
	return n >= sizeof(JOURNAL_MAGIC) - 1 &&
	       memcmp(head, JOURNAL_MAGIC, sizeof(JOURNAL_MAGIC) - 1) == 0;
}
