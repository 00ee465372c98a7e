package dc.node.gateway.admin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dc.node.gateway.testing.Answer;
import dc.node.gateway.testing.TestDatabase;
import dc.node.gateway.testing.TestGateway;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No input of an administrator is the gateway's fault. */
class OddInputsTest {

    private static final String AGENTS = "/api/v1/agents";

    private static final TestDatabase DATABASE = TestDatabase.create();
    private static TestGateway gateway;
    private static String agent;

    @BeforeAll
    static void start() {
        gateway = TestGateway.start(DATABASE);
        agent = AGENTS + "/" + gateway.newAgent("owner-1");
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/mcp/audit?since=%2B1000000000-12-31T23:59:59Z",
                "/api/v1/mcp/audit?since=-1000000000-01-01T00:00:00Z",
                "/api/v1/mcp/audit?since=-4800-01-01T00:00:00Z",
                "/api/v1/mcp/audit?since=%2B300000-01-01T00:00:00Z",
                "/api/v1/mcp/audit?tool=%zz",
                "/api/v1/mcp/audit?tool=%",
                "/api/v1/mcp/audit?tool=%ff%fe",
                "/api/v1/mcp/audit?tool=%ED%A0%80",
                "/api/v1/mcp/audit?%ff=1",
                "/api/v1/mcp/audit?cursor=99999999999999999999",
                "/api/v1/agents?owner_user_id=%C0%80",
                "/api/v1/agents?limit=99999999999999999999",
                "/api/v1/agents?state=%00",
            })
    void aQueryThatCannotBeMeantIsABadRequest(String path) throws IOException {
        assertThat(raw("GET " + path, "")).startsWith("HTTP/1.1 400 ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/api/v1/mcp/audit?agnt_id=1        | agnt_id | agent_id, cursor, decision, issue_id, kind, limit, operation_id, since, tenant, tool, until",
                "/api/v1/mcp/audit/export?limit=5   | limit   | agent_id, decision, issue_id, kind, operation_id, since, tenant, tool, until",
                "/api/v1/agents?owner=o&limit=5     | owner   | cursor, limit, owner_user_id, state, tenant",
                "/api/v1/mcp/agents?provider=1      | provider | cursor, limit, provider_id, tenant",
                "/api/v1/mcp/idp-providers?issuer=a | issuer  | cursor, limit, tenant",
                "/api/v1/work-sessions?agent=1      | agent   | agent_id, cursor, limit, open, owner_user_id, project_id, stuck",
                "/api/v1/card-guide?tenat=a         | tenat   | tenant",
            })
    void aParameterThatAPathDoesNotHaveIsRefusedWithThoseItHas(String path, String unknown, String known) {
        Answer answer = gateway.admin("GET", path, "");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.json().path("detail").asString())
                .isEqualTo("The query parameter '%s' is not known here. This path takes %s.".formatted(unknown, known));
    }

    @Test
    void aPathWithoutParametersSaysSo() {
        assertThat(gateway.admin("GET", agent + "?fields=id", "")
                        .json()
                        .path("detail")
                        .asString())
                .isEqualTo("The query parameter 'fields' is not known here. This path takes none.");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /api/v1/mcp/audit?limit=1&limit=2",
        "GET, /api/v1/mcp/audit?cursor=-9223372036854775808",
        "GET, /api/v1/mcp/audit?since=",
        "GET, /api/v1/mcp/audit?=&&=x",
        "GET, /api/v1/agents/%zz",
        "GET, /api/v1/agents/%ff",
        "POST, /api/v1/owners/%00/block",
        "POST, /api/v1/owners/%ff%fe/block",
        "POST, /api/v1/owners/%ED%A0%80/block",
        "POST, /api/v1/owners/a%2Fb/block",
        "POST, /api/v1/owners/o/block?tenant=%ff",
        "BREW, /api/v1/agents",
        "TRACE, /api/v1/agents",
        "OPTIONS, /api/v1/agents",
        "HEAD, /api/v1/agents",
    })
    void noRequestLineIsAFault(String method, String path) throws IOException {
        assertThat(raw(method + " " + path, "")).startsWith("HTTP/1.1 ").doesNotStartWith("HTTP/1.1 5");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*/*",
                "application/*",
                "nonsense",
                "text/html",
                "application/xml",
                "application/x-www-form-urlencoded",
                "multipart/form-data",
                "application/json; charset=nonsense"
            })
    void aBodyOfNoJsonTypeIsUnsupported(String type) {
        String body = "{\"owner_user_id\": \"u\", \"owner_email\": \"a@b.c\", \"display_name\": \"n\"}";

        Answer answer =
                gateway.send(asAdmin(AGENTS).header("Content-Type", type).POST(BodyPublishers.ofString(body)));

        assertThat(answer.status()).isEqualTo(415);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    }

    @ParameterizedTest
    @CsvSource({"POST, /disable", "DELETE, /tokens/22222222-2222-4222-8222-222222222222", "PATCH, ''"})
    void aFormThatCannotBeReadIsNoFault(String method, String rest) {
        Answer answer = gateway.send(asAdmin(agent + rest)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .method(method, BodyPublishers.ofString("tenant=%zz&%ff")));

        assertThat(answer.status()).isLessThan(500);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'owner_user_id': 'u', 'owner_user_id': 'v', 'owner_email': 'a@b.c', 'display_name': 'n'}",
                "{'owner_user_id': 'u\\u0000', 'owner_email': 'a@b.c', 'display_name': 'n'}",
                "{'owner_user_id': 'u\\ud800', 'owner_email': 'a@b.c', 'display_name': 'n'}",
                "{'owner_user_id': 'u', 'owner_email': 'a\\ud800@b.c', 'display_name': 'n'}",
                "{'owner_user_id': 'u', 'owner_email': 'a\\u0000@b.c', 'display_name': 'n'}",
                "{'owner_user_id': 'u', 'owner_email': 'a@b.c', 'display_name': 'n\\udc00'}",
                "{'owner_user_id': 'u', 'owner_email': 'a@b.c', 'display_name': 'n\\u0007'}",
                "{'owner_user_id': 'u', 'owner_email': 'a@b.c', 'display_name': '\\u00a0\\u3000'}",
                "{'owner_user_id': 'u', 'owner_email': 'a@b.c', 'display_name': 'n', 'tenant': '\\u0000'}",
                "{'owner_user_id': 'u', 'owner_email': 'a@b.c', 'display_name': 'n', '\\ud800': 1}",
                "{'owner_user_id': 'u', 'owner_email': 'a@b.c', 'display_name': 'n'} {}",
                "{'owner_user_id': 1e999999999999, 'owner_email': 'a@b.c', 'display_name': 'n'}",
                "null",
                "7",
                "'text'",
                "[[[[",
                "\u0000",
            })
    void aBodyThatCannotBeMeantIsABadRequest(String body) {
        Answer answer = gateway.admin("POST", AGENTS, body.replace('\'', '"'));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.json().path("detail").asString()).isNotBlank();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PATCH |                                            | {'display_name': 'a', 'display_name': 'b'}",
                "PATCH |                                            | {'display_name': ['a']}",
                "POST  | /tokens                                    | {'name': 'a', 'name': 'b'}",
                "POST  | /tokens                                    | {'name': 'a\\ud800'}",
                "POST  | /tokens                                    | {'name': 'a', 'expires_in_days': 99999999999}",
                "POST  | /tokens                                    | {'name': 'a', 'expires_in_days': 1e400}",
                "PUT   | /grants/22222222-2222-4222-8222-222222222222 | {'scopes': [null]}",
                "PUT   | /grants/22222222-2222-4222-8222-222222222222 | {'scopes': ['\\ud800']}",
                "PUT   | /grants/22222222-2222-4222-8222-222222222222 | {'scopes': [], 'scopes': []}",
                "PUT   | /grants/22222222-2222-4222-8222-222222222222 | {'scopes': [], 'quotas': {'writes_per_day': 1, 'writes_per_day': 2}}",
                "PUT   | /grants/22222222-2222-4222-8222-222222222222 | {'scopes': [], 'highest_role': 4294967301}",
            })
    void otherBodiesAreHeldToTheSame(String method, String rest, String body) {
        String path = agent + (rest == null ? "" : rest);

        assertThat(gateway.admin(method, path, body.replace('\'', '"')).status())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "POST   | /api/v1/owners/no-body/block   | application/json                  | {\"tenant\":\"acme\"}",
                "POST   | /api/v1/owners/no-body/block   | application/x-www-form-urlencoded | {\"tenant\":\"acme\"}",
                "POST   | /api/v1/owners/no-body/block   | application/x-www-form-urlencoded | tenant=acme",
                "POST   | /api/v1/owners/no-body/block?tenant=b | application/x-www-form-urlencoded | tenant=acme",
                "POST   | /api/v1/owners/no-body/unblock | multipart/form-data; boundary=x   | {\"tenant\":\"acme\"}",
                "DELETE | /api/v1/card-guide             | application/json                  | {\"tenant\":\"acme\"}",
                "DELETE | /api/v1/card-guide             | application/x-www-form-urlencoded | {\"tenant\":\"acme\"}",
            })
    void aTenantInABodyThatIsNotReadIsRefused(String method, String path, String type, String body) {
        Answer answer =
                gateway.send(asAdmin(path).header("Content-Type", type).method(method, BodyPublishers.ofString(body)));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.json().path("detail").asString())
                .isEqualTo("This path takes no body. The tenant goes into the query: ?tenant=...");
        assertThat(DATABASE.jdbc()
                        .sql("select count(*) from blocked_owner where owner_user_id = 'no-body'")
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void aBodyThatIsNotReadIsRefusedWhereThereIsNoTenantEither() {
        Answer answer = gateway.admin("POST", agent + "/disable", "{\"reason\": \"" + "x".repeat(100_000) + "\"}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("detail").asString()).isEqualTo("This path takes no body. Leave it out.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", " { }\n"})
    void anEmptyBodyIsNone(String body) {
        for (String type : new String[] {"application/json", "application/x-www-form-urlencoded"}) {
            Answer answer = gateway.send(
                    asAdmin(agent + "/enable").header("Content-Type", type).POST(BodyPublishers.ofString(body)));

            assertThat(answer.status()).as(type).isEqualTo(200);
        }
    }

    @Test
    void aBodyIsReadUpTo64KiB() {
        String start = "{\"owner_user_id\": \"u-large\", \"owner_email\": \"a@b.c\", \"display_name\": \"n\"}";
        String largest = start + " ".repeat((64 << 10) - start.length());

        assertThat(gateway.admin("POST", AGENTS, largest).status()).isEqualTo(201);

        Answer beyond = gateway.admin("POST", AGENTS, largest + " ");
        assertThat(beyond.status()).isEqualTo(413);
        assertThat(beyond.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(beyond.json().path("detail").asString()).isEqualTo("The body is larger than 64 KiB. Send less.");
        Answer ofUnknownLength = gateway.send(asAdmin(AGENTS)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofInputStream(
                        () -> new java.io.ByteArrayInputStream((largest + " ").getBytes(UTF_8)))));
        assertThat(ofUnknownLength.status()).isEqualTo(413);
    }

    @Test
    void aDisplayNameHas120CharactersAtMost() {
        assertThat(rename("🦉".repeat(120)).status()).isEqualTo(200);

        Answer beyond = rename("n".repeat(121));
        assertThat(beyond.status()).isEqualTo(400);
        assertThat(beyond.json().path("detail").asString())
                .isEqualTo("display_name must be 1 to 120 characters, not all blank, without control characters.");
    }

    private static Answer rename(String name) {
        return gateway.admin("PATCH", agent, "{\"display_name\": \"" + name + "\"}");
    }

    private static HttpRequest.Builder asAdmin(String path) {
        return gateway.request(path).header("Authorization", "Bearer " + TestGateway.ADMIN_TOKEN);
    }

    /** The head of the answer to a request as no HTTP client would write it. */
    private static String raw(String methodAndPath, String body) throws IOException {
        URI address = URI.create(gateway.url());
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), address.getPort())) {
            socket.setSoTimeout(20_000);
            String request = methodAndPath + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer "
                    + TestGateway.ADMIN_TOKEN + "\r\nConnection: close\r\nContent-Length: " + body.length() + "\r\n\r\n"
                    + body;
            socket.getOutputStream().write(request.getBytes(UTF_8));
            InputStream answer = socket.getInputStream();
            return new String(answer.readAllBytes(), UTF_8);
        }
    }
}
