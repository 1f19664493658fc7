// SPDX-License-Identifier: GPL-2.0-or-later
/* Loads a policy: chooses the file, runs the child that reads it (policy_read.c), maps the index
 * that the child wrote. Understands nothing of policies itself. */
#include "config.h"

#include "policy/load.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <selinux/selinux.h>
#include <sepol/policydb.h>

#include "base/fileio.h"
#include "base/mem.h"
#include "policy_read_internal.h"
#include "policy/confined_child.h"
#include "base/sha256.h"
#include "base/text.h"

/* The slowest legitimate policy, a whole distribution as CIL text, takes 2 s here. */
#define READ_LIMIT_S        120
#define MESSAGE_LIMIT_BYTES 8192

enum answer { ANSWER_BINARY = 'b', ANSWER_TEXT = 't', ANSWER_FAILED = 'e' };

static const char *test_mount(void)
{
	const char *dir = getenv("AVCURATE_TEST_SELINUXFS");

	return dir && *dir ? dir : NULL;
}

void policy_host_stand_in(void)
{
	if (test_mount())
		set_selinuxmnt(test_mount());
}

const char *policy_host_mount(void)
{
	if (test_mount())
		return test_mount();
	return is_selinux_enabled() > 0 ? "/sys/fs/selinux" : NULL;
}

char *policy_host_path(void)
{
	const char *loaded = policy_host_mount() ? selinux_current_policy_path() : NULL;
	const char *installed = selinux_binary_policy_path();
	int version;

	if (loaded && access(loaded, R_OK) == 0)
		return mem_strdup(loaded);
	if (!installed)
		return NULL;
	for (version = sepol_policy_kern_vers_max(); version >= sepol_policy_kern_vers_min();
	     version--) {
		struct buf path = { 0 };

		buf_addf(&path, "%s.%d", installed, version);
		if (access(buf_str(&path), R_OK) == 0)
			return buf_take(&path);
		buf_release(&path);
	}
	return NULL;
}

enum policy_mode policy_host_mode(void)
{
	if (!policy_host_mount())
		return POLICY_DISABLED;
	return security_getenforce() == 1 ? POLICY_ENFORCING : POLICY_PERMISSIVE;
}

bool policy_host_should_enforce(void)
{
	int mode = 0;

	return selinux_getenforcemode(&mode) == 0 && mode == 1;
}

static AV_NORETURN void child(const char *path, int block, int answer)
{
	struct diag d = { 0 };
	bool text = false;
	char kind;
	size_t n;

	if (policy_read(path, block, &text, &d) == 0) {
		kind = text ? ANSWER_TEXT : ANSWER_BINARY;
		n = 0;
	} else {
		kind = ANSWER_FAILED;
		n = strlen(diag_text(&d));
	}
	if (n > MESSAGE_LIMIT_BYTES)
		n = MESSAGE_LIMIT_BYTES;
	(void)!write(answer, &kind, 1);
	(void)!write(answer, diag_text(&d), n);
	_exit(0);
}

static void loader_release(struct policy_loader *l)
{
	if (l->fd > 0)
		close(l->fd);
	if (l->block > 0)
		close(l->block);
	free(l->path);
	*l = (struct policy_loader){ 0 };
}

int policy_load_start(struct policy_loader *l, const struct policy_source *source, struct diag *d)
{
	int ends[2];

	*l = (struct policy_loader){ .assumed = !source->path };
	l->path = source->path ? mem_strdup(source->path) : policy_host_path();
	if (!l->path)
		return diag_set(d,
				"this host has no SELinux policy; name the target's with -p FILE");
	l->block = memfd_create("avcurate-policy", MFD_CLOEXEC | MFD_ALLOW_SEALING);
	if (l->block < 0 || pipe2(ends, O_CLOEXEC) < 0) {
		diag_set(d, "cannot start reading %s: %s", l->path, strerror(errno));
		loader_release(l);
		return -1;
	}
	l->fd = ends[0];
	l->pid = confined_child_fork(READ_LIMIT_S);
	if (l->pid == 0)
		child(l->path, l->block, ends[1]);
	close(ends[1]);
	if (l->pid < 0) {
		l->pid = 0;
		diag_set(d, "cannot start reading %s: %s", l->path, strerror(errno));
		loader_release(l);
		return -1;
	}
	return 0;
}

/* Read everything the child reports, to its end. */
static void read_report(int fd, struct buf *out)
{
	char bytes[1024];
	ssize_t n;

	while ((n = read(fd, bytes, sizeof(bytes))) != 0) {
		if (n < 0 && errno != EINTR)
			return;
		if (n > 0 && out->len < 2 * MESSAGE_LIMIT_BYTES)
			buf_add(out, bytes, (size_t)n);
	}
}

static int wait_for_child(struct policy_loader *l)
{
	int status = 0;

	while (waitpid(l->pid, &status, 0) < 0)
		if (errno != EINTR)
			return 0; /* already collected elsewhere; its report is enough */
	l->pid = 0;
	return status;
}

static struct policy *map_block(struct policy_loader *l, struct diag *d)
{
	off_t bytes = lseek(l->block, 0, SEEK_END);
	struct policy *p;
	void *map;

	/* Seal the block, so that what was checked is what is read. */
	if (bytes <= 0 ||
	    fcntl(l->block, F_ADD_SEALS, F_SEAL_WRITE | F_SEAL_SHRINK | F_SEAL_GROW) < 0) {
		diag_set(d, "%s: cannot seal its index: %s", l->path, strerror(errno));
		return NULL;
	}
	map = mmap(NULL, (size_t)bytes, PROT_READ, MAP_SHARED, l->block, 0);
	if (map == MAP_FAILED) {
		diag_set(d, "%s: cannot map its index: %s", l->path, strerror(errno));
		return NULL;
	}
	p = mem_zalloc(1, sizeof(*p));
	p->map = map;
	p->map_bytes = (size_t)bytes;
	p->assumed = l->assumed;
	p->path = mem_strdup(l->path);
	if (policy_index_attach(&p->ix, map, p->map_bytes, d) < 0) {
		policy_free(p);
		return NULL;
	}
	return p;
}

struct policy *policy_load_finish(struct policy_loader *l, struct diag *d)
{
	struct buf said = { 0 };
	struct policy *p = NULL;
	int status;

	read_report(l->fd, &said);
	status = wait_for_child(l);
	if (said.len && said.data[0] == ANSWER_FAILED) {
		diag_set(d, "%s", said.data + 1);
	} else if (said.len && WIFEXITED(status) && WEXITSTATUS(status) == 0) {
		p = map_block(l, d);
		if (p)
			p->text = said.data[0] == ANSWER_TEXT;
	} else if (WIFSIGNALED(status) && WTERMSIG(status) == SIGALRM) {
		diag_set(d, "%s: reading it took more than %d seconds and was stopped", l->path,
			 READ_LIMIT_S);
	} else {
		diag_set(d,
			 "%s: libsepol failed on it (%s): the file is damaged or malicious; "
			 "continuing without a policy",
			 l->path, WIFSIGNALED(status) ? strsignal(WTERMSIG(status)) : "it ended");
	}
	buf_release(&said);
	loader_release(l);
	return p;
}

void policy_load_cancel(struct policy_loader *l)
{
	if (l->pid > 0) {
		kill(l->pid, SIGKILL);
		wait_for_child(l);
	}
	loader_release(l);
}

struct policy *policy_load(const struct policy_source *source, struct diag *d)
{
	struct policy_loader l;

	if (policy_load_start(&l, source, d) < 0)
		return NULL;
	return policy_load_finish(&l, d);
}

void policy_free(struct policy *p)
{
	if (!p)
		return;
	if (p->map)
		munmap(p->map, p->map_bytes);
	free(p->path);
	free(p);
}

/* A distribution's policy has some 10 MB. */
#define IDENTITY_MAX_BYTES ((size_t)256 << 20)

char *policy_identity(const struct policy *p)
{
	struct buf words = { 0 }, bytes = { 0 };
	const char *read = p->ix.header->sha256; /* written by the child: it may be anything */
	char hex[65] = "";

	/* In a shell, the output of another command is called /dev/fd/63. */
	if (*read && !fileio_base(p->path)[strspn(fileio_base(p->path), "0123456789")])
		buf_adds(&words, "a pipe");
	else
		text_clean(&words, slice_of(fileio_base(p->path)));
	buf_addf(&words, " (version %u, %u types", p->ix.header->version, p->ix.header->type_count);
	if (*read)
		memcpy(hex, read, sizeof(hex) - 1);
	else if (fileio_read(p->path, IDENTITY_MAX_BYTES, &bytes, NULL) == 0)
		sha256_of(bytes.data, bytes.len, hex);
	if (strspn(hex, "0123456789abcdef") == sizeof(hex) - 1)
		buf_addf(&words, ", sha256 %s", hex);
	buf_addc(&words, ')');
	buf_release(&bytes);
	return buf_take(&words);
}
