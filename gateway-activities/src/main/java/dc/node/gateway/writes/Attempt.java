package dc.node.gateway.writes;

import dc.node.gateway.grants.Grant;
import dc.node.gateway.grants.GrantStore;
import dc.node.gateway.grants.Scope;
import dc.node.gateway.html.Cleaned;
import dc.node.gateway.html.HtmlCleaner;
import dc.node.gateway.json.Json;
import dc.node.gateway.ledger.LedgerStore;
import dc.node.gateway.ledger.Operation;
import dc.node.gateway.outcome.CallRefusedException;
import dc.node.gateway.outcome.ErrorCode;
import dc.node.gateway.outcome.ToolError;
import dc.node.gateway.targets.Target;
import dc.node.gateway.targets.TargetStore;
import dc.node.gateway.tasker.Deadline;
import dc.node.gateway.tasker.Issue;
import dc.node.gateway.tasker.Project;
import dc.node.gateway.tasker.ProjectContext;
import dc.node.gateway.tasker.Tasker;
import dc.node.gateway.tasker.TaskerCall;
import dc.node.gateway.tasker.TaskerRejectedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * One attempt at one write: what the tool needs of the ledger, of the grants and of Tasker, with the checks that must
 * hold at the moment of the effect and not only when the write was accepted.
 */
public final class Attempt {

    private static final HtmlCleaner HTML = new HtmlCleaner();

    private final Operation operation;
    private final Set<Scope> scopes;
    private final LedgerStore ledger;
    private final Tasker tasker;
    private final GrantStore grants;
    private final TargetStore targets;
    private final TaskerCall call;
    private final List<String> warnings = new ArrayList<>();
    private Target target;
    private boolean sent;

    Attempt(
            Operation operation,
            Set<Scope> scopes,
            LedgerStore ledger,
            Tasker tasker,
            GrantStore grants,
            TargetStore targets,
            Deadline deadline) {
        this.operation = operation;
        this.scopes = scopes;
        this.ledger = ledger;
        this.tasker = tasker;
        this.grants = grants;
        this.targets = targets;
        this.target = operation.target();
        this.call = new TaskerCall(
                operation.agent(), operation.id() + "/" + operation.attempt(), Optional.of(operation.id()), deadline);
    }

    public Operation operation() {
        return operation;
    }

    public Tasker tasker() {
        return tasker;
    }

    public TaskerCall call() {
        return call;
    }

    public <T> T arguments(Class<T> type) {
        return Json.MAPPER.treeToValue(operation.arguments(), type);
    }

    /** Whether an earlier attempt may have taken effect without our hearing of it. */
    public boolean mayHaveTakenEffect() {
        return operation.sent();
    }

    /**
     * To be called right before a change is sent that Tasker itself would not recognise the second time, so that whatever
     * becomes of this process the next attempt looks for the effect.
     *
     * @throws CallRefusedException when other writes were let go on the issue before the outcome of this one was known
     */
    public void aboutToSend() {
        boolean mayBeSent = ledger.markSent(operation.id());
        sent = true;
        if (!mayBeSent) {
            throw new CallRefusedException(ToolError.of(
                    ErrorCode.TASKER_REJECTED,
                    "Tasker gave no usable answer to this write for a long time, and others have changed the issue since."
                            + " Whether it took effect is not known: look at the issue before you send it again under a new"
                            + " idempotency_key."));
        }
    }

    /** Whether, for all this attempt knows, its change or an earlier attempt's may be on its way to Tasker. */
    boolean mayBeOnItsWay() {
        return operation.sent() || sent;
    }

    /** What is known by now of what this write is about. */
    public Target target() {
        return target;
    }

    /** Reads the issue the write is about and makes sure the agent may still write in its project. */
    public Issue requireIssue(UUID issueId) {
        Issue issue;
        try {
            issue = tasker.issue(call, issueId, likelyProjects());
        } catch (TaskerRejectedException e) {
            throw e.notFound() ? notFound() : e;
        }
        requireGrant(issue.projectId());
        aboutIssue(issue);
        return issue;
    }

    private List<UUID> likelyProjects() {
        return target.projectId()
                .map(List::of)
                .orElseGet(() -> grants.list(operation.agent().id()).stream()
                        .map(Grant::projectId)
                        .toList());
    }

    /** Notes the issue this write turned out to be about. */
    public void aboutIssue(Issue issue) {
        target = new Target(Optional.of(issue.projectId()), Optional.of(issue.id()), issue.key());
        targets.rememberIssues(List.of(issue));
    }

    /** Reads what can be referred to in a project the agent may still write in. */
    public ProjectContext requireProject(UUID projectId) {
        requireGrant(projectId);
        ProjectContext context;
        try {
            context = tasker.projectContext(call, projectId);
        } catch (TaskerRejectedException e) {
            throw e.notFound() ? notFound() : e;
        }
        Project project = context.project();
        targets.rememberProjects(List.of(project));
        if (target.issueId().isEmpty()) {
            target = new Target(Optional.of(projectId), Optional.empty(), project.identifier());
        }
        return context;
    }

    /** The agent's grant in this project as it stands now. A project without one is answered as if it were not there. */
    public Grant requireGrant(UUID projectId) {
        Grant grant = grants.find(operation.agent().id(), projectId).orElseThrow(Attempt::notFound);
        scopes.forEach(scope -> requireScope(grant, scope));
        return grant;
    }

    /** A scope that only some uses of the tool need, in the project of the target. */
    public void requireScope(Scope scope) {
        requireScope(requireGrant(target.projectId().orElseThrow()), scope);
    }

    private static void requireScope(Grant grant, Scope scope) {
        if (!grant.scopes().contains(scope)) {
            throw new CallRefusedException(ToolError.of(
                            ErrorCode.SCOPE_DENIED,
                            "Your grant in this project does not hold " + scope.wireName()
                                    + ". Ask the agent's owner to add it, then send the write under a new"
                                    + " idempotency_key.")
                    .with("scope", scope.wireName()));
        }
    }

    /** Cleans HTML before it leaves the gateway; what was taken out is told in the warnings. */
    public String clean(String html) {
        Cleaned cleaned = HTML.clean(html);
        cleaned.warnings().forEach(this::warn);
        return cleaned.html();
    }

    public void warn(String sentence) {
        if (!warnings.contains(sentence)) {
            warnings.add(sentence);
        }
    }

    public List<String> warnings() {
        return List.copyOf(warnings);
    }

    private static CallRefusedException notFound() {
        return new CallRefusedException(ToolError.notFound());
    }
}
