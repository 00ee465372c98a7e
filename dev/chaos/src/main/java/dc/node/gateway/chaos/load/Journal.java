package dc.node.gateway.chaos.load;

import dc.node.gateway.chaos.load.Acknowledgement.End;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What the agents sent and what they were told. For several threads. */
public final class Journal {

    private final Map<Integer, Entry> entries = new TreeMap<>();
    private final Map<String, Integer> repeatsByReason = new TreeMap<>();
    private int callsInFlight;

    /** A call sets out. */
    synchronized void sending(Write write) {
        Entry entry = entries.computeIfAbsent(write.number(), number -> new Entry(write));
        entry.calls++;
        entry.inFlight++;
        callsInFlight++;
    }

    /** A call has come back, with or without an answer. */
    synchronized void answered(Write write, Answer answer) {
        Entry entry = Optional.ofNullable(entries.get(write.number())).orElseThrow();
        entry.inFlight--;
        callsInFlight--;
        switch (answer) {
            case Answer.Acknowledged acknowledged -> entry.note(acknowledged);
            case Answer.Refused refused -> entry.note(refused);
            case Answer.TryAgain again -> {
                repeatsByReason.merge(again.reason(), 1, Integer::sum);
                entry.key = entry.key.or(again::key);
            }
        }
    }

    public synchronized int callsInFlight() {
        return callsInFlight;
    }

    /** Marks all writes with a call in flight, and says how many those are. */
    public synchronized int faultStrikes() {
        int struck = 0;
        for (Entry entry : entries.values()) {
            if (entry.inFlight > 0) {
                entry.inFlightAtFault = true;
                struck++;
            }
        }
        return struck;
    }

    /** Everything so far, in the order of the writes' numbers. */
    public synchronized List<Acknowledgement> acknowledgements() {
        return entries.values().stream().map(Entry::toAcknowledgement).toList();
    }

    /** Why calls had to be repeated, and how often. */
    public synchronized Map<String, Integer> repeatsByReason() {
        return new TreeMap<>(repeatsByReason);
    }

    private static final class Entry {

        private final Write write;
        private final Collection<String> contradictions = new ArrayList<>();
        private Optional<String> key;
        private Optional<String> operationId = Optional.empty();
        private End end = End.UNACKNOWLEDGED;
        private String code = "";
        private boolean answeredQueued;
        private boolean inFlightAtFault;
        private int inFlight;
        private int calls;

        private Entry(Write write) {
            this.write = write;
            this.key = write.key();
        }

        private void note(Answer.Acknowledged answer) {
            noteOperation(answer.operationId());
            key = key.or(() -> Optional.of(answer.key()));
            answeredQueued |= answer.queued();
            noteEnd(answer.queued() ? End.QUEUED : End.SUCCEEDED, "");
        }

        private void note(Answer.Refused answer) {
            answer.operationId().ifPresent(this::noteOperation);
            noteEnd(answer.operationId().isPresent() ? End.REJECTED : End.REFUSED, answer.code());
        }

        private void noteOperation(String id) {
            if (operationId.isPresent() && !operationId.get().equals(id)) {
                contradictions.add("One key, two operations: " + operationId.get() + " and " + id + ".");
            }
            operationId = operationId.or(() -> Optional.of(id));
        }

        /** An answer that was under way for long may say queued though another has said how it ended. */
        private void noteEnd(End told, String why) {
            boolean ended = end == End.SUCCEEDED || end == End.REJECTED;
            if (ended && told == End.QUEUED) {
                return;
            }
            if ((ended || end == End.QUEUED) && (told == End.REFUSED || (ended && told != end))) {
                contradictions.add("First " + end + ", then " + told + " " + why + ".");
                return;
            }
            end = told;
            code = why;
        }

        private Acknowledgement toAcknowledgement() {
            return new Acknowledgement(
                    write,
                    key,
                    operationId,
                    end,
                    code,
                    answeredQueued,
                    inFlightAtFault,
                    calls,
                    List.copyOf(contradictions));
        }
    }
}
