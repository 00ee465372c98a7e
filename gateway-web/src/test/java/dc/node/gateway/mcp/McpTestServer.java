package dc.node.gateway.mcp;

import dc.node.gateway.mcp.stream.StreamHub;
import dc.node.gateway.testing.OneStartAtATime;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.Principal;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.servlet.autoconfigure.HttpEncodingAutoConfiguration;
import org.springframework.boot.servlet.autoconfigure.MultipartAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

/**
 * The protocol layer on a real server with {@link TestCatalogue}, and nothing else of the gateway. The caller is whoever
 * the bearer token names.
 */
final class McpTestServer implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final ConfigurableApplicationContext context;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();

    private McpTestServer(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** Starts on a free port. Each property is {@code key=value}. */
    static McpTestServer start(String... properties) {
        return start(0, properties);
    }

    private static McpTestServer start(int port, String... properties) {
        return new McpTestServer(OneStartAtATime.of(new SpringApplicationBuilder(Setup.class)
                .properties(
                        "server.port=" + port,
                        "server.address=127.0.0.1",
                        "spring.threads.virtual.enabled=true",
                        "server.shutdown=graceful",
                        "spring.config.location=optional:classpath:/none/")
                .properties(properties)));
    }

    /**
     * Serves until it is killed, with no token needed, so that the conformance suite can talk to it.
     *
     * @param arguments the port
     */
    public static void main(String[] arguments) {
        McpTestServer server = start(Integer.parseInt(arguments[0]), "test.caller=alice");
        System.out.println("MCP at " + server.uri());
    }

    URI uri() {
        return URI.create(
                "http://127.0.0.1:%s/mcp".formatted(context.getEnvironment().getRequiredProperty("local.server.port")));
    }

    TestCallers callers() {
        return context.getBean(TestCallers.class);
    }

    StreamHub hub() {
        return context.getBean(StreamHub.class);
    }

    TestCatalogue catalogue() {
        return context.getBean(TestCatalogue.class);
    }

    /** Posts as agent "bob" with just these headers. */
    McpAnswer post(String body, Map<String, String> headers) {
        return post(BodyPublishers.ofString(body), headers);
    }

    McpAnswer post(HttpRequest.BodyPublisher body, Map<String, String> headers) {
        HttpRequest.Builder request =
                request().header("Authorization", "Bearer bob").POST(body);
        headers.forEach(request::setHeader);
        return send(request);
    }

    HttpRequest.Builder request() {
        return HttpRequest.newBuilder(uri()).timeout(PATIENCE);
    }

    McpAnswer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
            return new McpAnswer(response.statusCode(), response.headers(), response.body());
        } catch (IOException e) {
            throw new AssertionError("no answer from the server", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    @Override
    public void close() {
        client.close();
        context.close();
    }

    /** No {@code @Configuration}, or the component scan of a whole gateway under test would find it. */
    @Import(McpConfiguration.class)
    @ImportAutoConfiguration({
        TomcatServletWebServerAutoConfiguration.class,
        DispatcherServletAutoConfiguration.class,
        WebMvcAutoConfiguration.class,
        ErrorMvcAutoConfiguration.class,
        MultipartAutoConfiguration.class,
        HttpEncodingAutoConfiguration.class
    })
    static class Setup {

        @Bean
        TestCatalogue testCatalogue(TestCallers callers) {
            return new TestCatalogue(callers);
        }

        @Bean
        TestCallers testCallers(ObjectProvider<StreamHub> hub) {
            return new TestCallers(hub::getObject);
        }

        @Bean
        ServerInfo serverInfo() {
            return new ServerInfo("test-server", "Test Server", "1.2.3", "Read this first.");
        }

        /** Stands for authentication. A request without a token passes, so that the layer's own answer shows. */
        @Bean
        Filter bearerNamesCaller(Environment environment) {
            @Nullable String always = environment.getProperty("test.caller");
            return (request, response, chain) -> {
                HttpServletRequest http = (HttpServletRequest) request;
                @Nullable String authorization = http.getHeader("Authorization");
                @Nullable String caller = authorization == null ? always : authorization.substring("Bearer ".length());
                chain.doFilter(caller == null ? http : new AuthenticatedRequest(http, caller), response);
            };
        }
    }

    private static final class AuthenticatedRequest extends HttpServletRequestWrapper {

        private final String caller;

        AuthenticatedRequest(HttpServletRequest request, String caller) {
            super(request);
            this.caller = caller;
        }

        @Override
        public Principal getUserPrincipal() {
            return () -> caller;
        }
    }
}
