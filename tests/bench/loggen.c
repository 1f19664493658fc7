// SPDX-License-Identifier: GPL-2.0-or-later
/* A deterministic audit log of any size for the benchmarks: the same options give the same bytes.
 * Events look as the kernel and auditd 3.0 write them (AVC with its SYSCALL, CWD, PATH, PROCTITLE;
 * USER_AVC; logins, services and watched files between them), two events in a hundred interleaved.
 * The types are of the reference policy, so that audit2allow can ask the policy about them; only
 * when more rules are asked for than the tables give do numbered types come in. */
#include "config.h"

#include <getopt.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

struct domain {
	const char *type, *comm, *exe;
};

/* 23 and 41 and 6: no common factor, so that one number walks through all of the combinations. */
static const struct domain domains[] = {
	{ "useradd_t", "useradd", "/usr/sbin/useradd" },
	{ "httpd_t", "httpd", "/usr/sbin/httpd" },
	{ "sshd_t", "sshd", "/usr/sbin/sshd" },
	{ "postgresql_t", "postgres", "/usr/lib/postgresql/15/bin/postgres" },
	{ "named_t", "isc-net-0000", "/usr/sbin/named" },
	{ "dhcpd_t", "dhcpd", "/usr/sbin/dhcpd" },
	{ "ntpd_t", "chronyd", "/usr/sbin/chronyd" },
	{ "crond_t", "cron", "/usr/sbin/cron" },
	{ "logrotate_t", "logrotate", "/usr/sbin/logrotate" },
	{ "syslogd_t", "rsyslogd", "/usr/sbin/rsyslogd" },
	{ "NetworkManager_t", "NetworkManager", "/usr/sbin/NetworkManager" },
	{ "dovecot_t", "dovecot", "/usr/sbin/dovecot" },
	{ "postfix_master_t", "master", "/usr/lib/postfix/sbin/master" },
	{ "squid_t", "squid", "/usr/sbin/squid" },
	{ "smbd_t", "smbd", "/usr/sbin/smbd" },
	{ "chkpwd_t", "unix_chkpwd", "/usr/sbin/unix_chkpwd" },
	{ "passwd_t", "passwd", "/usr/bin/passwd" },
	{ "snmpd_t", "snmpd", "/usr/sbin/snmpd" },
	{ "mysqld_t", "mariadbd", "/usr/sbin/mariadbd" },
	{ "cupsd_t", "cupsd", "/usr/sbin/cupsd" },
	{ "udev_t", "systemd-udevd", "/usr/bin/udevadm" },
	{ "systemd_logind_t", "systemd-logind", "/usr/lib/systemd/systemd-logind" },
	{ "svirt_t", "qemu-system-x86", "/usr/bin/qemu-system-x86_64" },
};

struct object {
	const char *type, *path;
};

static const struct object objects[] = {
	{ "usr_t", "/opt/pf9/etc/config" },
	{ "var_log_t", "/var/log/app/current.log" },
	{ "etc_t", "/etc/app.conf" },
	{ "tmp_t", "/tmp/app.lock" },
	{ "var_lib_t", "/var/lib/app/state.db" },
	{ "shadow_t", "/etc/shadow" },
	{ "user_home_t", "/home/alice/notes" },
	{ "bin_t", "/usr/bin/tool" },
	{ "lib_t", "/usr/lib/app/plugin.so" },
	{ "var_run_t", "/run/app.pid" },
	{ "device_t", "/dev/app0" },
	{ "proc_t", "/proc/loadavg" },
	{ "sysctl_t", "/proc/sys/vm/overcommit_memory" },
	{ "nfs_t", "/srv/nfs/share/file" },
	{ "httpd_sys_content_t", "/var/www/html/index.html" },
	{ "var_spool_t", "/var/spool/app/job.1" },
	{ "mail_spool_t", "/var/mail/alice" },
	{ "cert_t", "/etc/ssl/certs/app.pem" },
	{ "ssh_home_t", "/root/.ssh/authorized_keys" },
	{ "root_t", "/app.cache" },
	{ "boot_t", "/boot/vmlinuz" },
	{ "mnt_t", "/mnt/data" },
	{ "home_root_t", "/home" },
	{ "default_t", "/data/app/file" },
	{ "unlabeled_t", "/srv/restored/file" },
	{ "locale_t", "/usr/share/zoneinfo/UTC" },
	{ "usb_device_t", "/dev/bus/usb/001/002" },
	{ "fixed_disk_device_t", "/dev/vda" },
	{ "samba_share_t", "/srv/samba/file" },
	{ "public_content_t", "/srv/ftp/file" },
	{ "net_conf_t", "/etc/resolv.conf" },
	{ "var_t", "/var/app/file" },
	{ "modules_object_t", "/lib/modules/6.1.0/modules.dep" },
	{ "src_t", "/usr/src/app/main.c" },
	{ "tmpfs_t", "/dev/shm/app" },
	{ "devpts_t", "/dev/pts/3" },
	{ "man_t", "/usr/share/man/man1/app.1.gz" },
	{ "fonts_t", "/usr/share/fonts/app.ttf" },
	{ "print_spool_t", "/var/spool/cups/c00001" },
	{ "cron_spool_t", "/var/spool/cron/crontabs/alice" },
	{ "lost_found_t", "/lost+found/#17" },
};

struct object_class {
	const char *name;
	const char *perms[6];
};

static const struct object_class classes[] = {
	{ "file", { "read", "write", "open", "getattr", "append", "unlink" } },
	{ "dir", { "search", "read", "write", "add_name", "remove_name", "getattr" } },
	{ "lnk_file", { "read", "getattr", "create", "unlink", "rename", "setattr" } },
	{ "sock_file", { "write", "getattr", "create", "unlink", "setattr", "append" } },
	{ "fifo_file", { "read", "write", "open", "getattr", "ioctl", "lock" } },
	{ "chr_file", { "read", "write", "open", "getattr", "ioctl", "map" } },
};

#define TUPLES (COUNT(domains) * COUNT(objects) * COUNT(classes))

struct options {
	uint64_t size_bytes, triples, variants, rate, seed;
	unsigned share, interleave, permissive, granted, user_avc;
	bool enriched;
};

struct event {
	char lines[8][1024];
	unsigned count, next;
};

struct gen {
	struct options o;
	uint64_t random;
	uint64_t time_us, serial;
	uint64_t bytes, lines, events, denials, granted, distinct;
	FILE *out;
};

/* xorshift64*: enough for a log, and the same everywhere. */
static uint64_t pick(struct gen *g, uint64_t below)
{
	g->random ^= g->random >> 12;
	g->random ^= g->random << 25;
	g->random ^= g->random >> 27;
	return (g->random * UINT64_C(2685821657736338717) >> 33) % below;
}

static bool percent(struct gen *g, unsigned share)
{
	return pick(g, 100) < share;
}

static void line(struct gen *g, struct event *e, const char *type, const char *fmt, ...)
	__attribute__((format(printf, 4, 5)));

static void line(struct gen *g, struct event *e, const char *type, const char *fmt, ...)
{
	char *text = e->lines[e->count++];
	size_t size = sizeof(e->lines[0]), n;
	va_list args;

	n = (size_t)snprintf(text, size,
			     "type=%s msg=audit(%" PRIu64 ".%03" PRIu64 ":%" PRIu64 "): ", type,
			     g->time_us / 1000000, g->time_us / 1000 % 1000, g->serial);
	va_start(args, fmt);
	vsnprintf(text + n, size - n, fmt, args);
	va_end(args);
}

/* What auditd adds to a line with log_format = ENRICHED. */
static void enrich(struct gen *g, struct event *e, const char *names)
{
	char *text = e->lines[e->count - 1];
	size_t n = strlen(text);

	if (g->o.enriched)
		snprintf(text + n, sizeof(e->lines[0]) - n, "\x1d%s", names);
}

static void add_syscall(struct gen *g, struct event *e, const struct domain *d, const char *type,
			unsigned pid, bool denied, unsigned items)
{
	line(g, e, "SYSCALL",
	     "arch=c000003e syscall=257 success=%s exit=%d a0=ffffff9c a1=%" PRIx64
	     " a2=241 a3=1b6 items=%u ppid=1 pid=%u auid=4294967295 uid=0 gid=0 euid=0 suid=0 fsuid=0"
	     " egid=0 sgid=0 fsgid=0 tty=(none) ses=4294967295 comm=\"%s\" exe=\"%s\""
	     " subj=system_u:system_r:%s:s0 key=%s",
	     denied ? "no" : "yes", denied ? -13 : 3, UINT64_C(0x7ffc00000000) + pick(g, 1 << 24),
	     items, pid, d->comm, d->exe, type, denied ? "(null)" : "\"watch\"");
	enrich(g, e,
	       "ARCH=x86_64 SYSCALL=openat AUID=\"unset\" UID=\"root\" GID=\"root\" EUID=\"root\""
	       " SUID=\"root\" FSUID=\"root\" EGID=\"root\" SGID=\"root\" FSGID=\"root\"");
}

static void add_path(struct gen *g, struct event *e, const struct object *o, const char *type,
		     uint64_t variant)
{
	line(g, e, "CWD", "cwd=\"/\"");
	line(g, e, "PATH",
	     "item=0 name=\"%s.%" PRIu64 "\" inode=%" PRIu64 " dev=fe:01 mode=0100644 ouid=0 ogid=0"
	     " rdev=00:00 obj=system_u:object_r:%s:s0 nametype=NORMAL cap_fp=0 cap_fi=0 cap_fe=0"
	     " cap_fver=0 cap_frootid=0",
	     o->path, variant, 100000 + pick(g, 1 << 20), type);
	enrich(g, e, "OUID=\"root\" OGID=\"root\"");
}

static void add_proctitle(struct gen *g, struct event *e, const struct domain *d)
{
	char hex[128];
	size_t i, n = 0;

	for (i = 0; d->exe[i]; i++)
		n += (size_t)snprintf(hex + n, sizeof(hex) - n, "%02X", (unsigned)d->exe[i]);
	line(g, e, "PROCTITLE", "proctitle=%s002D64", hex);
}

/* Each triple once at first, then few of them often and many seldom, as in a real log. */
static uint64_t next_triple(struct gen *g)
{
	uint64_t a, b;

	if (g->distinct < g->o.triples)
		return g->distinct++;
	a = pick(g, g->o.triples);
	b = pick(g, g->o.triples);
	return a < b ? a : b;
}

static void denial_event(struct gen *g, struct event *e)
{
	uint64_t triple = next_triple(g), round = triple / TUPLES;
	/* 5,651 has no factor of TUPLES. */
	uint64_t walk = triple * 5651 % TUPLES;
	const struct domain *d = &domains[walk % COUNT(domains)];
	const struct object *o = &objects[walk / COUNT(domains) % COUNT(objects)];
	const struct object_class *c = &classes[walk / COUNT(domains) / COUNT(objects)];
	uint64_t variant = pick(g, g->o.variants);
	bool granted = percent(g, g->o.granted), permissive = percent(g, g->o.permissive);
	unsigned pid = 300 + (unsigned)pick(g, 30000), times, i;
	/* Three of the class's permissions belong to a triple. */
	const char *perm = c->perms[(triple + pick(g, 3)) % COUNT(c->perms)];
	char source[80], target[80];

	snprintf(source, sizeof(source), "%s", d->type);
	snprintf(target, sizeof(target), "%s", o->type);
	if (round > 0)
		snprintf(target, sizeof(target), "bench%" PRIu64 "_%s", round, o->type);
	if (percent(g, g->o.user_avc)) {
		line(g, e, "USER_AVC",
		     "pid=1 uid=0 auid=4294967295 ses=4294967295 subj=system_u:system_r:init_t:s0"
		     " msg='avc:  %s  { status } for auid=n/a uid=0 gid=0"
		     " path=\"/lib/systemd/system/app%" PRIu64 ".service\" cmdline=\"%s\""
		     " function=\"mac_selinux_filter\" scontext=system_u:system_r:%s:s0"
		     " tcontext=system_u:object_r:%s:s0 tclass=service permissive=%d"
		     "  exe=\"/usr/lib/systemd/systemd\" sauid=0 hostname=? addr=? terminal=?'",
		     granted ? "granted" : "denied", variant, d->exe, source, target, permissive);
		enrich(g, e, "UID=\"root\" AUID=\"unset\" SAUID=\"root\"");
		times = 1;
	} else {
		times = percent(g, 10) ? 2 : 1;
		for (i = 0; i < times; i++) {
			line(g, e, "AVC",
			     "avc:  %s  { %s } for  pid=%u comm=\"%s\" %s=\"%s.%" PRIu64
			     "\" dev=\"vda1\" ino=%" PRIu64 " scontext=system_u:system_r:%s:s0"
			     " tcontext=system_u:object_r:%s:s0 tclass=%s permissive=%d",
			     granted ? "granted" : "denied", perm, pid, d->comm,
			     percent(g, 70) ? "name" : "path", o->path, variant,
			     100000 + pick(g, 1 << 20), source, target, c->name, permissive);
			perm = c->perms[(triple + i) % COUNT(c->perms)];
		}
		add_syscall(g, e, d, source, pid, !permissive, 1);
		if (percent(g, 85))
			add_path(g, e, o, target, variant);
		add_proctitle(g, e, d);
	}
	if (granted)
		g->granted += times;
	else
		g->denials += times;
}

static void other_event(struct gen *g, struct event *e)
{
	const struct domain *d = &domains[pick(g, COUNT(domains))];
	const struct object *o = &objects[pick(g, COUNT(objects))];
	unsigned kind = (unsigned)pick(g, 100), pid = 300 + (unsigned)pick(g, 30000);
	static const char *const logins[] = { "USER_AUTH",  "USER_ACCT", "CRED_ACQ",
					      "USER_START", "USER_END",  "CRED_DISP" };

	if (kind < 60) {
		add_syscall(g, e, d, d->type, pid, false, 1);
		add_path(g, e, o, o->type, pick(g, 1000));
		add_proctitle(g, e, d);
	} else if (kind < 88) {
		line(g, e, logins[pick(g, COUNT(logins))],
		     "pid=%u uid=0 auid=1000 ses=%u subj=system_u:system_r:sshd_t:s0-s0:c0.c1023"
		     " msg='op=PAM:session grantors=pam_selinux,pam_loginuid,pam_keyinit,pam_limits"
		     " acct=\"alice\" exe=\"/usr/sbin/sshd\" hostname=192.0.2.7 addr=192.0.2.7"
		     " terminal=ssh res=success'",
		     pid, pid % 100);
		enrich(g, e, "UID=\"root\" AUID=\"alice\"");
	} else {
		line(g, e, kind < 94 ? "SERVICE_START" : "SERVICE_STOP",
		     "pid=1 uid=0 auid=4294967295 ses=4294967295 subj=system_u:system_r:init_t:s0"
		     " msg='unit=app%u comm=\"systemd\" exe=\"/usr/lib/systemd/systemd\" hostname=?"
		     " addr=? terminal=? res=success'",
		     pid % 50);
		enrich(g, e, "UID=\"root\" AUID=\"unset\"");
	}
}

static void make_event(struct gen *g, struct event *e)
{
	e->count = 0;
	e->next = 0;
	g->time_us += 1000000 / g->o.rate;
	g->serial++;
	if (percent(g, g->o.share))
		denial_event(g, e);
	else
		other_event(g, e);
	g->events++;
}

static void put(struct gen *g, struct event *e)
{
	const char *text = e->lines[e->next++];

	fputs(text, g->out);
	putc('\n', g->out);
	g->bytes += strlen(text) + 1;
	g->lines++;
}

static void generate(struct gen *g)
{
	static struct event a, b;

	while (g->bytes < g->o.size_bytes) {
		make_event(g, &a);
		b.count = b.next = 0;
		if (percent(g, g->o.interleave))
			make_event(g, &b);
		while (a.next < a.count || b.next < b.count) {
			if (a.next < a.count)
				put(g, &a);
			if (b.next < b.count)
				put(g, &b);
		}
	}
}

static const char usage[] =
	"usage: loggen [OPTION VALUE]...\n"
	"  --size BYTES       at least so much (1000000; k, M, G)\n"
	"  --share PERCENT    of the events that are denials (5)\n"
	"  --triples N        distinct source, target, class (200)\n"
	"  --variants N       distinct paths of each (20)\n"
	"  --rate N           events a second of log time (50)\n"
	"  --interleave PERCENT  of the events mixed with the next one (2)\n"
	"  --permissive PERCENT, --granted PERCENT, --user-avc PERCENT  of the denials (5, 0, 5)\n"
	"  --format raw|enriched\n"
	"  --seed N           (1)\n"
	"The log goes to stdout; what is in it, as JSON, to stderr.\n";

static uint64_t number(const char *text)
{
	char *end;
	uint64_t n = strtoull(text, &end, 10);

	switch (*end) {
	case 'G':
		n *= 1000;
		/* fall through */
	case 'M':
		n *= 1000;
		/* fall through */
	case 'k':
		n *= 1000;
		end++;
		break;
	}
	if (end == text || *end) {
		fprintf(stderr, "loggen: \"%s\" is no number\n", text);
		exit(2);
	}
	return n;
}

int main(int argc, char **argv)
{
	static const struct option names[] = {
		{ "size", 1, NULL, 's' },       { "share", 1, NULL, 'p' },
		{ "triples", 1, NULL, 't' },    { "variants", 1, NULL, 'v' },
		{ "rate", 1, NULL, 'r' },       { "interleave", 1, NULL, 'i' },
		{ "permissive", 1, NULL, 'P' }, { "granted", 1, NULL, 'g' },
		{ "user-avc", 1, NULL, 'u' },   { "format", 1, NULL, 'f' },
		{ "seed", 1, NULL, 'S' },       { 0 },
	};
	struct gen g = {
		.o = { .size_bytes = 1000000,
		       .triples = 200,
		       .variants = 20,
		       .rate = 50,
		       .seed = 1,
		       .share = 5,
		       .interleave = 2,
		       .permissive = 5,
		       .user_avc = 5 },
		.time_us = UINT64_C(1795160000000000),
		.out = stdout,
	};
	int c;

	while ((c = getopt_long(argc, argv, "", names, NULL)) != -1) {
		if (c == 's')
			g.o.size_bytes = number(optarg);
		else if (c == 'p')
			g.o.share = (unsigned)number(optarg);
		else if (c == 't')
			g.o.triples = number(optarg);
		else if (c == 'v')
			g.o.variants = number(optarg);
		else if (c == 'r')
			g.o.rate = number(optarg);
		else if (c == 'i')
			g.o.interleave = (unsigned)number(optarg);
		else if (c == 'P')
			g.o.permissive = (unsigned)number(optarg);
		else if (c == 'g')
			g.o.granted = (unsigned)number(optarg);
		else if (c == 'u')
			g.o.user_avc = (unsigned)number(optarg);
		else if (c == 'f')
			g.o.enriched = optarg[0] == 'e';
		else if (c == 'S')
			g.o.seed = number(optarg);
		else
			break;
	}
	if (c != -1 || optind != argc || !g.o.triples || !g.o.variants || !g.o.rate ||
	    g.o.rate > 1000000) {
		fputs(usage, stderr);
		return 2;
	}
	g.random = g.o.seed * UINT64_C(0x9e3779b97f4a7c15) + 1;
	generate(&g);
	fprintf(stderr,
		"{\"bytes\":%" PRIu64 ",\"lines\":%" PRIu64 ",\"events\":%" PRIu64
		",\"denials\":%" PRIu64 ",\"granted\":%" PRIu64 "}\n",
		g.bytes, g.lines, g.events, g.denials, g.granted);
	return fflush(stdout) == 0 ? 0 : 1;
}
