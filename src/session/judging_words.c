// SPDX-License-Identifier: GPL-2.0-or-later
/* Words a session's policy for the header and the messages, also when there is none. Does not
 * load it. */
#include "config.h"

#include "judging_internal.h"

#include <string.h>

#include "base/fileio.h"
#include "base/text.h"
#include "policy/whatif.h"
#include "session/session.h"

/* The file from the kernel is always called "policy": say "loaded policy". */
static const char *judging_policy_name(const struct policy *p)
{
	const char *base = fileio_base(p->path);

	return strcmp(base, "policy") == 0 ? "loaded policy" : base;
}

/* Report rules with a type that the policy lacks: if most have one, the log is from another
 * host. */
static void report_unknown_types(struct session *s, const struct judging *v)
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
			"%zu of %zu rules %s types not in %s: another host's log (name its policy: "
			"-p FILE), or a module is missing",
			unknown, n, unknown == 1 ? "names" : "name",
			judging_policy_name(v->policy));
}

void judging_loaded_all(struct session *s)
{
	if (s->judging && s->judging->policy && !s->judging->unknown_reported) {
		report_unknown_types(s, s->judging);
		s->judging->unknown_reported = true;
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

	/* This host's policy judges this host's denials: nothing is assumed. */
	return p && p->assumed && !reader_is_own(s->reader) ? judging_policy_name(p) : NULL;
}

const char *judging_missing(const struct session *s)
{
	return judging_policy(s)       ? NULL
	       : judging_is_loading(s) ? "the policy is still being read"
				       : "no policy to judge by; name one with -p FILE";
}
