package dc.node.tasker.sandbox.seed;

import dc.node.tasker.sandbox.json.Json;
import dc.node.tasker.sandbox.store.CommentStore;
import dc.node.tasker.sandbox.store.Issue.Person;
import dc.node.tasker.sandbox.store.IssueContent;
import dc.node.tasker.sandbox.store.IssueStore;
import dc.node.tasker.sandbox.store.NewComment;
import dc.node.tasker.sandbox.store.NewIssue;
import dc.node.tasker.sandbox.store.Project;
import dc.node.tasker.sandbox.store.Sql;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A hundred issues for a project, each a fixed function of its number. */
final class SeedIssues {

    private static final int COUNT = 100;
    private static final Instant FIRST_CREATED = Instant.parse("2026-01-12T09:00:00Z");
    private static final LocalDate FIRST_START = LocalDate.of(2026, 2, 2);

    private static final List<String> ACTIONS = List.of(
            "Speed up", "Document", "Repair", "Simplify", "Test", "Monitor", "Redesign", "Secure", "Migrate", "Retire");
    private static final List<String> SUBJECTS = List.of(
            "the login page",
            "the billing report",
            "the node installer",
            "the search index",
            "the nightly backup",
            "the alert rules",
            "the export to CSV",
            "the mobile layout",
            "the access log",
            "the release notes");
    private static final List<String> STATES = List.of("Backlog", "Todo", "In Progress", "Done", "Cancelled");
    private static final List<String> PRIORITIES = List.of("none", "low", "medium", "high", "urgent", "none", "medium");
    private static final List<String> LABELS = List.of("bug", "feature", "docs", "chore");
    private static final List<String> ASSIGNEES = List.of("member", "admin", "guest");
    private static final List<String> REMARKS =
            List.of("Seen again on the test stand.", "Agreed with the team.", "A first version is ready for review.");

    private final Sql sql;
    private final Project project;

    SeedIssues(Sql sql, Project project) {
        this.sql = sql;
        this.project = project;
    }

    void plant() {
        for (int number = 1; number <= COUNT; number++) {
            new IssueStore(sql).insert(issue(number));
            for (int index = 0; index < number % 4; index++) {
                new CommentStore(sql).insert(comment(number, index));
            }
        }
    }

    private NewIssue issue(int number) {
        String name = ACTIONS.get(number % 10) + " " + SUBJECTS.get(number / 10 % 10);
        IssueContent content = new IssueContent(
                name,
                "<p>%s: what to do, and how we know that it is done.</p>".formatted(name),
                number % 10 == 0 ? Optional.of(layout(number)) : Optional.empty(),
                PRIORITIES.get(number % PRIORITIES.size()),
                number % 3 == 0 ? Optional.of(startDate(number).toString()) : Optional.empty(),
                number % 2 == 0 ? Optional.of(startDate(number).plusDays(14).toString()) : Optional.empty(),
                number % 9 == 0 ? Optional.of(SeedIds.issue(identifier(), number - 1)) : Optional.empty());
        return new NewIssue(
                SeedIds.issue(identifier(), number),
                project,
                content,
                SeedIds.state(identifier(), STATES.get(number % STATES.size())),
                LABELS.subList(0, number % 3).stream()
                        .map(label -> SeedIds.label(identifier(), label))
                        .toList(),
                ASSIGNEES.subList(number % 3, Math.min(3, number % 3 + number % 4)).stream()
                        .map(SeedIds::member)
                        .toList(),
                Optional.empty(),
                createdAt(number));
    }

    private NewComment comment(int number, int index) {
        return new NewComment(
                SeedIds.comment(identifier(), number, index),
                SeedIds.issue(identifier(), number),
                project.id(),
                new Person(SeedIds.member("member"), "Mikhail Member"),
                "<p>" + REMARKS.get(index) + "</p>",
                Optional.empty(),
                createdAt(number).plus(Duration.ofMinutes(10L * (index + 1))));
    }

    private String layout(int number) {
        Map<String, Object> text = new LinkedHashMap<>();
        text.put("id", SeedIds.block(identifier(), number, "text"));
        text.put("type", "text");
        text.put("title", "Plan");
        text.put("body_html", "<p>First measure, then change.</p>");
        Map<String, Object> checker = new LinkedHashMap<>();
        checker.put("id", SeedIds.block(identifier(), number, "checker"));
        checker.put("type", "checker");
        checker.put("title", "Steps");
        checker.put("items", List.of(item(number, "Measure", true), item(number, "Change", false)));
        Map<String, Object> layout = new LinkedHashMap<>();
        layout.put("columns", 2);
        layout.put("nodedc_structured_blocks", List.of(text, checker));
        return Json.write(layout);
    }

    private Map<String, Object> item(int number, String text, boolean checked) {
        Map<String, Object> item = new LinkedHashMap<>();
        item.put("id", SeedIds.block(identifier(), number, "item/" + text));
        item.put("text", text);
        item.put("checked", checked);
        return item;
    }

    private String identifier() {
        return project.identifier();
    }

    private static LocalDate startDate(int number) {
        return FIRST_START.plusDays(number);
    }

    private static Instant createdAt(int number) {
        return FIRST_CREATED.plus(Duration.ofHours(number));
    }
}
