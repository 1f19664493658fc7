#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Reach and proof against the distribution's own tools, in a copy of its module store (the real one
# is only read): what sediff finds added is, tuple for tuple, what avcurate said would be opened;
# and a module that is resumed under the policy that holds its last version revokes nothing.
# Some 4 minutes; needs root for reading the store. TAP on standard output.
set -u -o pipefail
shopt -s nullglob
export LC_ALL=C
modules=${1:-20}
build=${builddir:-.}
store=/var/lib/selinux/default
tests=0 failed=0

skip()
{
	echo "1..0 # SKIP $*"
	echo "$*"
	exit 77
}

for tool in semodule sediff sesearch checkmodule semodule_package; do
	command -v "$tool" >/dev/null || skip "$tool is not installed"
done
[ -r "$store/active/modules" ] || skip "$store cannot be read: it is root's, or selinux-policy-default is missing"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/etc" "$work/var/lib" "$work/new"
cp -a /etc/selinux "$work/etc/" && cp -a /var/lib/selinux "$work/var/lib/" || exit 1
installed=$work/etc/selinux/default/policy

# result NAME: the last command's truth.
result()
{
	local status=$?

	tests=$((tests + 1))
	if [ $status -eq 0 ]; then
		echo "ok $tests - $1"
	else
		echo "not ok $tests - $1"
		failed=$((failed + 1))
	fi
}

# The policy that the copy of the store builds with these packages more, to the file. Never -S: it
# would leave the copy.
policy_with()
{
	local out=$1 args=() pp

	shift
	for pp in "$@"; do
		args+=(-i "$pp")
	done
	[ $# -gt 0 ] || args=(-B)
	semodule -p "$work" -n -s default "${args[@]}" >"$work/log" 2>&1 || { cat "$work/log"; return 1; }
	cp "$(find "$installed" -name 'policy.*' | sort -V | tail -n 1)" "$out"
}

# What sediff finds added between two policies, as "source target class permission".
added()
{
	sediff -A "$1" "$2" | awk '
		$1 ~ /^[+*-]$/ && $2 == "allow" && !/\]/ {
			split($4, object, ":")
			line = $0
			sub(/^[^:]*:[^ ]* /, "", line)
			gsub(/[{};]/, "", line)
			n = split(line, perm, " ")
			for (i = 1; i <= n; i++) {
				p = perm[i]
				if ($1 == "-" || p ~ /^-/) { print "REMOVED", $3, object[1], object[2], p; continue }
				if ($1 == "*" && p !~ /^\+/) continue
				sub(/^\+/, "", p)
				print $3, object[1], object[2], p
			}
		}' | sort -u
}

package()
{
	if ! checkmodule -M -m -o "${1%.te}.mod" "$1" >"$work/log" 2>&1 ||
		! semodule_package -o "${1%.te}.pp" -m "${1%.te}.mod" >>"$work/log" 2>&1; then
		cat "$work/log"
		return 1
	fi
}

policy_with "$work/before" || exit 1
"$build/tests/diff/modules" "$work/before" "$modules" "$work/new" || exit 1
packages=()
for te in "$work"/new/probe*.te; do
	package "$te" || exit 1
	packages+=("${te%.te}.pp")
done
policy_with "$work/after" "${packages[@]}" || exit 1
sort -u "$work/new/opened" >"$work/said"
added "$work/before" "$work/after" >"$work/found"
diff "$work/said" "$work/found" >"$work/difference"
result "${#packages[@]} random modules: $(wc -l <"$work/said") tuples said, $(wc -l <"$work/found") found by sediff"
head -n 20 "$work/difference" | sed 's/^/# /'

# pf9, and resuming it.
avc="scontext=unconfined_u:unconfined_r:useradd_t:s0-s0:c0.c1023 tcontext=system_u:object_r:usr_t:s0"
line()
{
	echo "type=AVC msg=audit(1793000000.$1:$1): avc:  denied  { $2 } for  pid=7 comm=\"useradd\"" \
		"$avc tclass=$3 permissive=0"
}
{ line 101 write dir; line 102 getattr file; line 103 open file; line 104 read file; } >"$work/first.log"
mkdir "$work/pf9"
"$build/avcurate" build -p "$work/after" -o "$work/pf9" -M pf9 --accept all \
	"$work/first.log" >"$work/log" 2>&1 || cat "$work/log"
policy_with "$work/pf9-1" "$work/pf9/pf9.pp"
result "pf9 1.0 installs"
added "$work/after" "$work/pf9-1" >"$work/found"
# Less what the policy before allows: search on the directory is not in the log.
printf 'useradd_t usr_t %s\n' 'dir write' 'file getattr' 'file open' 'file read' | sort >"$work/want"
comm -23 "$work/found" "$work/want" >"$work/extra"
[ ! -s "$work/extra" ]
result "pf9 opens nothing beyond its denials: $(wc -l <"$work/found") tuples"
sed 's/^/# /' "$work/extra"
line 105 setattr dir >"$work/second.log"
"$build/avcurate" build -p "$work/pf9-1" -o "$work/pf9" --accept all \
	"$work/pf9/pf9.te" "$work/second.log" >"$work/log" 2>&1 || cat "$work/log"
grep -q '^module pf9 1\.1;' "$work/pf9/pf9.te"
result "resumed under the policy that holds 1.0, it is 1.1"
policy_with "$work/pf9-2" "$work/pf9/pf9.pp"
result "pf9 1.1 installs"
sesearch -A -s useradd_t -t usr_t -c dir -p write "$work/pf9-2" | grep -q write
result "1.1 still grants write"
sesearch -A -s useradd_t -t usr_t -c dir -p setattr "$work/pf9-2" | grep -q setattr
result "1.1 grants setattr too"
echo "1..$tests"
[ "$failed" -eq 0 ]
