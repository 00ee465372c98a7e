package dc.node.gateway.bench.growth;

import dc.node.gateway.bench.measure.Calls;
import dc.node.gateway.bench.report.Json;
import dc.node.gateway.bench.stack.BenchStack;
import dc.node.gateway.bench.stack.Fleet.Member;
import dc.node.gateway.bench.stub.StubIds;
import dc.node.gateway.localstack.data.LocalStackException;
import dc.node.gateway.localstack.part.Pause;
import dc.node.gateway.localstack.part.PostgresPart;
import java.sql.Array;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;

/** Puts into a gateway's database what time would have put there, past the gateway, and lets it come to rest. */
final class Database implements AutoCloseable {

    private static final Duration SEAL_LIMIT = Duration.ofMinutes(10);

    /** So many a statement: none lasts long, and what is to be sealed comes bit by bit. */
    private static final int BATCH = 100_000;

    private static final String KEY = "grown-";

    /** The issues of the stub are numbered, and belong to its one project. */
    private static final String KNOW_ISSUES = """
            insert into issue_project (issue_id, project_id, issue_key, seen_at)
            select ('0b000000-0000-4000-8000-' || lpad(to_hex(number), 12, '0'))::uuid, ?::uuid, 'BENCH-1', now()
              from generate_series(1, ?) as number
                on conflict do nothing
            """;

    /**
     * Comments that landed within the last twenty days, of all agents in turn. They can be replayed: the fingerprint is that of the
     * arguments, which stand there in canonical form. Their ids are UUIDv7, as the gateway's are.
     */
    private static final String ADD_WRITES = """
            with writes as (
                select number, now() - interval '20 days' * (1 - number::float8 / ?) as at, md5(number::text) as hash,
                       agent, issue, '{"comment_html":' || ? || ',"issue_id":"' || issue || '"}' as arguments
                  from generate_series(?, ?) as number
                  join unnest(?::uuid[], ?::uuid[]) with ordinality as members (agent, issue, turn)
                    on turn = 1 + (number - 1) % ?)
            insert into write_operation (id, agent_id, tool, idempotency_key, key_generated, fingerprint, arguments, project_id,
                                         issue_id, target_label, state, accepted_at, dispatched_at, dispatched_to, attempts,
                                         attempt_started_at, ended_at, sweep_after, result)
            select (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || '7' || substr(hash, 1, 3) || '8'
                       || substr(hash, 4, 15))::uuid,
                   agent, 'tasker_append_comment', ? || number, false,
                   encode(sha256(convert_to(arguments, 'UTF8')), 'hex'), arguments, ?::uuid, issue, 'BENCH-1', 'succeeded',
                   at, at, 'activity', 1, at, at, at,
                   '{"comment":{"id":"' || issue || '","created_at":"2026-11-20T16:30:00.000Z"}}'
              from writes
            """;

    private static final String ADD_EVENTS = """
            insert into audit_event (at, kind, decision, reason, tenant, agent_id, owner_user_id, tool, project_id, issue_id,
                                     address, client_name, duration_millis)
            select now() - interval '20 days' * (1 - number::float8 / ?), 'call', 'allow', 'ok', 'default',
                   agent, 'bench-owner-' || turn, 'tasker_get_issue', ?::uuid, issue, '127.0.0.1', 'bench', 1
              from generate_series(?, ?) as number
              join unnest(?::uuid[], ?::uuid[]) with ordinality as members (agent, issue, turn)
                on turn = 1 + (number - 1) % ?
            """;

    private final Connection connection;

    Database(BenchStack stack) {
        try {
            connection = DriverManager.getConnection(stack.jdbcUrl(), PostgresPart.USER, stack.postgresPassword());
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /** The idempotency key of a row that was added. */
    static String key(int number) {
        return KEY + number;
    }

    /** The first so many issues are known, as if each had been read. */
    void knowIssues(int count) {
        try (PreparedStatement statement = connection.prepareStatement(KNOW_ISSUES)) {
            statement.setString(1, StubIds.PROJECT.toString());
            statement.setInt(2, count);
            statement.executeUpdate();
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /**
     * Empties the ledger and the trail, so that what is added is all there is. The trail's triggers refuse that to everybody else.
     */
    void forgetAllRows() {
        settle();
        try (Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("set local session_replication_role = replica");
            statement.execute("delete from audit_event");
            statement.execute("delete from write_operation where ended_at is not null");
            connection.commit();
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /** How many rows there are, in words. */
    String rows() {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(
                        "select (select count(*) from write_operation), (select count(*) from audit_event)")) {
            result.next();
            return "%,d rows of the ledger and %,d of the trail".formatted(result.getLong(1), result.getLong(2));
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /**
     * Adds rows to the ledger and as many to the trail, to each agent in turn: the row of number n is of the agent of index
     * {@code (n - 1) % agents.size()} and has the key {@link #key}.
     *
     * @param from the number of the first, one more than were added before
     * @param to   the number of the last
     */
    void addRows(List<Member> agents, int from, int to) {
        for (int first = from; first <= to; first += BATCH) {
            int last = Math.min(to, first + BATCH - 1);
            addWrites(agents, first, last, to);
            addEvents(agents, first, last, to);
        }
    }

    /** Returns when the trail is sealed and Postgres knows what its tables hold, as after some minutes of rest. */
    void settle() {
        if (!Pause.until(
                () -> holds("select coalesce((select max(highest_id) from audit_seal), 0)"
                        + " >= coalesce((select max(id) from audit_event), 0)"),
                SEAL_LIMIT)) {
            throw new LocalStackException(
                    "The audit trail was not sealed within %d min.".formatted(SEAL_LIMIT.toMinutes()));
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute("vacuum analyze");
            statement.execute("checkpoint");
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /** Returns when Temporal has taken the workflow of every session. */
    void awaitSessions() {
        if (!Pause.until(
                () -> holds("select not exists (select from work_session where workflow_started_at is null)"),
                SEAL_LIMIT)) {
            throw new LocalStackException("Not every session got its workflow.");
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private void addWrites(List<Member> agents, int first, int last, int total) {
        try (PreparedStatement statement = connection.prepareStatement(ADD_WRITES)) {
            statement.setInt(1, total);
            statement.setString(2, Json.MAPPER.writeValueAsString(Calls.COMMENT));
            statement.setInt(3, first);
            statement.setInt(4, last);
            statement.setArray(5, agentIds(agents));
            statement.setArray(6, issueIds(agents));
            statement.setInt(7, agents.size());
            statement.setString(8, KEY);
            statement.setString(9, StubIds.PROJECT.toString());
            statement.executeUpdate();
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private void addEvents(List<Member> agents, int first, int last, int total) {
        try (PreparedStatement statement = connection.prepareStatement(ADD_EVENTS)) {
            statement.setInt(1, total);
            statement.setString(2, StubIds.PROJECT.toString());
            statement.setInt(3, first);
            statement.setInt(4, last);
            statement.setArray(5, agentIds(agents));
            statement.setArray(6, issueIds(agents));
            statement.setInt(7, agents.size());
            statement.executeUpdate();
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private Array agentIds(List<Member> agents) throws SQLException {
        return connection.createArrayOf(
                "text", agents.stream().map(Member::agentId).toArray());
    }

    private Array issueIds(List<Member> agents) throws SQLException {
        return connection.createArrayOf(
                "text", agents.stream().map(agent -> agent.issueId().toString()).toArray());
    }

    private boolean holds(String condition) {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(condition)) {
            return result.next() && result.getBoolean(1);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private static LocalStackException failed(SQLException e) {
        return new LocalStackException("The database refused what was to grow it: " + e.getMessage(), e);
    }
}
