#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# as-domain TYPE[:LEVEL] COMMAND...: run the command in a domain. Its label makes this initrc_t, from
# where each daemon and tool can be entered by its own program; root's unconfined_t would stay what
# it is.
set -eu
domain=$1
shift
case $domain in
*:*) exec runcon -l "${domain#*:}" -t "${domain%%:*}" "$@" ;;
*) exec runcon -t "$domain" "$@" ;;
esac
