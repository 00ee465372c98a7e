package dc.node.gateway.localstack;

import dc.node.gateway.localstack.client.GatewayAdmin;
import dc.node.gateway.localstack.client.TaskerProjects;
import dc.node.gateway.localstack.client.TaskerProjects.Project;
import dc.node.gateway.localstack.data.LocalStackException;
import dc.node.gateway.localstack.data.RunFile;
import dc.node.gateway.localstack.data.Secrets;
import dc.node.gateway.localstack.data.Secrets.Agent;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Gives a running stack its agent, with every scope on every project of the sandbox. */
public final class AgentSetup {

    private static final String WORKSPACE = "nodedc";
    private static final String OWNER = "local-stack-owner";

    private AgentSetup() {}

    /**
     * Makes the agent, or finds the one of an earlier start, and tells all there is to know of the running stack. The
     * file itself is not written yet.
     */
    public static RunFile prepare(LocalStack stack) {
        Secrets secrets = Secrets.of(stack.data());
        List<Project> projects = projects(stack);
        GatewayAdmin admin = new GatewayAdmin(stack.gateway().url(), secrets.adminToken());
        Agent agent = admin.agent(secrets.agent(), OWNER);
        secrets.withAgent(agent).keep(stack.data());
        projects.forEach(project -> admin.grantEverything(agent.id(), project.id()));
        return new RunFile(
                stack.gateway().url(),
                stack.gateway().url() + "/mcp",
                secrets.adminToken(),
                agent.id(),
                agent.token(),
                stack.temporal().address(),
                stack.temporal().uiUrl(),
                stack.tasker().url(),
                stack.tasker().controlUrl(),
                secrets.taskerAdminToken(),
                secrets.taskerAccessToken(),
                stack.postgres().uriWithPassword(),
                projects.getFirst().id(),
                WORKSPACE,
                Map.of());
    }

    private static List<Project> projects(LocalStack stack) {
        List<Project> projects =
                new TaskerProjects(stack.tasker().url(), stack.secrets().taskerAccessToken()).in(WORKSPACE);
        if (projects.isEmpty()) {
            throw new LocalStackException("The Tasker sandbox has no project in workspace " + WORKSPACE + ".");
        }
        return projects.stream()
                .sorted(Comparator.comparing(Project::identifier))
                .toList();
    }
}
