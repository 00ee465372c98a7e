package dc.node.gateway.localstack.part;

import dc.node.gateway.localstack.data.DataDirectory;
import dc.node.gateway.localstack.data.LocalStackException;
import dc.node.gateway.localstack.data.PartName;
import dc.node.gateway.localstack.data.PartRecords;
import dc.node.gateway.localstack.data.Ports;
import dc.node.gateway.localstack.data.Ports.Port;
import dc.node.gateway.localstack.data.ProcessIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** What all parts have in common: launch, wait until it answers, end. */
abstract class ProcessPart implements Part {

    private static final Duration UNTIL_KILLED_IS_GONE = Duration.ofSeconds(3);
    private static final Duration BEFORE_ANOTHER_LAUNCH = Duration.ofMillis(200);

    protected final DataDirectory data;
    private final PartName name;
    private final PartRecords records;
    private final List<Port> ports;
    private boolean closed;

    ProcessPart(DataDirectory data, PartName name, Ports ports) {
        this.data = data;
        this.name = name;
        this.records = new PartRecords(data);
        this.ports = ports.of(name);
    }

    /** Makes what must be there before the process is launched, and tells how to launch it. */
    abstract Launch prepare();

    abstract Duration startLimit();

    /** How long an ending part may take before it is killed. */
    abstract Duration stopLimit();

    /** True when a launch that failed with this last line of its log may work a moment later. */
    boolean isWorthAnotherLaunch(String lastLine) {
        return false;
    }

    /** Asks the process to end. */
    void askToEnd(ProcessIdentity process) {
        process.terminate();
    }

    @Override
    public final PartName name() {
        return name;
    }

    @Override
    public final Path log() {
        return data.log(name);
    }

    @Override
    public final OptionalLong pid() {
        return records.running(name).stream().mapToLong(ProcessIdentity::pid).findFirst();
    }

    @Override
    public final void start() {
        data.create();
        Optional<ProcessIdentity> running = records.running(name);
        if (running.isEmpty()) {
            ports.forEach(Port::requireFree);
        }
        Launch launch = prepare();
        if (running.isPresent() && comesUp(launch, running.get(), startLimit())) {
            return;
        }
        long deadline = System.nanoTime() + startLimit().toNanos();
        while (!comesUp(launch, begin(launch), Duration.ofNanos(deadline - System.nanoTime()))) {
            records.stopped(name);
            if (!isWorthAnotherLaunch(lastLogLine()) || System.nanoTime() - deadline > 0) {
                throw failure("ended while it was starting");
            }
            Pause.until(() -> false, BEFORE_ANOTHER_LAUNCH);
        }
    }

    @Override
    public final void stop() {
        records.find(name).ifPresent(record -> {
            ProcessIdentity process = record.process();
            records.stopping(name, process);
            if (process.isAlive()) {
                askToEnd(process);
            }
            if (!Pause.until(() -> !process.isAlive(), stopLimit())) {
                process.kill();
                Pause.until(() -> !process.isAlive(), UNTIL_KILLED_IS_GONE);
            }
            records.stopped(name);
        });
    }

    @Override
    public final void kill() {
        records.running(name).ifPresent(process -> {
            process.kill();
            Pause.until(() -> !process.isAlive(), UNTIL_KILLED_IS_GONE);
        });
    }

    @Override
    public final void close() {
        synchronized (this) {
            closed = true;
        }
        stop();
    }

    /** True once the process answers, false when it has ended; one that does neither within the limit is ended. */
    private boolean comesUp(Launch launch, ProcessIdentity process, Duration limit) {
        if (!Pause.until(() -> !process.isAlive() || launch.answers(process), limit)) {
            stop();
            throw failure("did not answer within %d s".formatted(startLimit().toSeconds()));
        }
        return process.isAlive();
    }

    private synchronized ProcessIdentity begin(Launch launch) {
        if (closed) {
            throw new LocalStackException("The stack is being stopped.");
        }
        ProcessBuilder builder = new ProcessBuilder(Command.after(Detached.prefix(), launch.command()))
                .directory(data.folder(name).toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
        builder.environment().putAll(launch.environment());
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            ProcessIdentity identity = ProcessIdentity.of(process.pid()).orElseThrow(() -> failure("ended at once"));
            records.started(name, identity);
            return identity;
        } catch (IOException e) {
            throw new LocalStackException("%s cannot be launched: %s".formatted(name.id(), e.getMessage()), e);
        }
    }

    private LocalStackException failure(String what) {
        return new LocalStackException(
                "%s %s; its log %s ends with: %s".formatted(name.id(), what, log(), lastLogLine()));
    }

    private String lastLogLine() {
        try (Stream<String> lines = Files.lines(log())) {
            Optional<String> last = lines.filter(line -> !line.isBlank()).reduce((before, line) -> line);
            return last.orElse("(nothing)");
        } catch (IOException e) {
            return "(it cannot be read: " + e.getMessage() + ")";
        }
    }
}
