// SPDX-License-Identifier: GPL-2.0-or-later
#include "config.h"

/* Before stdbool.h: see src/policy/policy_walk.c. */
#include <sepol/policydb/conditional.h>

#include "oracle.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <sepol/booleans.h>
#include <sepol/cil/cil.h>
#include <sepol/debug.h>
#include <sepol/policydb.h>
#include <sepol/policydb/policydb.h>
#include <sepol/policydb/services.h>
#include <sepol/sepol.h>

/* libsepol keeps the sids of the policy before for good; that is not ours to mend. */
const char *__lsan_default_suppressions(void);

const char *__lsan_default_suppressions(void)
{
	return "leak:libsepol";
}

static void quiet(int level, const char *text)
{
	(void)level;
	printf("# %s", text);
}

static void must(bool ok, const char *what)
{
	if (ok)
		return;
	printf("Bail out! oracle: %s\n", what);
	exit(1);
}

static char *read_file(const char *path, size_t extra, size_t *bytes)
{
	FILE *f = fopen(path, "r");
	char *text;
	long n;

	must(f != NULL, path);
	fseek(f, 0, SEEK_END);
	n = ftell(f);
	rewind(f);
	text = malloc((size_t)n + extra + 2);
	*bytes = fread(text, 1, (size_t)n, f);
	must(*bytes == (size_t)n, path);
	fclose(f);
	return text;
}

static sepol_policydb_t *from_cil(const char *path, const char *more)
{
	size_t bytes, extra = more ? strlen(more) : 0;
	char *text = read_file(path, extra, &bytes);
	sepol_policydb_t *policy = NULL;
	struct cil_db *cil = NULL;

	memcpy(text + bytes, more ? more : "", extra);
	cil_set_log_handler(quiet);
	cil_db_init(&cil);
	cil_set_multiple_decls(cil, 1);
	cil_set_disable_neverallow(cil, 1);
	cil_set_policy_version(cil, sepol_policy_kern_vers_max());
	must(cil_add_file(cil, path, text, bytes + extra) == SEPOL_OK &&
		     cil_compile(cil) == SEPOL_OK && cil_build_policydb(cil, &policy) == SEPOL_OK,
	     "the policy does not compile");
	cil_db_destroy(&cil);
	free(text);
	return policy;
}

static sepol_policydb_t *from_binary(const char *path)
{
	sepol_policydb_t *policy = NULL;
	sepol_policy_file_t *pf = NULL;
	FILE *f = fopen(path, "r");

	must(f != NULL, path);
	must(sepol_policydb_create(&policy) == 0, path);
	must(sepol_policy_file_create(&pf) == 0, path);
	sepol_policy_file_set_fp(pf, f);
	must(sepol_policydb_read(policy, pf) == 0, path);
	sepol_policy_file_free(pf);
	fclose(f);
	return policy;
}

/* Into any chain of the table: it is written out and read again before it is searched. */
static void add_rule(policydb_t *p, const struct oracle_rule *r)
{
	struct avtab_node *n = calloc(1, sizeof(*n));

	n->key.source_type = r->source;
	n->key.target_type = r->target;
	n->key.target_class = r->class_value;
	n->key.specified = r->dontaudit ? AVTAB_AUDITDENY : AVTAB_ALLOWED;
	n->datum.data = r->dontaudit ? ~r->perms : r->perms;
	n->next = p->te_avtab.htable[0];
	p->te_avtab.htable[0] = n;
	p->te_avtab.nel++;
}

/* Like the key in the table, for which libsepol's reader accepts one node only. */
static bool merge_rule(policydb_t *p, const struct oracle_rule *r)
{
	struct avtab_node *n;
	uint32_t i;

	for (i = 0; i < p->te_avtab.nslot; i++)
		for (n = p->te_avtab.htable[i]; n; n = n->next) {
			if (n->key.source_type != r->source || n->key.target_type != r->target ||
			    n->key.target_class != r->class_value ||
			    n->key.specified != (r->dontaudit ? AVTAB_AUDITDENY : AVTAB_ALLOWED))
				continue;
			if (r->dontaudit)
				n->datum.data &= ~r->perms;
			else
				n->datum.data |= r->perms;
			return true;
		}
	return false;
}

static void flip(sepol_policydb_t *policy, const char *name)
{
	sepol_bool_key_t *key;
	sepol_bool_t *b;

	must(sepol_bool_key_create(NULL, name, &key) == 0, name);
	must(sepol_bool_query(NULL, policy, key, &b) == 0, name);
	sepol_bool_set_value(b, !sepol_bool_get_value(b));
	must(sepol_bool_set(NULL, policy, key, b) == 0, name);
	sepol_bool_free(b);
	sepol_bool_key_free(key);
}

void oracle_load(const char *path, const struct oracle_change *change)
{
	size_t n = strlen(path), i;
	bool cil = n > 4 && strcmp(path + n - 4, ".cil") == 0;
	sepol_policydb_t *policy = NULL;
	void *data;
	size_t bytes;
	FILE *f;

	sepol_debug(0);
	policy = cil ? from_cil(path, change ? change->cil : NULL) : from_binary(path);
	for (i = 0; change && i < change->rule_count; i++)
		if (!merge_rule(&policy->p, &change->rules[i]))
			add_rule(&policy->p, &change->rules[i]);
	for (i = 0; change && change->bools && change->bools[i]; i++)
		flip(policy, change->bools[i]);
	must(sepol_policydb_to_image(NULL, policy, &data, &bytes) == 0,
	     "the policy is not written");
	sepol_policydb_free(policy);
	f = fmemopen(data, bytes, "r");
	must(f && sepol_set_policydb_from_file(f) == 0, "the policy is not read");
	fclose(f);
	free(data);
}

uint32_t oracle_sid(const char *context)
{
	sepol_security_id_t sid;

	if (sepol_context_to_sid(context, strlen(context) + 1, &sid) < 0)
		return 0;
	return sid;
}

void oracle_ask(uint32_t source, uint32_t target, uint16_t class_value, uint32_t perms,
		struct oracle_answer *out)
{
	struct sepol_av_decision av;
	char *text = NULL;

	memset(&av, 0, sizeof(av));
	out->reasons = 0;
	must(sepol_compute_av_reason_buffer(source, target, class_value, perms, &av, &out->reasons,
					    &text, 0) == 0,
	     "no answer");
	free(text);
	out->allowed = av.allowed;
	out->auditallow = av.auditallow;
	out->auditdeny = av.auditdeny;
}

uint16_t oracle_class(const char *name)
{
	sepol_security_class_t value = 0;

	sepol_string_to_security_class(name, &value);
	return value;
}

uint32_t oracle_perm(uint16_t class_value, const char *name)
{
	sepol_access_vector_t av = 0;

	sepol_string_to_av_perm(class_value, name, &av);
	return av;
}
