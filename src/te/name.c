// SPDX-License-Identifier: GPL-2.0-or-later
/* The rules for names: checkmodule's identifiers and reserved words, the names of new modules, and
 * conflicts with modules in a store. */
#include "config.h"

#include "te/name.h"

#include <stdlib.h>
#include <string.h>

#include "base/ascii.h"
#include "base/fileio.h"
#include "policy/store.h"
#include "base/mem.h"
#include "base/text.h"

/* Words that a release of checkmodule reserves, found by trying them; tests/unit/test_name.c tries
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
		has_small |= ascii_is_lower(word[i]);
		has_capital |= ascii_is_upper(word[i]);
		small[i] = ascii_lower(word[i]);
	}
	small[i] = '\0';
	return !(has_small && has_capital) &&
	       bsearch(small, reserved, AV_ARRAY_LEN(reserved), sizeof(*reserved), compare_words);
}

bool name_is_identifier(const char *word, const char **why)
{
	const char *reason = NULL;
	size_t i;

	/* policy_scan.l: {letter}({alnum}|[_\-])*([\.]?({alnum}|[_\-]))* */
	if (!ascii_is_letter(word[0]))
		reason = "the policy language requires a letter first";
	for (i = 0; !reason && word[i]; i++) {
		if (word[i] == '.')
			reason = "names with a dot need CIL and cannot be written in a .te";
		else if (!name_is_byte(word[i]))
			reason = "the policy language allows only letters, digits, _ and -";
	}
	if (!reason && i > TEXT_NAME_MAX)
		reason = "it is too long";
	if (!reason && name_is_reserved(word))
		reason = "the policy language reserves this word: a .te cannot use it";
	if (why)
		*why = reason;
	return !reason;
}

char *name_suggest(const char *name)
{
	struct buf b = { 0 };
	size_t i;

	for (i = 0; name[i] && b.len < NAME_MODULE_MAX - strlen("local_"); i++)
		buf_addc(&b, name_is_byte(name[i]) ? name[i] : '_');
	if (!b.len || !ascii_is_letter(b.data[0]) || name_is_reserved(b.data) ||
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
	else if (!ascii_is_letter(name[0]))
		what = "must begin with a letter";
	for (i = 0; !what && name[i]; i++)
		if (!name_is_byte(name[i]))
			what = "may contain only letters, digits, _ and -";
	if (!what && i > NAME_MODULE_MAX)
		what = "is longer than 200 bytes";
	else if (!what && name_is_reserved(name))
		what = "is reserved by the policy language: checkmodule refuses it";
	else if (!what && strcmp(name, "base") == 0)
		what = "would replace the store's base module";
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

int name_store_check(const struct store *s, const char *name, bool resumed, struct diag *d)
{
	struct buf where = { 0 };
	char *good;
	size_t i;

	for (i = 0; i < s->count; i++) {
		const struct store_module *e = &s->items[i];

		if (strcmp(e->name, name) != 0)
			continue;
		if (resumed && (e->priority == INSTALL_PRIORITY || !e->priority))
			continue;
		if (e->priority)
			buf_addf(&where, " at priority %u", e->priority);
		good = name_suggest(name);
		diag_set(d,
			 "the store already has a module %s%s, and this one would replace it; "
			 "try %s",
			 name, buf_str(&where), good);
		free(good);
		buf_release(&where);
		return -1;
	}
	return 0;
}
