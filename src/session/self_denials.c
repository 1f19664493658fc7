// SPDX-License-Identifier: GPL-2.0-or-later
#include "config.h"

#include "session/self_denials.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <selinux/selinux.h>

#include "base/process.h"
#include "base/mem.h"

/* What the dynamic linker and libc did before main(), and the coarse clock of records. */
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

static pid_t pid_of(struct slice s)
{
	long n = 0;
	size_t i;

	for (i = 0; i < s.n && s.p[i] >= '0' && s.p[i] <= '9' && n < 100000000; i++)
		n = n * 10 + (s.p[i] - '0');
	return (pid_t)n;
}

bool self_denials_may_be(const struct record *r)
{
	return !r->user && slice_is(r->comm, "\"avcurate\"");
}

/* Of the same event: "type=SYSCALL msg=audit(STAMP): … exe="/usr/bin/avcurate" …". */
bool self_denials_shows(const struct self_denials *o, struct slice text)
{
	const char *end = text.p + text.n, *line = text.p, *nl, *stamp, *close, *exe;
	size_t n, exe_bytes = o->exe ? strlen(o->exe) : 0;

	stamp = memmem(text.p, text.n, "audit(", 6);
	close = stamp ? memchr(stamp, ')', (size_t)(end - stamp)) : NULL;
	for (; close && exe_bytes && (nl = memchr(line, '\n', (size_t)(end - line)));
	     line = nl + 1) {
		n = (size_t)(nl - line);
		if (!memmem(line, n, " syscall=", 9) ||
		    !memmem(line, n, stamp, (size_t)(close - stamp)))
			continue;
		exe = memmem(line, n, " exe=\"", 6);
		return exe && (size_t)(nl - exe) > exe_bytes + 6 &&
		       memcmp(exe + 6, o->exe, exe_bytes) == 0 && exe[6 + exe_bytes] == '"';
	}
	return false;
}

static bool runs_as_we(const struct self_denials *o, const struct record *r)
{
	struct context_parts parts;

	return o->type && slice_is(r->comm, "\"avcurate\"") &&
	       record_context_parts(r->scontext, &parts) && slice_is(parts.type, o->type);
}

bool self_denials_is(const struct self_denials *o, const struct record *r)
{
	pid_t pid;

	/* In a USER_AVC it is the object manager's process that has the pid. */
	if (r->user || !r->pid.n)
		return false;
	pid = pid_of(r->pid);
	if (r->time_ms != TIME_NONE && pid > 0 &&
	    ((pid == o->pid && r->time_ms >= o->start_ms) || process_is_ours(pid, r->time_ms)))
		return true;
	return runs_as_we(o, r);
}
