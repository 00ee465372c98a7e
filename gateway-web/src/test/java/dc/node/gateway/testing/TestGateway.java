package dc.node.gateway.testing;

import dc.node.gateway.GatewayApplication;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The whole gateway, as it is shipped, on a free port. Neither Tasker nor Temporal is there: both addresses are ones that
 * nothing answers on.
 */
public final class TestGateway implements AutoCloseable {

    public static final String ADMIN_TOKEN = "admin-token-of-the-tests-0123456";
    public static final String PUBLIC_URL = "https://gateway.test";

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final ConfigurableApplicationContext context;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();

    private TestGateway(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** Starts on this database. Each property is {@code key=value} and wins over the gateway's own. */
    public static TestGateway start(TestDatabase database, String... properties) {
        return new TestGateway(OneStartAtATime.of(builder(database, properties).sources(GatewayApplication.class)));
    }

    /** Starts with the test's own beans beside the gateway's. */
    public static TestGateway startWith(Class<?> beans, TestDatabase database, String... properties) {
        return new TestGateway(
                OneStartAtATime.of(builder(database, properties).sources(GatewayApplication.class, beans)));
    }

    private static SpringApplicationBuilder builder(TestDatabase database, String... properties) {
        return new SpringApplicationBuilder()
                .properties(
                        "DATABASE_URL=" + database.url(),
                        "DATABASE_USER=" + database.user(),
                        "DATABASE_PASSWORD=" + database.password(),
                        "GATEWAY_PORT=0",
                        "GATEWAY_PUBLIC_URL=" + PUBLIC_URL,
                        "GATEWAY_ADMIN_TOKEN=" + ADMIN_TOKEN,
                        "server.address=127.0.0.1",
                        "NODEDC_TASKER_INTERNAL_URL=http://127.0.0.1:1",
                        "NODEDC_INTERNAL_ACCESS_TOKEN=unused",
                        "TEMPORAL_ADDRESS=127.0.0.1:1",
                        // Tests are refused more often than sixty times a minute, and look for an event each time.
                        "GATEWAY_AUDIT_DENIALS_PER_MINUTE=100000",
                        "spring.datasource.hikari.minimum-idle=1")
                .properties(properties);
    }

    /** Calls as the administrator. The body is JSON; none is sent when it is empty. */
    public Answer admin(String method, String path, String body) {
        return send(method, path, Optional.of(ADMIN_TOKEN), body);
    }

    /** Makes an agent of this owner. */
    public UUID newAgent(String ownerUserId) {
        String body = """
                {"owner_user_id": "%s", "owner_email": "owner@example.test", "display_name": "Reporter"}""".formatted(ownerUserId);
        return UUID.fromString(expect(201, admin("POST", "/api/v1/agents", body))
                .json()
                .path("id")
                .asString());
    }

    /** Issues the agent a token. */
    public IssuedToken newToken(UUID agentId) {
        Answer answer = expect(201, admin("POST", "/api/v1/agents/" + agentId + "/tokens", "{\"name\": \"laptop\"}"));
        return new IssuedToken(
                UUID.fromString(answer.json().path("id").asString()),
                answer.json().path("token").asString());
    }

    /** A token of an agent, with what the gateway calls it. */
    public record IssuedToken(UUID id, String text) {}

    /** Calls with this bearer credential, or with none. The body is JSON; none is sent when it is empty. */
    public Answer send(String method, String path, Optional<String> bearer, String body) {
        HttpRequest.Builder request = request(path);
        bearer.ifPresent(value -> request.header("Authorization", "Bearer " + value));
        if (body.isEmpty()) {
            return send(request.method(method, BodyPublishers.noBody()));
        }
        return send(request.header("Content-Type", "application/json").method(method, BodyPublishers.ofString(body)));
    }

    /** A request to be finished by the test; the path is sent as it stands. */
    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url() + path)).timeout(PATIENCE);
    }

    public Answer send(HttpRequest.Builder request) {
        try {
            return Answer.of(client.send(request.build(), BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new AssertionError("the gateway did not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    public String url() {
        return "http://127.0.0.1:" + context.getEnvironment().getRequiredProperty("local.server.port");
    }

    /** The one bean of this type in the running gateway. */
    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** All beans of this type in the running gateway. */
    public <T> Collection<T> beans(Class<T> type) {
        return context.getBeansOfType(type).values();
    }

    /** A bean of the running gateway. */
    public <T> T bean(String name, Class<T> type) {
        return context.getBean(name, type);
    }

    @Override
    public void close() {
        client.close();
        context.close();
    }

    private static Answer expect(int status, Answer answer) {
        if (answer.status() != status) {
            throw new AssertionError("expected " + status + ", got " + answer.status() + ": " + answer.text());
        }
        return answer;
    }
}
