// SPDX-License-Identifier: GPL-2.0-or-later
/* Ask the kernel's audit subsystem, over netlink, for its status and rules. Does not know whether
 * this process may ask: the caller checks that first (AUDIT_STATE_PERMS). */
#include "config.h"

#include "input/audit_state.h"

#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <linux/audit.h>
#include <linux/netlink.h>

#include "base/attr.h"

#define ANSWER_BYTES 8970 /* MAX_AUDIT_MESSAGE_LENGTH of libaudit.h */

int audit_state_ask(struct audit_state *a)
{
	static const uint16_t questions[] = { AUDIT_GET, AUDIT_LIST_RULES };
	struct sockaddr_nl kernel = { .nl_family = AF_NETLINK };
	size_t i;

	if (a->fd <= 0)
		a->fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, NETLINK_AUDIT);
	if (a->fd < 0) {
		a->fd = 0;
		return -1;
	}
	for (i = 0; i < AV_ARRAY_LEN(questions); i++) {
		struct nlmsghdr m = { .nlmsg_len = NLMSG_LENGTH(0),
				      .nlmsg_type = questions[i],
				      .nlmsg_flags = NLM_F_REQUEST,
				      .nlmsg_seq = (uint32_t)i + 1 };

		if (sendto(a->fd, &m, m.nlmsg_len, 0, (struct sockaddr *)&kernel, sizeof(kernel)) <
		    0)
			return -1;
	}
	a->next_path_rules = 0;
	a->next_never_task = false;
	buf_clear(&a->next_excluded);
	return 0;
}

static void read_status(struct audit_state *a, const void *data, size_t n)
{
	struct audit_status s = { 0 };

	/* Older kernels send a shorter struct; all versions include the pid. */
	memcpy(&s, data, n < sizeof(s) ? n : sizeof(s));
	a->known = true;
	a->auditd = (pid_t)s.pid;
	a->lost = s.lost;
}

static bool field_matches(uint32_t value, uint32_t op, uint32_t with)
{
	switch (op) {
	case AUDIT_EQUAL:
		return value == with;
	case AUDIT_NOT_EQUAL:
		return value != with;
	case AUDIT_LESS_THAN:
		return value < with;
	case AUDIT_GREATER_THAN:
		return value > with;
	case AUDIT_LESS_THAN_OR_EQUAL:
		return value <= with;
	case AUDIT_GREATER_THAN_OR_EQUAL:
		return value >= with;
	default:
		return true;
	}
}

/* Describe a rule of the exclude list if it keeps AVC records out: by record type, by process, or
 * both. */
static void add_exclude(struct audit_state *a, const struct audit_rule_data *r)
{
	bool by_type = false, others = false;
	uint32_t i;

	for (i = 0; i < r->field_count && i < AUDIT_MAX_FIELDS; i++) {
		if (r->fields[i] != AUDIT_MSGTYPE) {
			others = true;
			continue;
		}
		by_type = true;
		if (!field_matches(AUDIT_AVC, r->fieldflags[i], r->values[i]))
			return;
	}
	if (a->next_excluded.len)
		buf_adds(&a->next_excluded, ", ");
	buf_addf(&a->next_excluded, "-a always,exclude%s%s", by_type ? " -F msgtype=AVC" : "",
		 others ? " -F ... (of some processes)" : "");
}

static void add_rule(struct audit_state *a, const void *data, size_t n)
{
	struct audit_rule_data r;

	if (n < sizeof(r))
		return;
	memcpy(&r, data, sizeof(r));
	switch (r.flags & ~(uint32_t)AUDIT_FILTER_PREPEND) {
	case AUDIT_FILTER_EXIT:
		if (r.action == AUDIT_ALWAYS)
			a->next_path_rules++;
		break;
	case AUDIT_FILTER_TASK:
		if (r.action == AUDIT_NEVER && !r.field_count)
			a->next_never_task = true;
		break;
	case AUDIT_FILTER_EXCLUDE:
		add_exclude(a, &r);
		break;
	default:
		break;
	}
}

static void finish_rules(struct audit_state *a)
{
	struct buf old = a->excluded;

	a->rules_known = true;
	a->path_rules = a->next_path_rules;
	a->never_task = a->next_never_task;
	a->excluded = a->next_excluded;
	a->next_excluded = old;
	buf_clear(&a->next_excluded);
	a->next_path_rules = 0;
	a->next_never_task = false;
}

void audit_state_parse(struct audit_state *a, const void *bytes, size_t n)
{
	struct nlmsghdr m;
	const char *data = (const char *)bytes + NLMSG_HDRLEN;

	if (n < NLMSG_HDRLEN)
		return;
	memcpy(&m, bytes, sizeof(m));
	n -= NLMSG_HDRLEN;
	switch (m.nlmsg_type) {
	case AUDIT_GET:
		read_status(a, data, n);
		break;
	case AUDIT_LIST_RULES:
		add_rule(a, data, n);
		break;
	case NLMSG_DONE:
		finish_rules(a);
		break;
	default:
		break;
	}
}

bool audit_state_step(struct audit_state *a)
{
	char answer[ANSWER_BYTES];
	bool any = false;
	ssize_t n;

	if (a->fd <= 0)
		return false;
	while ((n = recv(a->fd, answer, sizeof(answer), MSG_DONTWAIT)) > 0) {
		audit_state_parse(a, answer, (size_t)n);
		any = true;
	}
	return any;
}

void audit_state_release(struct audit_state *a)
{
	if (a->fd > 0)
		close(a->fd);
	buf_release(&a->excluded);
	buf_release(&a->next_excluded);
	*a = (struct audit_state){ 0 };
}
