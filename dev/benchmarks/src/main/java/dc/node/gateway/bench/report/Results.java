package dc.node.gateway.bench.report;

import dc.node.gateway.bench.growth.GrowthPoint;
import dc.node.gateway.bench.measure.Cell;
import dc.node.gateway.bench.measure.Recovery;
import dc.node.gateway.localstack.data.LocalStackException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;

/**
 * All that a run found, unrounded; everything else is worked out from it.
 *
 * @param finished     false while the run goes on, and for ever where it was ended before its time
 * @param missing      why a peer is not measured at all, by its name
 * @param startSeconds of the gateway, from the start of its process until it is ready
 */
public record Results(
        Environment environment,
        Plan plan,
        boolean finished,
        Map<String, String> missing,
        List<Double> startSeconds,
        List<Cell> cells,
        List<Recovery> recoveries,
        List<GrowthPoint> growth) {

    /**
     * What an earlier run wrote.
     *
     * @throws LocalStackException when the file does not hold that, as this version of the benchmark knows it
     */
    public static Results read(Path file) {
        try {
            return Json.MAPPER.readValue(Files.readString(file), Results.class);
        } catch (IOException | JacksonException e) {
            throw new LocalStackException(
                    "%s does not hold the figures of a run: %s. Measure anew, or name another file."
                            .formatted(file, e.getMessage()),
                    e);
        }
    }

    /** Replaces the file at once, so that whoever reads it, or ends this process, finds a whole one. */
    public void write(Path file) {
        Path target = file.toAbsolutePath();
        Path part = target.resolveSibling(target.getFileName() + ".part");
        try {
            Files.createDirectories(target.getParent());
            Files.writeString(part, Json.INDENTED.writeValueAsString(this) + "\n");
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
