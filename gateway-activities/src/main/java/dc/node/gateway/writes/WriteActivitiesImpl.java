package dc.node.gateway.writes;

import java.util.UUID;
import org.springframework.stereotype.Component;

/** Every activity is the same attempt; the operation knows its tool. */
@Component
class WriteActivitiesImpl implements WriteActivities {

    private final AttemptRunner attempts;

    WriteActivitiesImpl(AttemptRunner attempts) {
        this.attempts = attempts;
    }

    @Override
    public String createIssue(UUID operationId) {
        return attempts.run(operationId);
    }

    @Override
    public String updateIssue(UUID operationId) {
        return attempts.run(operationId);
    }

    @Override
    public String moveIssue(UUID operationId) {
        return attempts.run(operationId);
    }

    @Override
    public String setIssueLabels(UUID operationId) {
        return attempts.run(operationId);
    }

    @Override
    public String assignIssue(UUID operationId) {
        return attempts.run(operationId);
    }

    @Override
    public String addExistingProjectMember(UUID operationId) {
        return attempts.run(operationId);
    }

    @Override
    public String appendComment(UUID operationId) {
        return attempts.run(operationId);
    }

    @Override
    public String updateStructuredBlocks(UUID operationId) {
        return attempts.run(operationId);
    }

    @Override
    public String finishWorkSession(UUID operationId) {
        return attempts.run(operationId);
    }
}
