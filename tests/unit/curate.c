// SPDX-License-Identifier: GPL-2.0-or-later
#include "config.h"

#include "curate.h"

#include <stdlib.h>
#include <string.h>

#include "avcurate/fileio.h"
#include "avcurate/mem.h"

int curate_setup(void **state)
{
	struct curate *c = mem_zalloc(1, sizeof(*c));

	c->names = intern_new();
	c->ledger = ledger_new(c->names, 0);
	c->decisions = decisions_new();
	c->dir = fileio_temp_dir(NULL);
	*state = c;
	return c->dir ? 0 : -1;
}

int curate_teardown(void **state)
{
	struct curate *c = *state;

	decisions_free(c->decisions);
	ledger_free(c->ledger);
	intern_free(c->names);
	if (c->dir)
		fileio_remove_dir(c->dir);
	free(c->dir);
	free(c);
	return 0;
}

struct record curate_denial(const char *source, const char *target, const char *class,
			    const char *perms)
{
	return (struct record){ .kind = RECORD_ACCESS,
				.permissive = -1,
				.time_ms = CURATE_MS,
				.ioctl = IOCTL_NONE,
				.perms = slice_of(perms),
				.scontext = slice_of(source),
				.tcontext = slice_of(target),
				.tclass = slice_of(class) };
}

rule_id curate_add(struct curate *c, const struct record *r)
{
	const char *why;
	rule_id id = ledger_add(c->ledger, r, NULL, &why);

	return why ? RULE_NONE : id;
}

rule_id curate_deny(struct curate *c, const char *source, const char *target, const char *class,
		    const char *perms)
{
	struct buf s = { 0 }, t = { 0 };
	struct record r;
	rule_id id;

	buf_addf(&s, "staff_u:staff_r:%s:s0-s0:c0.c1023", source);
	buf_addf(&t, "system_u:object_r:%s:s0", target);
	r = curate_denial(s.data, t.data, class, perms);
	r.comm = slice_of("\"useradd\"");
	r.path = slice_of("\"/opt/pf9/etc\"");
	id = curate_add(c, &r);
	buf_release(&s);
	buf_release(&t);
	return id;
}

void curate_decide(struct curate *c, rule_id id, enum decision_state state, const char *note)
{
	struct decision d = { 0 };

	decision_copy(&d, decisions_get(c->decisions, id));
	free(d.note);
	free(d.by);
	d.state = state;
	d.note = note ? mem_strdup(note) : NULL;
	d.by = mem_strdup("root");
	d.at_ms = CURATE_MS;
	decisions_begin(c->decisions);
	decisions_set(c->decisions, id, &d);
	decisions_end(c->decisions, "decided");
	decision_release(&d);
}

void curate_example(struct curate *c)
{
	curate_decide(c, curate_deny(c, "useradd_t", "usr_t", "file", "getattr open read"),
		      DECISION_ACCEPTED, NULL);
	curate_decide(c, curate_deny(c, "useradd_t", "usr_t", "dir", "write"), DECISION_ACCEPTED,
		      "installer creates /opt/pf9/etc");
	curate_decide(c, curate_deny(c, "svirt_t", "shadow_t", "file", "read"), DECISION_REJECTED,
		      "no guest needs this");
}

struct te_content curate_content(struct curate *c, const char *name)
{
	return (struct te_content){
		.names = c->names, .denials = c->ledger, .decisions = c->decisions, .name = name
	};
}

char *curate_path(const struct curate *c, const char *name)
{
	return fileio_join(c->dir, name);
}

void curate_write(const struct curate *c, const char *name, const char *text)
{
	char *path = curate_path(c, name);

	if (fileio_write(path, text, strlen(text), NULL) < 0)
		abort();
	free(path);
}

char *curate_read(const struct curate *c, const char *name)
{
	char *path = curate_path(c, name);
	struct buf text = { 0 };
	int rc = fileio_exists(path) ? fileio_read(path, TE_FILE_MAX_BYTES, &text, NULL) : -1;

	free(path);
	if (rc < 0) {
		buf_release(&text);
		return NULL;
	}
	return buf_take(&text);
}
