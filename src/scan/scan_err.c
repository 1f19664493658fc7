// SPDX-License-Identifier: GPL-2.0-or-later
/* Reads SELINUX_ERR (1401): what the security server said of an access for which more than a rule is
 * missing (linux/security/selinux/ss/services.c, hooks.c). It knows no policy. Since Linux 3.15 it is
 * fields after op=; before, prose:
 *   security_compute_sid:  invalid context X for scontext=… tcontext=… tclass=…
 *   security_bounded_transition: denied for oldcontext=… newcontext=…
 *   security_validate_transition:  denied for oldcontext=… newcontext=… taskcontext=… tclass=… */
#include "config.h"

#include "scan_internal.h"

struct err {
	struct slice op, invalid, s, t, class, old, new, task, perms, reason;
};

/* Whether the key means something here; the first of each name counts. */
static bool read_field(struct err *e, const struct field *f)
{
	static const struct {
		const char *key;
		size_t at;
	} fields[] = {
		{ "op", offsetof(struct err, op) },
		{ "invalid_context", offsetof(struct err, invalid) },
		{ "scontext", offsetof(struct err, s) },
		{ "tcontext", offsetof(struct err, t) },
		{ "tclass", offsetof(struct err, class) },
		{ "oldcontext", offsetof(struct err, old) },
		{ "newcontext", offsetof(struct err, new) },
		{ "taskcontext", offsetof(struct err, task) },
		{ "perms", offsetof(struct err, perms) },
		{ "reason", offsetof(struct err, reason) },
	};
	size_t i;

	for (i = 0; i < AV_ARRAY_LEN(fields); i++) {
		struct slice *to = (struct slice *)(void *)((char *)e + fields[i].at);

		if (f->form == FIELD_WORD || !slice_is(f->key, fields[i].key))
			continue;
		if (!to->n)
			*to = f->value;
		return true;
	}
	return false;
}

/* Where the next record begins on the same line. */
static bool is_start(struct slice w)
{
	const char *end = w.p + w.n;

	return ((scan_starts(w.p, end, "type=") || scan_starts(w.p, end, "node=")) && w.n > 5) ||
	       scan_starts(w.p, end, "msg=audit(") || scan_starts(w.p, end, "audit(") ||
	       scan_starts(w.p, end, "SELINUX_ERR") || scan_starts(w.p, end, "avc:");
}

/* A context out of its quotes or its hex; s->decoded keeps what was hex. */
static struct slice context(struct scan *s, struct slice v)
{
	size_t at = s->decoded.len;

	if (v.n && v.p[0] != '"' && !memchr(v.p, ':', v.n)) {
		record_decode(v, &s->decoded);
		/* The length the kernel gives may count the terminator. */
		return (struct slice){ buf_str(&s->decoded) + at,
				       strnlen(buf_str(&s->decoded) + at, s->decoded.len - at) };
	}
	return field_plain(v);
}

static struct scan_parsed cut(const char *why, const char *next)
{
	return (struct scan_parsed){ PARSED_SHORT, why, next, 0 };
}

/* op=security_compute_av reason=bounds: a child type was refused what its parent may not do. */
static struct scan_parsed bounds(struct scan *s, struct err *e, struct record *r, const char *next)
{
	size_t i, at = s->decoded.len;

	if (!e->s.n || !e->t.n || !e->class.n || !e->perms.n)
		return cut("it ends before its contexts, class and permissions", next);
	e->perms = field_plain(e->perms);
	buf_add(&s->decoded, e->perms.p, e->perms.n);
	for (i = at; i < s->decoded.len; i++)
		if (s->decoded.data[i] == ',')
			s->decoded.data[i] = ' ';
	r->kind = RECORD_ACCESS;
	r->scontext = field_plain(e->s);
	r->tcontext = field_plain(e->t);
	r->tclass = field_plain(e->class);
	r->perms = (struct slice){ buf_str(&s->decoded) + at, s->decoded.len - at };
	return (struct scan_parsed){ PARSED_RECORD, NULL, next, false };
}

static struct scan_parsed transition(struct err *e, struct record *r, bool validate,
				     const char *next)
{
	if (!e->old.n || !e->new.n || (validate && (!e->task.n || !e->class.n)))
		return cut("it ends before its contexts", next);
	r->ncontext = field_plain(e->new);
	r->tclass = field_plain(e->class);
	if (validate) {
		r->kind = RECORD_VALIDATE_TRANSITION;
		r->scontext = field_plain(e->task);
		r->tcontext = field_plain(e->old);
	} else {
		r->kind = RECORD_BOUNDED_TRANSITION;
		r->scontext = field_plain(e->old);
	}
	return (struct scan_parsed){ PARSED_RECORD, NULL, next, false };
}

static struct scan_parsed invalid(struct scan *s, struct err *e, struct record *r, bool role,
				  const char *next)
{
	if (!e->invalid.n)
		return cut("it ends before the invalid context", next);
	if (role && (!e->s.n || !e->t.n || !e->class.n))
		return cut("it ends before its contexts and class", next);
	r->kind = role ? RECORD_ROLE : RECORD_CONTEXT;
	r->ncontext = context(s, e->invalid);
	r->scontext = field_plain(e->s);
	r->tcontext = field_plain(e->t);
	r->tclass = field_plain(e->class);
	return (struct scan_parsed){ PARSED_RECORD, NULL, next, false };
}

struct scan_parsed scan_err_parse(struct scan *s, const char *p, const char *end, struct record *r)
{
	struct fields fields = { p, end, false };
	const char *next = NULL;
	struct err e = { 0 };
	struct field f;
	bool context_follows = false, prose = false;

	buf_clear(&s->decoded);
	while (fields_next(&fields, &f)) {
		if (is_start(f.text)) {
			next = f.text.p;
			break;
		}
		if (context_follows) {
			e.invalid = f.text;
			context_follows = false;
		} else if (!read_field(&e, &f) && !e.op.n && f.text.p[f.text.n - 1] == ':') {
			e.op = (struct slice){ f.text.p, f.text.n - 1 };
			prose = true;
		} else if (prose && slice_is(f.text, "context") && !e.invalid.n) {
			context_follows = true;
		}
	}
	if (slice_is(e.op, "security_bounded_transition"))
		return transition(&e, r, false, next);
	if (slice_is(e.op, "security_validate_transition"))
		return transition(&e, r, true, next);
	if (slice_is(e.op, "security_compute_av") && (e.perms.n || slice_is(e.reason, "bounds")))
		return bounds(s, &e, r, next);
	if (slice_is(e.op, "security_compute_sid"))
		return invalid(s, &e, r, true, next);
	if (e.invalid.n)
		return invalid(s, &e, r, false, next);
	if (!e.op.n || (size_t)(end - e.op.p) == e.op.n)
		return cut("it ends before what went wrong (op=)", next);
	return (struct scan_parsed){ PARSED_REFUSE, "it is an SELINUX_ERR of an unknown kind", next,
				     0 };
}
