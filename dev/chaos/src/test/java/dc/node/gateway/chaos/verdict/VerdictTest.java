package dc.node.gateway.chaos.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dc.node.gateway.chaos.load.Acknowledgement.End;
import dc.node.gateway.chaos.load.Write.Trace;
import dc.node.gateway.chaos.load.Write.Trace.Property;
import dc.node.gateway.chaos.verdict.Finding.Kind;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VerdictTest {

    private static final String COMMENT = "tasker_append_comment";
    private static final String MOVE = "tasker_move_issue";
    private static final String LABELS = "tasker_set_issue_labels";
    private static final String BLOCKS = "tasker_update_structured_blocks";
    private static final String FINISH = "tasker_finish_work_session";
    private static final String START = "tasker_start_work_session";
    private static final String CREATE = "tasker_create_issue";
    private static final String UPDATE = "tasker_update_issue";
    private static final String ASSIGN = "tasker_assign_issue";
    private static final Trace IN_COMMENT = new Trace.InBody("comment.create");

    private static Trace state(String id) {
        return new Trace.Setting(Property.STATE, Set.of(id), false);
    }

    private static String moveTo(String id) {
        return "{\"state_id\": \"%s\"}".formatted(id);
    }

    private static Trace labels(boolean merge, String... ids) {
        return new Trace.Setting(Property.LABELS, Set.of(ids), merge);
    }

    private static String setLabels(String... ids) {
        return "{\"label_ids\": [\"%s\"]}".formatted(String.join("\", \"", ids));
    }

    private static String fields(String name, String priority) {
        return "{\"name\": \"%s\", \"priority\": \"%s\"}".formatted(name, priority);
    }

    private static String text(String operation) {
        return "{\"id\": \"%s\", \"type\": \"text\", \"body_html\": \"%s\"}"
                .formatted("block of " + operation, Story.marker(operation));
    }

    private static String checker(String itemText) {
        return "{\"id\": \"B\", \"type\": \"checker\", \"items\": [{\"id\": \"I\", \"text\": \"%s\"}]}"
                .formatted(itemText);
    }

    private static void assertOneFinding(Story story, Kind kind, String operation) {
        assertThat(story.verdict().findings())
                .extracting(Finding::kind, Finding::operationId)
                .containsExactly(tuple(kind, operation));
    }

    @Test
    void holdsWhereEachWriteHasItsEffectsInOrder() {
        Story story = new Story()
                .succeeded("start", START, "X", new Trace.None())
                .succeeded("c1", COMMENT, "X", IN_COMMENT)
                .comment("c1", "X")
                .succeeded("m", MOVE, "X", state("S"))
                .effect("m", "issue.move", "X", moveTo("S"))
                .succeeded("b", BLOCKS, "X", new Trace.NewBlock())
                .layout("b", "X", text("b"))
                .succeeded("i", BLOCKS, "Y", new Trace.ItemText("B", "I"))
                .layout("i", "Y", checker(Story.marker("i")))
                .succeeded("f", FINISH, "X", IN_COMMENT)
                .comment("f", "X")
                .layout("f", "X", text("b"), text("note"));

        assertThat(story.verdict().findings()).isEmpty();
        assertThat(story.verdict().holds()).isTrue();
    }

    // Lost

    @Test
    void lostWhenSucceededWithoutEffect() {
        assertOneFinding(new Story().succeeded("c", COMMENT, "X", IN_COMMENT), Kind.LOST, "c");
    }

    @Test
    void lostWhenOnlyTheLedgerCallsItSucceeded() {
        Story story = new Story().ledger("c", COMMENT, "succeeded");

        assertOneFinding(story, Kind.LOST, "c");
    }

    @Test
    void lostWhenAcknowledgedAndUnknownToTheLedger() {
        Story story = new Story().told("c", COMMENT, "X", IN_COMMENT, End.QUEUED);

        assertOneFinding(story, Kind.LOST, "c");
    }

    @Test
    void lostWhenThereIsAnEffectOfAnotherKindOnly() {
        Story story = new Story().succeeded("f", FINISH, "X", IN_COMMENT).comment("f", "X");

        assertOneFinding(story, Kind.LOST, "f");
    }

    @Test
    void lostWhenTheEffectHasOtherContent() {
        Story story = new Story()
                .succeeded("c", COMMENT, "X", IN_COMMENT)
                .effect("c", "comment.create", "X", "{\"comment_html\": \"something else\"}");

        assertOneFinding(story, Kind.LOST, "c");
    }

    @Test
    void lostWhenAnotherWritePutsBackALayoutWithoutTheBlock() {
        Story story = new Story()
                .succeeded("b1", BLOCKS, "X", new Trace.NewBlock())
                .layout("b1", "X", text("b1"))
                .succeeded("b2", BLOCKS, "X", new Trace.NewBlock())
                .layout("b2", "X", text("b2"));

        assertOneFinding(story, Kind.LOST, "b1");
    }

    @Test
    void lostWhenTheItemDoesNotHaveTheLastTextWrittenToIt() {
        Story story = new Story()
                .succeeded("i1", BLOCKS, "X", new Trace.ItemText("B", "I"))
                .layout("i1", "X", checker(Story.marker("i1")))
                .succeeded("i2", BLOCKS, "X", new Trace.ItemText("B", "I"))
                .layout("i2", "X", checker(Story.marker("i2")))
                .succeeded("b", BLOCKS, "X", new Trace.NewBlock())
                .layout("b", "X", checker(Story.marker("i1")), text("b"));

        assertOneFinding(story, Kind.LOST, "i2");
    }

    @Test
    void notLostWhenTheIssueWasAsWantedWhileTheWriteWasUnderWay() {
        Story story = new Story()
                .succeeded("m1", MOVE, "X", state("S"))
                .effect("m1", "issue.move", "X", moveTo("S"))
                .succeededAtLast("m2", MOVE, "X", state("S"));

        assertThat(story.verdict().findings()).isEmpty();
        assertThat(story.records().foundAsWanted()).containsExactly("m2");
    }

    @Test
    void lostWhenTheIssueWasAsWantedBeforeAcceptanceOnly() {
        Story story = new Story()
                .succeeded("m1", MOVE, "X", state("S"))
                .effect("m1", "issue.move", "X", moveTo("S"))
                .succeeded("m2", MOVE, "X", state("T"))
                .effect("m2", "issue.move", "X", moveTo("T"))
                .succeededAtLast("m3", MOVE, "X", state("S"));

        assertOneFinding(story, Kind.LOST, "m3");
    }

    @Test
    void lostWhenTheFirstAttemptHasNoEffectThoughTheIssueWasAsWanted() {
        Story story = new Story()
                .succeeded("m1", MOVE, "X", state("S"))
                .effect("m1", "issue.move", "X", moveTo("S"))
                .succeeded("m2", MOVE, "X", state("S"));

        assertOneFinding(story, Kind.LOST, "m2");
        assertThat(story.records().foundAsWanted()).isEmpty();
    }

    @Test
    void lostWhenAMoveWentToAnotherState() {
        Story story = new Story().succeeded("m", MOVE, "X", state("S")).effect("m", "issue.move", "X", moveTo("T"));

        assertOneFinding(story, Kind.LOST, "m");
    }

    @Test
    void lostWhenItTookEffectOnAnotherIssue() {
        Story story = new Story().succeeded("m", MOVE, "X", state("S")).effect("m", "issue.move", "Y", moveTo("S"));

        assertOneFinding(story, Kind.LOST, "m");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[\"L1\"]", "[\"L1\", \"L2\", \"L3\"]", "[]"})
    void lostWhenSetLabelsAreNotExactlyThoseWanted(String set) {
        Story story = new Story()
                .succeeded("l", LABELS, "X", labels(false, "L1", "L2"))
                .effect("l", "issue.labels", "X", "{\"label_ids\": %s}".formatted(set));

        assertOneFinding(story, Kind.LOST, "l");
    }

    @Test
    void lostWhenAssigneesAreNotExactlyThoseWanted() {
        Story story = new Story()
                .succeeded("a", ASSIGN, "X", new Trace.Setting(Property.ASSIGNEES, Set.of("P1"), false))
                .effect("a", "issue.assignees", "X", "{\"assignee_ids\": [\"P1\", \"P2\"]}");

        assertOneFinding(story, Kind.LOST, "a");
    }

    @Test
    void lostWhenAMergeDropsALabelAnotherMergeAdded() {
        Story story = new Story()
                .succeeded("l1", LABELS, "X", labels(true, "L1"))
                .effect("l1", "issue.labels", "X", setLabels("L1"))
                .succeeded("l2", LABELS, "X", labels(true, "L2"))
                .effect("l2", "issue.labels", "X", setLabels("L2"));

        assertOneFinding(story, Kind.LOST, "l2");
    }

    @Test
    void lostWhenAMergeDropsALabelTheIssueWasCreatedWith() {
        Story story = new Story()
                .succeeded("c", CREATE, "", new Trace.InBody("issue.create"))
                .effect(
                        "c",
                        "issue.create",
                        "X",
                        "{\"name\": \"%s\", \"label_ids\": [\"L0\"]}".formatted(Story.marker("c")))
                .succeeded("l", LABELS, "X", labels(true, "L1"))
                .effect("l", "issue.labels", "X", setLabels("L1"));

        assertOneFinding(story, Kind.LOST, "l");
    }

    @Test
    void aMergePutsNoLabelBackThatASetTookAway() {
        Story story = new Story()
                .succeeded("l1", LABELS, "X", labels(true, "L1"))
                .effect("l1", "issue.labels", "X", setLabels("L1"))
                .succeeded("l2", LABELS, "X", labels(false, "L2"))
                .effect("l2", "issue.labels", "X", setLabels("L2"))
                .succeeded("l3", LABELS, "X", labels(true, "L3"))
                .effect("l3", "issue.labels", "X", setLabels("L1", "L2", "L3"));

        assertOneFinding(story, Kind.LOST, "l3");
    }

    @Test
    void notLostWhereSetsAndMergesLeaveWhatIsDueOnEachIssue() {
        Story story = new Story()
                .succeeded("l1", LABELS, "X", labels(false, "L1", "L2"))
                .effect("l1", "issue.labels", "X", setLabels("L2", "L1"))
                .succeeded("y", LABELS, "Y", labels(true, "L4"))
                .effect("y", "issue.labels", "Y", setLabels("L4"))
                .succeeded("l2", LABELS, "X", labels(true, "L2", "L3"))
                .effect("l2", "issue.labels", "X", setLabels("L1", "L2", "L3"));

        assertThat(story.verdict().findings()).isEmpty();
    }

    @Test
    void lostWhenAnUpdatedFieldHasAnotherValue() {
        Map<String, ?> arguments = Map.of("issue_id", "X", "name", Story.marker("u"), "priority", "high");
        Story same = new Story()
                .succeeded("u", UPDATE, "X", new Trace.InBody("issue.update"), arguments)
                .effect("u", "issue.update", "X", fields(Story.marker("u"), "high"));
        Story other = new Story()
                .succeeded("u", UPDATE, "X", new Trace.InBody("issue.update"), arguments)
                .effect("u", "issue.update", "X", fields(Story.marker("u"), "low"));

        assertThat(same.verdict().findings()).isEmpty();
        assertOneFinding(other, Kind.LOST, "u");
    }

    @Test
    void lostWhenAnIssueIsCreatedWithOtherLabels() {
        Map<String, ?> arguments = Map.of("name", Story.marker("c"), "label_ids", List.of("L1", "L2"));
        Story same = created(arguments, "[\"L2\", \"L1\"]");
        Story other = created(arguments, "[\"L1\"]");

        assertThat(same.verdict().findings()).isEmpty();
        assertOneFinding(other, Kind.LOST, "c");
    }

    private static Story created(Map<String, ?> arguments, String labels) {
        return new Story()
                .succeeded("c", CREATE, "", new Trace.InBody("issue.create"), arguments)
                .effect(
                        "c",
                        "issue.create",
                        "X",
                        "{\"name\": \"%s\", \"label_ids\": %s}".formatted(Story.marker("c"), labels));
    }

    @Test
    void aMergeIsAsWantedWhereItsLabelsAreAmongOthers() {
        Trace merge = new Trace.Setting(Property.LABELS, Set.of("L1"), true);
        Trace set = new Trace.Setting(Property.LABELS, Set.of("L1"), false);
        Story story = new Story()
                .succeeded("l1", LABELS, "X", new Trace.Setting(Property.LABELS, Set.of("L1", "L2"), false))
                .effect("l1", "issue.labels", "X", "{\"label_ids\": [\"L1\", \"L2\"]}")
                .succeededAtLast("merge", LABELS, "X", merge)
                .succeededAtLast("set", LABELS, "X", set);

        assertOneFinding(story, Kind.LOST, "set");
    }

    // Doubled

    @Test
    void doubledWhenOneOperationHasTwoEffects() {
        Story story = new Story()
                .succeeded("m", MOVE, "X", state("S"))
                .effect("m", "issue.move", "X", moveTo("S"))
                .effect("m", "issue.move", "X", moveTo("S"));

        assertOneFinding(story, Kind.DOUBLED, "m");
    }

    @Test
    void doubledWhenAnEffectIsNotOneOfTheTool() {
        Story story = new Story()
                .succeeded("c", COMMENT, "X", IN_COMMENT)
                .comment("c", "X")
                .effect("c", "issue.move", "X", moveTo("S"));

        assertOneFinding(story, Kind.DOUBLED, "c");
    }

    @Test
    void doubledWhenAWriteThatHasNotEndedHasTwoEffects() {
        Story story =
                new Story().ledger("c", COMMENT, "dispatched").comment("c", "X").comment("c", "X");

        assertThat(story.verdict().findings())
                .extracting(Finding::kind)
                .containsExactlyInAnyOrder(Kind.DOUBLED, Kind.UNRESOLVED);
    }

    @Test
    void doubledWhenOneTextIsThereUnderTwoOperations() {
        Story story = new Story()
                .succeeded("c", COMMENT, "X", IN_COMMENT)
                .comment("c", "X")
                .ledger("other", COMMENT, "succeeded")
                .effect("other", "comment.create", "X", "{\"comment_html\": \"%s\"}".formatted(Story.marker("c")));

        assertOneFinding(story, Kind.DOUBLED, "c");
    }

    @Test
    void doubledWhenABlockIsThereTwice() {
        Story story =
                new Story().succeeded("b", BLOCKS, "X", new Trace.NewBlock()).layout("b", "X", text("b"), text("b"));

        assertOneFinding(story, Kind.DOUBLED, "b");
    }

    // Out of order

    @Test
    void outOfOrderWhenALaterWriteTookEffectFirst() {
        Story story = new Story()
                .succeeded("c1", COMMENT, "X", IN_COMMENT)
                .succeeded("c2", COMMENT, "X", IN_COMMENT)
                .comment("c2", "X")
                .comment("c1", "X");

        assertOneFinding(story, Kind.OUT_OF_ORDER, "c2");
    }

    @Test
    void outOfOrderAlsoBetweenTools() {
        Story story = new Story()
                .succeeded("m", MOVE, "X", state("S"))
                .succeeded("c", COMMENT, "X", IN_COMMENT)
                .comment("c", "X")
                .effect("m", "issue.move", "X", moveTo("S"));

        assertOneFinding(story, Kind.OUT_OF_ORDER, "c");
    }

    @Test
    void outOfOrderWhenAnOldWriteTakesEffectAgain() {
        Story story = new Story()
                .succeeded("m", MOVE, "X", state("S"))
                .effect("m", "issue.move", "X", moveTo("S"))
                .succeeded("c", COMMENT, "X", IN_COMMENT)
                .comment("c", "X")
                .effect("m", "issue.move", "X", moveTo("S"));

        assertThat(story.verdict().findings())
                .extracting(Finding::kind, Finding::operationId)
                .containsExactlyInAnyOrder(tuple(Kind.DOUBLED, "m"), tuple(Kind.OUT_OF_ORDER, "c"));
    }

    @Test
    void differentIssuesHaveNoOrder() {
        Story story = new Story()
                .succeeded("c1", COMMENT, "X", IN_COMMENT)
                .succeeded("c2", COMMENT, "Y", IN_COMMENT)
                .comment("c2", "Y")
                .comment("c1", "X");

        assertThat(story.verdict().findings()).isEmpty();
    }

    // Unresolved

    @Test
    void unresolvedWhenTheLedgerHasNotEndedIt() {
        Story story =
                new Story().told("c", COMMENT, "X", IN_COMMENT, End.QUEUED).ledger("c", COMMENT, "dispatched");

        assertOneFinding(story, Kind.UNRESOLVED, "c");
    }

    @Test
    void unresolvedWhenNobodyWasToldOfIt() {
        assertOneFinding(new Story().ledger("c", COMMENT, "accepted"), Kind.UNRESOLVED, "c");
    }

    @Test
    void unresolvedWhenItHasEndedAndItsAgentIsNotTold() {
        Story story = new Story()
                .told("c", COMMENT, "X", IN_COMMENT, End.QUEUED)
                .ledger("c", COMMENT, "succeeded")
                .comment("c", "X");

        assertOneFinding(story, Kind.UNRESOLVED, "c");
    }

    // Contradicted, unexplained

    @Test
    void contradictedWhenARejectedWriteHasAnEffect() {
        Story story = new Story().ledger("c", COMMENT, "rejected").comment("c", "X");

        assertThat(story.verdict().findings())
                .extracting(Finding::kind)
                .containsExactlyInAnyOrder(Kind.CONTRADICTED, Kind.UNEXPLAINED);
    }

    @Test
    void contradictedWhenAnEffectIsOfNoWrite() {
        assertOneFinding(new Story().comment("ghost", "X"), Kind.CONTRADICTED, "ghost");
    }

    @Test
    void contradictedWhenAnswerAndLedgerDisagree() {
        Story story = new Story()
                .told("c", COMMENT, "X", IN_COMMENT, End.REJECTED)
                .ledger("c", COMMENT, "succeeded")
                .comment("c", "X");

        assertOneFinding(story, Kind.CONTRADICTED, "c");
    }

    @Test
    void contradictedWhenAnswersDisagree() {
        Story story = new Story()
                .told("c", COMMENT, "X", IN_COMMENT, End.SUCCEEDED, List.of("One key, two operations."))
                .ledger("c", COMMENT, "succeeded")
                .comment("c", "X");

        assertOneFinding(story, Kind.CONTRADICTED, "c");
    }

    @Test
    void aRefusalIsUnexplained() {
        Story rejected =
                new Story().told("c", COMMENT, "X", IN_COMMENT, End.REJECTED).ledger("c", COMMENT, "rejected");
        Story refused = new Story().told("", COMMENT, "X", IN_COMMENT, End.REFUSED);

        assertOneFinding(rejected, Kind.UNEXPLAINED, "c");
        assertOneFinding(refused, Kind.UNEXPLAINED, "");
    }

    @Test
    void countsWritesAndNotFindings() {
        Verdict verdict = new Verdict(List.of(
                new Finding(Kind.LOST, "a", "one way"),
                new Finding(Kind.LOST, "a", "another way"),
                new Finding(Kind.LOST, "b", "one way")));

        assertThat(verdict.counts()).containsEntry(Kind.LOST, 2).containsEntry(Kind.DOUBLED, 0);
        assertThat(verdict.holds()).isFalse();
    }
}
