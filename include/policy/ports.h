/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Ports: whose a number is, and the port types that a domain may use already, so that a port's type
 * is changed instead of a rule being written. */
#ifndef AVCURATE_POLICY_PORTS_H
#define AVCURATE_POLICY_PORTS_H

#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "policy/eval.h"

#define PORT_TYPES_MAX 8

struct port_fix {
	uint32_t types[PORT_TYPES_MAX]; /* may be used for all that was asked, best first */
	size_t count;
	uint32_t owner; /* type that the policy gives the number now, or 0 */
	bool exact;     /* it gives it to exactly this number, not to a range around it */
	bool owned;     /* it is one of a few numbers of its own that the owner has */
};

/* "tcp", "udp", "dccp", "sctp" for a socket class, or NULL. */
const char *port_protocol(const char *class);
/* Whether an entry is of the class's protocol. */
bool policy_port_is(const struct policy_index_port *p, const char *class);
/* The type of the port, as the policy numbers it; *exact as above. 0: none. */
uint32_t policy_port_type(const struct policy_index *ix, const char *class, uint32_t number,
			  bool *exact);

/* The port types with which all of the queries (about one port, one class, name_bind or
 * name_connect) would be allowed: those named after the source first. False when there is none, when so
 * many that the source may use ports at large, or when another service owns what is connected to. `overlay` may be NULL. */
bool policy_port_fix(const struct policy_index *ix, const struct eval_overlay *overlay,
		     uint32_t number, const struct eval_query *queries, size_t count,
		     struct port_fix *out);

/* Append "semanage port -a -t http_port_t -p tcp 8081", or -m where the number is another's. */
void port_command(const struct policy_index *ix, const char *class, uint32_t number,
		  const struct port_fix *fix, uint32_t type, struct buf *out);

#endif
