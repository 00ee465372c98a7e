package dc.node.gateway.openapi;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dc.node.gateway.testing.Answer;
import dc.node.gateway.testing.TestDatabase;
import dc.node.gateway.testing.TestGateway;
import dc.node.gateway.tools.catalogue.ToolCatalogue;
import dc.node.gateway.tools.catalogue.ToolDefinition;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;

class OpenApiTest {

    private static final String PATH = "/api/v1/openapi.json";
    private static final Set<String> OPEN = Set.of("GET /api/v1/meta/capabilities", "POST /api/v1/pairing/redeem");

    private static TestGateway gateway;
    private static JsonNode document;

    @BeforeAll
    static void start() {
        gateway = TestGateway.start(TestDatabase.create());
        document = gateway.admin("GET", PATH, "").json();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    /** One operation of the document. */
    private record Documented(String method, String path, JsonNode operation) {

        /** With something in place of each parameter. */
        String anyPath() {
            return path.replaceAll("\\{[^}]+}", UUID.randomUUID().toString());
        }
    }

    @Test
    void describesEveryRouteOfTheInterfaceAndNothingElse() {
        Set<String> described = operations()
                .map(operation -> operation.method() + " " + operation.path())
                .collect(toSet());

        assertThat(described)
                .containsExactlyInAnyOrderElementsOf(Stream.concat(routes(), toolRoutes())
                        .filter(route -> route.contains(" /api/v1/")
                                && !route.contains("/openapi.json")
                                && !route.contains("{name}"))
                        .collect(toSet()));
    }

    @Test
    void noOperationAnswersWithoutACredentialUnlessItIsOpen() {
        assertThat(operations().toList()).hasSizeGreaterThan(30).allSatisfy(documented -> {
            Answer answer = gateway.send(documented.method(), documented.anyPath(), Optional.empty(), "");

            if (OPEN.contains(documented.method() + " " + documented.path())) {
                assertThat(documented.operation().path("security")).isEmpty();
                assertThat(answer.status()).isNotEqualTo(401);
            } else {
                assertThat(documented.operation().path("security")).hasSize(1);
                assertThat(answer.status()).isEqualTo(401);
                assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
            }
        });
    }

    @Test
    void anAgentsTokenIsNoAdministrativeCredential() {
        String token =
                gateway.newToken(gateway.newAgent("owner-of-the-curious")).text();

        assertThat(operations()
                        .filter(documented ->
                                documented.operation().path("security").findValue("administrator") != null)
                        .toList())
                .hasSizeGreaterThan(15)
                .allSatisfy(documented -> assertThat(
                                gateway.send(documented.method(), documented.anyPath(), Optional.of(token), "")
                                        .status())
                        .isEqualTo(401));
    }

    @Test
    void theDocumentItselfNeedsTheAdministrativeCredential() {
        for (String path : List.of(PATH, PATH + ".yaml", "/v3/api-docs", "/swagger-ui.html")) {
            assertThat(gateway.send("GET", path, Optional.empty(), "").status()).isEqualTo(401);
        }
    }

    @Test
    void theYamlReaderThatComesWithTheDocumentReadsNoBodies() {
        Answer answer = gateway.send(gateway.request("/api/v1/agents")
                .header("Authorization", "Bearer " + TestGateway.ADMIN_TOKEN)
                .header("Content-Type", "application/yaml")
                .POST(BodyPublishers.ofString("owner_user_id: ann")));

        assertThat(answer.status()).isEqualTo(415);
    }

    @Test
    void everyOperationIsNamedOnceAndSaysWhatItDoes() {
        List<JsonNode> all = operations().map(Documented::operation).toList();

        assertThat(all)
                .allSatisfy(operation ->
                        assertThat(operation.path("summary").asString("")).isNotBlank());
        assertThat(all.stream().map(operation -> operation.path("operationId").asString()))
                .doesNotHaveDuplicates();
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        assertThat(document.findValuesAsString("$ref"))
                .isNotEmpty()
                .allSatisfy(reference -> assertThat(
                                document.at(reference.substring(1)).isObject())
                        .as(reference)
                        .isTrue());
    }

    @Test
    void aToolIsDescribedByItsOwnSchemas() {
        ToolDefinition tool = new ToolCatalogue().find("tasker_create_issue").orElseThrow();
        JsonNode operation =
                document.path("paths").path("/api/v1/tools/tasker_create_issue").path("post");

        JsonNode input = operation.at("/requestBody/content/application~1json/schema");
        assertThat(input.path("required"))
                .containsExactlyInAnyOrderElementsOf(tool.inputSchema().path("required"));
        assertThat(input.path("properties").propertyNames())
                .containsExactlyElementsOf(tool.inputSchema().path("properties").propertyNames());
        assertThat(operation
                        .at("/responses/200/content/application~1json/schema/properties")
                        .propertyNames())
                .containsExactlyElementsOf(
                        tool.outputSchema().path("properties").propertyNames());
    }

    @Test
    void answersHoldWhatTheDocumentSays() {
        UUID agent = gateway.newAgent("owner-of-the-documented");
        gateway.newToken(agent);
        String project = UUID.randomUUID().toString();
        String body = """
                {"scopes": ["issue:read"], "quotas": {"calls_per_minute": 60, "writes_per_day": 100}}""";
        assertThat(gateway.admin("PUT", "/api/v1/agents/" + agent + "/grants/" + project, body)
                        .status())
                .isEqualTo(200);

        Map<String, String> readings = Map.of(
                "/api/v1/agents", "/api/v1/agents?owner_user_id=owner-of-the-documented",
                "/api/v1/agents/{id}", "/api/v1/agents/" + agent,
                "/api/v1/agents/{id}/tokens", "/api/v1/agents/" + agent + "/tokens",
                "/api/v1/agents/{id}/grants", "/api/v1/agents/" + agent + "/grants",
                "/api/v1/mcp/audit", "/api/v1/mcp/audit?agent_id=" + agent,
                "/api/v1/work-sessions", "/api/v1/work-sessions");
        readings.forEach((path, call) -> {
            Answer answer = gateway.admin("GET", call, "");
            assertThat(answer.status()).isEqualTo(200);
            JsonNode schema =
                    document.path("paths").path(path).at("/get/responses/200/content/application~1json/schema");
            assertThat(undocumented(path, answer.json(), schema)).isEmpty();
        });
    }

    private static List<String> undocumented(String place, JsonNode value, JsonNode schema) {
        JsonNode resolved =
                schema.has("$ref") ? document.at(schema.path("$ref").asString().substring(1)) : schema;
        List<String> found = new ArrayList<>();
        if (value.isObject()) {
            value.properties().forEach(property -> {
                String name = place + "." + property.getKey();
                JsonNode inner = resolved.path("properties").path(property.getKey());
                if (inner.isMissingNode()) {
                    found.add(name);
                } else {
                    found.addAll(undocumented(name, property.getValue(), inner));
                }
            });
        } else if (value.isArray()) {
            value.forEach(element -> found.addAll(undocumented(place + "[]", element, resolved.path("items"))));
        } else if (!value.isNull() && !resolved.path("type").asString("").equals(jsonType(value))) {
            found.add("%s is %s, described as %s".formatted(place, value, resolved));
        }
        return found;
    }

    private static String jsonType(JsonNode value) {
        if (value.isString()) {
            return "string";
        }
        return value.isBoolean() ? "boolean" : "integer";
    }

    private static Stream<Documented> operations() {
        return document.path("paths").properties().stream()
                .flatMap(path -> path.getValue().properties().stream()
                        .map(operation -> new Documented(
                                operation.getKey().toUpperCase(Locale.ROOT), path.getKey(), operation.getValue())));
    }

    /** What the server itself would route, each as method and path. */
    private static Stream<String> routes() {
        return gateway
                .bean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .keySet()
                .stream()
                .flatMap(OpenApiTest::routes);
    }

    private static Stream<String> routes(RequestMappingInfo mapping) {
        return mapping.getPatternValues().stream()
                .flatMap(path ->
                        mapping.getMethodsCondition().getMethods().stream().map(method -> method + " " + path));
    }

    private static Stream<String> toolRoutes() {
        return new ToolCatalogue().all().stream().map(tool -> "POST /api/v1/tools/" + tool.name());
    }
}
