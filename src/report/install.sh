#!/bin/sh
#: title
# --dry-run shows what it would do, --remove undoes it, --help explains the rest.
# Nothing inside single quotes is meant to be expanded.
# shellcheck disable=SC2016
set -u
export LC_ALL=C
PATH=$PATH:/usr/sbin:/sbin
#: values
default_priority=400
priority=
action=install
dry_run=no
#{ module
compile=no
#} module
me=${0##*/}

say()
{
	printf '%s\n' "$me: $*"
}

die()
{
	printf '%s\n' "$me: $*" >&2
	exit 1
}

usage()
{
	cat <<-TEXT
	usage: $me [OPTION]...

	#{ module
	Installs the SELinux module $name $version and applies the fixes that were decided with it:
	booleans, labels, ports.
	#} module
	#{ changes-only
	Applies the fixes that were decided in $name $version: booleans, labels, ports. It has no rules,
	so there is no module to install.
	#} changes-only

	  --dry-run      show the commands that would run, and do nothing
	#{ module
	  --remove       remove the module and undo the changes
	  --compile      compile $name.te here, even if $name.pp exists
	  --priority N   priority in the module store, 1 to 999 ($default_priority)
	#} module
	#{ changes-only
	  --remove       undo the changes
	#} changes-only

	Changes are recorded in $state_dir/$name.undo, for --remove.
	$te_notice
	TEXT
}

# Run one command, or with --dry-run show it as one would type it.
run()
{
	if [ "$dry_run" = no ]; then
		"$@" </dev/null || die "failed: $*${hint-}"
		return
	fi
	shown='would run:'
	for word; do
		case $word in
		'' | *[!A-Za-z0-9_./:=@%+,-]*)
			word=\'$(printf '%s\n' "$word" | sed "s/'/'\\\\''/g")\' ;;
		esac
		shown="$shown $word"
	done
	say "$shown"
}

need()
{
	command -v "$1" >/dev/null ||
		die "$1 is not installed; it comes with $2 (Debian) or $3 (Fedora)"
}

# Print one line of sestatus.
status()
{
	printf '%s\n' "$sestatus" | sed -n "s/^$1: *//p"
}

check_host()
{
	if [ "$dry_run" = no ] && [ "$(id -u)" != 0 ]; then
		die "only root can change the SELinux policy; --dry-run shows what would be done"
	fi
	need sestatus policycoreutils policycoreutils
	need semodule policycoreutils policycoreutils
	#{ boolean
	need setsebool policycoreutils policycoreutils
	need getsebool selinux-utils libselinux-utils
	#} boolean
	#{ semanage
	need semanage policycoreutils-python-utils policycoreutils-python-utils
	#} semanage
	#{ label
	need matchpathcon selinux-utils libselinux-utils
	#} label
	#{ files
	need restorecon policycoreutils policycoreutils
	#} files
	sestatus=$(sestatus 2>/dev/null)
	[ "$(status 'SELinux status')" = enabled ] ||
		die "SELinux is not enabled here: there is no policy to add a module to"
	[ "$(status 'Policy MLS status')" != disabled ] ||
		die "the policy here, $(status 'Loaded policy name'), has no levels (MLS), but this module needs them"
}

#{ noted
# Record each change once, before it is made, so that an interrupted run can be undone, too.
note()
{
	[ "$dry_run" = no ] || return 0
	if [ ! -d "$state_dir" ]; then
		(umask 077 && mkdir -p "$state_dir") || die "cannot create $state_dir"
	fi
	grep -qxF -e "$1" "$state_dir/$name.undo" 2>/dev/null ||
		printf '%s\n' "$1" >>"$state_dir/$name.undo" || die "cannot write $state_dir/$name.undo"
}

#} noted
#{ module
# Print the priorities at which the store has a module of this name.
priorities()
{
	semodule -lfull 2>/dev/null | awk -v name="$name" '$2 == name { print $1 }'
}

# Of two modules with one name, only the one with the higher priority is active.
check_store()
{
	for at in $(priorities); do
		if [ "$at" = "$priority" ]; then
			say "replacing module $name at priority $at"
		else
			die "another module $name exists at priority $at, and only one of the two would be active; if it is an earlier version of yours, remove it (semodule -X $at -r $name), otherwise rename this module"
		fi
	done
}

# Accept only the file that this script was made for.
check_file()
{
	if ! command -v sha256sum >/dev/null; then
		say "$1 was not checked: sha256sum is not installed"
	elif [ "$(sha256sum <"$1" | cut -d ' ' -f 1)" != "$2" ]; then
		die "$1 is not the file that this script was made for; build and export the module again"
	fi
}

compile_here()
{
	[ -r "$dir/$name.te" ] || die "cannot read $dir/$name.te"
	check_file "$dir/$name.te" "$te_sum"
	need checkmodule checkpolicy checkpolicy
	need semodule_package semodule-utils policycoreutils
	tmp=$(mktemp -d) || die "cannot create a temporary directory"
	trap 'rm -rf "$tmp"' EXIT
	trap 'exit 130' HUP INT TERM
	run checkmodule -M -m -o "$tmp/$name.mod" "$dir/$name.te"
	set -- -o "$tmp/$name.pp" -m "$tmp/$name.mod"
	#{ packed
	cat >"$tmp/$name.fc" <<-'CONTEXTS'
	#: contexts
	CONTEXTS
	set -- "$@" -f "$tmp/$name.fc"
	#} packed
	run semodule_package "$@"
	file=$tmp/$name.pp
}

install_module()
{
	check_store
	if [ "$cil_sum" ]; then
		file=$dir/$name.cil
		[ -r "$file" ] || die "cannot read $file"
		check_file "$file" "$cil_sum"
	elif [ "$pp_sum" ] && [ "$compile" = no ] && [ -e "$dir/$name.pp" ]; then
		file=$dir/$name.pp
		check_file "$file" "$pp_sum"
	else
		compile_here
	fi
	note "module	$priority"
	[ "$file" != "$dir/$name.pp" ] || hint='; if the package format is too new for this host, try --compile'
	run semodule -X "$priority" -i "$file"
	hint=
	[ "$dry_run" = yes ] || priorities | grep -qx "$priority" ||
		die "semodule reported no error, but $name is not in the store at priority $priority"
}
#} module

#{ boolean
apply_boolean()
{
	now=$(getsebool "$1" 2>/dev/null | awk '{ print $3 }')
	[ "$now" ] || die "the policy here has no boolean $1"
	[ "$now" = "$2" ] || note "boolean	$1	$now"
	run setsebool -P "$1" "$2"
}
#} boolean

#{ label
# Print the type that file contexts give a path.
expected()
{
	matchpathcon -n "$1" 2>/dev/null | cut -d : -f 3
}

# TYPE PATTERN PATH, and options for restorecon. semodule silently drops a line of the package that the
# policy already has, so check the result.
apply_label()
{
	if [ "$dry_run" = yes ] && [ "$contexts_packed" = yes ]; then
		say "would check that file contexts give $3 the type $1"
	elif [ "$(expected "$3")" != "$1" ]; then
		was=$(semanage fcontext -l -C 2>/dev/null |
			pattern=$2 awk '$1 == ENVIRON["pattern"] { split($NF, part, ":"); print part[3] }')
		note "label	$2	$was"
		if [ "$was" ]; then
			run semanage fcontext -m -t "$1" "$2"
		else
			run semanage fcontext -a -t "$1" "$2"
		fi
		[ "$dry_run" = yes ] || [ "$(expected "$3")" = "$1" ] ||
			die "file contexts still give $3 the type $(expected "$3"), not $1: semanage fcontext -l shows the line that wins"
	fi
	relabel "$3" "${4-}"
}
#} label

#{ files
# PATH, and an option for restorecon.
relabel()
{
	if [ -e "$1" ] || [ -h "$1" ]; then
		run restorecon ${2:+"$2"} -v "$1"
	else
		say "$1 does not exist: once it does, label it with restorecon ${2:+$2 }-v"
	fi
}
#} files

#{ port
# Print the types that `semanage port` lists for a number, those for that number alone first.
port_types()
{
	semanage port -l ${3:+"$3"} 2>/dev/null | awk -v protocol="$1" -v number="$2" '
	$2 == protocol {
		for (i = 3; i <= NF; i++) {
			sub(/,$/, "", $i)
			n = split($i, range, "-")
			if (n == 1 && range[1] == number)
				print $1
			else if (n == 2 && range[1] + 0 <= number + 0 && number + 0 <= range[2] + 0)
				wider = wider $1 "\n"
		}
	}
	END { printf "%s", wider }'
}

# TYPE PROTOCOL NUMBER
apply_port()
{
	if [ "$(port_types "$2" "$3" | sed -n 1p)" = "$1" ]; then
		say "port $2 $3 already has the type $1"
		return
	fi
	was=$(port_types "$2" "$3" -C | sed -n 1p)
	note "port	$2	$3	$was"
	if [ "$dry_run" = no ]; then
		semanage port -a -t "$1" -p "$2" "$3" </dev/null 2>/dev/null ||
			run semanage port -m -t "$1" -p "$2" "$3"
	elif [ "$was" ] || [ "${4-}" = exact ]; then
		run semanage port -m -t "$1" -p "$2" "$3"
	else
		run semanage port -a -t "$1" -p "$2" "$3"
	fi
}
#} port

install_all()
{
	#{ module
	install_module
	#} module
	#: apply
	:
	#: by-hand
	#{ module
	[ "$dry_run" = yes ] || say "$name $version is installed"
	#} module
	#{ changes-only
	[ "$dry_run" = yes ] || say "the fixes of $name $version are applied"
	#} changes-only
	[ ! -e "$dir/$name.te" ] || say "$te_notice"
}

# Undo each recorded change. The order does not matter: no two touch the same thing.
undo_changes()
{
	while IFS='	' read -r kind one two three; do
		case $kind in
		boolean) run setsebool -P "$one" "$two" ;;
		label)
			if [ "$two" ]; then
				run semanage fcontext -m -t "$two" "$one"
			else
				run semanage fcontext -d "$one"
			fi ;;
		port)
			if [ "$three" ]; then
				run semanage port -m -t "$three" -p "$one" "$two"
			else
				run semanage port -d -p "$one" "$two"
			fi ;;
		esac
	done <"$state_dir/$name.undo"
}

remove_all()
{
	any=no
	#{ module
	if priorities | grep -qx "$priority"; then
		run semodule -X "$priority" -r "$name"
		any=yes
	else
		say "module $name is not in the store at priority $priority"
	fi
	#} module
	if [ -r "$state_dir/$name.undo" ]; then
		undo_changes
		any=yes
	else
		#{ module
		say "$state_dir/$name.undo does not exist: nothing else to undo"
		#} module
		#{ changes-only
		say "$state_dir/$name.undo does not exist: nothing to undo"
		#} changes-only
	fi
	#: relabel
	[ "$dry_run" = yes ] || rm -f "$state_dir/$name.undo"
	if [ "$dry_run$any" = noyes ]; then
		#{ module
		say "$name is removed"
		#} module
		#{ changes-only
		say "the fixes of $name are undone"
		#} changes-only
	fi
}

while [ $# -gt 0 ]; do
	case $1 in
	--dry-run) dry_run=yes ;;
	--remove) action=remove ;;
	#{ module
	--compile) compile=yes ;;
	#} module
	--priority=*) priority=${1#*=} ;;
	--priority)
		[ $# -gt 1 ] || die "--priority needs a number"
		priority=$2
		shift ;;
	-h | --help)
		usage
		exit 0 ;;
	*) die "unknown option $1; --help lists the options" ;;
	esac
	shift
done
if [ -z "$priority" ] && [ "$action" = remove ] && [ -r "$state_dir/$name.undo" ]; then
	priority=$(sed -n 's/^module	//p' "$state_dir/$name.undo" | sed -n '$p')
fi
: "${priority:=$default_priority}"
case $priority in
*[!0-9]* | 0* | ????*) die "--priority $priority: expected a number from 1 to 999" ;;
esac
dir=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd) || die "cannot find the directory of $0"
check_host
if [ "$action" = install ]; then
	install_all
else
	remove_all
fi
