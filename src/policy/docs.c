// SPDX-License-Identifier: GPL-2.0-or-later
/* Reads what a policy's own documentation says about types and booleans. The headers are m4, but
 * what we need is regular: `##` lines with <summary>, then interface(`NAME', then the types in
 * its gen_require. A type belongs to the module whose interfaces name it most often; the most
 * informative of these interfaces describes it. */
#include "config.h"

#include "policy/docs.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>

#include "base/ascii.h"
#include "base/fileio.h"
#include "base/intern.h"
#include "base/mem.h"
#include "base/wrap.h"
#include "base/text.h"

#define DEVEL_DIR        "usr/share/selinux/devel"
#define FILE_LIMIT_BYTES ((size_t)4 << 20)
#define XML_LIMIT_BYTES  ((size_t)32 << 20) /* policy.xml: some 2 MB */
#define DESCRIPTION_MAX  400                /* bytes of a boolean's description */
#define SUMMARY_MAX      160                /* bytes of one summary */
#define DOMAIN_SCORE     100                /* an interface that starts a domain */
#define OBJECT_SCORE     24                 /* less informative lines about an object are omitted */
#define TYPES_MAX        16                 /* types examined in one interface */

/* What one module's header says about a type. */
struct type_docs {
	uint32_t file; /* index into files plus 1; 0: unset */
	uint32_t count;
	/* [0] describes a domain or any object but a directory, [1] a directory. */
	int score[2];
	char *line[2];
};

struct docs_file {
	char *name, *summary;
};

struct docs {
	char *dir, *booleans;
	bool read, booleans_read;
	struct intern *types;
	struct type_docs *best, *now; /* by the type's id */
	size_t cap_best, cap_now, told_count;
	struct docs_file *files;
	size_t file_count, file_cap;
};

/* Open a directory that has include/ and policy.xml; NULL if it has not. */
static struct docs *open_dir(const char *dir)
{
	char *include = fileio_join(dir, "include");
	struct docs *d = NULL;

	if (fileio_exists(include)) {
		d = mem_zalloc(1, sizeof(*d));
		d->dir = mem_strdup(dir);
	}
	free(include);
	return d;
}

/* ROOT of ROOT/etc/selinux/NAME/policy/FILE, or NULL; caller frees. */
static char *root_of(const char *path)
{
	static const char *const parts[] = { "", "policy", NULL, "selinux", "etc" };
	char *real = realpath(path, NULL), *root, *slash;
	size_t i;

	for (i = 0; real && i < AV_ARRAY_LEN(parts); i++) {
		slash = strrchr(real, '/');
		if (!slash || (i && parts[i] && strcmp(slash + 1, parts[i]) != 0)) {
			free(real);
			return NULL;
		}
		*slash = '\0';
	}
	root = real ? mem_strdup(real) : NULL;
	free(real);
	return root;
}

struct docs *docs_beside(const char *policy_path)
{
	char *root = strncmp(policy_path, "/sys/fs/selinux/", 16) == 0 ? mem_strdup("")
								       : root_of(policy_path);
	struct docs *d = NULL;
	char *dir;

	if (root) {
		dir = fileio_join(*root ? root : "/", DEVEL_DIR);
		d = open_dir(dir);
		free(dir);
	}
	free(root);
	return d;
}

static void type_docs_release(struct type_docs *t)
{
	free(t->line[0]);
	free(t->line[1]);
	*t = (struct type_docs){ 0 };
}

void docs_free(struct docs *d)
{
	size_t i;

	if (!d)
		return;
	for (i = 0; i < d->told_count; i++) {
		type_docs_release(&d->best[i]);
		type_docs_release(&d->now[i]);
	}
	for (i = 0; i < d->file_count; i++) {
		free(d->files[i].name);
		free(d->files[i].summary);
	}
	free(d->files);
	free(d->best);
	free(d->now);
	intern_free(d->types);
	free(d->booleans);
	free(d->dir);
	free(d);
}

/* Compare what one more file says about a type with the best so far. */
static void settle(struct docs *d, size_t id)
{
	if (d->now[id].count > d->best[id].count) {
		type_docs_release(&d->best[id]);
		d->best[id] = d->now[id];
		d->now[id] = (struct type_docs){ 0 };
	} else {
		type_docs_release(&d->now[id]);
	}
}

static struct type_docs *type_docs_of(struct docs *d, struct slice type)
{
	size_t id = intern_add(d->types, type);

	if (id >= d->told_count) {
		d->best = mem_grow_zeroed(d->best, &d->cap_best, id + 1, sizeof(*d->best));
		d->now = mem_grow_zeroed(d->now, &d->cap_now, id + 1, sizeof(*d->now));
		d->told_count = id + 1;
	}
	if (d->now[id].file != d->file_count) {
		settle(d, id);
		d->now[id].file = (uint32_t)d->file_count;
	}
	return &d->now[id];
}

/* The state while walking through a header. */
struct walk {
	struct docs *d;
	char summary[SUMMARY_MAX + 1]; /* the first summary in the block of ## lines */
	size_t summary_len;
	bool in_summary, has_summary, in_param, cut;
	struct slice interface;
	char line[SUMMARY_MAX + 1]; /* the summary of `interface` */
	struct slice types[TYPES_MAX];
	size_t type_count;
};

/* How many bytes of a text of `n` bytes, which goes on, are whole words and leave room for
 * "...". */
static size_t whole_words(const char *text, size_t n)
{
	size_t k = wrap_at(text, n - 3);

	while (k && text[k - 1] == ' ')
		k--;
	return k ? k : n - 3;
}

static void add_words(struct walk *w, const char *p, const char *end)
{
	for (; p < end; p++) {
		if (w->summary_len == SUMMARY_MAX) {
			w->cut |= !ascii_is_blank(*p);
			continue;
		}
		if (ascii_is_blank(*p)) {
			if (w->summary_len && w->summary[w->summary_len - 1] != ' ')
				w->summary[w->summary_len++] = ' ';
		} else {
			w->summary[w->summary_len++] = *p;
		}
	}
}

static void comment_line(struct walk *w, const char *p, const char *end)
{
	size_t n = (size_t)(end - p);
	const char *open = memmem(p, n, "<summary>", 9), *close = memmem(p, n, "</summary>", 10);

	if (memmem(p, n, "<param", 6))
		w->in_param = true;
	if (w->has_summary || w->in_param)
		return;
	if (open) {
		w->in_summary = true;
		p = open + 9;
	}
	if (!w->in_summary)
		return;
	if (w->summary_len && w->summary[w->summary_len - 1] != ' ' && w->summary_len < SUMMARY_MAX)
		w->summary[w->summary_len++] = ' ';
	add_words(w, p, close ? close : end);
	if (close) {
		w->in_summary = false;
		w->has_summary = true;
	}
}

/* Return the collected summary and start a new one. Caller frees. */
static char *end_summary(struct walk *w)
{
	char *text;

	if (w->cut) {
		w->summary_len = whole_words(w->summary, w->summary_len);
		memcpy(w->summary + w->summary_len, "...", 3);
		w->summary_len += 3;
	}
	while (w->summary_len && w->summary[w->summary_len - 1] == ' ')
		w->summary_len--;
	text = mem_strndup(w->summary, w->summary_len);
	w->summary_len = 0;
	w->has_summary = w->in_summary = w->in_param = w->cut = false;
	return text;
}

static bool name_has(struct slice s, const char *part)
{
	return memmem(s.p, s.n, part, strlen(part)) != NULL;
}

static bool has_exec_of(const struct walk *w, struct slice type)
{
	size_t i;

	for (i = 0; i < w->type_count; i++)
		if (w->types[i].n == type.n + 5 && type.n > 2 &&
		    memcmp(w->types[i].p, type.p, type.n - 1) == 0 &&
		    memcmp(w->types[i].p + type.n - 1, "exec_t", 6) == 0)
			return true;
	return false;
}

/* Rate how informative an interface is about a type: running or reading it says best what the
 * type is for. */
static int score_of(const struct walk *w, struct slice type, bool dir)
{
	static const struct {
		const char *part;
		int score;
	} first[] = { { "read", 30 },  { "connect_", 30 }, { "manage", 24 },  { "rw", 22 },
		      { "write", 20 }, { "exec", 18 },     { "list", 18 },    { "search", 16 },
		      { "use", 12 },   { "getattr", 10 },  { "dbus_chat", 8 } },
	  all[] = {
		  { "dontaudit", -40 }, { "_admin", -40 }, { "filetrans", -20 }, { "_all_", -20 },
		  { "relabel", -10 },   { "mount", -10 },  { "inherited", -6 },  { "tmpfs", -6 }
	  };
	int score = 20 - 6 * (int)w->type_count;
	size_t i;

	if (name_has(w->interface, "domtrans") && has_exec_of(w, type))
		return DOMAIN_SCORE;
	for (i = 0; i < AV_ARRAY_LEN(first) && !name_has(w->interface, first[i].part); i++)
		;
	score += i < AV_ARRAY_LEN(first) ? first[i].score : 0;
	for (i = 0; i < AV_ARRAY_LEN(all); i++)
		score += name_has(w->interface, all[i].part) ? all[i].score : 0;
	if (dir && (name_has(w->interface, "_dirs") || name_has(w->interface, "list") ||
		    name_has(w->interface, "search")))
		score += 16;
	if (!dir && name_has(w->interface, "_files"))
		score += 4;
	return score;
}

static void end_interface(struct walk *w)
{
	size_t i;
	int k;

	for (i = 0; i < w->type_count && w->line[0]; i++) {
		struct type_docs *t = type_docs_of(w->d, w->types[i]);

		t->count++;
		for (k = 0; k < 2; k++) {
			int score = score_of(w, w->types[i], k == 1);

			if (t->line[k] && t->score[k] >= score)
				continue;
			free(t->line[k]);
			t->line[k] = mem_strdup(w->line);
			t->score[k] = score;
		}
	}
	w->type_count = 0;
	w->interface = (struct slice){ 0 };
}

/* interface(`NAME', */
static void begin_interface(struct walk *w, const char *p, const char *end)
{
	const char *from = memchr(p, '`', (size_t)(end - p)), *to;
	char *summary = end_summary(w);

	end_interface(w);
	to = from ? memchr(from, '\'', (size_t)(end - from)) : NULL;
	if (to) {
		w->interface = (struct slice){ from + 1, (size_t)(to - from - 1) };
		memcpy(w->line, summary, strlen(summary) + 1);
	}
	free(summary);
}

/* type A, B; */
static void require_line(struct walk *w, const char *p, const char *end)
{
	while (p < end && w->type_count < TYPES_MAX) {
		const char *from;

		while (p < end && strchr(" \t,", *p) && *p)
			p++;
		for (from = p; p < end && !strchr(" \t,;\r", *p); p++)
			;
		if (p > from && text_is_name((struct slice){ from, (size_t)(p - from) }))
			w->types[w->type_count++] = (struct slice){ from, (size_t)(p - from) };
		else
			break;
	}
}

static void walk_line(struct walk *w, const char *p, const char *end)
{
	struct docs_file *file = &w->d->files[w->d->file_count - 1];

	if (end - p >= 2 && p[0] == '#' && p[1] == '#') {
		comment_line(w, p + 2, end);
		return;
	}
	while (p < end && ascii_is_blank(*p))
		p++;
	if (p == end && w->has_summary && !file->summary) {
		file->summary = end_summary(w);
	} else if (end - p > 10 && memcmp(p, "interface(", 10) == 0) {
		begin_interface(w, p, end);
	} else if (end - p > 9 && memcmp(p, "template(", 9) == 0) {
		free(end_summary(w));
		end_interface(w);
	} else if (w->interface.n && end - p > 5 && memcmp(p, "type ", 5) == 0) {
		require_line(w, p + 5, end);
	}
}

static void read_header(struct docs *d, const char *path)
{
	struct walk w = { .d = d };
	struct buf text = { 0 };
	const char *name = fileio_base(path), *p, *end;

	if (fileio_read(path, FILE_LIMIT_BYTES, &text, NULL) == 0 && text.len) {
		d->files = mem_grow(d->files, &d->file_cap, d->file_count + 1, sizeof(*d->files));
		d->files[d->file_count++] =
			(struct docs_file){ .name = mem_strndup(name, strlen(name) - 3) };
		for (p = text.data; *p; p = *end ? end + 1 : end) {
			end = strchrnul(p, '\n');
			walk_line(&w, p, end);
		}
		end_interface(&w);
	}
	buf_release(&text);
}

static int is_header(const struct dirent *e)
{
	size_t n = strlen(e->d_name);

	return n > 3 && strcmp(e->d_name + n - 3, ".if") == 0 &&
	       (e->d_type == DT_REG || e->d_type == DT_LNK || e->d_type == DT_UNKNOWN);
}

static int is_layer(const struct dirent *e)
{
	return e->d_name[0] != '.';
}

/* Call `then` for each wanted name of the directory, sorted, so that the same files give the
 * same result. */
static void each_entry(const char *dir, int (*wanted)(const struct dirent *),
		       void (*then)(struct docs *, const char *), struct docs *d)
{
	struct dirent **list;
	int i, n = scandir(dir, &list, wanted, alphasort);

	for (i = 0; i < n; i++) {
		char *path = fileio_join(dir, list[i]->d_name);

		then(d, path);
		free(path);
		free(list[i]);
	}
	if (n >= 0)
		free(list);
}

static void read_layer(struct docs *d, const char *path)
{
	each_entry(path, is_header, read_header, d);
}

static void read_all(struct docs *d)
{
	char *include = fileio_join(d->dir, "include");
	size_t i;

	d->read = true;
	d->types = intern_new();
	each_entry(include, is_layer, read_layer, d);
	for (i = 0; i < d->told_count; i++)
		settle(d, i);
	free(include);
}

static void add_sentence(const char *text, struct buf *out)
{
	size_t n = strlen(text);

	text_clean(out, slice_of(text));
	if (n && !strchr(".:", text[n - 1]))
		buf_addc(out, '.');
}

bool docs_type(struct docs *d, const char *type, const char *class, struct buf *out)
{
	const struct type_docs *t;
	const struct docs_file *file;
	bool dir = class && strcmp(class, "dir") == 0;
	name_id id;

	if (!d->read)
		read_all(d);
	id = intern_find(d->types, slice_of(type));
	if (id == NAME_NONE || id >= d->told_count || !d->best[id].count)
		return false;
	t = &d->best[id];
	file = &d->files[t->file - 1];
	buf_adds(out, out->len ? "Policy module " : "policy module ");
	text_clean(out, slice_of(file->name));
	buf_adds(out, ": \"");
	add_sentence(file->summary ? file->summary : "", out);
	if (t->score[dir] >= (class ? OBJECT_SCORE : DOMAIN_SCORE)) {
		buf_adds(out, file->summary ? " " : "");
		add_sentence(t->line[dir], out);
	}
	buf_addc(out, '"');
	return true;
}

/* The text between two tags, without markup, with runs of blanks as one. */
static char *plain(const char *p, const char *end)
{
	struct buf out = { 0 };
	char *cleaned;
	bool blank = false;

	for (; p < end && out.len < DESCRIPTION_MAX; p++) {
		if (*p == '<') {
			while (p < end && *p != '>')
				p++;
			blank = true;
		} else if (strchr(" \t\r\n", *p)) {
			blank = true;
		} else {
			if (blank && out.len)
				buf_addc(&out, ' ');
			blank = false;
			buf_addc(&out, *p);
		}
	}
	while (p < end && strchr(" \t\r\n", *p))
		p++;
	if (p < end && out.len > 3) {
		out.len = whole_words(buf_str(&out), out.len);
		buf_adds(&out, "...");
	}
	cleaned = text_cleaned((struct slice){ buf_str(&out), out.len });
	buf_release(&out);
	return cleaned;
}

/* <tunable name="N" …> or <bool name="N" …>, then <desc> … </desc> before it ends. */
static char *describe(const char *text, const char *name)
{
	struct buf needle = { 0 };
	const char *at = text, *desc, *end;
	char *out = NULL;

	buf_addf(&needle, " name=\"%s\"", name);
	while (!out && (at = strstr(at, buf_str(&needle)))) {
		bool mine = (at - text >= 8 && memcmp(at - 8, "<tunable", 8) == 0) ||
			    (at - text >= 5 && memcmp(at - 5, "<bool", 5) == 0);

		at += needle.len;
		if (!mine)
			continue;
		desc = strstr(at, "<desc>");
		end = desc ? strstr(desc, "</desc>") : NULL;
		if (!end)
			break;
		out = plain(desc + 6, end);
	}
	buf_release(&needle);
	return out;
}

char *docs_boolean(struct docs *d, const char *name)
{
	struct buf text = { 0 };
	char *path;

	if (!d->booleans_read) {
		path = fileio_join(d->dir, "policy.xml");
		if (fileio_read(path, XML_LIMIT_BYTES, &text, NULL) == 0)
			d->booleans = buf_take(&text);
		buf_release(&text);
		free(path);
	}
	d->booleans_read = true;
	return d->booleans ? describe(d->booleans, name) : NULL;
}
