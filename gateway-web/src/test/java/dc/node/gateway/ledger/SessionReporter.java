package dc.node.gateway.ledger;

import static org.awaitility.Awaitility.await;

import dc.node.gateway.json.Json;
import dc.node.gateway.outcome.ToolError;
import dc.node.gateway.sessions.WorkSession;
import dc.node.gateway.targets.Target;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/** An agent that reports in sessions, on an issue of its own. */
final class SessionReporter {

    private static final String START = "tasker_start_work_session";
    private static final String FINISH = "tasker_finish_work_session";
    private static final String COMMENT = "tasker_append_comment";

    final String owner = "owner-" + UUID.randomUUID();
    final UUID agent;
    final UUID issue = UUID.randomUUID();
    private final Ledger ledger;

    SessionReporter(Ledger ledger) {
        this.ledger = ledger;
        this.agent = ledger.newAgent(owner);
    }

    UUID startOnIssue(UUID who) {
        return start(who, target(issue));
    }

    UUID startOnProject() {
        return start(agent, new Target(Optional.of(Ledger.PROJECT), Optional.empty(), "CORE"));
    }

    private UUID start(UUID who, Target target) {
        ObjectNode arguments = Json.MAPPER
                .createObjectNode()
                .put("goal", "Get it <done>")
                .put("nonce", UUID.randomUUID().toString());
        Acceptance.Accepted accepted =
                (Acceptance.Accepted) ledger.accept(who, START, target, Optional.empty(), arguments);
        return UUID.fromString(accepted.entry()
                .result()
                .orElseThrow()
                .path("session")
                .path("id")
                .asString());
    }

    UUID finish(UUID session) {
        return operation(accept(FINISH, target(issue), Optional.of(session), "done"));
    }

    Acceptance comment(Target target, Optional<UUID> session) {
        return accept(COMMENT, target, session, UUID.randomUUID().toString());
    }

    Acceptance accept(String tool, Target target, Optional<UUID> session, String argument) {
        return ledger.accept(
                agent, tool, target, session, Json.MAPPER.createObjectNode().put("argument", argument));
    }

    Target target(UUID issue) {
        return new Target(Optional.of(Ledger.PROJECT), Optional.of(issue), "CORE-1");
    }

    UUID operation(Acceptance acceptance) {
        return ((Acceptance.Accepted) acceptance).entry().operationId();
    }

    boolean refused(Acceptance acceptance) {
        return acceptance instanceof Acceptance.Refused;
    }

    ToolError refusal(Acceptance acceptance) {
        return ((Acceptance.Refused) acceptance).error();
    }

    WorkSession session(UUID id) {
        return ledger.sessions.find(id).orElseThrow();
    }

    Optional<UUID> sessionOf(UUID operation) {
        return ledger.store.findUnended(operation).orElseThrow().sessionId();
    }

    /** The arguments of the comments accepted on an issue, in their order. */
    List<String> commentsOn(UUID issue) {
        return ledger.jdbc
                .sql("select arguments from write_operation where issue_id = :issue and tool = :tool order by sequence")
                .param("issue", issue)
                .param("tool", COMMENT)
                .query(String.class)
                .list();
    }

    record InTurn<A, B>(A first, B second) {}

    /** Both wait for the agent's lock, one after the other, before either gets it; Postgres gives it in that order. */
    <A, B> InTurn<A, B> inTurn(Supplier<A> first, Supplier<B> second) {
        return ledger.transactions
                .execute(holding -> {
                    ledger.store.lockAgent(agent);
                    CompletableFuture<A> one = waiting(first, 1);
                    CompletableFuture<B> two = waiting(second, 2);
                    return one.thenCombine(two, InTurn::new);
                })
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }

    private <T> CompletableFuture<T> waiting(Supplier<T> work, int waiters) {
        CompletableFuture<T> future = CompletableFuture.supplyAsync(work, Thread::startVirtualThread);
        await().atMost(Duration.ofSeconds(10)).until(() -> waitersForAdvisoryLocks() == waiters);
        return future;
    }

    private int waitersForAdvisoryLocks() {
        return ledger.jdbc.sql("""
                select count(*)
                  from pg_locks
                 where locktype = 'advisory' and not granted
                   and database = (select oid from pg_database where datname = current_database())""").query(Integer.class).single();
    }
}
