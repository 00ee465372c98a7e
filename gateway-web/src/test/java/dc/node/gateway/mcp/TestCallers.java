package dc.node.gateway.mcp;

import dc.node.gateway.mcp.stream.StreamAccess;
import dc.node.gateway.mcp.stream.StreamHub;
import dc.node.gateway.mcp.stream.Subscriber;
import java.security.Principal;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** The callers of the test server: their sessions in memory, and what the tests do to them. */
final class TestCallers implements SessionRegistry, StreamAccess {

    private final Supplier<StreamHub> hub;

    private record Known(String caller, Session session) {}

    private final Map<String, Known> sessions = new ConcurrentHashMap<>();
    private final Map<String, Integer> versions = new ConcurrentHashMap<>();
    private final Set<String> banned = ConcurrentHashMap.newKeySet();
    private final AtomicInteger outages = new AtomicInteger();

    TestCallers(Supplier<StreamHub> hub) {
        this.hub = hub;
    }

    /** Changes the caller's list of tools, and says so. */
    void changeList(String caller) {
        changeListUnnoticed(caller);
        hub.get().changed(Set.of(caller));
    }

    /** Changes the list of tools while the notice of it gets lost. */
    void changeListUnnoticed(String caller) {
        versions.merge(caller, 1, Integer::sum);
    }

    /** Takes the caller's right to listen. */
    void ban(String caller) {
        banned.add(caller);
        hub.get().changed(Set.of(caller));
    }

    /** Nobody can be looked up the next times. */
    void failNext(int times) {
        outages.set(times);
    }

    @Override
    public Object credential(Principal caller) {
        return "credential of " + caller.getName();
    }

    @Override
    public Map<Subscriber, String> states(Set<Subscriber> subscribers) {
        if (outages.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new IllegalStateException("the database is away");
        }
        Map<Subscriber, String> states = new HashMap<>();
        for (Subscriber subscriber : subscribers) {
            boolean sessionLives =
                    subscriber.session().map(sessions::containsKey).orElse(true);
            if (sessionLives && !banned.contains(subscriber.caller())) {
                states.put(subscriber, "v" + versions.getOrDefault(subscriber.caller(), 0));
            }
        }
        return states;
    }

    @Override
    public String open(Principal caller, Optional<String> listState) {
        String id = UUID.randomUUID().toString();
        sessions.put(id, new Known(caller.getName(), new Session(listState)));
        return id;
    }

    @Override
    public Optional<Session> use(Principal caller, String id) {
        return Optional.ofNullable(sessions.get(id))
                .filter(known -> known.caller().equals(caller.getName()))
                .map(Known::session);
    }

    @Override
    public boolean end(Principal caller, String id) {
        boolean ended = use(caller, id).isPresent() && sessions.remove(id) != null;
        hub.get().changed(Set.of(caller.getName()));
        return ended;
    }
}
