// SPDX-License-Identifier: GPL-2.0-or-later
/* Words for the classes of files and filesystems. Linux asks for each permission in
 * security/selinux/hooks.c. */
#include "config.h"

#include "words_table_internal.h"

static const struct words_perm file_common[] = {
	{ .name = "append", .text = "append to %" },
	{ .name = "audit_access", .text = "have access(2) checks logged for %" },
	{ .name = "create", .text = "create %" },
	{ .name = "execmod", .text = "make private mappings of % executable after changing them" },
	{ .name = "execute", .text = "execute %" },
	{ .name = "getattr", .text = "get the attributes of %" },
	{ .name = "ioctl", .text = "send ioctl commands to %" },
	{ .name = "link", .text = "make hard links to %" },
	{ .name = "lock", .text = "lock %" },
	{ .name = "map", .text = "map % into memory" },
	{ .name = "mounton", .text = "mount filesystems on %" },
	{ .name = "open", .text = "open %" },
	{ .name = "quotaon", .text = "turn on disk quotas kept in %" },
	{ .name = "read", .text = "read %" },
	{ .name = "relabelfrom", .text = "change the label of %" },
	{ .name = "relabelto", .text = "relabel * to !" },
	{ .name = "rename", .text = "rename %" },
	{ .name = "setattr", .text = "change the attributes of %" },
	{ .name = "swapon", .text = "swap to %", .extra = true },
	{ .name = "unlink", .text = "delete %" },
	{ .name = "watch", .text = "watch for changes of %" },
	{ .name = "watch_mount", .text = "watch the whole mounts that hold %" },
	{ .name = "watch_mountns", .text = "watch the mount namespaces of %", .extra = true },
	{ .name = "watch_reads", .text = "watch for reads of %" },
	{ .name = "watch_sb", .text = "watch the whole filesystems that hold %" },
	{ .name = "watch_with_perm", .text = "watch each access to %, and allow or refuse it" },
	{ .name = "write", .text = "write to %" },
	{ 0 },
};

/* Checked for the domain that is entered, not for the one that leaves. */
#define ENTRYPOINT "be entered by executing %"
#define ENTERED    "the domain"
#define NO_TRANS   "run % in ~ own domain, without a transition"

static const struct words_perm file_own[] = {
	{ .name = "entrypoint", .text = ENTRYPOINT, .subject = ENTERED },
	{ .name = "execute_no_trans", .text = NO_TRANS },
	{ 0 },
};

/* Older policies also give devices the permissions that only files have today. */
static const struct words_perm device_own[] = {
	{ .name = "entrypoint", .text = ENTRYPOINT, .subject = ENTERED, .extra = true },
	{ .name = "execute_no_trans", .text = NO_TRANS, .extra = true },
	{ 0 },
};

static const struct words_perm dir_own[] = {
	{ .name = "add_name", .text = "add entries to %" },
	{ .name = "execute", .text = "execute % (the kernel checks search)" },
	{ .name = "read", .text = "list the entries of %" },
	{ .name = "remove_name", .text = "remove entries from %" },
	{ .name = "rename", .text = "rename %" },
	{ .name = "reparent", .text = "move % into another directory" },
	{ .name = "rmdir", .text = "remove %" },
	{ .name = "search", .text = "look up names in %" },
	{ .name = "unlink", .text = "unlink % (the kernel checks rmdir)" },
	{ .name = "watch", .text = "watch for changes in %" },
	{ .name = "watch_reads", .text = "watch for reads in %" },
	{ .name = "write", .text = "add, remove or rename entries in %" },
	{ 0 },
};

static const struct words_perm lnk_file_own[] = {
	{ .name = "read", .text = "read and follow %" },
	{ 0 },
};

static const struct words_perm sock_file_own[] = {
	{ .name = "write", .text = "connect or send to %" },
	{ 0 },
};

static const struct words_perm filesystem_own[] = {
	/* The source is the label of a file, not of a process. */
	{ .name = "associate", .text = "be stored on %", .subject = "files labelled" },
	{ .name = "getattr", .text = "ask for the size and usage of %" },
	{ .name = "mount", .text = "mount %" },
	{ .name = "quotaget", .text = "read the disk quotas of %" },
	{ .name = "quotamod", .text = "change the disk quotas of %" },
	{ .name = "relabelfrom", .text = "mount % with another label" },
	{ .name = "relabelto", .text = "mount * with the label !" },
	{ .name = "remount", .text = "change the mount options of %" },
	{ .name = "transition", .text = "create files with another label on %", .extra = true },
	{ .name = "unmount", .text = "unmount %" },
	{ .name = "watch", .text = "watch all changes on %" },
	{ 0 },
};

const struct words_class words_file_classes[] = {
	{ .name = "anon_inode",
	  .one = "an anonymous inode",
	  .many = "anonymous inodes",
	  .common = file_common,
	  .object = WORDS_LABELLED },
	{ .name = "blk_file",
	  .one = "a block device",
	  .many = "block devices",
	  .common = file_common,
	  .object = WORDS_LABELLED },
	{ .name = "chr_file",
	  .one = "a character device",
	  .many = "character devices",
	  .common = file_common,
	  .own = device_own,
	  .object = WORDS_LABELLED },
	{ .name = "dir",
	  .one = "a directory",
	  .many = "directories",
	  .common = file_common,
	  .own = dir_own,
	  .object = WORDS_LABELLED },
	{ .name = "fifo_file",
	  .one = "a pipe",
	  .many = "pipes",
	  .common = file_common,
	  .object = WORDS_LABELLED },
	{ .name = "file",
	  .one = "a file",
	  .many = "files",
	  .common = file_common,
	  .own = file_own,
	  .object = WORDS_LABELLED },
	{ .name = "filesystem",
	  .one = "a filesystem",
	  .many = "filesystems",
	  .own = filesystem_own,
	  .object = WORDS_LABELLED },
	{ .name = "lnk_file",
	  .one = "a symbolic link",
	  .many = "symbolic links",
	  .common = file_common,
	  .own = lnk_file_own,
	  .object = WORDS_LABELLED },
	{ .name = "sock_file",
	  .one = "a socket file",
	  .many = "socket files",
	  .common = file_common,
	  .own = sock_file_own,
	  .object = WORDS_LABELLED },
	{ 0 },
};
