// SPDX-License-Identifier: GPL-2.0-or-later
#include "config.h"

#include "session/preview.h"

#include <stdlib.h>
#include <string.h>

#include "module/build.h"
#include "base/clock.h"
#include "session/module_file.h"
#include "session/judging.h"

#define REMAKE_US 500000
#define UNNAMED   "unnamed"

void preview_release(struct preview *p)
{
	buf_release(&p->text);
	te_written_release(&p->written);
	free(p->module);
	*p = (struct preview){ 0 };
}

static void make(struct preview *p, struct session *s)
{
	const struct build_options options = {
		.dir = s->module.dir,
		.origin = module_file_origin(s, s->module.dir),
		.known = module_te_unchanged(&s->module.te, s->names),
	};
	struct findings found = { 0 };
	struct te_content content = module_file_te_content(s, &found);

	if (!content.name)
		content.name = UNNAMED;
	buf_clear(&p->text);
	if (s->module.name) /* what stands in its way is said when it is written */
		build_preview(&content, &options, &p->text, &p->written, NULL);
	else
		te_write(&content, &p->text, &p->written);
	findings_release(&found);
}

static char *module_of(const struct session *s)
{
	struct buf b = { 0 };

	buf_addf(&b, "%s %s %s", s->module.name ? s->module.name : "",
		 s->module.version ? s->module.version : "", s->module.dir ? s->module.dir : "");
	return buf_take(&b);
}

bool preview_update(struct preview *p, struct session *s)
{
	uint64_t decisions = decisions_serial(s->decisions), ledger = ledger_serial(s->denials);
	uint64_t policy = judging_policy_serial(s);
	char *module = module_of(s);
	int64_t now = clock_us();

	if (p->module && strcmp(p->module, module) == 0 && p->decisions == decisions &&
	    p->policy == policy && (p->ledger == ledger || now - p->made_us < REMAKE_US)) {
		p->again_us = p->ledger == ledger ? 0 : p->made_us + REMAKE_US;
		free(module);
		return false;
	}
	free(p->module);
	p->module = module;
	p->decisions = decisions;
	p->ledger = ledger;
	p->policy = policy;
	p->made_us = now;
	p->again_us = 0;
	make(p, s);
	return true;
}
