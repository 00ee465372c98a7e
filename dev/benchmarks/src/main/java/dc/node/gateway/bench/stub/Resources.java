package dc.node.gateway.bench.stub;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Bodies that are files beside these classes. */
final class Resources {

    private Resources() {}

    /** One line of ASCII. */
    static String json(String name) {
        try (InputStream in = Objects.requireNonNull(Resources.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII).replace("\n", "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
