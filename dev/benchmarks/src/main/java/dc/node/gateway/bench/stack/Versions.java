package dc.node.gateway.bench.stack;

import dc.node.gateway.bench.report.Json;
import dc.node.gateway.localstack.data.LocalStackException;
import dc.node.gateway.localstack.part.PostgresPart;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Which parts a stack consists of, as they say themselves. */
public final class Versions {

    private static final Duration LIMIT = Duration.ofSeconds(5);

    private Versions() {}

    public static Map<String, String> of(BenchStack stack) {
        Map<String, String> versions = new LinkedHashMap<>();
        versions.put("Postgres", postgres(stack));
        versions.put("Temporal", temporal(stack));
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

    /** Of the server behind the UI, which passes on what it says. */
    private static String temporal(BenchStack stack) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(stack.temporalUiUrl() + "/api/v1/cluster-info"))
                .timeout(LIMIT)
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            return Json.MAPPER
                    .readTree(http.send(request, BodyHandlers.ofString()).body())
                    .path("serverVersion")
                    .asString("unknown");
        } catch (IOException e) {
            throw new LocalStackException("Temporal does not tell its version: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalStackException("The run was interrupted.", e);
        }
    }
}
