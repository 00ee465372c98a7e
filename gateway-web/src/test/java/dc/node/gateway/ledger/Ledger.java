package dc.node.gateway.ledger;

import dc.node.gateway.json.Json;
import dc.node.gateway.sessions.SessionHistoryStore;
import dc.node.gateway.sessions.SessionProperties;
import dc.node.gateway.sessions.SessionRules;
import dc.node.gateway.sessions.SessionView;
import dc.node.gateway.sessions.SessionWritesStore;
import dc.node.gateway.sessions.WorkSessionStore;
import dc.node.gateway.targets.Target;
import dc.node.gateway.testing.TestDatabase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.node.ObjectNode;

/** The ledger on a real database, without Temporal or Tasker, at a time of the test's choosing. */
public final class Ledger {

    static final UUID PROJECT = UUID.fromString("11111111-1111-4111-8111-111111111111");

    public final JdbcClient jdbc;
    final TransactionTemplate transactions;
    public final LedgerStore store;
    final FailureStore failures;
    final ExpiryStore expiry;
    public final DispatchStore outbox;
    final WriteAcceptance acceptance;
    final WriteCompletion completion;
    final WorkSessionStore sessions;
    final SessionWritesStore sessionWrites;
    final SessionHistoryStore sessionHistory;
    final AbandonedSessions abandoned;
    final SessionClosing closing;
    /** The turns that came, as those who dispatch are told of them. */
    final List<UUID> turns = new CopyOnWriteArrayList<>();

    private final LedgerListener heard = new LedgerListener() {
        @Override
        public void onTurnsCome(List<DispatchOrder> orders) {
            orders.forEach(order -> turns.add(order.operationId()));
        }
    };
    final LedgerProperties properties = new LedgerProperties(Duration.ofDays(30), Duration.ofSeconds(5));
    final Clock clock;
    public Instant now = Instant.parse("2026-03-01T12:00:00Z");

    public Ledger() {
        TestDatabase database = TestDatabase.create();
        DriverManagerDataSource dataSource =
                new DriverManagerDataSource(database.url(), database.user(), database.password());
        Flyway.configure().dataSource(dataSource).load().migrate();
        jdbc = JdbcClient.create(dataSource);
        transactions = new TransactionTemplate(new DataSourceTransactionManager(dataSource));
        store = new LedgerStore(jdbc);
        failures = new FailureStore(jdbc);
        expiry = new ExpiryStore(jdbc, properties);
        outbox = new DispatchStore(jdbc);
        SessionProperties sessionProperties = new SessionProperties(Duration.ofHours(8), Duration.ofDays(7));
        sessions = new WorkSessionStore(jdbc);
        sessionWrites = new SessionWritesStore(jdbc);
        SessionRules rules = new SessionRules(sessions, new SessionView(sessionWrites, sessionProperties));
        InstantSource source = () -> now;
        clock = source.withZone(ZoneOffset.UTC);
        acceptance = new WriteAcceptance(transactions, store, rules, new OperationIds(), properties, clock);
        sessionHistory = new SessionHistoryStore(jdbc, clock);
        abandoned = new AbandonedSessions(
                transactions, store, sessions, sessionWrites, new OperationIds(), sessionProperties, clock);
        completion = new WriteCompletion(transactions, store, outbox, sessions, List.of(heard), clock);
        closing = new SessionClosing(transactions, store, sessions, completion, clock);
    }

    public UUID newAgent() {
        return newAgent("owner");
    }

    UUID newAgent(String owner) {
        UUID id = UUID.randomUUID();
        jdbc.sql("""
                insert into agent (id, owner_user_id, owner_email, display_name, created_at)
                values (:id, :owner, 'owner@example.test', 'Reporter', now())""").param("id", id).param("owner", owner).update();
        return id;
    }

    void passes(Duration time) {
        now = now.plus(time);
    }

    /** Accepts a write without a key, with one argument beside the issue. */
    Acceptance accept(UUID agent, String tool, UUID issue, String argument) {
        return accept(agent, tool, Optional.of(issue), argument);
    }

    Acceptance accept(UUID agent, String tool, Optional<UUID> issue, String argument) {
        ObjectNode arguments = Json.MAPPER.createObjectNode().put("argument", argument);
        issue.ifPresent(id -> arguments.put("issue_id", id.toString()));
        return accept(agent, tool, issue, arguments);
    }

    Acceptance accept(UUID agent, String tool, Optional<UUID> issue, ObjectNode arguments) {
        return accept(agent, tool, new Target(Optional.of(PROJECT), issue, "CORE-1"), Optional.empty(), arguments);
    }

    /** Accepts a write without a key that may name its session. */
    Acceptance accept(UUID agent, String tool, Target target, Optional<UUID> session, ObjectNode arguments) {
        return acceptance.accept(new WriteRequest(
                agent,
                tool,
                new OperationIds().nextKey(),
                true,
                arguments,
                target,
                writesPerDay,
                session,
                new CallOrigin("default", "owner", "127.0.0.1", Optional.empty(), now)));
    }

    /** The day's quota of every agent; no limit when empty. */
    OptionalInt writesPerDay = OptionalInt.empty();

    /** The id of a write that is newly accepted. */
    public UUID accepted(UUID agent, String tool, UUID issue, String argument) {
        return ((Acceptance.Accepted) accept(agent, tool, issue, argument))
                .entry()
                .operationId();
    }

    public void end(UUID operationId, OperationState state) {
        Operation operation = store.findUnended(operationId).orElseThrow();
        completion.end(operation, state, Json.MAPPER.createObjectNode(), operation.target());
    }
}
