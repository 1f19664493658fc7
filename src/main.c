// SPDX-License-Identifier: GPL-2.0-or-later
/* argv to command: the only file that knows every layer. */
#include "config.h"

#include <stdio.h>

int main(void)
{
	puts("avcurate " PACKAGE_VERSION);
	return 0;
}
