package dc.node.gateway.chaos.fault;

import dc.node.gateway.chaos.fault.Fault.TaskerIll;
import dc.node.gateway.chaos.stack.ChaosStack;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/**
 * The illnesses of Tasker that are in force, and how many requests each has met. Tasker's process forgets both when it
 * is killed. Looks at no more than the newest 10,000 requests.
 */
final class TaskerWatch {

    private record InForce(TaskerIll ill, long since) {}

    private final ChaosStack stack;
    private final Deque<InForce> newestFirst = new ArrayDeque<>();

    TaskerWatch(ChaosStack stack) {
        this.stack = stack;
    }

    /** Puts one in force before those that are: Tasker suffers from the first that fits a request and strikes it. */
    void begin(TaskerIll ill) {
        stack.sandbox().clearFaults();
        ill.strike(stack);
        newestFirst.forEach(one -> one.ill().strike(stack));
        newestFirst.addFirst(new InForce(ill, newestRequest()));
    }

    /** Whether the newest has met a request: the first it meets, it strikes. */
    boolean newestHasMet() {
        return met(newestFirst.getFirst(), stack.sandbox().requests()) > 0;
    }

    /** How many requests each kind has met; of these, it struck the first, and its share of the others. Watches none any more. */
    Map<String, Integer> end() {
        Map<String, Integer> metByKind = new TreeMap<>();
        if (!newestFirst.isEmpty()) {
            JsonNode requests = stack.sandbox().requests();
            newestFirst.forEach(one -> metByKind.merge(one.ill().kind(), met(one, requests), Integer::sum));
            newestFirst.clear();
        }
        return metByKind;
    }

    private long newestRequest() {
        return StreamSupport.stream(stack.sandbox().requests().path("requests").spliterator(), false)
                .mapToLong(request -> request.path("seq").asLong())
                .max()
                .orElse(0);
    }

    private static int met(InForce one, JsonNode requests) {
        return (int) StreamSupport.stream(requests.path("requests").spliterator(), false)
                .filter(request -> request.path("seq").asLong() > one.since())
                .filter(request -> one.ill().fits(request.path("path").asString("")))
                .count();
    }
}
