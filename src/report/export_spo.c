// SPDX-License-Identifier: GPL-2.0-or-later
/* Writes a RawSelinuxProfile for the Kubernetes security-profiles-operator. The operator puts
 * spec.policy into a CIL block of its own on every node and refuses statements that reach out of it
 * (ValidatePolicy in its api/selinuxprofile/v1/rawselinuxprofile_types.go, wrapPolicy in its
 * rawselinuxprofile.go). Rules on the node's types are fine: names that the block lacks are looked
 * up outside. */
#include "config.h"

#include <string.h>

#include "base/mem.h"
#include "base/ascii.h"
#include "base/text.h"

#include "exporters_internal.h"

#define POLICY_MAX_BYTES 500000 /* MaxLength of spec.policy */
#define NAME_MAX_BYTES   63     /* also the limit for the value of a Kubernetes label */

/* Statements that the operator accepts. A type declared in the block would become NAME.TYPE. */
static const char *const statements[] = { "allow",       "auditallow", "dontaudit", "allowx",
					  "auditallowx", "dontauditx", "neverallow" };

/* File contexts come only from labels, which are listed separately. */
static bool is_context(const char *line)
{
	return strncmp(line, "(filecon ", 9) == 0;
}

/* The first word of the first top-level statement that the operator would refuse, or "". */
static struct slice find_refused(const struct buf *cil)
{
	const char *p = buf_str(cil);
	size_t i, n;

	for (; *p; p += strcspn(p, "\n"), p += *p == '\n') {
		if (*p != '(' || is_context(p))
			continue;
		n = strcspn(p + 1, " ()\n");
		for (i = 0; i < AV_ARRAY_LEN(statements); i++)
			if (strlen(statements[i]) == n && strncmp(statements[i], p + 1, n) == 0)
				break;
		if (i == AV_ARRAY_LEN(statements))
			return (struct slice){ p + 1, n };
	}
	return (struct slice){ "", 0 };
}

/* [a-z][-a-z0-9]*, as required by the operator and Kubernetes: it names a CIL block and an
 * object. */
static void add_name(const char *name, struct buf *out)
{
	size_t from = out->len;

	for (; *name && out->len - from < NAME_MAX_BYTES; name++)
		buf_addc(out, ascii_is_alnum(*name) ? ascii_lower(*name) : '-');
	while (out->len > from && out->data[out->len - 1] == '-')
		out->data[--out->len] = '\0';
}

/* A profile holds only rules; the rest is for whoever prepares the nodes. */
static void add_remedy(const struct remedy *r, struct buf *out)
{
	buf_adds(out, "#   ");
	switch (r->kind) {
	case REMEDY_BOOLEAN:
		buf_addf(out, "boolean %s %s", r->name, r->on ? "on" : "off");
		break;
	case REMEDY_LABEL:
		buf_addf(out, "%s: type %s", r->path, r->name);
		break;
	case REMEDY_RELABEL:
		buf_addf(out, "%s: restorecon", r->path);
		break;
	case REMEDY_PORT:
		buf_addf(out, "port %s %u: type %s", r->protocol, r->port, r->name);
		break;
	case REMEDY_BY_HAND:
		buf_adds(out, r->text);
		break;
	case REMEDY_KINDS:
		break;
	}
	buf_addc(out, '\n');
}

EXPORT_WRITE(spo)
{
	struct slice first;
	const char *p, *end;
	size_t i;

	if (!m->cil || !m->cil->len)
		return diag_set(d, "no rules for a profile: %s",
				m->why_no_package ? m->why_no_package : "the module has none");
	first = find_refused(m->cil);
	if (first.n)
		return diag_set(d,
				"the operator accepts only rules on the nodes' own types (allow, "
				"dontaudit, ioctl commands), not (%.*s …), which would change the "
				"policy around the profile",
				(int)first.n, first.p);
	if (m->cil->len > POLICY_MAX_BYTES)
		return diag_set(d,
				"the operator accepts at most %d bytes of policy, this one has %zu",
				POLICY_MAX_BYTES, m->cil->len);
	buf_addf(out, "# %s %s, " BUILD_MARK ": see %s.te for the reasons.\n", m->name, m->version,
		 m->name);
	buf_adds(out, "# The security-profiles-operator installs it on every node.\n");
	if (m->remedies->count)
		buf_adds(out, "# Also decided, but not part of a profile; set this up on the "
			      "nodes:\n");
	for (i = 0; i < m->remedies->count; i++)
		add_remedy(&m->remedies->items[i], out);
	buf_adds(out, "apiVersion: security-profiles-operator.x-k8s.io/v1alpha2\n"
		      "kind: RawSelinuxProfile\n"
		      "metadata:\n"
		      "  name: \"");
	add_name(m->name, out);
	buf_adds(out, "\"\nspec:\n  policy: |\n");
	for (p = buf_str(m->cil); *p; p = end) {
		end = p + strcspn(p, "\n");
		end += *end == '\n';
		if (*p == '\n' || is_context(p))
			continue;
		buf_adds(out, "    ");
		buf_add(out, p, (size_t)(end - p));
	}
	return 0;
}
