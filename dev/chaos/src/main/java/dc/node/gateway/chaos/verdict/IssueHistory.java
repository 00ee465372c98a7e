package dc.node.gateway.chaos.verdict;

import dc.node.gateway.chaos.load.Write.Trace;
import dc.node.gateway.chaos.load.Write.Trace.Property;
import dc.node.gateway.localstack.client.Sandbox.Effect;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** What an issue's state, labels and assignees were at which time, from Tasker's list of changes. */
final class IssueHistory {

    private final List<Effect> effects;

    /** The history in these effects, which are in their order. */
    IssueHistory(List<Effect> effects) {
        this.effects = effects;
    }

    /**
     * Whether the issue was as wanted at any moment of a span. Before its first change on record an issue has no state, no
     * labels and no assignees.
     */
    boolean wasAsWanted(String issueId, Trace.Setting setting, Instant from, Instant to) {
        Set<String> now = Set.of();
        for (Effect effect : effects) {
            if (!effect.issueId().equals(issueId) || !effect.kind().equals(kind(setting.property()))) {
                continue;
            }
            Instant at = Instant.parse(effect.at());
            if (at.isAfter(from) && isAsWanted(now, setting)) {
                return true;
            }
            if (at.isAfter(to)) {
                return false;
            }
            now = values(effect.body(), setting.property());
        }
        return isAsWanted(now, setting);
    }

    private static boolean isAsWanted(Set<String> now, Trace.Setting setting) {
        return setting.merge() ? now.containsAll(setting.wanted()) : now.equals(setting.wanted());
    }

    private static String kind(Property property) {
        return switch (property) {
            case STATE -> "issue.move";
            case LABELS -> "issue.labels";
            case ASSIGNEES -> "issue.assignees";
        };
    }

    private static Set<String> values(JsonNode body, Property property) {
        Stream<JsonNode> values = switch (property) {
            case STATE -> Stream.of(body.path("state_id"));
            case LABELS -> body.path("label_ids").valueStream();
            case ASSIGNEES -> body.path("assignee_ids").valueStream();
        };
        return values.map(value -> value.asString("")).collect(Collectors.toSet());
    }
}
