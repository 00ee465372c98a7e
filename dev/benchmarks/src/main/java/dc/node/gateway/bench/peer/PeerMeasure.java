package dc.node.gateway.bench.peer;

import dc.node.gateway.bench.load.Sample;
import dc.node.gateway.bench.measure.HttpMeasure;
import dc.node.gateway.bench.measure.Measure;
import dc.node.gateway.bench.stack.Usage;
import dc.node.gateway.localstack.data.LocalStackException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;

/** Reads through a peer. That one of them fails is found, not fatal: the peer is not what is built here. */
record PeerMeasure(Peer peer, HttpMeasure calls) implements Measure {

    @Override
    public String id() {
        return calls.id();
    }

    @Override
    public boolean mayFail() {
        return true;
    }

    @Override
    public Map<String, Long> processes() {
        return Map.of(Usage.ITS_OWN, peer.pid());
    }

    @Override
    public Sample run(int callers, Duration time) throws InterruptedException {
        Sample sample = sample(callers, time);
        if (!sample.succeeded()) {
            peer.forgetSessions();
        }
        return sample;
    }

    private Sample sample(int callers, Duration time) throws InterruptedException {
        try {
            return calls.run(callers, time);
        } catch (LocalStackException e) {
            // It did not even open a session.
            return Sample.failed(Objects.requireNonNullElse(e.getMessage(), e.toString()));
        }
    }
}
