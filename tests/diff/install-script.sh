#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# NAME-install.sh with the real semodule, in a copy of the distribution's module store (the real one is
# only read): labels that come with the package are in the file contexts that come of it, and are gone after
# --remove. Some 20 seconds on a quiet machine; needs root for reading the store. TAP on standard output.
set -u
export LC_ALL=C
bin=${builddir:-.}/avcurate
here=$(cd "$(dirname "$0")" && pwd)
store=/var/lib/selinux/default

skip()
{
	echo "1..0 # SKIP $*"
	exit 77
}

for tool in semodule checkmodule matchpathcon; do
	command -v "$tool" >/dev/null || skip "$tool is not installed"
done
[ -r "$store/active/modules" ] || skip "$store cannot be read: it is root's, or selinux-policy-default is missing"
bin=$(realpath "$bin")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
mkdir -p root/etc root/var/lib tools host pkg
cp -a /etc/selinux root/etc/ && cp -a /var/lib/selinux root/var/lib/ || exit 1
contexts=$work/root/etc/selinux/default/contexts/files/file_contexts
cp "$contexts" before

# Everything is a fake but what works in the copy.
for tool in id sestatus semanage restorecon; do
	ln -s "$here/../batch/fake-host.sh" "tools/$tool"
done
printf '#!/bin/sh\nexec %s -p %s -s default -n "$@"\n' "$(command -v semodule)" "$work/root" >tools/semodule
printf '#!/bin/sh\nexec %s -f %s "$@"\n' "$(command -v matchpathcon)" "$contexts" >tools/matchpathcon
chmod +x tools/semodule tools/matchpathcon
printf 'SELinux status:                 enabled\nLoaded policy name:             default\nPolicy MLS status:              enabled\n' >host/sestatus
: >host/calls
: >host/local
export FAKE=$work/host AVCURATE_STATE_DIR=$work/state

# The second path has a line of its own in the distribution's file contexts, which says another type.
taken=$(awk 'NF == 2 && $1 !~ /[][()*+?^$|\\.]/ && $2 !~ /:usr_t:/ { print $1; exit }' "$contexts")
sed "s:TAKEN:$taken:g" >pkg/labels.te <<'TE'
#@ avcurate 1
module labels 1.0;

require {
	type useradd_t;
	type usr_t;
	class dir write;
}

#@ rule {"kind":"access","source":"httpd_t","target":"default_t","class":"dir"}
#@ state "fixed"
#@ chosen {"fix":{"by":"label","to":"httpd_log_t","command":"semanage fcontext -a -t httpd_log_t '/srv/a[\\x20]b\\.c(/.*)?' && restorecon -Rv '/srv/a b.c'"}}
#@ end

#@ rule {"kind":"access","source":"httpd_t","target":"etc_t","class":"dir"}
#@ state "fixed"
#@ chosen {"fix":{"by":"label","to":"usr_t","command":"semanage fcontext -a -t usr_t TAKEN && restorecon -v TAKEN"}}
#@ end

#@ rule {"kind":"access","source":"useradd_t","target":"usr_t","class":"dir"}
#@ state "accepted"
allow useradd_t usr_t:dir write;
TE
"$bin" build -p none pkg/labels.te --export sh >log 2>&1 </dev/null || { cat log; exit 1; }

n=0 failed=0
# result NAME: the last command's truth.
result()
{
	local status=$?

	n=$((n + 1))
	if [ $status -eq 0 ]; then
		echo "ok $n - $1"
	else
		echo "not ok $n - $1"
		sed 's/^/# /' log
		failed=1
	fi
}
echo 1..4
script() { PATH=$work/tools:$PATH sh pkg/labels-install.sh "$@" >log 2>&1 </dev/null; }
script
[ $? = 1 ] && tools/semodule -lfull | grep -q '^400 *labels'
result "installed in the copy"
[ "$(matchpathcon -n -f "$contexts" '/srv/a b.c/d')" = system_u:object_r:httpd_log_t:s0 ] &&
	[ "$(matchpathcon -n -f "$contexts" '/srv/a bxc')" != system_u:object_r:httpd_log_t:s0 ]
result "file contexts give the label to that path and no other"
[ "$(grep -c '^semanage' host/calls)" = 1 ] && grep -qF "semanage [fcontext] [-a] [-t] [usr_t] [$taken]" host/calls &&
	[ "$(grep -F "$taken	" "$contexts")" = "$(grep -F "$taken	" before)" ] && grep -q "still give $taken the type" log
result "it came with the package; where semodule dropped the line in silence, that is noticed"
script --remove && cmp -s before "$contexts" && ! tools/semodule -lfull | grep -q labels
result "--remove: the store's file contexts as they were"
exit $failed
