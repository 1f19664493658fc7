#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# What can be checked of tests/guest/Vagrantfile where no box is booted: it is Ruby, what it runs is
# there, and the packages are those that bootstrap names and no others.
set -eu
cd "${srcdir:-$(dirname "$0")/..}"
bad=0
fail()
{
	echo "$*"
	bad=1
}

script=$(sed -n 's/.*provision "shell", path: "\(.*\)"$/\1/p' tests/guest/Vagrantfile)
[ -x "tests/guest/${script:-none}" ] || fail "Vagrantfile: no such provisioner: $script"
roles=$(sed -n 's/.*bootstrap" packages Fedora \([a-z ]*\)).*/\1/p' "tests/guest/$script")
[ -n "$roles" ] || fail "$script does not take its packages from bootstrap"
# shellcheck disable=SC2086
names=$(./bootstrap packages Fedora $roles)
for name in gcc systemd-devel checkpolicy audit tmux selinux-policy-targeted; do
	echo "$names" | grep -qx "$name" || fail "bootstrap names no $name for the box"
done
echo "$names" | grep -vx '[a-z0-9][a-z0-9._+-]*' && fail "what bootstrap names are no packages"
# Besides these only what makes dnf know their repository.
others=$(grep 'dnf install' "tests/guest/$script" | grep -vc -e 'dnf-plugins-core$' -e '\\$' || :)
[ "$others" = 0 ] || fail "$script installs packages that bootstrap does not name"

if command -v ruby >/dev/null; then
	ruby -c tests/guest/Vagrantfile >/dev/null || fail "Vagrantfile is no Ruby"
else
	echo "ruby is not installed: Vagrantfile was not parsed"
fi
exit $bad
