package dc.node.gateway.bench.growth;

import dc.node.gateway.bench.load.Keys;
import dc.node.gateway.bench.load.Request;
import dc.node.gateway.bench.measure.Calls;
import dc.node.gateway.bench.measure.HttpMeasure;
import dc.node.gateway.bench.measure.Measure;
import dc.node.gateway.bench.measure.Measures;
import dc.node.gateway.bench.stack.BareProcess;
import dc.node.gateway.bench.stack.BenchStack;
import dc.node.gateway.bench.stack.Fleet.Member;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/**
 * What is measured at each size, on one stack. Reads and writes are each another agent's, comments in sessions another session's,
 * replays those of rows from all over the ledger; each run goes through them in another order, so that none is warmer for having
 * been asked for.
 */
final class GrowthMeasures {

    /** Of each caller; when it has sent them all, it begins anew. */
    private static final int REPLAYS = 5_000;

    private final BenchStack stack;
    private final Keys keys;
    private final BareProcess bare;
    private final long seed;
    private final AtomicLong orders = new AtomicLong();

    GrowthMeasures(BenchStack stack, Keys keys, long seed) {
        this.stack = stack;
        this.keys = keys;
        this.seed = seed;
        this.bare = stack.bare();
    }

    /** @param rows how many rows were added to the ledger, of these writers */
    List<Measure> of(List<Member> writers, List<Member> reporters, int rows) {
        int gateway = stack.gatewayPort();
        return List.of(
                over(Measures.READ, gateway, writers, Calls::read, Calls.READ),
                over(Measures.WRITE, gateway, writers, Calls::comment, Calls.WRITTEN),
                over(Measures.SESSION, gateway, reporters, Calls::comment, Calls.WRITTEN),
                new HttpMeasure(
                        Measures.REPLAY, gateway, caller -> replays(writers, rows, nextSeed()), keys, Calls.REPLAYED),
                over(
                        Measures.DIRECT,
                        stack.stub().port(),
                        writers,
                        member -> Calls.direct(member, stack.taskerAccessToken()),
                        Calls.READ),
                Measures.bare(bare));
    }

    private Measure over(
            String id, int port, List<Member> members, Function<Member, Request> request, String expected) {
        return new HttpMeasure(id, port, caller -> shuffled(members, request, nextSeed()), keys, expected);
    }

    private long nextSeed() {
        return seed + orders.incrementAndGet();
    }

    private static List<Request> replays(List<Member> writers, int rows, long seed) {
        return new Random(seed)
                .ints(REPLAYS, 1, rows + 1)
                .mapToObj(row -> Calls.comment(writers.get((row - 1) % writers.size()), Database.key(row)))
                .toList();
    }

    /** Requests of a caller's own, for one at a time may use them. */
    private static List<Request> shuffled(List<Member> members, Function<Member, Request> request, long seed) {
        List<Request> requests = new ArrayList<>(members.stream().map(request).toList());
        Collections.shuffle(requests, new Random(seed));
        return requests;
    }
}
