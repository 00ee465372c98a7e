package dc.node.tasker.sandbox.adapter;

import dc.node.tasker.sandbox.http.Refusal;
import dc.node.tasker.sandbox.store.Issue;
import dc.node.tasker.sandbox.store.IssueContent;
import dc.node.tasker.sandbox.store.IssueStore;
import dc.node.tasker.sandbox.store.Label;
import dc.node.tasker.sandbox.store.Member;
import dc.node.tasker.sandbox.store.MemberStore;
import dc.node.tasker.sandbox.store.ProjectStore;
import dc.node.tasker.sandbox.store.Sql;
import dc.node.tasker.sandbox.store.State;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What an issue may refer to: only what its own project has. Each rule refuses with 422 and the field. */
final class ProjectRules {

    private final Sql sql;
    private final String projectId;

    ProjectRules(Sql sql, String projectId) {
        this.sql = sql;
        this.projectId = projectId;
    }

    void requireState(String stateId) {
        if (new ProjectStore(sql).states(projectId).stream().map(State::id).noneMatch(stateId::equals)) {
            throw Refusal.ofField(422, "invalid_state", "state_id", "The project has no such state.");
        }
    }

    void requireLabels(List<String> labelIds) {
        Set<String> known =
                new ProjectStore(sql).labels(projectId).stream().map(Label::id).collect(Collectors.toSet());
        if (!known.containsAll(labelIds)) {
            throw Refusal.ofField(
                    422, "invalid_label", "label_ids", "The project has no label " + firstMissing(labelIds, known));
        }
    }

    void requireAssignees(List<String> assigneeIds) {
        Set<String> known = new MemberStore(sql)
                .inProject(projectId).stream()
                        .filter(Member::active)
                        .map(Member::id)
                        .collect(Collectors.toSet());
        if (!known.containsAll(assigneeIds)) {
            throw Refusal.ofField(
                    422,
                    "invalid_assignee",
                    "assignee_ids",
                    "Not an active member of the project: " + firstMissing(assigneeIds, known));
        }
    }

    /** Dates in order, and a parent of the same project that is not the issue itself or below it. */
    void requireContent(IssueContent content, Optional<String> issueId) {
        if (content.startDate().isPresent()
                && content.targetDate().isPresent()
                && content.startDate().get().compareTo(content.targetDate().get()) > 0) {
            throw Refusal.ofField(422, "invalid_dates", "target_date", "target_date is before start_date.");
        }
        content.parentId().ifPresent(parentId -> requireParent(parentId, issueId));
    }

    private void requireParent(String parentId, Optional<String> issueId) {
        IssueStore issues = new IssueStore(sql);
        Optional<String> parentProject = issues.find(parentId).map(Issue::projectId);
        if (!parentProject.equals(Optional.of(projectId))) {
            throw Refusal.ofField(422, "invalid_parent", "parent_id", "The project has no such parent issue.");
        }
        if (issueId.isPresent() && issues.isSameOrAbove(issueId.get(), parentId)) {
            throw Refusal.ofField(
                    422, "invalid_parent", "parent_id", "An issue cannot be below itself or one of its own children.");
        }
    }

    private static String firstMissing(List<String> ids, Set<String> known) {
        Set<String> missing = new HashSet<>(ids);
        missing.removeAll(known);
        return missing.iterator().next() + ".";
    }
}
