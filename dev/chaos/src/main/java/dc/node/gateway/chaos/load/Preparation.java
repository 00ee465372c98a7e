package dc.node.gateway.chaos.load;

import dc.node.gateway.chaos.load.Ground.Issue;
import dc.node.gateway.chaos.load.Ground.Project;
import dc.node.gateway.chaos.stack.ChaosStack;
import dc.node.gateway.chaos.stack.Sleep;
import dc.node.gateway.localstack.LocalStack;
import dc.node.gateway.localstack.client.GatewayAdmin;
import dc.node.gateway.localstack.client.TaskerProjects;
import dc.node.gateway.localstack.client.ToolAnswer;
import dc.node.gateway.localstack.data.LocalStackException;
import dc.node.gateway.localstack.data.Secrets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/** Makes the agents, their grants and the issues they will write on, through the gateway, while all is well. */
public final class Preparation {

    private static final String WORKSPACE = "nodedc";
    private static final int ITEMS = 4;
    private static final int MOST_ASKS = 20;

    private final ChaosStack stack;
    private int lastKey;

    public Preparation(ChaosStack stack) {
        this.stack = stack;
    }

    /**
     * Makes everything.
     *
     * @param agents how many agents
     * @param issuesEach how many issues each has for itself
     * @param sharedIssues how many issues all share
     * @throws LocalStackException when a call does not succeed
     */
    public Ground prepare(int agents, int issuesEach, int sharedIssues) {
        LocalStack parts = stack.parts();
        List<TaskerProjects.Project> projects = new TaskerProjects(
                        parts.tasker().url(), parts.secrets().taskerAccessToken())
                .in(WORKSPACE).stream()
                        .sorted(Comparator.comparing(TaskerProjects.Project::identifier))
                        .toList();
        List<AgentIdentity> identities = IntStream.rangeClosed(1, agents)
                .mapToObj(number -> newAgent(number, projects))
                .toList();
        AgentIdentity anybody = identities.getFirst();
        Project ownProject = project(anybody, projects.getFirst().id());
        Project sharedProject = project(anybody, projects.getLast().id());
        Map<String, List<Issue>> own = new HashMap<>();
        identities.forEach(agent -> own.put(agent.id(), issues(agent, ownProject, issuesEach)));
        return new Ground(identities, ownProject, own, issues(anybody, sharedProject, sharedIssues));
    }

    private AgentIdentity newAgent(int number, List<TaskerProjects.Project> projects) {
        GatewayAdmin admin = new GatewayAdmin(
                stack.gatewayUrls().getFirst(), stack.parts().secrets().adminToken());
        Secrets.Agent agent = admin.agent(Optional.empty(), "chaos-owner-" + number);
        projects.forEach(project -> admin.grantEverything(agent.id(), project.id()));
        return new AgentIdentity(agent, stack.gatewayUrls());
    }

    private Project project(AgentIdentity agent, String id) {
        JsonNode context = agent.tools()
                .call("tasker_get_project_context", Map.of("project_id", id))
                .content();
        List<String> members = context.path("members")
                .valueStream()
                .filter(member -> member.path("active").asBoolean(false))
                .map(member -> member.path("id").stringValue())
                .toList();
        return new Project(id, ids(context.path("states")), ids(context.path("labels")), members);
    }

    private List<Issue> issues(AgentIdentity agent, Project project, int count) {
        List<Issue> issues = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            issues.add(issue(agent, project, "Ground " + i));
        }
        return List.copyOf(issues);
    }

    private Issue issue(AgentIdentity agent, Project project, String name) {
        String id = write(agent, "tasker_create_issue", Map.of("project_id", project.id(), "name", name))
                .content()
                .path("issue")
                .path("id")
                .stringValue();
        List<Map<String, String>> items = IntStream.rangeClosed(1, ITEMS)
                .mapToObj(number -> Map.of("text", "Item " + number))
                .toList();
        JsonNode checker = write(
                        agent,
                        "tasker_update_structured_blocks",
                        Map.of("issue_id", id, "action", "append_checker", "title", "Ground", "items", items))
                .content()
                .path("issue")
                .path("structured_blocks")
                .path(0);
        // So that the issue's state is known from Tasker's list of changes alone.
        write(
                agent,
                "tasker_move_issue",
                Map.of("issue_id", id, "state_id", project.stateIds().getFirst()));
        return new Issue(id, project, checker.path("id").stringValue(), ids(checker.path("items")));
    }

    /** A write that has taken effect when this returns. */
    private ToolAnswer write(AgentIdentity agent, String tool, Map<String, ?> arguments) {
        Map<String, Object> all = new HashMap<>(arguments);
        all.put("idempotency_key", "ground-" + ++lastKey);
        for (int asks = 0; asks < MOST_ASKS; asks++) {
            ToolAnswer answer = agent.tools().call(tool, all);
            if (answer.isError()) {
                throw new LocalStackException("The preparation's %s failed: %s".formatted(tool, answer.error()));
            }
            if (!answer.flag("queued")) {
                return answer;
            }
            Sleep.during(Duration.ofMillis(200));
        }
        throw new LocalStackException("The preparation's %s does not land.".formatted(tool));
    }

    private static List<String> ids(JsonNode things) {
        return things.valueStream().map(thing -> thing.path("id").stringValue()).toList();
    }
}
