/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Whether the policy that is loaded after an installation does what the module is for: its denials asked
 * about again, or, where none are known, its rules looked up. */
#ifndef AVCURATE_MODULE_INSTALL_PROVE_H
#define AVCURATE_MODULE_INSTALL_PROVE_H

#include <stdbool.h>
#include <stdint.h>

#include "denial/decision.h"
#include "module/install.h"
#include "denial/ledger.h"
#include "policy/index.h"

/* Zeroed is none. */
struct install_proof {
	uint64_t denials,
		allowed;   /* on record for the rules in the module; of rules allowed wholly */
	uint64_t silenced; /* of the denials, those that are to go without a record */
	size_t rules;      /* that have such denials */
	struct install_list blocked; /* "useradd_t usr_t:dir: …", the first ones */
	size_t blocked_count;
	size_t labels,
		labels_missing;  /* lines for the file contexts, and those that are not there */
	size_t granted, missing; /* rules of the package that are in the policy, or not wholly */
};

void install_proof_release(struct install_proof *p);
/* The denials of a session; of the rules that have a statement in the module. `p` is released first. */
void install_prove_rules(struct install_proof *p, const struct policy_index *ix,
			 struct intern *names, const struct ledger *denials,
			 const struct decisions *decisions);
/* The denials that a .te keeps. 0, or -1 with `d`: it cannot be read. */
int install_prove_te(struct install_proof *p, const struct policy_index *ix, const char *te_path,
		     struct diag *d);
/* The rules of the package, or of the one that was taken away. Added to `p`. */
void install_prove_package(struct install_proof *p, const struct policy_index *ix,
			   const struct install_plan *plan);
/* The labels that the package brings: of a line that the file contexts have already semodule keeps one, and
 * says nothing. Added to `p`. */
void install_prove_labels(struct install_proof *p, const struct install_plan *plan);
/* Nothing is left to be said against it. */
bool install_proof_good(const struct install_proof *p, bool removal);
/* Append "all 14 denials would now be allowed"; what is not, and why, on lines of its own. */
void install_proof_words(const struct install_proof *p, bool removal, struct buf *out);

#endif
