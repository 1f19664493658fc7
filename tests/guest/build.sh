#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# build.sh DIR: make the guests that the tests boot: Debian of this machine's own release (so that
# what was built here runs there), SELinux enforcing, every file labelled at build time.
#
#   DIR/vmlinuz     the cloud kernel; ext4 and NVMe are built in, so full.img boots without initrd
#   DIR/full.img    systemd, dbus, the distribution's whole policy
#   DIR/small.img   the same files under a policy of few modules, PID 1 is a script (init.sh)
#   DIR/initrd.gz   virtio drivers for small.img: an NVMe disk cannot be part of a snapshot
#   DIR/packages    versions of what is in the images
#
# Needs root with CAP_SYS_ADMIN (security.* xattrs) and a mirror. Nothing is installed on this
# machine, nothing is mounted.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
work=$1
PATH=$PATH:/usr/sbin:/sbin
suite=$(sed -n 's/^VERSION_CODENAME=//p' /etc/os-release)
# What is in single quotes is for other programs.
# shellcheck disable=SC2016
mirror=${GUEST_MIRROR:-$(apt-get indextargets --format '$(REPO_URI)' 'Identifier: Packages' |
	grep '/debian/*$' | head -n 1)}
mirror=${mirror%/}
root=$work/root
rm -rf "$work"
mkdir -p "$work"

# Recommends stay out. mcstrans conflicts with the policy, selinux-basics would relabel at boot.
packages=$("$here/../../bootstrap" packages Debian inside | paste -sd,)
case $mirror in
*/debian) security="deb $mirror-security $suite-security main" ;;
*) security= ;;
esac
# The kernel is downloaded and unpacked only: its package wants a boot loader and an initramfs.
# shellcheck disable=SC2016
mmdebstrap --quiet --mode=root --variant=minbase \
	--aptopt='APT::Install-Recommends "false"' --aptopt='Acquire::Retries "3"' \
	--dpkgopt=force-unsafe-io \
	--dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-exclude=/usr/share/man/*' \
	--dpkgopt='path-exclude=/usr/share/info/*' --dpkgopt='path-exclude=/usr/share/locale/*' \
	--include="$packages" \
	--customize-hook='set -e; mkdir "$1/kernel"
		name=$(chroot "$1" apt-cache depends --important linux-image-cloud-amd64 |
			sed -n "s/.*Depends: \(linux-image-[^ ]*\)/\1/p" | head -n 1)
		chroot "$1" sh -c "cd /kernel && apt-get -qq -o APT::Sandbox::User=root download $name"' \
	"$suite" "$root" "deb $mirror $suite main" ${security:+"$security"}
# shellcheck disable=SC2016
chroot "$root" dpkg-query -W -f '${Package} ${Version}\n' >"$work/packages"

dpkg-deb --fsys-tarfile "$root"/kernel/linux-image-*.deb |
	tar -x -C "$root/kernel" --wildcards './boot/vmlinuz-*' \
		'./lib/modules/*/kernel/drivers/virtio/*' \
		'./lib/modules/*/kernel/drivers/block/virtio_blk.ko*'
mv "$root"/kernel/boot/vmlinuz-* "$work/vmlinuz"

initrd=$work/initrd
mkdir -p "$initrd/dev" "$initrd/proc" "$initrd/mnt"
cp "$root/bin/busybox" "$here/initrd-init" "$initrd/"
mv "$initrd/initrd-init" "$initrd/init"
for driver in virtio/virtio_ring virtio/virtio virtio/virtio_pci_legacy_dev \
	virtio/virtio_pci_modern_dev virtio/virtio_pci block/virtio_blk; do
	cp "$root"/kernel/lib/modules/*/kernel/drivers/$driver.ko "$initrd/"
done
(cd "$initrd" && find . | LC_ALL=C sort | cpio -o -H newc --quiet) | gzip -9n >"$work/initrd.gz"
rm -rf "$initrd" "$root/kernel"

# --- how it is set up
etc=$root/etc
selinux=$etc/selinux/default
sed -i 's/^SELINUX=.*/SELINUX=enforcing/' "$etc/selinux/config"
echo guest >"$etc/hostname"
echo '127.0.0.1 localhost guest' >"$etc/hosts"
: >"$etc/fstab"
: >"$etc/motd"
: >"$etc/machine-id"
chroot "$root" passwd -q -d root
# One that may read the log by its group, and one that may not.
chroot "$root" useradd -m -G adm -s /bin/bash reader
chroot "$root" useradd -m -s /bin/bash outsider
# auditd's socket for programs that follow events. One audit rule makes the kernel collect PATH
# records for denials too.
sed -i 's/^active.*/active = yes/' "$etc/audit/plugins.d/af_unix.conf"
echo '-w /etc/shadow -p w' >"$etc/audit/rules.d/50-paths.rules"
install -m 755 "$here/init.sh" "$root/usr/sbin/guest-init"
install -m 755 "$here/as-domain.sh" "$root/usr/local/bin/as-domain"
install -m 644 "$here/login.sh" "$etc/profile.d/zz-guest.sh"
# The first process is kernel_t; this label makes init_t of it. As semanage fcontext does, the rules
# are kept twice: in use, and in the store.
cat >>"$selinux/contexts/files/file_contexts.local" <<-'CONTEXTS'
	/usr/sbin/guest-init -- system_u:object_r:init_exec_t:s0
	/usr/local/bin/as-domain -- system_u:object_r:initrc_exec_t:s0
CONTEXTS
cp "$selinux/contexts/files/file_contexts.local" \
	"$root/var/lib/selinux/default/active/file_contexts.local"
cp "$here/tests_guest.cil" "$root/"
chroot "$root" semodule -n -s default -i /tests_guest.cil
rm "$root/tests_guest.cil"

# systemd: a root shell on the first serial port that does not wait for udev, nothing that needs a
# disk, a clock or a network.
units=$etc/systemd/system
rm -rf "$units/timers.target.wants" "$units"/*.wants/getty@tty1.service \
	"$units"/*.wants/e2scrub_reap.service "$units"/*.wants/remote-fs.target \
	"$units"/*.wants/systemd-pstore.service
for unit in modprobe@.service systemd-update-utmp.service systemd-update-utmp-runlevel.service \
	systemd-journal-flush.service systemd-udev-trigger.service sys-kernel-debug.mount \
	sys-kernel-tracing.mount dev-hugepages.mount dev-mqueue.mount serial-getty@ttyS0.service; do
	ln -sf /dev/null "$units/$unit"
done
mkdir -p "$units/multi-user.target.wants"
cp "$here/console.service" "$units/"
ln -sf ../console.service "$units/multi-user.target.wants/"
ln -sf /lib/systemd/system/multi-user.target "$units/default.target"

# image NAME: label the tree by the policy in it, and make NAME.img. setfiles -c checks contexts
# against that policy, so that this machine needs no SELinux. mke2fs -d keeps the labels. No
# journal: each run starts from the same image.
image()
{
	rm -rf "$root"/var/cache/apt/* "$root"/var/lib/apt/lists/* "$root"/tmp/*
	setfiles -F -m -r "$root" -c "$(find "$selinux/policy" -name 'policy.*')" \
		"$selinux/contexts/files/file_contexts" "$root"
	mb=$(($(du -sm --apparent-size "$root" | cut -f1) * 3 / 2 + 150))
	mke2fs -q -t ext4 -I 256 -O ^has_journal -d "$root" "$work/$1.img" "${mb}M"
	debugfs -R 'ea_get /usr/sbin/auditd security.selinux' "$work/$1.img" 2>/dev/null |
		grep -q auditd_exec_t || { echo "build.sh: $1.img has no labels" >&2; exit 1; }
}
image full

# The small policy: what the guest's own processes run in, and a few daemons to be denied things;
# semodule takes a third of the time. (base names a user xdm of xserver, and that needs xdg.)
keep=" base tests_guest unconfined unprivuser staff apache bind cron logrotate ssh avahi getty hostname \
su sudo netutils iptables apt gpg mta networkmanager policykit xserver xdg "
off=
for module in $(chroot "$root" semodule -s default -l); do
	case $keep in
	*" $module "*) ;;
	*) off="$off $module" ;;
	esac
done
# shellcheck disable=SC2086
chroot "$root" semodule -n -s default -d $off
image small
rm -rf "$root"
