package dc.node.gateway.chaos;

import dc.node.gateway.chaos.stack.ChaosStack;

/** Ends every process of a stack once, be it at the run's end, on Ctrl-C, on SIGTERM or after a failure. */
final class Ending {

    private final ChaosStack stack;
    private boolean ended;

    Ending(ChaosStack stack) {
        this.stack = stack;
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(this::end));
    }

    /** Returns when all have gone, also when another thread is at it. */
    synchronized void end() {
        if (!ended) {
            ended = true;
            stack.close();
        }
    }
}
