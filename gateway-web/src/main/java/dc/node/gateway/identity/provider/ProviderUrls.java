package dc.node.gateway.identity.provider;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;

/** The forms that a provider's addresses must have, before anybody asks what is behind them. */
final class ProviderUrls {

    static final String LOOPBACK_NAME = "localhost";

    private static final int LONGEST = 500;
    private static final String FORM =
            "must be a URL of at most 500 characters with a host, such as https://login.example.com/realm.";
    private static final Pattern PRINTABLE = Pattern.compile("[\\x21-\\x7e]+");
    private static final Pattern LOOPBACK = Pattern.compile("127(\\.[0-9]{1,3}){3}|\\[::1]|" + LOOPBACK_NAME);

    private final boolean loopbackHttp;

    ProviderUrls(IdentityProviderProperties properties) {
        this.loopbackHttp = properties.allowLoopbackHttp();
    }

    /** An issuer (RFC 8414, section 2): no query, for paths are put behind it. */
    URI issuer(String text) throws ForbiddenUrlException {
        URI url = document(text);
        if (url.getRawQuery() != null) {
            throw new ForbiddenUrlException("must have no query.");
        }
        return url;
    }

    /** The address of a document. */
    URI document(String text) throws ForbiddenUrlException {
        URI url = parse(text);
        if (!"https".equals(url.getScheme()) && !isLoopbackHttp(url)) {
            throw new ForbiddenUrlException(
                    loopbackHttp
                            ? "must begin with https://, or with http:// and 127.0.0.1, [::1] or localhost."
                            : "must begin with https://.");
        }
        if (url.getRawUserInfo() != null) {
            throw new ForbiddenUrlException("must have no user name or password.");
        }
        if (url.getRawFragment() != null) {
            throw new ForbiddenUrlException("must have no fragment.");
        }
        if (url.getPort() == 0 || url.getPort() > 65_535) {
            throw new ForbiddenUrlException("must have a port from 1 to 65535, or none.");
        }
        return url;
    }

    private static URI parse(String text) throws ForbiddenUrlException {
        if (text.length() > LONGEST || !PRINTABLE.matcher(text).matches()) {
            throw new ForbiddenUrlException(FORM);
        }
        try {
            URI url = new URI(text).parseServerAuthority();
            if (url.getHost() != null) {
                return url;
            }
        } catch (URISyntaxException e) {
            ForbiddenUrlException forbidden = new ForbiddenUrlException(FORM);
            forbidden.initCause(e);
            throw forbidden;
        }
        throw new ForbiddenUrlException(FORM);
    }

    private boolean isLoopbackHttp(URI url) {
        return loopbackHttp
                && "http".equals(url.getScheme())
                && LOOPBACK.matcher(url.getHost()).matches();
    }
}
