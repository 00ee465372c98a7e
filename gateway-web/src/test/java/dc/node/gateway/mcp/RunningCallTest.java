package dc.node.gateway.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dc.node.gateway.mcp.jsonrpc.JsonRpcMapper;
import dc.node.gateway.mcp.jsonrpc.MessageWriter;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** When a call is told to stop waiting. */
class RunningCallTest {

    private final AtomicInteger stops = new AtomicInteger();

    private final RunningCall call = new RunningCall(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            false,
            Optional.empty(),
            new MessageWriter(JsonRpcMapper.create()));

    @Test
    void aCallCancelledBeforeItWaitsDoesNotWait() {
        call.cancel();

        call.onCancelled(stops::incrementAndGet);

        assertThat(stops).hasValue(1);
    }

    @Test
    void aWaitingCallIsStoppedOnce() {
        call.onCancelled(stops::incrementAndGet);
        assertThat(stops).hasValue(0);

        call.cancel();
        call.cancel();

        assertThat(stops).hasValue(1);
    }
}
