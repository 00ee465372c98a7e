package dc.node.gateway.localstack.part;

import dc.node.gateway.localstack.data.LocalStackException;
import dc.node.gateway.localstack.data.PartName;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * One part of the stack, a process of its own. Which process it is stands in the data folder, so any command that uses
 * the same folder can stop what another has started. A part outlives the Java process that started it: whoever starts
 * one closes it.
 */
public interface Part extends AutoCloseable {

    PartName name();

    /**
     * Starts the part and returns when it answers; does nothing when it runs.
     *
     * @throws LocalStackException when it does not come up; then nothing of it is left running
     */
    void start();

    /** Ends the part, politely first; does nothing when it does not run. Returns when its process has gone. */
    void stop();

    /** Kills the process at once (SIGKILL), as a crash would; returns when it has gone. */
    void kill();

    OptionalLong pid();

    default boolean isRunning() {
        return pid().isPresent();
    }

    /** Where its output goes. */
    Path log();

    /** Ends the part; this object does not start it again. */
    @Override
    void close();
}
