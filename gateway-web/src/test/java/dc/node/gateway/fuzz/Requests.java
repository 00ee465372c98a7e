package dc.node.gateway.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.collectingAndThen;
import static java.util.stream.Collectors.toList;

import dc.node.gateway.tools.catalogue.ToolCatalogue;
import dc.node.gateway.tools.catalogue.ToolDefinition;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What requests are made of: mostly right, so that they get far, and wrong in one place or many. */
final class Requests {

    private static final JsonMapper JSON = JsonMapper.shared();

    private static final List<String> ODD_VALUES = List.of(
            "null",
            "true",
            "-0",
            "1e999999999",
            "1e-999999999",
            "123456789012345678901234567890",
            "0.1234567890123456789",
            "\"\"",
            "\" \"",
            "\"\\u0000\"",
            "\"\\ud800\"",
            "\"\\udfff\\ud800\"",
            "\"\u202e\ufeff\"",
            "\"<script>alert(1)</script><p>\"",
            "\"" + "x".repeat(70_000) + "\"",
            "\"2026-02-30\"",
            "\"9999999999-12-31T23:59:59Z\"",
            "\"1=1' or '1'='1\"",
            "\"00000000-0000-0000-0000-000000000000\"",
            "[]",
            "{}",
            "[null]",
            "[[[[[[]]]]]]",
            "{\"\":{}}",
            "{\"a\":1,\"a\":2}",
            "NaN",
            "'x'",
            "undefined",
            "",
            ",",
            "\"unclosed");

    private static final List<String> ODD_HEADERS = List.of(
            "MCP-Protocol-Version: 2025-03-26",
            "MCP-Protocol-Version: 2025-11-25",
            "MCP-Protocol-Version: 2026-07-28",
            "MCP-Protocol-Version: \u00ff\u00fe",
            "MCP-Protocol-Version: " + "9".repeat(7_000),
            "Mcp-Method: tools/call",
            "Mcp-Method: tools/list",
            "Mcp-Name: tasker_get_issue",
            "Mcp-Name: =?base64?!!!?=",
            "Mcp-Name: =?base64?/////w==?=",
            "Mcp-Param-: x",
            "Mcp-Param-Region: \u0080",
            "Mcp-Session-Id: 00000000-0000-0000-0000-000000000000",
            "Mcp-Session-Id: " + "s".repeat(3_000),
            "Last-Event-ID: -1",
            "Accept: text/event-stream",
            "Accept: application/json, text/event-stream",
            "Accept: */*;q=nonsense",
            "Content-Type: application/x-www-form-urlencoded",
            "Content-Type: multipart/form-data; boundary=",
            "Content-Type: application/json; charset=nonsense",
            "Content-Type: application/yaml",
            "Content-Encoding: gzip",
            "Origin: null",
            "Origin: https://evil.example",
            "Origin: http://[::1",
            "Authorization: Basic eDp5",
            "Authorization: Bearer",
            "Authorization: Bearer tgw_" + "a".repeat(36),
            "Authorization: Bearer eyJhbGciOiJub25lIn0.e30.",
            "Authorization: Bearer eyJhbGciOiJSUzI1NiIsImtpZCI6Ii4uLyJ9.eyJpc3MiOiJ4Iiwic3ViIjoiXHUwMDAwIn0.AAAA",
            "X-Forwarded-For: ::ffff:1.2.3.4, unknown, \u00ff",
            "X-Forwarded-Host: evil.example",
            "Expect: 200-surprise",
            "Range: bytes=9-1",
            "If-None-Match: \"",
            "Cookie: =;;\u0001",
            "Bad Header: x",
            "NoColon",
            ": no name",
            "X-Long: " + "h".repeat(20_000),
            "User-Agent: \u00e9\u0007",
            "X-Http-Method-Override: DELETE",
            "Upgrade: h2c",
            "Te: trailers");

    private static final String MODERN_META = "\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
            + "\"io.modelcontextprotocol/clientCapabilities\":{},\"progressToken\":0";

    private static final List<String> METHODS =
            List.of("POST", "POST", "POST", "POST", "GET", "PUT", "PATCH", "DELETE", "OPTIONS", "HEAD", "BREW");

    private Requests() {}

    /** Some values for every place of a JSON text where one can stand. */
    private static Arbitrary<String> values() {
        Arbitrary<String> text = Arbitraries.strings().ofMaxLength(40).map(JSON::writeValueAsString);
        Arbitrary<String> number = Arbitraries.bigDecimals().map(Object::toString);
        Arbitrary<String> id = Arbitraries.create(() -> "\"" + ID + "\"");
        Arbitrary<String> nested =
                Arbitraries.integers().between(1, 3_000).map(depth -> "[".repeat(depth) + "]".repeat(depth));
        Arbitrary<String> half = Arbitraries.integers().between(1, 50_000).map("{\"a\":"::repeat);
        return Arbitraries.frequencyOf(
                Tuple.of(6, Arbitraries.of(ODD_VALUES)),
                Tuple.of(4, text),
                Tuple.of(2, number),
                Tuple.of(4, id),
                Tuple.of(1, nested),
                Tuple.of(1, half));
    }

    /** The project that is granted, and an issue, a person or a state that nobody has heard of. */
    static final String ID = UUID.nameUUIDFromBytes("fuzz".getBytes(UTF_8)).toString();

    /** What a tool asks for, most of it as it should be, and now and then something it does not know. */
    private static Arbitrary<String> arguments(ToolDefinition tool) {
        JsonNode properties = tool.inputSchema().path("properties");
        List<String> required = tool.inputSchema()
                .path("required")
                .valueStream()
                .map(JsonNode::stringValue)
                .toList();
        Arbitrary<String> complete = members(required, name -> right(properties.path(name)));
        Arbitrary<String> more = Stream.concat(properties.propertyNames().stream(), Stream.of("unknown", ""))
                .map(name -> member(name, Arbitraries.oneOf(right(properties.path(name)), values())))
                .collect(collectingAndThen(toList(), Arbitraries::oneOf))
                .list()
                .ofMaxSize(3)
                .map(some -> String.join(",", some));
        return Arbitraries.frequencyOf(
                        Tuple.of(2, complete),
                        Tuple.of(
                                2,
                                members(required, name -> Arbitraries.oneOf(right(properties.path(name)), values()))),
                        Tuple.of(1, more),
                        Tuple.of(
                                2,
                                Combinators.combine(complete, more)
                                        .as((first, then) ->
                                                first.isEmpty() || then.isEmpty() ? first + then : first + "," + then)))
                .map("{%s}"::formatted);
    }

    private static Arbitrary<String> members(List<String> names, Function<String, Arbitrary<String>> value) {
        return names.isEmpty()
                ? Arbitraries.just("")
                : Combinators.combine(names.stream()
                                .map(name -> member(name, value.apply(name)))
                                .toList())
                        .as(members -> String.join(",", members));
    }

    private static Arbitrary<String> member(String name, Arbitrary<String> values) {
        return values.map(value -> JSON.writeValueAsString(name) + ":" + value);
    }

    /** Values the schema allows. */
    private static Arbitrary<String> right(JsonNode schema) {
        if (schema.has("enum")) {
            return Arbitraries.of(
                    schema.path("enum").valueStream().map(JsonNode::toString).toList());
        }
        return switch (schema.path("type").stringValue("")) {
            case "string" ->
                switch (schema.path("format").stringValue("")) {
                    case "uuid" -> Arbitraries.just("\"" + ID + "\"");
                    case "date" -> Arbitraries.of("\"2026-03-31\"", "\"0001-01-01\"", "\"9999-12-31\"");
                    case "date-time" -> Arbitraries.just("\"2026-03-31T00:00:00Z\"");
                    default -> Arbitraries.strings().ofMaxLength(80).map(JSON::writeValueAsString);
                };
            case "integer", "number" -> Arbitraries.of("1", "5", "100", "0");
            case "boolean" -> Arbitraries.of("true", "false");
            case "array" ->
                right(schema.path("items")).list().ofMaxSize(3).map(all -> "[" + String.join(",", all) + "]");
            default ->
                object(List.of(
                        "type", "title", "body_html", "items", "text", "checked", "id", "nodedc_structured_blocks"));
        };
    }

    private static Arbitrary<String> object(List<String> names) {
        return Arbitraries.of(names)
                .flatMap(name -> member(name, values()))
                .list()
                .ofMaxSize(8)
                .map(members -> "{" + String.join(",", members) + "}");
    }

    private static Arbitrary<ToolDefinition> tools() {
        return Arbitraries.of(new ToolCatalogue().all());
    }

    /** JSON-RPC messages of both eras, single and in batches. */
    static Arbitrary<String> messages() {
        Arbitrary<String> method = Arbitraries.of(
                "initialize",
                "ping",
                "tools/list",
                "tools/call",
                "tools/call",
                "tools/call",
                "server/discover",
                "subscriptions/listen",
                "notifications/initialized",
                "notifications/cancelled",
                "logging/setLevel",
                "resources/list",
                "\ud83d\ude00",
                "");
        Arbitrary<String> call = tools().flatMap(tool ->
                arguments(tool).map(arguments -> "{\"name\":\"" + tool.name() + "\",\"arguments\":" + arguments + "}"));
        Arbitrary<String> withProgress = call.map(params -> withMeta(params, "\"progressToken\":\"p\""));
        Arbitrary<String> modern = call.map(params -> withMeta(params, MODERN_META));
        Arbitrary<String> params = Arbitraries.frequencyOf(
                Tuple.of(4, call),
                Tuple.of(3, withProgress),
                Tuple.of(3, modern),
                Tuple.of(
                        2,
                        object(List.of(
                                "name",
                                "arguments",
                                "cursor",
                                "requestId",
                                "protocolVersion",
                                "_meta",
                                "inputResponses",
                                "requestState",
                                "notifications"))),
                Tuple.of(1, values()));
        Arbitrary<String> id = Arbitraries.oneOf(Arbitraries.of("1", "\"a\"", "0"), values());
        Arbitrary<String> message = Combinators.combine(id, method, params)
                .as((anId, aMethod, someParams) -> "{\"jsonrpc\":\"2.0\",\"id\":%s,\"method\":%s,\"params\":%s}"
                        .formatted(anId, JSON.writeValueAsString(aMethod), someParams));
        Arbitrary<String> batch = message.list().ofMaxSize(60).map(messages -> "[" + String.join(",", messages) + "]");
        Arbitrary<String> response = values().map("{\"jsonrpc\":\"2.0\",\"id\":\"x\",\"result\":%s}"::formatted);
        return Arbitraries.frequencyOf(
                Tuple.of(12, message), Tuple.of(1, batch), Tuple.of(1, response), Tuple.of(1, values()));
    }

    private static String withMeta(String params, String meta) {
        return params.substring(0, params.length() - 1) + ",\"_meta\":{" + meta + "}}";
    }

    /** A text in UTF-8, a character for each byte, now and then cut off or with a byte changed. */
    private static Arbitrary<String> broken(Arbitrary<String> texts) {
        Arbitrary<String> whole = texts.map(text -> new String(text.getBytes(UTF_8), ISO_8859_1));
        Arbitrary<Double> places = Arbitraries.doubles().between(0, 1);
        Arbitrary<Character> bytes = Arbitraries.chars().range('\0', '\u00ff');
        Arbitrary<String> cut = Combinators.combine(whole, places)
                .as((text, place) -> text.substring(0, (int) (text.length() * place)));
        Arbitrary<String> changed = Combinators.combine(whole.filter(text -> !text.isEmpty()), places, bytes)
                .as((text, place, value) -> {
                    int at = (int) (place * (text.length() - 1));
                    return text.substring(0, at) + value + text.substring(at + 1);
                });
        Arbitrary<String> noise = bytes.list().ofMaxSize(300).map(all -> {
            StringBuilder text = new StringBuilder();
            all.forEach(text::append);
            return text.toString();
        });
        return Arbitraries.frequencyOf(Tuple.of(6, whole), Tuple.of(1, cut), Tuple.of(2, changed), Tuple.of(1, noise));
    }

    /** Under these headers, and a few odd ones. */
    private static Arbitrary<List<String>> headers(List<String> right) {
        Arbitrary<String> made = Combinators.combine(
                        Arbitraries.strings().alpha().ofMinLength(1).ofMaxLength(20),
                        Arbitraries.strings().withCharRange('\u0001', '\u00ff').ofMaxLength(60))
                .as((name, value) -> name + ": " + value.replaceAll("[\r\n]", "?"));
        Arbitrary<List<String>> odd = Arbitraries.frequencyOf(
                Tuple.of(5, Arbitraries.just(List.<String>of())),
                Tuple.of(3, Arbitraries.of(ODD_HEADERS).list().ofMaxSize(2)),
                Tuple.of(1, made.list().ofMaxSize(3)));
        return odd.map(some -> Stream.concat(right.stream(), some.stream()).toList());
    }

    /** To the MCP endpoint, by somebody who may enter. Most take events, as clients of MCP do. */
    static Arbitrary<FuzzRequest> toMcp(String token) {
        String bearer = "Authorization: Bearer " + token;
        List<String> asClientsDo = List.of(bearer, "Accept: application/json, text/event-stream");
        Arbitrary<FuzzRequest> any = Combinators.combine(
                        Arbitraries.frequencyOf(
                                Tuple.of(12, Arbitraries.just("POST /mcp")),
                                Tuple.of(1, Arbitraries.of("GET /mcp", "DELETE /mcp", "BREW /mcp", "POST /mcp?a=%zz"))),
                        Arbitraries.frequencyOf(
                                Tuple.of(3, headers(asClientsDo)), Tuple.of(1, headers(List.of(bearer)))),
                        broken(messages()))
                .as(FuzzRequest::new);
        return Arbitraries.frequencyOf(Tuple.of(4, any), Tuple.of(1, modernCalls(asClientsDo)));
    }

    /**
     * Under the headers that repeat what the message says, without which no call of the modern era gets in. Every second makes an
     * issue, which is taken without asking Tasker first, so that its answer is a stream.
     */
    private static Arbitrary<FuzzRequest> modernCalls(List<String> asClientsDo) {
        Arbitrary<String> issue = Arbitraries.strings()
                .alpha()
                .ofMinLength(1)
                .ofMaxLength(40)
                .map(name -> "{\"project_id\":\"" + ID + "\",\"name\":\"" + name + "\"}");
        return Arbitraries.oneOf(
                modernCall("tasker_create_issue", issue, asClientsDo),
                tools().flatMap(tool -> modernCall(tool.name(), arguments(tool), asClientsDo)));
    }

    private static Arbitrary<FuzzRequest> modernCall(
            String tool, Arbitrary<String> arguments, List<String> asClientsDo) {
        List<String> repeated =
                List.of("MCP-Protocol-Version: 2026-07-28", "Mcp-Method: tools/call", "Mcp-Name: " + tool);
        Arbitrary<String> message = arguments
                .map(some -> withMeta("{\"name\":\"" + tool + "\",\"arguments\":" + some + "}", MODERN_META))
                .map("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":%s}"::formatted);
        return Combinators.combine(
                        headers(Stream.concat(asClientsDo.stream(), repeated.stream())
                                .toList()),
                        broken(message))
                .as((headers, body) -> new FuzzRequest("POST /mcp", headers, body));
    }

    /** To the tools over REST, by somebody who may enter. */
    static Arbitrary<FuzzRequest> toTools(String token) {
        return tools().flatMap(tool -> Combinators.combine(
                        Arbitraries.of("POST /api/v1/tools/", "POST /api/v1/tools/", "POST /t/default/api/v1/tools/"),
                        headers(List.of("Authorization: Bearer " + token, "Content-Type: application/json")),
                        broken(arguments(tool)))
                .as((start, headers, body) -> new FuzzRequest(start + tool.name(), headers, body)));
    }

    /** To whatever there is, and is not, as an administrator. */
    static Arbitrary<FuzzRequest> toAnyPath(List<String> paths, String token) {
        Arbitrary<String> segment = Arbitraries.oneOf(
                Arbitraries.of(
                        "%00", "%2e%2e", "..", "%ff", "%", ";a=b", "\u00e9", "{x}", "%2F", "a".repeat(9_000), ID),
                Arbitraries.strings().ascii().ofMaxLength(10));
        Arbitrary<String> path = Arbitraries.frequencyOf(
                Tuple.of(
                        5,
                        Combinators.combine(Arbitraries.of(paths), Arbitraries.of(ID, "%00", "x", "%ff", "-1"))
                                .as((known, id) -> known.replaceAll("\\{[^}]+}", id))),
                Tuple.of(
                        2,
                        Combinators.combine(
                                        Arbitraries.of(paths), segment.list().ofMaxSize(3))
                                .as((known, more) -> known.replaceAll("\\{[^}]+}", ID) + "/" + String.join("/", more))),
                Tuple.of(1, segment.list().ofMaxSize(4).map(all -> "/" + String.join("/", all))));
        Arbitrary<String> query = Arbitraries.frequencyOf(
                Tuple.of(3, Arbitraries.just("")),
                Tuple.of(
                        2,
                        Combinators.combine(
                                        Arbitraries.of(
                                                "limit",
                                                "cursor",
                                                "since",
                                                "until",
                                                "agent_id",
                                                "client",
                                                "tenant",
                                                "open",
                                                "tool",
                                                "decision",
                                                ""),
                                        Arbitraries.of(
                                                "",
                                                "%00",
                                                "%zz",
                                                "%ff",
                                                "-1",
                                                "99999999999999999999",
                                                "x",
                                                ID,
                                                "2026-01-01T00:00:00Z",
                                                "codex",
                                                "[",
                                                "|"))
                                .as((name, value) -> "?" + name + "=" + value)));
        List<String> properties = List.of(
                "owner_user_id",
                "owner_email",
                "display_name",
                "tenant",
                "name",
                "scopes",
                "expires_in_days",
                "overlap_minutes",
                "quotas",
                "limits",
                "markdown",
                "reason",
                "code",
                "device_name",
                "issuer",
                "jwks_url",
                "audience",
                "subject");
        return Combinators.combine(
                        Arbitraries.of(METHODS),
                        path,
                        query,
                        headers(List.of("Authorization: Bearer " + token, "Content-Type: application/json")),
                        broken(object(properties)))
                .as((method, aPath, aQuery, headers, body) ->
                        new FuzzRequest(method + " " + aPath.replaceAll("[\r\n ]", "_") + aQuery, headers, body));
    }
}
