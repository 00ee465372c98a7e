package dc.node.gateway.problem;

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

    private static ErrorResponseException problem(HttpStatus status, String sentence) {
        return new ErrorResponseException(status, ProblemDetail.forStatusAndDetail(status, sentence), null);
    }
}
