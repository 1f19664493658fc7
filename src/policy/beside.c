// SPDX-License-Identifier: GPL-2.0-or-later
#include "config.h"

#include "avcurate/beside.h"

#include <stdlib.h>

#include "avcurate/fileio.h"

int beside_open(struct beside *b, const struct policy *p, const char *file_contexts, struct diag *d)
{
	char *dir = fileio_dir(p->path), *found = NULL;
	const char *path = file_contexts;
	int rc = 0;

	*b = (struct beside){ .docs = docs_beside(p->path) };
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

void beside_release(struct beside *b)
{
	labels_free(b->labels);
	docs_free(b->docs);
	*b = (struct beside){ 0 };
}
