package dc.node.gateway.dispatch;

import io.grpc.Context;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/** Bounds how long a call may wait for Temporal, whose client would otherwise try for minutes. */
@Component
class TemporalTimeLimit implements DisposableBean {

    private final ScheduledExecutorService deadlines = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("temporal-deadlines").factory());

    /**
     * Does {@code work}, whose calls to Temporal end within {@code limit}.
     *
     * @throws io.grpc.StatusRuntimeException with {@code DEADLINE_EXCEEDED} when they took longer
     */
    <T> T within(Duration limit, Supplier<T> work) {
        Context.CancellableContext context =
                Context.current().withDeadlineAfter(limit.toMillis(), TimeUnit.MILLISECONDS, deadlines);
        Context before = context.attach();
        try {
            return work.get();
        } finally {
            context.detach(before);
            context.cancel(null);
        }
    }

    @Override
    public void destroy() {
        deadlines.shutdownNow();
    }
}
