package dc.node.gateway.bench.peer;

import dc.node.gateway.bench.report.Journal;
import dc.node.gateway.localstack.data.LocalStackException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The other products that a run wants. One that cannot be installed or started is said to be missing, and the run goes on. Whoever
 * makes it closes it, before the upstream; Ctrl-C and SIGTERM end what runs and what is being installed, too.
 */
public final class Peers implements AutoCloseable {

    private final Path logs;
    private final Journal journal;
    private final PrintStream out;
    private final PeerProcesses processes = new PeerProcesses();
    private final List<PeerScript> installed = new ArrayList<>();
    private final Map<String, String> versions = new LinkedHashMap<>();

    /** @param logs a folder for what they write */
    public Peers(Path logs, Journal journal, PrintStream out) {
        this.logs = logs;
        this.journal = journal;
        this.out = out;
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(this::close));
    }

    /** Those that have scripts, by name. */
    public static List<String> names(Path folder) {
        return PeerScript.names(folder);
    }

    /**
     * Installs those that are not: before anything is measured, for that takes minutes of all the cores.
     *
     * @throws LocalStackException when the run is ended meanwhile
     */
    public void install(Path folder, List<String> names) {
        for (String name : names) {
            out.printf("Installing %s, if it is not ...%n", name);
            PeerScript script = new PeerScript(folder.resolve(name), processes);
            try {
                script.install(log(script));
                versions.put(name, script.version(log(script)));
                installed.add(script);
            } catch (LocalStackException e) {
                lacks(name, "could not be installed", e);
            }
        }
    }

    /**
     * Starts those that are installed.
     *
     * @throws LocalStackException when the run is ended meanwhile
     */
    public List<Peer> start(String upstream) {
        List<Peer> running = new ArrayList<>();
        for (PeerScript script : installed) {
            out.printf("Starting %s ...%n", script.name());
            try {
                running.add(Peer.start(script, upstream, log(script)));
            } catch (LocalStackException e) {
                lacks(script.name(), "did not start", e);
            }
        }
        return running;
    }

    /** Of those that are installed, as they say themselves. */
    public Map<String, String> versions() {
        return versions;
    }

    /** Ends those that run. */
    @Override
    public void close() {
        processes.close();
    }

    /** What went wrong names a file of this machine, which is nothing to keep. */
    private void lacks(String name, String why, LocalStackException problem) {
        if (processes.isClosed()) {
            // It is not the peer's fault.
            throw PeerProcesses.ended();
        }
        out.printf("  %s %s and is left out: %s%n", name, why, problem.getMessage());
        journal.lacks(name, why);
    }

    private Path log(PeerScript script) {
        return logs.resolve(script.name() + ".log");
    }
}
