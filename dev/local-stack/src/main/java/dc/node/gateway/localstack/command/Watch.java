package dc.node.gateway.localstack.command;

import dc.node.gateway.localstack.data.DataDirectory;
import dc.node.gateway.localstack.data.LocalStackException;
import dc.node.gateway.localstack.data.PartName;
import dc.node.gateway.localstack.data.PartRecords;
import dc.node.gateway.localstack.data.PartRecords.PartRecord;
import dc.node.gateway.localstack.data.ProcessIdentity;
import java.io.PrintStream;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** Tells on the console when a part ends by itself, and when it is back. It starts nothing. */
final class Watch {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

    private final DataDirectory data;
    private final PartRecords records;
    private final PrintStream out;
    private final Map<PartName, ProcessIdentity> dead = new EnumMap<>(PartName.class);

    Watch(DataDirectory data, PrintStream out) {
        this.data = data;
        this.records = new PartRecords(data);
        this.out = out;
    }

    void forever() {
        try {
            while (true) {
                look();
                Thread.sleep(BETWEEN_LOOKS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalStackException("Interrupted while watching the parts.", e);
        }
    }

    /** Compares each part with what was last seen of it. */
    void look() {
        for (PartName part : PartName.values()) {
            Optional<PartRecord> record = records.find(part);
            if (record.filter(PartRecord::endedByItself).isPresent()) {
                reportDeath(part, record.get().process());
            } else if (record.isPresent() && !record.get().stopping() && dead.remove(part) != null) {
                out.printf(
                        "%s runs again (process %d).%n",
                        part.id(), record.get().process().pid());
            }
        }
    }

    private void reportDeath(PartName part, ProcessIdentity process) {
        if (!process.equals(dead.put(part, process))) {
            out.printf(
                    "%s (process %d) ended by itself. Its log is %s; './run start %s' starts it again.%n",
                    part.id(), process.pid(), data.log(part), part.id());
        }
    }
}
