// SPDX-License-Identifier: GPL-2.0-or-later
/* Reads SYSCALL records: of a program that was started (execve or execveat, and it succeeded), and of a
 * program that was denied something. It does not know the denials, only their events. */
#include "config.h"

#include "scan_internal.h"

/* AUDIT_ARCH_* of linux/audit.h, and the numbers of execve and execveat in its table of system calls
 * (x86_64: also those of x32). */
static const struct {
	uint32_t arch;
	uint32_t calls[4];
} execs[] = {
	{ 0xc000003e, { 59, 322, 0x40000000 + 520, 0x40000000 + 545 } },
	{ 0x40000003, { 11, 358 } },    /* i386 */
	{ 0xc00000b7, { 221, 281 } },   /* aarch64 */
	{ 0x40000028, { 11, 387 } },    /* arm */
	{ 0xc0000015, { 11, 362 } },    /* ppc64le */
	{ 0x80000015, { 11, 362 } },    /* ppc64 */
	{ 0x00000014, { 11, 362 } },    /* ppc */
	{ 0x80000016, { 11, 354 } },    /* s390x */
	{ 0x00000016, { 11, 354 } },    /* s390 */
	{ 0xc00000f3, { 221, 281 } },   /* riscv64 */
	{ 0xc0000102, { 221, 281 } },   /* loongarch64 */
	{ 0x00000008, { 4011, 4356 } }, /* mips */
	{ 0x40000008, { 4011, 4356 } }, /* mipsel */
	{ 0x80000008, { 5057, 5316 } }, /* mips64 */
	{ 0xc0000008, { 5057, 5316 } }, /* mipsel64 */
	{ 0xc0000032, { 1033 } },       /* ia64 */
};

static void hex(const char *p, const char *end, uint32_t *out)
{
	uint32_t v = 0;

	for (; p < end && ascii_hex_value(*p) >= 0; p++)
		v = v << 4 | (uint32_t)ascii_hex_value(*p);
	*out = v;
}

static bool is_exec(struct slice arch, struct slice call)
{
	uint64_t nr = field_number(call);
	uint32_t machine;
	size_t i, k;

	if (!call.n || !ascii_is_digit(*call.p)) /* ausearch -i */
		return slice_is(call, "execve") || slice_is(call, "execveat");
	hex(arch.p, arch.p + arch.n, &machine);
	for (i = 0; nr && i < AV_ARRAY_LEN(execs); i++)
		for (k = 0; execs[i].arch == machine && k < AV_ARRAY_LEN(execs[i].calls); k++)
			if (execs[i].calls[k] == nr)
				return true;
	return false;
}

/* The next field, which must be KEY. */
static bool next_is(struct fields *fields, const char *key, struct slice *value)
{
	struct field f;

	if (!fields_next(fields, &f) || f.form == FIELD_WORD || !slice_is(f.key, key))
		return false;
	*value = f.value;
	return true;
}

/* "arch=c000003e syscall=59 [per=400000] success=yes": a program was started. */
static bool started(const char *p, const char *end)
{
	struct fields fields = { p, end, false }, after;
	struct slice arch, call, value;

	if (!next_is(&fields, "arch", &arch) || !next_is(&fields, "syscall", &call) ||
	    !is_exec(arch, call))
		return false;
	after = fields;
	if (next_is(&after, "per", &value))
		fields = after;
	return next_is(&fields, "success", &value) && slice_is(value, "yes");
}

bool scan_call_may(const char *p, const char *end)
{
	uint32_t nr = 0;

	if (end - p < 80)
		return true;
	for (p += strlen("1700000000.000:"); p < end && ascii_is_digit(*p);)
		p++;
	if (end - p < 32 || memcmp(p, "): arch=", 8) != 0)
		return true;
	p += strlen("): arch=c000003e");
	if (memcmp(p, " syscall=", 9) != 0)
		return true;
	for (p += 9; p < end && ascii_is_digit(*p); p++)
		nr = nr * 10 + (uint32_t)(*p - '0');
	return p == end || *p != ' ' || nr == 59 || nr == 11 || nr == 221 || nr > 280;
}

void scan_call(struct scan *s, const char *from, const char *body, const char *end,
	       const struct scan_head *known)
{
	struct companion c = { .kind = COMPANION_EXEC };
	struct scan_head h = *known;

	if (!s->companions || !started(body, end))
		return;
	c.text = fields_find((struct slice){ body, (size_t)(end - body) }, "subj");
	if (!c.text.p)
		return;
	if (!h.stamped)
		scan_head_parse(s, from, body, &h);
	if (!h.serial || h.foreign)
		return;
	c.time_ms = h.time_ms;
	c.serial = h.serial;
	c.node = h.node;
	s->sink.companion(s->sink.ctx, &c);
}

/* Whether the event's SYSCALL is looked for; where it is kept, or NULL. */
static struct scan_event *call_of(struct scan *s, int64_t time_ms, uint64_t serial)
{
	size_t i;

	for (i = 0; i < AV_ARRAY_LEN(s->calls); i++)
		if (s->calls[i].serial == serial && s->calls[i].time_ms == time_ms)
			return &s->calls[i];
	return NULL;
}

void scan_exe_want(struct scan *s, const struct record *r)
{
	struct scan_event *call;

	if (!s->sink.companion || !r->serial || r->user || r->exe.n || r->suspect ||
	    (s->sink.only_comm && !slice_is(r->comm, s->sink.only_comm)) ||
	    call_of(s, r->time_ms, r->serial))
		return;
	call = &s->calls[s->next_call++ % AV_ARRAY_LEN(s->calls)];
	s->call_count += !call->serial;
	*call = (struct scan_event){ r->time_ms, r->serial };
}

/* After " exe=", or NULL. It follows comm=, which is the first quoted field; where comm is in hex, exe= is
 * the first. This skips the twenty fields before it, since the scanner does it for each denial. */
static const char *find_exe(const char *p, const char *end)
{
	const char *quote = memchr(p, '"', (size_t)(end - p)), *close;

	if (quote && quote - p > 6 && memcmp(quote - 5, " exe=", 5) == 0)
		return quote;
	if (quote && quote - p > 6 && memcmp(quote - 6, " comm=", 6) == 0) {
		close = memchr(quote + 1, '"', (size_t)(end - quote - 1));
		if (close && scan_starts(close + 1, end, " exe="))
			return close + 1 + strlen(" exe=");
	}
	p = scan_find(p, end, " exe=");
	return p ? p + strlen(" exe=") : NULL;
}

void scan_exe(struct scan *s, const struct scan_head *h, const char *body, const char *end)
{
	struct companion c = {
		.kind = COMPANION_EXE, .time_ms = h->time_ms, .serial = h->serial, .node = h->node
	};
	struct scan_event *call;

	call = h->serial ? call_of(s, h->time_ms, h->serial) : NULL;
	if (!call)
		return;
	call->serial = 0;
	s->call_count--;
	c.text.p = find_exe(body, end);
	if (!c.text.p)
		return;
	c.text.n = (size_t)(fields_blank(c.text.p, end) - c.text.p);
	if (c.text.n && !slice_is(c.text, "(null)") && !slice_is(c.text, "?"))
		s->sink.companion(s->sink.ctx, &c);
}
