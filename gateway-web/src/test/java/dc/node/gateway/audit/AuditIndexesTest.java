package dc.node.gateway.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** What administrators ask for is found by an index: a page of 50 among 200,000 events touches a few hundred blocks of 8 KiB. */
class AuditIndexesTest {

    private static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");
    private static final int EVENTS = 200_000;
    private static final int MOST_BLOCKS = 400;
    private static final Trail TRAIL = new Trail();
    private static final SingleConnectionDataSource CONNECTION = new SingleConnectionDataSource(
            TRAIL.database.url(), TRAIL.database.user(), TRAIL.database.password(), true);
    private static final JdbcClient JDBC = JdbcClient.create(CONNECTION);

    @BeforeAll
    static void fill() {
        JDBC.sql("create function uuid_of(number bigint) returns uuid language sql immutable as"
                        + " $$ select lpad(to_hex(number), 32, '0')::uuid $$")
                .update();
        JDBC.sql("""
                insert into audit_event (at, kind, decision, reason, tenant, agent_id, tool, issue_id, operation_id, address)
                select :first::timestamptz + n * interval '10 seconds',
                       case when n % 1000 = 0 then 'admin' when n % 10 = 0 then 'effect' else 'call' end,
                       case when n % 500 = 0 then 'error' when n % 50 = 0 then 'deny' else 'allow' end, 'read',
                       case when n % 20000 = 0 then 'rare' else 'default' end,
                       uuid_of(n % 1000), case when n % 10000 = 0 then 'rare_tool' else 'tool_' || n % 15 end,
                       uuid_of(1000000 + n % 20000), uuid_of(2000000 + n), '192.0.2.1'
                  from generate_series(1, :events) n""").param("first", FIRST.toString()).param("events", EVENTS).update();
        JDBC.sql("vacuum analyze audit_event").update();
    }

    @AfterAll
    static void close() {
        CONNECTION.destroy();
    }

    static Stream<Arguments> questions() {
        Ask all = new Ask();
        return Stream.of(
                Arguments.of("everything", all, 50),
                Arguments.of("an agent", all.agent(7), 50),
                Arguments.of("refused calls", all.decision(AuditEvent.Decision.DENY), 50),
                Arguments.of("errors", all.decision(AuditEvent.Decision.ERROR), 50),
                Arguments.of("allowed calls", all.decision(AuditEvent.Decision.ALLOW), 50),
                Arguments.of("administrative acts", all.kind(AuditEvent.Kind.ADMIN), 50),
                Arguments.of("effects", all.kind(AuditEvent.Kind.EFFECT), 50),
                Arguments.of("a tool", all.tool("tool_3"), 50),
                Arguments.of("a rare tool", all.tool("rare_tool"), 20),
                Arguments.of("a tool never called", all.tool("none"), 0),
                Arguments.of("a tenant", all.tenant("default"), 50),
                Arguments.of("a rare tenant", all.tenant("rare"), 10),
                Arguments.of("an operation", all.operation(2_000_777), 1),
                Arguments.of("an issue", all.issue(1_000_777), 10),
                Arguments.of("the last minute", all.since(at(EVENTS - 5)), 6),
                Arguments.of("long ago", all.until(at(1_000)), 50),
                Arguments.of("some minutes long ago", all.since(at(1_000)).until(at(1_010)), 10),
                Arguments.of("an agent's refusals", all.agent(50).decision(AuditEvent.Decision.DENY), 50),
                Arguments.of("an agent long ago", all.agent(7).until(at(50_000)), 50));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("questions")
    void aPageIsFoundByAnIndex(String name, Ask ask, int expected) {
        AuditStore store = new AuditStore(JDBC);
        long before = blocks();

        List<RecordedEvent> found = store.find(ask.filter(), Optional.empty(), 50);

        long touched = blocks() - before;
        assertThat(found).hasSize(expected);
        assertThat(touched).as("blocks touched").isPositive().isLessThan(MOST_BLOCKS);
    }

    private static Instant at(int number) {
        return FIRST.plus(Duration.ofSeconds(10).multipliedBy(number));
    }

    /** Of the table and its indexes, touched by this connection so far. */
    private static long blocks() {
        JDBC.sql("select pg_stat_force_next_flush()::text").query(String.class).list();
        return JDBC.sql("""
                select heap_blks_read + heap_blks_hit + idx_blks_read + idx_blks_hit
                  from pg_statio_user_tables where relname = 'audit_event'""").query(Long.class).single();
    }

    /** A filter in the making. */
    record Ask(AuditFilter filter) {

        Ask() {
            this(new AuditFilter(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty()));
        }

        Ask agent(long number) {
            return with(Optional.of(id(number)), filter.decision(), filter.since(), filter.until());
        }

        Ask decision(AuditEvent.Decision decision) {
            return with(filter.agentId(), Optional.of(decision), filter.since(), filter.until());
        }

        Ask since(Instant since) {
            return with(filter.agentId(), filter.decision(), Optional.of(since), filter.until());
        }

        Ask until(Instant until) {
            return with(filter.agentId(), filter.decision(), filter.since(), Optional.of(until));
        }

        Ask kind(AuditEvent.Kind kind) {
            return only(Optional.of(kind), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        }

        Ask tool(String tool) {
            return only(Optional.empty(), Optional.of(tool), Optional.empty(), Optional.empty(), Optional.empty());
        }

        Ask tenant(String tenant) {
            return only(Optional.empty(), Optional.empty(), Optional.of(tenant), Optional.empty(), Optional.empty());
        }

        Ask operation(long number) {
            return only(
                    Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(id(number)), Optional.empty());
        }

        Ask issue(long number) {
            return only(
                    Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(id(number)));
        }

        private static Ask only(
                Optional<AuditEvent.Kind> kind,
                Optional<String> tool,
                Optional<String> tenant,
                Optional<UUID> operation,
                Optional<UUID> issue) {
            return new Ask(new AuditFilter(
                    Optional.empty(),
                    Optional.empty(),
                    kind,
                    tool,
                    tenant,
                    operation,
                    issue,
                    Optional.empty(),
                    Optional.empty()));
        }

        private static Ask with(
                Optional<UUID> agent,
                Optional<AuditEvent.Decision> decision,
                Optional<Instant> since,
                Optional<Instant> until) {
            return new Ask(new AuditFilter(
                    agent,
                    decision,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    since,
                    until));
        }

        private static UUID id(long number) {
            return new UUID(0, number);
        }
    }
}
