// SPDX-License-Identifier: GPL-2.0-or-later
/* Opens what belongs to a policy: its file contexts and its documentation. */
#include "config.h"

#include "policy/policy_extras.h"

#include <stdlib.h>

#include "base/fileio.h"

int policy_extras_open(struct policy_extras *b, const struct policy *p, const char *file_contexts,
		       struct diag *d)
{
	char *dir = fileio_dir(p->path), *found = NULL;
	const char *path = file_contexts;
	int rc = 0;

	*b = (struct policy_extras){ .docs = docs_beside(p->path) };
	if (!path) {
		found = fileio_join(dir, "../contexts/files/file_contexts");
		if (fileio_exists(found))
			path = found;
	}
	if (path || (p->assumed && policy_host_mode() != POLICY_DISABLED)) {
		b->labels = labels_open(path, d);
		rc = b->labels ? 0 : -1;
	}
	free(found);
	free(dir);
	return rc;
}

void policy_extras_release(struct policy_extras *b)
{
	labels_free(b->labels);
	docs_free(b->docs);
	*b = (struct policy_extras){ 0 };
}
