package dc.node.gateway.chaos.verdict;

import dc.node.gateway.chaos.load.Write.Trace;
import dc.node.gateway.chaos.load.Write.Trace.Property;
import dc.node.gateway.localstack.client.Sandbox.Effect;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
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
     * labels and no assignees but those it was created with.
     */
    boolean wasAsWanted(String issueId, Trace.Setting setting, Instant from, Instant to) {
        Set<String> now = Set.of();
        for (Effect effect : effects) {
            if (!effect.issueId().equals(issueId) || !sets(effect, setting.property())) {
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

    /**
     * What an effect should have set: what its write wanted; a merge adds that to what the change before it, in Tasker's
     * order, had left on the issue.
     */
    Set<String> due(Effect effect, Trace.Setting setting) {
        Set<String> due = new TreeSet<>(setting.wanted());
        if (setting.merge()) {
            effects.stream()
                    .filter(before -> before.seq() < effect.seq())
                    .filter(before -> before.issueId().equals(effect.issueId()))
                    .filter(before -> sets(before, setting.property()))
                    .reduce((earlier, later) -> later)
                    .ifPresent(before -> due.addAll(values(before.body(), setting.property())));
        }
        return due;
    }

    private static boolean isAsWanted(Set<String> now, Trace.Setting setting) {
        return setting.merge() ? now.containsAll(setting.wanted()) : now.equals(setting.wanted());
    }

    private static boolean sets(Effect effect, Property property) {
        return effect.kind().equals(kind(property)) || effect.kind().equals("issue.create");
    }

    private static String kind(Property property) {
        return switch (property) {
            case STATE -> "issue.move";
            case LABELS -> "issue.labels";
            case ASSIGNEES -> "issue.assignees";
        };
    }

    /** What a body sets a property to. */
    static Set<String> values(JsonNode body, Property property) {
        Stream<JsonNode> values = switch (property) {
            case STATE -> Stream.of(body.path("state_id"));
            case LABELS -> body.path("label_ids").valueStream();
            case ASSIGNEES -> body.path("assignee_ids").valueStream();
        };
        return values.map(value -> value.asString("")).collect(Collectors.toSet());
    }
}
