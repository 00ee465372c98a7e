package dc.node.gateway.chaos.load;

import dc.node.gateway.chaos.load.Ground.Issue;
import dc.node.gateway.chaos.load.Ground.Project;
import dc.node.gateway.chaos.load.Write.Trace;
import dc.node.gateway.chaos.load.Write.Trace.Property;
import dc.node.gateway.localstack.client.ToolAnswer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * The writes of one lane of an agent, a function of the seed (but for the ids of sessions, which the gateway makes). A
 * lane starts at most one session at a time, on targets no other lane of its agent starts one on.
 */
final class WriteGenerator {

    private static final int SHARED_PERCENT = 35;
    private static final int KEYLESS_PERCENT = 10;
    private static final List<String> PRIORITIES = List.of("urgent", "high", "medium", "low", "none");

    /** A session of this lane; one on a project is reported on the issue, any other is on it. */
    private record OpenSession(String id, Issue issue, boolean onProject, int writesLeft) {}

    private final Random random;
    private final String agentId;
    private final int lane;
    private final Numbering numbers;
    private final List<Issue> own;
    private final Ground ground;
    private int written;
    private Optional<OpenSession> session = Optional.empty();
    private Optional<OpenSession> starting = Optional.empty();

    /** Numbers of writes that are unique in the run and the same each time. */
    static final class Numbering {

        private final int step;
        private int next;

        Numbering(int first, int step) {
            this.next = first;
            this.step = step;
        }

        private int next() {
            int number = next;
            next += step;
            return number;
        }
    }

    /**
     * A generator of one lane's writes.
     *
     * @param lane which of the agent's lanes, from 0; the agent has at least as many own issues as lanes
     */
    WriteGenerator(long seed, String agentId, int lane, Numbering numbers, Ground ground) {
        // The first number differs between lanes, agents too; a prime keeps neighbouring seeds apart.
        this.random = new Random(seed * 1_000_003 + numbers.next);
        this.agentId = agentId;
        this.lane = lane;
        this.numbers = numbers;
        this.own = ground.ownOf(agentId);
        this.ground = ground;
    }

    Write next() {
        if (session.isPresent() && session.get().writesLeft() == 0) {
            return finish(session.get());
        }
        session =
                session.map(open -> new OpenSession(open.id(), open.issue(), open.onProject(), open.writesLeft() - 1));
        int percent = random.nextInt(100);
        if (percent < 6) {
            return session.isEmpty() ? start() : comment();
        }
        if (percent < 16) {
            return create();
        }
        if (percent < 40) {
            return comment();
        }
        if (percent < 53) {
            return move();
        }
        if (percent < 64) {
            return labels();
        }
        if (percent < 72) {
            return assign();
        }
        if (percent < 82) {
            return update();
        }
        if (percent < 88) {
            return newChecker();
        }
        return percent < 93 ? newText() : itemText();
    }

    /** What became of the write given last, so that a session can be finished once it has been started. */
    void told(ToolAnswer answer) {
        starting = starting.flatMap(wanted -> {
            session = answer.content()
                    .path("session")
                    .path("id")
                    .asStringOpt()
                    .map(id -> new OpenSession(id, wanted.issue(), wanted.onProject(), wanted.writesLeft()));
            return Optional.empty();
        });
    }

    private Write start() {
        boolean onProject = lane == 0 && random.nextBoolean();
        Issue issue = onProject ? any(ground.shared()) : own.get(lane);
        starting = Optional.of(new OpenSession("", issue, onProject, 4 + random.nextInt(8)));
        Map<String, String> target =
                onProject ? Map.of("project_id", issue.project().id()) : Map.of("issue_id", issue.id());
        return keyed("tasker_start_work_session", Optional.empty(), new Trace.None(), marker -> {
            Map<String, Object> arguments = new HashMap<>(target);
            arguments.put("goal", "Goal " + marker);
            return arguments;
        });
    }

    private Write finish(OpenSession open) {
        session = Optional.empty();
        return keyed(
                "tasker_finish_work_session", Optional.of(open.issue()), new Trace.InBody("comment.create"), marker -> {
                    Map<String, Object> arguments = new HashMap<>(
                            Map.of("session_id", open.id(), "summary", "Done " + marker, "outcome", "done"));
                    if (open.onProject()) {
                        arguments.put("issue_id", open.issue().id());
                    }
                    return arguments;
                });
    }

    private Write create() {
        Project project = ground.project();
        return mayBeKeyless(
                "tasker_create_issue",
                Optional.empty(),
                new Trace.InBody("issue.create"),
                marker -> Map.of(
                        "project_id", project.id(),
                        "name", "Issue " + marker,
                        "priority", any(PRIORITIES),
                        "label_ids", some(project.labelIds())));
    }

    private Write comment() {
        Issue issue = issue();
        return mayBeKeyless(
                "tasker_append_comment",
                Optional.of(issue),
                new Trace.InBody("comment.create"),
                marker -> Map.of("issue_id", issue.id(), "comment_html", "<p>Comment " + marker + "</p>"));
    }

    private Write update() {
        Issue issue = issue();
        return mayBeKeyless(
                "tasker_update_issue",
                Optional.of(issue),
                new Trace.InBody("issue.update"),
                marker -> Map.of("issue_id", issue.id(), "name", "Issue " + marker, "priority", any(PRIORITIES)));
    }

    private Write move() {
        Issue issue = issue();
        String state = any(issue.project().stateIds());
        return keyed(
                "tasker_move_issue",
                Optional.of(issue),
                new Trace.Setting(Property.STATE, Set.of(state), false),
                marker -> Map.of("issue_id", issue.id(), "state_id", state));
    }

    private Write labels() {
        Issue issue = issue();
        List<String> labels = some(issue.project().labelIds());
        boolean merge = random.nextBoolean();
        return keyed(
                "tasker_set_issue_labels",
                Optional.of(issue),
                new Trace.Setting(Property.LABELS, Set.copyOf(labels), merge),
                marker -> Map.of("issue_id", issue.id(), "label_ids", labels, "mode", merge ? "merge" : "set"));
    }

    private Write assign() {
        Issue issue = issue();
        List<String> assignees = some(issue.project().memberIds());
        return keyed(
                "tasker_assign_issue",
                Optional.of(issue),
                new Trace.Setting(Property.ASSIGNEES, Set.copyOf(assignees), false),
                marker -> Map.of("issue_id", issue.id(), "assignee_ids", assignees));
    }

    private Write newChecker() {
        Issue issue = issue();
        return keyed(
                "tasker_update_structured_blocks",
                Optional.of(issue),
                new Trace.NewBlock(),
                marker -> Map.of(
                        "issue_id",
                        issue.id(),
                        "action",
                        "append_checker",
                        "title",
                        "Steps",
                        "items",
                        List.of(Map.of("text", "Step " + marker))));
    }

    private Write newText() {
        Issue issue = issue();
        return keyed(
                "tasker_update_structured_blocks",
                Optional.of(issue),
                new Trace.NewBlock(),
                marker -> Map.of(
                        "issue_id",
                        issue.id(),
                        "action",
                        "append_text_block",
                        "body_html",
                        "<p>Text " + marker + "</p>"));
    }

    private Write itemText() {
        Issue issue = issue();
        String item = any(issue.itemIds());
        return keyed(
                "tasker_update_structured_blocks",
                Optional.of(issue),
                new Trace.ItemText(issue.blockId(), item),
                marker -> Map.of(
                        "issue_id",
                        issue.id(),
                        "action",
                        "update_checker_item",
                        "block_id",
                        issue.blockId(),
                        "item_id",
                        item,
                        "checked",
                        random.nextBoolean(),
                        "text",
                        "Item " + marker));
    }

    private interface Arguments {
        Map<String, ?> with(String marker);
    }

    private Write mayBeKeyless(String tool, Optional<Issue> issue, Trace trace, Arguments arguments) {
        return write(tool, issue, trace, arguments, random.nextInt(100) < KEYLESS_PERCENT);
    }

    private Write keyed(String tool, Optional<Issue> issue, Trace trace, Arguments arguments) {
        return write(tool, issue, trace, arguments, false);
    }

    private Write write(String tool, Optional<Issue> issue, Trace trace, Arguments arguments, boolean keyless) {
        int number = numbers.next();
        String marker = String.format(Locale.ROOT, "chaos-%06d", number);
        // Agents do not know of each other's keys, so these repeat across agents.
        written++;
        Optional<String> key = keyless ? Optional.empty() : Optional.of("lane-" + lane + "-" + written);
        return new Write(number, agentId, tool, arguments.with(marker), key, issue.map(Issue::id), marker, trace);
    }

    private Issue issue() {
        return any(random.nextInt(100) < SHARED_PERCENT ? ground.shared() : own);
    }

    private <T> T any(List<T> things) {
        return things.get(random.nextInt(things.size()));
    }

    /** One or more, never none. */
    private List<String> some(List<String> ids) {
        List<String> inAnyOrder = new ArrayList<>(ids);
        Collections.shuffle(inAnyOrder, random);
        return List.copyOf(inAnyOrder.subList(0, 1 + random.nextInt(inAnyOrder.size())));
    }
}
