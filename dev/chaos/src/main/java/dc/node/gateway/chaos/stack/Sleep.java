package dc.node.gateway.chaos.stack;

import dc.node.gateway.localstack.data.LocalStackException;
import java.time.Duration;

/** Doing nothing for a while. */
public final class Sleep {

    private Sleep() {}

    /**
     * Returns after this long.
     *
     * @throws LocalStackException when interrupted
     */
    public static void during(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalStackException("The run was interrupted.", e);
        }
    }
}
