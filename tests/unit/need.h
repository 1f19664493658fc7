/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TESTS_UNIT_NEED_H
#define TESTS_UNIT_NEED_H

/* Skip the test that is running, and say why. cmocka's skip() has no words; tests/unit/tap.sh puts
 * these into the result, and fails a test that is skipped without them. Include cmocka.h first. */
#define skip_because(reason)                          \
	do {                                          \
		print_message("# SKIP %s\n", reason); \
		skip();                               \
	} while (0)

#define skip_needs(package) skip_because("needs the package " package)

#endif
