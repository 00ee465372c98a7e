package dc.node.gateway.bench.stub;

import dc.node.gateway.bench.http.MessageReader;
import dc.node.gateway.bench.report.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The upstream: Tasker's API, an MCP server under {@code /mcp} and below it Plane's API, so that one address does for all that stand
 * in front of it, and a switch under {@code /stub/}. A thread for each connection
 * reads and writes without a hand-over in between, which is the cheapest way for the few dozen connections there are.
 */
final class Stub {

    private static final String MCP = "/mcp";
    private static final int BACKLOG = 512;

    /**
     * ToolHive's vMCP opens a connection for each call and leaves it open for a minute and a half. Where there are so many, those
     * that were used for no more than a call and then say nothing for so long are closed, as any server closes idle ones in the end.
     */
    private static final int CROWD = 1_000;

    private static final int FEW_MESSAGES = 8;
    private static final int SILENCE_MILLIS = 2_000;

    /** A client on a busy machine may halt within a message. */
    private static final int MESSAGE_MILLIS = 60_000;

    private static final byte[] DOWN = new Template(503, "{}").plain();
    private static final byte[] NOT_HERE = new Template(404, "{}").plain();
    private static final byte[] DONE = new Template(200, "{}").plain();

    private final Outage outage = new Outage();
    private final ServerSocket server;
    private final AtomicInteger connections = new AtomicInteger();

    Stub(int port) throws IOException {
        this.server = new ServerSocket(port, BACKLOG, InetAddress.getLoopbackAddress());
    }

    int port() {
        return server.getLocalPort();
    }

    /** Answers until it is closed. */
    void serve() throws IOException {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                Thread.ofPlatform().daemon().start(() -> converse(socket));
            } catch (SocketException e) {
                if (!server.isClosed()) {
                    throw e;
                }
            }
        }
    }

    void close() throws IOException {
        server.close();
    }

    private void converse(Socket socket) {
        connections.incrementAndGet();
        try (socket) {
            socket.setTcpNoDelay(true);
            MessageReader requests = new MessageReader(socket.getInputStream());
            OutputStream answers = socket.getOutputStream();
            for (int messages = 0; begins(socket, requests, messages) && requests.read(); messages++) {
                answers.write(answer(requests));
                if (requests.isLast()) {
                    return;
                }
            }
        } catch (SocketException | SocketTimeoutException e) {
            // The client has gone, as clients do when they are killed or have an idle connection too many.
            return;
        } catch (IOException e) {
            System.err.println("A connection ended badly: " + e);
        } finally {
            connections.decrementAndGet();
        }
    }

    /** Waits for a message; false when there will be none on this connection, which has had so many. */
    private boolean begins(Socket socket, MessageReader requests, int messages) throws IOException {
        socket.setSoTimeout(SILENCE_MILLIS);
        while (true) {
            try {
                boolean begins = requests.awaitNext();
                socket.setSoTimeout(MESSAGE_MILLIS);
                return begins;
            } catch (SocketTimeoutException e) {
                if (messages <= FEW_MESSAGES && connections.get() > CROWD) {
                    return false;
                }
            }
        }
    }

    private byte[] answer(MessageReader request) {
        String line = request.startLine();
        int methodEnd = line.indexOf(' ');
        int pathEnd = line.indexOf(' ', methodEnd + 1);
        if (methodEnd < 0 || pathEnd < 0) {
            return NOT_HERE;
        }
        String method = line.substring(0, methodEnd);
        String path = line.substring(methodEnd + 1, pathEnd);
        if (path.startsWith("/stub/")) {
            return control(path);
        }
        if (outage.isDown()) {
            return DOWN;
        }
        if (path.startsWith(TaskerAnswers.BASE)) {
            if (TaskerAnswers.isComment(method, path)) {
                outage.landed(request.body());
            }
            return TaskerAnswers.to(method, path);
        }
        if (path.startsWith(PlaneAnswers.BASE, MCP.length())) {
            return PlaneAnswers.to(path.substring(MCP.length()));
        }
        return path.startsWith(MCP) ? McpAnswers.to(method, request.body()) : NOT_HERE;
    }

    private byte[] control(String path) {
        return switch (path) {
            case "/stub/watch" -> {
                outage.watch();
                yield DONE;
            }
            case "/stub/down" -> {
                outage.begin();
                yield DONE;
            }
            case "/stub/recover" -> {
                outage.recover();
                yield DONE;
            }
            case "/stub/landings" -> {
                List<Landing> landings = outage.landings();
                yield new Template(200, Json.MAPPER.writeValueAsString(landings)).plain();
            }
            default -> NOT_HERE;
        };
    }
}
