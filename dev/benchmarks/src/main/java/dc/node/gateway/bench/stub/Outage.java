package dc.node.gateway.bench.stub;

import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Whether the stub plays dead, and which comments came in since it was told to watch, and when. One clock for both. */
final class Outage {

    private static final JsonMapper JSON = new JsonMapper();

    private record Arrival(String body, long at) {}

    private final ConcurrentLinkedQueue<Arrival> arrivals = new ConcurrentLinkedQueue<>();
    private volatile boolean watches;
    private volatile boolean down;
    private volatile long recoveredAt;

    boolean isDown() {
        return down;
    }

    /** From now on comments are noted, and none that came before. */
    void watch() {
        arrivals.clear();
        recoveredAt = System.nanoTime();
        watches = true;
    }

    void begin() {
        down = true;
    }

    /** Ends an outage, its own or another part's: from now on counts how long each comment took. */
    void recover() {
        recoveredAt = System.nanoTime();
        down = false;
    }

    void landed(String body) {
        if (watches) {
            arrivals.add(new Arrival(body, System.nanoTime()));
        }
    }

    /** Each comment since it began to watch, the same one as often as it came. */
    List<Landing> landings() {
        return arrivals.stream()
                .map(arrival -> new Landing(externalId(arrival.body()), (arrival.at() - recoveredAt) / 1e6))
                .toList();
    }

    /** Empty where there is none. */
    private static String externalId(String body) {
        try {
            return JSON.readTree(body).path("external_id").asString("");
        } catch (JacksonException e) {
            return "";
        }
    }
}
