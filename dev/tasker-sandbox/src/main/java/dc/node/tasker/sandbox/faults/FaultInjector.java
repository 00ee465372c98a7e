package dc.node.tasker.sandbox.faults;

import dc.node.tasker.sandbox.http.Answer;
import dc.node.tasker.sandbox.http.Answer.HangUp;
import dc.node.tasker.sandbox.http.Answer.Reply;
import dc.node.tasker.sandbox.http.Handler;
import dc.node.tasker.sandbox.http.Refusal;
import dc.node.tasker.sandbox.http.Request;
import java.time.Duration;
import java.util.Map;

/** Stands before the adapter and lets the active faults strike. */
public final class FaultInjector implements Handler {

    private final ActiveFaults faults;
    private final Handler adapter;

    /** Creates the injector before an adapter. */
    public FaultInjector(ActiveFaults faults, Handler adapter) {
        this.faults = faults;
        this.adapter = adapter;
    }

    @Override
    public Answer handle(Request request) {
        return faults.strike(request).map(fault -> struck(fault, request)).orElseGet(() -> adapter.handle(request));
    }

    private Answer struck(Fault fault, Request request) {
        if (fault.mode() != FaultMode.RATE_LIMIT) {
            pause(fault.latency());
        }
        return switch (fault.mode()) {
            case DOWN -> new HangUp();
            case SLOW -> adapter.handle(request);
            case ERROR -> error(fault);
            case ERROR_AFTER_COMMIT -> insteadOfAnswer(request, error(fault));
            case DROP_CONNECTION -> insteadOfAnswer(request, new HangUp());
            case GARBAGE -> new Reply(200, Map.of(), "text/html", "<html><body>Bad Gateway</body>");
            case RATE_LIMIT -> rateLimited(fault);
        };
    }

    /** Does what was asked, but says something else about it, also where the adapter refuses. */
    private Answer insteadOfAnswer(Request request, Answer answer) {
        try {
            adapter.handle(request);
            return answer;
        } catch (Refusal refusal) {
            return answer;
        }
    }

    private static Reply error(Fault fault) {
        return Refusal.of(fault.status(), "injected_fault", "The sandbox was told to fail this request.")
                .reply();
    }

    private static Reply rateLimited(Fault fault) {
        long seconds = Math.max(1, Math.ceilDiv(fault.latencyMs(), 1_000L));
        Reply reply = Refusal.of(429, "rate_limited", "Too many requests; try again in %d s.".formatted(seconds))
                .reply();
        return new Reply(
                reply.status(), Map.of("Retry-After", Long.toString(seconds)), reply.contentType(), reply.body());
    }

    private static void pause(Duration latency) {
        try {
            Thread.sleep(latency);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Refusal.of(503, "stopping", "The sandbox is stopping.");
        }
    }
}
