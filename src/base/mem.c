// SPDX-License-Identifier: GPL-2.0-or-later
/* Allocation that ends the program when memory runs out. The only library code that does: no caller
 * could recover. */
#include "config.h"

#include "base/mem.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The only place where one of our libraries ends the program: no caller could do better. */
static void (*oom_hook)(void);

void mem_set_oom_hook(void (*hook)(void))
{
	oom_hook = hook;
}

static AV_NORETURN void out_of_memory(void)
{
	if (oom_hook)
		oom_hook();
	fputs("avcurate: out of memory\n", stderr);
	abort();
}

void *mem_alloc(size_t bytes)
{
	void *p = malloc(bytes ? bytes : 1);

	if (!p)
		out_of_memory();
	return p;
}

void *mem_zalloc(size_t count, size_t bytes)
{
	void *p = calloc(count ? count : 1, bytes ? bytes : 1);

	if (!p)
		out_of_memory();
	return p;
}

void *mem_realloc(void *p, size_t count, size_t bytes)
{
	void *q = reallocarray(p, count ? count : 1, bytes ? bytes : 1);

	if (!q)
		out_of_memory();
	return q;
}

char *mem_strndup(const char *s, size_t len)
{
	char *p = mem_alloc(len + 1);

	if (len)
		memcpy(p, s, len);
	p[len] = '\0';
	return p;
}

char *mem_strdup(const char *s)
{
	return mem_strndup(s, strlen(s));
}

void *mem_grow(void *p, size_t *cap, size_t need, size_t bytes)
{
	size_t want;

	if (need <= *cap && p)
		return p;
	want = *cap + *cap / 2;
	if (want < need)
		want = need;
	if (want < 4)
		want = 4;
	p = mem_realloc(p, want, bytes);
	*cap = want;
	return p;
}

void *mem_grow_zeroed(void *p, size_t *cap, size_t need, size_t bytes)
{
	size_t old = *cap;
	char *grown = mem_grow(p, cap, need, bytes);

	if (*cap > old)
		memset(grown + old * bytes, 0, (*cap - old) * bytes);
	return grown;
}
