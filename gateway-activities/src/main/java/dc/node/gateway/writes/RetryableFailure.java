package dc.node.gateway.writes;

import io.temporal.activity.Activity;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * The only failures an activity may end with: each is a sentence for an operator in the Temporal UI, without cause and stack
 * trace, for a fault's message can hold an issue's text. To be made within an activity that retries by
 * {@link WritePolicy#retries()}.
 */
public final class RetryableFailure {

    private static final Logger log = LoggerFactory.getLogger(RetryableFailure.class);

    private RetryableFailure() {}

    /**
     * What may pass.
     *
     * @param retryAfter when to try again; empty for the usual time
     */
    static ApplicationFailure of(String type, String sentence, Optional<Duration> retryAfter) {
        int attempt = Activity.getExecutionContext().getInfo().getAttempt();
        Duration next = retryAfter.orElseGet(() -> WritePolicy.retryAfter(attempt));
        ApplicationFailure.Builder failure = ApplicationFailure.newBuilder()
                .setMessage(sentence + "; attempt " + attempt + ", next in " + next.toSeconds() + " s")
                .setType(type);
        retryAfter.ifPresent(failure::setNextRetryDelay);
        ApplicationFailure built = failure.build();
        built.setStackTrace(new StackTraceElement[0]);
        return built;
    }

    /**
     * A database out of reach, or a defect: Temporal gets the class only, the log has the rest.
     *
     * @param subject what the activity was about, to be found in the log, such as {@code operation <id>}
     */
    public static ApplicationFailure afterFault(String subject, RuntimeException fault) {
        boolean ledger = fault instanceof DataAccessException || fault instanceof TransactionException;
        String sentence = ledger ? "The ledger could not be reached" : "The gateway failed unexpectedly";
        log.warn("{} in {}", sentence, subject, fault);
        return of(
                ledger ? "LedgerUnavailable" : "GatewayFault",
                sentence + " (" + fault.getClass().getSimpleName() + "; see the gateway's log for " + subject + ")",
                Optional.empty());
    }
}
