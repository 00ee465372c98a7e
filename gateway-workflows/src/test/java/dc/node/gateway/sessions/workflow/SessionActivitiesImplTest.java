package dc.node.gateway.sessions.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dc.node.gateway.ledger.AbandonedSessions;
import dc.node.gateway.ledger.DispatchStore;
import dc.node.gateway.ledger.LedgerStore;
import dc.node.gateway.ledger.OperationIds;
import dc.node.gateway.ledger.WriteCompletion;
import dc.node.gateway.sessions.SessionProperties;
import dc.node.gateway.sessions.SessionWritesStore;
import dc.node.gateway.sessions.WorkSessionStore;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.testing.TestActivityEnvironment;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.AbstractDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class SessionActivitiesImplTest {

    private final TestActivityEnvironment temporal = TestActivityEnvironment.newInstance();

    @AfterEach
    void stopTemporal() {
        temporal.close();
    }

    @Test
    void ofADatabaseFaultTemporalIsToldASentenceAndNoMore() {
        UUID sessionId = UUID.randomUUID();
        temporal.registerActivitiesImplementations(onABrokenDatabase());
        SessionActivities activities = temporal.newActivityStub(SessionActivities.class);

        ActivityFailure failure = catchThrowableOfType(ActivityFailure.class, () -> activities.closeIfDue(sessionId));

        assertThat(failure.getCause()).isInstanceOfSatisfying(ApplicationFailure.class, told -> {
            assertThat(told.getType()).isEqualTo("LedgerUnavailable");
            assertThat(told.getOriginalMessage())
                    .startsWith("The ledger could not be reached (CannotGetJdbcConnectionException; see the gateway's"
                            + " log for session " + sessionId + "); attempt ")
                    .doesNotContain("secret");
            assertThat(told.getCause()).isNull();
            // What there is of a trace is this side's own.
            assertThat(told.getStackTrace())
                    .extracting(StackTraceElement::getClassName)
                    .noneMatch(name -> name.startsWith("dc.node.gateway.ledger")
                            || name.equals(SessionActivitiesImpl.class.getName()));
        });
    }

    private static SessionActivitiesImpl onABrokenDatabase() {
        BrokenDatabase database = new BrokenDatabase();
        JdbcClient jdbc = JdbcClient.create(database);
        TransactionTemplate transactions = new TransactionTemplate(new JdbcTransactionManager(database));
        LedgerStore ledger = new LedgerStore(jdbc);
        WorkSessionStore sessions = new WorkSessionStore(jdbc);
        Clock clock = Clock.systemUTC();
        return new SessionActivitiesImpl(
                new AbandonedSessions(
                        transactions,
                        ledger,
                        sessions,
                        new SessionWritesStore(jdbc),
                        new OperationIds(),
                        new SessionProperties(Duration.ofHours(8), Duration.ofDays(7)),
                        clock),
                ledger,
                new SessionWritesStore(jdbc),
                new WriteCompletion(transactions, ledger, new DispatchStore(jdbc), sessions, List.of(), clock),
                clock);
    }

    private static final class BrokenDatabase extends AbstractDataSource {

        @Override
        public Connection getConnection() throws SQLException {
            throw new SQLException("row of a secret issue");
        }

        @Override
        public Connection getConnection(String user, String password) throws SQLException {
            return getConnection();
        }
    }
}
