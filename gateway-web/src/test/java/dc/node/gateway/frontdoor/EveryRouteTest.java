package dc.node.gateway.frontdoor;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import dc.node.gateway.testing.TestDatabase;
import dc.node.gateway.testing.TestGateway;
import jakarta.servlet.ServletContext;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.function.support.RouterFunctionMapping;
import org.springframework.web.servlet.handler.AbstractUrlHandlerMapping;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/**
 * All the server can route, asked with every method, as it is and under the prefix of a tenant: what its servlets are mapped
 * to, and what all its handler mappings know, those for metrics and for static files too.
 */
class EveryRouteTest {

    private static final String ANYTHING = "11111111-1111-4111-8111-111111111111";

    /** TRACE is refused before the door, with a 405; a test of its own sees to that. */
    private static final List<String> METHODS =
            List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND");

    /** What stands for variables and for a tenant, and what the frameworks add. */
    private static final Set<String> NO_WORDS_OF_OURS =
            Set.of(ANYTHING, "anything", "t", "error", "webjars", "openapi.json.yaml");

    private static final List<String> OPEN_TO_READ = List.of(
            "/healthz",
            "/readyz",
            "/api/v1/meta/capabilities",
            "/.well-known/oauth-protected-resource",
            "/.well-known/oauth-protected-resource/mcp",
            "/.well-known/oauth-protected-resource/t/" + ANYTHING + "/mcp");

    private static final List<String> FOR_AGENTS =
            List.of("/mcp", "/api/v1/tools/" + ANYTHING, "/api/v1/agent-session", "/api/v1/agent-session/rotate");

    private static TestGateway gateway;
    private static TestGateway withoutAdministration;
    private static Set<String> paths;
    private static String agentToken;

    @BeforeAll
    static void start() {
        TestDatabase database = TestDatabase.create();
        gateway = TestGateway.start(database);
        withoutAdministration = TestGateway.start(database, "GATEWAY_ADMIN_TOKEN=");
        paths = paths();
        agentToken = gateway.newToken(gateway.newAgent("owner-1")).text();
    }

    @AfterAll
    static void stop() {
        gateway.close();
        withoutAdministration.close();
    }

    @Test
    void theWalkKnowsTheWholeServer() {
        assertThat(paths)
                .containsAll(OPEN_TO_READ)
                .containsAll(FOR_AGENTS)
                .contains(
                        "/",
                        "/metrics",
                        "/error",
                        "/api/v1/openapi.json",
                        "/api/v1/agents",
                        "/api/v1/agents/" + ANYTHING + "/tokens",
                        "/api/v1/mcp/audit",
                        "/api/v1/mcp/idp-providers",
                        "/api/v1/pairing/redeem",
                        "/api/v1/work-sessions")
                .hasSizeGreaterThan(40);
    }

    @Test
    void theTrailShowsEveryWordOfOurPathsAndNoOther() {
        Set<String> words = paths.stream()
                .flatMap(path -> Stream.of(path.split("/", -1)))
                .filter(word -> !NO_WORDS_OF_OURS.contains(word))
                .collect(toCollection(TreeSet::new));

        assertThat(ShownPath.WORDS).containsExactlyInAnyOrderElementsOf(words);
    }

    @Test
    void nothingButWhatIsOpenAnswersWithoutACredential() {
        assertThat(answering(gateway, "", Optional.empty(), status -> status != 401))
                .isEqualTo(open());
    }

    @Test
    void nothingAtAllAnswersWithoutACredentialUnderATenant() {
        for (String prefix : List.of("/t/default", "/t/x", "/t/x/t/default")) {
            assertThat(answering(gateway, prefix, Optional.empty(), status -> status != 401))
                    .isEmpty();
        }
    }

    @Test
    void anAgentsTokenOpensWhatIsForAgentsInItsOwnTenantAndNothingElse() {
        assertThat(answering(gateway, "", Optional.of(agentToken), status -> status != 401))
                .isEqualTo(union(open(), forAgents("")));
        assertThat(answering(gateway, "/t/default", Optional.of(agentToken), status -> status != 401))
                .isEqualTo(forAgents("/t/default"));
        assertThat(answering(gateway, "/t/x", Optional.of(agentToken), status -> status != 401))
                .isEmpty();
        assertThat(answering(gateway, "/t/default/t/default", Optional.of(agentToken), status -> status != 401))
                .isEmpty();
    }

    @Test
    void aPathThatIsAlmostARouteOpensNothing() {
        List<String> almost = paths.stream()
                .filter(path -> path.length() > 1)
                .flatMap(path -> Stream.of(
                        "/" + path,
                        "/." + path,
                        "/x/.." + path,
                        path + ";a=b",
                        path + "/",
                        path + "/.",
                        path + "%2F",
                        path + "%00",
                        path.substring(0, path.length() - 1) + "%%%02x".formatted((int) path.charAt(path.length() - 1)),
                        path.toUpperCase(Locale.ROOT)))
                .toList();

        List<String> answering = almost.stream()
                .filter(path -> !path.startsWith("/.well-known/"))
                .filter(path -> !Set.of(400, 401).contains(call(gateway, "GET", path, Optional.empty())))
                .toList();

        // %7A is z however it is spelled: the same path, and it is open.
        assertThat(answering).containsExactlyInAnyOrder("/health%7a", "/ready%7a", "/api/v1/meta/capabilitie%73");
    }

    @Test
    void whereNoCredentialIsConfiguredNobodyAdministers() {
        Set<String> elsewhere = union(open(), forAgents(""));

        assertThat(answering(withoutAdministration, "", Optional.of("anything"), status -> status != 503))
                .isEqualTo(elsewhere);
        assertThat(answering(withoutAdministration, "", Optional.empty(), status -> status != 503))
                .isEqualTo(elsewhere);
    }

    private static Set<String> open() {
        Set<String> open = OPEN_TO_READ.stream()
                .flatMap(path -> Stream.of("GET " + path, "HEAD " + path))
                .collect(toCollection(TreeSet::new));
        open.add("POST /api/v1/pairing/redeem");
        return open;
    }

    private static Set<String> forAgents(String prefix) {
        return FOR_AGENTS.stream()
                .flatMap(path -> METHODS.stream().map(method -> method + " " + prefix + path))
                .collect(toCollection(TreeSet::new));
    }

    private static Set<String> union(Set<String> one, Set<String> other) {
        return Stream.of(one, other).flatMap(Set::stream).collect(toCollection(TreeSet::new));
    }

    private static Set<String> answering(
            TestGateway asked, String prefix, Optional<String> bearer, IntPredicate counts) {
        return paths.stream()
                .map(path -> prefix + path)
                .flatMap(path -> METHODS.stream()
                        .filter(method -> counts.test(call(asked, method, path, bearer)))
                        .map(method -> method + " " + path))
                .collect(toCollection(TreeSet::new));
    }

    /** Takes no events: a stream at {@code /mcp} would not end. */
    private static int call(TestGateway asked, String method, String path, Optional<String> bearer) {
        HttpRequest.Builder request = asked.request(path).header("Accept", "application/json");
        bearer.ifPresent(value -> request.header("Authorization", "Bearer " + value));
        return asked.send(request.method(method, BodyPublishers.noBody())).status();
    }

    /** Something in place of each variable and each wildcard. */
    private static Set<String> paths() {
        return Stream.concat(
                        gateway.bean(ServletContext.class).getServletRegistrations().values().stream()
                                .flatMap(servlet -> servlet.getMappings().stream()),
                        gateway.beans(HandlerMapping.class).stream().flatMap(EveryRouteTest::patterns))
                .map(pattern -> pattern.replaceAll("\\{[^}]+}", ANYTHING).replaceAll("\\*+", "anything"))
                .collect(toCollection(TreeSet::new));
    }

    private static Stream<String> patterns(HandlerMapping mapping) {
        return switch (mapping) {
            case RequestMappingInfoHandlerMapping methods ->
                methods.getHandlerMethods().keySet().stream()
                        .map(RequestMappingInfo::getPatternValues)
                        .flatMap(Set::stream);
            case AbstractUrlHandlerMapping urls -> urls.getHandlerMap().keySet().stream();
            case RouterFunctionMapping functions when functions.getRouterFunction() == null -> Stream.of();
            default -> throw new AssertionError("this test cannot walk the routes of " + mapping);
        };
    }
}
