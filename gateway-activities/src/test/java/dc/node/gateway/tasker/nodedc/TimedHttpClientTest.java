package dc.node.gateway.tasker.nodedc;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a server that does what it should not, byte by byte. */
@Timeout(30)
class TimedHttpClientTest {

    private static final Duration LONG = Duration.ofSeconds(5);
    private static final Duration SHORT = Duration.ofSeconds(1);
    private static final String GOOD = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nRetry-After: 7\r\n\r\n{}";

    /** Request lines as they came. */
    private final List<String> seen = new CopyOnWriteArrayList<>();

    @SuppressWarnings("NullAway.Init")
    private ServerSocket server;

    private final TimedHttpClient client = new TimedHttpClient();

    /** What the server does with the next request on a connection; it closes the connection afterwards if false. */
    private interface Manner {
        boolean answer(int requestOnConnection, OutputStream out) throws IOException;
    }

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        server.close();
    }

    @Test
    void theWholeAnswerComesBackAndTheConnectionIsKept() throws IOException {
        serve((request, out) -> write(out, GOOD));

        TimedHttpClient.Answer answer = client.send(request("GET"), LONG);
        client.send(request("POST"), LONG);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).hasContent("{}");
        assertThat(answer.retryAfter()).contains("7");
        assertThat(seen).containsExactly("GET / HTTP/1.1", "POST / HTTP/1.1");
    }

    @Test
    void silenceIsCutAtTheLimit() {
        serve((request, out) -> true);
        HttpUriRequestBase request = request("POST");

        assertThatThrownBy(() -> client.send(request, SHORT)).isInstanceOf(IOException.class);

        assertThat(request.isCancelled()).isTrue();
        assertThat(seen).hasSize(1);
    }

    @Test
    void anAnswerThatNeverEndsIsCutAtTheLimitThoughItIsNeverSilent() {
        serve((request, out) -> {
            write(out, "HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n");
            // Until the client has closed its end, which makes this throw.
            while (true) {
                write(out, "x");
            }
        });
        HttpUriRequestBase request = request("GET");

        assertThatThrownBy(() -> client.send(request, SHORT)).isInstanceOf(IOException.class);

        assertThat(request.isCancelled()).isTrue();
        assertThat(seen).hasSize(1);
    }

    @Test
    void aReadThatMeetsAConnectionJustClosedIsSentOnceMore() throws IOException {
        serve((request, out) -> request == 1 && write(out, GOOD));
        client.send(request("GET"), LONG);

        assertThat(client.send(request("GET"), LONG).status()).isEqualTo(200);

        assertThat(seen).hasSize(3);
    }

    @Test
    void aReadIsSentOnceMoreThoughAllKeptConnectionsWereClosed() throws Exception {
        CountDownLatch both = new CountDownLatch(2);
        serve((request, out) -> request == 1 && meet(both) && write(out, GOOD));
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Thread other =
                Thread.ofVirtual().start(() -> failure.set(catchThrowable(() -> client.send(request("GET"), LONG))));
        client.send(request("GET"), LONG);
        other.join();
        // Asserted here, for nobody would hear of it from the other thread.
        assertThat(failure.get()).isNull();

        assertThat(client.send(request("GET"), LONG).status()).isEqualTo(200);

        assertThat(seen).hasSize(4);
    }

    @Test
    void whoIsInterruptedWhileItWaitsDoesNotAskOnceMore() throws Exception {
        serve((request, out) -> true);
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Thread caller =
                Thread.ofVirtual().start(() -> failure.set(catchThrowable(() -> client.send(request("GET"), LONG))));
        await().until(() -> seen.size() == 1);

        caller.interrupt();
        caller.join();

        assertThat(failure.get()).isInstanceOf(IOException.class);
        assertThat(seen).hasSize(1);
    }

    @Test
    void anAnnouncedLengthIsNotTrustedWithMemory() throws Exception {
        serve((request, out) -> {
            write(out, "HTTP/1.1 200 OK\r\nContent-Length: 9000000000\r\n\r\n{}");
            return false;
        });

        assertThatThrownBy(() -> client.send(request("POST"), LONG)).isInstanceOf(IOException.class);
    }

    @Test
    void anAnswerThatIsTooLargeIsGivenUp() {
        byte[] megabyte = new byte[1024 * 1024];
        serve((request, out) -> {
            write(out, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
            // Until the client has closed its end, which makes this throw.
            while (true) {
                write(out, "100000\r\n");
                out.write(megabyte);
                write(out, "\r\n");
            }
        });

        assertThatThrownBy(() -> client.send(request("GET"), LONG))
                .isInstanceOf(TimedHttpClient.AnswerTooLargeException.class);
    }

    @Test
    void whatIsClosedSendsNothing() {
        serve((request, out) -> write(out, GOOD));
        client.close();

        assertThatThrownBy(() -> client.send(request("GET"), LONG)).isInstanceOf(IOException.class);

        assertThat(client.isClosed()).isTrue();
        assertThat(seen).isEmpty();
    }

    @Test
    void aReadIsNotSentAThirdTime() {
        serve((request, out) -> false);

        assertThatThrownBy(() -> client.send(request("GET"), LONG)).isInstanceOf(IOException.class);

        assertThat(seen).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE"})
    void aWriteIsSentOnceWhateverBecomesOfTheConnection(String method) throws IOException {
        serve((request, out) -> request == 1 && write(out, GOOD));
        client.send(request("GET"), LONG);

        assertThatThrownBy(() -> client.send(request(method), LONG)).isInstanceOf(IOException.class);

        assertThat(seen).containsExactly("GET / HTTP/1.1", method + " / HTTP/1.1");
    }

    @Test
    void whatWasCutWhileItsHostWasLookedUpIsNotSentAfterwards() throws Exception {
        serve((request, out) -> write(out, GOOD));
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch mayAnswer = new CountDownLatch(1);
        try (TimedHttpClient slow = new TimedHttpClient(new SlowNames(asked, mayAnswer))) {
            HttpUriRequestBase request = request("POST");
            Thread release = Thread.ofVirtual().start(() -> {
                await().until(request::isCancelled);
                mayAnswer.countDown();
            });

            assertThatThrownBy(() -> slow.send(request, SHORT)).isInstanceOf(IOException.class);

            assertThat(asked.getCount()).isZero();
            release.join(Duration.ofSeconds(5));
            // On the same client, so that nothing of the first can still be under way in front of it.
            assertThat(slow.send(request("GET"), LONG).status()).isEqualTo(200);
        }
        assertThat(seen).containsExactly("GET / HTTP/1.1");
    }

    @Test
    void whatHasNoTimeLeftIsNotSentThoughNothingHasCutIt() {
        serve((request, out) -> write(out, GOOD));
        // As in a process that was frozen and whose timer is the last to wake.
        HttpUriRequestBase request = new HttpUriRequestBase("POST", uri()) {
            @Override
            public boolean cancel() {
                return false;
            }
        };

        assertThatThrownBy(() -> client.send(request, Duration.ZERO))
                .isInstanceOf(TimedHttpClient.TimePassedException.class);

        assertThat(seen).isEmpty();
    }

    private record SlowNames(CountDownLatch asked, CountDownLatch mayAnswer) implements DnsResolver {

        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            asked.countDown();
            try {
                if (!mayAnswer.await(5, TimeUnit.SECONDS)) {
                    throw new UnknownHostException(host);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return SystemDefaultDnsResolver.INSTANCE.resolve(host);
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            return host;
        }
    }

    private HttpUriRequestBase request(String method) {
        return new HttpUriRequestBase(method, uri());
    }

    private URI uri() {
        return URI.create("http://localhost:" + server.getLocalPort() + "/");
    }

    private void serve(Manner manner) {
        Thread.ofVirtual().start(() -> {
            while (!server.isClosed()) {
                try {
                    Socket connection = server.accept();
                    Thread.ofVirtual().start(() -> serve(connection, manner));
                } catch (IOException e) {
                    return;
                }
            }
        });
    }

    private void serve(Socket connection, Manner manner) {
        try (connection) {
            BufferedReader in = new BufferedReader(new InputStreamReader(connection.getInputStream(), US_ASCII));
            int requests = 0;
            boolean open = true;
            while (open) {
                String line = in.readLine();
                if (line == null) {
                    return;
                }
                seen.add(line);
                while (!in.readLine().isEmpty()) {
                    // Headers; no request here has a body.
                }
                requests++;
                open = manner.answer(requests, connection.getOutputStream());
            }
        } catch (IOException e) {
            // The client has cut the connection, as it should.
        }
    }

    private static boolean meet(CountDownLatch both) {
        both.countDown();
        try {
            return both.await(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static boolean write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(US_ASCII));
        out.flush();
        return true;
    }
}
