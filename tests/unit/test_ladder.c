// SPDX-License-Identifier: GPL-2.0-or-later
#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "advice/ladder.h"
#include "denial/ledger.h"
#include "base/mem.h"
#include "src/advice/rung_internal.h"
#include "words/words.h"

struct fixture {
	struct intern *names;
	struct ledger *ledger;
	struct decision decision;
	struct ladder_step *steps;
	size_t count;
};

static int setup(void **state)
{
	static struct fixture f;

	f = (struct fixture){ .names = intern_new() };
	f.ledger = ledger_new(f.names, 0);
	*state = &f;
	return 0;
}

static int teardown(void **state)
{
	struct fixture *f = *state;

	ladder_free(f->steps, f->count);
	decision_release(&f->decision);
	ledger_free(f->ledger);
	intern_free(f->names);
	return 0;
}

static const struct rule *deny(struct fixture *f, const char *perms, const char *class,
			       uint32_t ioctl)
{
	struct record r = { .kind = RECORD_ACCESS,
			    .permissive = -1,
			    .time_ms = TIME_NONE,
			    .ioctl = ioctl,
			    .perms = slice_of(perms),
			    .scontext = slice_of("u:r:a_t:s0"),
			    .tcontext = slice_of("u:r:b_t:s0"),
			    .tclass = slice_of(class) };
	const char *why;
	rule_id id = ledger_add(f->ledger, &r, NULL, &why);

	assert_null(why);
	return ledger_rule(f->ledger, id);
}

static void climb(struct fixture *f, const struct rule *r)
{
	ladder_free(f->steps, f->count);
	f->count = ladder_steps(r, &f->decision, f->names, NULL, &f->steps);
}

/* The steps of an axis, with the current one in brackets. */
static void expect(struct fixture *f, const char *axis, const char *want)
{
	struct buf out = { 0 };
	size_t i;

	for (i = 0; i < f->count; i++) {
		const struct ladder_step *s = &f->steps[i];

		if (strcmp(s->axis, axis) != 0)
			continue;
		buf_addf(&out, s->current ? "%s[%s]" : "%s%s", out.len ? " | " : "", s->name);
	}
	assert_string_equal(buf_str(&out), want);
	buf_release(&out);
}

static const struct ladder_step *step(struct fixture *f, const char *name)
{
	size_t i;

	for (i = 0; i < f->count; i++)
		if (strcmp(f->steps[i].name, name) == 0)
			return &f->steps[i];
	fail_msg("no step %s", name);
	return NULL;
}

static void expect_step(struct fixture *f, const char *name, unsigned opened, unsigned closed,
			const char *text, const char *why)
{
	const struct ladder_step *s = step(f, name);
	struct buf out = { 0 };

	statement_print(&s->statement, f->names, &out);
	assert_string_equal(buf_str(&out), text);
	assert_string_equal(s->why, why);
	assert_int_equal(s->opened, opened);
	assert_int_equal(s->closed, closed);
	buf_release(&out);
}

static void choose(struct fixture *f, const char *name)
{
	struct decision d = { .state = DECISION_ACCEPTED, .chosen = true };

	statement_copy(&d.statement, &step(f, name)->statement);
	d.step = mem_strdup(name);
	decision_release(&f->decision);
	f->decision = d;
}

static void test_file_read(void **state)
{
	struct fixture *f = *state;
	const struct rule *r = deny(f, "getattr open read", "file", IOCTL_NONE);

	climb(f, r);
	expect(f, "permissions",
	       "without getattr | without open | without read | [observed] | read_file_perms | "
	       "mmap_read_file_perms | mmap_exec_file_perms | mmap_rw_file_perms | exec_file_perms "
	       "| rw_file_perms | manage_file_perms | all");
	expect(f, "ioctl", "");
	expect_step(f, "without open", 0, 1, "allow a_t b_t:file { getattr read };\n",
		    "they may not open it");
	assert_int_equal(step(f, "without open")->dropped, intern_adds(f->names, "open"));
	expect_step(f, "observed", 0, 0, "allow a_t b_t:file { getattr open read };\n",
		    "exactly what was denied");
	expect_step(f, "read_file_perms", 2, 0,
		    "allow a_t b_t:file { getattr ioctl lock open read };\n",
		    "adds ioctl and lock; ioctl with any command");
	assert_int_equal(step(f, "read_file_perms")->dropped, NAME_NONE);
	assert_int_equal(step(f, "all")->opened, 24);
	assert_non_null(strstr(step(f, "all")->why, "more; ioctl with any command"));

	/* The next call marks what was chosen, and narrows from there. */
	choose(f, "read_file_perms");
	climb(f, r);
	expect(f, "permissions",
	       "observed | without getattr | without ioctl | without lock | without open | without "
	       "read | [read_file_perms] | mmap_read_file_perms | mmap_exec_file_perms | "
	       "mmap_rw_file_perms | exec_file_perms | rw_file_perms | manage_file_perms | all");
	/* No command was denied, so there is nothing to choose. */
	expect(f, "ioctl", "");
}

static void test_dir_and_links(void **state)
{
	struct fixture *f = *state;

	climb(f, deny(f, "write", "dir", IOCTL_NONE));
	expect(f, "permissions",
	       "[observed] | add_entry_dir_perms | del_entry_dir_perms | rw_dir_perms | "
	       "manage_dir_perms | all");
	climb(f, deny(f, "getattr", "lnk_file", IOCTL_NONE));
	expect(f, "permissions",
	       "[observed] | read_lnk_file_perms | rw_lnk_file_perms | manage_lnk_file_perms | all");
}

/* A permission outside all sets is kept, and a step that equals a set says so. */
static void test_loose_and_same(void **state)
{
	struct fixture *f = *state;

	climb(f, deny(f, "search watch", "dir", IOCTL_NONE));
	expect(f, "permissions",
	       "without search | without watch | [observed] | search_dir_perms and watch | "
	       "list_dir_perms and watch | add_entry_dir_perms and watch | del_entry_dir_perms and "
	       "watch | rw_dir_perms and watch | manage_dir_perms and watch | all");
	climb(f, deny(f, "execmod", "file", IOCTL_NONE));
	expect(f, "permissions", "[observed] | all");
	climb(f, deny(f, "getattr read", "lnk_file", IOCTL_NONE));
	assert_string_equal(step(f, "observed")->why,
			    "exactly what was denied; the same as read_lnk_file_perms");
	climb(f, deny(f, "frob", "gadget", IOCTL_NONE)); /* an unknown class */
	expect(f, "permissions", "[observed]");
}

static void test_sockets_and_processes(void **state)
{
	struct fixture *f = *state;

	climb(f, deny(f, "read write", "udp_socket", IOCTL_NONE));
	expect(f, "permissions",
	       "without read | without write | [observed] | rw_socket_perms | "
	       "connected_socket_perms | create_socket_perms | all");
	climb(f, deny(f, "listen", "vsock_socket", IOCTL_NONE));
	expect(f, "permissions",
	       "[observed] | rw_stream_socket_perms | connected_stream_socket_perms | "
	       "create_stream_socket_perms | all");
	climb(f, deny(f, "nlmsg_read", "netlink_route_socket", IOCTL_NONE));
	expect(f, "permissions",
	       "[observed] | rw_netlink_socket_perms | r_netlink_socket_perms | "
	       "create_netlink_socket_perms | all");
	climb(f, deny(f, "signull", "process", IOCTL_NONE));
	expect(f, "permissions", "[observed] | signal_perms | all");
	climb(f, deny(f, "dac_override", "capability", IOCTL_NONE));
	expect(f, "permissions", "[observed] | all");
}

/* A dropped permission does not come back with a set. */
static void test_dropped_stays_off(void **state)
{
	struct fixture *f = *state;
	const struct rule *r = deny(f, "read write", "fifo_file", IOCTL_NONE);

	f->decision.dropped = mem_alloc(sizeof(name_id));
	f->decision.dropped[0] = intern_adds(f->names, "write");
	f->decision.dropped_count = 1;
	climb(f, r);
	expect_step(f, "observed without write", 0, 1, "allow a_t b_t:fifo_file read;\n",
		    "exactly what was denied, without what you dropped");
	expect_step(f, "rw_inherited_fifo_file_perms without write", 4, 1,
		    "allow a_t b_t:fifo_file { append getattr ioctl lock read };\n",
		    "adds append, getattr, ioctl and lock; ioctl with any command");
	assert_int_equal(step(f, "all")->closed, 1);
	assert_true(step(f, "observed without write")->current);
}

static void test_ioctl_axis(void **state)
{
	struct fixture *f = *state;
	const struct rule *r;

	deny(f, "ioctl", "chr_file", 0x5413);
	deny(f, "ioctl", "chr_file", 0x5401);
	r = deny(f, "ioctl", "chr_file", 0x8912);
	climb(f, r);
	expect(f, "ioctl",
	       "ioctl without 0x5401 | ioctl without 0x5413 | ioctl without 0x8912 | [ioctl exact] "
	       "| ioctl range 0x5401-0x5413 0x8912-0x8912 | ioctl driver 0x5400-0x54ff "
	       "0x8900-0x89ff | ioctl all");
	expect_step(f, "ioctl without 0x5413", 0, 1,
		    "allow a_t b_t:chr_file ioctl;\n"
		    "allowxperm a_t b_t:chr_file ioctl { 0x5401 0x8912 };\n",
		    "leaves out TIOCGWINSZ, get the window size");
	expect_step(f, "ioctl range 0x5401-0x5413 0x8912-0x8912", 17, 0,
		    "allow a_t b_t:chr_file ioctl;\n"
		    "allowxperm a_t b_t:chr_file ioctl { 0x5401-0x5413 0x8912 };\n",
		    "from the lowest to the highest denied command");
	expect_step(f, "ioctl all", 65533, 0, "allow a_t b_t:chr_file ioctl;\n",
		    "any command; no allowxperm is written");
	/* Commands stay chosen while permissions are widened, and vice versa. */
	choose(f, "ioctl range 0x5401-0x5413 0x8912-0x8912");
	climb(f, r);
	choose(f, "rw_inherited_term_perms");
	climb(f, r);
	expect(f, "ioctl",
	       "ioctl without 0x5401 | ioctl without 0x5413 | ioctl without 0x8912 | ioctl exact "
	       "| [ioctl range 0x5401-0x5413 0x8912-0x8912] | ioctl driver 0x5400-0x54ff "
	       "0x8900-0x89ff | ioctl all");
	assert_true(step(f, "rw_inherited_term_perms")->current);
	assert_int_equal(step(f, "observed")->statement.ioctl_count, 2);
	assert_int_equal(step(f, "without ioctl")->statement.ioctl_count, 0);
}

static void test_ioctl_without_command(void **state)
{
	struct fixture *f = *state;

	deny(f, "ioctl", "file", 0x5401);
	climb(f, deny(f, "ioctl", "file", IOCTL_NONE));
	expect(f, "ioctl", "ioctl exact | ioctl driver 0x5400-0x54ff | [ioctl all]");
	assert_non_null(strstr(step(f, "ioctl exact")->why, "did not name their command"));
}

static void test_dontaudit_and_other_kinds(void **state)
{
	struct fixture *f = *state;
	struct record r = { .kind = RECORD_ROLE,
			    .permissive = -1,
			    .time_ms = TIME_NONE,
			    .ioctl = IOCTL_NONE,
			    .scontext = slice_of("u:r:a_t:s0"),
			    .ncontext = slice_of("u:x_r:c_t:s0"),
			    .tclass = slice_of("process") };
	const char *why;
	rule_id id = ledger_add(f->ledger, &r, NULL, &why);

	climb(f, ledger_rule(f->ledger, id));
	assert_int_equal(f->count, 0);
	f->decision.state = DECISION_DONTAUDIT;
	climb(f, deny(f, "search", "dir", IOCTL_NONE));
	expect_step(f, "observed", 0, 0, "dontaudit a_t b_t:dir search;\n",
		    "exactly what was denied");
	assert_true(step(f, "observed")->current);
	assert_int_equal(step(f, "search_dir_perms")->statement.kind, STATEMENT_DONTAUDIT);
}

/* Every permission of every set belongs to its class: no step can hold an unknown name. */
static void test_sets_are_sound(void **state)
{
	size_t i, k;
	bool found, extra;
	const char *p, *at;

	(void)state;
	for (i = 0; i < perm_set_count; i++) {
		const char *class = perm_sets[i].classes;

		if (strcmp(class, "socket") == 0)
			class = "udp_socket";
		else if (strcmp(class, "stream") == 0)
			class = "tcp_socket";
		else if (strcmp(class, "netlink") == 0)
			class = "netlink_route_socket";
		for (at = perm_sets[i].perms; *at; at += *at == ' ') {
			size_t n = strcspn(at, " ");

			found = false;
			for (k = 0; (p = words_perm_at(class, k, &extra)); k++)
				found |= !extra && strlen(p) == n && strncmp(p, at, n) == 0;
			if (!found)
				fail_msg("%s: %s is none of %s", perm_sets[i].name, at, class);
			at += n;
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_file_read, setup, teardown),
		cmocka_unit_test_setup_teardown(test_dir_and_links, setup, teardown),
		cmocka_unit_test_setup_teardown(test_loose_and_same, setup, teardown),
		cmocka_unit_test_setup_teardown(test_sockets_and_processes, setup, teardown),
		cmocka_unit_test_setup_teardown(test_dropped_stays_off, setup, teardown),
		cmocka_unit_test_setup_teardown(test_ioctl_axis, setup, teardown),
		cmocka_unit_test_setup_teardown(test_ioctl_without_command, setup, teardown),
		cmocka_unit_test_setup_teardown(test_dontaudit_and_other_kinds, setup, teardown),
		cmocka_unit_test(test_sets_are_sound),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
