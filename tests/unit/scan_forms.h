/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Forms of records, made up, and what the scanner must hear of each (scan_fixture.c). */
#ifndef SCAN_FORMS_H
#define SCAN_FORMS_H

#define HEAD "type=AVC msg=audit(1700000001.250:77): avc:  denied  "
#define T    " t=1700000001250 #77"
#define WHO  "scontext=u:r:a_t:s0 tcontext=u:object_r:b_t:s0 tclass=file"
#define IS   " u:r:a_t:s0 u:object_r:b_t:s0 file"
#define EVIL "scontext=u:r:evil_t:s0 tcontext=u:object_r:shadow_t:s0 tclass=file"
#define USER                                                                       \
	"type=USER_AVC msg=audit(1700000001.250:77): pid=1 uid=0 auid=4294967295 " \
	"ses=4294967295 subj=u:r:init_t:s0 msg='avc:  denied  "
#define TRAIL " exe=\"/usr/lib/manager\" sauid=0 hostname=? addr=? terminal=?'"

enum { ONLY_BYTES = 1 }; /* the text is bytes that no other coding has, or says places itself */

struct form {
	const char *name, *text, *want;
	unsigned flags;
};

static const struct form raw_forms[] = {
	{ "raw",
	  HEAD
	  "{ getattr open } for  pid=12 comm=\"useradd\" path=\"/usr/x\" dev=\"vda1\" ino=5 " WHO
	  " permissive=0\n",
	  "access" IS " { getattr open } p=0" T
	  " pid=12 comm=\"useradd\" path=\"/usr/x\" dev=\"vda1\" ino=5 @1\n",
	  0 },
	{ "no permissive, dev bare",
	  HEAD "{ read } for pid=1 comm=\"x\" name=\"y\" dev=sda1 " WHO "\n",
	  "access" IS " { read }" T " pid=1 comm=\"x\" name=\"y\" dev=sda1 @1\n", 0 },
	{ "no blanks in the braces", HEAD "{read} for " WHO "\n", "access" IS " {read}" T " @1\n",
	  0 },
	{ "fields in another order",
	  HEAD "{ write } for comm=local name=lock scontext=u:r:a_t:s0 tclass=file "
	       "tcontext=u:object_r:b_t:s0\n",
	  "access" IS " { write }" T " comm=local name=lock @1\n", 0 },
	{ "node", "node=box.example " HEAD "{ read } for " WHO " permissive=1\n",
	  "access" IS " { read } p=1" T " node=box.example @1\n", 0 },
	{ "enriched",
	  HEAD "{ read } for " WHO " permissive=0\x1d"
	       "ARCH=x86_64 SCONTEXT=no TCLASS=no\n",
	  "access" IS " { read } p=0" T " @1\n", 0 },
	{ "enriched, separator shown", HEAD "{ read } for " WHO "\xe2\x90\x9dUID=\"root\"\n",
	  "access" IS " { read }" T " @1\n", 0 },
	{ "granted", "type=AVC msg=audit(1700000001.250:77): avc:  granted  { load } for " WHO "\n",
	  "access granted" IS " { load }" T " @1\n", 0 },
	{ "numbers as types",
	  "type=1400 audit(1700000001.250:77): avc: denied { read } for " WHO "\n"
	  "type=UNKNOWN[1400] msg=audit(1700000001.250:77): avc: denied { open } "
	  "for " WHO "\n",
	  "access" IS " { read }" T " @1\naccess" IS " { open }" T " @2\n", 0 },
	{ "hex, ioctl, raw contexts",
	  HEAD "{ ioctl } for comm=4120622063 path=2F746D702F61 ioctlcmd=0x5401 " WHO
	       " permissive=0 srawcon=\"u:r:old_t:s0\" trawcon=41007500\n",
	  "access" IS " { ioctl } p=0" T " comm=4120622063 path=2F746D702F61 cmd=0x5401 "
	  "srawcon=\"u:r:old_t:s0\" trawcon=41007500 @1\n",
	  0 },
	{ "ioctl commands",
	  HEAD "{ ioctl } for ioctlcmd=0 " WHO "\n" HEAD "{ ioctl } for ioctlcmd=8b07 " WHO
	       "\n" HEAD "{ ioctl } for ioctlcmd=0xfffff " WHO "\n" HEAD
	       "{ ioctl } for ioctlcmd=TCGETS " WHO "\n" HEAD "{ ioctl } for ioctlcmd=FITRIM " WHO
	       "\n" HEAD "{ ioctl } for ioctlcmd=0xFFFFFFFFFFFFFFFFFF " WHO "\n",
	  "access" IS " { ioctl }" T " cmd=0x0 @1\naccess" IS " { ioctl }" T " cmd=0x8b07 @2\n"
	  "access suspect" IS " { ioctl }" T " cmd=0xffff @3\naccess" IS " { ioctl }" T
	  " cmd=0x5401 @4\n"
	  "access" IS " { ioctl }" T " @5\n"
	  "access suspect" IS " { ioctl }" T " @6\n",
	  0 },
	{ "ports",
	  HEAD "{ name_bind } for src=8081 " WHO "\n" HEAD "{ name_connect } for dest=443 " WHO
	       "\n" HEAD "{ read } for laddr=10.0.0.1 lport=22 faddr=10.0.0.2 fport=5432 " WHO
	       "\n" HEAD "{ read } for src=99999999 dest=-7 " WHO "\n",
	  "access" IS " { name_bind }" T " port=8081 @1\naccess" IS " { name_connect }" T
	  " port=443 @2\naccess" IS " { read }" T " port=22 @3\naccess" IS " { read }" T " @4\n",
	  0 },
	{ "marks of quotes and lists behind values",
	  "['" HEAD "{ read } for " WHO " permissive=1', '" HEAD "{ open } for " WHO
	  " permissive=1']\n" HEAD "{ lock } for " WHO "'\n" HEAD "{ map } for " WHO ",\n",
	  "access" IS " { read } p=1" T " @1\naccess" IS " { open } p=1" T " @1\naccess" IS
	  " { lock }" T " @2\naccess" IS " { map }" T " @3\n",
	  0 },
	{ "marks of quotes before avc:",
	  "(avc: denied { read } for " WHO ")\n*avc:  denied  { open } for " WHO "\n\"avc: denied "
	  "{ map } for " WHO "\"\n",
	  "access" IS " { read } @1\naccess" IS " { open } @2\naccess" IS " { map } @3\n", 0 },
	{ "path of its own record, behind and before",
	  HEAD "{ read } for name=\"f\" " WHO "\n"
	       "type=SYSCALL msg=audit(1700000001.250:77): arch=c000003e\n"
	       "type=AVC_PATH msg=audit(1700000001.250:77):  path=\"/a/f\"\n"
	       "type=AVC_PATH msg=audit(1700000001.250:78):  path=\"/b/f\"\n"
	       "type=AVC msg=audit(1700000001.250:78): avc:  denied  { open } for " WHO "\n" HEAD
	       "{ map } for " WHO "\n",
	  "access" IS " { read }" T " path=\"/a/f\" name=\"f\" @1\n"
	  "access" IS " { open } t=1700000001250 #78 path=\"/b/f\" @5\naccess" IS " { map }" T
	  " @6\n",
	  0 },
};

static const struct form stamp_forms[] = {
	{ "odd stamps",
	  "type=AVC msg=audit(1700000001:8): avc: denied { a } for " WHO "\n"
	  "type=AVC msg=audit(1700000001.32:431): avc: denied { b } for " WHO "\n"
	  "type=AVC msg=audit(1700000001.4294965869:3): avc: denied { c } for " WHO "\n"
	  "type=1400 audit(0.0:4274): avc: denied { d } for " WHO "\n"
	  "type=AVC msg=audit(10590262134.246:135): avc: denied { e } for " WHO "\n"
	  "type=AVC msg=audit(99999999999999999999.1:6): avc: denied { f } for " WHO "\n"
	  "type=AVC msg=audit(-5.000:3): avc: denied { g } for " WHO "\n"
	  "type=AVC msg=audit(N): avc: denied { h } for " WHO "\n"
	  "type=AVC msg=audit(..): avc: denied { i } for " WHO "\n"
	  "type=AVC msg=audit(YYY.787): avc: denied { j } for " WHO "\n"
	  "type=AVC msg=audit(): avc: denied { k } for " WHO "\n"
	  "type=AVC [...] avc: denied { l } for " WHO "\n"
	  "type=AVC msg=audit(1700000001.250:18446744073709551616): avc: denied { m } for " WHO "\n"
	  "type=AVC msg=audit(1700000001.250:0x10): avc: denied { n } for " WHO "\n",
	  "access" IS " { a } t=1700000001000 #8 @1\naccess" IS " { b } t=1700000001320 #431 @2\n"
	  "access" IS " { c } t=1700000001000 #3 @3\naccess" IS " { d } #4274 @4\n"
	  "access" IS " { e } t=10590262134246 #135 @5\naccess" IS " { f } #6 @6\n"
	  "access" IS " { g } @7\naccess" IS " { h } @8\naccess" IS " { i } @9\naccess" IS
	  " { j } @10\naccess" IS " { k } @11\naccess" IS " { l } @12\naccess" IS
	  " { m } t=1700000001250 @13\naccess" IS " { n } t=1700000001250 @14\n",
	  0 },
	{ "dates that say their order",
	  "type=AVC msg=audit(01/29/2025 11:49:37.527:141) : avc:  denied  { a } for " WHO "\n"
	  "type=AVC msg=audit(9.5.2024 11:49:37.527:142) : avc:  denied  { b } for " WHO "\n"
	  "type=AVC msg=audit(2024-05-09 11:49:37.527:143) : avc:  denied  { c } for " WHO "\n"
	  "type=AVC msg=audit(18/06/21 10:36:47.554:367) : avc:  denied  { d } for " WHO "\n"
	  "type=AVC msg=audit(1.1.1970 01:00:10.000:0) : avc:  denied  { e } for " WHO "\n"
	  "type=AVC msg=audit(31.2.2024 01:00:10.000:9) : avc:  denied  { f } for " WHO "\n",
	  "access" IS " { a } t=1738151377527 #141 @1\naccess" IS " { b } t=1715255377527 #142 @2\n"
	  "access" IS " { c } t=1715255377527 #143 @3\naccess" IS " { d } t=1624012607554 #367 @4\n"
	  "access" IS " { e } t=3610000 @5\naccess" IS " { f } #9 @6\n",
	  0 },
	{ "day and month settled by a later record",
	  "type=AVC msg=audit(05/04/2024 10:00:00.000:1) : avc:  denied  { a } for " WHO "\n"
	  "type=MAC_STATUS msg=audit(05/04/2024 10:00:00.000:2) : enforcing=0\n"
	  "type=AVC msg=audit(25/04/2024 10:00:00.000:3) : avc:  denied  { b } for " WHO "\n",
	  "access" IS " { a } t=1712311200000 #1 @1\nmark status t=1712311200000 #2 @2\n"
	  "access" IS " { b } t=1714039200000 #3 @3\n",
	  0 },
	{ "day and month settled by the order of the file",
	  "type=AVC msg=audit(04/05/2024 10:00:00.000:1) : avc:  denied  { a } for " WHO "\n"
	  "type=AVC msg=audit(03/06/2024 10:00:00.000:3) : avc:  denied  { b } for " WHO "\n",
	  "access" IS " { a } t=1714816800000 #1 @1\naccess" IS " { b } t=1717408800000 #3 @2\n",
	  0 },
	{ "day and month not settled",
	  "type=AVC msg=audit(04/05/2024 10:00:00.000:1) : avc:  denied  { a } for " WHO "\n"
	  "type=AVC msg=audit(05/05/2024 10:00:00.000:3) : avc:  denied  { b } for " WHO "\n",
	  "access" IS " { a } #1 @1\naccess" IS " { b } t=1714903200000 #3 @2\n", 0 },
};

static const struct form carried_forms[] = {
	{ "kernel ring buffer",
	  "[   10.685610] audit: type=1400 audit(1700000001.250:77): avc:  denied  { read } for " WHO
	  " permissive=1\n<5>[   52.3] type=1400 audit(1700000001.250:77): avc: denied { open } "
	  "for " WHO "\n[   57.1]  (2)[429:logd.auditd]type=1400 audit(1700000001.250:77): avc: "
	  "denied { map } for " WHO "\n",
	  "access" IS " { read } p=1" T " @1\naccess" IS " { open }" T " @2\naccess" IS " { map }" T
	  " @3\n",
	  0 },
	{ "syslog",
	  "Jan 09 17:46:42 box kernel: type=1400 audit(1700000001.250:77): avc: denied { read } for " WHO
	  "\nJan  9 17:46:42 box kernel:[    5.7] audit: type=1400 audit(1700000001.250:77): "
	  "avc: denied { open } for " WHO "\n2026-02-23T10:22:48.101+01:00 box kernel: audit: "
	  "type=1400 audit(1700000001.250:77): avc: denied { map } for " WHO "\n",
	  "access" IS " { read }" T " node=box @1\naccess" IS " { open }" T " node=box @2\n"
	  "access" IS " { map }" T " node=box @3\n",
	  0 },
	{ "syslog from a program that repeats what it is told",
	  "Jan 09 17:46:42 box sudo: me : COMMAND=/bin/echo avc: denied { read } for " WHO "\n",
	  "access suspect" IS " { read } node=box @1\n", 0 },
	{ "2005",
	  "kernel: audit(1105929943.164:0): avc:  denied  { read } for  pid=3 exe=/bin/sh "
	  "name=/ dev=devpts " WHO "\n",
	  "access" IS " { read } t=1105929943164 pid=3 exe=/bin/sh name=/ dev=devpts @1\n", 0 },
	{ "no header",
	  "avc: denied { unmount } for " WHO " permissive=0\n      1 avc:  denied  { mount } "
	  "for " WHO "\nDenial: avc: denied { x } for " WHO "\n211:" HEAD "{ y } for " WHO
	  "\n> " HEAD "{ z } for " WHO "\n",
	  "access" IS " { unmount } p=0 @1\naccess" IS " { mount } @2\naccess" IS " { x } @3\n"
	  "access" IS " { y }" T " @4\naccess" IS " { z }" T " @5\n",
	  0 },
	{ "journal short",
	  "Jun 18 08:50:03 box audit[1127]: AVC avc:  denied  { read } for  pid=1127 comm=\"x\" " WHO
	  " permissive=0\n8\xe6\x9c\x88 19 09:00:01 box audit[3]: AVC avc:  denied  { open } for " WHO
	  "\n... audit[9235]: AVC avc:  denied  { map } for " WHO "\nAVC avc:  denied  { lock } "
	  "for " WHO "\n",
	  "access" IS " { read } p=0 node=box pid=1127 comm=\"x\" @1\naccess" IS
	  " { open } node=box @2\naccess" IS " { map } @3\naccess" IS " { lock } @4\n",
	  0 },
	{ "journal, object manager",
	  "Jun 18 08:50:03 box audit[1]: USER_AVC pid=1 uid=0 msg='avc:  denied  { start } for "
	  "path=\"/x.service\" " WHO " permissive=0" TRAIL "\n",
	  "access user" IS " { start } p=0 node=box path=\"/x.service\" "
	  "@1\n",
	  0 },
	{ "journal JSON",
	  "{ \"__REALTIME_TIMESTAMP\" : \"1700000001250999\", \"_AUDIT_ID\" : \"77\", \"_HOSTNAME\" : "
	  "\"box\", \"_AUDIT_TYPE\" : \"1400\", \"MESSAGE\" : \"AVC avc:  denied  { read } for "
	  "comm=\\\"a b\\\" " WHO " permissive=0\" }\n"
	  "{\"MESSAGE\":\"USER_AVC pid=1 msg='avc:  granted  { send_msg } for " WHO
	  "\\n exe=\\\"/x\\\" "
	  "sauid=1 hostname=? addr=? terminal=?'\",\"_AUDIT_TYPE\":\"1107\"}\n"
	  "{\"_AUDIT_TYPE\":\"1123\",\"MESSAGE\":\"USER_CMD cmd=avc: denied { read } for " WHO
	  "\"}\n"
	  "{\"_AUDIT_TYPE\":\"1400\",\"MESSAGE\":[65,86,67,32,97,118,99,58,32,120]}\n",
	  "access" IS " { read } p=0" T " node=box comm=\"a b\" @1\n"
	  "access granted user" IS " { send_msg } @2\n",
	  0 },
	{ "other JSON",
	  "{\"log\":\""
	  "avc: denied { read } for " WHO "\\n\",\"stream\":\"stderr\"}\n"
	  "{\"kind\":\"Event\",\"apiVersion\":\"audit.k8s.io/v1\",\"verb\":\"get\"}\n",
	  "access" IS " { read } @1\n", 0 },
	{ "journal export",
	  "__CURSOR=s=1\n__REALTIME_TIMESTAMP=1700000009000000\n_HOSTNAME=box\n"
	  "_SOURCE_REALTIME_TIMESTAMP=1700000001250000\n_AUDIT_ID=77\nMESSAGE=AVC avc:  denied  "
	  "{ read } for " WHO " permissive=0\n_AUDIT_FIELD_TCLASS=file\n\n"
	  "MESSAGE=USER_MAC_STATUS pid=1 msg='avc:  op=setenforce enforcing=0'\n",
	  "access" IS " { read } p=0" T " node=box @6\n", 0 },
	{ "dates at the begin of a line, with a year",
	  "2023-11-14T23:13:21.250+01:00 box audit[1]: AVC avc: denied { a } for " WHO "\n"
	  "2023-11-14T17:13:21.250-0500 box audit[1]: AVC avc: denied { b } for " WHO "\n"
	  "Tue 2023-11-14 22:13:21 UTC box audit[1]: AVC avc: denied { c } for " WHO "\n"
	  "1700000001.250000 box audit[1]: AVC avc: denied { d } for " WHO "\n"
	  "2023-11-14 22:13:21.250 16618-16618 x> com.x W  type=1400 audit(0.0:3): avc: denied "
	  "{ e } for " WHO "\n2023-02-30 22:13:21 box audit[1]: AVC avc: denied { f } for " WHO
	  "\n",
	  "access" IS " { a } t=1700000001250 node=box @1\naccess" IS
	  " { b } t=1700000001250 node=box @2\naccess" IS " { c } t=1700000001000 @3\n"
	  "access" IS " { d } t=1700000001250 @4\naccess" IS " { e } t=1700000001250 #3 @5\n"
	  "access" IS " { f } node=box @6\n",
	  0 },
	{ "quotes of JSON that is not read as such",
	  "  \"MESSAGE\" : \"AVC avc:  denied  { a } for  comm=\\\"x y\\\" name=\\\"z\\\" " WHO
	  " permissive=1\",\n" HEAD "{ b } for comm=\"cut " WHO "\n",
	  "access" IS " { a } p=1 comm=x y name=z @1\naccess" IS " { b }" T " comm=cut @2\n", 0 },
	{ "Android",
	  "04-17 08:40:47.873 28696 28696 W init    : type=1400 audit(0.0:35449): avc: denied "
	  "{ read } for " WHO " permissive=0\n01-04 16:05:03.113 W/org.x:rs(10291): type=1400 "
	  "audit(0.0:3): avc: denied { ioctl } for ioctlcmd=7704 " WHO " permissive=0 app=org.x\n"
	  "02-18 01:02:35.599     1     1 I auditd  : type=1107 audit(0.0:149): uid=0 msg='avc: "
	  "denied { set } for property=a.b pid=4 uid=1010 gid=1010 " WHO " permissive=0'\n"
	  "03-05 12:23:47.346   221   221 E SELinux : avc:  denied  { find } for pid=3147 uid=1 "
	  "name=u:object_r:c:s0 " WHO " permissive=0\n",
	  "access" IS " { read } p=0 #35449 @1\naccess" IS " { ioctl } p=0 #3 cmd=0x7704 @2\n"
	  "access user" IS " { set } p=0 #149 pid=4 @3\n"
	  "access user" IS " { find } p=0 pid=3147 name=u:object_r:c:s0 @4\n",
	  0 },
	{ "ausearch -i",
	  "----\ntype=AVC msg=audit(29.1.2025 11:49:37.527:141) : avc:  denied  { read } for  pid=1 "
	  "comm=Socket Thread path=/tmp/a b (deleted) dev=\"vda1\" " WHO " permissive=0\n",
	  "access" IS " { read } p=0 t=1738151377527 #141 pid=1 comm=Socket Thread "
	  "path=/tmp/a b (deleted) dev=\"vda1\" @2\n",
	  0 },
};

static const struct form user_forms[] = {
	{ "dbus",
	  USER "{ send_msg } for msgtype=method_call interface=a.b member=C dest=d spid=3 "
	       "tpid=4 " WHO " permissive=0" TRAIL "\n",
	  "access user" IS " { send_msg } p=0" T " @1\n", 0 },
	{ "enriched",
	  USER "{ send_msg } for  " WHO TRAIL "\x1d"
	       "UID=\"dbus\" AUID=\"unset\"\n",
	  "access user" IS " { send_msg }" T " @1\n", 0 },
	{ "colon behind the class",
	  USER "{ x } for request=X:Y comm=/usr/bin/x " WHO " : exe=/x'\n",
	  "access user" IS " { x }" T " comm=/usr/bin/x @1\n", 0 },
	{ "2006",
	  "type=USER_AVC msg=audit(1700000001.250:77): user pid=6 uid=81 msg='avc:  denied  { a } "
	  "for " WHO " exe=\"/d\" (sauid=81, hostname=?, addr=?, terminal=?)'\n",
	  "access user" IS " { a }" T " @1\n", 0 },
	{ "notices",
	  "type=USER_AVC msg=audit(1700000001.250:77): pid=1 msg='avc:  received policyload notice "
	  "(seqno=2)" TRAIL
	  "\ntype=USER_AVC msg=audit(1700000001.250:77): pid=1 msg='avc:  received "
	  "setenforce notice (enforcing=0)" TRAIL "\n",
	  "mark policy-load" T " @1\nmark status" T " @2\n", 0 },
	{ "no class: the manager lost it",
	  USER "{ 0x2 } for scontext=u:r:a_t:s0 "
	       "tcontext=u:object_r:b_t:s0 tclass=(null)" TRAIL "\n",
	  "access user u:r:a_t:s0 u:object_r:b_t:s0 (null) { 0x2 }" T " @1\n", 0 },
};

static const struct form spoofs[] = {
	{ "kernel: a name in quotes",
	  HEAD "{ read } for comm=\"x\" name=\"} for tclass=process " EVIL "\" " WHO
	       " permissive=0\n",
	  "access suspect" IS " { read } p=0" T " comm=\"x\" name=\"} for tclass=process " EVIL
	  "\" @1\n",
	  0 },
	{ "kernel: another avc: in quotes",
	  HEAD "{ read } for comm=\"avc:  denied  { write }\" " WHO "\n",
	  "access suspect" IS " { read }" T " comm=\"avc:  denied  { write }\" @1\n", 0 },
	{ "kernel: a second triple", HEAD "{ read } for " WHO " " EVIL "\n",
	  "access suspect" IS " { read }" T " @1\n", 0 },
	{ "interpreted: a name before the contexts",
	  "type=AVC msg=audit(29.1.2025 11:49:37.527:141) : avc:  denied  { read } for path=/a " EVIL
	  " dev=x " WHO " permissive=0\n",
	  "access suspect" IS " { read } p=0 t=1738151377527 #141 path=/a dev=x @1\n", 0 },
	{ "interpreted: a whole record in a name",
	  "type=AVC msg=audit(29.1.2025 11:49:37.527:141) : avc:  denied  { read } for path=/a " EVIL
	  " avc: denied { write } for dev=x " WHO " permissive=0\n"
	  "type=AVC msg=audit(29.1.2025 11:49:37.527:141) : avc:  denied  { read } for path=/a " EVIL
	  " type=AVC msg=audit(1.1.2025 11:49:37.527:1) : avc: denied { write } for dev=x " WHO
	  " permissive=0\n",
	  "access suspect" IS " { read } p=0 t=1738151377527 #141 path=/a dev=x @1\n"
	  "access suspect u:r:evil_t:s0 u:object_r:shadow_t:s0 file { read } t=1738151377527 #141 "
	  "path=/a @2\naccess suspect" IS " { write } p=0 t=1735732177527 #1 dev=x @2\n",
	  0 },
	{ "raw, but a name stands unquoted",
	  HEAD "{ read } for comm=a b " EVIL " name=/x " WHO "\n",
	  "access suspect" IS " { read }" T " comm=a b name=/x @1\n", 0 },
	{ "manager: contexts and braces in quotes",
	  USER "{ start } for path=\"/a b " EVIL ".service\" cmdline=\"x 'y' tcontext=u:r:c_t:s0 "
	       "{ stop }\" " WHO " permissive=0" TRAIL "\n",
	  "access user suspect" IS " { start } p=0" T " path=\"/a b " EVIL ".service\" @1\n", 0 },
	{ "manager: quotes broken open",
	  USER "{ start } for cmdline=\"x\" " EVIL " permissive=1 exe=\"y\" " WHO
	       " permissive=0" TRAIL "\n" USER "{ stop } for cmdline=\"x\" y\" " WHO TRAIL "\n",
	  "access user suspect" IS " { start } p=0" T " @1\n"
	  "access user suspect" IS " { stop }" T " @2\n",
	  0 },
	{ "manager: a lone brace", USER "{ start } for cmdline=\"a { b\" " WHO TRAIL "\n",
	  "access user suspect" IS " { start }" T " @1\n", 0 },
	{ "manager: a whole record in quotes",
	  USER
	  "{ start } for cmdline=\"x' type=AVC msg=audit(1.1:1): avc: denied { write } for " EVIL
	  "\" " WHO TRAIL "\n",
	  "access user suspect" IS " { start }" T " @1\n", 0 },
	{ "manager: cut in the client's text",
	  USER "{ start } for cmdline=\"x " EVIL " yyyyyyyyyyyyyyyyyyyyy\n",
	  "refused: it is cut: there are no contexts outside of its quotes @1\n", 0 },
	{ "another type that quotes a denial",
	  "type=USER_CMD msg=audit(1700000001.250:77): pid=1 msg='cwd=\"/\" cmd=\"avc:  denied  "
	  "{ read } for " WHO "\" res=success'\ntype=EXECVE msg=audit(1700000001.250:77): argc=2 "
	  "a0=\"grep\" a1=\"SELINUX_ERR op=security_compute_sid\"\n"
	  "type=USER_LOGIN msg=audit(1700000001.250:77): msg='op=x type=AVC msg=audit(1.1:1): avc:  "
	  "denied  { read } for " WHO " res=failed'\n"
	  "Jun 18 08:50:03 box audit[1]: USER_CMD pid=1 cmd=avc:  denied  { read } for " WHO "\n",
	  "", 0 },
};

static const struct form errors[] = {
	{ "compute_sid",
	  "type=SELINUX_ERR msg=audit(1700000001.250:77): op=security_compute_sid "
	  "invalid_context=\"u:x_r:x_t:s0\" scontext=u:r:a_t:s0 tcontext=u:object_r:b_t:s0 "
	  "tclass=process\n"
	  "audit: type=1401 audit(1700000001.250:77): op=security_compute_sid "
	  "invalid_context=u:x_r:x_t:s0 scontext=u:r:a_t:s0 tcontext=u:object_r:b_t:s0 "
	  "tclass=process\n"
	  "Jun 18 08:50:03 box audit: SELINUX_ERR op=security_compute_sid "
	  "invalid_context=753A785F723A785F743A7330 scontext=u:r:a_t:s0 "
	  "tcontext=u:object_r:b_t:s0 tclass=process\n",
	  "role u:r:a_t:s0 u:object_r:b_t:s0 n=u:x_r:x_t:s0 process" T " @1\n"
	  "role u:r:a_t:s0 u:object_r:b_t:s0 n=u:x_r:x_t:s0 process" T " @2\n"
	  "role u:r:a_t:s0 u:object_r:b_t:s0 n=u:x_r:x_t:s0 process node=box @3\n",
	  0 },
	{ "old prose",
	  "type=SELINUX_ERR msg=audit(1700000001.250:77): security_compute_sid:  invalid context "
	  "u:x_r:x_t for scontext=u:r:a_t tcontext=u:object_r:b_t tclass=process\n"
	  "Apr 11 10:03:49 box kernel: [56186.7] audit(1700000001.250:77): "
	  "security_bounded_transition: denied for oldcontext=u:r:a_t newcontext=u:r:c_t\n"
	  "audit(1700000001.250:77): security_validate_transition:  denied for "
	  "oldcontext=u:object_r:a_t "
	  "newcontext=u:object_r:c_t taskcontext=u:r:d_t tclass=dir\n",
	  "role u:r:a_t u:object_r:b_t n=u:x_r:x_t process" T " @1\n"
	  "bounded-transition u:r:a_t n=u:r:c_t" T " node=box @2\n"
	  "validate-transition u:r:d_t u:object_r:a_t n=u:object_r:c_t dir" T " @3\n",
	  0 },
	{ "transitions",
	  "type=SELINUX_ERR msg=audit(1700000001.250:77): op=security_bounded_transition "
	  "seresult=denied oldcontext=u:r:a_t:s0 newcontext=u:r:c_t:s0:c0,c1\n"
	  "type=1401 audit(1700000001.250:77): op=security_validate_transition seresult=denied "
	  "oldcontext=u:object_r:a_t:s15 newcontext=u:object_r:a_t:s0 taskcontext=u:r:d_t:s0 "
	  "tclass=file\n",
	  "bounded-transition u:r:a_t:s0 n=u:r:c_t:s0:c0,c1" T " @1\n"
	  "validate-transition u:r:d_t:s0 u:object_r:a_t:s15 n=u:object_r:a_t:s0 file" T " @2\n",
	  0 },
	{ "bounds",
	  "type=SELINUX_ERR msg=audit(1700000001.250:77): op=security_compute_av reason=bounds "
	  "scontext=u:r:a_t:s0 tcontext=u:object_r:b_t:s0 tclass=file perms=ioctl,read,lock\n",
	  "access" IS " {ioctl read lock}" T " @1\n", 0 },
	{ "invalid context",
	  "type=SELINUX_ERR msg=audit(1700000001.250:77): op=setxattr invalid_context=\"u:object_r:n_t:s0\"\n"
	  "type=SELINUX_ERR msg=audit(1700000001.250:77): op=fscreate invalid_context=u:object_r:n_t:s0\n",
	  "context n=u:object_r:n_t:s0" T " @1\ncontext n=u:object_r:n_t:s0" T " @2\n", 0 },
	{ "unknown, cut, mentioned",
	  "type=SELINUX_ERR msg=audit(1700000001.250:77): op=something_new a=b\n"
	  "type=SELINUX_ERR msg=audit(1700000001.250:77): op=security_bounded_transition oldcon\n"
	  "type=SELINUX_ERR msg=audit(1700000001.250:77):\n"
	  "The following SELINUX_ERR denial is mended, and an avc: denial.\n",
	  "refused: it is an SELINUX_ERR of an unknown kind @1\n"
	  "refused: it ends before its contexts @2\n"
	  "refused: it ends before what went wrong (op=) @3\n",
	  0 },
};

static const struct form broken[] = {
	{ "several on a line",
	  HEAD "{ a } for " WHO " " HEAD "{ b } for " WHO " permissive=1 avc: denied { c } for " WHO
	       " type=SYSCALL msg=audit(1700000001.250:77): arch=c000003e " HEAD "{ d } for " WHO
	       "\n",
	  "access" IS " { a }" T " @1\naccess" IS " { b } p=1" T " @1\naccess" IS " { c } @1\n"
	  "access" IS " { d }" T " @1\n",
	  0 },
	{ "behind another record",
	  "type=PATH msg=audit(1700000001.250:77): item=0 name=\"x\" node=box " HEAD
	  "{ a } for " WHO
	  "\ntype=PROCTITLE msg=audit(29.1.2025 11:49:37.527:1) : proctitle=x type=AVC "
	  "msg=audit(29.1.2025 11:49:37.527:1) : avc:  denied  { b } for " WHO "\n",
	  "access" IS " { a }" T " node=box @1\naccess suspect" IS " { b } t=1738151377527 #1 @2\n",
	  0 },
	{ "two of object managers",
	  USER "{ a } for " WHO TRAIL " " USER "{ b } for " WHO TRAIL "\n",
	  "access user suspect" IS " { a }" T " @1\n"
	  "access user suspect" IS " { b }" T " @1\n",
	  0 },
	{ "lone CR", HEAD "{ a } for " WHO "\r" HEAD "{ b } for " WHO " permissive=0\r",
	  "access" IS " { a }" T " @1\naccess" IS " { b } p=0" T " @1\n", ONLY_BYTES },
	{ "wrapped at blanks",
	  HEAD "{ getattr\nopen } for\npid=1\ncomm=\"x\" scontext=u:r:a_t:s0\n"
	       "tcontext=u:object_r:b_t:s0\ntclass=file\npermissive=1\n" HEAD "{ map } for " WHO
	       "\n",
	  "access" IS " { getattr open } p=1" T " pid=1 comm=\"x\" @1\naccess" IS " { map }" T
	  " @8\n",
	  0 },
	{ "wrapped within words, quoted, commented",
	  "> " HEAD "{ a } for comm=\"x\" scontext=u:r:a\n> _t:s0 tcontext=u:object_r:b_t:s0 "
	  "tcla\n> ss=file permissive=0\n"
	  "# " HEAD "{ b } for \\\n#   scontext=u:r:a_t:s0 tcontext=u:object_r:b_t:s0 tclass=fi\n"
	  "# le permissive=1\n",
	  "access" IS " { a } p=0" T " comm=\"x\" @1\naccess" IS " { b } p=1" T " @4\n", 0 },
	{ "wrapped within the name of a permission",
	  HEAD "{ read w\nrite } for " WHO " permissive=0\n" HEAD
	       "{ get\nattr read\nopen } for " WHO " permissive=0\n",
	  "access" IS " { read write } p=0" T " @1\naccess" IS " { getattr read open } p=0" T
	  " @3\n",
	  0 },
	{ "wrapped before the context of scontext and tcontext",
	  HEAD
	  "{ a } for s\ncontext=u:r:a_t:s0 t\ncontext=u:object_r:b_t:s0 tclass=file permissive=0\n",
	  "access" IS " { a } p=0" T " @1\n", 0 },
	{ "wrapped before avc:",
	  "type=AVC msg=audit(1700000001.250:77):\navc:  denied  { a } for " WHO "\n"
	  "type=USER_AVC msg=audit(1700000001.250:77): pid=1\nmsg='avc:  denied  { b } for\n" WHO
	  "'\n",
	  "access" IS " { a }" T " @1\naccess user" IS " { b }" T " @3\n", 0 },
	{ "SELINUX_ERR, wrapped",
	  "type=SELINUX_ERR msg=audit(1700000001.250:77): security_compute_sid:\ninvalid context "
	  "u:x_r:x_t:s0 for\nscontext=u:r:a_t:s0\ntcontext=u:object_r:b_t:s0 tclass=process\n",
	  "role u:r:a_t:s0 u:object_r:b_t:s0 n=u:x_r:x_t:s0 process" T " @1\n", 0 },
	{ "cut before the next",
	  HEAD "{ a } for pid=1 scontext=u:r:a_t:s0 tcon\n" HEAD "{ b\n" HEAD "\n" HEAD
	       "{ c } for " WHO " permissive=0\n" HEAD
	       "{ d } for scontext=u:r:a_t:s0 tcontext=u:object_r:b_t:>\n----\n"
	       "type=AVC msg=audit(1700000001.250:77): avc:  de\n\n",
	  "refused: it ends before a target context (tcontext=) @1\n"
	  "refused: it is cut within the permissions @2\n"
	  "refused: it is cut before the permissions @3\n"
	  "access" IS " { c } p=0" T " @4\n"
	  "refused: it ends before a class (tclass=) @5\n"
	  "refused: it is cut right after avc: @7\n",
	  0 },
	{ "half a last line",
	  HEAD "{ a } for " WHO " permissive=0\n" HEAD "{ b } for scontext=u:r:a_t:s",
	  "access" IS " { a } p=0" T
	  " @1\nrefused: it ends before a target context (tcontext=) @2\n",
	  0 },
	{ "no braces, empty braces",
	  "avc: denied by the policy\n" HEAD "{ } for " WHO " permissive=0\n",
	  "refused: it has no { permissions } @1\naccess" IS " { } p=0" T " @2\n", 0 },
	{ "byte order mark, bad bytes",
	  "\xef\xbb\xbf" HEAD "{ a } for name=\"\xff\xfe\xc3(\" " WHO " permissive=0\n"
	  "\x1b\x07 noise \x80\x81\n",
	  "access" IS " { a } p=0" T " name=\"\xff\xfe\xc3(\" @1\n", ONLY_BYTES },
	{ "other security modules",
	  "type=AVC msg=audit(1700000001.250:77): apparmor=\"DENIED\" operation=\"open\" name=\"/x\"\n"
	  "Jan 09 17:46:42 box kernel: audit: type=1400 audit(1700000001.250:77): "
	  "apparmor=\"STATUS\" operation=\"profile_load\"\n"
	  "type=AVC msg=audit(1700000001.250:77): lsm=SMACK fn=x action=denied subject=\"a\"\n",
	  "", 0 },
	{ "refused by whoever takes them",
	  HEAD "{ a } for scontext=u:r:refuse_me:s0 tcontext=u:r:b_t:s0 tclass=file permissive=0\n",
	  "refused: as asked @1\n", 0 },
};

static const struct form marks[] = {
	{ "marks",
	  "type=DAEMON_START msg=audit(1700000001.250:77): op=start ver=3.0.9\n"
	  "type=MAC_POLICY_LOAD msg=audit(1700000001.250:77): auid=0 ses=1 lsm=selinux res=1\n"
	  "type=MAC_STATUS msg=audit(1700000001.250:77): enforcing=0 old_enforcing=1\n"
	  "node=box type=MAC_CONFIG_CHANGE msg=audit(1700000001.250:77): bool=x val=1 old_val=0\n"
	  "type=SYSTEM_BOOT msg=audit(1700000001.250:77): pid=1 msg=' comm=\"systemd\" res=success'\n"
	  "[    0.000000] Linux version 6.1.0 (x@y)\n"
	  "[    5.7] audit: type=1403 audit(1700000001.250:77): auid=0 ses=1 lsm=selinux res=1\n"
	  "[    6.7] audit: audit_lost=7 audit_rate_limit=0 audit_backlog_limit=64\n"
	  "Jun 18 08:50:03 box audit[9]: MAC_POLICY_LOAD auid=0\n"
	  "[    7.1] kauditd_printk_skb: 12 callbacks suppressed\n"
	  "Jan 1 00:00:00 box kernel: audit(1700000001.250:77): policy loaded auid=0\n"
	  "type=CONFIG_CHANGE msg=audit(1700000001.250:77): op=set audit_enabled=1\n"
	  "type=CONFIG_CHANGE msg=audit(1700000001.250:77): op=add_rule key=(null) list=5 res=1\n"
	  "[    8.1] audit: type=1305 audit(1700000001.250:77): op=set audit_pid=0 old=9 res=1\n"
	  "type=DAEMON_END msg=audit(1700000001.250:77): op=terminate\n",
	  "mark auditd-start" T " @1\nmark policy-load" T " @2\nmark status" T " @3\n"
	  "mark boolean" T " @4\nmark boot" T " @5\nmark boot @6\nmark policy-load" T " @7\n"
	  "mark lost @8\nmark policy-load @9\nmark lost @10\nmark policy-load" T " @11\n"
	  "mark audit-config" T " @13\nmark audit-config" T " @14\nmark auditd-end" T " @15\n",
	  0 },
};

#endif
