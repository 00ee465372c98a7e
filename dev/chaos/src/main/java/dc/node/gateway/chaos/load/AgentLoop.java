package dc.node.gateway.chaos.load;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;

/**
 * One lane of an agent: sends its writes one after the other, each to either gateway, and repeats a call that had no
 * answer at the other one, under the same key, as the gateway's contract tells agents to.
 */
final class AgentLoop implements Runnable {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);
    private static final int REST_PERCENT = 20;
    private static final int ASK_AGAIN_PERCENT = 20;

    private final AgentIdentity agent;
    private final WriteGenerator generator;
    private final Random random;
    private final int writes;
    private final Pace pace;
    private final Journal journal;
    private final Clock clock;
    private final Instant deadline;

    /**
     * Sends nothing yet.
     *
     * @param random   decides on gateways and ways
     * @param writes   how many it wants acknowledged
     * @param deadline when it gives up, whatever is left
     */
    AgentLoop(
            AgentIdentity agent,
            WriteGenerator generator,
            Random random,
            int writes,
            Pace pace,
            Journal journal,
            Clock clock,
            Instant deadline) {
        this.agent = agent;
        this.generator = generator;
        this.random = random;
        this.writes = writes;
        this.pace = pace;
        this.journal = journal;
        this.clock = clock;
        this.deadline = deadline;
    }

    @Override
    public void run() {
        try {
            for (int done = 0; done < writes && pace.await(timeLeft()); done++) {
                boolean known = deliver(generator.next());
                while (!known && !timeLeft().isNegative()) {
                    known = deliver(generator.next());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether the agent was told what becomes of the write; another takes the place of one it may not repeat. */
    private boolean deliver(Write write) throws InterruptedException {
        int gateway = random.nextInt(2);
        boolean rest = random.nextInt(100) < REST_PERCENT;
        Optional<String> key = write.key();
        Duration pause = FIRST_PAUSE;
        while (true) {
            Answer answer = send(write, gateway, rest, key);
            switch (answer) {
                case Answer.Acknowledged acknowledged -> {
                    generator.told(acknowledged.answer());
                    if (acknowledged.queued() && random.nextInt(100) < ASK_AGAIN_PERCENT) {
                        send(write, gateway + 1, rest, Optional.of(acknowledged.key()));
                    }
                    return true;
                }
                case Answer.Refused refused -> {
                    return true;
                }
                case Answer.TryAgain again -> {
                    key = key.or(again::key);
                    // Without a key the same call again could be a second write, and no agent may risk that.
                    if (key.isEmpty() || timeLeft().isNegative()) {
                        return false;
                    }
                }
            }
            gateway++;
            Thread.sleep(pause);
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
    }

    private Answer send(Write write, int gateway, boolean rest, Optional<String> key) {
        journal.sending(write);
        Answer answer = agent.call(gateway, rest, write.tool(), write.arguments(), key);
        journal.answered(write, answer);
        return answer;
    }

    private Duration timeLeft() {
        return Duration.between(clock.instant(), deadline);
    }
}
