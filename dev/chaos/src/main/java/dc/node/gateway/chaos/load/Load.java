package dc.node.gateway.chaos.load;

import dc.node.gateway.chaos.load.Acknowledgement.End;
import dc.node.gateway.chaos.stack.Sleep;
import dc.node.gateway.localstack.data.LocalStackException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** All agents at work. Each has several lanes, as a client that calls tools in parallel does. */
public final class Load implements AutoCloseable {

    /** Calls of one agent that may be under way at once. */
    public static final int LANES = 3;

    private static final int ASKS_AT_ONCE = 16;
    private static final Duration BETWEEN_ASKS = Duration.ofMillis(500);
    private static final Duration LONGEST_ASK = Duration.ofSeconds(15);

    private final Ground ground;
    private final Journal journal;
    private final Clock clock;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Future<?>> lanes = new ArrayList<>();

    public Load(Ground ground, Journal journal, Clock clock) {
        this.ground = ground;
        this.journal = journal;
        this.clock = clock;
    }

    /**
     * Lets the agents begin; they send as the pace allows.
     *
     * @param writes   of all agents together
     * @param deadline when they give up
     */
    public void begin(long seed, int writes, Pace pace, Instant deadline) {
        int count = ground.agents().size() * LANES;
        for (int index = 0; index < count; index++) {
            AgentIdentity agent = ground.agents().get(index / LANES);
            WriteGenerator.Numbering numbers = new WriteGenerator.Numbering(index + 1, count);
            lanes.add(threads.submit(new AgentLoop(
                    agent,
                    new WriteGenerator(seed, agent.id(), index % LANES, numbers, ground),
                    new Random(seed - index),
                    writes / count + (index < writes % count ? 1 : 0),
                    pace,
                    journal,
                    clock,
                    deadline)));
        }
    }

    /**
     * Waits until every agent has sent all of its writes, or given up.
     *
     * @throws LocalStackException when one has failed
     */
    public void awaitSent(Instant limit) {
        for (Future<?> lane : lanes) {
            try {
                lane.get(Math.max(1, Duration.between(clock.instant(), limit).toMillis()), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                // The journal tells what it did not send.
                lane.cancel(true);
            } catch (ExecutionException e) {
                throw new LocalStackException("An agent failed: " + e.getCause(), e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new LocalStackException("The run was interrupted.", e);
            }
        }
    }

    /** Asks again, with the same key, after every write whose end its agent does not know, until all have ended or the limit. */
    public void askAgain(Instant limit) {
        Semaphore atOnce = new Semaphore(ASKS_AT_ONCE);
        int round = 0;
        for (List<Acknowledgement> open = open();
                !open.isEmpty() && clock.instant().isBefore(limit);
                open = open()) {
            int gateway = round++;
            lanes.clear();
            open.forEach(told -> lanes.add(threads.submit(() -> ask(told, gateway, atOnce))));
            awaitSent(limit.plus(LONGEST_ASK));
            Sleep.during(BETWEEN_ASKS);
        }
    }

    private boolean ask(Acknowledgement told, int gateway, Semaphore atOnce) throws InterruptedException {
        Write write = told.write();
        atOnce.acquire();
        try {
            journal.sending(write);
            Answer answer =
                    ground.agent(write.agentId()).call(gateway, false, write.tool(), write.arguments(), told.key());
            journal.answered(write, answer);
            return true;
        } finally {
            atOnce.release();
        }
    }

    private List<Acknowledgement> open() {
        return journal.acknowledgements().stream()
                .filter(told -> told.key().isPresent())
                .filter(told -> told.end() == End.QUEUED || told.end() == End.UNACKNOWLEDGED)
                .toList();
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
