package dc.node.gateway.testing;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** Among the beans of a {@link TestGateway}: notes every prepared statement it executes, with its parameters. */
public final class RecordedStatements implements BeanPostProcessor {

    private final List<Executed> executed = new CopyOnWriteArrayList<>();

    /**
     * A statement that was executed.
     *
     * @param parameters in the order of the question marks
     */
    public record Executed(String sql, List<Object> parameters) {}

    /** All since the last {@link #forget}. */
    public List<Executed> all() {
        return List.copyOf(executed);
    }

    public void forget() {
        executed.clear();
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        return bean instanceof DataSource source ? new Recording(source) : bean;
    }

    private final class Recording extends DelegatingDataSource {

        Recording(DataSource source) {
            super(source);
        }

        @Override
        public Connection getConnection() throws SQLException {
            Connection connection = super.getConnection();
            return proxy(Connection.class, (proxy, method, arguments) -> {
                Object result = invoke(method, connection, arguments);
                return result instanceof PreparedStatement statement
                        ? recorded(statement, (String) arguments[0])
                        : result;
            });
        }
    }

    private PreparedStatement recorded(PreparedStatement statement, String sql) {
        SortedMap<Integer, Object> parameters = new TreeMap<>();
        return proxy(PreparedStatement.class, (proxy, method, arguments) -> {
            if (method.getName().startsWith("set") && arguments.length >= 2 && arguments[0] instanceof Integer index) {
                parameters.put(index, method.getName().equals("setNull") ? "null" : arguments[1]);
            }
            if (method.getName().startsWith("execute")) {
                executed.add(new Executed(sql, List.copyOf(parameters.values())));
            }
            return invoke(method, statement, arguments);
        });
    }

    private static Object invoke(Method method, Object target, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
