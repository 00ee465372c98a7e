package dc.node.gateway.upkeep;

import static java.util.stream.Collectors.toUnmodifiableMap;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Deletes what has expired, batch by batch, so that no statement holds up anybody. */
@Component
public class Upkeep {

    private static final Logger log = LoggerFactory.getLogger(Upkeep.class);

    private static final int BATCH = 1_000;

    /** Of one call: some seconds' work. What is left goes the next time. */
    private static final int MOST_BATCHES = 50;

    private final Map<String, Expiring> tables;
    private final Clock clock;

    public Upkeep(List<Expiring> tables, Clock clock) {
        this.tables = tables.stream().collect(toUnmodifiableMap(Expiring::what, table -> table));
        this.clock = clock;
    }

    /** What can expire, each by its name, in a fixed order. */
    public List<String> names() {
        return tables.keySet().stream().sorted().toList();
    }

    /**
     * Deletes what has expired of one kind.
     *
     * @param name one of {@link #names}; of another, which a process of another release may know, nothing is deleted
     * @return how many rows were deleted, 50,000 at most
     * @throws org.springframework.dao.DataAccessException when the database is out of reach
     */
    public int deleteExpired(String name) {
        int deleted = Optional.ofNullable(tables.get(name)).map(this::delete).orElse(0);
        if (deleted > 0) {
            log.info("Deleted {} old {}", deleted, name);
        }
        return deleted;
    }

    private int delete(Expiring table) {
        Instant now = clock.instant();
        int all = 0;
        for (int batch = 0; batch < MOST_BATCHES; batch++) {
            int deleted = table.deleteExpired(now, BATCH);
            all += deleted;
            if (deleted < BATCH) {
                break;
            }
        }
        return all;
    }
}
