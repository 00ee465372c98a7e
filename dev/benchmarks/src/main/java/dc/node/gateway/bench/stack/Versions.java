package dc.node.gateway.bench.stack;

import dc.node.gateway.localstack.data.LocalStackException;
import dc.node.gateway.localstack.part.PostgresPart;
import io.temporal.api.workflowservice.v1.GetSystemInfoRequest;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Which parts a stack consists of, as they say themselves. */
public final class Versions {

    private Versions() {}

    public static Map<String, String> of(BenchStack stack) {
        Map<String, String> versions = new LinkedHashMap<>();
        versions.put("Postgres", postgres(stack));
        versions.put("Temporal server", temporal(stack));
        return versions;
    }

    private static String postgres(BenchStack stack) {
        try (Connection connection =
                DriverManager.getConnection(stack.jdbcUrl(), PostgresPart.USER, stack.postgresPassword())) {
            return connection.getMetaData().getDatabaseProductVersion();
        } catch (SQLException e) {
            throw new LocalStackException("Postgres does not tell its version: " + e.getMessage(), e);
        }
    }

    private static String temporal(BenchStack stack) {
        WorkflowServiceStubs service = WorkflowServiceStubs.newServiceStubs(WorkflowServiceStubsOptions.newBuilder()
                .setTarget(stack.temporalAddress())
                .build());
        try {
            return service.blockingStub()
                    .getSystemInfo(GetSystemInfoRequest.getDefaultInstance())
                    .getServerVersion();
        } finally {
            service.shutdownNow();
        }
    }
}
