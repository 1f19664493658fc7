#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Stands for the unit tests where configure did not find their library.
echo "skipped: the unit tests need cmocka (Debian: libcmocka-dev, Fedora: libcmocka-devel)"
exit 77
