package dc.node.gateway.tools.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import dc.node.gateway.json.Json;
import dc.node.gateway.tasker.Issue;
import dc.node.gateway.tasker.Label;
import dc.node.gateway.tasker.Person;
import dc.node.gateway.tasker.State;
import dc.node.gateway.views.IssueView;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/**
 * What an agent reads of a page of issues: its size is a price, too. A result of MCP carries this JSON twice, as {@code
 * structuredContent} and as text; it counts once here, because clients give their model one of the two.
 */
class SearchSizeTest {

    private static final List<String> NAMES = List.of(
            "Speed up the login page",
            "Tell people in the app when their import failed",
            "Public API answers 500 instead of 429 under load",
            "Move the billing webhooks to the new queue",
            "Dark mode",
            "Flaky test in the checkout suite: payment provider times out",
            "Export of invoices leaves out credit notes");
    private static final List<String> STATES = List.of("Backlog", "Todo", "In Progress", "In Review", "Done");
    private static final List<String> GROUPS = List.of("backlog", "unstarted", "started", "started", "completed");
    private static final List<String> PEOPLE = List.of("Ann Lee", "Mikhail Member", "Olga Petrova", "bob");

    private final Random random = new Random(25);

    @Test
    void aSearchOf25IssuesCostsLessThan2500Tokens() {
        ObjectNode answer = Json.MAPPER.createObjectNode();
        answer.set("issues", IssueView.list(issues(25), List.of()));
        answer.put("next_cursor", UUID.randomUUID() + ":MjAyNi0wMS0xNlQxMzowMDowMC4wMDAwMDBafDQ3MTE");

        assertThat(Tokens.count(Json.MAPPER.writeValueAsString(answer))).isBetween(1_500, 2_500);
    }

    @Test
    void whoeverNeedsIdsOfStatesAndPeopleAsksForThem() {
        List<Issue> issues = issues(10);

        assertThat(IssueView.list(issues, List.of())).allSatisfy(issue -> {
            assertThat(issue.path("state").propertyNames()).containsExactly("name", "group");
            assertThat(issue.path("assignees"))
                    .allSatisfy(person -> assertThat(person.propertyNames()).containsExactly("display_name"));
        });
        assertThat(IssueView.list(issues, List.of("state", "assignees"))).allSatisfy(issue -> {
            assertThat(issue.path("state").propertyNames()).containsExactly("id", "name", "group");
            assertThat(issue.path("assignees"))
                    .allSatisfy(person -> assertThat(person.propertyNames()).containsExactly("id", "display_name"));
        });
    }

    @Test
    void aDescriptionIsReadAsAnExcerptWhereOneAsksForItsText() {
        assertThat(IssueView.list(issues(3), List.of("description_text"))).allSatisfy(issue -> {
            assertThat(issue.propertyNames()).containsExactly("id", "key", "description_text");
            assertThat(issue.path("description_text").stringValue())
                    .startsWith("Steps Log in & wait.")
                    .endsWith("…")
                    .hasSizeLessThanOrEqualTo(300);
        });
    }

    private List<Issue> issues(int count) {
        return IntStream.range(0, count).mapToObj(this::issue).toList();
    }

    private Issue issue(int number) {
        int state = random.nextInt(STATES.size());
        return new Issue(
                id(),
                id(),
                "CORE-" + (100 + number),
                NAMES.get(random.nextInt(NAMES.size())),
                Optional.of(
                        "<h2>Steps</h2><p>Log in &amp; <b>wait</b>.</p><p>" + "It takes long. ".repeat(40) + "</p>"),
                new State(id(), STATES.get(state), GROUPS.get(state)),
                List.of("urgent", "high", "medium", "low", "none").get(random.nextInt(5)),
                List.of(new Label(id(), "bug")),
                PEOPLE.stream()
                        .filter(person -> random.nextInt(4) == 0)
                        .map(person -> new Person(id(), person))
                        .toList(),
                Optional.empty(),
                Optional.empty(),
                Optional.of("2026-12-01"),
                Optional.empty(),
                Optional.empty(),
                Optional.of("https://tasker.example/nodedc/browse/CORE-" + (100 + number)),
                "2026-01-16T13:00:00.000000Z",
                "2026-11-%02dT%02d:%02d:07.%06dZ"
                        .formatted(
                                1 + random.nextInt(28),
                                random.nextInt(24),
                                random.nextInt(60),
                                random.nextInt(1_000_000)));
    }

    private UUID id() {
        return new UUID(random.nextLong(), random.nextLong());
    }
}
