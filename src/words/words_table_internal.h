/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The tables used by words.h, one file for each family of classes, and what the sentence files
 * share. Only for the files of this room. */
#ifndef AVCURATE_WORDS_WORDS_TABLE_INTERNAL_H
#define AVCURATE_WORDS_WORDS_TABLE_INTERNAL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/intern.h"
#include "denial/rule.h"

/* `text` is a verb phrase to follow "may". Marks in it are replaced:
 *   %  the object: "directories labelled usr_t"; "it" when nothing more is known
 *   @  its label alone: "labelled http_port_t"; "of the target type"
 *   $  processes: "processes in init_t"; "processes in the target domain"
 *   !  the bare target: "init_t"; "the target type"
 *   *  the plural of the class: "directories"
 *   ~  "its" or "their", by the subject
 * Phrases that end in % are joined: "open, read and lock files labelled usr_t". */
struct words_perm {
	const char *name; /* NULL ends a table */
	const char *text;
	const char *subject; /* who may, if not "processes in": "files labelled" */
	bool extra;          /* not in the reference policy of November 2022 (2.20221101) */
};

/* How a sentence distinguishes an object of the class from others. */
enum words_object {
	WORDS_LABELLED, /* it has a label of its own: directories labelled usr_t */
	WORDS_OWNED,    /* it has the label of the process that made it: TCP sockets of httpd_t */
	WORDS_PROCESS,  /* it is a process: processes in init_t */
	WORDS_ALONE,    /* there is only one: the system, SELinux */
};

struct words_class {
	const char *name;                /* NULL ends a table */
	const char *one;                 /* "a directory" */
	const char *many;                /* "directories" */
	const struct words_perm *common; /* shared with other classes, or NULL */
	const struct words_perm *own;    /* searched first, so they may override; or NULL */
	enum words_object object;
	const char *suffix; /* added after every phrase: "within a user namespace"; or NULL */
};

extern const struct words_class words_file_classes[];
extern const struct words_class words_socket_classes[];
extern const struct words_class words_process_classes[]; /* processes, capabilities, IPC */
extern const struct words_class words_kernel_classes[];  /* the system, network labels, bpf, keys */
extern const struct words_class words_user_classes[];    /* systemd, D-Bus, nscd, passwd */
extern const struct words_class words_android_classes[];
extern const struct words_class words_x_classes[];
extern const struct words_class words_db_classes[];

/* What the marks in a text are replaced with. Borrowed. */
struct words_slots {
	const char *object, *label, *processes, *bare, *many, *its;
};
void words_expand(const char *text, const struct words_slots *slots, struct buf *out);

/* How much of what was seen a sentence shows. */
#define WORDS_COMMS 3
#define WORDS_PATHS 2

/* Append a name or other text from a log, cleaned. */
void words_add_name(struct buf *out, const struct intern *names, name_id id);
/* Append " (a, b and 3 more)" of what was seen with the rule, or nothing. Whole paths come
 * first. */
void words_add_seen(struct buf *out, const struct intern *names, const struct rule *rule,
		    enum seen_kind kind, size_t show);
/* True if some ports were seen with one permission and others with another; and append the ports
 * of one permission. */
bool words_ports_differ(const struct rule *rule);
void words_add_ports(struct buf *out, const struct intern *names, const struct rule *rule,
		     name_id perm, size_t show);
/* The whole sentence for a rule of another kind than access; false if the permissions say it. */
bool words_add_kind(struct buf *out, const struct intern *names, const struct rule *r);
/* The whole sentence for a STATEMENT_GRANT. */
void words_add_grant(struct buf *out, const struct intern *names, const struct statement *st);
/* Append what to say if the policy did not know a label; otherwise nothing. */
void words_add_unknown_label(struct buf *out, const struct intern *names, const struct rule *r);

/* NULL if the tables do not have it. */
const struct words_class *words_class_find(const char *class);
const struct words_perm *words_perm_find(const struct words_class *class, const char *perm);

#endif
