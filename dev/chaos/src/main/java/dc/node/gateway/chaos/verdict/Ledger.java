package dc.node.gateway.chaos.verdict;

import dc.node.gateway.localstack.data.LocalStackException;
import dc.node.gateway.localstack.part.PostgresPart;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import tools.jackson.databind.json.JsonMapper;

/** The gateway's ledger, read past the gateway. Changes nothing. */
public final class Ledger {

    private static final JsonMapper JSON = new JsonMapper();

    private final String jdbcUrl;
    private final Properties properties = new Properties();

    public Ledger(String jdbcUrl, String password) {
        this.jdbcUrl = jdbcUrl;
        properties.setProperty("user", PostgresPart.USER);
        properties.setProperty("password", password);
        properties.setProperty("connectTimeout", "5");
        properties.setProperty("socketTimeout", "30");
        properties.setProperty("readOnly", "true");
    }

    /**
     * Every write there is, in the order of acceptance.
     *
     * @throws LocalStackException when the database is out of reach
     */
    public List<LedgerRow> rows() {
        try (Connection connection = DriverManager.getConnection(jdbcUrl, properties);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                        select id, agent_id, tool, idempotency_key, sequence, state, accepted_at, ended_at, attempts, result
                          from write_operation
                         order by sequence""")) {
            List<LedgerRow> rows = new ArrayList<>();
            while (row.next()) {
                rows.add(row(row));
            }
            return rows;
        } catch (SQLException e) {
            throw new LocalStackException("The ledger cannot be read: " + e.getMessage(), e);
        }
    }

    private static LedgerRow row(ResultSet row) throws SQLException {
        Optional<String> result = Optional.ofNullable(row.getString("result"));
        return new LedgerRow(
                row.getString("id"),
                row.getString("agent_id"),
                row.getString("tool"),
                row.getString("idempotency_key"),
                row.getLong("sequence"),
                row.getString("state"),
                instant(row, "accepted_at").orElseThrow(),
                instant(row, "ended_at"),
                row.getInt("attempts"),
                result.map(json ->
                                JSON.readTree(json).path("error").path("code").asString(""))
                        .orElse(""));
    }

    private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }
}
