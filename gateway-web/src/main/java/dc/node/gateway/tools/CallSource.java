package dc.node.gateway.tools;

import java.util.Optional;

/**
 * Where a call came from, for the audit.
 *
 * @param clientName what the client calls itself; unverified
 */
public record CallSource(String address, Optional<String> clientName) {}
