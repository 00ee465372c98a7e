package dc.node.gateway.admin.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import dc.node.gateway.testing.Answer;
import dc.node.gateway.testing.TestDatabase;
import dc.node.gateway.testing.TestGateway;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class AuditExportTest {

    private static final int EVENTS = 30_000;
    private static final String EXPORT = "/api/v1/mcp/audit/export";

    private static final TestDatabase DATABASE = TestDatabase.create();
    private static TestGateway gateway;

    @BeforeAll
    static void start() {
        gateway = TestGateway.start(DATABASE);
        DATABASE.jdbc().sql("""
                insert into audit_event (at, kind, decision, reason, tenant, tool, detail)
                select '2026-01-01T00:00:00Z'::timestamptz + n / 7 * interval '1 second', 'call', 'allow', 'r' || n, 'default',
                       case when n % 10000 = 0 then 'rare' else 'often' end, repeat('x', 400)
                  from generate_series(1, :events) n""").param("events", EVENTS).update();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void everyEventIsALineOnceNewestFirst() {
        Answer answer = gateway.admin("GET", EXPORT + "?kind=call", "");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).startsWith("application/x-ndjson");
        List<String> lines = answer.text().lines().toList();
        assertThat(lines).hasSize(EVENTS).doesNotHaveDuplicates();
        assertThat(lines.getFirst()).contains("\"reason\":\"r" + EVENTS + "\"");
        assertThat(lines.getLast()).contains("\"reason\":\"r1\"");
    }

    @Test
    void itTakesTheFiltersOfTheListAndTheSameShapeAndIsRecorded() {
        String filter = "?tool=rare&since=2026-01-01T00:30:00Z";

        Answer exported = gateway.admin("GET", EXPORT + filter, "");

        List<String> listed = gateway.admin("GET", "/api/v1/mcp/audit" + filter, "")
                .json()
                .path("events")
                .valueStream()
                .map(Object::toString)
                .toList();
        assertThat(listed).hasSize(2);
        assertThat(exported.text().lines().toList()).isEqualTo(listed);
        assertThat(gateway.admin("GET", "/api/v1/mcp/audit?kind=admin&limit=1", "")
                        .json()
                        .path("events"))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.path("reason").asString()).isEqualTo("audit_exported");
                    assertThat(event.path("actor").asString()).isEqualTo("service-token");
                    assertThat(event.path("detail").asString()).isEqualTo("tool rare, since 2026-01-01T00:30:00Z");
                });
    }

    @Test
    void whatMeansNothingIsRefusedAndNobodyElseIsServed() {
        assertThat(gateway.admin("GET", EXPORT + "?decision=maybe", "").status())
                .isEqualTo(400);
        assertThat(gateway.send("GET", EXPORT, Optional.empty(), "").status()).isEqualTo(401);
    }

    @Test
    void aClientThatReadsSlowlyHoldsNoConnectionOfTheDatabase() throws IOException {
        try (Socket client = slowClient()) {
            InputStream answer = client.getInputStream();
            assertThat(answer.read()).isEqualTo('H');
            HikariDataSource pool = gateway.bean(HikariDataSource.class);

            // The gateway cannot send on, for its buffers are full. Sweepers take a connection now and then.
            await().atMost(Duration.ofSeconds(10))
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> pool.getHikariPoolMXBean().getActiveConnections() == 0);

            BufferedReader rest = new BufferedReader(new InputStreamReader(answer, UTF_8));
            assertThat(rest.lines().filter(line -> line.startsWith("{")).count())
                    .isEqualTo(EVENTS);
        }
    }

    @Test
    void anExportThatCannotGoOnDoesNotEndAsIfItWereWhole() throws Exception {
        TestDatabase own = TestDatabase.create();
        try (TestGateway other = TestGateway.start(own);
                HttpClient client = HttpClient.newHttpClient()) {
            own.jdbc().sql("""
                    insert into audit_event (at, kind, decision, reason, tenant, detail)
                    select now(), 'call', 'allow', 'r' || n, 'default', repeat('x', 2000) from generate_series(1, 20000) n""").update();
            InputStream body = client.send(
                            other.request(EXPORT)
                                    .header("Authorization", "Bearer " + TestGateway.ADMIN_TOKEN)
                                    .GET()
                                    .build(),
                            BodyHandlers.ofInputStream())
                    .body();
            assertThat(body.read()).isEqualTo('{');

            own.goAway();

            assertThatThrownBy(body::readAllBytes).isInstanceOf(IOException.class);
        } finally {
            own.comeBack();
        }
    }

    /** One whose own buffer holds little of the export. */
    private static Socket slowClient() throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4_096);
        socket.setSoTimeout(20_000);
        socket.connect(new InetSocketAddress(
                InetAddress.getLoopbackAddress(), URI.create(gateway.url()).getPort()));
        socket.getOutputStream()
                .write(("GET " + EXPORT
                                + "?kind=call HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nAuthorization: Bearer "
                                + TestGateway.ADMIN_TOKEN + "\r\n\r\n")
                        .getBytes(UTF_8));
        return socket;
    }
}
