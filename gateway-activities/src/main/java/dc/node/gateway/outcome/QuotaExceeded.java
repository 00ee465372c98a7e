package dc.node.gateway.outcome;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/** The answers to a call that one quota of its grant does not allow any more. Quotas count whole minutes and days in UTC. */
public final class QuotaExceeded {

    private QuotaExceeded() {}

    /** More calls in this minute than the grant in this project allows. */
    public static ToolError callsPerMinute(UUID project, int limit, Instant now) {
        return exceeded(
                        "calls_per_minute",
                        limit,
                        untilNext(ChronoUnit.MINUTES, now),
                        "Your grant in the project " + project + " allows " + limit
                                + " calls a minute, and they are used up. Nothing was done; call"
                                + " again after retry_after_seconds.")
                .with("project_id", project.toString());
    }

    /** More writes on this day than the grant allows. */
    public static ToolError writesPerDay(int limit, Instant now) {
        return exceeded(
                "writes_per_day",
                limit,
                untilNext(ChronoUnit.DAYS, now),
                "Your grant in this project allows " + limit + " writes a day (UTC), and they are used up. Nothing was"
                        + " written; send it again with the same idempotency_key after retry_after_seconds, or ask the agent's"
                        + " owner for more.");
    }

    private static ToolError exceeded(String quota, int limit, Duration wait, String message) {
        return ToolError.of(ErrorCode.QUOTA_EXCEEDED, message)
                .with("quota", quota)
                .with("limit", limit)
                .retryAfter(wait);
    }

    private static Duration untilNext(ChronoUnit window, Instant now) {
        return Duration.between(now, now.truncatedTo(window).plus(1, window));
    }
}
