// SPDX-License-Identifier: GPL-2.0-or-later
/* Compiles a module store together with one more module in a child, and reports what the
 * compiler says. Reads the store, never writes it. */
#include "config.h"

#include "policy/store_check.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <sepol/cil/cil.h>
#include <sepol/debug.h>
#include <sepol/module.h>
#include <sepol/module_to_cil.h>
#include <sepol/policydb.h>

#include "base/fileio.h"
#include "base/mem.h"
#include "policy/confined_child.h"
#include "base/text.h"

#define TEXT_LIMIT_BYTES ((size_t)64 << 10)
#define CHECK_LIMIT_S    600

const char *store_phase_words(enum store_phase phase)
{
	static const char *const words[STORE_PHASES] = {
		[STORE_READING] = "reading modules",
		[STORE_COMPILING] = "compiling the store",
		[STORE_CHECKING] = "checking neverallow and bounds",
	};

	return words[phase];
}

void store_result_release(struct store_result *r)
{
	free(r->text);
	*r = (struct store_result){ 0 };
}

/* --- in the child: one compilation, then it ends, so its state is in one place -------------- */

static struct {
	int fd;
	struct buf said;
} child;

static void send_line(const char *line)
{
	(void)!write(child.fd, line, strlen(line));
}

static void send_progress(enum store_phase phase, size_t done, size_t total)
{
	struct buf line = { 0 };

	buf_addf(&line, "p %d %zu %zu\n", (int)phase, done, total);
	send_line(buf_str(&line));
	buf_release(&line);
}

static void cil_says(int level, const char *text)
{
	if (level == CIL_ERR && child.said.len < TEXT_LIMIT_BYTES)
		buf_adds(&child.said, text);
}

/* Convert a policy package to CIL text. libsepol asks a stream for its size, so it must be a
 * file. */
static int to_cil(const struct buf *package, struct buf *out)
{
	struct sepol_module_package *p = NULL;
	FILE *in = fdopen(memfd_create("package", MFD_CLOEXEC), "w+"), *text;
	char *bytes = NULL;
	size_t n = 0;
	int rc = -1;

	text = open_memstream(&bytes, &n);
	if (in && text && fwrite(package->data, 1, package->len, in) == package->len &&
	    fseek(in, 0, SEEK_SET) == 0 && sepol_ppfile_to_module_package(in, &p) == 0)
		rc = sepol_module_package_to_cil(text, p);
	if (text)
		fclose(text);
	if (in)
		fclose(in);
	if (rc == 0)
		buf_add(out, bytes, n);
	sepol_module_package_free(p);
	free(bytes);
	return rc;
}

/* Copy CIL text, or convert a package to it; `what` names it in the message. */
static int module_text(const struct buf *raw, const char *what, struct buf *out, struct diag *d)
{
	if (raw->len && (raw->data[0] == '(' || raw->data[0] == ';'))
		buf_add(out, raw->data, raw->len);
	else if (to_cil(raw, out) < 0)
		return diag_set(d, "%s is not a readable policy package", what);
	return 0;
}

/* The CIL text of a module: its `cil`, or what its package (or other CIL text) says. */
static int read_module(const char *cil, const char *package, struct buf *out, struct diag *d)
{
	const char *path = fileio_exists(cil) ? cil : package;
	struct buf raw = { 0 };
	int rc = store_unpack(path, &raw, d);

	if (rc == 0 && path == cil)
		buf_add(out, raw.data, raw.len);
	else if (rc == 0)
		rc = module_text(&raw, path, out, d);
	buf_release(&raw);
	return rc;
}

static int add_module(struct cil_db *db, const struct store *s, const struct store_module *m,
		      struct diag *d)
{
	char *cil = store_module_path(s, m, "cil"), *package = store_module_path(s, m, "hll");
	struct buf text = { 0 };
	int rc = -1;

	if (read_module(cil, package, &text, d) == 0) {
		rc = cil_add_file(db, m->name, text.data, text.len);
		if (rc != SEPOL_OK)
			diag_set(d, "module %s of the store does not parse", m->name);
	}
	free(cil);
	free(package);
	buf_release(&text);
	return rc == SEPOL_OK ? 0 : -1;
}

/* For each name the highest priority counts, unless it is disabled or our module replaces it. */
static bool counts(const struct store *s, size_t i, const char *name)
{
	return !s->items[i].disabled && strcmp(s->items[i].name, name) != 0 &&
	       (i == 0 || strcmp(s->items[i].name, s->items[i - 1].name) != 0);
}

static int add_all(struct cil_db *db, const struct store *s, const char *name,
		   const struct buf *package, struct diag *d)
{
	struct buf ours = { 0 };
	size_t i;
	int rc = -1;

	for (i = 0; i < s->count; i++) {
		if (i % 8 == 0)
			send_progress(STORE_READING, i, s->count);
		if (counts(s, i, name) && add_module(db, s, &s->items[i], d) < 0)
			goto out;
	}
	if (module_text(package, name, &ours, d) < 0)
		goto out;
	if (cil_add_file(db, name, ours.data, ours.len) != SEPOL_OK) {
		diag_set(d, "%s does not parse as CIL", name);
		goto out;
	}
	rc = 0;
out:
	buf_release(&ours);
	return rc;
}

/* Use the settings of libsemanage (direct_api.c), but always check neverallow and bounds. */
static void compile(const struct store *s, const char *name, const struct buf *package)
{
	sepol_policydb_t *policy = NULL;
	struct cil_db *db = NULL;
	struct diag d = { 0 };
	int rc;

	sepol_debug(0);
	cil_set_log_handler(cil_says);
	cil_db_init(&db);
	cil_set_disable_neverallow(db, 0);
	cil_set_policy_version(db, sepol_policy_kern_vers_max());
	cil_set_multiple_decls(db, 1);
	if (add_all(db, s, name, package, &d) < 0) {
		send_line("x ");
		send_line(diag_text(&d));
		return;
	}
	send_progress(STORE_COMPILING, 0, 0);
	rc = cil_compile(db);
	if (rc == SEPOL_OK) {
		send_progress(STORE_CHECKING, 0, 0);
		rc = cil_build_policydb(db, &policy);
	}
	send_line(rc == SEPOL_OK ? "v ok\n" : "v fail\n");
	if (rc != SEPOL_OK)
		send_line(buf_str(&child.said));
}

/* --- in the parent --------------------------------------------------------------------------- */

int store_check_start(struct store_check *c, const struct store *s, const char *name,
		      const struct buf *package, struct diag *d)
{
	int ends[2];

	*c = (struct store_check){ 0 };
	if (!s->dir)
		return diag_set(
			d, "cannot compile a list of names: that needs the modules themselves");
	if (pipe2(ends, O_CLOEXEC) < 0)
		return diag_set(d, "cannot start the store check: %s", strerror(errno));
	c->pid = confined_child_fork(CHECK_LIMIT_S);
	if (c->pid == 0) {
		child.fd = ends[1];
		compile(s, name, package);
		_exit(0);
	}
	close(ends[1]);
	if (c->pid < 0) {
		close(ends[0]);
		*c = (struct store_check){ 0 };
		return diag_set(d, "cannot start the store check: %s", strerror(errno));
	}
	c->fd = ends[0];
	c->module = mem_strdup(name);
	return 0;
}

/* Consume complete progress lines, which come first. */
static void read_progress(struct store_check *c)
{
	char *end;

	while (c->said.len > 2 && c->said.data[0] == 'p' &&
	       (end = memchr(c->said.data, '\n', c->said.len))) {
		int phase = 0;
		size_t rest = c->said.len - (size_t)(end + 1 - c->said.data);

		if (sscanf(c->said.data, "p %d %u %u", &phase, &c->done, &c->total) == 3 &&
		    phase >= 0 && phase < STORE_PHASES)
			c->phase = (enum store_phase)phase;
		memmove(c->said.data, end + 1, rest + 1);
		c->said.len = rest;
	}
}

/* Read once; false at the end. */
static bool read_report(struct store_check *c)
{
	char bytes[4096];
	ssize_t n = read(c->fd, bytes, sizeof(bytes));

	if (n < 0)
		return errno == EINTR || errno == EAGAIN;
	if (n == 0)
		return false;
	if (c->said.len < 2 * TEXT_LIMIT_BYTES)
		buf_add(&c->said, bytes, (size_t)n);
	read_progress(c);
	return true;
}

bool store_check_step(struct store_check *c)
{
	struct pollfd p = { .fd = c->fd, .events = POLLIN };

	while (!c->ended && poll(&p, 1, 0) > 0)
		c->ended = !read_report(c);
	return c->ended;
}

static int wait_for_child(struct store_check *c)
{
	int status = 0;

	while (waitpid(c->pid, &status, 0) < 0)
		if (errno != EINTR)
			return 0;
	return status;
}

static void check_release(struct store_check *c)
{
	if (c->fd > 0)
		close(c->fd);
	buf_release(&c->said);
	free(c->module);
	*c = (struct store_check){ 0 };
}

/* Clean line by line, to keep the line breaks. */
static char *clean_lines(const char *text)
{
	struct buf out = { 0 };
	size_t n;

	while (*text) {
		n = strcspn(text, "\n");
		text_clean(&out, (struct slice){ text, n });
		text += n;
		if (*text == '\n') {
			buf_addc(&out, '\n');
			text++;
		}
	}
	return buf_take(&out);
}

/* The compiler names a place in our module "at NAME:12". */
static bool names_module(const char *text, const char *module)
{
	struct buf place = { 0 };
	bool found;

	buf_addf(&place, "at %s:", module);
	found = strstr(text, buf_str(&place)) != NULL;
	buf_release(&place);
	return found;
}

int store_check_finish(struct store_check *c, struct store_result *out, struct diag *d)
{
	const char *said;
	int status, rc = 0;

	store_result_release(out);
	while (!c->ended)
		c->ended = !read_report(c);
	status = wait_for_child(c);
	said = buf_str(&c->said);
	if (strncmp(said, "v ok", 4) == 0 && WIFEXITED(status)) {
		out->ok = true;
		out->text = mem_strdup("");
	} else if (strncmp(said, "v fail\n", 7) == 0) {
		out->text = clean_lines(said + 7);
		out->ours = names_module(said + 7, c->module);
	} else if (strncmp(said, "x ", 2) == 0) {
		rc = diag_set(d, "the store check could not run: %s", said + 2);
	} else {
		rc = diag_set(d, "the store check could not run: %s",
			      WIFSIGNALED(status) ? strsignal(WTERMSIG(status)) : "out of memory");
	}
	check_release(c);
	return rc;
}

void store_check_cancel(struct store_check *c)
{
	if (c->pid > 0) {
		kill(c->pid, SIGKILL);
		wait_for_child(c);
	}
	check_release(c);
}
