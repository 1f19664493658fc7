#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The tools of an SELinux host, by the name it is called by: what changes something is noted in
# $FAKE/calls and done to files below $FAKE, never to the system.
set -u
tool=${0##*/}
note()
{
	printf '%s' "$tool"
	[ $# = 0 ] || printf ' [%s]' "$@"
	echo
} >>"$FAKE/calls"
# Of lines of blank-separated words in $FAKE/$1: all but those that begin with the other words.
without()
{
	file=$1
	shift
	key="$* " awk 'index($0 " ", ENVIRON["key"]) != 1' "$FAKE/$file" >"$FAKE/$file.new"
	mv "$FAKE/$file.new" "$FAKE/$file"
}
case $tool in
id) echo "${FAKE_UID:-0}" ;;
sestatus) cat "$FAKE/sestatus" ;;
getsebool) awk -v n="$1" '$1 == n { print $1 " --> " $2; found = 1 } END { exit !found }' "$FAKE/booleans" ;;
setsebool)
	note "$@"
	without booleans "$2"
	echo "$2 $3" >>"$FAKE/booleans" ;;
restorecon) note "$@" ;;
matchpathcon)
	{ cat "$FAKE/local" "$FAKE"/contexts.* 2>/dev/null; echo '/.* x:y:default_t:s0'; } | while read -r pattern context; do
		printf '%s\n' "$2" | grep -qP -e "^($pattern)\$" && echo "$context" && break
	done ;;
semodule)
	case $1 in
	-lfull) cat "$FAKE/store" ;;
	-X)
		note "$@"
		[ -z "${FAKE_FAIL-}" ] || { echo "semodule:  Failed!" >&2; exit 1; }
		name=${4##*/}
		name=${name%.*}
		without store "$2 $name"
		rm -f "$FAKE/contexts.$name" "$FAKE/installed"
		if [ "$3" = -i ]; then
			echo "$2 $name pp" >>"$FAKE/store"
			cp "$4" "$FAKE/installed"
			case $4 in
			*.pp)
				semodule_unpackage "$4" "$FAKE/mod" "$FAKE/contexts.$name" >/dev/null
				rm -f "$FAKE/mod"
				[ -z "${FAKE_DROP-}" ] || rm -f "$FAKE/contexts.$name" ;;
			esac
		fi ;;
	esac ;;
semanage)
	case "$1 $2 ${3-}" in
	"fcontext -l -C") sed 's/ /   all files   /' "$FAKE/local" ;;
	"port -l ") awk '{ print $1, $2, $3 }' "$FAKE/ports.local" "$FAKE/ports" ;;
	"port -l -C") cat "$FAKE/ports.local" ;;
	"fcontext -a -t" | "fcontext -m -t")
		note "$@"
		[ "$2" = -m ] && without local "$5"
		[ -n "${FAKE_WEAK-}" ] || printf '%s\n' "$5 system_u:object_r:$4:s0" >>"$FAKE/local" ;;
	"fcontext -d"*) note "$@"; without local "$3" ;;
	"port -a -t")
		grep -q " $6 $7\$" "$FAKE/ports" "$FAKE/ports.local" && { echo "ValueError: already defined" >&2; exit 1; }
		note "$@"
		echo "$4 $6 $7" >>"$FAKE/ports.local" ;;
	"port -m -t")
		note "$@"
		awk -v p="$6" -v n="$7" '!($2 == p && $3 == n)' "$FAKE/ports.local" >"$FAKE/new"
		mv "$FAKE/new" "$FAKE/ports.local"
		echo "$4 $6 $7" >>"$FAKE/ports.local" ;;
	"port -d -p")
		note "$@"
		awk -v p="$4" -v n="$5" '!($2 == p && $3 == n)' "$FAKE/ports.local" >"$FAKE/new"
		mv "$FAKE/new" "$FAKE/ports.local" ;;
	*) note "$@"; echo "not known to the fake" >&2; exit 1 ;;
	esac ;;
*) note "$@"; exit 1 ;;
esac
