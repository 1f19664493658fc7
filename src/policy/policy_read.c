// SPDX-License-Identifier: GPL-2.0-or-later
/* Reads a policy file with libsepol, binary or CIL text, and writes its index. Runs only in the
 * child (load.c). */
#include "config.h"

#include "policy_read_internal.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <sepol/cil/cil.h>
#include <sepol/debug.h>
#include <sepol/handle.h>
#include <sepol/policydb.h>
#include <sepol/sepol.h>

#include "base/buf.h"
#include "base/fileio.h"
#include "index_build_internal.h"
#include "policy_walk_internal.h"
#include "base/sha256.h"
#include "base/text.h"

#define FILE_LIMIT_BYTES ((size_t)512 << 20)

/* First words of the files that policy tools write (libsepol: policydb.h, module.c). */
#define MAGIC_POLICY  0xf97cff8cu
#define MAGIC_MODULE  0xf97cff8du
#define MAGIC_PACKAGE 0xf97cff8fu

/* Flags in the header of a kernel policy (libsepol: policydb_read). */
#define CONFIG_MLS            1u
#define CONFIG_REJECT_UNKNOWN 2u
#define CONFIG_ALLOW_UNKNOWN  4u

/* A little-endian word of the file; false if the file is shorter. */
static bool word_at(const struct buf *file, size_t at, uint32_t *out)
{
	const unsigned char *p = (const unsigned char *)file->data + at;

	if (at + 4 > file->len)
		return false;
	*out = (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
	return true;
}

static int too_new(const char *path, uint32_t version, struct diag *d)
{
	return diag_set(d,
			"%s is a version %u policy; the libsepol installed here reads up to %d. On "
			"the target machine, `checkpolicy -b -M -c %d -o policy.%d "
			"/sys/fs/selinux/policy` writes it in that version (or, with -C instead of "
			"-c %d, as CIL text): bring that file and name it with -p",
			path, version, sepol_policy_kern_vers_max(), sepol_policy_kern_vers_max(),
			sepol_policy_kern_vers_max(), sepol_policy_kern_vers_max());
}

/* magic, length of the string, "SE Linux", version, flags */
static int read_header(const char *path, const struct buf *file, struct policy_index_header *h,
		       struct diag *d)
{
	uint32_t words, version, flags;

	if (!word_at(file, 4, &words) || words > 32 || !word_at(file, 8 + words, &version) ||
	    !word_at(file, 12 + words, &flags))
		return diag_set(d, "%s is truncated after %zu bytes", path, file->len);
	if (version > (uint32_t)sepol_policy_kern_vers_max())
		return too_new(path, version, d);
	if (version < (uint32_t)sepol_policy_kern_vers_min())
		return diag_set(d, "%s is a version %u policy, too old to be read here", path,
				version);
	h->version = version;
	h->mls = (flags & CONFIG_MLS) != 0;
	h->unknown = flags & CONFIG_REJECT_UNKNOWN  ? POLICY_INDEX_REJECT
		     : flags & CONFIG_ALLOW_UNKNOWN ? POLICY_INDEX_ALLOW
						    : POLICY_INDEX_DENY;
	return 0;
}

/* Keep only libsepol's first message about a failure: it names the cause. */
__attribute__((format(printf, 3, 4))) static void sepol_says(void *arg, sepol_handle_t *handle,
							     const char *fmt, ...)
{
	struct buf *out = arg;
	va_list ap;

	(void)handle;
	if (out->len)
		return;
	va_start(ap, fmt);
	buf_vaddf(out, fmt, ap);
	va_end(ap);
}

static int read_binary(const char *path, struct buf *file, struct index_build *b, struct diag *d)
{
	struct buf said = { 0 };
	sepol_handle_t *handle = NULL;
	sepol_policy_file_t *pf = NULL;
	sepol_policydb_t *policy = NULL;
	int rc = -1;

	if (read_header(path, file, &b->header, d) < 0)
		return -1;
	handle = sepol_handle_create();
	if (!handle || sepol_policy_file_create(&pf) < 0 || sepol_policydb_create(&policy) < 0) {
		diag_set(d, "not enough memory to read %s", path);
		goto out;
	}
	sepol_msg_set_callback(handle, sepol_says, &said);
	sepol_policy_file_set_handle(pf, handle);
	sepol_policy_file_set_mem(pf, file->data, file->len);
	if (sepol_policydb_read(policy, pf) < 0) {
		char *words = text_cleaned((struct slice){ buf_str(&said), said.len });

		diag_set(d, "%s is damaged or truncated: libsepol cannot read it%s%s", path,
			 words[0] ? ": " : "", words);
		free(words);
		goto out;
	}
	rc = policy_walk(policy, b, d);
out:
	sepol_policydb_free(policy);
	sepol_policy_file_free(pf);
	sepol_handle_destroy(handle);
	buf_release(&said);
	return rc;
}

/* libsepol's CIL compiler reports through one function of the process, without an argument. This
 * runs in a child that compiles once. */
static struct buf cil_said;

static void cil_says(int level, const char *text)
{
	size_t n = strcspn(text, "\n");

	if (level != CIL_ERR || cil_said.len > 4096)
		return;
	if (cil_said.len)
		buf_adds(&cil_said, "; ");
	buf_add(&cil_said, text, n);
}

/* Compile, and write the result as the kernel would get it, so that there is only one kind of
 * walk. */
static int compile(const char *path, const struct buf *file, struct buf *image, struct diag *d)
{
	sepol_policydb_t *policy = NULL;
	sepol_policy_file_t *pf = NULL;
	struct cil_db *cil = NULL;
	void *data = NULL;
	size_t bytes = 0;
	char *words;
	int rc = -1;

	cil_set_log_handler(cil_says);
	cil_db_init(&cil);
	cil_set_multiple_decls(cil, 1);
	cil_set_disable_neverallow(cil, 1);
	cil_set_policy_version(cil, sepol_policy_kern_vers_max());
	if (cil_add_file(cil, path, file->data, file->len) != SEPOL_OK ||
	    cil_compile(cil) != SEPOL_OK || cil_build_policydb(cil, &policy) != SEPOL_OK) {
		words = text_cleaned((struct slice){ buf_str(&cil_said), cil_said.len });
		diag_set(d, "%s does not compile as CIL: %s", path, words);
		free(words);
		goto out;
	}
	if (sepol_policydb_to_image(NULL, policy, &data, &bytes) < 0) {
		diag_set(d, "%s: libsepol cannot write the compiled policy", path);
		goto out;
	}
	buf_add(image, data, bytes);
	rc = 0;
out:
	free(data);
	sepol_policy_file_free(pf);
	sepol_policydb_free(policy);
	cil_db_destroy(&cil);
	return rc;
}

static bool looks_like_cil(const struct buf *file)
{
	const char *p = buf_str(file);

	p += strspn(p, " \t\r\n");
	return (*p == '(' || *p == ';') && !memchr(file->data, '\0', file->len);
}

int policy_read(const char *path, int out, bool *text, struct diag *d)
{
	struct buf file = { 0 }, image = { 0 };
	struct index_build b = { 0 };
	struct stat st;
	uint32_t magic = 0;
	int rc = -1;

	*text = false;
	sepol_debug(0);
	if (fileio_read(path, FILE_LIMIT_BYTES, &file, d) < 0)
		goto out;
	if (word_at(&file, 0, &magic) && magic == MAGIC_POLICY) {
		rc = read_binary(path, &file, &b, d);
	} else if (magic == MAGIC_MODULE || magic == MAGIC_PACKAGE) {
		diag_set(d,
			 "%s is a policy module; -p needs the target's whole policy, such "
			 "as its /sys/fs/selinux/policy",
			 path);
	} else if (file.len == 0) {
		diag_set(d, "%s is empty", path);
	} else if (looks_like_cil(&file)) {
		*text = true;
		if (compile(path, &file, &image, d) == 0)
			rc = read_binary(path, &image, &b, d);
	} else {
		diag_set(d, "%s is not an SELinux policy, neither binary nor CIL text", path);
	}
	/* For a file the digest is computed on demand: it takes half as long as everything else. */
	if (rc == 0 && !(stat(path, &st) == 0 && S_ISREG(st.st_mode)))
		sha256_of(file.data, file.len, b.header.sha256);
	if (rc == 0)
		rc = index_build_write(&b, out, d);
out:
	index_build_release(&b);
	buf_release(&image);
	buf_release(&file);
	buf_release(&cil_said);
	return rc;
}
