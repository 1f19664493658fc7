// SPDX-License-Identifier: GPL-2.0-or-later
/* Chooses the live source that avcurate may read, by asking the policy and the file modes
 * instead of trying. It does not read the source. */
#include "config.h"

#include "live_choice_internal.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <linux/capability.h>
#include <selinux/selinux.h>

#include "input/audit_state.h"
#include "policy/context.h"
#include "policy/eval.h"
#include "base/fileio.h"
#include "policy/labels.h"
#include "base/mem.h"
#include "input/cannot_read.h"

struct asker {
	const struct policy_index *ix; /* NULL: SELinux is off here */
	struct labels *labels;
	char *own; /* our own context */
};

bool live_choice_allows(const struct policy_index *ix, const char *own, const char *target,
			const char *class, const char *perms)
{
	struct policy_context source, object;
	struct eval_query q = { .source = &source, .target = &object, .ioctl = IOCTL_NONE };
	struct eval_answer answer;
	const char *p = perms;
	bool lets = true;

	q.class_value = policy_index_value(ix, POLNAME_CLASS, slice_of(class));
	if (!q.class_value)
		return true;
	while (*p) {
		size_t n = strcspn(p, " ");

		q.perms |= policy_index_perm(ix, q.class_value, (struct slice){ p, n });
		p += n + strspn(p + n, " ");
	}
	if (!q.perms)
		return true;
	context_parse(&source, ix, NULL, slice_of(own));
	context_parse(&object, ix, NULL, slice_of(target));
	policy_query(ix, &q, NULL, &answer);
	lets = !answer.reasons && !answer.invalid;
	context_release(&source);
	context_release(&object);
	return lets;
}

static bool policy_lets(const struct asker *a, const char *target, const char *class,
			const char *perms)
{
	return !a->ix || !target || live_choice_allows(a->ix, a->own, target, class, perms);
}

/* Set the one-line reason; returns false. */
static bool refuse(const struct asker *a, const char *path, const char *target, const char *class,
		   const char *perms, struct diag *d)
{
	diag_set(d, "the policy does not allow %s %s { %s } on %s (%s)", a->own, class, perms, path,
		 target);
	return false;
}

/* The context of the object at the path; from file contexts if they show that we may not ask the
 * kernel. Caller frees; NULL: unknown. */
static char *context_at(const struct asker *a, const char *path, const char *class)
{
	char *expected, *asked = NULL, *found;

	if (!a->ix)
		return NULL;
	expected = a->labels ? labels_lookup(a->labels, path, class) : NULL;
	if (!policy_lets(a, expected, class, "getattr") || lgetfilecon_raw(path, &asked) < 0)
		return expected;
	free(expected);
	found = mem_strdup(asked);
	freecon(asked);
	return found;
}

/* True if the object may be accessed in this way; `mode` as for access(2). */
static bool object_lets(const struct asker *a, const char *path, const char *class,
			const char *perms, int mode, struct diag *d)
{
	char *context = context_at(a, path, class);
	bool lets = policy_lets(a, context, class, perms);

	if (!lets)
		refuse(a, path, context, class, perms, d);
	free(context);
	if (lets && faccessat(AT_FDCWD, path, mode, AT_EACCESS) < 0) {
		cannot_read(path, errno, d);
		lets = false;
	}
	return lets;
}

/* Check the directories on the way to the file. */
static bool way_lets(const struct asker *a, const char *path, struct diag *d)
{
	struct buf dir = { 0 };
	const char *p = path;
	bool lets = true;

	while (lets && (p = strchr(p, '/'))) {
		buf_clear(&dir);
		buf_add(&dir, path, p == path ? 1 : (size_t)(p - path));
		lets = object_lets(a, buf_str(&dir), "dir", "getattr search", X_OK, d);
		p++;
	}
	buf_release(&dir);
	return lets;
}

static bool file_lets(const struct asker *a, const char *path)
{
	return way_lets(a, path, NULL) &&
	       object_lets(a, path, "file", "getattr open read", R_OK, NULL);
}

static bool has_capability(unsigned which)
{
	struct __user_cap_header_struct head = { .version = _LINUX_CAPABILITY_VERSION_3 };
	struct __user_cap_data_struct data[_LINUX_CAPABILITY_U32S_3] = { 0 };

	return syscall(SYS_capget, &head, data) == 0 &&
	       data[which / 32].effective & 1u << which % 32;
}

/* kernel.dmesg_restrict: 1 requires CAP_SYSLOG; assumed set if it cannot be read. */
static bool is_restricted(const struct asker *a)
{
	static const char path[] = "/proc/sys/kernel/dmesg_restrict";
	struct buf text = { 0 };
	bool set = !file_lets(a, path) || fileio_read(path, 16, &text, NULL) < 0 ||
		   buf_str(&text)[0] != '0';

	buf_release(&text);
	return set;
}

static bool need_lets(const struct asker *a, const char *path, const struct live_need *n, int mode,
		      struct diag *d)
{
	char *dir;
	bool lets = false;

	switch (n->object) {
	case LIVE_PATH:
		return object_lets(a, path, n->class, n->perms, mode, d);
	case LIVE_DIR:
		dir = fileio_dir(path);
		lets = object_lets(a, dir, n->class, n->perms, R_OK, d);
		free(dir);
		break;
	case LIVE_SELF:
		return policy_lets(a, a->own, n->class, n->perms) ||
		       refuse(a, "itself", a->own ? a->own : "", n->class, n->perms, d);
	case LIVE_CONTEXT:
		return policy_lets(a, n->context, n->class, n->perms) ||
		       refuse(a, path, n->context, n->class, n->perms, d);
	}
	return lets;
}

static char *path_of(const struct asker *a, const struct live_row *row, struct diag *d)
{
	if (row->config && !file_lets(a, row->config))
		return mem_strdup(row->usual);
	return live_path(row, d);
}

static bool may_read(const struct asker *a, const struct live_row *row, struct live_choice *c,
		     struct diag *d)
{
	const struct live_need *n;
	size_t i;

	c->path = path_of(a, row, d);
	c->watch = true;
	if (!c->path || !way_lets(a, c->path, d))
		return false;
	for (i = 0; i < LIVE_NEEDS_MAX && row->needs[i].class; i++) {
		n = &row->needs[i];
		if (need_lets(a, c->path, n, row->mode, n->optional ? NULL : d))
			continue;
		if (!n->optional)
			return false;
		c->watch = false;
	}
	if (row->restricted && is_restricted(a)) {
		if (!has_capability(CAP_SYSLOG)) {
			diag_set(d,
				 "cannot read %s: kernel.dmesg_restrict is set; run with sudo, or "
				 "with the capability CAP_SYSLOG",
				 c->path);
			return false;
		}
		if (!policy_lets(a, a->own, "capability2", "syslog"))
			return refuse(a, "itself", a->own, "capability2", "syslog", d);
	}
	return true;
}

static void asker_init(struct asker *a, const struct policy *policy)
{
	*a = (struct asker){ 0 };
	if (!policy || getcon_raw(&a->own) < 0)
		return;
	a->ix = &policy->ix;
	a->labels = labels_open(NULL, NULL);
}

static void asker_release(struct asker *a)
{
	labels_free(a->labels);
	freecon(a->own);
}

bool live_choice_may_ask(const struct policy *policy)
{
	struct asker a;
	bool may;

	if (!has_capability(CAP_AUDIT_CONTROL))
		return false;
	asker_init(&a, policy);
	may = policy_lets(&a, a.own, "netlink_audit_socket", AUDIT_STATE_PERMS) &&
	      policy_lets(&a, a.own, "capability", "audit_control");
	asker_release(&a);
	return may;
}

void live_choice_make(struct live_choice *c, const struct policy *policy, int auditd)
{
	struct asker a;
	size_t i;

	*c = (struct live_choice){ 0 };
	asker_init(&a, policy);
	for (i = 0; i < live_count; i++) {
		const struct live_row *row = &live_table[i];
		struct diag d = { 0 };

		if (row->auditd && auditd == 0)
			diag_set(&d, "auditd does not run, so nothing arrives from %s", row->what);
		else if (may_read(&a, row, c, &d))
			c->row = row;
		if (c->row)
			break;
		buf_addf(&c->why, "%s: %s\n", row->name, diag_text(&d));
		diag_release(&d);
		free(c->path);
		c->path = NULL;
	}
	asker_release(&a);
}

bool live_choice_named(struct live_choice *c, const struct live_row *row,
		       const struct policy *policy, struct diag *d)
{
	struct asker a;
	bool may;

	*c = (struct live_choice){ .row = row };
	asker_init(&a, policy);
	may = may_read(&a, row, c, d);
	asker_release(&a);
	return may;
}

void live_choice_release(struct live_choice *c)
{
	free(c->path);
	buf_release(&c->why);
	*c = (struct live_choice){ 0 };
}
