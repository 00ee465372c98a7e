package dc.node.gateway.bench.peer;

import dc.node.gateway.bench.load.CallFailedException;
import dc.node.gateway.bench.load.HttpCaller;
import dc.node.gateway.bench.load.Keys;
import dc.node.gateway.bench.load.Request;
import dc.node.gateway.bench.measure.Calls;
import dc.node.gateway.bench.measure.HttpMeasure;
import dc.node.gateway.bench.measure.Measure;
import dc.node.gateway.bench.report.Json;
import dc.node.gateway.bench.stub.StubIds;
import dc.node.gateway.localstack.data.FreePorts;
import dc.node.gateway.localstack.data.LocalStackException;
import dc.node.gateway.localstack.part.Pause;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One product that runs, with a session for each caller where it wants sessions. Until it is closed it is a process, or several,
 * beside the others; it is idle while it is not measured.
 */
public final class Peer implements AutoCloseable {

    private static final String REVISION = "2025-06-18";
    private static final Duration START_LIMIT = Duration.ofMinutes(3);

    private final PeerScript script;
    private final Path log;
    private final Process process;
    private final URI endpoint;
    private final Map<String, String> headers;
    private final String tool;
    /** One for each caller, kept from round to round. */
    private final Map<Integer, Request> sessions = new ConcurrentHashMap<>();

    private Peer(PeerScript script, String upstream, Path log) {
        this.script = script;
        this.log = log;
        int port = FreePorts.pick(1, new Random()).getFirst();
        endpoint = URI.create(script.endpoint(port, log));
        headers = script.headers(log);
        tool = script.tool(log);
        process = script.start(port, upstream, log);
    }

    /**
     * Starts one that is installed and returns when it gives the issue.
     *
     * @param upstream the MCP server that it stands in front of
     * @throws LocalStackException when it does not; then it does not run either
     */
    static Peer start(PeerScript script, String upstream, Path log) {
        Peer peer = new Peer(script, upstream, log);
        if (!Pause.until(() -> peer.hasEnded() || peer.works(), START_LIMIT) || peer.hasEnded()) {
            peer.close();
            throw new LocalStackException("%s does not give the issue; see %s".formatted(script.name(), log));
        }
        return peer;
    }

    public String name() {
        return script.name();
    }

    public Measure measure(Keys keys) {
        return new PeerMeasure(
                this,
                new HttpMeasure(
                        name(),
                        endpoint.getPort(),
                        caller -> List.of(sessions.computeIfAbsent(caller, this::request)),
                        keys,
                        Calls.READ));
    }

    long pid() {
        return process.pid();
    }

    /** Has each caller open a session anew. */
    void forgetSessions() {
        sessions.clear();
    }

    /** Ends it with all it has begun. */
    @Override
    public void close() {
        script.processes().end(process);
    }

    private boolean hasEnded() {
        return !process.isAlive();
    }

    private boolean works() {
        try (HttpCaller caller = new HttpCaller(endpoint.getPort(), List.of(request(0)), () -> "", Calls.READ)) {
            caller.call();
            return true;
        } catch (IOException | CallFailedException | LocalStackException e) {
            return false;
        }
    }

    /** A call in a session of its own. */
    private Request request(int caller) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.put("Accept", "application/json, text/event-stream");
        Optional<String> session = open(all);
        all.put("MCP-Protocol-Version", REVISION);
        session.ifPresent(id -> all.put("Mcp-Session-Id", id));
        send(Request.post(path(), all, "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}"), "");
        String arguments = script.arguments(StubIds.issue(caller + 1L).toString(), log);
        return Request.post(
                path(),
                all,
                "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/call\",\"params\":{\"name\":%s,\"arguments\":%s}}"
                        .formatted(Json.MAPPER.writeValueAsString(tool), arguments));
    }

    /** The id of the session, if the peer gives one. */
    private Optional<String> open(Map<String, String> all) {
        return send(
                Request.post(
                        path(),
                        all,
                        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{\"protocolVersion\":\""
                                + REVISION
                                + "\",\"capabilities\":{},\"clientInfo\":{\"name\":\"bench\",\"version\":\"1\"}}}"),
                "serverInfo");
    }

    private Optional<String> send(Request request, String expected) {
        try (HttpCaller caller = new HttpCaller(endpoint.getPort(), List.of(request), () -> "", expected)) {
            caller.call();
            return caller.lastHeader("mcp-session-id");
        } catch (IOException | CallFailedException e) {
            throw new LocalStackException("%s does not open a session: %s".formatted(name(), e.getMessage()), e);
        }
    }

    private String path() {
        return endpoint.getRawPath();
    }
}
