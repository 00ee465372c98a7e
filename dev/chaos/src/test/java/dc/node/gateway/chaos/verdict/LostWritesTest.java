package dc.node.gateway.chaos.verdict;

import static dc.node.gateway.chaos.verdict.Stories.ASSIGN;
import static dc.node.gateway.chaos.verdict.Stories.BLOCKS;
import static dc.node.gateway.chaos.verdict.Stories.COMMENT;
import static dc.node.gateway.chaos.verdict.Stories.CREATE;
import static dc.node.gateway.chaos.verdict.Stories.FINISH;
import static dc.node.gateway.chaos.verdict.Stories.IN_COMMENT;
import static dc.node.gateway.chaos.verdict.Stories.LABELS;
import static dc.node.gateway.chaos.verdict.Stories.MOVE;
import static dc.node.gateway.chaos.verdict.Stories.UPDATE;
import static dc.node.gateway.chaos.verdict.Stories.assertOneFinding;
import static dc.node.gateway.chaos.verdict.Stories.checker;
import static dc.node.gateway.chaos.verdict.Stories.fields;
import static dc.node.gateway.chaos.verdict.Stories.labels;
import static dc.node.gateway.chaos.verdict.Stories.moveTo;
import static dc.node.gateway.chaos.verdict.Stories.setLabels;
import static dc.node.gateway.chaos.verdict.Stories.state;
import static dc.node.gateway.chaos.verdict.Stories.text;
import static org.assertj.core.api.Assertions.assertThat;

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

/** Which writes the verdict calls lost, and which not. */
class LostWritesTest {

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
}
