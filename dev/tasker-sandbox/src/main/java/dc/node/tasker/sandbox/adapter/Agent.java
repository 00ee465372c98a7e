package dc.node.tasker.sandbox.adapter;

import dc.node.tasker.sandbox.http.Refusal;
import dc.node.tasker.sandbox.http.Request;
import dc.node.tasker.sandbox.store.Issue.Person;
import java.util.Optional;

/** Whom a write is the act of, as its headers say. */
record Agent(String id, String name, Optional<String> idempotencyKey) {

    static Agent of(Request request) {
        String id = request.header("X-Nodedc-Agent-Id")
                .orElseThrow(() -> Refusal.ofField(
                        400,
                        "missing_header",
                        "X-Nodedc-Agent-Id",
                        "A write must name its agent in X-Nodedc-Agent-Id."));
        return new Agent(id, request.header("X-Nodedc-Agent-Name").orElse(id), request.header("Idempotency-Key"));
    }

    Person author() {
        return new Person(id, name);
    }
}
