// SPDX-License-Identifier: GPL-2.0-or-later
/* The table of accesses that are dangerous to allow, with the reason. The first matching row
 * counts, so the worst come first. */
#include "config.h"

#include "policy/sensitive.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "base/attr.h"
#include "base/text.h"

/* Each field holds blank-separated words, any of which may match; "*" matches all. Types are
 * globs. */
struct row {
	const char *types, *classes, *perms, *why;
};

#define FILES   "file lnk_file chr_file blk_file sock_file fifo_file"
#define CONTENT "read write append execute map"
#define CHANGE  "write append create rename unlink setattr link add_name remove_name rmdir reparent"
#define LABELS  "relabelfrom relabelto"
#define CAPS    "capability cap_userns"
#define CAPS2   "capability2 cap2_userns"

/* The first row that matches gives the reason. */
static const struct row rows[] = {
	{ "*", "security", "load_policy setenforce setbool setsecparam setcheckreqprot",
	  "may change SELinux itself" },
	{ "*", "system", "module_load module_request", "may load code into the kernel" },
	{ "*", "bpf", "prog_load", "may load code into the kernel" },
	{ "*", CAPS, "sys_module", "may load code into the kernel" },
	{ "*", CAPS, "sys_rawio", "raw access to devices and memory" },
	{ "*", CAPS, "sys_admin", "most of what root may do" },
	{ "*", CAPS, "sys_ptrace", "may read and change other processes" },
	{ "*", CAPS, "dac_override dac_read_search", "ignores file owners and modes" },
	{ "*", CAPS, "setuid setgid setpcap setfcap", "may become another user" },
	{ "*", CAPS, "mknod", "may create device files" },
	{ "*", CAPS, "audit_control", "may control the audit trail" },
	{ "*", CAPS2, "mac_admin mac_override", "may override mandatory access control" },
	{ "*", CAPS2, "bpf perfmon checkpoint_restore",
	  "may inspect the kernel and other processes" },
	{ "*", "process", "ptrace", "may read and change other processes" },
	{ "*", "process", "execmem execstack execheap", "may run code generated at run time" },
	{ "*", "process", "dyntransition setcurrent", "may change its own domain" },
	{ "unconfined_t unconfined_service_t", "process", "transition", "may leave confinement" },
	{ "shadow_t", FILES, CONTENT " " CHANGE, "the password hashes" },
	{ "sshd_key_t ssh_home_t gpg_secret_t *_privkey_t *_private_key_t", FILES,
	  CONTENT " " CHANGE, "private keys" },
	{ "selinux_config_t semanage_store_t semanage_var_lib_t policy_config_t "
	  "file_context_t default_context_t security_t policy_src_t",
	  FILES " dir", CHANGE, "SELinux's own policy and settings" },
	{ "memory_device_t proc_kcore_t", FILES, CONTENT, "the machine's memory" },
	{ "fixed_disk_device_t removable_device_t", FILES, CONTENT,
	  "raw disks, bypassing every label and mode" },
	{ "modules_object_t boot_t modules_conf_t modules_dep_t", FILES " dir", CHANGE,
	  "the kernel and its modules" },
	{ "auditd_log_t auditd_etc_t audit_spool_t", FILES " dir", CHANGE, "the audit trail" },
	{ "*_exec_t bin_t lib_t ld_so_t ld_so_cache_t textrel_shlib_t", FILES " dir", CHANGE,
	  "programs and libraries that others run" },
	{ "*_unit_file_t *_unit_t init_script_file_type *_initrc_exec_t", FILES " dir", CHANGE,
	  "services that start with the system" },
	{ "*cron_spool_t system_cron_spool_t", FILES " dir", CHANGE,
	  "scheduled jobs that others run" },
	{ "etc_t etc_runtime_t passwd_file_t", FILES " dir", CHANGE, "system-wide configuration" },
	{ "kernel_t init_t", "process", "sigkill sigstop transition",
	  "the system's first processes" },
	{ "sysctl_* usermodehelper_t proc_security_t", FILES, "write append", "kernel settings" },
	{ "unlabeled_t default_t device_t", FILES " dir", CHANGE " read",
	  "objects without a proper label, which may be anything" },
	{ "*", FILES " dir", LABELS, "may change labels" },
};

_Static_assert(AV_ARRAY_LEN(rows) <= 64, "sensitive_rows() gives one bit each");

/* True if one of the words equals `s` or, as a glob, matches it. Most differ in the first byte. */
static bool any_word(const char *words, const char *s, bool globs)
{
	char word[64];
	size_t n;

	while (*words) {
		if (*words == *s || *words == '*') {
			n = strcspn(words, " ");
			if (n == 1 && *words == '*')
				return true;
			if (strncmp(words, s, n) == 0 && s[n] == '\0')
				return true;
			if (globs && n < sizeof(word) && memchr(words, '*', n)) {
				memcpy(word, words, n);
				word[n] = '\0';
				if (text_glob(word, s))
					return true;
			}
		}
		while (*words && *words != ' ')
			words++;
		words += *words == ' ';
	}
	return false;
}

uint64_t sensitive_rows(const char *class, const char *perm)
{
	uint64_t found = 0;
	size_t i;

	for (i = 0; i < AV_ARRAY_LEN(rows); i++)
		if (any_word(rows[i].classes, class, false) && any_word(rows[i].perms, perm, false))
			found |= UINT64_C(1) << i;
	return found;
}

bool sensitive_row_has(unsigned row, const char *type)
{
	return any_word(rows[row].types, type, true);
}

const char *sensitive_row_why(unsigned row)
{
	return rows[row].why;
}

const char *sensitive_why(const char *type, const char *class, const char *perm)
{
	uint64_t left;

	for (left = sensitive_rows(class, perm); left; left &= left - 1)
		if (sensitive_row_has((unsigned)__builtin_ctzll(left), type))
			return rows[__builtin_ctzll(left)].why;
	return NULL;
}
