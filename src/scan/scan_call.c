// SPDX-License-Identifier: GPL-2.0-or-later
/* SYSCALL records: of a program that was started (execve or execveat, and it succeeded); and whose program
 * it was that something was denied to. */
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

/* "KEY=VALUE " at *p; *p is moved behind it. */
static bool field(const char **p, const char *end, const char *key, struct slice *value)
{
	const char *q = scan_skip_blanks(*p, end);

	if (!scan_starts(q, end, key))
		return false;
	value->p = q += strlen(key);
	while (q < end && !scan_is_blank(*q))
		q++;
	value->n = (size_t)(q - value->p);
	*p = q;
	return true;
}

/* "arch=c000003e syscall=59 ", or as ausearch -i has it; returns what is behind it. */
static const char *behind_exec(const char *p, const char *end)
{
	struct slice arch, call;
	uint32_t machine, nr = 0;
	size_t i, k;

	if (!field(&p, end, "arch=", &arch) || !field(&p, end, "syscall=", &call) || !call.n)
		return NULL;
	if (!ascii_is_digit(*call.p))
		return slice_is(call, "execve") || slice_is(call, "execveat") ? p : NULL;
	hex(arch.p, arch.p + arch.n, &machine);
	for (i = 0; i < call.n && ascii_is_digit(call.p[i]); i++)
		nr = nr * 10 + (uint32_t)(call.p[i] - '0');
	for (i = 0; nr && i < AV_ARRAY_LEN(execs); i++)
		for (k = 0; execs[i].arch == machine && k < AV_ARRAY_LEN(execs[i].calls); k++)
			if (execs[i].calls[k] == nr)
				return p;
	return NULL;
}

/* Behind the header: "arch=c000003e syscall=59 [per=400000] success=yes". */
static bool started(const char *p, const char *end)
{
	struct slice value;

	p = behind_exec(p, end);
	if (!p)
		return false;
	field(&p, end, "per=", &value);
	return field(&p, end, "success=", &value) && slice_is(value, "yes");
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
	const char *p;

	if (!s->sink.companion || !started(body, end))
		return;
	p = scan_find(body, end, " subj=");
	if (!p || !field(&p, end, "subj=", &c.text))
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

/* Behind " exe=", or NULL. It follows comm=, the first field that is quoted; where comm stands in hex, it
 * is itself the first. */
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

void scan_exe(struct scan *s, const struct scan_line *l, const char *type, const char *p,
	      const char *end)
{
	struct scan_head h = { .time_ms = TIME_NONE };
	const char *body = scan_head_raw(p, end, &h);
	struct companion c = { .kind = COMPANION_EXE, .time_ms = h.time_ms, .serial = h.serial };

	if (!body || h.serial != s->exe_serial || h.time_ms != s->exe_ms)
		return;
	s->exe_serial = 0;
	c.text.p = find_exe(body, end);
	if (!c.text.p)
		return;
	for (p = c.text.p; p < end && !scan_is_blank(*p) && *p != '\x1d';) /* enriched */
		p++;
	c.text.n = (size_t)(p - c.text.p);
	if (type != l->p + 5) /* node= */
		c.node = (struct slice){ l->p + 5, (size_t)(type - 11 - l->p) };
	if (c.text.n && !slice_is(c.text, "(null)") && !slice_is(c.text, "?"))
		s->sink.companion(s->sink.ctx, &c);
}
