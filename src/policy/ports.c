// SPDX-License-Identifier: GPL-2.0-or-later
/* Finds port types that a domain may already use, so that a port can be relabelled instead of
 * writing a rule. Decides whose a port is; never takes one away from a service that listens on
 * it. */
#include "config.h"

#include "policy/ports.h"

#include <string.h>

#include <netinet/in.h>

#include "base/attr.h"

#ifndef IPPROTO_DCCP
#define IPPROTO_DCCP 33
#endif

/* A domain that may use more port types than this does not lack a port type. */
#define AT_LARGE 24

static const struct {
	const char *class, *name;
	uint8_t protocol;
} protocols[] = {
	{ "tcp_socket", "tcp", IPPROTO_TCP },
	{ "udp_socket", "udp", IPPROTO_UDP },
	{ "dccp_socket", "dccp", IPPROTO_DCCP },
	{ "sctp_socket", "sctp", IPPROTO_SCTP },
};

const char *port_protocol(const char *class)
{
	size_t i;

	for (i = 0; i < AV_ARRAY_LEN(protocols); i++)
		if (strcmp(protocols[i].class, class) == 0)
			return protocols[i].name;
	return NULL;
}

static uint8_t protocol_of(const char *class)
{
	size_t i;

	for (i = 0; i < AV_ARRAY_LEN(protocols); i++)
		if (strcmp(protocols[i].class, class) == 0)
			return protocols[i].protocol;
	return 0;
}

bool policy_port_is(const struct policy_index_port *p, const char *class)
{
	return protocol_of(class) == p->protocol;
}

/* The first entry that holds the number, like the kernel (security_port_sid); entries are sorted
 * with the narrow ranges first. */
uint32_t policy_port_type(const struct policy_index *ix, const char *class, uint32_t number,
			  bool *exact)
{
	uint8_t protocol = protocol_of(class);
	uint32_t i;

	*exact = false;
	for (i = 0; protocol && i < ix->port_count; i++) {
		const struct policy_index_port *p = &ix->ports[i];

		if (p->protocol != protocol || number < p->low || number > p->high)
			continue;
		*exact = p->low == p->high;
		return p->type;
	}
	return 0;
}

/* True for a type with port numbers of its own. A type for all remaining ports has large ranges. */
#define RANGE_LARGE 256

static bool has_own_ports(const struct policy_index *ix, uint32_t type)
{
	bool found = false;
	uint32_t i;

	for (i = 0; i < ix->port_count; i++) {
		if (ix->ports[i].type != type)
			continue;
		if (ix->ports[i].high - ix->ports[i].low > RANGE_LARGE)
			return false;
		found = true;
	}
	return found;
}

/* The number of leading bytes that two names share. */
static size_t common_prefix(const char *a, const char *b)
{
	size_t n = 0;

	while (a[n] && a[n] == b[n])
		n++;
	return n;
}

/* Names that share a shorter prefix do not belong to one service. */
#define KIN_MIN 3

static bool connects(const struct policy_index *ix, const struct eval_query *q, size_t count)
{
	uint64_t bind = policy_index_perm(ix, q[0].class_value, slice_of("name_bind"));
	size_t i;

	for (i = 0; i < count; i++)
		if (!(q[i].perms & bind))
			return true;
	return false;
}

/* A client does not own the port: giving it the type of another service (dns_port_t, which
 * nearly every domain may use, for the database's 3306) would take it from the server that
 * listens there. */
static bool type_suits(const struct policy_index *ix, const struct eval_query *q, size_t count,
		       uint32_t type)
{
	return !connects(ix, q, count) ||
	       common_prefix(policy_index_name_of(ix, POLNAME_TYPE, q[0].source->type),
			     policy_index_name_of(ix, POLNAME_TYPE, type)) >= KIN_MIN;
}

static bool type_is_better(const struct policy_index *ix, uint32_t source, uint32_t a, uint32_t b)
{
	const char *name = policy_index_name_of(ix, POLNAME_TYPE, source);
	const char *x = policy_index_name_of(ix, POLNAME_TYPE, a);
	const char *y = policy_index_name_of(ix, POLNAME_TYPE, b);

	if (common_prefix(name, x) != common_prefix(name, y))
		return common_prefix(name, x) > common_prefix(name, y);
	if (strlen(x) != strlen(y))
		return strlen(x) < strlen(y);
	return strcmp(x, y) < 0;
}

bool policy_port_fix(const struct policy_index *ix, const struct eval_overlay *overlay,
		     uint32_t number, const struct eval_query *queries, size_t count,
		     struct port_fix *out)
{
	uint32_t v, found = 0, source;
	const char *class;
	size_t i;

	*out = (struct port_fix){ 0 };
	if (!count || number == 0 || number > 65535)
		return false;
	class = policy_index_name_of(ix, POLNAME_CLASS, queries[0].class_value);
	if (!protocol_of(class))
		return false;
	source = queries[0].source->type;
	out->owner = policy_port_type(ix, class, number, &out->exact);
	out->owned = out->exact || (out->owner && has_own_ports(ix, out->owner));
	if (out->owned && connects(ix, queries, count))
		return false;
	for (v = 1; v <= ix->types_max; v++) {
		if (!ix->types[v].exists || ix->types[v].attribute || v == out->owner ||
		    v == queries[0].target->type || !has_own_ports(ix, v) ||
		    !type_suits(ix, queries, count, v) ||
		    !eval_allowed_with(ix, overlay, queries, count, v))
			continue;
		found++;
		for (i = out->count; i > 0 && type_is_better(ix, source, v, out->types[i - 1]); i--)
			if (i < PORT_TYPES_MAX)
				out->types[i] = out->types[i - 1];
		if (i < PORT_TYPES_MAX)
			out->types[i] = v;
		if (out->count < PORT_TYPES_MAX)
			out->count++;
	}
	return found > 0 && found <= AT_LARGE;
}

void port_command(const struct policy_index *ix, const char *class, uint32_t number,
		  const struct port_fix *fix, uint32_t type, struct buf *out)
{
	const char *protocol = port_protocol(class);

	buf_addf(out, "semanage port -%c -t %s -p %s %u", fix->exact ? 'm' : 'a',
		 policy_index_name_of(ix, POLNAME_TYPE, type), protocol ? protocol : "tcp", number);
}
