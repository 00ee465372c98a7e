package dc.node.gateway.ledger;

import java.time.OffsetDateTime;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Rows of {@code write_operation} that have not ended, in numbers. */
@Repository
public class PendingWriteStore {

    private final JdbcClient jdbc;

    public PendingWriteStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public PendingWrites count() {
        return jdbc.sql("""
                select count(*) filter (where state = 'accepted') as accepted,
                       count(*) filter (where state = 'dispatched') as dispatched,
                       min(accepted_at) as oldest
                  from write_operation
                 where ended_at is null""")
                .query((row, number) -> new PendingWrites(
                        row.getLong("accepted"),
                        row.getLong("dispatched"),
                        Optional.ofNullable(row.getObject("oldest", OffsetDateTime.class))
                                .map(OffsetDateTime::toInstant)))
                .single();
    }
}
