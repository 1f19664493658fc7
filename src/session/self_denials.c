// SPDX-License-Identifier: GPL-2.0-or-later
/* Recognizes avcurate's own denials: by pid and time, by our domain, or by the program that the
 * SYSCALL record of the event names. It does not read records. */
#include "config.h"

#include "session/self_denials.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <selinux/selinux.h>

#include "base/mem.h"
#include "base/process.h"
#include "scan/fields.h"

/* Margin for the dynamic linker and libc before main(), and for the coarse clock of records. */
#define BEFORE_MS 2000

static char *own_type(void)
{
	struct context_parts parts;
	char *context = NULL, *type = NULL;

	if (is_selinux_enabled() == 1 && getcon_raw(&context) == 0 &&
	    record_context_parts(slice_of(context), &parts))
		type = mem_strndup(parts.type.p, parts.type.n);
	freecon(context);
	return type;
}

static char *own_exe(void)
{
	char path[4096];
	ssize_t n = readlink("/proc/self/exe", path, sizeof(path));

	return n > 0 && (size_t)n < sizeof(path) ? mem_strndup(path, (size_t)n) : NULL;
}

void self_denials_init(struct self_denials *o)
{
	struct timespec t;

	clock_gettime(CLOCK_REALTIME, &t);
	*o = (struct self_denials){
		.pid = getpid(),
		.start_ms = (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000 - BEFORE_MS,
		.type = own_type(),
		.exe = own_exe(),
	};
}

void self_denials_release(struct self_denials *o)
{
	free(o->type);
	free(o->exe);
	*o = (struct self_denials){ 0 };
}

void self_denials_await(struct self_denials *o, const struct record *r, struct ledger *l,
			rule_id id)
{
	struct self_denials_waiting *w = &o->waiting[o->next_waiting];

	if (!o->exe || !r->serial || r->user || !slice_is(r->comm, SELF_DENIALS_COMM))
		return;
	*w = (struct self_denials_waiting){ r->time_ms, r->serial, l, id, r->granted };
	o->next_waiting = (o->next_waiting + 1) % SELF_DENIALS_MAX;
	o->waits = true;
}

static bool is_our_program(const struct self_denials *o, struct slice exe)
{
	struct buf path = { 0 };
	bool ours;

	record_decode(exe, &path);
	ours = strcmp(buf_str(&path), o->exe) == 0;
	buf_release(&path);
	return ours;
}

unsigned self_denials_companion(struct self_denials *o, const struct companion *c)
{
	unsigned i, denials = 0;

	/* Nearly always: no record waits. */
	if (!o->waits || c->kind != COMPANION_EXE || !o->exe)
		return 0;
	for (i = 0; i < SELF_DENIALS_MAX; i++) {
		struct self_denials_waiting *w = &o->waiting[i];

		if (w->serial != c->serial || w->time_ms != c->time_ms)
			continue;
		w->serial = 0;
		if (!is_our_program(o, c->text))
			continue;
		ledger_count_own(w->ledger, w->rule);
		denials += !w->granted;
	}
	return denials;
}

void self_denials_forget(struct self_denials *o)
{
	memset(o->waiting, 0, sizeof(o->waiting));
	o->waits = false;
}

static pid_t pid_of(struct slice digits)
{
	uint64_t n = field_number(digits);

	return n < INT32_MAX ? (pid_t)n : 0;
}

static bool runs_as_we(const struct self_denials *o, const struct record *r)
{
	struct context_parts parts;

	return o->type && slice_is(r->comm, SELF_DENIALS_COMM) &&
	       record_context_parts(r->scontext, &parts) && slice_is(parts.type, o->type);
}

bool self_denials_is(const struct self_denials *o, const struct record *r)
{
	pid_t pid;

	/* In a USER_AVC the pid is that of the object manager. */
	if (r->user || !r->pid.n)
		return false;
	pid = pid_of(r->pid);
	if (r->time_ms != TIME_NONE && pid > 0 &&
	    ((pid == o->pid && r->time_ms >= o->start_ms) || process_is_ours(pid, r->time_ms)))
		return true;
	return runs_as_we(o, r);
}
