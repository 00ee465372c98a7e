package dc.node.gateway.tools;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dc.node.gateway.targets.KnownIssue;
import dc.node.gateway.targets.TargetStore;
import dc.node.gateway.tasker.Project;
import dc.node.gateway.testing.Answer;
import dc.node.gateway.testing.TestDatabase;
import dc.node.gateway.testing.TestGateway;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An issue that moves from one project into another, as two gateways on one database see it. */
class MovedIssueTest {

    private static final UUID BEFORE = UUID.fromString("11111111-1111-4111-8111-111111111111");
    private static final UUID AFTER = UUID.fromString("22222222-2222-4222-8222-222222222222");
    private static final String READ = "tasker_get_issue";

    private static final TestDatabase DATABASE = TestDatabase.create();

    /** Where Tasker holds each issue. */
    private static final Map<UUID, UUID> PROJECTS = new ConcurrentHashMap<>();

    private static HttpServer tasker;
    private static TestGateway here;
    private static TestGateway there;

    private final UUID issue = UUID.randomUUID();
    private UUID agent;
    private String token;

    @BeforeAll
    static void start() throws IOException {
        tasker = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        tasker.createContext("/", MovedIssueTest::answer);
        tasker.start();
        here = startGateway();
        there = startGateway();
        here.bean(TargetStore.class)
                .rememberProjects(List.of(
                        new Project(BEFORE, "work", "BEFORE", "Before", false),
                        new Project(AFTER, "work", "AFTER", "After", false)));
    }

    @AfterAll
    static void stop() {
        here.close();
        there.close();
        tasker.stop(0);
    }

    @BeforeEach
    void makeAgent() {
        agent = here.newAgent("owner-1");
        token = here.newToken(agent).text();
        PROJECTS.put(issue, BEFORE);
    }

    @Test
    void noWriteIsAcceptedInAProjectThatTheIssueHasLeftAsAnotherReplicaKnows() {
        String reader = readerOfBoth();
        grant(agent, BEFORE, "\"issue:read\", \"issue:comment\"");
        bothHaveSeenTheIssue(reader);
        PROJECTS.put(issue, AFTER);
        assertThat(read(here, reader).status()).isEqualTo(200);

        Answer answer = there.send(
                "POST",
                "/api/v1/tools/tasker_start_work_session",
                Optional.of(token),
                "{\"issue_id\": \"%s\"}".formatted(issue));

        assertThat(answer.status()).as(answer.text()).isEqualTo(404);
        assertThat(DATABASE.jdbc()
                        .sql("select count(*) from write_operation where agent_id = :agent")
                        .param("agent", agent)
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void noReadIsRefusedForWhatTheIssueWasInBefore() {
        String reader = readerOfBoth();
        bothHaveSeenTheIssue(reader);
        PROJECTS.put(issue, AFTER);
        assertThat(read(here, reader).status()).isEqualTo(200);
        grant(agent, BEFORE, "\"project:read\"");
        grant(agent, AFTER, "\"issue:read\"");

        assertThat(read(there, token).status()).isEqualTo(200);
    }

    @Test
    void aMoveThatAnotherReplicaSawIsHeardOf() {
        String reader = readerOfBoth();
        bothHaveSeenTheIssue(reader);
        PROJECTS.put(issue, AFTER);
        assertThat(read(here, reader).status()).isEqualTo(200);

        // Sooner than what is kept in memory would end by itself.
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(there.bean(TargetStore.class).recallIssue(issue, Set.of(BEFORE)))
                        .map(KnownIssue::projectId)
                        .contains(AFTER));
    }

    @Test
    void anIssueThatCameBackIsKnownAsBackThoughAnotherReplicaSawItLeave() {
        String reader = readerOfBoth();
        bothHaveSeenTheIssue(reader);
        PROJECTS.put(issue, AFTER);
        assertThat(read(here, reader).status()).isEqualTo(200);
        PROJECTS.put(issue, BEFORE);

        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
            assertThat(read(there, reader).status()).isEqualTo(200);
            assertThat(here.bean(TargetStore.class).findIssue(issue))
                    .map(KnownIssue::projectId)
                    .contains(BEFORE);
        });
    }

    @Test
    void theFirstReadOfAnIssueIsRecordedWithItsProject() {
        grant(agent, BEFORE, "\"issue:read\"");

        assertThat(read(here, token).status()).isEqualTo(200);

        assertThat(lastRead()).containsEntry("reason", "read").containsEntry("project_id", BEFORE);
    }

    @Test
    void aReadOfAMovedIssueIsRecordedWithTheProjectItWasFoundIn() {
        grant(agent, BEFORE, "\"issue:read\"");
        grant(agent, AFTER, "\"issue:read\"");
        read(here, token);
        assertThat(lastRead()).containsEntry("project_id", BEFORE);
        PROJECTS.put(issue, AFTER);

        assertThat(read(here, token).status()).isEqualTo(200);

        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(lastRead())
                        .containsEntry("project_id", AFTER)
                        .containsEntry("issue_id", issue));
    }

    @Test
    void aReadThatMeetsTheIssueInAForeignProjectIsRecordedWithThat() {
        grant(agent, BEFORE, "\"issue:read\"");
        PROJECTS.put(issue, AFTER);

        assertThat(read(here, token).status()).isEqualTo(404);

        assertThat(lastRead())
                .containsEntry("reason", "not_found")
                .containsEntry("decision", "deny")
                .containsEntry("project_id", AFTER);
    }

    private static TestGateway startGateway() {
        return TestGateway.start(
                DATABASE,
                "NODEDC_TASKER_INTERNAL_URL=http://127.0.0.1:"
                        + tasker.getAddress().getPort(),
                "gateway.writes.wait-budget=0s");
    }

    private void bothHaveSeenTheIssue(String reader) {
        for (TestGateway gateway : List.of(here, there, here, there)) {
            assertThat(read(gateway, reader).status()).isEqualTo(200);
        }
    }

    private static String readerOfBoth() {
        UUID reader = here.newAgent("owner-2");
        grant(reader, BEFORE, "\"issue:read\"");
        grant(reader, AFTER, "\"issue:read\"");
        return here.newToken(reader).text();
    }

    private static void grant(UUID to, UUID project, String scopes) {
        Answer answer = here.admin(
                "PUT", "/api/v1/agents/" + to + "/grants/" + project, "{\"scopes\": [%s]}".formatted(scopes));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    }

    private Answer read(TestGateway gateway, String reader) {
        return gateway.send(
                "POST",
                "/api/v1/tools/" + READ,
                Optional.of(reader),
                "{\"issue_id\": \"%s\", \"comments_limit\": 0}".formatted(issue));
    }

    /** What was answered is recorded within a second. */
    private Map<String, Object> lastRead() {
        return await().atMost(Duration.ofSeconds(10))
                .until(
                        () -> DATABASE.jdbc()
                                .sql("select * from audit_event where agent_id = :agent and tool = :tool order by id")
                                .param("agent", agent)
                                .param("tool", READ)
                                .query()
                                .listOfRows(),
                        found -> !found.isEmpty())
                .getLast();
    }

    private static void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String last = path.substring(path.lastIndexOf('/') + 1);
        byte[] body = (last.equals("health") ? "{\"status\": \"ok\"}" : issueWithId(last)).getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static String issueWithId(String id) {
        return """
                {"issue": {"id": "%s", "project_id": "%s", "key": "P-1", "name": "Name",
                 "state": {"id": "33333333-3333-4333-8333-333333333333", "name": "Todo", "group": "unstarted"},
                 "priority": "none", "labels": [], "assignees": [],
                 "created_at": "2026-01-16T13:00:00.000000Z", "updated_at": "2026-01-16T13:00:00.000000Z"}}""".formatted(id, PROJECTS.get(UUID.fromString(id)));
    }
}
