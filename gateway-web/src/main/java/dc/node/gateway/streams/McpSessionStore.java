package dc.node.gateway.streams;

import static java.time.ZoneOffset.UTC;

import dc.node.gateway.mcp.McpProperties;
import dc.node.gateway.mcp.SessionRegistry;
import dc.node.gateway.upkeep.Expiring;
import java.security.Principal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The table {@code mcp_session}. A session is of no use to anybody but its agent, so its id need not be kept secret. An agent has at
 * most a thousand: one more ends the one that was used longest ago.
 */
@Repository
class McpSessionStore implements SessionRegistry, Expiring {

    static final int MOST_OF_AN_AGENT = 1_000;

    private static final Duration COARSEST_GRAIN = Duration.ofMinutes(1);

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Duration idle;
    /** A use this soon after the last one noted is not noted, to spare writes. */
    private final Duration grain;

    McpSessionStore(JdbcClient jdbc, Clock clock, McpProperties properties) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.idle = properties.sessionIdle();
        Duration tenth = idle.dividedBy(10);
        this.grain = tenth.compareTo(COARSEST_GRAIN) < 0 ? tenth : COARSEST_GRAIN;
    }

    @Override
    public String open(Principal caller, Optional<String> listState) {
        UUID agent = UUID.fromString(caller.getName());
        UUID id = UUID.randomUUID();
        jdbc.sql("""
                insert into mcp_session (id, agent_id, created_at, last_used_at, list_state)
                values (:id, :agent, :now, :now, :listState)""")
                .param("id", id)
                .param("agent", agent)
                .param("now", clock.instant().atOffset(UTC))
                .param("listState", listState.orElse(null))
                .update();
        jdbc.sql("""
                delete from mcp_session
                 where id in (select id from mcp_session where agent_id = :agent
                               order by last_used_at desc, id offset :most)""").param("agent", agent).param("most", MOST_OF_AN_AGENT).update();
        return id.toString();
    }

    @Override
    public Optional<Session> use(Principal caller, String id) {
        Optional<UUID> session = parse(id);
        if (session.isEmpty()) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        Optional<Used> used = jdbc.sql("""
                        select last_used_at, list_state from mcp_session
                         where id = :id and agent_id = :agent and last_used_at > :oldest""")
                .param("id", session.get())
                .param("agent", UUID.fromString(caller.getName()))
                .param("oldest", now.minus(idle).atOffset(UTC))
                .query((row, number) -> new Used(
                        row.getObject("last_used_at", OffsetDateTime.class).toInstant(),
                        new Session(Optional.ofNullable(row.getString("list_state")))))
                .optional();
        used.filter(last -> last.at().isBefore(now.minus(grain))).ifPresent(stale -> touch(Set.of(session.get()), now));
        return used.map(Used::session);
    }

    private record Used(Instant at, Session session) {}

    @Override
    public boolean end(Principal caller, String id) {
        return parse(id).map(session -> delete(caller, session)).orElse(false);
    }

    private boolean delete(Principal caller, UUID session) {
        return jdbc.sql("delete from mcp_session where id = :id and agent_id = :agent and last_used_at > :oldest")
                        .param("id", session)
                        .param("agent", UUID.fromString(caller.getName()))
                        .param("oldest", clock.instant().minus(idle).atOffset(UTC))
                        .update()
                == 1;
    }

    /** Notes that these sessions are in use, for a stream of each is open, and tells which of them have not ended. */
    Set<UUID> keep(Set<UUID> sessions) {
        if (sessions.isEmpty()) {
            return Set.of();
        }
        Instant now = clock.instant();
        Set<UUID> live = jdbc.sql("select id from mcp_session where id = any(:ids) and last_used_at > :oldest")
                .param("ids", sessions.toArray(UUID[]::new))
                .param("oldest", now.minus(idle).atOffset(UTC))
                .query(UUID.class)
                .set();
        touch(live, now);
        return live;
    }

    private void touch(Set<UUID> sessions, Instant now) {
        jdbc.sql("update mcp_session set last_used_at = :now where id = any(:ids) and last_used_at < :stale")
                .param("ids", sessions.toArray(UUID[]::new))
                .param("now", now.atOffset(UTC))
                .param("stale", now.minus(grain).atOffset(UTC))
                .update();
    }

    @Override
    public String what() {
        return "MCP sessions";
    }

    @Override
    public int deleteExpired(Instant now, int limit) {
        return jdbc.sql("""
                delete from mcp_session
                 where id in (select id from mcp_session where last_used_at <= :moment
                               order by last_used_at limit :limit for update skip locked)""")
                .param("moment", now.minus(idle).atOffset(UTC))
                .param("limit", limit)
                .update();
    }

    /** Empty for what is no id of ours; of two spellings of a UUID only one is. */
    static Optional<UUID> parse(String id) {
        try {
            return Optional.of(UUID.fromString(id))
                    .filter(uuid -> uuid.toString().equals(id));
        } catch (IllegalArgumentException notOurs) {
            return Optional.empty();
        }
    }
}
