package dc.node.gateway.problem;

import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** The problems a handler may throw. Each takes a sentence that says what is wrong. */
public final class Problems {

    private Problems() {}

    public static ErrorResponseException invalid(String sentence) {
        return problem(HttpStatus.BAD_REQUEST, sentence);
    }

    public static ErrorResponseException notFound(String sentence) {
        return problem(HttpStatus.NOT_FOUND, sentence);
    }

    public static ErrorResponseException conflict(String sentence) {
        return problem(HttpStatus.CONFLICT, sentence);
    }

    public static ErrorResponseException unsupportedType(String sentence) {
        return problem(HttpStatus.UNSUPPORTED_MEDIA_TYPE, sentence);
    }

    public static ErrorResponseException tooLarge(String sentence) {
        return problem(HttpStatus.CONTENT_TOO_LARGE, sentence);
    }

    /** Refused for now; the same may be asked again after this time, told in whole seconds, rounded up. */
    public static ErrorResponseException tooMany(String sentence, Duration retryAfter) {
        ErrorResponseException problem = problem(HttpStatus.TOO_MANY_REQUESTS, sentence);
        long seconds = retryAfter.plusSeconds(1).minusNanos(1).toSeconds();
        problem.getHeaders().set(HttpHeaders.RETRY_AFTER, Long.toString(seconds));
        return problem;
    }

    private static ErrorResponseException problem(HttpStatus status, String sentence) {
        return new ErrorResponseException(status, ProblemDetail.forStatusAndDetail(status, sentence), null);
    }
}
