package dc.node.gateway.chaos.verdict;

import static dc.node.gateway.chaos.verdict.Stories.BLOCKS;
import static dc.node.gateway.chaos.verdict.Stories.COMMENT;
import static dc.node.gateway.chaos.verdict.Stories.FINISH;
import static dc.node.gateway.chaos.verdict.Stories.IN_COMMENT;
import static dc.node.gateway.chaos.verdict.Stories.MOVE;
import static dc.node.gateway.chaos.verdict.Stories.START;
import static dc.node.gateway.chaos.verdict.Stories.assertOneFinding;
import static dc.node.gateway.chaos.verdict.Stories.checker;
import static dc.node.gateway.chaos.verdict.Stories.moveTo;
import static dc.node.gateway.chaos.verdict.Stories.state;
import static dc.node.gateway.chaos.verdict.Stories.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dc.node.gateway.chaos.load.Acknowledgement.End;
import dc.node.gateway.chaos.load.Write.Trace;
import dc.node.gateway.chaos.verdict.Finding.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the verdict finds besides lost writes: doubled, out of order, unresolved, contradicted. */
class VerdictTest {

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
