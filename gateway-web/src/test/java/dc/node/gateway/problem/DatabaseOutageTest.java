package dc.node.gateway.problem;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DataRetrievalFailureException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.jdbc.support.SQLExceptionSubclassTranslator;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.TransactionSystemException;

class DatabaseOutageTest {

    static final List<RuntimeException> OUTAGES = List.of(
            new CannotGetJdbcConnectionException("no connection within 2 s"),
            new CannotCreateTransactionException("no connection within 2 s"),
            new TransactionSystemException("the commit was not answered"),
            new QueryTimeoutException("too slow"));

    static final List<RuntimeException> FAULTS = List.of(
            new DataIntegrityViolationException("a column is too short"),
            new DuplicateKeyException("twice"),
            new DataRetrievalFailureException("no such row"),
            new BadSqlGrammarException("find", "selct", new SQLException("no")),
            new IllegalTransactionStateException("there is none"),
            new IllegalStateException("no database in it"));

    @ParameterizedTest
    @FieldSource("OUTAGES")
    void whatPassesIsAnOutage(RuntimeException failure) {
        assertThat(DatabaseOutage.is(failure)).isTrue();
    }

    @ParameterizedTest
    @FieldSource("FAULTS")
    void whatFailsAgainIsNone(RuntimeException failure) {
        assertThat(DatabaseOutage.is(failure)).isFalse();
    }

    /** Connection lost, shut down by an administrator, too many connections, deadlock, serialization, disk full. */
    @ParameterizedTest
    @ValueSource(strings = {"08006", "08003", "08001", "57P01", "57P03", "53300", "40P01", "40001", "53100"})
    void whatPostgresSaysWhenItIsAwayOrBusyIsAnOutage(String sqlState) {
        assertThat(DatabaseOutage.is(translated(sqlState))).isTrue();
    }

    /** Unique, foreign key, check, text in place of a number, no such table. */
    @ParameterizedTest
    @ValueSource(strings = {"23505", "23503", "23514", "22P02", "42P01"})
    void whatPostgresRefusesIsNone(String sqlState) {
        assertThat(DatabaseOutage.is(translated(sqlState))).isFalse();
    }

    private static RuntimeException translated(String sqlState) {
        return requireNonNull(
                new SQLExceptionSubclassTranslator().translate("a task", null, new SQLException("no", sqlState)));
    }
}
