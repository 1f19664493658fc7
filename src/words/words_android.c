// SPDX-License-Identifier: GPL-2.0-or-later
/* Words for the classes of Android's user-space object managers (AOSP system/sepolicy,
 * private/access_vectors). The reference policy has no such classes. */
#include "config.h"

#include "words_table_internal.h"

static const struct words_perm property_service_own[] = {
	{ .name = "set", .text = "set %", .extra = true },
	{ 0 },
};

static const struct words_perm service_manager_own[] = {
	{ .name = "add", .text = "register %", .extra = true },
	{ .name = "find", .text = "look up %", .extra = true },
	{ .name = "list", .text = "list all services in addition to %", .extra = true },
	{ 0 },
};

static const struct words_perm hwservice_manager_own[] = {
	{ .name = "add", .text = "register %", .extra = true },
	{ .name = "find", .text = "look up %", .extra = true },
	{ .name = "list", .text = "list all services in addition to %", .extra = true },
	{ 0 },
};

static const struct words_perm keystore_key_own[] = {
	{ .name = "add_auth", .text = "add authentication tokens to %", .extra = true },
	{ .name = "clear_uid",
	  .text = "delete all entries of another user id in %",
	  .extra = true },
	{ .name = "delete", .text = "delete entries of %", .extra = true },
	{ .name = "duplicate", .text = "copy entries of %", .extra = true },
	{ .name = "exist", .text = "test for entries in %", .extra = true },
	{ .name = "gen_unique_id", .text = "make unique ids for attestation in %", .extra = true },
	{ .name = "get", .text = "read entries of %", .extra = true },
	{ .name = "get_state", .text = "see the state of %", .extra = true },
	{ .name = "grant", .text = "pass entries of % on to others", .extra = true },
	{ .name = "insert", .text = "insert entries into %", .extra = true },
	{ .name = "is_empty", .text = "see whether anything is in %", .extra = true },
	{ .name = "list", .text = "list the entries of %", .extra = true },
	{ .name = "lock", .text = "lock %", .extra = true },
	{ .name = "password", .text = "change the password of %", .extra = true },
	{ .name = "reset", .text = "empty %", .extra = true },
	{ .name = "sign", .text = "sign with keys of %", .extra = true },
	{ .name = "unlock", .text = "unlock %", .extra = true },
	{ .name = "user_changed", .text = "report changes of users to %", .extra = true },
	{ .name = "verify", .text = "verify with keys of %", .extra = true },
	{ 0 },
};

static const struct words_perm keystore2_own[] = {
	{ .name = "add_auth", .text = "add authentication tokens to %", .extra = true },
	{ .name = "change_password", .text = "change the password of %", .extra = true },
	{ .name = "change_user", .text = "add and remove users of %", .extra = true },
	{ .name = "clear_ns", .text = "delete a whole namespace of %", .extra = true },
	{ .name = "clear_uid", .text = "delete all keys of another user id in %", .extra = true },
	{ .name = "delete_all_keys", .text = "delete all keys of %", .extra = true },
	{ .name = "early_boot_ended", .text = "end the early boot stage of %", .extra = true },
	{ .name = "get_attestation_key", .text = "get attestation keys from %", .extra = true },
	{ .name = "get_auth_token", .text = "get authentication tokens from %", .extra = true },
	{ .name = "get_last_auth_time",
	  .text = "see the time of the last authentication in %",
	  .extra = true },
	{ .name = "get_state", .text = "see the state of %", .extra = true },
	{ .name = "list", .text = "list the keys of others in %", .extra = true },
	{ .name = "lock", .text = "lock %", .extra = true },
	{ .name = "pull_metrics", .text = "read the metrics of %", .extra = true },
	{ .name = "report_off_body",
	  .text = "report to % that the device is not worn",
	  .extra = true },
	{ .name = "reset", .text = "reset %", .extra = true },
	{ .name = "unlock", .text = "unlock %", .extra = true },
	{ 0 },
};

static const struct words_perm keystore2_key_own[] = {
	{ .name = "convert_storage_key_to_ephemeral",
	  .text = "make short-lived storage keys from %",
	  .extra = true },
	{ .name = "delete", .text = "delete %", .extra = true },
	{ .name = "gen_unique_id",
	  .text = "make unique ids for attestation with %",
	  .extra = true },
	{ .name = "get_info", .text = "read the metadata of %", .extra = true },
	{ .name = "grant", .text = "pass % on to others", .extra = true },
	{ .name = "manage_blob", .text = "handle raw key material of %", .extra = true },
	{ .name = "rebind", .text = "replace the names of %", .extra = true },
	{ .name = "req_forced_op", .text = "force operations with %", .extra = true },
	{ .name = "update", .text = "change the certificates of %", .extra = true },
	{ .name = "use", .text = "use %", .extra = true },
	{ .name = "use_dev_id", .text = "attest device ids with %", .extra = true },
	{ 0 },
};

static const struct words_perm diced_own[] = {
	{ .name = "demote", .text = "demote others in %", .extra = true },
	{ .name = "demote_self", .text = "demote ~ own identity in %", .extra = true },
	{ .name = "derive", .text = "derive identities from %", .extra = true },
	{ .name = "get_attestation_chain",
	  .text = "read the attestation chain of %",
	  .extra = true },
	{ .name = "use_seal", .text = "seal with %", .extra = true },
	{ .name = "use_sign", .text = "sign with %", .extra = true },
	{ 0 },
};

static const struct words_perm drmservice_own[] = {
	{ .name = "closeDecryptSession", .text = "end decrypting by %", .extra = true },
	{ .name = "consumeRights", .text = "use up rights kept by %", .extra = true },
	{ .name = "decrypt", .text = "decrypt by %", .extra = true },
	{ .name = "finalizeDecryptUnit", .text = "end a unit of decrypting by %", .extra = true },
	{ .name = "initializeDecryptUnit",
	  .text = "begin a unit of decrypting by %",
	  .extra = true },
	{ .name = "openDecryptSession", .text = "begin decrypting by %", .extra = true },
	{ .name = "pread", .text = "read protected content by %", .extra = true },
	{ .name = "setPlaybackStatus", .text = "set the playback status kept by %", .extra = true },
	{ 0 },
};

static const struct words_perm tee_service_own[] = {
	{ .name = "use", .text = "use %", .extra = true },
	{ 0 },
};

const struct words_class words_android_classes[] = {
	{ .name = "diced",
	  .one = "the DICE daemon",
	  .many = "DICE daemons",
	  .own = diced_own,
	  .object = WORDS_LABELLED },
	{ .name = "drmservice",
	  .one = "the DRM service",
	  .many = "DRM services",
	  .own = drmservice_own,
	  .object = WORDS_LABELLED },
	{ .name = "hwservice_manager",
	  .one = "a hardware service",
	  .many = "hardware services",
	  .own = hwservice_manager_own,
	  .object = WORDS_LABELLED },
	{ .name = "keystore2",
	  .one = "the key store",
	  .many = "key stores",
	  .own = keystore2_own,
	  .object = WORDS_LABELLED },
	{ .name = "keystore2_key",
	  .one = "a key of the key store",
	  .many = "keys of the key store",
	  .own = keystore2_key_own,
	  .object = WORDS_LABELLED },
	{ .name = "keystore_key",
	  .one = "the old key store",
	  .many = "old key stores",
	  .own = keystore_key_own,
	  .object = WORDS_LABELLED },
	{ .name = "property_service",
	  .one = "a system property",
	  .many = "system properties",
	  .own = property_service_own,
	  .object = WORDS_LABELLED },
	{ .name = "service_manager",
	  .one = "a binder service",
	  .many = "binder services",
	  .own = service_manager_own,
	  .object = WORDS_LABELLED },
	{ .name = "tee_service",
	  .one = "a trusted service",
	  .many = "trusted services",
	  .own = tee_service_own,
	  .object = WORDS_LABELLED },
	{ .name = "vndservice_manager",
	  .one = "a vendor binder service",
	  .many = "vendor binder services",
	  .own = hwservice_manager_own,
	  .object = WORDS_LABELLED },
	{ 0 },
};
