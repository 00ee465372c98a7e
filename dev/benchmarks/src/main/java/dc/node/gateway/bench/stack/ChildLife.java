package dc.node.gateway.bench.stack;

import java.io.IOException;

/** Keeps a process that another has started from outliving it. */
public final class ChildLife {

    private ChildLife() {}

    /** Ends this process once its standard input is closed, which the system does for whoever dies. Returns at once. */
    public static void endWithParent() {
        Thread.ofPlatform().daemon().start(() -> {
            try {
                while (System.in.read() >= 0) {
                    // Whatever is said, it is not the end.
                }
            } catch (IOException e) {
                System.err.println("Standard input broke: " + e);
            }
            Runtime.getRuntime().halt(0);
        });
    }
}
