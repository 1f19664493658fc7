// SPDX-License-Identifier: GPL-2.0-or-later
/* Asks file contexts for the label of a path, and finds objects whose proper label would allow
 * the access. Writes the commands for the fix; never runs them. */
#include "config.h"

#include "policy/labels.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <selinux/label.h>
#include <selinux/selinux.h>

#include "base/attr.h"
#include "base/fileio.h"
#include "base/hash.h"
#include "base/mem.h"
#include "denial/record.h"
#include "policy/eval.h"
#include "base/text.h"

/* Remember the last look-ups, by a hash of path and mode: the same few paths are asked for
 * repeatedly while a rule is judged, explained and fixed. A power of two. */
#define LABELS_KEPT 256

#define CUSTOMIZABLE_MAX_BYTES ((size_t)1 << 20)

struct label_kept {
	char *path;
	char *context; /* NULL: no label */
	int mode;
};

struct labels {
	struct selabel_handle *handle;
	char *path;
	struct label_paths *carried; /* of `path`, read on first use */
	bool looked;
	struct buf customizable; /* type names, each between line breaks */
	struct label_kept kept[LABELS_KEPT];
};

/* Otherwise libselinux writes to standard error, into the screen. */
static int drop_message(int type, const char *fmt, ...)
{
	(void)type;
	(void)fmt;
	return 0;
}

/* Read the types that administrators assign by hand: contexts/customizable_types, if the file
 * contexts are a whole policy's contexts/files. */
static void read_customizable(struct labels *l)
{
	char *dir = fileio_dir(l->path), *path = fileio_join(dir, "../customizable_types");
	struct buf text = { 0 };

	buf_addc(&l->customizable, '\n');
	if (fileio_exists(path) && fileio_read(path, CUSTOMIZABLE_MAX_BYTES, &text, NULL) == 0)
		buf_add(&l->customizable, buf_str(&text), text.len);
	buf_addc(&l->customizable, '\n');
	buf_release(&text);
	free(path);
	free(dir);
}

bool labels_customizable(const struct labels *l, const char *type)
{
	struct buf line = { 0 };
	bool found;

	buf_addf(&line, "\n%s\n", type);
	found = *type && strstr(buf_str(&l->customizable), buf_str(&line));
	buf_release(&line);
	return found;
}

struct labels *labels_open(const char *path, struct diag *d)
{
	const struct selinux_opt options[] = { { SELABEL_OPT_PATH, path } };
	union selinux_callback before = selinux_get_callback(SELINUX_CB_LOG), log;
	struct selabel_handle *handle;
	struct labels *l;

	log.func_log = drop_message;
	selinux_set_callback(SELINUX_CB_LOG, log);
	errno = 0;
	handle = selabel_open(SELABEL_CTX_FILE, options, path ? 1 : 0);
	selinux_set_callback(SELINUX_CB_LOG, before);
	if (!handle) {
		diag_set(d, "cannot read file contexts %s: %s", path ? path : "of this host",
			 errno ? strerror(errno) : "it is damaged");
		return NULL;
	}
	l = mem_zalloc(1, sizeof(*l));
	l->handle = handle;
	l->path = mem_strdup(path ? path : selinux_file_context_path());
	read_customizable(l);
	return l;
}

void labels_free(struct labels *l)
{
	size_t i;

	if (!l)
		return;
	for (i = 0; i < LABELS_KEPT; i++) {
		free(l->kept[i].path);
		free(l->kept[i].context);
	}
	selabel_close(l->handle);
	label_paths_free(l->carried);
	buf_release(&l->customizable);
	free(l->path);
	free(l);
}

struct label_paths *labels_get_paths(struct labels *l)
{
	if (!l->looked)
		l->carried = label_paths_open(l->path);
	l->looked = true;
	return l->carried;
}

static int mode_of(const char *class)
{
	static const struct {
		const char *class;
		int mode;
	} modes[] = {
		{ "file", S_IFREG },      { "dir", S_IFDIR },      { "lnk_file", S_IFLNK },
		{ "chr_file", S_IFCHR },  { "blk_file", S_IFBLK }, { "sock_file", S_IFSOCK },
		{ "fifo_file", S_IFIFO },
	};
	size_t i;

	for (i = 0; i < AV_ARRAY_LEN(modes); i++)
		if (strcmp(modes[i].class, class) == 0)
			return modes[i].mode;
	return -1;
}

bool label_path_is_plain(const char *path)
{
	const unsigned char *p = (const unsigned char *)path;

	if (*p != '/')
		return false;
	for (; *p; p++)
		if (*p < 0x20 || *p > 0x7e)
			return false;
	return (size_t)(p - (const unsigned char *)path) < 4096;
}

/* True for paths without a label in a file system. "/" is how the kernel names the root of
 * whatever is mounted (name="/") or of a mount namespace: usually not this tree's root. A
 * deleted file is no longer at any path (fs/d_path.c: path_with_deleted). */
static bool is_virtual(const char *path)
{
	static const char *const tops[] = { "/proc/", "/sys/", "/dev/pts/", "/selinux/" };
	size_t i;

	if (!path[1] || slice_ends(slice_of(path), " (deleted)"))
		return true;
	for (i = 0; i < AV_ARRAY_LEN(tops); i++)
		if (strncmp(path, tops[i], strlen(tops[i])) == 0)
			return true;
	return false;
}

static char *look_up(struct labels *l, const char *path, int mode)
{
	union selinux_callback before = selinux_get_callback(SELINUX_CB_LOG), log;
	char *context = NULL, *copy = NULL;
	int rc;

	log.func_log = drop_message;
	selinux_set_callback(SELINUX_CB_LOG, log);
	rc = selabel_lookup_raw(l->handle, &context, path, mode);
	selinux_set_callback(SELINUX_CB_LOG, before);
	if (rc == 0 && context && strcmp(context, "<<none>>") != 0)
		copy = mem_strdup(context);
	freecon(context);
	return copy;
}

char *labels_lookup(struct labels *l, const char *path, const char *class)
{
	int mode = mode_of(class);
	struct label_kept *k;
	uint64_t hash;

	if (mode < 0 || !label_path_is_plain(path) || is_virtual(path))
		return NULL;
	hash = hash_bytes(path, strlen(path)) + ((unsigned)mode >> 12);
	k = &l->kept[hash % LABELS_KEPT];
	if (!k->path || k->mode != mode || strcmp(k->path, path) != 0) {
		free(k->path);
		free(k->context);
		*k = (struct label_kept){ mem_strdup(path), look_up(l, path, mode), mode };
	}
	return k->context ? mem_strdup(k->context) : NULL;
}

void label_fix_release(struct label_fix *f)
{
	free(f->type);
	free(f->command);
	*f = (struct label_fix){ 0 };
}

void label_restorecon(const char *path, bool forced, struct buf *out)
{
	buf_adds(out, forced ? "restorecon -F -v " : "restorecon -v ");
	text_quote_word(out, path);
}

bool label_is_of_mount(const struct policy_index *ix, uint32_t type)
{
	uint32_t none = policy_index_value(ix, POLNAME_TYPE, slice_of("noxattrfs"));

	return none && type && type <= ix->types_max && policy_index_type_is(ix, type, none);
}

bool policy_mislabelled(const struct policy_index *ix, const struct eval_overlay *overlay,
			struct labels *l, const char *path, const struct eval_query *queries,
			size_t count, struct label_fix *out)
{
	struct context_parts parts;
	struct buf command = { 0 };
	bool found = false;
	char *context;
	uint32_t type;

	label_fix_release(out);
	if (!count)
		return false;
	context = labels_lookup(l, path,
				policy_index_name_of(ix, POLNAME_CLASS, queries[0].class_value));
	if (!context || !record_context_parts(slice_of(context), &parts))
		goto done;
	type = policy_index_value(ix, POLNAME_TYPE, parts.type);
	if (!type || type == queries[0].target->type ||
	    !eval_allowed_with(ix, overlay, queries, count, type))
		goto done;
	label_restorecon(
		path, labels_customizable(l, eval_type_name(ix, overlay, queries[0].target->type)),
		&command);
	out->type = mem_strndup(parts.type.p, parts.type.n);
	out->command = buf_take(&command);
	found = true;
done:
	free(context);
	return found;
}

/* "httpd_" for httpd_t; 0 for short or unusual names. */
static size_t domain_prefix(const char *name)
{
	size_t n = strlen(name);

	if (n < 5 || strcmp(name + n - 2, "_t") != 0)
		return 0;
	return n - 1;
}

size_t policy_label_candidates(const struct policy_index *ix, const struct eval_overlay *overlay,
			       const struct eval_query *queries, size_t count, uint32_t *out,
			       size_t max)
{
	const char *source, *name;
	size_t prefix, found = 0, i;
	uint32_t v;

	if (!count || !max)
		return 0;
	source = eval_type_name(ix, overlay, queries[0].source->type);
	prefix = domain_prefix(source);
	for (v = 1; prefix && v <= ix->types_max; v++) {
		name = policy_index_name_of(ix, POLNAME_TYPE, v);
		if (!ix->types[v].exists || ix->types[v].attribute ||
		    v == queries[0].target->type || v == queries[0].source->type ||
		    strncmp(name, source, prefix) != 0 ||
		    !eval_allowed_with(ix, overlay, queries, count, v))
			continue;
		for (i = found; i > 0 && strlen(policy_index_name_of(ix, POLNAME_TYPE,
								     out[i - 1])) > strlen(name);
		     i--)
			if (i < max)
				out[i] = out[i - 1];
		if (i < max)
			out[i] = v;
		if (found < max)
			found++;
	}
	return found;
}

/* A blank ends a field of file contexts, and a double quote ends a CIL string: write each by
 * number, as a character class of one. */
bool label_pattern(const char *path, bool dir, struct buf *out)
{
	const char *p;

	if (!label_path_is_plain(path) || is_virtual(path))
		return false;
	for (p = path; *p; p++) {
		if (*p == ' ' || *p == '"') {
			buf_addf(out, "[\\x%02x]", (unsigned char)*p);
			continue;
		}
		if (strchr(".^$?*+|[](){}\\", *p))
			buf_addc(out, '\\');
		buf_addc(out, *p);
	}
	if (dir)
		buf_adds(out, "(/.*)?");
	return true;
}

bool label_fcontext_command(const char *path, const char *class, const char *type, bool forced,
			    struct buf *out)
{
	struct buf pattern = { 0 };
	bool dir = strcmp(class, "dir") == 0, plain = label_pattern(path, dir, &pattern);

	if (plain) {
		buf_addf(out, "semanage fcontext -a -t %s ", type);
		text_quote_word(out, buf_str(&pattern));
		buf_adds(out, " && restorecon ");
		buf_adds(out, forced ? "-F " : "");
		buf_adds(out, dir ? "-Rv " : "-v ");
		text_quote_word(out, path);
	}
	buf_release(&pattern);
	return plain;
}

bool label_level_command(const char *path, const char *level, struct buf *out)
{
	if (!label_path_is_plain(path) || is_virtual(path))
		return false;
	buf_addf(out, "chcon -l %s ", level);
	text_quote_word(out, path);
	return true;
}
