package dc.node.gateway.admin.agent;

import dc.node.gateway.admin.AdminTrail;
import dc.node.gateway.grants.Grant;
import dc.node.gateway.grants.GrantStore;
import dc.node.gateway.identity.Administrator;
import dc.node.gateway.identity.Agent;
import dc.node.gateway.problem.Problems;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import java.util.OptionalInt;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What an agent may do in which project. */
@RestController
@RequestMapping("/api/v1/agents/{id}/grants")
class GrantsController {

    private final GrantStore grants;
    private final AgentFinder finder;
    private final AdminTrail trail;

    GrantsController(GrantStore grants, AgentFinder finder, AdminTrail trail) {
        this.grants = grants;
        this.finder = finder;
        this.trail = trail;
    }

    @Operation(summary = "List what an agent may do, by project")
    @GetMapping
    public GrantView.Collection list(@PathVariable UUID id) {
        Agent agent = finder.require(id);
        return new GrantView.Collection(
                grants.list(agent.id()).stream().map(GrantView::of).toList());
    }

    @Operation(summary = "Grant an agent scopes in a project, in place of what it had there")
    @PutMapping("/{project_id}")
    @Transactional
    public GrantView put(
            Administrator administrator,
            @PathVariable UUID id,
            @PathVariable("project_id") UUID projectId,
            @Valid @RequestBody GrantBody body) {
        Agent agent = finder.require(id);
        Grant grant = body.toGrant(projectId);
        grants.put(agent.id(), grant);
        GrantView view = GrantView.of(grant);
        trail.record(administrator, "grant_put", agent, projectId, summary(view));
        return view;
    }

    @Operation(summary = "Take an agent's grant in a project away")
    @DeleteMapping("/{project_id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Transactional
    public void delete(Administrator administrator, @PathVariable UUID id, @PathVariable("project_id") UUID projectId) {
        Agent agent = finder.require(id);
        if (!grants.delete(agent.id(), projectId)) {
            throw Problems.notFound("The agent has no grant in the project " + projectId + ".");
        }
        trail.record(administrator, "grant_deleted", agent, projectId, agent.displayName());
    }

    private static String summary(GrantView grant) {
        return "scopes %s; terminal states %s; highest role %d; calls per minute %s; writes per day %s"
                .formatted(
                        String.join(" ", grant.scopes()),
                        grant.allowTerminalStates() ? "allowed" : "not allowed",
                        grant.highestRole(),
                        limit(grant.quotas().callsPerMinute()),
                        limit(grant.quotas().writesPerDay()));
    }

    private static String limit(OptionalInt value) {
        return value.isPresent() ? Integer.toString(value.getAsInt()) : "unlimited";
    }
}
