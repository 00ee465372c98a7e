package dc.node.gateway.bench.stub;

import java.util.UUID;

/** What can be found in the stub: one project, and an issue under every id. */
public final class StubIds {

    public static final UUID PROJECT = UUID.fromString("0b000000-0000-4000-8000-000000000001");

    private static final long VERSION_4 = 0x0b00_0000_0000_4000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    private StubIds() {}

    /** The issue of this number. */
    public static UUID issue(long number) {
        return new UUID(VERSION_4, VARIANT | number);
    }
}
