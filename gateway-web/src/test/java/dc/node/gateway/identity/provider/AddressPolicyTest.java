package dc.node.gateway.identity.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressPolicyTest {

    private static final IdentityProviderProperties STRICT = new IdentityProviderProperties(false, List.of());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "0.1.2.3",
                "10.0.0.1",
                "10.255.255.255",
                "100.64.0.1",
                "100.127.255.255",
                "127.0.0.1",
                "127.255.0.1",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.0.0.8",
                "192.0.2.1",
                "192.168.1.1",
                "198.18.0.1",
                "198.19.255.255",
                "198.51.100.1",
                "203.0.113.1",
                "224.0.0.1",
                "239.255.255.250",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::127.0.0.1",
                "64:ff9b::a00:1",
                "100::1",
                "2001::1",
                "2001:db8::1",
                "2002:a00:1::",
                "3fff::1",
                "fc00::1",
                "fd12:3456::1",
                "fe80::1",
                "fec0::1",
                "ff02::1"
            })
    void whatIsNotPublicIsNotConnectedTo(String address) {
        assertThatThrownBy(() -> resolve(STRICT, "idp.example", address))
                .isInstanceOf(UnknownHostException.class)
                .hasMessageContaining("idp.example")
                .hasMessageContaining("is not public")
                .hasMessageContaining("GATEWAY_IDENTITY_ALLOWED_TARGETS");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "9.255.255.255",
                "11.0.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "172.15.255.255",
                "172.32.0.0",
                "192.0.1.1",
                "198.20.0.0",
                "223.255.255.255",
                "2606:4700::1111",
                "2001:4860:4860::8888"
            })
    void whatIsPublicIs(String address) throws UnknownHostException {
        assertThat(resolve(STRICT, "idp.example", address)).hasSize(1);
    }

    @Test
    void oneAddressThatIsNotPublicSpoilsTheHost() {
        assertThatThrownBy(() -> resolve(STRICT, "idp.example", "1.1.1.1", "10.0.0.1"))
                .isInstanceOf(UnknownHostException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[::ffff:1.1.1.1]", "::ffff:1.1.1.1", "[::ffff:10.0.0.1]", "2130706433", "127.1"})
    void anAddressInDisguiseIsRefused(String literal) {
        assertThatThrownBy(() -> new AddressPolicy(STRICT, InetAddress::getAllByName).resolve(literal))
                .isInstanceOf(UnknownHostException.class);
    }

    @Test
    void theConfigurationAddsHostsAndNetworks() throws UnknownHostException {
        IdentityProviderProperties properties =
                new IdentityProviderProperties(false, List.of("Login.Example.Internal", "10.20.0.0/16", "fd00:1::/32"));

        assertThat(resolve(properties, "login.example.internal", "192.168.7.7")).hasSize(1);
        assertThat(resolve(properties, "idp.example", "10.20.255.1")).hasSize(1);
        assertThat(resolve(properties, "idp.example", "fd00:1::9")).hasSize(1);
        assertThatThrownBy(() -> resolve(properties, "idp.example", "10.21.0.1"))
                .isInstanceOf(UnknownHostException.class);
        assertThatThrownBy(() -> resolve(properties, "evil.login.example.internal", "192.168.7.7"))
                .isInstanceOf(UnknownHostException.class);
    }

    @Test
    void loopbackIsOpenOnlyWhereItIsAllowedAndNothingElseIsThen() throws UnknownHostException {
        IdentityProviderProperties properties = new IdentityProviderProperties(true, List.of());

        assertThat(resolve(properties, "localhost", "127.0.0.1", "::1")).hasSize(2);
        assertThatThrownBy(() -> resolve(properties, "localhost", "1.1.1.1")).isInstanceOf(UnknownHostException.class);
        assertThatThrownBy(() -> resolve(properties, "idp.example", "10.0.0.1"))
                .isInstanceOf(UnknownHostException.class);
    }

    @Test
    void aHostWithoutAnAddressIsSaidToHaveNone() {
        assertThatThrownBy(() -> resolve(STRICT, "idp.example"))
                .isInstanceOf(UnknownHostException.class)
                .hasMessage("The host idp.example has no address in the DNS.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0/", "10.0.0.0/33", "10.0.0/8", "fd00::/129", "example.com/8", "10.0.0.0/-1", "/8"})
    void aNetworkThatIsNoneStopsTheStart(String target) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AddressPolicy(
                        new IdentityProviderProperties(false, List.of(target)), InetAddress::getAllByName))
                .withMessageContaining("GATEWAY_IDENTITY_ALLOWED_TARGETS");
    }

    private static List<InetAddress> resolve(IdentityProviderProperties properties, String host, String... addresses)
            throws UnknownHostException {
        List<InetAddress> found = new ArrayList<>();
        for (String address : addresses) {
            found.add(InetAddress.getByName(address));
        }
        AddressPolicy policy = new AddressPolicy(properties, name -> found.toArray(InetAddress[]::new));
        return Arrays.asList(policy.resolve(host));
    }
}
