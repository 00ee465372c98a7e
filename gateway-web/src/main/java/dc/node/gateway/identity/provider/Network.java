package dc.node.gateway.identity.provider;

import static java.util.Objects.requireNonNull;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A block of addresses of one family, such as {@code 10.0.0.0/8} or {@code fc00::/7}.
 *
 * @param prefix how many leading bits an address has in common with the base
 */
record Network(InetAddress base, int prefix) {

    private static final Pattern V4 = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");
    private static final Pattern V6 = Pattern.compile("[0-9a-fA-F:]*:[0-9a-fA-F:.]*");

    Network {
        requireNonNull(base, "base is null");
        if (prefix < 0 || prefix > base.getAddress().length * Byte.SIZE) {
            throw new IllegalArgumentException("a network of " + base.getHostAddress() + " cannot be /" + prefix);
        }
    }

    /** Of a text that is known to be right. */
    static Network of(String text) {
        return parse(text).orElseThrow(() -> new IllegalArgumentException("'" + text + "' is no network"));
    }

    /** Empty when it is no address with a length behind a slash. Asks no name server. */
    static Optional<Network> parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            return Optional.empty();
        }
        String address = text.substring(0, slash);
        if (!V4.matcher(address).matches() && !V6.matcher(address).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new Network(InetAddress.getByName(address), Integer.parseInt(text.substring(slash + 1))));
        } catch (UnknownHostException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    boolean contains(InetAddress address) {
        byte[] mine = base.getAddress();
        byte[] other = address.getAddress();
        if (mine.length != other.length) {
            return false;
        }
        for (int bit = 0; bit < prefix; bit++) {
            int mask = 0x80 >> (bit % Byte.SIZE);
            if ((mine[bit / Byte.SIZE] & mask) != (other[bit / Byte.SIZE] & mask)) {
                return false;
            }
        }
        return true;
    }
}
