package dc.node.gateway.bench.measure;

import dc.node.gateway.bench.load.ClosedLoop;
import dc.node.gateway.bench.load.HttpCaller;
import dc.node.gateway.bench.load.Keys;
import dc.node.gateway.bench.load.Request;
import dc.node.gateway.bench.load.Sample;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Calls over HTTP, each caller with its own connection.
 *
 * @param requests what the caller of this number, from 0, sends in turn
 * @param expected what a good answer's body holds
 */
public record HttpMeasure(String id, int port, IntFunction<List<Request>> requests, Keys keys, String expected)
        implements Measure {

    /** Connections are made anew each time: the gateway closes those that were idle meanwhile. */
    @Override
    public Sample run(int callers, Duration time) throws InterruptedException {
        List<HttpCaller> all = new ArrayList<>();
        try {
            for (int caller = 0; caller < callers; caller++) {
                all.add(new HttpCaller(port, requests.apply(caller), keys::next, expected));
            }
            return ClosedLoop.run(all, time);
        } finally {
            all.forEach(HttpCaller::close);
        }
    }
}
