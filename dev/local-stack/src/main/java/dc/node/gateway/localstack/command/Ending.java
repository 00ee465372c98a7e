package dc.node.gateway.localstack.command;

import dc.node.gateway.localstack.LocalStack;
import dc.node.gateway.localstack.data.DataLock;
import dc.node.gateway.localstack.data.RunFile;
import java.io.PrintStream;
import java.util.concurrent.atomic.AtomicBoolean;

/** The one way a {@code ./run} ends, be it by Ctrl-C, SIGTERM, {@code --exit} or a failure. */
final class Ending {

    private final LocalStack stack;
    private final DataLock lock;
    private final PrintStream out;
    private final AtomicBoolean begun = new AtomicBoolean();

    Ending(LocalStack stack, DataLock lock, PrintStream out) {
        this.stack = stack;
        this.lock = lock;
        this.out = out;
    }

    void atExit() {
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(this::end));
    }

    boolean hasBegun() {
        return begun.get();
    }

    private void end() {
        begun.set(true);
        out.println("Ending everything ...");
        try (lock) {
            RunFile.delete(stack.data());
            stack.close();
        }
        out.println("Everything has ended.");
    }
}
