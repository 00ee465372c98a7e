package dc.node.gateway.problem;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/**
 * Turns what a handler throws into problem details. Comes last, so a controller that answers in another form brings its
 * own advice.
 */
@RestControllerAdvice
@Order(Ordered.LOWEST_PRECEDENCE)
class ProblemAdvice extends ResponseEntityExceptionHandler {

    private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);

    @Override
    protected @Nullable ResponseEntity<Object> handleMethodArgumentNotValid(
            MethodArgumentNotValidException exception, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return invalid(exception, sentences(exception.getAllErrors()), headers, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHandlerMethodValidationException(
            HandlerMethodValidationException exception,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        return invalid(exception, sentences(exception.getAllErrors()), headers, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException exception, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return invalid(exception, UnreadableBody.sentence(exception.getCause()), headers, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleTypeMismatch(
            TypeMismatchException exception, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        String name = exception instanceof MethodArgumentTypeMismatchException argument
                ? argument.getName()
                : Objects.requireNonNullElse(exception.getPropertyName(), "value");
        return invalid(exception, "The value of '%s' has the wrong form.".formatted(name), headers, request);
    }

    /** A query or a form whose percent-encoding or UTF-8 is broken. Tomcat finds out when the first parameter is read. */
    @ExceptionHandler(InvalidParameterException.class)
    @Nullable
    ResponseEntity<Object> handleUndecodableParameters(InvalidParameterException exception, WebRequest request) {
        return invalid(
                exception,
                "The query cannot be decoded. Send each parameter as name=value, percent-encoded in UTF-8.",
                new HttpHeaders(),
                request);
    }

    @ExceptionHandler(Exception.class)
    @Nullable
    ResponseEntity<Object> handleUnexpected(Exception exception, WebRequest request) {
        return DatabaseOutage.is(exception) ? databaseAway(exception, request) : fault(exception, request);
    }

    private @Nullable ResponseEntity<Object> databaseAway(Exception exception, WebRequest request) {
        log.warn("The database is out of reach: {}", exception.getMessage());
        return answer(
                exception,
                HttpStatus.SERVICE_UNAVAILABLE,
                "The gateway's database is out of reach. Try again in a few seconds.",
                new HttpHeaders(),
                request);
    }

    private @Nullable ResponseEntity<Object> fault(Exception exception, WebRequest request) {
        UUID reference = UUID.randomUUID();
        log.error("Fault {} in {}", reference, request.getDescription(false), exception);
        return answer(
                exception,
                HttpStatus.INTERNAL_SERVER_ERROR,
                "The gateway failed on this request; its log has more under " + reference + ".",
                new HttpHeaders(),
                request);
    }

    private @Nullable ResponseEntity<Object> invalid(
            Exception exception, String sentence, HttpHeaders headers, WebRequest request) {
        return answer(exception, HttpStatus.BAD_REQUEST, sentence, headers, request);
    }

    private @Nullable ResponseEntity<Object> answer(
            Exception exception, HttpStatus status, String sentence, HttpHeaders headers, WebRequest request) {
        return handleExceptionInternal(
                exception, ProblemDetail.forStatusAndDetail(status, sentence), headers, status, request);
    }

    private static String sentences(List<? extends MessageSourceResolvable> errors) {
        return errors.stream()
                .map(MessageSourceResolvable::getDefaultMessage)
                .filter(Objects::nonNull)
                .sorted()
                .collect(joining(" "));
    }
}
