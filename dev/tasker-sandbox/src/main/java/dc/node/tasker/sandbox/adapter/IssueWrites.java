package dc.node.tasker.sandbox.adapter;

import static dc.node.tasker.sandbox.adapter.Fields.required;

import dc.node.tasker.sandbox.adapter.Writes.Write;
import dc.node.tasker.sandbox.http.Answer;
import dc.node.tasker.sandbox.http.Answer.Reply;
import dc.node.tasker.sandbox.http.Refusal;
import dc.node.tasker.sandbox.http.Request;
import dc.node.tasker.sandbox.store.ExternalId;
import dc.node.tasker.sandbox.store.Issue;
import dc.node.tasker.sandbox.store.IssueContent;
import dc.node.tasker.sandbox.store.IssueStore;
import dc.node.tasker.sandbox.store.NewIssue;
import dc.node.tasker.sandbox.store.Project;
import dc.node.tasker.sandbox.store.ProjectStore;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/** Creating an issue and changing one. */
final class IssueWrites {

    private static final Set<String> CREATE_FIELDS = with(
            ContentFields.NAMES,
            "project_id",
            "state_id",
            "label_ids",
            "assignee_ids",
            "external_source",
            "external_id");
    private static final Set<String> UPDATE_FIELDS = with(ContentFields.NAMES, "if_revision");

    private final Writes writes;

    IssueWrites(Writes writes) {
        this.writes = writes;
    }

    Answer create(Request request) {
        return writes.run(request, write -> {
            Fields fields = Fields.of(request, CREATE_FIELDS).withoutNulls();
            String projectId = required("project_id", fields.id("project_id"));
            required("name", fields.text("name"));
            IssueContent content = ContentFields.read(fields, ContentFields.BLANK);
            Optional<ExternalId> externalId = fields.externalId();
            List<String> labelIds = fields.ids("label_ids").orElse(List.of());
            List<String> assigneeIds = fields.ids("assignee_ids").orElse(List.of());

            ProjectStore projects = new ProjectStore(write.sql());
            Project project = projects.find(projectId).orElseThrow(() -> Refusal.notFound("project"));
            String stateId = fields.id("state_id").orElseGet(() -> projects.defaultStateId(projectId));
            ProjectRules rules = new ProjectRules(write.sql(), projectId);
            rules.requireState(stateId);
            rules.requireLabels(labelIds);
            rules.requireAssignees(assigneeIds);
            rules.requireContent(content, Optional.empty());

            IssueStore issues = new IssueStore(write.sql());
            String id = write.newId();
            boolean inserted = issues.insert(
                    new NewIssue(id, project, content, stateId, labelIds, assigneeIds, externalId, write.now()));
            if (!inserted) {
                throw Refusal.duplicateExternalId(externalId
                        .flatMap(taken -> issues.findId(projectId, taken))
                        .orElseThrow());
            }
            write.effect("issue.create", Optional.of(id), projectId, externalId);
            return answer(201, issues, id);
        });
    }

    Answer update(Request request, String issueId) {
        return change(request, issueId, "issue.update", UPDATE_FIELDS, (change, issues) -> {
            IssueContent content = ContentFields.read(change.fields, change.issue.content());
            change.rules().requireContent(content, Optional.of(change.issue.id()));
            Optional<String> expected = change.fields.text("if_revision");
            if (expected.isPresent() && !expected.get().equals(change.issue.revision())) {
                throw Refusal.ofField(
                        409,
                        "stale_revision",
                        "if_revision",
                        "The issue has revision %s by now.".formatted(change.issue.revision()));
            }
            issues.update(change.issue, content, change.write.now());
        });
    }

    Answer move(Request request, String issueId) {
        return change(request, issueId, "issue.move", Set.of("state_id", "sort_order"), (change, issues) -> {
            Fields fields = change.fields.withoutNulls();
            String stateId = required("state_id", fields.id("state_id"));
            change.rules().requireState(stateId);
            issues.move(change.issue.id(), stateId, fields.number("sort_order"), change.write.now());
        });
    }

    Answer setLabels(Request request, String issueId) {
        return change(request, issueId, "issue.labels", Set.of("label_ids"), (change, issues) -> {
            List<String> labelIds = required("label_ids", change.fields.ids("label_ids"));
            change.rules().requireLabels(labelIds);
            issues.setLabels(change.issue.id(), labelIds, change.write.now());
        });
    }

    Answer setAssignees(Request request, String issueId) {
        return change(request, issueId, "issue.assignees", Set.of("assignee_ids"), (change, issues) -> {
            List<String> assigneeIds = required("assignee_ids", change.fields.ids("assignee_ids"));
            change.rules().requireAssignees(assigneeIds);
            issues.setAssignees(change.issue.id(), assigneeIds, change.write.now());
        });
    }

    private Answer change(
            Request request, String issueId, String kind, Set<String> known, BiConsumer<Change, IssueStore> work) {
        return writes.run(request, write -> {
            Fields fields = Fields.of(request, known);
            IssueStore issues = new IssueStore(write.sql());
            Issue issue = issues.find(issueId).orElseThrow(() -> Refusal.notFound("issue"));
            work.accept(new Change(write, fields, issue), issues);
            // Also when nothing is different afterwards: a write made twice has to show.
            write.effect(kind, Optional.of(issue.id()), issue.projectId(), Optional.empty());
            return answer(200, issues, issue.id());
        });
    }

    private static Reply answer(int status, IssueStore issues, String id) {
        return Reply.json(status, Map.of("issue", issues.find(id).orElseThrow()));
    }

    private static Set<String> with(Set<String> names, String... more) {
        Set<String> all = new HashSet<>(names);
        all.addAll(List.of(more));
        return Set.copyOf(all);
    }

    private record Change(Write write, Fields fields, Issue issue) {

        ProjectRules rules() {
            return new ProjectRules(write.sql(), issue.projectId());
        }
    }
}
