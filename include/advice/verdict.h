/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Why an access is denied. The order of the verdicts decides which one leads. */
#ifndef AVCURATE_ADVICE_VERDICT_H
#define AVCURATE_ADVICE_VERDICT_H

/* More than one can be true of a tuple; the first one leads. */
enum verdict {
	VERDICT_NO_POLICY,       /* no policy was given or found */
	VERDICT_NO_DENIAL,       /* a rule of the module whose denials are not in these logs */
	VERDICT_UNKNOWN,         /* class, permission or type is not in the policy */
	VERDICT_INVALID_CONTEXT, /* a context is not valid in the policy, or the object is unlabeled */
	VERDICT_ALLOWED,         /* the policy, without this module, allows it */
	VERDICT_RELABEL, /* the object is mislabelled: its proper label would allow the access */
	VERDICT_PORT,    /* the port could get a type that the domain may already use */
	VERDICT_CONSTRAINT, /* a constraint (MLS and MCS are constraints) forbids it, with or without a rule */
	VERDICT_ROLE,         /* the source role may not change to the target role */
	VERDICT_BOUNDS,       /* the type that bounds the source may not do it */
	VERDICT_XPERM,        /* ioctl is limited to a list of commands, without this one */
	VERDICT_BOOLEAN,      /* a boolean, or a pair, allows all that was denied */
	VERDICT_WRONG_DOMAIN, /* a generic domain runs a program that should have its own */
	VERDICT_LEAKED_FD,    /* the program inherited an open descriptor */
	VERDICT_DAC,          /* check file owner and mode first */
	VERDICT_DONTAUDIT,    /* the policy expects it and does not log it */
	VERDICT_MISSING_RULE, /* no type rule allows it */
	VERDICTS
};

/* The word of JSON and of the filter language: "missing-rule". */
const char *verdict_name(enum verdict v);
/* One clause for the screen: "no type rule allows it". */
const char *verdict_words(enum verdict v);

enum proof {
	PROOF_UNPROVED,  /* no policy, or a kind of denial that cannot be proved */
	PROOF_PROVEN,    /* denied without the module, allowed with it */
	PROOF_NO_EFFECT, /* the policy allows it without */
	PROOF_BLOCKED,   /* still blocked with it */
	PROOFS
};

/* "proven", "no-effect", "blocked", "unproved". */
const char *proof_name(enum proof p);
/* For the screen, results in capitals: "PROVEN", "NO EFFECT", "BLOCKED", "unproved". */
const char *proof_label(enum proof p);

#endif
