// SPDX-License-Identifier: GPL-2.0-or-later
#include "config.h"

#include "inherit.h"

#include "avcurate/attr.h"
#include "avcurate/index.h"

bool inherit_may_class(const char *class)
{
	static const char *const classes[] = { "fd",       "file", "chr_file",   "fifo_file",
					       "blk_file", "dir",  "anon_inode", "memfd_file" };
	size_t n = strlen(class), i;

	if (n >= 6 && strcmp(class + n - 6, "socket") == 0)
		return true;
	for (i = 0; i < AV_ARRAY_LEN(classes); i++)
		if (strcmp(class, classes[i]) == 0)
			return true;
	return false;
}

/* What no program can be: a pipe, a socket, a device. Else it may be the file that is being run, whose
 * descriptor the old domain opened and the new one maps. */
static bool is_no_program(struct slice path)
{
	static const char dev[] = "\"/dev/";

	return path.n > 1 && path.p[0] == '"' &&
	       (path.p[1] != '/' ||
		(path.n >= strlen(dev) && memcmp(path.p, dev, strlen(dev)) == 0));
}

/* Of file_to_av(): by the mode the file was opened with, "ioctl" where that is none. */
static bool is_open_mode(struct slice perm)
{
	switch (perm.n) {
	case 4:
		return memcmp(perm.p, "read", 4) == 0;
	case 5:
		return memcmp(perm.p, "write", 5) == 0 || memcmp(perm.p, "ioctl", 5) == 0;
	case 6:
		return memcmp(perm.p, "append", 6) == 0;
	}
	return false;
}

bool inherit_may(const struct record *r)
{
	struct slice list = r->perms, word;
	bool writes = false;

	if (r->user || r->suspect || !r->serial || r->ioctl != IOCTL_NONE)
		return false;
	while (record_next_perm(&list, &word)) {
		if (word.n == 3 && memcmp(word.p, "use", 3) == 0)
			return slice_is(r->tclass, "fd") &&
			       (r->permissive == 0 || is_no_program(r->path));
		if (!is_open_mode(word))
			return false;
		writes |= *word.p == 'w' || *word.p == 'a';
	}
	return writes || r->permissive == 0 || !slice_is(r->tclass, "file");
}

static uint64_t node_of(struct slice node)
{
	return node.n ? index_hash(node.p, node.n) : 0;
}

/* A time may be unknown on one side: of a date whose day and month could not be told apart yet. */
static bool same_time(int64_t a, int64_t b)
{
	return a == b || a == TIME_NONE || b == TIME_NONE;
}

bool inherit_add(struct inherit *in, const struct record *r, name_id source, rule_id rule,
		 const uint32_t *tuples, uint32_t count)
{
	struct inherit_record *w = &in->records[in->next_record];
	uint64_t node = node_of(r->node);
	size_t i;

	for (i = 0; in->any_call && i < INHERIT_WAITING; i++)
		if (in->calls[i].serial == r->serial && in->calls[i].subj == source &&
		    in->calls[i].node == node && same_time(in->calls[i].time_ms, r->time_ms))
			return true;
	w->time_ms = r->time_ms;
	w->serial = r->serial;
	w->node = node;
	w->source = source;
	w->rule = rule;
	w->tuple_count = count;
	for (i = 0; i < count; i++)
		w->tuples[i] = tuples[i];
	in->next_record = (in->next_record + 1) % INHERIT_WAITING;
	return false;
}

const struct inherit_record *inherit_take(struct inherit *in, const struct exec_call *c,
					  name_id subj)
{
	size_t i;

	for (i = 0; i < INHERIT_WAITING; i++) {
		struct inherit_record *w = &in->records[i];

		if (w->serial != c->serial || w->source != subj || w->node != node_of(c->node) ||
		    !same_time(w->time_ms, c->time_ms))
			continue;
		w->serial = 0;
		return w;
	}
	return NULL;
}

void inherit_keep(struct inherit *in, const struct exec_call *c, name_id subj)
{
	in->calls[in->next_call] =
		(struct inherit_call){ c->time_ms, c->serial, node_of(c->node), subj };
	in->any_call = true;
	in->next_call = (in->next_call + 1) % INHERIT_WAITING;
}
