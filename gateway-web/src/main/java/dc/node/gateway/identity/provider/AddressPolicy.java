package dc.node.gateway.identity.provider;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which addresses may be connected to for a provider's documents: public ones, and those that the configuration adds. Whoever
 * registers a provider, or owns its name in the DNS, could otherwise have the gateway call into the network around it.
 */
final class AddressPolicy {

    /** What is not public of IPv4 (IANA's special-purpose registry). */
    private static final List<Network> NOT_PUBLIC = Stream.of(
                    "0.0.0.0/8",
                    "10.0.0.0/8",
                    "100.64.0.0/10",
                    "127.0.0.0/8",
                    "169.254.0.0/16",
                    "172.16.0.0/12",
                    "192.0.0.0/24",
                    "192.0.2.0/24",
                    "192.88.99.0/24",
                    "192.168.0.0/16",
                    "198.18.0.0/15",
                    "198.51.100.0/24",
                    "203.0.113.0/24",
                    "224.0.0.0/4",
                    "240.0.0.0/4",
                    // Of IPv6's public part: protocols of their own, examples, and two that carry an IPv4 address
                    // within.
                    "2001::/23",
                    "2001:db8::/32",
                    "2002::/16",
                    "3fff::/20")
            .map(Network::of)
            .toList();

    /** All that is public of IPv6 is in here; loopback, local, multicast and IPv4-mapped addresses are not. */
    private static final Network PUBLIC_V6 = Network.of("2000::/3");

    private final boolean loopback;
    private final List<Network> allowedNetworks;
    private final Set<String> allowedHosts;
    private final HostLookup lookup;

    /** @throws IllegalArgumentException when an allowed target is neither a network nor a host */
    AddressPolicy(IdentityProviderProperties properties, HostLookup lookup) {
        this.loopback = properties.allowLoopbackHttp();
        this.allowedNetworks = properties.allowedTargets().stream()
                .filter(target -> target.contains("/"))
                .map(AddressPolicy::network)
                .toList();
        this.allowedHosts = properties.allowedTargets().stream()
                .filter(target -> !target.contains("/"))
                .map(host -> host.toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
        this.lookup = lookup;
    }

    /**
     * The addresses of a host, to be connected to as they are: a second look-up might say something else.
     *
     * @param host a name or an address, an IPv6 one with or without its brackets
     * @throws UnknownHostException when it has none, or one of them must not be connected to; its message is the sentence
     *     that says so
     */
    InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] addresses = lookUp(host);
        for (InetAddress address : addresses) {
            Optional<String> objection = objection(host, address);
            if (objection.isPresent()) {
                throw new UnknownHostException(objection.get());
            }
        }
        return addresses;
    }

    private InetAddress[] lookUp(String host) throws UnknownHostException {
        InetAddress[] addresses;
        try {
            addresses = lookup.addresses(host);
        } catch (UnknownHostException e) {
            UnknownHostException notFound = notFound(host);
            notFound.initCause(e);
            throw notFound;
        }
        if (addresses.length == 0) {
            throw notFound(host);
        }
        return addresses;
    }

    private static UnknownHostException notFound(String host) {
        return new UnknownHostException("The host " + host + " has no address in the DNS.");
    }

    private Optional<String> objection(String host, InetAddress address) {
        // An IPv4 address in the clothes of an IPv6 one, and a name that is spoken to without TLS.
        boolean disguised = (host.contains(":") && address instanceof Inet4Address)
                || (host.equalsIgnoreCase(ProviderUrls.LOOPBACK_NAME) && !address.isLoopbackAddress());
        if (!disguised && (isAllowed(host, address) || isPublic(address))) {
            return Optional.empty();
        }
        return Optional.of(
                "The host %s has the address %s, which is not public. If it is meant, put the host or its network"
                                .formatted(host, address.getHostAddress())
                        + " into GATEWAY_IDENTITY_ALLOWED_TARGETS.");
    }

    private boolean isAllowed(String host, InetAddress address) {
        return (loopback && address.isLoopbackAddress())
                || allowedHosts.contains(host.toLowerCase(Locale.ROOT))
                || allowedNetworks.stream().anyMatch(network -> network.contains(address));
    }

    private static boolean isPublic(InetAddress address) {
        return (address instanceof Inet4Address || PUBLIC_V6.contains(address))
                && NOT_PUBLIC.stream().noneMatch(network -> network.contains(address));
    }

    private static Network network(String text) {
        return Network.parse(text)
                .orElseThrow(() -> new IllegalArgumentException(
                        "gateway.identity.allowed-targets (GATEWAY_IDENTITY_ALLOWED_TARGETS) has '%s', which is no network such as 10.20.0.0/16"
                                .formatted(text)));
    }
}
