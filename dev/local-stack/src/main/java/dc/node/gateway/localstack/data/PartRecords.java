package dc.node.gateway.localstack.data;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which process each part is, one small file a part, shared by all commands that work on the same data folder. */
public final class PartRecords {

    /**
     * What is known of a part that was started.
     *
     * @param process  the process
     * @param stopping true once somebody asked it to end, so that its end is no surprise
     */
    public record PartRecord(ProcessIdentity process, boolean stopping) {

        /** True when the process has gone though nobody asked it to. */
        public boolean endedByItself() {
            return !stopping && !process.isAlive();
        }
    }

    private final DataDirectory data;

    public PartRecords(DataDirectory data) {
        this.data = data;
    }

    public Optional<PartRecord> find(PartName part) {
        return PrivateFiles.read(data.partRecord(part), PartRecord.class);
    }

    public Optional<ProcessIdentity> running(PartName part) {
        return find(part).map(PartRecord::process).filter(ProcessIdentity::isAlive);
    }

    /** The process number of each part, null for one that does not run. */
    public Map<String, @Nullable Long> pids() {
        Map<String, @Nullable Long> pids = new LinkedHashMap<>();
        for (PartName part : PartName.values()) {
            pids.put(part.id(), running(part).map(ProcessIdentity::pid).orElse(null));
        }
        return pids;
    }

    public void started(PartName part, ProcessIdentity process) {
        PrivateFiles.write(data.partRecord(part), new PartRecord(process, false));
    }

    public void stopping(PartName part, ProcessIdentity process) {
        PrivateFiles.write(data.partRecord(part), new PartRecord(process, true));
    }

    public void stopped(PartName part) {
        PrivateFiles.delete(data.partRecord(part));
    }
}
