// SPDX-License-Identifier: GPL-2.0-or-later
/* Read the system journal through libsystemd: what the kernel and its audit socket wrote since this
 * boot, then new entries. Gives each entry as the line that auditd would write, and each record
 * once even if the journal holds it twice. Does not know what the fields of a record mean. */
#include "config.h"

#include "source_internal.h"

#include "base/mem.h"

#ifdef HAVE_LIBSYSTEMD
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <systemd/sd-id128.h>
#include <systemd/sd-journal.h>

#include "base/clock.h"
#include "base/fileio.h"
#include "input/cannot_read.h"
#include "journald_internal.h"

struct journal {
	sd_journal *j;
	struct journald_fold fold;
	struct buf lines;   /* lines that did not fit into the last read */
	size_t given;       /* bytes of `lines` given out */
	struct buf kept[3]; /* fields of the entry */
	int64_t look_us;    /* time of the next check */
};

#define LOOK_US        40000
#define SLICE_US       2000 /* time limit of one read */
#define ENTRIES_A_LOOK 8    /* entries between two checks of the clock */

static struct slice field(sd_journal *j, const char *name)
{
	const void *data;
	size_t n, skip = strlen(name) + 1;

	if (sd_journal_get_data(j, name, &data, &n) < 0 || n < skip)
		return (struct slice){ "", 0 };
	return (struct slice){ (const char *)data + skip, n - skip };
}

/* Copy a field to `kept`: libsystemd may unmap it when we ask for the next one. */
static struct slice keep(sd_journal *j, const char *name, struct buf *kept)
{
	struct slice value = field(j, name);

	buf_clear(kept);
	buf_add(kept, value.p, value.n);
	return (struct slice){ buf_str(kept), kept->len };
}

static void read_entry(struct journal *j)
{
	struct journald_entry e = { .kernel = slice_is(field(j->j, "_TRANSPORT"), "kernel") };

	e.id = keep(j->j, "_AUDIT_ID", &j->kept[0]);
	e.time_us = keep(j->j, "_SOURCE_REALTIME_TIMESTAMP", &j->kept[1]);
	e.type = keep(j->j, "_AUDIT_TYPE", &j->kept[2]);
	e.message = field(j->j, "MESSAGE");
	journald_line(&j->fold, &e, &j->lines);
}

static int cannot(struct source *s, int error, struct diag *d)
{
	return diag_set(d, "cannot read %s further: %s", s->pub.path, strerror(-error));
}

/* Return 1 if an entry was read, 0 if there is no entry now, or a negative errno. */
static int next_entry(struct journal *j)
{
	int rc = sd_journal_next(j->j);

	if (rc == 0) {
		rc = sd_journal_process(j->j);
		if (rc >= 0)
			rc = sd_journal_next(j->j);
	}
	if (rc > 0)
		read_entry(j);
	return rc;
}

static enum source_got journal_read(struct source *s, char *bytes, size_t cap, size_t *n,
				    struct diag *d)
{
	struct journal *j = s->state;
	int64_t end_us = clock_us() + SLICE_US;
	size_t entries;
	int rc = 1;

	*n = 0;
	j->look_us = clock_us() + LOOK_US;
	while (j->given == j->lines.len && rc > 0) {
		buf_clear(&j->lines);
		j->given = 0;
		/* Most entries give no line, and each costs some microseconds. */
		for (entries = 0; j->lines.len < cap; entries++) {
			if (entries % ENTRIES_A_LOOK == 0 && clock_us() > end_us)
				break;
			rc = next_entry(j);
			if (rc <= 0)
				break;
		}
		if (rc < 0) {
			cannot(s, rc, d);
			return SOURCE_FAILED;
		}
		if (clock_us() > end_us)
			break;
	}
	*n = j->lines.len - j->given;
	if (!*n && rc > 0)
		return SOURCE_AGAIN;
	if (!*n)
		return SOURCE_NOTHING;
	if (*n > cap)
		*n = cap;
	memcpy(bytes, j->lines.data + j->given, *n);
	j->given += *n;
	s->read_bytes += *n;
	return SOURCE_BYTES;
}

static int journal_fd(const struct source *s)
{
	const struct journal *j = s->state;

	return j ? sd_journal_get_fd(j->j) : -1;
}

/* Poll: a new entry is in the file at once, but journald announces it up to 250 ms later (systemd's
 * POST_CHANGE_TIMER_INTERVAL_USEC). */
static int journal_timeout_ms(const struct source *s)
{
	const struct journal *j = s->state;
	int64_t left = j ? j->look_us - clock_us() : -1;

	if (!j)
		return -1;
	return left > 0 ? (int)(left / 1000) + 1 : 0;
}

static void journal_skip(struct source *s)
{
	struct journal *j = s->state;

	if (sd_journal_seek_tail(j->j) >= 0)
		sd_journal_previous(j->j);
	buf_clear(&j->lines);
	j->given = 0;
}

static void journal_close(struct source *s)
{
	struct journal *j = s->state;
	size_t i;

	if (!j)
		return;
	sd_journal_close(j->j);
	buf_release(&j->lines);
	for (i = 0; i < AV_ARRAY_LEN(j->kept); i++)
		buf_release(&j->kept[i]);
	free(j);
	s->state = NULL;
}

static const struct source_ops journal_ops = {
	.name = "journal",
	.live = true,
	.slow = true,
	.read = journal_read,
	.fd = journal_fd,
	.timeout_ms = journal_timeout_ms,
	.skip = journal_skip,
	.close = journal_close,
};

/* Select what the kernel wrote, over either transport; `boot`: only since this boot. */
static int begin_journal(struct source *s, sd_journal *opened, bool boot, struct diag *d)
{
	struct journal *j = mem_zalloc(1, sizeof(*j));
	char match[sizeof("_BOOT_ID=") + SD_ID128_STRING_MAX];
	char id_text[SD_ID128_STRING_MAX];
	sd_id128_t id;
	int rc;

	j->j = opened;
	s->state = j;
	s->ops = &journal_ops;
	/* Set the watch before reading to the end, so that no entry is missed in between. */
	rc = sd_journal_get_fd(j->j);
	if (rc >= 0)
		rc = sd_journal_add_match(j->j, "_TRANSPORT=audit", 0);
	if (rc >= 0)
		rc = sd_journal_add_match(j->j, "_TRANSPORT=kernel", 0);
	if (rc >= 0 && boot && sd_id128_get_boot(&id) >= 0) {
		snprintf(match, sizeof(match), "_BOOT_ID=%s", sd_id128_to_string(id, id_text));
		rc = sd_journal_add_match(j->j, match, 0);
	}
	if (rc >= 0)
		rc = sd_journal_seek_head(j->j);
	return rc < 0 ? cannot(s, rc, d) : 0;
}

char *source_journal_path(struct diag *d)
{
	static const char *const roots[] = { "/var/log/journal", "/run/log/journal" };
	char id_text[SD_ID128_STRING_MAX];
	struct buf path = { 0 };
	sd_id128_t id;
	size_t i;

	if (sd_id128_get_machine(&id) < 0) {
		diag_set(d, "cannot find this host's journal: /etc/machine-id cannot be read");
		return NULL;
	}
	for (i = 0; i < AV_ARRAY_LEN(roots); i++) {
		buf_clear(&path);
		buf_addf(&path, "%s/%s/system.journal", roots[i], sd_id128_to_string(id, id_text));
		if (fileio_exists(buf_str(&path)))
			return buf_take(&path);
	}
	/* We may just not be permitted to see it: opening it reports why it cannot be read. */
	return buf_take(&path);
}

SOURCE_OPEN(journal)
{
	struct source *s = mem_zalloc(1, sizeof(*s));
	struct diag own = { 0 };
	sd_journal *j;
	struct stat st = { 0 };
	int rc;

	s->pub.path = mem_strdup("journal");
	source_next_file(s, -1, &st, 0);
	if (access(path, R_OK) < 0)
		cannot_read(path, errno, &own);
	else if ((rc = sd_journal_open(&j, SD_JOURNAL_LOCAL_ONLY | SD_JOURNAL_SYSTEM)) < 0)
		cannot(s, rc, &own);
	else
		begin_journal(s, j, true, &own);
	source_report_failure(s, &own, d);
	return s;
}

int source_journal_begin(struct source *s, struct diag *d)
{
	/* sd_journal_open_files refuses a path without a directory (EDESTADDRREQ). */
	char *real = realpath(s->pub.path, NULL);
	const char *paths[] = { real ? real : s->pub.path, NULL };
	sd_journal *j;
	int rc = sd_journal_open_files(&j, paths, 0);

	free(real);
	return rc < 0 ? cannot(s, rc, d) : begin_journal(s, j, false, d);
}
#else
#define INSTEAD                                                                                       \
	"this avcurate was built without libsystemd: install libsystemd-dev (Fedora: systemd-devel) " \
	"and rebuild it, or read the journal with journalctl -b -f -o export _TRANSPORT=audit | "     \
	"avcurate -"

char *source_journal_path(struct diag *d)
{
	diag_set(d, INSTEAD);
	return NULL;
}

SOURCE_OPEN(journal)
{
	struct diag own = { 0 };

	(void)path;
	diag_set(&own, INSTEAD);
	return source_failed("journal", &own, d);
}
#endif
