package dc.node.gateway.localstack.client;

import dc.node.gateway.localstack.client.JsonHttp.Answer;
import dc.node.gateway.localstack.data.LocalStackException;
import dc.node.gateway.localstack.data.Secrets.Agent;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The gateway's administrative interface, as far as a stack needs it to have an agent. */
public final class GatewayAdmin {

    private static final int NOT_FOUND = 404;
    private static final int UNAUTHENTICATED = 401;
    private static final String AGENTS = "/api/v1/agents";
    private static final List<String> ALL_SCOPES = List.of(
            "workspace:read",
            "project:read",
            "issue:read",
            "issue:create",
            "issue:update",
            "issue:move",
            "issue:label",
            "issue:assign",
            "issue:comment",
            "issue:structured_blocks:write",
            "project:member:add_existing");
    private static final int ROLE_ADMINISTRATOR = 20;

    private final String gatewayUrl;
    private final JsonHttp http;

    public GatewayAdmin(String gatewayUrl, String adminToken) {
        this.gatewayUrl = gatewayUrl;
        this.http = new JsonHttp(gatewayUrl, adminToken);
    }

    /** An agent whose token works: the known one, else the known one with a new token, else a new agent. */
    public Agent agent(Optional<Agent> known, String ownerId) {
        return known.filter(this::isAccepted)
                .or(() -> known.flatMap(agent -> newToken(agent.id())).filter(this::isAccepted))
                .orElseGet(() -> {
                    String id = create(ownerId);
                    return newToken(id).orElseThrow(() -> new LocalStackException("The new agent was not found."));
                });
    }

    /** Every scope on the project, and no limit. */
    public void grantEverything(String agentId, String projectId) {
        Answer answer = http.put(
                AGENTS + "/" + agentId + "/grants/" + projectId,
                Map.of("scopes", ALL_SCOPES, "allow_terminal_states", true, "highest_role", ROLE_ADMINISTRATOR));
        require("grant an agent its project", answer);
    }

    /** How this client is connected as the agent, in the gateway's own words. */
    public ClientConfig clientConfig(String agentId, String client) {
        Answer answer = http.get(AGENTS + "/" + agentId + "/client-config?client=" + client);
        require("tell how " + client + " is connected", answer);
        return new ClientConfig(
                answer.body().at("/files/0/path").asString(""),
                answer.body().at("/files/0/content").asString(""),
                answer.body().at("/commands/0").asString(""));
    }

    /**
     * One client's way to the gateway.
     *
     * @param file where the client looks for {@code content}
     * @param command the first that would do; empty where there is none
     */
    public record ClientConfig(String file, String content, String command) {}

    private String create(String ownerId) {
        Answer answer = http.post(
                AGENTS,
                Map.of(
                        "owner_user_id", ownerId,
                        "owner_email", "owner@local-stack.test",
                        "display_name", "Local stack agent"));
        require("make an agent", answer);
        return answer.body().path("id").asString("");
    }

    private Optional<Agent> newToken(String agentId) {
        Answer answer = http.post(AGENTS + "/" + agentId + "/tokens", Map.of("name", "local-stack"));
        if (answer.status() == NOT_FOUND) {
            return Optional.empty();
        }
        require("make a token", answer);
        return Optional.of(new Agent(agentId, answer.body().path("token").asString("")));
    }

    private boolean isAccepted(Agent agent) {
        return new JsonHttp(gatewayUrl, agent.token())
                        .post("/api/v1/tools/tasker_get_agent_instructions", Map.of())
                        .status()
                != UNAUTHENTICATED;
    }

    private static void require(String what, Answer answer) {
        if (!answer.isSuccess()) {
            throw new LocalStackException("The gateway would not %s: HTTP %d, %s"
                    .formatted(
                            what, answer.status(), answer.body().path("detail").asString("no reason")));
        }
    }
}
