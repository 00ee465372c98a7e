package dc.node.gateway.reads;

import dc.node.gateway.grants.Scope;
import dc.node.gateway.json.Json;
import dc.node.gateway.targets.TargetStore;
import dc.node.gateway.tasker.Project;
import dc.node.gateway.tasker.Tasker;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** {@code tasker_list_projects}: the granted projects, by identifier. The cursor is the last identifier seen. */
@Component
class ListProjects implements ReadTool {

    private static final int DEFAULT_LIMIT = 50;
    private static final Pattern POSITION = Pattern.compile("[^/]+/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private final Tasker tasker;
    private final TargetStore targets;

    ListProjects(Tasker tasker, TargetStore targets) {
        this.tasker = tasker;
        this.targets = targets;
    }

    private record Arguments(Optional<String> workspaceSlug, Optional<Integer> limit, Optional<String> cursor) {}

    @Override
    public String name() {
        return "tasker_list_projects";
    }

    @Override
    public Set<Scope> scopes() {
        return Set.of(Scope.PROJECT_READ);
    }

    @Override
    public ObjectNode read(ReadCall call) {
        Arguments arguments = call.argumentsAs(Arguments.class);
        requirePosition(arguments.cursor());
        List<Project> all = tasker.projects(call.tasker(), call.projectsWith(Scope.PROJECT_READ));
        targets.rememberProjects(all);
        int limit = arguments.limit().orElse(DEFAULT_LIMIT);
        Comparator<Project> order = Comparator.comparing(ListProjects::position);
        List<Project> rest = all.stream()
                .filter(project -> arguments
                        .workspaceSlug()
                        .map(project.workspaceSlug()::equals)
                        .orElse(true))
                .filter(project -> arguments
                        .cursor()
                        .map(after -> position(project).compareTo(after) > 0)
                        .orElse(true))
                .sorted(order)
                .toList();
        List<Project> page = rest.stream().limit(limit).toList();
        ObjectNode answer = Json.MAPPER.createObjectNode();
        answer.set("projects", Json.MAPPER.valueToTree(page));
        if (rest.size() > page.size()) {
            answer.put("next_cursor", position(page.getLast()));
        }
        return answer;
    }

    /** Any other text would pass for a place behind the last project. */
    private static void requirePosition(Optional<String> cursor) {
        if (cursor.filter(text -> !POSITION.matcher(text).matches()).isPresent()) {
            throw Cursors.foreign();
        }
    }

    private static String position(Project project) {
        return project.identifier() + "/" + project.id();
    }
}
