package dc.node.gateway.sessions.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SessionPageTest {

    private static final Instant OPENED = Instant.parse("2026-03-04T05:06:07.891Z");
    private static final UUID AGENT = UUID.fromString("01a1fd5b-4efc-7c10-9e9b-23c507a6d4bf");

    @Test
    void aSessionThatHasJustBegun() {
        assertThat(SessionPage.markdown(start("owner-7"), state(List.of()))).isEqualTo("""
                **Work session on `CORE-12`**: open

                | | |
                |---|---|
                | Agent | `01a1fd5b-4efc-7c10-9e9b-23c507a6d4bf` |
                | Owner | `owner-7` |
                | Opened | 2026-03-04T05:06:07Z |
                | Landed | 3 |
                | Rejected | 2 |
                | Given up | 1 |
                | Under way | 0 |
                | Pending in the ledger | not asked yet |
                | Last failure | none |
                | Next timer | 2026-03-04T13:06:07Z, asks whether the session was abandoned |
                """);
    }

    @Test
    void ofManyWritesTheFirstAreListed() {
        List<HandedWrite> underWay =
                Stream.generate(SessionPageTest::write).limit(23).toList();

        String page = SessionPage.markdown(start("owner-7"), state(underWay));

        assertThat(page).contains("| Under way | 23 |").endsWith("- and 3 more\n");
        assertThat(page.lines().filter(line -> line.startsWith("- `tasker_move_issue on CORE-12` since 2026")))
                .hasSize(20);
    }

    @Test
    void anOwnersIdDoesNotBreakTheTable() {
        assertThat(SessionPage.markdown(start("a|b`c\nd"), state(List.of()))).contains("| Owner | `a b c d` |\n");
    }

    @Test
    void theMemoCountsWhatIsUnderWayUntilTheLedgerWasAsked() {
        assertThat(SessionPage.memo(state(List.of(write(), write()))))
                .containsEntry("pending", 2)
                .containsEntry("landed", 3)
                .doesNotContainKey("last_failure");
    }

    private static SessionStart start(String owner) {
        return new SessionStart(
                UUID.randomUUID(), "CORE-12", AGENT, owner, OPENED, Duration.ofHours(8), 4_000, CarriedOver.NOTHING);
    }

    private static SessionState state(List<HandedWrite> underWay) {
        return new SessionState(
                "open",
                new SessionTally(3, 2, 1),
                underWay,
                Optional.empty(),
                Optional.of(new SessionState.Timer(
                        OPENED.plus(Duration.ofHours(8)), "asks whether the session was abandoned")),
                0);
    }

    private static HandedWrite write() {
        return new HandedWrite(
                UUID.randomUUID(),
                "tasker_move_issue",
                "tasker_move_issue on CORE-12",
                Optional.of("CORE-12"),
                OPENED,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
