// SPDX-License-Identifier: GPL-2.0-or-later
#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/attr.h"
#include "denial/fold.h"
#include "base/mem.h"

struct form {
	const char *text, *folded;
};

static void expect(void (*fold)(struct slice, struct buf *), const struct form *forms, size_t n)
{
	struct buf out = { 0 };
	size_t i;

	for (i = 0; i < n; i++) {
		buf_clear(&out);
		fold(slice_of(forms[i].text), &out);
		if (strcmp(buf_str(&out), forms[i].folded) != 0)
			fail_msg("%s: \"%s\" wanted, got \"%s\"", forms[i].text, forms[i].folded,
				 buf_str(&out));
	}
	buf_release(&out);
}

static void test_paths(void **state)
{
	static const struct form forms[] = {
		/* Numbers of processes, users, inodes, sequences. */
		{ "/proc/4242/status", "/proc/*/status" },
		{ "/proc/1/task/17/comm", "/proc/*/task/*/comm" },
		{ "/proc/self/fd/3", "/proc/self/fd/*" },
		{ "/run/user/1000/bus", "/run/user/*/bus" },
		{ "/var/run/app-4242.pid", "/var/run/app-*.pid" },
		{ "/tmp/ssh-AbC3dEfG9h/agent.4242", "/tmp/ssh-*/agent.*" },
		{ "/etc/passwd.12345", "/etc/passwd.*" },
		{ "/var/log/messages.1", "/var/log/messages.*" },
		{ "/var/log/app.log.12.gz", "/var/log/app.log.*.gz" },
		{ "/tmp/krb5cc_1000", "/tmp/krb5cc_*" },
		{ "socket:[123456]", "socket:[*]" },
		{ "pipe:[7]", "pipe:[*]" },
		{ "/dev/pts/3", "/dev/pts/*" },
		{ "/dev/loop12", "/dev/loop*" },
		{ "/dev/sda3", "/dev/sda*" },
		/* What mkstemp and its callers make. */
		{ "/tmp/tmp.Xy3kQ9abcD", "/tmp/tmp.*" },
		{ "/tmp/tmp.AbCdEf", "/tmp/tmp.*" },
		{ "/tmp/tmpab1_x9z2", "/tmp/tmp*" },
		{ "/opt/app/tmpk2j5l9qa/x", "/opt/app/tmp*/x" },
		{ "/etc/sedaB3xYz", "/etc/sed*" },
		{ "/tmp/ccQx1f2G.s", "/tmp/cc*.s" },
		{ "/tmp/sh-thd.k3J9aa", "/tmp/sh-thd.*" },
		{ "/home/u/.goutputstream-X1Y2Z3", "/home/u/.goutputstream-*" },
		{ "/var/tmp/rpm-tmp.k8FzQ1", "/var/tmp/rpm-tmp.*" },
		{ "/tmp/systemd-private-0123456789abcdef0123456789abcdef-httpd.service-aBcD3f/tmp",
		  "/tmp/systemd-private-*-httpd.service-*/tmp" },
		{ "/run/user/1000/pulse-PKdhtXMmr18n", "/run/user/*/pulse-*" },
		/* Identifiers, hashes, times. */
		{ "/boot/loader/f81d4fae-7dec-11d0-a765-00a0c91e6bf6/x", "/boot/loader/*/x" },
		{ "/var/lib/docker/overlay2/"
		  "3f2a9c1b7d5e4f60a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718/merged",
		  "/var/lib/docker/overlay2/*/merged" },
		{ "/var/lib/docker/overlay2/l/A4UNFGDVQX3QZ6PXK2CK2O5VRB",
		  "/var/lib/docker/overlay2/l/*" },
		{ "/nix/store/0c5kwi4l2m0fxkl1ss2rrkqvza1cm6rn-hello/bin/hello",
		  "/nix/store/*-hello/bin/hello" },
		{ "/usr/bin/x;5f3a1b2c", "/usr/bin/x;*" },
		{ "/var/backup/2026-11-20T08:56:50Z.tar", "/var/backup/*-*-*:*:*.tar" },
		{ "/var/backup/20261120T085650Z.tar", "/var/backup/*.tar" },
		{ "/var/log/app-20261120.093012.log", "/var/log/app-*.*.log" },
		/* What is the same each time. */
		{ "/opt/pf9/etc", "/opt/pf9/etc" },
		{ "/usr/bin/python3.9", "/usr/bin/python3.9" },
		{ "/usr/lib64/libc.so.6", "/usr/lib64/libc.so.6" },
		{ "/usr/lib64/libcrypto.so.1.1", "/usr/lib64/libcrypto.so.1.1" },
		{ "/usr/share/doc/foo-1.2.3/README", "/usr/share/doc/foo-1.2.3/README" },
		{ "/lib/modules/x86_64/kernel", "/lib/modules/x86_64/kernel" },
		{ "/home/u/MyFileName.txt", "/home/u/MyFileName.txt" },
		{ "/home/u/.config/LibreOffice", "/home/u/.config/LibreOffice" },
		{ "/tmp/.X11-unix/X0", "/tmp/.X11-unix/X0" },
		{ "/tmp/hsperfdata_root", "/tmp/hsperfdata_root" },
		{ "/etc/sedation", "/etc/sedation" },
		{ "/opt/tmpfiles", "/opt/tmpfiles" },
		{ "/etc/X11/xorg.conf.d", "/etc/X11/xorg.conf.d" },
		{ "/sys/fs/cgroup/user.slice", "/sys/fs/cgroup/user.slice" },
		{ "/srv/deadbeef", "/srv/deadbeef" },
		{ "", "" },
	};

	(void)state;
	expect(fold_path, forms, AV_ARRAY_LEN(forms));
}

static void test_commands(void **state)
{
	static const struct form forms[] = {
		{ "useradd", "useradd" },
		{ "kworker/3:1H", "kworker/*" },
		{ "kworker/u8:2-events", "kworker/*" },
		{ "migration/3", "migration/*" },
		{ "pool-2-thread-13", "pool-*-thread-*" },
		{ "runc:[2:INIT]", "runc:[*:INIT]" },
		{ "python3", "python3" },
		{ "php-fpm7.4", "php-fpm7.4" },
		{ "java", "java" },
		{ "ThreadPoolForeg", "ThreadPoolForeg" },
		{ "C2 CompilerThre", "C2 CompilerThre" },
		{ "(sd-executor)", "(sd-executor)" },
	};

	(void)state;
	expect(fold_command, forms, AV_ARRAY_LEN(forms));
}

static void test_levels(void **state)
{
	static const struct {
		const char *source, *target, *folded;
	} forms[] = {
		{ "u:r:a_t:s0", "u:r:b_t:s0", "s0 = s0" },
		{ "u:r:a_t", "u:r:b_t", "" },
		{ "u:r:a_t:s0-s0:c0.c1023", "u:r:b_t:s0", "s0-s0:c0.c1023 s0" },
		{ "u:r:a_t:s0:c1,c2", "u:r:b_t:s0:c1,c2", "s0:c*,c* = s0:c*,c*" },
		{ "u:r:a_t:s0:c1,c2", "u:r:b_t:s0:c3,c400", "s0:c*,c* s0:c*,c*" },
		{ "u:r:a_t:s0:c1,c2", "u:r:b_t:s0", "s0:c*,c* s0" },
		{ "u:r:a_t:s0:c1,c2,c3", "u:r:b_t:s0:c1", "s0:c1,c2,c3 s0:c1" },
		{ "u:r:a_t:s0:c1,c", "u:r:b_t:s0:c1,", "s0:c1,c s0:c1," },
		{ "junk", "", "" },
	};
	struct buf out = { 0 };
	size_t i;

	(void)state;
	for (i = 0; i < AV_ARRAY_LEN(forms); i++) {
		buf_clear(&out);
		fold_levels(slice_of(forms[i].source), slice_of(forms[i].target), &out);
		assert_string_equal(buf_str(&out), forms[i].folded);
	}
	buf_release(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_paths),
		cmocka_unit_test(test_commands),
		cmocka_unit_test(test_levels),
	};

	return cmocka_run_group_tests_name("fold", tests, NULL, NULL);
}
