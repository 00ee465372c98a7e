package dc.node.tasker.sandbox.control;

import dc.node.tasker.sandbox.faults.ActiveFaults;
import dc.node.tasker.sandbox.faults.FaultReader;
import dc.node.tasker.sandbox.http.Answer;
import dc.node.tasker.sandbox.http.Answer.Reply;
import dc.node.tasker.sandbox.http.BearerToken;
import dc.node.tasker.sandbox.http.Handler;
import dc.node.tasker.sandbox.http.Refusal;
import dc.node.tasker.sandbox.http.Request;
import dc.node.tasker.sandbox.http.Router;
import dc.node.tasker.sandbox.http.Router.Route;
import dc.node.tasker.sandbox.seed.Seed;
import dc.node.tasker.sandbox.store.Database;
import dc.node.tasker.sandbox.store.EffectStore;
import java.util.List;
import java.util.Map;

/** What a test or an operator may do to the sandbox, behind a token of its own. */
public final class ControlApi implements Handler {

    private final BearerToken token;
    private final Database database;
    private final ActiveFaults faults;
    private final RequestLog requests;
    private final Router router = new Router(List.of(
            new Route("POST", "/sandbox/faults", (request, none) -> addFault(request)),
            new Route("DELETE", "/sandbox/faults", (request, none) -> clearFaults()),
            new Route("GET", "/sandbox/requests", (request, none) -> seenRequests(request)),
            new Route("GET", "/sandbox/effects", (request, none) -> effects(request)),
            new Route("POST", "/sandbox/reset", (request, none) -> reset())));

    /** Creates the control API over the parts it controls. */
    public ControlApi(BearerToken token, Database database, ActiveFaults faults, RequestLog requests) {
        this.token = token;
        this.database = database;
        this.faults = faults;
        this.requests = requests;
    }

    @Override
    public Answer handle(Request request) {
        token.require(request);
        return router.handle(request);
    }

    private Answer addFault(Request request) {
        faults.add(FaultReader.read(request));
        return activeFaults();
    }

    private Answer clearFaults() {
        faults.clear();
        return activeFaults();
    }

    private Answer activeFaults() {
        return Reply.json(200, Map.of("faults", faults.list()));
    }

    private Answer seenRequests(Request request) {
        return Reply.json(200, Map.of("requests", requests.list(number(request, "after", 0))));
    }

    private Answer effects(Request request) {
        long after = number(request, "after", 0);
        long limit = number(request, "limit", Long.MAX_VALUE);
        return Reply.json(200, Map.of("effects", database.transaction(sql -> new EffectStore(sql).list(after, limit))));
    }

    private Answer reset() {
        database.transaction(Seed::plantAnew);
        faults.clear();
        requests.clear();
        return Reply.json(200, Map.of("status", "reset"));
    }

    private static long number(Request request, String name, long otherwise) {
        String text = request.query().getOrDefault(name, "");
        if (text.isEmpty()) {
            return otherwise;
        }
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw Refusal.ofField(400, "invalid_field", name, name + " must be a whole number.");
        }
    }
}
