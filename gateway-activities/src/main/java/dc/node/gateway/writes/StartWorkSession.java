package dc.node.gateway.writes;

import dc.node.gateway.sessions.SessionRules;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** {@code tasker_start_work_session}: writes nothing to Tasker, so it is all done when it is accepted. */
@Component
class StartWorkSession implements ArgumentCheck {

    @Override
    public String name() {
        return SessionRules.START;
    }

    @Override
    public void check(ObjectNode arguments) {
        if (arguments.has("issue_id") == arguments.has("project_id")) {
            throw ProjectRules.invalid(
                    "issue_id",
                    "Send either issue_id, for work on one issue, or project_id, for work across a project.");
        }
    }
}
