/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Checks that the policy loaded after an installation does what the module is for: asks about its
 * denials again, or looks up its rules if no denials are known. */
#ifndef AVCURATE_MODULE_INSTALL_PROVE_H
#define AVCURATE_MODULE_INSTALL_PROVE_H

#include <stdbool.h>
#include <stdint.h>

#include "denial/decision.h"
#include "module/install.h"
#include "denial/ledger.h"
#include "policy/index.h"

/* Zeroed is empty. */
struct install_proof {
	uint64_t denials,
		allowed;   /* known for the module's rules; of rules that are fully allowed */
	uint64_t silenced; /* denials that dontaudit rules keep out of the log */
	size_t rules;      /* rules that have such denials */
	struct install_list blocked; /* "useradd_t usr_t:dir: …", the first few */
	size_t blocked_count;
	size_t labels,
		labels_missing; /* file context lines of the package; those not in the store */
	size_t granted,
		missing; /* rules of the package that the policy has; lacks, fully or in part */
};

void install_proof_release(struct install_proof *p);
/* Ask about a session's denials, for rules with a statement in the module. Releases `p` first. */
void install_prove_rules(struct install_proof *p, const struct policy_index *ix,
			 struct intern *names, const struct ledger *denials,
			 const struct decisions *decisions);
/* Ask about the denials that a .te keeps. Return 0, or -1 with `d` if it cannot be read. */
int install_prove_te(struct install_proof *p, const struct policy_index *ix, const char *te_path,
		     struct diag *d);
/* Add to `p`: the rules of the package, or of the removed module. */
void install_prove_package(struct install_proof *p, const struct policy_index *ix,
			   const struct install_plan *plan);
/* Add to `p`: the labels of the package. If the file contexts have a line for the same paths
 * already, semodule silently keeps only one of the two. */
void install_prove_labels(struct install_proof *p, const struct install_plan *plan);
/* True if nothing is blocked or missing. */
bool install_proof_good(const struct install_proof *p, bool removal);
/* Append "all 14 denials would now be allowed"; exceptions and their reasons follow, one a line. */
void install_proof_words(const struct install_proof *p, bool removal, struct buf *out);

#endif
