// SPDX-License-Identifier: GPL-2.0-or-later
/* What is said of a session's policy: in the header, in the messages, and where there is none. */
#include "config.h"

#include "judging_internal.h"

#include <string.h>

#include "base/fileio.h"
#include "base/text.h"
#include "policy/whatif.h"
#include "session/session.h"

/* Of the file that the kernel gives, the name would say nothing. */
static const char *judging_policy_name(const struct policy *p)
{
	const char *base = fileio_base(p->path);

	return strcmp(base, "policy") == 0 ? "loaded policy" : base;
}

/* Rules with a type that the policy lacks: most of them, and the log is from another host. */
static void say_unknown_types(struct session *s, const struct judging *v)
{
	const struct eval_overlay *o = judge_baseline(v->judge);
	size_t i, unknown = 0, n = ledger_count(s->denials);

	for (i = 0; i < n; i++) {
		const struct rule_key *key = &ledger_rule(s->denials, (rule_id)i)->key;

		unknown += !whatif_type_value(o, &v->policy->ix,
					      slice_of(intern_str(s->names, key->source))) ||
			   !whatif_type_value(o, &v->policy->ix,
					      slice_of(intern_str(s->names, key->target)));
	}
	if (unknown)
		message_add(
			&s->messages, DIAG_WARNING,
			"%zu of %zu rules %s types not in %s: from another host? -p FILE names its "
			"policy; else a module is missing there",
			unknown, n, unknown == 1 ? "names" : "name",
			judging_policy_name(v->policy));
}

void judging_loaded_all(struct session *s)
{
	if (s->judging && s->judging->policy && !s->judging->told_unknown) {
		say_unknown_types(s, s->judging);
		s->judging->told_unknown = true;
	}
}

void judging_header(const struct session *s, bool wide, struct buf *out)
{
	static const char *const modes[] = {
		[POLICY_DISABLED] = "disabled",
		[POLICY_PERMISSIVE] = "permissive",
		[POLICY_ENFORCING] = "enforcing",
	};
	const struct policy *p = s->judging ? s->judging->policy : NULL;

	if (!p) {
		buf_adds(out, judging_is_loading(s) ? "policy loading" : "no policy");
		return;
	}
	if (s->judging->own)
		buf_addf(out, "%s  ", modes[policy_host_mode()]);
	text_clean(out, slice_of(judging_policy_name(p)));
	buf_addf(out, "%s", judging_assumed(s) ? " (assumed)" : "");
	if (wide)
		buf_addf(out, " version %u%s, %u types", p->ix.header->version,
			 p->ix.header->mls ? " MLS" : "", p->ix.header->type_count);
}

const char *judging_assumed(const struct session *s)
{
	const struct policy *p = s->judging ? s->judging->policy : NULL;

	/* What this host denied is judged by this host's policy: nothing is assumed. */
	return p && p->assumed && !reader_is_own(s->reader) ? judging_policy_name(p) : NULL;
}

const char *judging_missing(const struct session *s)
{
	return judging_policy(s)       ? NULL
	       : judging_is_loading(s) ? "the policy is still being read"
				       : "there is no policy to judge by; -p FILE names one";
}
