// SPDX-License-Identifier: GPL-2.0-or-later
/* Regular expressions with a bounded cost. The C library's regcomp(3) copies repeated parts:
 * "a++++" doubles with each sign, "(a{9}){9}" multiplies, so that a short text could use all
 * memory. Compute the size first. Refuse back references: they are not POSIX in these expressions,
 * and matching them takes exponential time. */
#include "config.h"

#include "filter/pattern.h"

#include <regex.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

#define PATTERN_BYTES_MAX 512
#define PATTERN_DEPTH_MAX 32   /* nested groups */
#define PATTERN_STATES    2048 /* including all copies; closures may need its square in words */
#define SUBJECT_BYTES_MAX 4096

struct pattern {
	regex_t regex;
};

/* Return the end of a bracket expression; `p` is at its "[". */
static const char *skip_bracket(const char *p)
{
	p++;
	p += *p == '^';
	p += *p == ']';
	for (; *p && *p != ']'; p++) {
		char kind = p[1];

		if (*p != '[' || (kind != ':' && kind != '.' && kind != '='))
			continue;
		for (p += 2; *p && !(p[0] == kind && p[1] == ']'); p++)
			;
		if (*p)
			p++;
		else
			break;
	}
	return *p ? p + 1 : p;
}

/* The largest number of repetitions of an interval. Moves *p to its end. */
static unsigned long interval(const char **p)
{
	unsigned long n = 1, most = 1;
	const char *s = *p + 1;

	for (; *s && *s != '}'; s++) {
		if (*s < '0' || *s > '9') {
			n = 0;
			continue;
		}
		n = n < PATTERN_STATES ? n * 10 + (unsigned long)(*s - '0') : n;
		most = n > most ? n : most;
	}
	*p = *s ? s + 1 : s;
	return most + 1;
}

/* Count the states including all copies; stops above PATTERN_STATES. `*why` is NULL, or why the
 * text is refused. */
static unsigned long count_states(const char *p, const char **why)
{
	unsigned long groups[PATTERN_DEPTH_MAX + 1] = { 0 };
	unsigned long last =
		0; /* size of the atom that a repetition would repeat, not yet added to its group */
	size_t depth = 0;

	*why = NULL;
	while (*p) {
		switch (*p) {
		case '+':
			last = last * 2 + 1;
			p++;
			break;
		case '*':
		case '?':
			last++;
			p++;
			break;
		case '{':
			/* "x{2}" begins with n = 1: overestimate rather than underestimate */
			last = last * interval(&p) + 1;
			break;
		case '(':
			groups[depth] += last;
			last = 0;
			if (++depth > PATTERN_DEPTH_MAX) {
				*why = "groups are nested too deeply";
				return 0;
			}
			groups[depth] = 1;
			p++;
			break;
		case ')':
			last += groups[depth];
			depth -= depth > 0;
			p++;
			break;
		case '\\':
			if (p[1] >= '1' && p[1] <= '9') {
				*why = "back references are not supported";
				return 0;
			}
			groups[depth] += last;
			last = 1;
			p += p[1] ? 2 : 1;
			break;
		default:
			groups[depth] += last;
			last = 1;
			p = *p == '[' ? skip_bracket(p) : p + 1;
			break;
		}
		if (last + groups[depth] > PATTERN_STATES)
			break;
	}
	while (last <= PATTERN_STATES && depth-- > 0)
		last += groups[depth + 1];
	return last + groups[0];
}

struct pattern *pattern_new(const char *text, struct diag *d)
{
	struct pattern *p;
	char words[128];
	const char *why;
	int rc;

	if (strlen(text) > PATTERN_BYTES_MAX) {
		diag_set(d, "the regular expression is longer than %d bytes", PATTERN_BYTES_MAX);
		return NULL;
	}
	if (count_states(text, &why) > PATTERN_STATES)
		why = "it repeats too often";
	if (why) {
		diag_set(d, "'%s' is refused as a regular expression: %s", text, why);
		return NULL;
	}
	p = mem_zalloc(1, sizeof(*p));
	rc = regcomp(&p->regex, text, REG_EXTENDED | REG_NOSUB);
	if (rc == 0)
		return p;
	regerror(rc, &p->regex, words, sizeof(words));
	diag_set(d, "'%s' is not a regular expression: %s", text, words);
	free(p);
	return NULL;
}

void pattern_free(struct pattern *p)
{
	if (!p)
		return;
	regfree(&p->regex);
	free(p);
}

bool pattern_match(const struct pattern *p, const char *text)
{
	regmatch_t whole = { 0, (regoff_t)strnlen(text, SUBJECT_BYTES_MAX) };

	return regexec(&p->regex, text, 1, &whole, REG_STARTEND) == 0;
}
