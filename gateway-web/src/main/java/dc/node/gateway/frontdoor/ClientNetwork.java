package dc.node.gateway.frontdoor;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/** What a client counts as, where its calls are counted by where they come from. */
public final class ClientNetwork {

    private static final int NETWORK_BYTES = 8;

    /** Never a name, which would be looked up. */
    private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F.]*:[0-9a-fA-F:.]*");

    private ClientNetwork() {}

    /**
     * An IPv4 address itself. An IPv6 client counts by its network of 64 bits ({@code 2001:db8:0:0::/64}), for it may use any
     * address in that. What is no address stays as it is.
     */
    public static String of(String address) {
        if (!IPV6.matcher(address).matches()) {
            return address;
        }
        try {
            InetAddress parsed = InetAddress.getByName(address);
            return parsed instanceof Inet6Address ? network(parsed.getAddress()) : parsed.getHostAddress();
        } catch (UnknownHostException e) {
            return address;
        }
    }

    private static String network(byte[] address) {
        StringBuilder network = new StringBuilder();
        for (int i = 0; i < NETWORK_BYTES; i += 2) {
            network.append(Integer.toHexString(((address[i] & 0xff) << 8) | (address[i + 1] & 0xff)))
                    .append(':');
        }
        return network.append(":/64").toString();
    }
}
