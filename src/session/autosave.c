// SPDX-License-Identifier: GPL-2.0-or-later
#include "config.h"

#include "session/autosave.h"

#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/fileio.h"
#include "base/mem.h"
#include "base/sha256.h"
#include "te/block.h"
#include "te/read.h"
#include "base/text.h"

#define JOURNAL_MAX_BYTES ((size_t)64 << 20)
#define FIRST_LINE        "#@ avcurate 1\n"
#define PID_KEY           "#@ pid "
#define VISITOR_KEY       "#@ visitor "

/* Blocks as in a .te, each ended by `#@ end`; of several for a rule the last one counts. A block that
 * is not ended was cut short by what ended the program, and is none. */
struct autosave {
	struct session *session;
	char *path, *module; /* `module`: the name it was opened for, NULL while unnamed */
	int fd;
	off_t bytes; /* that we wrote; more is a visitor's */
	bool recording;
	bool unsynced;     /* there is more in the file than is surely on the disk */
	bool broken, told; /* a write failed: nothing more until a new beginning */
	struct diag failure;
	uint64_t recorded; /* serial of the decisions that is on disk */
	char *draft;       /* of a note that is being typed; NULL: none */
	rule_id draft_rule;
	struct te_file left; /* its blocks */
	struct buf scratch;
};

static char *unnamed_path(const char *const *logs, size_t n)
{
	char hex[65], *cwd = getcwd(NULL, 0), *dir = fileio_state_dir(true), *path;
	struct buf name = { 0 };
	struct sha256 sum;
	size_t i;

	sha256_init(&sum);
	if (cwd)
		sha256_add(&sum, cwd, strlen(cwd));
	for (i = 0; i < n; i++)
		sha256_add(&sum, logs[i], strlen(logs[i]) + 1);
	sha256_hex(&sum, hex);
	hex[16] = '\0';
	free(cwd);
	buf_addf(&name, "unnamed-%s.swp", hex);
	path = fileio_join(dir, buf_str(&name));
	buf_release(&name);
	free(dir);
	return path;
}

static char *named_path(const struct session *s)
{
	struct buf name = { 0 };
	char *path;

	buf_addf(&name, ".%s.te.swp", s->module.name);
	path = fileio_join(s->module.dir, buf_str(&name));
	buf_release(&name);
	return path;
}

/* One line of a block; `at` goes to the next. */
static char *next_line(char **at)
{
	char *line = *at, *end = line ? strchr(line, '\n') : NULL;

	if (!end)
		return NULL;
	*end = '\0';
	*at = end + 1;
	return line;
}

/* A later block for the same rule takes the earlier one's place. */
static void keep_block(struct autosave *j, struct te_block *b)
{
	const struct te_block *before = te_find_block(&j->left, &b->key);
	struct te_block *place;

	if (!before) {
		te_file_add_block(&j->left, b);
		return;
	}
	place = &j->left.blocks[before - j->left.blocks];
	te_block_release(place);
	*place = *b;
	*b = (struct te_block){ 0 };
}

/* The draft of a note belongs to the block before it: autosave_draft writes that first. */
static void take_draft(struct te_block *b, const char *json)
{
	json_t *text = json_loads(json, JSON_DECODE_ANY, NULL);

	if (json_is_string(text)) {
		free(b->decision.note);
		b->decision.note =
			*json_string_value(text) ? mem_strdup(json_string_value(text)) : NULL;
	}
	json_decref(text);
}

static void read_left(struct autosave *j)
{
	struct intern *names = j->session->names;
	struct te_block block = { 0 };
	struct buf text = { 0 };
	bool open = false;
	char *at, *line;

	if (fileio_read(j->path, JOURNAL_MAX_BYTES, &text, NULL) < 0)
		goto out;
	at = text.data;
	while ((line = next_line(&at))) {
		char *key = strncmp(line, "#@ ", 3) == 0 ? line + 3 : NULL;
		char *json = key ? strchr(key, ' ') : NULL;

		if (!key)
			continue;
		if (json)
			*json++ = '\0';
		if (strcmp(key, "rule") == 0 && json) {
			te_block_release(&block);
			open = te_block_open(&block, json, names, j->path, 0, NULL) == 0;
		} else if (open && strcmp(key, "end") == 0) {
			te_block_close(&block, NULL, names);
			keep_block(j, &block);
			open = false;
		} else if (open && strcmp(key, "draft") == 0 && json) {
			take_draft(&block, json);
		} else if (open && json) {
			open = te_block_add_line(&block, key, json, names, j->path, 0, NULL) == 0;
		}
	}
out:
	te_block_release(&block);
	buf_release(&text);
}

/* Who is at it, from its first lines; 0 unknown. */
static pid_t read_pid(const char *path)
{
	struct buf text = { 0 };
	const char *at;
	long pid = 0;

	if (fileio_read(path, JOURNAL_MAX_BYTES, &text, NULL) == 0) {
		at = strstr(buf_str(&text), PID_KEY);
		pid = at ? strtol(at + strlen(PID_KEY), NULL, 10) : 0;
	}
	buf_release(&text);
	return (pid_t)pid;
}

/* Tell who writes it that we are here, too: a line between two of his blocks, which are written whole. */
static void leave_card(const char *path)
{
	int fd = open(path, O_WRONLY | O_APPEND | O_CLOEXEC | O_NOFOLLOW);
	struct buf line = { 0 };

	if (fd < 0)
		return;
	buf_addf(&line, VISITOR_KEY "%ld\n", (long)getpid());
	(void)!write(fd, line.data, line.len);
	buf_release(&line);
	close(fd);
}

pid_t autosave_visitor(struct autosave *j)
{
	struct stat st;
	char tail[64];
	ssize_t n;
	off_t from;

	if (!j || j->fd < 0 || !j->recording || fstat(j->fd, &st) < 0 || st.st_size <= j->bytes)
		return 0;
	from = st.st_size > (off_t)sizeof(tail) - 1 ? st.st_size - (off_t)sizeof(tail) + 1 : 0;
	n = pread(j->fd, tail, sizeof(tail) - 1, from);
	j->bytes = st.st_size;
	tail[n > 0 ? n : 0] = '\0';
	return strstr(tail, VISITOR_KEY)
		       ? (pid_t)strtol(strstr(tail, VISITOR_KEY) + strlen(VISITOR_KEY), NULL, 10)
		       : 0;
}

/* Locked by who writes it, for as long as he runs. */
static int open_locked(const char *path, bool *busy)
{
	struct stat st, now;
	int fd;

	*busy = false;
	do {
		fd = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0600);
		if (fd < 0)
			return -1;
		if (flock(fd, LOCK_EX | LOCK_NB) < 0) {
			*busy = true;
			close(fd);
			return -1;
		}
		if (fstat(fd, &st) == 0 && lstat(path, &now) == 0 && st.st_ino == now.st_ino) {
			if (!st.st_size)
				fileio_give_to_caller(fd);
			return fd;
		}
		close(fd); /* removed by who just quit: once more, for a file that has the name */
	} while (true);
}

struct autosave *autosave_open(struct session *s, const char *const *logs, size_t log_count,
			       enum autosave_found *found, pid_t *pid, struct diag *d)
{
	struct autosave *j = mem_zalloc(1, sizeof(*j));
	bool busy;

	j->session = s;
	j->module = s->module.name ? mem_strdup(s->module.name) : NULL;
	j->path = j->module ? named_path(s) : unnamed_path(logs, log_count);
	j->fd = open_locked(j->path, &busy);
	*pid = busy ? read_pid(j->path) : 0;
	if (busy)
		leave_card(j->path);
	*found = busy ? AUTOSAVE_BUSY : AUTOSAVE_NEW;
	if (j->fd < 0 && !busy) {
		diag_set(d, "decisions are not saved as they are made: cannot write %s: %s",
			 j->path,
			 errno == ELOOP ? "it is a symbolic link, and those are not followed"
					: strerror(errno));
		autosave_close(j, false);
		return NULL;
	}
	if (j->fd >= 0) {
		read_left(j);
		*found = j->left.block_count ? AUTOSAVE_LEFT : AUTOSAVE_NEW;
	}
	return j;
}

void autosave_close(struct autosave *j, bool quit)
{
	if (!j)
		return;
	if (j->fd >= 0 &&
	    (quit || (j->recording && !j->draft && !decisions_dirty(j->session->decisions))))
		(void)!unlink(j->path);
	if (j->fd >= 0)
		close(j->fd);
	te_file_release(&j->left);
	diag_release(&j->failure);
	buf_release(&j->scratch);
	free(j->draft);
	free(j->path);
	free(j->module);
	free(j);
}

bool autosave_fits(const struct autosave *j)
{
	const char *name = j->session->module.name;

	return j->module && name ? strcmp(j->module, name) == 0 : !j->module && !name;
}

size_t autosave_left(const struct autosave *j)
{
	return j->left.block_count;
}

bool autosave_waits(const struct autosave *j)
{
	return j->left.block_count && !j->recording;
}

size_t autosave_recover(struct autosave *j)
{
	struct session *s = j->session;
	uint64_t before = decisions_serial(s->decisions);
	struct buf words = { 0 };
	size_t i;

	decisions_begin(s->decisions);
	for (i = 0; i < j->left.block_count; i++) {
		rule_id id = ledger_ensure(s->denials, &j->left.blocks[i].key);

		decisions_set(s->decisions, id, &j->left.blocks[i].decision);
		seen_before_take_block(s->seen_before, id, &j->left.blocks[i]);
	}
	buf_addf(&words, "recovered %zu decision%s", j->left.block_count,
		 j->left.block_count == 1 ? "" : "s");
	decisions_end(s->decisions, buf_str(&words));
	buf_release(&words);
	return (size_t)(decisions_serial(s->decisions) - before);
}

void autosave_compare(struct autosave *j)
{
	struct session *s = j->session;
	size_t i;

	for (i = 0; i < j->left.block_count; i++) {
		const struct te_block *b = &j->left.blocks[i];
		rule_id id = ledger_find(s->denials, &b->key);
		const struct decision *now = decisions_get(s->decisions, id);

		message_add(
			&s->messages, DIAG_INFO, "left by the last run: %s %s:%s %s%s%s; here: %s",
			intern_str(s->names, b->key.source), intern_str(s->names, b->key.target),
			intern_str(s->names, b->key.class), decision_state_name(b->decision.state),
			b->decision.note ? ", with the note " : "",
			b->decision.note ? b->decision.note : "", decision_state_name(now->state));
	}
}

static void append(struct autosave *j, const struct buf *b)
{
	ssize_t did;

	if (j->broken)
		return;
	did = write(j->fd, b->data, b->len);
	j->bytes += did > 0 ? did : 0;
	j->unsynced = true;
	if (did == (ssize_t)b->len)
		return;
	j->broken = true;
	diag_set(
		&j->failure,
		"decisions are not saved as they are made: cannot write %s: %s; write the module (W) to "
		"keep them",
		j->path, did < 0 ? strerror(errno) : "the disk is full");
}

/* A cut-off block at the end would swallow what follows it: begin with a whole file. */
void autosave_begin(struct autosave *j)
{
	if (j->fd < 0)
		return;
	(void)!ftruncate(j->fd, 0);
	j->bytes = 0;
	diag_release(&j->failure);
	j->broken = false;
	j->told = false;
	buf_clear(&j->scratch);
	buf_addf(&j->scratch, FIRST_LINE PID_KEY "%ld\n", (long)getpid());
	append(j, &j->scratch);
	j->recording = true;
	j->recorded = 0;
	if (!decisions_dirty(j->session->decisions))
		j->recorded = decisions_serial(j->session->decisions);
}

static void add_draft(struct autosave *j)
{
	json_t *draft = json_string(j->draft); /* NULL for what is no UTF-8 */
	char *dumped, *clean = text_cleaned(slice_of(j->draft));

	if (!draft)
		draft = json_string(clean);
	dumped = json_dumps(draft, JSON_ENSURE_ASCII | JSON_ENCODE_ANY);
	buf_addf(&j->scratch, "#@ draft %s\n", dumped);
	free(dumped);
	free(clean);
	json_decref(draft);
}

/* With the note that is being typed for it, if one is. */
static void add_block(struct autosave *j, rule_id id)
{
	const struct session *s = j->session;
	const struct rule *r = ledger_rule(s->denials, id);
	const struct decision *d = decisions_get(s->decisions, id);
	struct statement st = { 0 };

	decision_statement(d, r, s->names, &st);
	te_block_print(r, d, &st, false, NULL, NULL, s->names, &j->scratch);
	statement_release(&st);
	if (j->draft && j->draft_rule == id)
		add_draft(j);
	buf_adds(&j->scratch, "#@ end\n");
}

static void record_decisions(struct autosave *j)
{
	const struct decisions *ds = j->session->decisions;
	size_t i, n = ledger_count(j->session->denials);

	buf_clear(&j->scratch);
	for (i = 0; i < n; i++)
		if (decisions_changed(ds, (rule_id)i) > j->recorded)
			add_block(j, (rule_id)i);
	j->recorded = decisions_serial(ds);
	if (j->scratch.len)
		append(j, &j->scratch);
}

int autosave_record(struct autosave *j, struct diag *d)
{
	if (!j || j->fd < 0 || !j->recording)
		return 0;
	if (decisions_serial(j->session->decisions) != j->recorded)
		record_decisions(j);
	/* What is typed of a note, too. */
	if (j->unsynced && !j->broken)
		(void)!fdatasync(j->fd);
	j->unsynced = false;
	if (!j->broken || j->told)
		return 0;
	j->told = true;
	return diag_set(d, "%s", diag_text(&j->failure));
}

void autosave_draft(struct autosave *j, rule_id id, const char *text)
{
	if (!j || j->fd < 0 || !j->recording || id == RULE_NONE)
		return;
	free(j->draft);
	j->draft = text ? mem_strdup(text) : NULL;
	j->draft_rule = id;
	buf_clear(&j->scratch);
	add_block(j, id);
	append(j, &j->scratch);
}

void autosave_written(struct autosave *j)
{
	if (j && j->fd >= 0 && j->recording)
		autosave_begin(j);
}
