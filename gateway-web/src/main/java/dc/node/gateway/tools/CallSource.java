package dc.node.gateway.tools;

import dc.node.gateway.tools.catalogue.StorableText;
import java.util.Optional;

/**
 * Where a call came from, for the audit.
 *
 * @param clientName what the client calls itself; unverified
 */
public record CallSource(String address, Optional<String> clientName) {

    private static final int LONGEST_NAME = 200;

    public CallSource {
        clientName = clientName
                .map(StorableText::clean)
                .map(name -> name.substring(0, Math.min(name.length(), LONGEST_NAME)));
    }
}
