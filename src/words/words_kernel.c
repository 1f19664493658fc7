// SPDX-License-Identifier: GPL-2.0-or-later
/* Words for what the kernel protects apart from files, sockets and processes: the system as a
 * whole, labelled networking, keys, BPF, performance events, io_uring, binder. */
#include "config.h"

#include "words_table_internal.h"

static const struct words_perm system_own[] = {
	{ .name = "disable", .text = "disable units of systemd" },
	{ .name = "enable", .text = "enable units of systemd" },
	{ .name = "firmware_load", .text = "load firmware from files @", .extra = true },
	{ .name = "halt", .text = "halt or power off the system" },
	{ .name = "ipc_info", .text = "query System V IPC of the whole system" },
	{ .name = "kexec_image_load", .text = "load another kernel from files @", .extra = true },
	{ .name = "kexec_initramfs_load",
	  .text = "load another kernel's initramfs from files @",
	  .extra = true },
	{ .name = "module_load", .text = "load kernel modules from files @" },
	{ .name = "module_request", .text = "make the kernel load modules on demand" },
	{ .name = "policy_load", .text = "load security policies from files @", .extra = true },
	{ .name = "reboot", .text = "reboot the system" },
	{ .name = "reload", .text = "make systemd reload its configuration" },
	{ .name = "start", .text = "start units that have no unit file (transient ones)" },
	{ .name = "status", .text = "query the state of systemd and its jobs" },
	{ .name = "stop", .text = "stop units that have no unit file, and cancel jobs" },
	{ .name = "syslog_console", .text = "set what the kernel prints on the console" },
	{ .name = "syslog_mod", .text = "clear the kernel log, or consume its messages" },
	{ .name = "syslog_read", .text = "read the kernel log" },
	{ .name = "undefined",
	  .text = "do what no other systemd permission covers",
	  .extra = true },
	{ .name = "x509_certificate_load",
	  .text = "load certificates from files @",
	  .extra = true },
	{ 0 },
};

static const struct words_perm security_own[] = {
	{ .name = "check_context", .text = "ask SELinux whether a context is valid" },
	{ .name = "compute_av", .text = "ask SELinux which accesses are allowed" },
	{ .name = "compute_create", .text = "ask SELinux which label a new object gets" },
	{ .name = "compute_member",
	  .text = "ask SELinux for the label of a polyinstantiated object" },
	{ .name = "compute_relabel",
	  .text = "ask SELinux which label an object would be given on relabelling" },
	{ .name = "compute_user", .text = "ask SELinux which contexts a user can reach" },
	{ .name = "load_policy", .text = "load an SELinux policy into the kernel" },
	{ .name = "read_policy", .text = "read the loaded SELinux policy" },
	{ .name = "setbool", .text = "switch SELinux booleans" },
	{ .name = "setcheckreqprot", .text = "set which memory protection SELinux checks" },
	{ .name = "setenforce", .text = "switch SELinux between enforcing and permissive" },
	{ .name = "setsecparam", .text = "tune the access vector cache of SELinux" },
	{ .name = "validate_trans",
	  .text = "ask SELinux whether a label may be changed to another" },
	{ 0 },
};

/* When labelled networking checks packets in transit, the source is the peer's label. */
#define TRAFFIC "network traffic labelled"

static const struct words_perm netif_own[] = {
	{ .name = "dccp_recv", .text = "receive DCCP packets from %", .extra = true },
	{ .name = "dccp_send", .text = "send DCCP packets out of %", .extra = true },
	{ .name = "egress", .text = "go out of %", .subject = TRAFFIC },
	{ .name = "ingress", .text = "come in through %", .subject = TRAFFIC },
	{ .name = "rawip_recv", .text = "receive raw IP packets from %", .extra = true },
	{ .name = "rawip_send", .text = "send raw IP packets out of %", .extra = true },
	{ .name = "tcp_recv", .text = "receive TCP packets from %", .extra = true },
	{ .name = "tcp_send", .text = "send TCP packets out of %", .extra = true },
	{ .name = "udp_recv", .text = "receive UDP packets from %", .extra = true },
	{ .name = "udp_send", .text = "send UDP packets out of %", .extra = true },
	{ 0 },
};

static const struct words_perm node_own[] = {
	{ .name = "dccp_recv", .text = "receive DCCP packets from %", .extra = true },
	{ .name = "dccp_send", .text = "send DCCP packets to %", .extra = true },
	{ .name = "enforce_dest", .text = "have the destination checked for %", .extra = true },
	{ .name = "rawip_recv", .text = "receive raw IP packets from %", .extra = true },
	{ .name = "rawip_send", .text = "send raw IP packets to %", .extra = true },
	{ .name = "recvfrom", .text = "come in from %", .subject = TRAFFIC },
	{ .name = "sendto", .text = "go out to %", .subject = TRAFFIC },
	{ .name = "tcp_recv", .text = "receive TCP packets from %", .extra = true },
	{ .name = "tcp_send", .text = "send TCP packets to %", .extra = true },
	{ .name = "udp_recv", .text = "receive UDP packets from %", .extra = true },
	{ .name = "udp_send", .text = "send UDP packets to %", .extra = true },
	{ 0 },
};

static const struct words_perm packet_own[] = {
	{ .name = "flow_in", .text = "flow in as %", .subject = TRAFFIC, .extra = true },
	{ .name = "flow_out", .text = "flow out as %", .subject = TRAFFIC, .extra = true },
	{ .name = "forward_in", .text = "be accepted for forwarding as %", .subject = TRAFFIC },
	{ .name = "forward_out", .text = "be forwarded on as %", .subject = TRAFFIC },
	{ .name = "recv", .text = "receive %" },
	{ .name = "relabelfrom", .text = "change the label of %", .extra = true },
	{ .name = "relabelto", .text = "make firewall rules that label packets as !" },
	{ .name = "send", .text = "send %" },
	{ 0 },
};

static const struct words_perm peer_own[] = {
	{ .name = "recv", .text = "receive from %" },
	{ 0 },
};

static const struct words_perm association_own[] = {
	{ .name = "polmatch", .text = "have ~ traffic matched by IPsec policies @" },
	{ .name = "recvfrom", .text = "receive traffic from IPsec associations @" },
	{ .name = "sendto", .text = "send traffic through IPsec associations @" },
	{ .name = "setcontext", .text = "label IPsec policies and associations as !" },
	{ 0 },
};

static const struct words_perm infiniband_pkey_own[] = {
	{ .name = "access", .text = "use %" },
	{ 0 },
};

static const struct words_perm infiniband_endport_own[] = {
	{ .name = "manage_subnet", .text = "manage the subnet through %" },
	{ 0 },
};

static const struct words_perm key_own[] = {
	{ .name = "create", .text = "create %" },
	{ .name = "link", .text = "link % into keyrings" },
	{ .name = "read", .text = "read the contents of %" },
	{ .name = "search", .text = "search for and find %" },
	{ .name = "setattr", .text = "change owner, permissions and timeout of %" },
	{ .name = "view", .text = "see the description of %" },
	{ .name = "write", .text = "change %" },
	{ 0 },
};

static const struct words_perm kernel_service_own[] = {
	{ .name = "create_files_as", .text = "have kernel services create files with the label !" },
	{ .name = "use_as_override", .text = "have kernel services act as !" },
	{ 0 },
};

static const struct words_perm bpf_own[] = {
	{ .name = "map_create", .text = "create BPF maps" },
	{ .name = "map_create_as", .text = "create BPF maps with a token of $", .extra = true },
	{ .name = "map_read", .text = "read BPF maps made by $" },
	{ .name = "map_write", .text = "write to BPF maps made by $" },
	{ .name = "prog_load", .text = "load BPF programs" },
	{ .name = "prog_load_as", .text = "load BPF programs with a token of $", .extra = true },
	{ .name = "prog_run", .text = "run BPF programs loaded by $" },
	{ 0 },
};

static const struct words_perm perf_event_own[] = {
	{ .name = "cpu", .text = "monitor everything that runs on a CPU" },
	{ .name = "kernel", .text = "monitor the kernel itself" },
	{ .name = "open", .text = "open %" },
	{ .name = "read", .text = "read %" },
	{ .name = "tracepoint", .text = "attach to raw tracepoints" },
	{ .name = "write", .text = "control %" },
	{ 0 },
};

static const struct words_perm lockdown_own[] = {
	{ .name = "confidentiality",
	  .text = "use features that can read the running kernel's secrets" },
	{ .name = "integrity", .text = "use features that can change the running kernel" },
	{ 0 },
};

static const struct words_perm io_uring_own[] = {
	{ .name = "allowed", .text = "use io_uring at all", .extra = true },
	{ .name = "cmd",
	  .text = "send driver commands through io_uring to files @",
	  .extra = true },
	{ .name = "override_creds", .text = "do io_uring work with the credentials of $" },
	{ .name = "sqpoll", .text = "have a kernel thread poll ~ io_uring queue" },
	{ 0 },
};

static const struct words_perm binder_own[] = {
	{ .name = "call", .text = "make binder calls to $" },
	{ .name = "impersonate", .text = "make binder calls on behalf of $" },
	{ .name = "set_context_mgr", .text = "become the manager of a binder device" },
	{ .name = "transfer", .text = "pass binder references to $" },
	{ 0 },
};

const struct words_class words_kernel_classes[] = {
	{ .name = "association",
	  .one = "an IPsec association",
	  .many = "IPsec associations",
	  .own = association_own,
	  .object = WORDS_LABELLED },
	{ .name = "binder",
	  .one = "the binder endpoint of a process",
	  .many = "binder endpoints",
	  .own = binder_own,
	  .object = WORDS_OWNED },
	{ .name = "bpf",
	  .one = "a BPF map or program",
	  .many = "BPF maps and programs",
	  .own = bpf_own,
	  .object = WORDS_OWNED },
	{ .name = "infiniband_endport",
	  .one = "an InfiniBand port",
	  .many = "InfiniBand ports",
	  .own = infiniband_endport_own,
	  .object = WORDS_LABELLED },
	{ .name = "infiniband_pkey",
	  .one = "an InfiniBand partition",
	  .many = "InfiniBand partitions",
	  .own = infiniband_pkey_own,
	  .object = WORDS_LABELLED },
	{ .name = "io_uring",
	  .one = "an io_uring",
	  .many = "io_urings",
	  .own = io_uring_own,
	  .object = WORDS_OWNED },
	{ .name = "kernel_service",
	  .one = "a service of the kernel",
	  .many = "services of the kernel",
	  .own = kernel_service_own,
	  .object = WORDS_ALONE },
	{ .name = "key",
	  .one = "a key or keyring",
	  .many = "keys and keyrings",
	  .own = key_own,
	  .object = WORDS_OWNED },
	{ .name = "lockdown",
	  .one = "the kernel's lockdown",
	  .many = "the kernel's lockdown",
	  .own = lockdown_own,
	  .object = WORDS_ALONE },
	{ .name = "netif",
	  .one = "a network interface",
	  .many = "network interfaces",
	  .own = netif_own,
	  .object = WORDS_LABELLED },
	{ .name = "node",
	  .one = "a network address",
	  .many = "network addresses",
	  .own = node_own,
	  .object = WORDS_LABELLED },
	{ .name = "packet",
	  .one = "a network packet",
	  .many = "packets",
	  .own = packet_own,
	  .object = WORDS_LABELLED },
	{ .name = "peer",
	  .one = "a network peer",
	  .many = "network peers",
	  .own = peer_own,
	  .object = WORDS_LABELLED },
	{ .name = "perf_event",
	  .one = "a performance event",
	  .many = "performance events",
	  .own = perf_event_own,
	  .object = WORDS_OWNED },
	{ .name = "security",
	  .one = "SELinux itself",
	  .many = "SELinux itself",
	  .own = security_own,
	  .object = WORDS_ALONE },
	{ .name = "system",
	  .one = "the system",
	  .many = "the system",
	  .own = system_own,
	  .object = WORDS_ALONE },
	{ 0 },
};
