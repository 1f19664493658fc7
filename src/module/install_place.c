// SPDX-License-Identifier: GPL-2.0-or-later
/* Finds the module store of this host, or of a copied tree, and checks that semodule could change
 * it. */
#include "config.h"

#include "module/install_place.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/process.h"
#include "base/fileio.h"
#include "policy/load.h"
#include "base/mem.h"
#include "policy/store.h"
#include "base/text.h"

/* Policy versions to look for, newest first; the kernel's highest is 33 or 34 today. */
#define POLICY_VERSION_MAX 40
#define POLICY_VERSION_MIN 24

#define STORES "/var/lib/selinux/"

void install_place_release(struct install_place *p)
{
	free(p->active);
	free(p->root);
	free(p->type);
	*p = (struct install_place){ 0 };
}

/* ROOT/var/lib/selinux/TYPE/active, as semodule -p ROOT -s TYPE finds it. */
static int split_store_dir(struct install_place *p, const char *dir, struct diag *d)
{
	static const char end[] = "/active";
	char *path = mem_strdup(dir), *stores = NULL, *next, *type;
	size_t n = strlen(path);
	int rc = -1;

	while (n > 1 && path[n - 1] == '/')
		path[--n] = '\0';
	for (next = path; (next = strstr(next, STORES)); next++)
		stores = next;
	type = stores ? stores + strlen(STORES) : NULL;
	if (!type || n < sizeof(end) || strcmp(path + n - strlen(end), end) != 0 ||
	    strchr(type, '/') != path + n - strlen(end)) {
		diag_set(d,
			 "--store-dir %s: to install, name the active directory of a copied host "
			 "tree: ROOT/var/lib/selinux/TYPE/active",
			 dir);
	} else {
		p->active = mem_strdup(path);
		p->type = mem_strndup(type, (size_t)(path + n - strlen(end) - type));
		p->root = stores == path ? mem_strdup("/")
					 : mem_strndup(path, (size_t)(stores - path));
		rc = 0;
	}
	free(path);
	return rc;
}

int install_place_find(struct install_place *p, const char *dir, struct diag *d)
{
	*p = (struct install_place){ 0 };
	if (dir)
		return split_store_dir(p, dir, d);
	p->active = store_host_dir();
	if (!p->active)
		return diag_set(d, "this host has no SELinux policy, and no module store");
	return 0;
}

/* semodule builds the new store beside the active directory. */
static int check_writable(const struct install_place *p, struct diag *d)
{
	char *dir = fileio_dir(p->active);
	int rc = 0;

	if (access(dir, W_OK) < 0) {
		if (errno == EROFS)
			rc = diag_set(d,
				      "the module store %s is on a file system mounted read-only",
				      dir);
		else if (errno == ENOENT)
			rc = diag_set(d, "there is no module store in %s", dir);
		else
			rc = diag_set(d, "cannot write to the module store %s: %s%s", dir,
				      strerror(errno), geteuid() ? "; run avcurate with sudo" : "");
	}
	free(dir);
	return rc;
}

int install_place_check(const struct install_place *p, struct diag *d)
{
	char *modules = fileio_join(p->active, "modules"), *old;
	int rc = 0;

	if (!p->root && policy_host_mode() == POLICY_DISABLED) {
		rc = diag_set(d, "SELinux is disabled on this host: there is no policy here that a "
				 "module could change");
	} else if (!process_found("semodule")) {
		rc = diag_set(d, "semodule is not installed (package policycoreutils)");
	} else {
		rc = check_writable(p, d);
	}
	if (rc == 0 && access(modules, R_OK) < 0) {
		old = fileio_dir(p->active);
		if (errno != ENOENT)
			diag_set(d, "cannot read the module store %s: %s", modules,
				 strerror(errno));
		else
			diag_set(d,
				 "%s does not exist: if semodule was killed while replacing it, "
				 "the old one is %s/previous; move that back",
				 p->active, old);
		free(old);
		rc = -1;
	}
	free(modules);
	return rc;
}

char *install_place_policy(const struct install_place *p)
{
	int version;

	if (!p->root)
		return policy_host_path();
	for (version = POLICY_VERSION_MAX; version >= POLICY_VERSION_MIN; version--) {
		struct buf path = { 0 };

		buf_addf(&path, "%s/etc/selinux/%s/policy/policy.%d", p->root, p->type, version);
		if (access(buf_str(&path), R_OK) == 0)
			return buf_take(&path);
		buf_release(&path);
	}
	return NULL;
}

void install_commands(const char *name, const char *path, unsigned priority, struct buf *out)
{
	buf_addf(out, "semodule -X %u -i ", priority);
	text_quote_word(out, path);
	buf_addc(out, '\n');
	buf_addf(out, "semodule -lfull | grep -w %s\n", name);
	buf_addf(out, "semodule -X %u -r %s\n", priority, name);
}
