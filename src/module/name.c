// SPDX-License-Identifier: GPL-2.0-or-later
#include "config.h"

#include "avcurate/name.h"

#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "avcurate/fileio.h"
#include "avcurate/mem.h"
#include "avcurate/text.h"

#define STORE_LIST_MAX_BYTES ((size_t)8 << 20)
/* semodule's default: DEFAULT_PRIORITY in semodule(8). */
#define OWN_PRIORITY 400

/* What checkmodule 3.4 reads as a word of its own, found by trying; tests/unit/test_name.c tries
 * them again. Sorted. */
// clang-format off
static const char *const reserved[] = {
	"alias", "allow", "allowxperm", "and", "attribute", "attribute_role", "auditallow",
	"auditallowxperm", "auditdeny", "bool", "category", "class", "clone", "common",
	"constrain", "default_range", "default_role", "default_type", "default_user",
	"devicetreecon", "dom", "domby", "dominance", "dontaudit", "dontauditxperm", "else", "eq",
	"expandattribute", "false", "fs_use_task", "fs_use_trans", "fs_use_xattr", "fscon",
	"genfscon", "glblub", "h1", "h2", "high", "ibendportcon", "ibpkeycon", "if", "incomp",
	"inherits", "iomemcon", "ioportcon", "l1", "l2", "level", "low", "low-high",
	"mlsconstrain", "mlsvalidatetrans", "module", "netifcon", "neverallow", "neverallowxperm",
	"nodecon", "not", "optional", "or", "pcidevicecon", "permissive", "pirqcon", "policycap",
	"portcon", "r1", "r2", "r3", "range", "range_transition", "require", "role",
	"role_transition", "roleattribute", "roles", "sameuser", "sensitivity", "sid", "source",
	"t1", "t2", "t3", "target", "true", "tunable", "type", "type_change", "type_member",
	"type_transition", "typealias", "typeattribute", "typebounds", "types", "u1", "u2", "u3",
	"user", "validatetrans", "xor",
};
// clang-format on

static int compare_words(const void *a, const void *b)
{
	return strcmp(a, *(const char *const *)b);
}

bool name_is_reserved(const char *word)
{
	char small[20];
	bool has_small = false, has_capital = false;
	size_t i;

	for (i = 0; word[i]; i++) {
		if (i + 1 >= sizeof(small))
			return false;
		has_small |= islower((unsigned char)word[i]) != 0;
		has_capital |= isupper((unsigned char)word[i]) != 0;
		small[i] = (char)tolower((unsigned char)word[i]);
	}
	small[i] = '\0';
	return !(has_small && has_capital) &&
	       bsearch(small, reserved, AV_ARRAY_LEN(reserved), sizeof(*reserved), compare_words);
}

/* isalpha of the C locale, whatever the program's. */
static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_word(char c)
{
	return is_letter(c) || (c >= '0' && c <= '9') || c == '_' || c == '-';
}

bool name_is_identifier(const char *word, const char **why)
{
	const char *reason = NULL;
	size_t i;

	/* policy_scan.l: {letter}({alnum}|[_\-])*([\.]?({alnum}|[_\-]))* */
	if (!is_letter(word[0]))
		reason = "the policy language wants a letter first";
	for (i = 0; !reason && word[i]; i++) {
		if (word[i] == '.')
			reason = "names with a dot are CIL's and cannot stand in a .te";
		else if (!is_word(word[i]))
			reason = "the policy language allows letters, digits, _ and - only";
	}
	if (!reason && i > TEXT_NAME_MAX)
		reason = "it is too long";
	if (!reason && name_is_reserved(word))
		reason = "it is a word of the policy language and cannot stand in a .te";
	if (why)
		*why = reason;
	return !reason;
}

char *name_suggest(const char *name)
{
	struct buf b = { 0 };
	size_t i;

	for (i = 0; name[i] && b.len < NAME_MODULE_MAX - strlen("local_"); i++)
		buf_addc(&b, is_word(name[i]) ? name[i] : '_');
	if (!b.len || !is_letter(b.data[0]) || name_is_reserved(b.data) ||
	    strcmp(b.data, "base") == 0 || strcmp(name, b.data) == 0) {
		struct buf local = { 0 };

		buf_addf(&local, "local_%s", b.len ? b.data + (b.data[0] == '_') : "module");
		buf_release(&b);
		b = local;
	}
	return buf_take(&b);
}

int name_check(const char *name, struct diag *d)
{
	const char *what = NULL;
	char *good, *shown;
	size_t i;

	if (!name[0])
		what = "is empty";
	else if (!is_letter(name[0]))
		what = "must begin with a letter";
	for (i = 0; !what && name[i]; i++)
		if (!is_word(name[i]))
			what = "may hold letters, digits, _ and - only";
	if (!what && i > NAME_MODULE_MAX)
		what = "is longer than 200 bytes";
	else if (!what && name_is_reserved(name))
		what = "is a word of the policy language, which checkmodule refuses";
	else if (!what && strcmp(name, "base") == 0)
		what = "is the name of the store's base module, which it would replace";
	if (!what)
		return 0;
	good = name_suggest(name);
	shown = text_cleaned(slice_of(name));
	diag_set(d, "the module name \"%s\" %s; try %s", shown, what, good);
	free(shown);
	free(good);
	return -1;
}

char *name_of_file(const char *path)
{
	static const char *const endings[] = { ".te", ".pp", ".mod", ".cil" };
	const char *base = fileio_base(path);
	size_t i, n = strlen(base);

	for (i = 0; i < AV_ARRAY_LEN(endings); i++) {
		size_t k = strlen(endings[i]);

		if (n >= k && strcmp(base + n - k, endings[i]) == 0)
			return mem_strndup(base, n - k);
	}
	return mem_strdup(base);
}

int name_from_arg(const char *arg, char **name, char **dir, struct diag *d)
{
	struct buf te = { 0 };
	char *path;
	int rc;

	*name = name_of_file(arg);
	*dir = fileio_dir(arg);
	buf_addf(&te, "%s.te", *name);
	path = fileio_join(*dir, te.data);
	rc = (*name)[0] && fileio_exists(path) ? 0 : name_check(*name, d);
	buf_release(&te);
	free(path);
	if (rc < 0) {
		free(*name);
		free(*dir);
		*name = *dir = NULL;
	}
	return rc;
}

void name_store_release(struct name_store *s)
{
	size_t i;

	for (i = 0; i < s->count; i++)
		free(s->entries[i].name);
	free(s->entries);
	*s = (struct name_store){ 0 };
}

static void add_entry(struct name_store *s, struct slice name, unsigned priority)
{
	s->entries = mem_grow(s->entries, &s->cap, s->count + 1, sizeof(*s->entries));
	s->entries[s->count++] = (struct name_store_entry){ mem_strndup(name.p, name.n), priority };
}

static bool next_word(struct slice *line, struct slice *word)
{
	while (line->n && isspace((unsigned char)*line->p))
		line->p++, line->n--;
	word->p = line->p;
	while (line->n && !isspace((unsigned char)*line->p))
		line->p++, line->n--;
	word->n = (size_t)(line->p - word->p);
	return word->n > 0;
}

/* 1 to 999, or 0 when the word is no priority. */
static unsigned priority_of(struct slice word)
{
	unsigned value = 0;
	size_t i;

	for (i = 0; i < word.n; i++) {
		if (!isdigit((unsigned char)word.p[i]) || value > 999)
			return 0;
		value = value * 10 + (unsigned)(word.p[i] - '0');
	}
	return value;
}

int name_store_read(struct name_store *s, const char *file, struct diag *d)
{
	struct buf text = { 0 };
	struct slice line, word, second;
	const char *p, *end;
	unsigned number = 0, priority;
	int rc = fileio_read(file, STORE_LIST_MAX_BYTES, &text, d);

	for (p = buf_str(&text); rc == 0 && *p; p = *end ? end + 1 : end) {
		end = p + strcspn(p, "\n");
		line = (struct slice){ p, (size_t)(end - p) };
		number++;
		if (!next_word(&line, &word))
			continue;
		priority = priority_of(word);
		if (priority && next_word(&line, &second))
			word = second;
		if (!is_letter(word.p[0])) {
			rc = diag_set_at(d, file, number, 0,
					 "no module name; expected the output of "
					 "`semodule -lfull` or `semodule -l`");
			break;
		}
		add_entry(s, word, priority);
	}
	if (rc == 0 && !s->count)
		rc = diag_set(d, "%s lists no module; expected the output of `semodule -lfull`",
			      file);
	buf_release(&text);
	return rc;
}

/* Each entry of a directory but the dotted ones. -1 where it cannot be read. */
static int each_entry(const char *dir, int (*visit)(void *ctx, const char *path, const char *name),
		      void *ctx)
{
	DIR *handle = opendir(dir);
	struct dirent *e;
	int rc = 0;

	if (!handle)
		return -1;
	while (rc == 0 && (e = readdir(handle))) {
		char *path;

		if (e->d_name[0] == '.')
			continue;
		path = fileio_join(dir, e->d_name);
		rc = visit(ctx, path, e->d_name);
		free(path);
	}
	closedir(handle);
	return rc;
}

struct probe {
	struct name_store *store;
	unsigned priority;
	bool any;
};

static int visit_module(void *ctx, const char *path, const char *name)
{
	struct probe *p = ctx;

	(void)path;
	add_entry(p->store, slice_of(name), p->priority);
	return 0;
}

static int visit_priority(void *ctx, const char *path, const char *name)
{
	struct probe *p = ctx;

	p->priority = priority_of(slice_of(name));
	return p->priority ? each_entry(path, visit_module, p) : 0; /* beside them: "disabled" */
}

static int visit_type(void *ctx, const char *path, const char *name)
{
	struct probe *p = ctx;
	char *modules = fileio_join(path, "active/modules");
	int rc;

	(void)name;
	errno = 0;
	rc = each_entry(modules, visit_priority, p);
	if (rc == 0)
		p->any = true;
	else if (errno == ENOENT || errno == ENOTDIR)
		rc = 0;
	free(modules);
	return rc;
}

int name_store_probe(struct name_store *s, const char *dir, struct diag *d)
{
	struct probe p = { .store = s };

	if (each_entry(dir, visit_type, &p) == 0 && p.any)
		return 0;
	name_store_release(s);
	return diag_set(d,
			"the module store under %s cannot be read; give its list with "
			"--store-list FILE (`semodule -lfull` as root prints it)",
			dir);
}

int name_store_check(const struct name_store *s, const char *name, bool resumed, struct diag *d)
{
	struct buf where = { 0 };
	char *good;
	size_t i;

	for (i = 0; i < s->count; i++) {
		const struct name_store_entry *e = &s->entries[i];

		if (strcmp(e->name, name) != 0)
			continue;
		if (resumed && (e->priority == OWN_PRIORITY || !e->priority))
			continue;
		if (e->priority)
			buf_addf(&where, " at priority %u", e->priority);
		good = name_suggest(name);
		diag_set(d,
			 "the store already has a module %s%s, which this one would replace; "
			 "try %s",
			 name, buf_str(&where), good);
		free(good);
		buf_release(&where);
		return -1;
	}
	return 0;
}
