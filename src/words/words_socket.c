// SPDX-License-Identifier: GPL-2.0-or-later
/* Words for the classes of sockets. A socket has the label of the process that created it; ports
 * and addresses have their own (name_bind, name_connect, node_bind). */
#include "config.h"

#include "words_table_internal.h"

static const struct words_perm socket_common[] = {
	{ .name = "accept", .text = "accept connections on %" },
	{ .name = "append", .text = "append to %" },
	{ .name = "bind", .text = "bind addresses to %" },
	{ .name = "connect", .text = "connect %" },
	{ .name = "create", .text = "create %" },
	{ .name = "getattr", .text = "get the attributes and addresses of %" },
	{ .name = "getopt", .text = "read the options of %" },
	{ .name = "ioctl", .text = "send ioctl commands to %" },
	{ .name = "listen", .text = "listen on %" },
	{ .name = "lock", .text = "lock %" },
	{ .name = "map", .text = "map % into memory" },
	{ .name = "name_bind", .text = "bind to ports @" },
	{ .name = "read", .text = "receive from %" },
	{ .name = "recv_msg", .text = "receive messages from ports @", .extra = true },
	{ .name = "recvfrom", .text = "receive datagrams from %" },
	{ .name = "relabelfrom", .text = "change the label of %" },
	{ .name = "relabelto", .text = "relabel * to !" },
	{ .name = "send_msg", .text = "send messages to ports @", .extra = true },
	{ .name = "sendto", .text = "send datagrams to %" },
	{ .name = "setattr", .text = "change the attributes of %" },
	{ .name = "setopt", .text = "set the options of %" },
	{ .name = "shutdown", .text = "shut down %" },
	{ .name = "write", .text = "send through %" },
	{ 0 },
};

static const struct words_perm udp_own[] = {
	{ .name = "name_bind", .text = "bind to UDP ports @" },
	{ .name = "name_connect", .text = "connect to UDP ports @", .extra = true },
	{ .name = "node_bind", .text = "bind to addresses @" },
	{ .name = "recv_msg", .text = "receive messages from UDP ports @", .extra = true },
	{ .name = "send_msg", .text = "send messages to UDP ports @", .extra = true },
	{ 0 },
};

static const struct words_perm rawip_own[] = {
	{ .name = "node_bind", .text = "bind to addresses @" },
	{ 0 },
};

static const struct words_perm tcp_own[] = {
	{ .name = "acceptfrom", .text = "accept connections from the sockets of $", .extra = true },
	{ .name = "connectto", .text = "connect to the sockets of $", .extra = true },
	{ .name = "name_bind", .text = "bind to TCP ports @" },
	{ .name = "name_connect", .text = "connect to TCP ports @" },
	{ .name = "newconn", .text = "set up new connections for %", .extra = true },
	{ .name = "node_bind", .text = "bind to addresses @" },
	{ .name = "recv_msg", .text = "receive messages from TCP ports @", .extra = true },
	{ .name = "send_msg", .text = "send messages to TCP ports @", .extra = true },
	{ 0 },
};

static const struct words_perm dccp_own[] = {
	{ .name = "name_bind", .text = "bind to DCCP ports @" },
	{ .name = "name_connect", .text = "connect to DCCP ports @" },
	{ .name = "node_bind", .text = "bind to addresses @" },
	{ 0 },
};

static const struct words_perm sctp_own[] = {
	{ .name = "association", .text = "set up SCTP associations with peers @" },
	{ .name = "name_bind", .text = "bind to SCTP ports @" },
	{ .name = "name_connect", .text = "connect to SCTP ports @" },
	{ .name = "node_bind", .text = "bind to addresses @" },
	{ 0 },
};

static const struct words_perm unix_stream_own[] = {
	{ .name = "acceptfrom", .text = "accept connections from the sockets of $", .extra = true },
	{ .name = "connectto", .text = "connect to the sockets of $" },
	{ .name = "newconn", .text = "set up new connections for %", .extra = true },
	{ 0 },
};

static const struct words_perm tun_own[] = {
	{ .name = "attach_queue", .text = "attach queues to %" },
	{ 0 },
};

static const struct words_perm netlink_own[] = {
	{ .name = "nlmsg", .text = "send selected message types through %", .extra = true },
	{ .name = "nlmsg_read", .text = "send queries through %", .extra = true },
	{ .name = "nlmsg_write", .text = "send changes through %", .extra = true },
	{ 0 },
};

static const struct words_perm audit_own[] = {
	{ .name = "nlmsg", .text = "send selected kinds of audit requests", .extra = true },
	{ .name = "nlmsg_read", .text = "query the status of the audit system" },
	{ .name = "nlmsg_readpriv", .text = "list the audit rules" },
	{ .name = "nlmsg_relay", .text = "send records to the audit log" },
	{ .name = "nlmsg_tty_audit", .text = "query and set the auditing of terminal input" },
	{ .name = "nlmsg_write", .text = "change the audit rules and settings" },
	{ 0 },
};

static const struct words_perm route_own[] = {
	{ .name = "nlmsg",
	  .text = "send selected kinds of network configuration requests",
	  .extra = true },
	{ .name = "nlmsg_getneigh", .text = "query the neighbour (ARP) table", .extra = true },
	{ .name = "nlmsg_read", .text = "query network interfaces, addresses and routes" },
	{ .name = "nlmsg_readpriv",
	  .text = "query link details such as hardware addresses",
	  .extra = true },
	{ .name = "nlmsg_write", .text = "change network interfaces, addresses and routes" },
	{ 0 },
};

static const struct words_perm tcpdiag_own[] = {
	{ .name = "nlmsg",
	  .text = "send selected kinds of socket diagnosis requests",
	  .extra = true },
	{ .name = "nlmsg_read", .text = "query the sockets of the whole system" },
	{ .name = "nlmsg_write", .text = "close sockets of other processes (sock_diag)" },
	{ 0 },
};

static const struct words_perm xfrm_own[] = {
	{ .name = "nlmsg", .text = "send selected kinds of IPsec requests", .extra = true },
	{ .name = "nlmsg_read", .text = "query the IPsec associations and policies" },
	{ .name = "nlmsg_write", .text = "change the IPsec associations and policies" },
	{ 0 },
};

static const struct words_perm firewall_own[] = {
	{ .name = "nlmsg_read", .text = "query the mode of the packet queue" },
	{ .name = "nlmsg_write", .text = "set the mode of the packet queue and decide on packets" },
	{ 0 },
};

#define SOCKET(name_, article_, kind_, own_)                                    \
	{                                                                       \
		.name = name_ "_socket", .one = article_ " " kind_ " socket",   \
		.many = kind_ " sockets", .common = socket_common, .own = own_, \
		.object = WORDS_OWNED                                           \
	}

const struct words_class words_socket_classes[] = {
	{ .name = "socket",
	  .one = "a socket of another family",
	  .many = "sockets of other families",
	  .common = socket_common,
	  .object = WORDS_OWNED },
	{ .name = "key_socket",
	  .one = "an IPsec key (PF_KEY) socket",
	  .many = "IPsec key (PF_KEY) sockets",
	  .common = socket_common,
	  .object = WORDS_OWNED },
	SOCKET("alg", "an", "kernel crypto (AF_ALG)", NULL),
	SOCKET("appletalk", "an", "AppleTalk", NULL),
	SOCKET("atmpvc", "an", "ATM PVC", NULL),
	SOCKET("atmsvc", "an", "ATM SVC", NULL),
	SOCKET("ax25", "an", "AX.25", NULL),
	SOCKET("bluetooth", "a", "Bluetooth", NULL),
	SOCKET("bridge", "a", "bridge", NULL),
	SOCKET("caif", "a", "CAIF", NULL),
	SOCKET("can", "a", "CAN", NULL),
	SOCKET("dccp", "a", "DCCP", dccp_own),
	SOCKET("decnet", "a", "DECnet", NULL),
	SOCKET("ib", "an", "InfiniBand", NULL),
	SOCKET("icmp", "an", "ICMP", rawip_own),
	SOCKET("ieee802154", "an", "IEEE 802.15.4", NULL),
	SOCKET("ipx", "an", "IPX", NULL),
	SOCKET("irda", "an", "IrDA", NULL),
	SOCKET("isdn", "an", "ISDN", NULL),
	SOCKET("iucv", "an", "IUCV", NULL),
	SOCKET("kcm", "a", "kernel connection multiplexor", NULL),
	SOCKET("llc", "an", "LLC", NULL),
	SOCKET("mctp", "an", "MCTP", NULL),
	SOCKET("mpls", "an", "MPLS", NULL),
	SOCKET("netlink", "a", "netlink", netlink_own),
	SOCKET("netlink_audit", "a", "netlink audit", audit_own),
	SOCKET("netlink_connector", "a", "netlink connector", netlink_own),
	SOCKET("netlink_crypto", "a", "netlink crypto", netlink_own),
	SOCKET("netlink_dnrt", "a", "netlink DECnet routing", netlink_own),
	SOCKET("netlink_fib_lookup", "a", "netlink route lookup", netlink_own),
	SOCKET("netlink_generic", "a", "generic netlink", netlink_own),
	SOCKET("netlink_ip6fw", "a", "netlink IPv6 firewall", firewall_own),
	SOCKET("netlink_firewall", "a", "netlink firewall", firewall_own),
	SOCKET("netlink_iscsi", "a", "netlink iSCSI", netlink_own),
	SOCKET("netlink_kobject_uevent", "a", "netlink device event", netlink_own),
	SOCKET("netlink_netfilter", "a", "netlink netfilter", netlink_own),
	SOCKET("netlink_nflog", "a", "netlink packet log", netlink_own),
	SOCKET("netlink_rdma", "a", "netlink RDMA", netlink_own),
	SOCKET("netlink_route", "a", "netlink route", route_own),
	SOCKET("netlink_scsitransport", "a", "netlink SCSI transport", netlink_own),
	SOCKET("netlink_selinux", "a", "netlink SELinux", netlink_own),
	SOCKET("netlink_tcpdiag", "a", "netlink socket diagnosis", tcpdiag_own),
	SOCKET("netlink_xfrm", "a", "netlink IPsec", xfrm_own),
	SOCKET("netrom", "a", "NET/ROM", NULL),
	SOCKET("nfc", "an", "NFC", NULL),
	SOCKET("obsolete_netlink_firewall", "an", "obsolete netlink firewall", firewall_own),
	SOCKET("obsolete_netlink_ip6fw", "an", "obsolete netlink IPv6 firewall", firewall_own),
	SOCKET("packet", "a", "packet (link-level)", NULL),
	SOCKET("phonet", "a", "Phonet", NULL),
	SOCKET("pppox", "a", "PPP transport (PPPoX)", NULL),
	SOCKET("qipcrtr", "a", "Qualcomm IPC router", NULL),
	SOCKET("rawip", "a", "raw IP", rawip_own),
	SOCKET("rds", "an", "RDS", NULL),
	SOCKET("rose", "a", "ROSE", NULL),
	SOCKET("rxrpc", "an", "RxRPC", NULL),
	SOCKET("sctp", "an", "SCTP", sctp_own),
	SOCKET("smc", "an", "SMC", NULL),
	SOCKET("tcp", "a", "TCP", tcp_own),
	SOCKET("tipc", "a", "TIPC", NULL),
	SOCKET("tun", "a", "TUN/TAP", tun_own),
	SOCKET("udp", "a", "UDP", udp_own),
	SOCKET("unix_dgram", "a", "Unix datagram", NULL),
	SOCKET("unix_stream", "a", "Unix stream", unix_stream_own),
	SOCKET("vsock", "a", "virtual machine (vsock)", NULL),
	SOCKET("x25", "an", "X.25", NULL),
	SOCKET("xdp", "an", "XDP", NULL),
	{ 0 },
};
