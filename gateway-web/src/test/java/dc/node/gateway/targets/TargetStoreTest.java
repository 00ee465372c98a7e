package dc.node.gateway.targets;

import static org.assertj.core.api.Assertions.assertThat;

import dc.node.gateway.ledger.Ledger;
import dc.node.gateway.tasker.Issue;
import dc.node.gateway.tasker.Project;
import dc.node.gateway.tasker.State;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Where issues belong, as two replicas on one database know it. */
class TargetStoreTest {

    private static final Ledger LEDGER = new Ledger();

    private final TargetStore here = new TargetStore(LEDGER.jdbc, Clock.systemUTC());
    private final TargetStore elsewhere = new TargetStore(LEDGER.jdbc, Clock.systemUTC());
    private final UUID issue = UUID.randomUUID();
    private final UUID before = UUID.randomUUID();
    private final UUID after = UUID.randomUUID();

    @BeforeEach
    void bothHaveSeenTheIssue() {
        here.rememberProjects(List.of(project(before), project(after)));
        here.rememberIssues(List.of(issueIn(before)));
        assertThat(projectOf(here, before)).contains(before);
        assertThat(projectOf(elsewhere, before)).contains(before);
    }

    @Test
    void whatWasReadAMomentAgoIsNotReadAgain() {
        LEDGER.jdbc
                .sql("delete from issue_project where issue_id = :issue")
                .param("issue", issue)
                .update();

        assertThat(projectOf(here, before)).contains(before);
        assertThat(projectOf(new TargetStore(LEDGER.jdbc, Clock.systemUTC()), before))
                .isEmpty();
    }

    @Test
    void aMoveIsKnownAtOnceWhereItIsSeen() {
        here.rememberIssues(List.of(issueIn(after)));

        assertThat(projectOf(here, before)).contains(after);
    }

    @Test
    void whoeverIsGrantedTheNewProjectAloneIsNotTurnedAwayByAnOldMemory() {
        here.rememberIssues(List.of(issueIn(after)));

        assertThat(projectOf(elsewhere, after)).contains(after);
    }

    @Test
    void aWriteIsToldAtOnceOfAMoveThatAnotherReplicaSaw() {
        here.rememberIssues(List.of(issueIn(after)));

        assertThat(projectOf(elsewhere, before)).as("what a read is told").contains(before);
        assertThat(elsewhere.findIssue(issue).map(KnownIssue::projectId)).contains(after);
        assertThat(projectOf(elsewhere, before))
                .as("what a read is told from then on")
                .contains(after);
    }

    @Test
    void whatIsForgottenIsAskedForAgain() {
        here.rememberIssues(List.of(issueIn(after)));

        elsewhere.forget(UUID.randomUUID());
        assertThat(projectOf(elsewhere, before)).as("another was meant").contains(before);
        elsewhere.forget(issue);
        assertThat(projectOf(elsewhere, before)).contains(after);
    }

    @Test
    void allIsForgottenTogether() {
        here.rememberIssues(List.of(issueIn(after)));

        elsewhere.forgetAll();

        assertThat(projectOf(elsewhere, before)).contains(after);
    }

    private Optional<UUID> projectOf(TargetStore store, UUID granted) {
        return store.recallIssue(issue, Set.of(granted)).map(KnownIssue::projectId);
    }

    private static Project project(UUID id) {
        return new Project(id, "work", "P" + id.toString().substring(0, 4), "Project", false);
    }

    private Issue issueIn(UUID project) {
        return new Issue(
                issue,
                project,
                "P-1",
                "Name",
                Optional.empty(),
                new State(UUID.randomUUID(), "Todo", "unstarted"),
                "none",
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "2026-01-16T13:00:00.000000Z",
                "2026-01-16T13:00:00.000000Z");
    }
}
