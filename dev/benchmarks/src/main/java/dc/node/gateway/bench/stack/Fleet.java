package dc.node.gateway.bench.stack;

import dc.node.gateway.bench.load.HttpCaller;
import dc.node.gateway.bench.load.Request;
import dc.node.gateway.bench.load.Together;
import dc.node.gateway.bench.report.Json;
import dc.node.gateway.bench.stub.StubIds;
import dc.node.gateway.localstack.data.LocalStackException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;

/**
 * Agents, each with an owner, a token and an issue of its own and a grant of all that is measured, made through the administrative
 * API.
 */
public final class Fleet {

    private static final int THREADS = 8;

    /** Ten thousand take a minute or two. */
    private static final Duration LIMIT = Duration.ofMinutes(15);

    private static final List<String> SCOPES =
            List.of("workspace:read", "project:read", "issue:read", "issue:comment", "issue:structured_blocks:write");

    /** An agent as callers need it. */
    public record Member(String agentId, String token, UUID issueId) {

        @Override
        public String toString() {
            return "Member[" + agentId + "]";
        }
    }

    private final int gatewayPort;
    private final Map<String, String> headers;
    private final List<Member> members = new ArrayList<>();

    public Fleet(BenchStack stack) {
        this.gatewayPort = stack.gatewayPort();
        this.headers = Map.of("Authorization", "Bearer " + stack.adminToken(), "Accept", "application/json");
    }

    /**
     * So many agents, those that are there first.
     *
     * @throws LocalStackException when one cannot be made, or not all within a quarter of an hour
     */
    public List<Member> ofSize(int size) {
        int first = members.size() + 1;
        List<Callable<List<Member>>> parts = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            parts.add(made(first + thread, size));
        }
        try {
            Together.all(Executors.newFixedThreadPool(THREADS), parts, LIMIT, "The agents cannot be made")
                    .forEach(members::addAll);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalStackException("The run was interrupted.", e);
        }
        return List.copyOf(members.subList(0, size));
    }

    private Callable<List<Member>> made(int first, int last) {
        return () -> {
            List<Member> made = new ArrayList<>();
            for (int number = first; number <= last; number += THREADS) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                made.add(make(number));
            }
            return made;
        };
    }

    private Member make(int number) throws Exception {
        String id = send(Request.post(
                        "/api/v1/agents",
                        headers,
                        Json.MAPPER.writeValueAsString(Map.of(
                                "owner_user_id", "bench-owner-" + number,
                                "owner_email", "owner-%d@bench.test".formatted(number),
                                "display_name", "Bench agent " + number))))
                .path("id")
                .stringValue();
        String token = send(Request.post("/api/v1/agents/" + id + "/tokens", headers, "{\"name\":\"bench\"}"))
                .path("token")
                .stringValue();
        send(Request.put(
                "/api/v1/agents/" + id + "/grants/" + StubIds.PROJECT,
                headers,
                Json.MAPPER.writeValueAsString(Map.of("scopes", SCOPES))));
        return new Member(id, token, StubIds.issue(number));
    }

    private JsonNode send(Request request) throws Exception {
        try (HttpCaller caller = new HttpCaller(gatewayPort, List.of(request), () -> "", "{")) {
            caller.call();
            return Json.MAPPER.readTree(caller.lastBody());
        }
    }
}
