package dc.node.gateway.localstack.command;

import dc.node.gateway.localstack.AgentSetup;
import dc.node.gateway.localstack.LocalStack;
import dc.node.gateway.localstack.data.DataDirectory;
import dc.node.gateway.localstack.data.DataLock;
import dc.node.gateway.localstack.data.LocalStackException;
import dc.node.gateway.localstack.data.Ports;
import dc.node.gateway.localstack.data.RunFile;
import dc.node.gateway.localstack.part.Part;
import java.io.PrintStream;
import java.nio.file.Files;
import java.util.Locale;
import java.util.Random;

/** One {@code ./run} from its start to its end. */
final class Up {

    private final UpOptions options;
    private final PrintStream out;
    private final DataDirectory data;
    private final long begin = System.nanoTime();

    Up(UpOptions options, PrintStream out) {
        this.options = options;
        this.out = out;
        this.data = options.directory();
    }

    /** Returns only with {@code --exit}, or when something goes wrong before the stack is up. */
    int run() {
        if (!Files.exists(data.root())) {
            // A new folder is made only when the stack can start.
            ports();
        }
        DataLock lock = DataLock.acquire(data);
        RunFile.delete(data);
        endLeftovers();
        Ports ports = ports();
        ports.keep(data);
        LocalStack stack = LocalStack.of(data, ports);
        Ending ending = new Ending(stack, lock, out);
        ending.atExit();
        try {
            return run(stack);
        } catch (LocalStackException e) {
            if (ending.hasBegun()) {
                // The parts are going away beneath this thread; the process ends with them.
                return 0;
            }
            throw e;
        }
    }

    private int run(LocalStack stack) {
        out.printf("Starting Postgres, Temporal, the Tasker sandbox and the gateway in %s%n", data.root());
        stack.start();
        Proof proof = new Proof(stack, AgentSetup.prepare(stack), out);
        out.println(String.format(Locale.ROOT, "Everything answers after %.1f s.", seconds()));
        boolean succeeded = prove(proof);
        out.println(String.format(Locale.ROOT, "%nTotal: %.1f s.", seconds()));
        if (options.exitsAfterwards()) {
            return succeeded ? 0 : 1;
        }
        out.println("Ctrl-C ends everything.");
        new Watch(data, out).forever();
        return 0;
    }

    private boolean prove(Proof proof) {
        if (options.playsDemo()) {
            return proof.playSession();
        }
        proof.writeOnce();
        return true;
    }

    private Ports ports() {
        if (options.autoPorts()) {
            Random random = new Random();
            // Not the standard ports, though they be free: two stacks that begin at once would both take them.
            return Ports.kept(data).map(kept -> kept.avoidingBusy(random)).orElseGet(() -> Ports.free(random));
        }
        Ports wanted = Ports.kept(data).orElseGet(Ports::standard);
        wanted.requireFree();
        return wanted;
    }

    /** Parts outlive a {@code ./run} that was killed. */
    private void endLeftovers() {
        LocalStack before = LocalStack.of(data, Ports.kept(data).orElseGet(Ports::standard));
        before.parts().stream().filter(Part::isRunning).forEach(part -> {
            out.printf(
                    "Ending %s (process %d), left from an earlier run.%n",
                    part.name().id(), part.pid().orElse(0));
            part.stop();
        });
    }

    private double seconds() {
        return (System.nanoTime() - begin) / 1e9;
    }
}
