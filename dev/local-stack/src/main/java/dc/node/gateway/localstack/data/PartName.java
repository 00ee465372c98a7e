package dc.node.gateway.localstack.data;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The parts, in the order in which they are ended: what depends on others goes first. */
public enum PartName {
    GATEWAY,
    TEMPORAL,
    TASKER,
    POSTGRES;

    /** The name as people type it and as {@code run.json} and the log files carry it. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The part of that name.
     *
     * @throws LocalStackException when no part has it
     */
    public static PartName parse(String text) {
        return Arrays.stream(values())
                .filter(part -> part.id().equals(text))
                .findFirst()
                .orElseThrow(() -> new LocalStackException("There is no part named '%s'; the parts are %s."
                        .formatted(
                                text, Arrays.stream(values()).map(PartName::id).collect(Collectors.joining(", ")))));
    }
}
