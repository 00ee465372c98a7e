package dc.node.gateway.identity.provider;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Finds the addresses of a host. */
@FunctionalInterface
interface HostLookup {

    /** May take as long as the system's resolver does. */
    InetAddress[] addresses(String host) throws UnknownHostException;
}
