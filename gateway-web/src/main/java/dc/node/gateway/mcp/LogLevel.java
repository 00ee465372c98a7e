package dc.node.gateway.mcp;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** How grave a message to the client is, the least first. */
public enum LogLevel {
    DEBUG,
    INFO,
    NOTICE,
    WARNING,
    ERROR,
    CRITICAL,
    ALERT,
    EMERGENCY;

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<LogLevel> of(JsonNode name) {
        return Arrays.stream(values())
                .filter(level -> name.isString() && level.wireName().equals(name.stringValue()))
                .findFirst();
    }
}
