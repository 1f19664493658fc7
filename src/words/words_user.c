// SPDX-License-Identifier: GPL-2.0-or-later
/* Words for the classes of user-space object managers other than X and databases: systemd,
 * D-Bus, shadow (passwd), nscd, mcstransd. */
#include "config.h"

#include "words_table_internal.h"

static const struct words_perm context_own[] = {
	{ .name = "contains", .text = "use a level inside the range of !" },
	{ .name = "translate", .text = "have contexts translated for !", .extra = true },
	{ .name = "unused_perm", .text = "do nothing (the permission is a placeholder)" },
	{ 0 },
};

static const struct words_perm dbus_own[] = {
	{ .name = "acquire_svc", .text = "own names on the message bus of $" },
	{ .name = "send_msg", .text = "send D-Bus messages to $" },
	{ 0 },
};

static const struct words_perm nscd_own[] = {
	{ .name = "admin", .text = "stop the name cache (nscd) and empty it" },
	{ .name = "getgrp", .text = "look up groups in the name cache (nscd)" },
	{ .name = "gethost", .text = "look up hosts in the name cache (nscd)" },
	{ .name = "getnetgrp",
	  .text = "look up netgroups in the name cache (nscd)",
	  .extra = true },
	{ .name = "getpwd", .text = "look up users in the name cache (nscd)" },
	{ .name = "getserv", .text = "look up services in the name cache (nscd)" },
	{ .name = "getstat", .text = "read the statistics of the name cache (nscd)" },
	{ .name = "shmemgrp", .text = "map the name cache's table of groups" },
	{ .name = "shmemhost", .text = "map the name cache's table of hosts" },
	{ .name = "shmemnetgrp", .text = "map the name cache's table of netgroups", .extra = true },
	{ .name = "shmempwd", .text = "map the name cache's table of users" },
	{ .name = "shmemserv", .text = "map the name cache's table of services" },
	{ 0 },
};

static const struct words_perm passwd_own[] = {
	{ .name = "chfn", .text = "change the personal details (finger data) of other users" },
	{ .name = "chsh", .text = "change the login shell of other users" },
	{ .name = "crontab", .text = "edit the crontab of other users" },
	{ .name = "passwd", .text = "change the password of other users" },
	{ .name = "rootok", .text = "pass as root without authentication (pam_rootok)" },
	{ 0 },
};

static const struct words_perm service_own[] = {
	{ .name = "disable", .text = "disable %" },
	{ .name = "enable", .text = "enable %" },
	{ .name = "kill", .text = "send signals through systemd to %", .extra = true },
	{ .name = "load", .text = "have systemd load %", .extra = true },
	{ .name = "reload", .text = "reload %" },
	{ .name = "start", .text = "start %" },
	{ .name = "status", .text = "query the state of %" },
	{ .name = "stop", .text = "stop %" },
	{ 0 },
};

static const struct words_perm proxy_own[] = {
	{ .name = "read", .text = "read through %", .extra = true },
	{ 0 },
};

const struct words_class words_user_classes[] = {
	{ .name = "context",
	  .one = "a security context",
	  .many = "security contexts",
	  .own = context_own,
	  .object = WORDS_LABELLED },
	{ .name = "dbus",
	  .one = "a D-Bus connection",
	  .many = "D-Bus connections",
	  .own = dbus_own,
	  .object = WORDS_OWNED },
	{ .name = "nscd",
	  .one = "the name cache (nscd)",
	  .many = "the name cache (nscd)",
	  .own = nscd_own,
	  .object = WORDS_ALONE },
	{ .name = "passwd",
	  .one = "the account of a user",
	  .many = "the accounts of users",
	  .own = passwd_own,
	  .object = WORDS_ALONE },
	{ .name = "proxy",
	  .one = "a proxy",
	  .many = "proxies",
	  .own = proxy_own,
	  .object = WORDS_OWNED },
	{ .name = "service",
	  .one = "a systemd unit",
	  .many = "systemd units",
	  .own = service_own,
	  .object = WORDS_LABELLED },
	{ 0 },
};
