package dc.node.tasker.sandbox.adapter;

import dc.node.tasker.sandbox.http.Answer;
import dc.node.tasker.sandbox.http.Answer.Reply;
import dc.node.tasker.sandbox.http.BearerToken;
import dc.node.tasker.sandbox.http.Handler;
import dc.node.tasker.sandbox.http.Request;
import dc.node.tasker.sandbox.http.Router;
import dc.node.tasker.sandbox.http.Router.Route;
import dc.node.tasker.sandbox.store.Database;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/** The internal adapter's calls, behind its service credential. */
public final class TaskerAdapter implements Handler {

    private static final String BASE = "/api/internal/nodedc/agent";

    private final BearerToken token;
    private final Database database;
    private final Router router;

    /**
     * Creates the adapter.
     *
     * @param launcherManaged identifiers of projects that refuse new members
     */
    public TaskerAdapter(
            BearerToken token, Database database, Clock clock, Supplier<UUID> ids, Set<String> launcherManaged) {
        this.token = token;
        this.database = database;
        Writes writes = new Writes(database, clock, ids);
        ProjectCalls projects = new ProjectCalls(database, writes, launcherManaged);
        IssueReads reads = new IssueReads(database);
        IssueWrites issues = new IssueWrites(writes);
        CommentCalls comments = new CommentCalls(database, writes);
        this.router = new Router(List.of(
                new Route("GET", BASE + "/health", (request, none) -> health()),
                new Route("POST", BASE + "/projects/resolve", (request, none) -> projects.resolve(request)),
                new Route("GET", BASE + "/projects/:id/context", (request, id) -> projects.context(id)),
                new Route("POST", BASE + "/projects/:id/members", projects::addMember),
                new Route("GET", BASE + "/issues", (request, none) -> reads.list(request)),
                new Route("POST", BASE + "/issues", (request, none) -> issues.create(request)),
                new Route("GET", BASE + "/issues/:id", (request, id) -> reads.get(id)),
                new Route("PATCH", BASE + "/issues/:id", issues::update),
                new Route("POST", BASE + "/issues/:id/move", issues::move),
                new Route("PUT", BASE + "/issues/:id/labels", issues::setLabels),
                new Route("PUT", BASE + "/issues/:id/assignees", issues::setAssignees),
                new Route("GET", BASE + "/issues/:id/comments", comments::list),
                new Route("POST", BASE + "/issues/:id/comments", comments::add)));
    }

    @Override
    public Answer handle(Request request) {
        token.require(request);
        return router.handle(request);
    }

    private Answer health() {
        database.transaction(sql -> sql.number("SELECT 1"));
        return Reply.json(200, Map.of("status", "ok"));
    }
}
