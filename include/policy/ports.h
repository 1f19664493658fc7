/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Ports: the type of a number, and the port types that a domain may already use, so that a
 * port's type can be changed instead of writing a rule. */
#ifndef AVCURATE_POLICY_PORTS_H
#define AVCURATE_POLICY_PORTS_H

#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "policy/eval.h"

#define PORT_TYPES_MAX 8

struct port_fix {
	uint32_t types[PORT_TYPES_MAX]; /* may be used for everything asked, best first */
	size_t count;
	uint32_t owner; /* the type that the policy gives the number now, or 0 */
	bool exact;     /* it gives it to exactly this number, not to a range that holds it */
	bool owned;     /* the owner has only a few numbers, and this is one of them */
};

/* "tcp", "udp", "dccp", "sctp" for a socket class, or NULL. */
const char *port_protocol(const char *class);
/* True if an entry has the protocol of the class. */
bool policy_port_is(const struct policy_index_port *p, const char *class);
/* The port's type in the policy, or 0; *exact as above. */
uint32_t policy_port_type(const struct policy_index *ix, const char *class, uint32_t number,
			  bool *exact);

/* Find the port types with which all of the queries (about one port, one class, name_bind or
 * name_connect) would be allowed, those named after the source first. False if nothing is found,
 * if so many that the source may use ports in general, or if another service owns the port that
 * is connected to. `overlay` may be NULL. */
bool policy_port_fix(const struct policy_index *ix, const struct eval_overlay *overlay,
		     uint32_t number, const struct eval_query *queries, size_t count,
		     struct port_fix *out);

/* Append "semanage port -a -t http_port_t -p tcp 8081", or -m if the number has another type. */
void port_command(const struct policy_index *ix, const char *class, uint32_t number,
		  const struct port_fix *fix, uint32_t type, struct buf *out);

#endif
