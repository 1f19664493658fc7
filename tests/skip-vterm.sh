#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Stands for the screen tests where configure did not find their library.
echo "skipped: the screen tests need libvterm (Debian: libvterm-dev, Fedora: libvterm-devel)"
exit 77
