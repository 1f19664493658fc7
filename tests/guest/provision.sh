#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Run by vagrant, as root in the box: the packages that bootstrap names for it, avcurate from the
# tree, and an installer that useradd_t's rules break.
set -eu
tree=${1:-/vagrant}

# The headers of the audit and SELinux libraries are in CRB.
dnf install -y -q dnf-plugins-core
dnf config-manager --set-enabled crb
# The names are words.
# shellcheck disable=SC2046
dnf install -y -q --setopt=install_weak_deps=False \
	$("$tree/bootstrap" packages Fedora build run inside)

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp -r "$tree/." "$work"
cd "$work"
# What was configured elsewhere is not for here.
[ ! -f Makefile ] || make -s distclean || :
autoreconf -fi
# Not below /usr/local: sudo does not look there.
./configure --quiet --prefix=/usr
make -s -j2
make -s install
restorecon /usr/bin/avcurate

systemctl enable -q --now auditd
# One rule, any one, gives denials their paths.
echo '-w /etc/shadow -p w' >/etc/audit/rules.d/50-paths.rules
augenrules --load >/dev/null
sed -i 's/^SELINUX=.*/SELINUX=enforcing/' /etc/selinux/config
setenforce 1

# useradd in its own domain, as an installer that a service runs: root's shell is not confined.
cat >/usr/sbin/break-pf9 <<'SCRIPT'
#!/bin/sh
exec runcon -u system_u -r system_r -t initrc_t /usr/sbin/pf9-installer
SCRIPT
cat >/usr/sbin/pf9-installer <<'SCRIPT'
#!/bin/sh
userdel -r pf9 2>/dev/null
exec runcon -t useradd_t /usr/sbin/useradd -m -d /opt/pf9 pf9
SCRIPT
chmod 755 /usr/sbin/break-pf9 /usr/sbin/pf9-installer
chcon -t initrc_exec_t /usr/sbin/pf9-installer
echo "ready: vagrant ssh -c 'sudo avcurate', and in another terminal vagrant ssh -c 'sudo break-pf9'"
