package dc.node.tasker.sandbox.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dc.node.tasker.sandbox.http.Answer.HangUp;
import dc.node.tasker.sandbox.http.Answer.Reply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An HTTP server on 127.0.0.1 with a virtual thread per request. */
public final class LoopbackServer implements AutoCloseable {

    private static final Logger LOG = System.getLogger(LoopbackServer.class.getName());
    private static final byte[] LOOPBACK = {127, 0, 0, 1};
    private static final int BACKLOG = 512;

    static {
        // The JDK's server reads these once. Without nodelay each answer on a kept connection costs 40 ms; with the
        // default idle time of 30 s it could close a connection at the moment a client takes it from its pool.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        System.setProperty("sun.net.httpserver.idleInterval", "300");
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Handler handler;

    private LoopbackServer(HttpServer server, Handler handler) {
        this.server = server;
        this.handler = handler;
    }

    /**
     * Starts serving.
     *
     * @param port the port, 0 for a free one
     * @throws PortInUseException when another process listens there
     */
    public static LoopbackServer start(int port, Handler handler) throws IOException {
        HttpServer server;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port), BACKLOG);
        } catch (BindException e) {
            throw new PortInUseException(port, e);
        }
        LoopbackServer loopbackServer = new LoopbackServer(server, handler);
        server.createContext("/", loopbackServer::serve);
        server.setExecutor(loopbackServer.threads);
        server.start();
        return loopbackServer;
    }

    /** The base address, with the port that was found. */
    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Stops at once; requests under way lose their connection. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void serve(HttpExchange exchange) {
        try (exchange) {
            switch (answer(exchange)) {
                case Reply reply -> send(exchange, reply);
                // Closing an exchange that has no response closes its connection.
                case HangUp() -> LOG.log(Level.DEBUG, "Closing a connection without an answer");
            }
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "The client left before the answer", e);
        }
    }

    private Answer answer(HttpExchange exchange) throws IOException {
        try {
            return handler.handle(RequestReader.read(exchange));
        } catch (Refusal refusal) {
            return refusal.reply();
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "A request failed unexpectedly", e);
            return Refusal.of(500, "internal_error", "The sandbox failed; its log says why.")
                    .reply();
        }
    }

    private static void send(HttpExchange exchange, Reply reply) throws IOException {
        byte[] body = reply.body().getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", reply.contentType());
        reply.headers().forEach(exchange.getResponseHeaders()::set);
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.sendResponseHeaders(reply.status(), -1);
            return;
        }
        exchange.sendResponseHeaders(reply.status(), body.length);
        exchange.getResponseBody().write(body);
    }

    /** Says which port is taken, in a sentence for people. */
    public static final class PortInUseException extends UncheckedIOException {

        private PortInUseException(int port, BindException cause) {
            super("Port %d on 127.0.0.1 is in use; stop what listens there or choose another.".formatted(port), cause);
        }
    }
}
