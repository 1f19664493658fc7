/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Why a denial is denied, as words of this program: in the order in which they lead. */
#ifndef AVCURATE_ADVICE_VERDICT_H
#define AVCURATE_ADVICE_VERDICT_H

/* More than one can hold of a tuple; the first that does leads. */
enum verdict {
	VERDICT_NO_POLICY,       /* there is no policy to ask */
	VERDICT_NO_DENIAL,       /* a rule of the module: none of its denials was seen */
	VERDICT_UNKNOWN,         /* class, permission or type is not in the policy */
	VERDICT_INVALID_CONTEXT, /* a context is not valid there, or the object is unlabeled */
	VERDICT_ALLOWED,         /* the policy, without this module, allows it */
	VERDICT_RELABEL,      /* the object is mislabelled: with its proper label it is allowed */
	VERDICT_PORT,         /* the port could have a type that the domain may use already */
	VERDICT_CONSTRAINT,   /* a constraint (MLS and MCS are ones) forbids it, rule or not */
	VERDICT_ROLE,         /* the source role may not change to the target role */
	VERDICT_BOUNDS,       /* the type that bounds the source may not do it either */
	VERDICT_XPERM,        /* ioctl is limited to a list of commands, without this one */
	VERDICT_BOOLEAN,      /* a boolean, or a pair, allows all that was denied */
	VERDICT_WRONG_DOMAIN, /* a generic domain that should not run this */
	VERDICT_LEAKED_FD,    /* a descriptor that the program was given open when it was started */
	VERDICT_DAC,          /* file owner and mode are the first thing to look at */
	VERDICT_DONTAUDIT,    /* the policy knows it and chose not to record it */
	VERDICT_MISSING_RULE, /* no type rule allows it */
	VERDICTS
};

/* The word of JSON and of the filter language: "missing-rule". */
const char *verdict_name(enum verdict v);
/* One clause for the screen: "no type rule allows it". */
const char *verdict_words(enum verdict v);

enum proof {
	PROOF_UNPROVED,  /* no policy, or a kind that cannot be proved */
	PROOF_PROVEN,    /* blocked before, allowed with the module */
	PROOF_NO_EFFECT, /* the policy allows it without */
	PROOF_BLOCKED,   /* still blocked with it */
	PROOFS
};

/* "proven", "no-effect", "blocked", "unproved". */
const char *proof_name(enum proof p);
/* For the screen, where what was found is in capitals: "PROVEN", "NO EFFECT", "BLOCKED", "unproved". */
const char *proof_label(enum proof p);

#endif
