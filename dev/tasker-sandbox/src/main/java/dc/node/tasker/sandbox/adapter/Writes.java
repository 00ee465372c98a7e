package dc.node.tasker.sandbox.adapter;

import dc.node.tasker.sandbox.http.Request;
import dc.node.tasker.sandbox.store.Database;
import dc.node.tasker.sandbox.store.EffectStore;
import dc.node.tasker.sandbox.store.ExternalId;
import dc.node.tasker.sandbox.store.Sql;
import dc.node.tasker.sandbox.store.Timestamps;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;

/** What all writes share: the transaction, the agent, the time, new ids and the journal of effects. */
final class Writes {

    private final Database database;
    private final Clock clock;
    private final Supplier<UUID> ids;

    Writes(Database database, Clock clock, Supplier<UUID> ids) {
        this.database = database;
        this.clock = clock;
        this.ids = ids;
    }

    /** Runs one write; its effects are committed with it or not at all. */
    <T> T run(Request request, Function<Write, T> work) {
        Agent agent = Agent.of(request);
        return database.transaction(sql ->
                work.apply(new Write(sql, agent, request.body(), clock.instant().truncatedTo(ChronoUnit.MICROS), ids)));
    }

    /** One write under way. */
    record Write(Sql sql, Agent agent, String body, Instant now, Supplier<UUID> ids) {

        String newId() {
            return ids.get().toString();
        }

        void effect(String kind, Optional<String> issueId, String projectId, Optional<ExternalId> externalId) {
            new EffectStore(sql)
                    .append(
                            Timestamps.text(now),
                            kind,
                            issueId,
                            projectId,
                            agent.id(),
                            agent.idempotencyKey(),
                            externalId.map(ExternalId::id),
                            body);
        }
    }
}
