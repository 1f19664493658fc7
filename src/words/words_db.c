// SPDX-License-Identifier: GPL-2.0-or-later
/* Words for the classes of databases (SE-PostgreSQL: contrib/sepgsql). */
#include "config.h"

#include "words_table_internal.h"

static const struct words_perm database_common[] = {
	{ .name = "create", .text = "create %" },
	{ .name = "drop", .text = "drop %" },
	{ .name = "getattr", .text = "get the attributes of %" },
	{ .name = "relabelfrom", .text = "change the label of %" },
	{ .name = "relabelto", .text = "relabel * to !" },
	{ .name = "setattr", .text = "change the attributes of %" },
	{ 0 },
};

static const struct words_perm blob_own[] = {
	{ .name = "export", .text = "export % to server files" },
	{ .name = "import", .text = "import % from server files" },
	{ .name = "read", .text = "read %" },
	{ .name = "write", .text = "write %" },
	{ 0 },
};

static const struct words_perm column_own[] = {
	{ .name = "insert", .text = "insert values into %" },
	{ .name = "select", .text = "select %" },
	{ .name = "update", .text = "update %" },
	{ 0 },
};

static const struct words_perm database_own[] = {
	{ .name = "access", .text = "connect to %" },
	{ .name = "get_param", .text = "read the parameters of %" },
	{ .name = "install_module", .text = "install loadable modules in %" },
	{ .name = "load_module", .text = "load modules into %" },
	{ .name = "set_param", .text = "set the parameters of %" },
	{ 0 },
};

static const struct words_perm use_own[] = {
	{ .name = "use", .text = "use %" },
	{ 0 },
};

static const struct words_perm language_own[] = {
	{ .name = "execute", .text = "run code in %" },
	{ .name = "implement", .text = "implement procedures in %" },
	{ 0 },
};

static const struct words_perm procedure_own[] = {
	{ .name = "entrypoint", .text = "be entered by calling %", .subject = "the domain" },
	{ .name = "execute", .text = "call %" },
	{ .name = "install", .text = "install % as part of the system" },
	{ 0 },
};

static const struct words_perm schema_own[] = {
	{ .name = "add_name", .text = "add objects to %" },
	{ .name = "add_object", .text = "add objects by number to %", .extra = true },
	{ .name = "remove_name", .text = "remove objects from %" },
	{ .name = "remove_object", .text = "remove objects by number from %", .extra = true },
	{ .name = "search", .text = "look up names in %" },
	{ 0 },
};

static const struct words_perm sequence_own[] = {
	{ .name = "get_value", .text = "read the current value of %" },
	{ .name = "next_value", .text = "fetch the next value of %" },
	{ .name = "set_value", .text = "set the value of %" },
	{ 0 },
};

static const struct words_perm table_own[] = {
	{ .name = "delete", .text = "delete rows of %" },
	{ .name = "insert", .text = "insert rows into %" },
	{ .name = "lock", .text = "lock %" },
	{ .name = "select", .text = "select from %" },
	{ .name = "truncate", .text = "empty %", .extra = true },
	{ .name = "update", .text = "update rows of %" },
	{ 0 },
};

static const struct words_perm tuple_own[] = {
	{ .name = "delete", .text = "delete %" },
	{ .name = "insert", .text = "insert %" },
	{ .name = "relabelfrom", .text = "change the label of %" },
	{ .name = "relabelto", .text = "relabel * to !" },
	{ .name = "select", .text = "select %" },
	{ .name = "update", .text = "update %" },
	{ .name = "use", .text = "use % in conditions" },
	{ 0 },
};

static const struct words_perm view_own[] = {
	{ .name = "expand", .text = "query through %" },
	{ 0 },
};

const struct words_class words_db_classes[] = {
	{ .name = "db_blob",
	  .one = "a database large object",
	  .many = "database large objects",
	  .common = database_common,
	  .own = blob_own,
	  .object = WORDS_LABELLED },
	{ .name = "db_column",
	  .one = "a database column",
	  .many = "database columns",
	  .common = database_common,
	  .own = column_own,
	  .object = WORDS_LABELLED },
	{ .name = "db_database",
	  .one = "a database",
	  .many = "databases",
	  .common = database_common,
	  .own = database_own,
	  .object = WORDS_LABELLED },
	{ .name = "db_datatype",
	  .one = "a database data type",
	  .many = "database data types",
	  .common = database_common,
	  .own = use_own,
	  .object = WORDS_LABELLED },
	{ .name = "db_exception",
	  .one = "a database exception",
	  .many = "database exceptions",
	  .common = database_common,
	  .own = use_own,
	  .object = WORDS_LABELLED },
	{ .name = "db_language",
	  .one = "a database procedural language",
	  .many = "database procedural languages",
	  .common = database_common,
	  .own = language_own,
	  .object = WORDS_LABELLED },
	{ .name = "db_procedure",
	  .one = "a database procedure",
	  .many = "database procedures",
	  .common = database_common,
	  .own = procedure_own,
	  .object = WORDS_LABELLED },
	{ .name = "db_schema",
	  .one = "a database schema",
	  .many = "database schemas",
	  .common = database_common,
	  .own = schema_own,
	  .object = WORDS_LABELLED },
	{ .name = "db_sequence",
	  .one = "a database sequence",
	  .many = "database sequences",
	  .common = database_common,
	  .own = sequence_own,
	  .object = WORDS_LABELLED },
	{ .name = "db_table",
	  .one = "a database table",
	  .many = "database tables",
	  .common = database_common,
	  .own = table_own,
	  .object = WORDS_LABELLED },
	{ .name = "db_tuple",
	  .one = "a database row",
	  .many = "database rows",
	  .own = tuple_own,
	  .object = WORDS_LABELLED },
	{ .name = "db_view",
	  .one = "a database view",
	  .many = "database views",
	  .common = database_common,
	  .own = view_own,
	  .object = WORDS_LABELLED },
	{ 0 },
};
