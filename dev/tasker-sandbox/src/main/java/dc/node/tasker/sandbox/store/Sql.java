package dc.node.tasker.sandbox.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Runs statements in the transaction at hand; an {@link Optional} among the values binds as its content or NULL. */
public final class Sql {

    private final Connection connection;

    Sql(Connection connection) {
        this.connection = connection;
    }

    /** Reads one row into an object. */
    @FunctionalInterface
    public interface RowReader<T> {

        /** Reads the current row. */
        T read(ResultSet row) throws SQLException;
    }

    /** All rows of a query. */
    public <T> List<T> list(String query, RowReader<T> reader, Object... values) {
        try (PreparedStatement statement = prepare(query, values);
                ResultSet rows = statement.executeQuery()) {
            List<T> objects = new ArrayList<>();
            while (rows.next()) {
                objects.add(reader.read(rows));
            }
            return objects;
        } catch (SQLException e) {
            throw new DatabaseException("A query failed: " + e.getMessage(), e);
        }
    }

    /** The first row of a query. */
    public <T> Optional<T> first(String query, RowReader<T> reader, Object... values) {
        return list(query, reader, values).stream().findFirst();
    }

    /** The number in the only column of the only row of a query. */
    public long number(String query, Object... values) {
        return list(query, row -> row.getLong(1), values).getFirst();
    }

    /** Runs a change and tells how many rows it touched. */
    public int change(String change, Object... values) {
        try (PreparedStatement statement = prepare(change, values)) {
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new DatabaseException("A change failed: " + e.getMessage(), e);
        }
    }

    private PreparedStatement prepare(String text, Object... values) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(text);
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i] instanceof Optional<?> optional ? optional.orElse(null) : values[i]);
        }
        return statement;
    }
}
