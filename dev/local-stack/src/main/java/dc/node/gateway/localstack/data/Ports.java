package dc.node.gateway.localstack.data;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.IntUnaryOperator;

/** The ports of one stack, all on 127.0.0.1. They are kept in the data folder, so a part comes back where it was. */
public record Ports(int gateway, int temporal, int temporalUi, int postgres, int tasker, int taskerControl) {

    private static final String FILE = "ports.json";

    public static Ports standard() {
        return new Ports(4100, 7233, 8233, 54329, 4200, 4201);
    }

    /** Six ports that are free now. */
    public static Ports free(Random random) {
        Iterator<Integer> free = FreePorts.pick(6, random).iterator();
        return standard().map(standardPort -> free.next());
    }

    /** The same with another port for the gateway, free now. */
    public Ports withFreeGateway(Random random) {
        return new Ports(further(1, random).getFirst(), temporal, temporalUi, postgres, tasker, taskerControl);
    }

    /** So many ports that are free now and none of these, of which some may be free as well while a part is down. */
    public List<Integer> further(int count, Random random) {
        Set<Integer> these = Set.of(gateway, temporal, temporalUi, postgres, tasker, taskerControl);
        return FreePorts.pick(these.size() + count, random).stream()
                .filter(port -> !these.contains(port))
                .limit(count)
                .toList();
    }

    public static Optional<Ports> kept(DataDirectory data) {
        return PrivateFiles.read(data.file(FILE), Ports.class);
    }

    public void keep(DataDirectory data) {
        PrivateFiles.write(data.file(FILE), this);
    }

    /** The same ports, with a free one in place of each that is taken. */
    public Ports avoidingBusy(Random random) {
        Iterator<Integer> free = FreePorts.pick(6, random).iterator();
        return map(port -> FreePorts.isFree(port) ? port : free.next());
    }

    /**
     * Looks at all of them.
     *
     * @throws LocalStackException naming the first that is taken
     */
    public void requireFree() {
        for (PartName part : PartName.values()) {
            of(part).forEach(Port::requireFree);
        }
    }

    /** The ports of one part, the main one first. */
    public List<Port> of(PartName part) {
        return switch (part) {
            case GATEWAY -> List.of(new Port(gateway, "the gateway"));
            case TEMPORAL -> List.of(new Port(temporal, "Temporal"), new Port(temporalUi, "the Temporal UI"));
            case TASKER ->
                List.of(
                        new Port(tasker, "the Tasker sandbox"),
                        new Port(taskerControl, "the Tasker sandbox's control interface"));
            case POSTGRES -> List.of(new Port(postgres, "Postgres"));
        };
    }

    private Ports map(IntUnaryOperator change) {
        return new Ports(
                change.applyAsInt(gateway),
                change.applyAsInt(temporal),
                change.applyAsInt(temporalUi),
                change.applyAsInt(postgres),
                change.applyAsInt(tasker),
                change.applyAsInt(taskerControl));
    }

    /** A port and what listens on it. */
    public record Port(int number, String purpose) {

        /**
         * Looks whether anything listens there.
         *
         * @throws LocalStackException when something does
         */
        public void requireFree() {
            if (!FreePorts.isFree(number)) {
                throw new LocalStackException(
                        "Port %d, which is for %s, is taken: stop what listens there, or let ./run choose free ports with --ports auto."
                                .formatted(number, purpose));
            }
        }
    }
}
