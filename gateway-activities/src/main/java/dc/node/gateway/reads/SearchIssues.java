package dc.node.gateway.reads;

import dc.node.gateway.grants.Scope;
import dc.node.gateway.json.Json;
import dc.node.gateway.outcome.CallRefusedException;
import dc.node.gateway.outcome.ToolError;
import dc.node.gateway.targets.TargetStore;
import dc.node.gateway.tasker.Issue;
import dc.node.gateway.tasker.IssuePage;
import dc.node.gateway.tasker.IssueQuery;
import dc.node.gateway.tasker.Tasker;
import dc.node.gateway.views.IssueView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code tasker_search_issues}: within one project, or through all granted ones in turn. The cursor says in which project to
 * go on and where.
 */
@Component
class SearchIssues implements ReadTool {

    private static final int DEFAULT_LIMIT = 25;

    private final Tasker tasker;
    private final TargetStore targets;

    SearchIssues(Tasker tasker, TargetStore targets) {
        this.tasker = tasker;
        this.targets = targets;
    }

    private record Arguments(
            Optional<UUID> projectId,
            Optional<String> query,
            Optional<List<UUID>> stateIds,
            Optional<List<UUID>> labelIds,
            Optional<List<UUID>> assigneeIds,
            Optional<String> priority,
            Optional<String> updatedSince,
            Optional<List<String>> fields,
            Optional<Integer> limit,
            Optional<String> cursor) {

        IssueQuery in(Position position, int pageLimit) {
            return new IssueQuery(
                    position.projectId(),
                    query,
                    stateIds.orElse(List.of()),
                    labelIds.orElse(List.of()),
                    assigneeIds.orElse(List.of()),
                    priority,
                    updatedSince,
                    pageLimit,
                    position.cursor());
        }
    }

    /** Where a page begins: in this project, at Tasker's own cursor. */
    private record Position(UUID projectId, Optional<String> cursor) {

        static Position parse(String text) {
            int separator = text.indexOf(':');
            try {
                UUID projectId = UUID.fromString(separator < 0 ? text : text.substring(0, separator));
                return new Position(
                        projectId, separator < 0 ? Optional.empty() : Optional.of(text.substring(separator + 1)));
            } catch (IllegalArgumentException e) {
                throw Cursors.foreign();
            }
        }

        String text() {
            return projectId + cursor.map(value -> ":" + value).orElse("");
        }
    }

    @Override
    public String name() {
        return "tasker_search_issues";
    }

    @Override
    public Set<Scope> scopes() {
        return Set.of(Scope.ISSUE_READ);
    }

    @Override
    public ObjectNode read(ReadCall call) {
        Arguments arguments = call.argumentsAs(Arguments.class);
        List<UUID> projects = arguments.projectId().map(List::of).orElseGet(() -> call.projectsWith(Scope.ISSUE_READ));
        Optional<Position> position = arguments
                .cursor()
                .map(Position::parse)
                .or(() -> projects.stream().findFirst().map(first -> new Position(first, Optional.empty())));
        int limit = arguments.limit().orElse(DEFAULT_LIMIT);
        List<Issue> found = new ArrayList<>();
        while (position.isPresent() && found.size() < limit) {
            Position at = position.get();
            if (!projects.contains(at.projectId())) {
                throw new CallRefusedException(ToolError.notFound());
            }
            IssuePage page = tasker.searchIssues(call.tasker(), arguments.in(at, limit - found.size()));
            found.addAll(page.issues());
            position = page.nextCursor()
                    .map(next -> new Position(at.projectId(), Optional.of(next)))
                    .or(() -> following(projects, at.projectId()));
        }
        targets.rememberIssues(found);
        ObjectNode answer = Json.MAPPER.createObjectNode();
        answer.set("issues", IssueView.list(found, arguments.fields().orElse(List.of())));
        position.ifPresent(next -> answer.put("next_cursor", next.text()));
        return answer;
    }

    private static Optional<Position> following(List<UUID> projects, UUID current) {
        int next = projects.indexOf(current) + 1;
        return next < projects.size()
                ? Optional.of(new Position(projects.get(next), Optional.empty()))
                : Optional.empty();
    }
}
