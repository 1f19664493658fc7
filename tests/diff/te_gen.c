// SPDX-License-Identifier: GPL-2.0-or-later
/* Random modules that checkmodule takes, with all that its grammar has, laid out as nobody would. */
#include "config.h"

#include "te_gen.h"

#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "te/write.h"

#define TYPES    8
#define OWN      3 /* types that the module declares */
#define KEYS_MAX 40

struct gen {
	uint64_t state;
	struct buf *out;
	unsigned serial; /* for names that must be there once */
	unsigned sets;   /* rules with * or ~ are about: no class may be left out then */
	bool mess;       /* blanks, line breaks and comments where they can be */
	bool seen_key[TYPES + OWN][TYPES + OWN][4];
};

static uint32_t rnd(struct gen *g, uint32_t below)
{
	/* xorshift64* */
	g->state ^= g->state >> 12;
	g->state ^= g->state << 25;
	g->state ^= g->state >> 27;
	return (uint32_t)((g->state * UINT64_C(2685821657736338717)) >> 33) % below;
}

static bool chance(struct gen *g, unsigned percent)
{
	return rnd(g, 100) < percent;
}

static const char *const classes[] = { "file", "dir", "process", "chr_file" };
static const char *const perms[][6] = {
	{ "read", "write", "open", "getattr", "ioctl", NULL },
	{ "read", "write", "search", "add_name", NULL, NULL },
	{ "transition", "signal", "fork", NULL, NULL, NULL },
	{ "read", "write", "ioctl", NULL, NULL, NULL },
};

static unsigned perm_count(unsigned class)
{
	unsigned n = 0;

	while (perms[class][n])
		n++;
	return n;
}

/* Words, with something between them. */

static void gap(struct gen *g)
{
	static const char *const gaps[] = {
		" ", "  ", "\t", "\n", "\n\t", " # so\n ", "\n# a comment; { } \"\n", "\n\n",
	};

	buf_adds(g->out, g->mess && chance(g, 30) ? gaps[rnd(g, AV_ARRAY_LEN(gaps))] : " ");
}

static void word(struct gen *g, const char *text)
{
	buf_adds(g->out, text);
	gap(g);
}

static void numbered(struct gen *g, const char *prefix, unsigned n)
{
	buf_addf(g->out, "%s%u", prefix, n);
	gap(g);
}

static void type(struct gen *g)
{
	unsigned n = rnd(g, TYPES + OWN);

	numbered(g, n < TYPES ? "t_" : "own_", n < TYPES ? n : n - TYPES);
}

static void end(struct gen *g)
{
	buf_adds(g->out, ";");
	buf_adds(g->out, chance(g, 80) ? "\n" : chance(g, 50) ? " " : " # behind\n");
}

/* a, { a b -c { d } } */
static void types(struct gen *g, bool self)
{
	unsigned i, n = 1 + rnd(g, 3);

	if (chance(g, 50)) {
		if (self && chance(g, 20))
			word(g, "self");
		else if (chance(g, 20))
			numbered(g, "at_", rnd(g, 3));
		else
			type(g);
		return;
	}
	word(g, "{");
	for (i = 0; i < n; i++) {
		if (chance(g, 10)) {
			word(g, "{");
			type(g);
			word(g, "}");
		} else {
			type(g);
		}
	}
	if (chance(g, 30)) {
		word(g, "-");
		type(g);
	}
	word(g, "}");
}

static void some_perms(struct gen *g, unsigned class, bool all)
{
	unsigned i, n = perm_count(class), first = rnd(g, n);

	if (all && chance(g, 10)) {
		g->sets++;
		word(g, "*");
		return;
	}
	if (all && chance(g, 10)) {
		g->sets++;
		word(g, "~");
	}
	if (chance(g, 40)) {
		word(g, perms[class][first]);
		return;
	}
	word(g, "{");
	for (i = first; i < n; i++)
		if (i == first || chance(g, 60))
			word(g, perms[class][i]);
	word(g, "}");
}

static void xperms(struct gen *g)
{
	unsigned i, n = 1 + rnd(g, 3), low;

	if (chance(g, 10))
		word(g, "~");
	word(g, "{");
	for (i = 0; i < n; i++) {
		low = rnd(g, 60000);
		buf_addf(g->out, chance(g, 50) ? "0x%x" : "%u", low);
		gap(g);
		if (chance(g, 30)) {
			word(g, "-");
			numbered(g, "", low + rnd(g, 200));
		}
	}
	word(g, "}");
}

static void head(struct gen *g, const char *what, unsigned class)
{
	word(g, chance(g, 5) && strcmp(what, "allow") == 0 ? "ALLOW" : what);
	types(g, false);
	types(g, true);
	word(g, ":");
	word(g, classes[class]);
}

/* A type for a statement that may be there once for it. */
static void once(struct gen *g)
{
	buf_addf(g->out, "type once_%u;\n", g->serial);
}

/* A rule of the kinds that may also stand in a conditional block. */
static void access_rule(struct gen *g)
{
	static const char *const kinds[] = { "allow", "dontaudit", "auditallow", "allow" };
	unsigned class = rnd(g, AV_ARRAY_LEN(classes));

	head(g, kinds[rnd(g, AV_ARRAY_LEN(kinds))], class);
	some_perms(g, class, true);
	end(g);
}

static void change_rule(struct gen *g, bool named)
{
	static const char *const kinds[] = { "type_transition", "type_change", "type_member" };
	unsigned kind = rnd(g, AV_ARRAY_LEN(kinds)), n = g->serial++;

	/* No two for the same: that is an error. */
	word(g, kinds[kind]);
	numbered(g, "once_", n);
	numbered(g, "t_", rnd(g, TYPES));
	word(g, ":");
	word(g, classes[rnd(g, 2)]);
	type(g);
	if (named && kind == 0 && chance(g, 40))
		word(g, chance(g, 50) ? "\"a file\"" : "\"x*.y#z;\"");
	end(g);
}

static void condition(struct gen *g)
{
	static const char *const ops[] = { "&&", "||", "^", "==", "!=", "and", "or", "xor", "eq" };
	unsigned i, n = rnd(g, 3);

	word(g, "(");
	if (chance(g, 30))
		word(g, chance(g, 50) ? "!" : "not");
	numbered(g, "b_", rnd(g, 3));
	for (i = 0; i < n; i++) {
		word(g, ops[rnd(g, AV_ARRAY_LEN(ops))]);
		word(g, "(");
		numbered(g, "b_", rnd(g, 3));
		word(g, ")");
	}
	word(g, ")");
}

static void conditional(struct gen *g)
{
	unsigned i, n = rnd(g, 3);

	word(g, "if");
	condition(g);
	word(g, "{");
	for (i = 0; i < n; i++)
		access_rule(g);
	word(g, "}");
	if (chance(g, 50)) {
		word(g, "else");
		word(g, "{");
		access_rule(g);
		word(g, "}");
	}
	buf_addc(g->out, '\n');
}

static void optional_block(struct gen *g, unsigned depth)
{
	unsigned n = g->serial++;

	word(g, "optional");
	word(g, "{");
	word(g, "require");
	word(g, "{");
	word(g, "type");
	numbered(g, "gone_", n);
	end(g);
	word(g, "}");
	word(g, "allow");
	numbered(g, "gone_", n);
	types(g, true);
	word(g, ":");
	word(g, "file");
	some_perms(g, 0, false);
	end(g);
	if (depth < 2 && chance(g, 30))
		optional_block(g, depth + 1);
	word(g, "}");
	if (chance(g, 30)) {
		word(g, "else");
		word(g, "{");
		access_rule(g);
		word(g, "}");
	}
	buf_addc(g->out, '\n');
}

static void declaration(struct gen *g)
{
	unsigned n = g->serial++;

	switch (rnd(g, 12)) {
	case 0:
		buf_addf(g->out, "type new_%u", n);
		gap(g);
		if (chance(g, 40)) {
			word(g, "alias");
			numbered(g, "alias_", n);
		}
		if (chance(g, 50)) {
			word(g, ",");
			numbered(g, "at_", rnd(g, 3));
		}
		break;
	case 1:
		word(g, "typealias");
		numbered(g, "own_", rnd(g, OWN));
		word(g, "alias");
		numbered(g, "alias_", n);
		break;
	case 2:
		word(g, "typeattribute");
		type(g);
		numbered(g, "at_", rnd(g, 3));
		break;
	case 3:
		word(g, "attribute");
		numbered(g, "new_at_", n);
		break;
	case 4:
		word(g, "role");
		numbered(g, "new_r_", n);
		if (chance(g, 50)) {
			word(g, ",");
			word(g, "ar_0");
		}
		break;
	case 5:
		word(g, "attribute_role");
		numbered(g, "new_ar_", n);
		break;
	case 6:
		word(g, "roleattribute");
		numbered(g, "r_", rnd(g, 2));
		word(g, "ar_0");
		break;
	case 7:
		word(g, chance(g, 50) ? "bool" : "tunable");
		numbered(g, "new_b_", n);
		word(g, chance(g, 50) ? "true" : "false");
		break;
	case 8:
		word(g, "permissive");
		type(g);
		break;
	case 9:
		word(g, "role");
		numbered(g, "r_", rnd(g, 2));
		word(g, "types");
		types(g, false);
		break;
	case 10:
		word(g, "expandattribute");
		numbered(g, "at_", rnd(g, 3));
		word(g, chance(g, 50) ? "true" : "false");
		break;
	default:
		/* An empty statement. */
		break;
	}
	end(g);
}

static void other_rule(struct gen *g)
{
	static const char *const kinds[] = { "allowxperm", "auditallowxperm", "dontauditxperm" };

	switch (rnd(g, 6)) {
	case 0:
		word(g, "allow");
		numbered(g, "r_", rnd(g, 2));
		numbered(g, "r_", rnd(g, 2));
		break;
	case 1:
		once(g);
		word(g, "role_transition");
		numbered(g, "r_", rnd(g, 2));
		numbered(g, "once_", g->serial++);
		if (chance(g, 50)) {
			word(g, ":");
			word(g, "process");
		}
		numbered(g, "r_", rnd(g, 2));
		break;
	case 2:
		word(g, "range_transition");
		type(g);
		type(g);
		word(g, ":");
		word(g, "process");
		word(g, "s0");
		if (chance(g, 50)) {
			word(g, "-");
			buf_adds(g->out, "s0:c0");
			word(g, chance(g, 50) ? ".c3" : ",c2");
		}
		break;
	case 3:
		head(g, kinds[rnd(g, AV_ARRAY_LEN(kinds))], chance(g, 50) ? 0 : 3);
		word(g, "ioctl");
		xperms(g);
		break;
	case 4:
		head(g, "neverallow", 0);
		some_perms(g, 0, false);
		break;
	default:
		once(g);
		word(g, "typebounds");
		type(g);
		numbered(g, "once_", g->serial++);
		break;
	}
	end(g);
}

static void hand(struct gen *g)
{
	switch (rnd(g, 10)) {
	case 0:
	case 1:
	case 2:
		access_rule(g);
		break;
	case 3:
	case 4:
		other_rule(g);
		break;
	case 5:
		once(g);
		change_rule(g, true);
		break;
	case 6:
		conditional(g);
		break;
	case 7:
		optional_block(g, 0);
		break;
	case 8:
		buf_adds(g->out, "# a comment \xc3\xa4 \t allow x y:z { ;\n");
		break;
	default:
		declaration(g);
		break;
	}
}

/* As audit2allow writes them, often several on the same. */
static void plain_rule(struct gen *g)
{
	static const char *const before[] = {
		"",
		"",
		"#============= t_1 ==============\n",
		"# why\n",
		"# far\n\n",
		"\n#!!!! This avc can be allowed using the boolean 'b_0'\n",
		"#!!!! This avc is a constraint violation.\n#Constraint rule: \n#\tmlsconstrain x\n\n#\tPossible\n",
	};
	unsigned class = rnd(g, AV_ARRAY_LEN(classes)), a = rnd(g, 3), b = rnd(g, 3);
	const char *kind = chance(g, 80) ? "allow" : "dontaudit";

	if (g->out->data[g->out->len - 1] != '\n')
		buf_addc(g->out, '\n');
	buf_adds(g->out, before[rnd(g, AV_ARRAY_LEN(before))]);
	buf_addf(g->out, "%s t_%u t_%u:%s ", kind, a, b, classes[class]);
	some_perms(g, class, false);
	end(g);
	if ((class == 0 || class == 3) && chance(g, 30)) {
		buf_addf(g->out, "%sxperm t_%u t_%u:%s ioctl ", kind, a, b, classes[class]);
		xperms(g);
		end(g);
	}
}

/* Decisions */

static void text_json(struct gen *g)
{
	static const char *const texts[] = {
		"\"\"",
		"\"a note\"",
		"\"\\u00E4\\uD83D\\uDC27 \\\"\\\\\\n\"",
		"\"*/ #@ end\\u2028\"",
		"\"\\\\x0Aallow a b:c *;\"",
	};

	buf_adds(g->out, texts[rnd(g, AV_ARRAY_LEN(texts))]);
}

static void key_lines(struct gen *g, bool stands, const char *state)
{
	static const char *const evidence[] = {
		("seen {\"count\":3,\"first\":null,\"last\":\"2026-11-20T08:56:50.123Z\",\"permissions\":"
		 "[[\"read\",3]],\"contexts\":[[\"u:r:t_1:s0\",\"u:r:t_2:s0\"]]}"),
		"comm [[\"useradd\",3]]",
		"exe [[\"/usr/sbin/useradd\",3]]",
		"path [[\"/opt/x\",2],{\"others\":7}]",
		"host [[\"a\",1]]",
		"sample [\"type=AVC msg\"]",
		"later {\"x\": [1,  2]}",
		"proof {\"proof\":\"proven\",\"text\":\"x\",\"policy\":\"p\"}",
		"reach {\"opened\":1,\"closed\":0}",
		"narrower {\"statement\":\"allow t_1 t_2:file read;\"}",
	};
	size_t i;

	buf_addf(g->out, "#@ state \"%s\"\n", state);
	if (chance(g, 70))
		buf_adds(g->out, "#@ by \"root\"\n#@ at \"2026-11-20T08:56:50.123Z\"\n");
	if (chance(g, 30) && stands)
		buf_adds(g->out, "#@ chosen {\"step\":\"r_file_perms\"}\n");
	else if (chance(g, 60) && !stands)
		buf_adds(g->out,
			 "#@ chosen {\"statement\":\"allow t_1 t_2:file { read write };\\n\"}\n");
	if (chance(g, 40)) {
		buf_adds(g->out, "#@ note ");
		text_json(g);
		buf_adds(g->out, "\n");
	}
	for (i = 0; i < AV_ARRAY_LEN(evidence); i++)
		if (chance(g, 40))
			buf_addf(g->out, "#@ %s\n", evidence[i]);
	if (chance(g, 10))
		buf_adds(g->out, "#@ dropped [\"getattr\"]\n");
	if (chance(g, 10))
		buf_adds(g->out, "# a comment in it\n");
}

static void block(struct gen *g)
{
	static const char *const without[] = { "rejected", "fixed", "open" };
	unsigned a = rnd(g, TYPES + OWN), b = rnd(g, TYPES + OWN), class = rnd(g, 4), i, n;
	char source[32], target[32];
	bool stands = chance(g, 60), ioctls;

	if (g->seen_key[a][b][class])
		return;
	g->seen_key[a][b][class] = true;
	snprintf(source, sizeof(source), a < TYPES ? "t_%u" : "own_%u", a < TYPES ? a : a - TYPES);
	snprintf(target, sizeof(target), b < TYPES ? "t_%u" : "own_%u", b < TYPES ? b : b - TYPES);
	if (g->out->data[g->out->len - 1] != '\n')
		buf_addc(g->out, '\n');
	buf_addf(
		g->out,
		"#@ rule {\"kind\":\"access\",\"source\":\"%s\",\"target\":\"%s\",\"class\":\"%s\"}\n",
		source, target, classes[class]);
	if (!stands) {
		key_lines(g, false, without[rnd(g, AV_ARRAY_LEN(without))]);
		buf_adds(g->out, "#@ end\n");
		return;
	}
	i = rnd(g, 10);
	key_lines(g, true, i < 7 ? "accepted" : i < 9 ? "dontaudit" : "open");
	if (chance(g, 5)) { /* none that a rule can stand for */
		head(g, "allow", class);
		some_perms(g, class, true);
		end(g);
		return;
	}
	ioctls = i < 7 && chance(g, 40) && (class == 0 || class == 3);
	buf_addf(g->out, "%s %s %s:%s { %s%s", i < 7 ? "allow" : "dontaudit", source,
		 a == b && chance(g, 50) ? "self" : target, classes[class], ioctls ? "ioctl " : "",
		 perms[class][0]);
	for (n = 1; perms[class][n]; n++)
		if (chance(g, 40) && (!ioctls || strcmp(perms[class][n], "ioctl") != 0))
			buf_addf(g->out, " %s", perms[class][n]);
	buf_adds(g->out, " };\n");
	if (ioctls && a != b)
		buf_addf(g->out, "allowxperm %s %s:%s ioctl { 0x5401 0x5410-0x5413 };\n", source,
			 target, classes[class]);
}

static void require(struct gen *g)
{
	unsigned i, k;

	word(g, "require");
	word(g, "{");
	for (i = 0; i < TYPES; i++) {
		word(g, i && chance(g, 30) ? "type" : "type");
		numbered(g, "t_", i);
		end(g);
	}
	for (i = 0; i < 3; i++) {
		word(g, "attribute");
		numbered(g, "at_", i);
		end(g);
		word(g, "bool");
		numbered(g, "b_", i);
		end(g);
	}
	word(g, "role r_0, r_1");
	end(g);
	word(g, "attribute_role ar_0");
	end(g);
	word(g, "sensitivity s0");
	end(g);
	word(g, "category c0 , c1,c2, c3");
	end(g);
	for (i = 0; i < AV_ARRAY_LEN(classes); i++) {
		word(g, "class");
		word(g, classes[i]);
		word(g, "{");
		for (k = 0; perms[i][k]; k++)
			word(g, perms[i][k]);
		word(g, "}");
		end(g);
	}
	word(g, "}");
	buf_addc(g->out, '\n');
}

void te_gen(uint64_t seed, bool foreign, struct buf *out)
{
	struct gen g = { .state = seed * UINT64_C(0x9e3779b97f4a7c15) + 1, .out = out };
	unsigned i, n;

	rnd(&g, 2);
	g.mess = chance(&g, 70);
	if (!foreign)
		buf_adds(out, TE_FIRST_LINE "\n");
	if (chance(&g, 30))
		buf_adds(out, "# before\n\n");
	buf_adds(out, "module rt 1.0;\n");
	require(&g);
	for (i = 0; i < OWN; i++)
		buf_addf(out, "type own_%u;%s", i, chance(&g, 80) ? "\n" : " ");
	n = rnd(&g, KEYS_MAX);
	for (i = 0; i < n; i++) {
		if (foreign && chance(&g, 40))
			plain_rule(&g);
		else if (foreign || chance(&g, 50))
			hand(&g);
		else
			block(&g);
	}
	if (out->data[out->len - 1] != '\n')
		buf_addc(out, '\n');
	if (!foreign && chance(&g, 30))
		buf_adds(out, TE_HAND_LINE "\n");
	for (i = 0; i < 3; i++)
		hand(&g);
	if (chance(&g, 20))
		buf_adds(out, "\nuser new_u roles r_0 level s0 range s0 - s0:c0.c3;\n");
	if (chance(&g, 20))
		buf_adds(out, "# the end");
}
