package dc.node.gateway.bench.measure;

import dc.node.gateway.bench.load.Keys;
import dc.node.gateway.bench.load.Request;
import dc.node.gateway.bench.stack.BareProcess;
import dc.node.gateway.bench.stack.BenchStack;
import dc.node.gateway.bench.stack.Fleet.Member;
import dc.node.gateway.bench.stack.Usage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Predicate;

/** The measures of one run, in their order. */
public final class Measures {

    public static final String DIRECT = "a";
    public static final String READ = "b";
    public static final String BARE = "c";
    public static final String UNTUNED = "u";
    public static final String WRITE = "d";
    public static final String SESSION = "e";
    public static final String REPLAY = "f";
    public static final String LIST = "g";
    public static final String RECOVERY = "h";

    /** All that {@code --only} may name beside peers. */
    public static final List<String> ALL = List.of(DIRECT, READ, BARE, UNTUNED, WRITE, SESSION, REPLAY, LIST, RECOVERY);

    /** Those in which the gateway takes part. */
    private static final Set<String> OF_THE_GATEWAY = Set.of(READ, WRITE, SESSION, REPLAY, LIST);

    private static final Set<String> WRITES = Set.of(BARE, UNTUNED, WRITE, SESSION);

    private static final Map<String, String> TITLES = Map.of(
            DIRECT, "Tasker called directly",
            READ, "read through MCP",
            BARE, "bare Standalone Activity",
            UNTUNED, "bare Standalone Activity, untuned server",
            WRITE, "write through MCP",
            SESSION, "comment in an open work session",
            REPLAY, "replayed key",
            LIST, "tools/list");

    private Measures() {}

    /** What it is, for a table; of a peer, its name. */
    public static String title(String id) {
        return Objects.requireNonNullElse(TITLES.get(id), id);
    }

    /** Whether this one is a call of the gateway; not so direct calls, bare activities and peers. */
    public static boolean ofTheGateway(String id) {
        return OF_THE_GATEWAY.contains(id);
    }

    /** Whether this one has effects in Tasker, which take hundreds of times as long as reads. */
    public static boolean isWrite(String id) {
        return WRITES.contains(id);
    }

    /** The processes that take part in this one beside load and upstream, by the names that {@link Usage} has. */
    public static List<String> parts(String id) {
        return switch (id) {
            case DIRECT -> List.of();
            case READ, REPLAY, LIST -> List.of(Usage.GATEWAY, Usage.POSTGRES);
            case WRITE, SESSION -> List.of(Usage.GATEWAY, Usage.TEMPORAL, Usage.POSTGRES);
            case BARE, UNTUNED -> List.of(Usage.TEMPORAL, Usage.ITS_OWN);
            default -> List.of(Usage.ITS_OWN);
        };
    }

    /** All processes of the stack and of these measures, whichever of them takes part. */
    public static Set<Long> processes(BenchStack stack, List<Measure> measures) {
        Set<Long> processes = new HashSet<>(stack.processes().values());
        measures.forEach(measure -> processes.addAll(measure.processes().values()));
        return processes;
    }

    /** Those wanted; starts the processes that only they need. */
    static List<Measure> of(BenchStack stack, Ground ground, Keys keys, List<String> wanted) {
        List<Measure> measures = new ArrayList<>();
        IntFunction<List<Request>> reads = callers(ground.writers(), Calls::read);
        IntFunction<List<Request>> direct =
                callers(ground.writers(), member -> Calls.direct(member, stack.taskerAccessToken()));
        IntFunction<List<Request>> replays =
                callers(ground.writers(), member -> Calls.comment(member, Ground.replayedKey(member)));
        int gateway = stack.gatewayPort();
        measures.add(new HttpMeasure(DIRECT, stack.stub().port(), direct, keys, Calls.READ));
        measures.add(new HttpMeasure(READ, gateway, reads, keys, Calls.READ));
        if (wanted.contains(BARE)) {
            measures.add(bare(stack.bare()));
        }
        if (wanted.contains(UNTUNED)) {
            measures.add(new BareMeasure(UNTUNED, stack.bareUntuned(), 1));
        }
        measures.add(new HttpMeasure(WRITE, gateway, callers(ground.writers(), Calls::comment), keys, Calls.WRITTEN));
        measures.add(
                new HttpMeasure(SESSION, gateway, callers(ground.reporters(), Calls::comment), keys, Calls.WRITTEN));
        measures.add(new HttpMeasure(REPLAY, gateway, replays, keys, Calls.REPLAYED));
        measures.add(new HttpMeasure(
                LIST,
                gateway,
                callers(ground.writers(), member -> McpRequests.toolList(member.token())),
                keys,
                Calls.LISTED));
        return measures.stream().filter(isIn(wanted)).toList();
    }

    /** Bare activities with any number of callers. */
    public static Measure bare(BareProcess process) {
        return new BareMeasure(BARE, process, Integer.MAX_VALUE);
    }

    private static Predicate<Measure> isIn(List<String> wanted) {
        return measure -> wanted.contains(measure.id());
    }

    private static IntFunction<List<Request>> callers(List<Member> members, Function<Member, Request> request) {
        return caller -> List.of(request.apply(members.get(caller)));
    }
}
