package dc.node.gateway.bench.report;

import dc.node.gateway.bench.growth.GrowthPoint;
import dc.node.gateway.bench.measure.Cell;
import dc.node.gateway.bench.measure.Recovery;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * All that a run found, unrounded; everything else is worked out from it.
 *
 * @param seconds      how long each measure took in each round
 * @param titles       of the measures, by their ids, in their order
 * @param startSeconds of the gateway, from the start of its process until it is ready
 */
public record Results(
        Environment environment,
        long seed,
        int rounds,
        double seconds,
        Map<String, String> titles,
        List<Double> startSeconds,
        List<Cell> cells,
        List<Recovery> recoveries,
        List<GrowthPoint> growth) {

    public static Results read(Path file) {
        try {
            return Json.MAPPER.readValue(Files.readString(file), Results.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void write(Path file) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, Json.INDENTED.writeValueAsString(this) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
