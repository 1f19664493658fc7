// SPDX-License-Identifier: GPL-2.0-or-later
/* Finds the module store of this host, or of a copied tree, and checks that semodule could change
 * it. */
#include "config.h"

#include "module/install_place.h"

#include <dirent.h>
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

/* The policy.VERSION in `dir` of the highest version that may be read, or NULL. */
static char *newest_policy(const char *dir)
{
	static const char prefix[] = "policy.";
	DIR *d = opendir(dir);
	unsigned long version, highest = 0;
	char *newest = NULL, *path, *end;
	const struct dirent *e;

	while (d && (e = readdir(d))) {
		if (strncmp(e->d_name, prefix, strlen(prefix)) != 0)
			continue;
		version = strtoul(e->d_name + strlen(prefix), &end, 10);
		if (*end || version <= highest)
			continue;
		path = fileio_join(dir, e->d_name);
		if (access(path, R_OK) == 0) {
			free(newest);
			newest = path;
			highest = version;
		} else {
			free(path);
		}
	}
	if (d)
		closedir(d);
	return newest;
}

char *install_place_policy(const struct install_place *p)
{
	struct buf path = { 0 };
	char *newest;

	if (!p->root)
		return policy_host_path();
	buf_addf(&path, "%s/etc/selinux/%s/policy", p->root, p->type);
	newest = newest_policy(buf_str(&path));
	buf_release(&path);
	return newest;
}

void install_commands(const char *name, const char *path, unsigned priority, struct buf *out)
{
	buf_addf(out, "semodule -X %u -i ", priority);
	text_quote_word(out, path);
	buf_addc(out, '\n');
	buf_addf(out, "semodule -lfull | grep -w %s\n", name);
	buf_addf(out, "semodule -X %u -r %s\n", priority, name);
}
