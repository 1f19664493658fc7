/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The verdicts: why a denial was denied, in the order in which they lead. */
#ifndef AVCURATE_ADVICE_VERDICT_H
#define AVCURATE_ADVICE_VERDICT_H

/* Several can hold for a tuple; the first one leads. */
enum verdict {
	VERDICT_NO_POLICY,       /* there is no policy to ask */
	VERDICT_NO_DENIAL,       /* a rule of the module: these logs hold no denial for it */
	VERDICT_UNKNOWN,         /* the policy lacks the class, a permission or a type */
	VERDICT_INVALID_CONTEXT, /* a context is not valid there, or the object is unlabeled */
	VERDICT_ALLOWED,         /* the policy, without this module, allows it */
	VERDICT_RELABEL,         /* the object is mislabelled: its proper label would allow it */
	VERDICT_PORT,            /* the port could get a type that the domain may already use */
	VERDICT_CONSTRAINT, /* a constraint (MLS or MCS, too) forbids it, with or without a rule */
	VERDICT_ROLE,       /* the source role may not change to the target role */
	VERDICT_BOUNDS,     /* the type that bounds the source is not allowed it either */
	VERDICT_XPERM,      /* ioctl is limited to a list that lacks this command */
	VERDICT_BOOLEAN,    /* a boolean, or a pair, would allow everything that was denied */
	VERDICT_WRONG_DOMAIN, /* a generic domain that should not run this */
	VERDICT_LEAKED_FD,    /* a file descriptor that was open when the program started */
	VERDICT_DAC,          /* check file owner and mode first */
	VERDICT_DONTAUDIT,    /* the policy expects it and does not log it */
	VERDICT_MISSING_RULE, /* no type rule allows it */
	VERDICTS
};

/* The word used in JSON and the filter language: "missing-rule". */
const char *verdict_name(enum verdict v);
/* One clause for the screen: "no type rule allows it". */
const char *verdict_words(enum verdict v);

enum proof {
	PROOF_UNPROVED,  /* no policy, or a kind that cannot be proved */
	PROOF_PROVEN,    /* blocked before, allowed with the module */
	PROOF_NO_EFFECT, /* the policy allows it anyway */
	PROOF_BLOCKED,   /* still blocked with it */
	PROOFS
};

/* "proven", "no-effect", "blocked", "unproved". */
const char *proof_name(enum proof p);
/* For the screen, with findings in capitals: "PROVEN", "NO EFFECT", "BLOCKED", "unproved". */
const char *proof_label(enum proof p);

#endif
