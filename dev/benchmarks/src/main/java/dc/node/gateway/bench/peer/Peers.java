package dc.node.gateway.bench.peer;

import dc.node.gateway.bench.report.Journal;
import dc.node.gateway.bench.stack.BenchStack;
import dc.node.gateway.localstack.data.LocalStackException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The other products that a run wants. One that cannot be installed or started is said to be missing, and the run goes on. */
public final class Peers {

    private final Path logs;
    private final Journal journal;
    private final PrintStream out;
    private final List<PeerScript> installed = new ArrayList<>();
    private final Map<String, String> versions = new LinkedHashMap<>();

    /** @param logs a folder for what they write */
    public Peers(Path logs, Journal journal, PrintStream out) {
        this.logs = logs;
        this.journal = journal;
        this.out = out;
    }

    /** Those that have scripts, by name. */
    public static List<String> names(Path folder) {
        return PeerScript.in(folder).stream().map(PeerScript::name).toList();
    }

    /** Installs those that are not: before anything is measured, for that takes minutes of all the cores. */
    public void install(Path folder, List<String> names) {
        for (String name : names) {
            out.printf("Installing %s, if it is not ...%n", name);
            PeerScript script = new PeerScript(folder.resolve(name));
            try {
                script.install(log(script));
                versions.put(name, script.version(log(script)));
                installed.add(script);
            } catch (LocalStackException e) {
                lacks(name, "could not be installed", e);
            }
        }
    }

    /** Starts those that are installed; they end with the stack. */
    public List<Peer> start(BenchStack stack) {
        List<Peer> running = new ArrayList<>();
        for (PeerScript script : installed) {
            out.printf("Starting %s ...%n", script.name());
            try {
                Peer peer = Peer.start(script, stack.stub().mcpUrl(), log(script));
                stack.endAlso(peer);
                running.add(peer);
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

    /** What went wrong names a file of this machine, which is nothing to keep. */
    private void lacks(String name, String why, LocalStackException problem) {
        out.printf("  %s %s and is left out: %s%n", name, why, problem.getMessage());
        journal.lacks(name, why);
    }

    private Path log(PeerScript script) {
        return logs.resolve(script.name() + ".log");
    }
}
