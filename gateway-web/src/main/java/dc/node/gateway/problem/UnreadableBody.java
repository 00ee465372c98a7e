package dc.node.gateway.problem;

import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JacksonException.Reference;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Says in a sentence why a request's body could not be read, without repeating what was in it. */
final class UnreadableBody {

    private UnreadableBody() {}

    static String sentence(@Nullable Throwable cause) {
        return switch (cause) {
            case UnrecognizedPropertyException unknown ->
                "The property '%s' is not known here.".formatted(path(unknown));
            case InputCoercionException number
            when !number.getPath().isEmpty() ->
                "The number in '%s' is too large: whole numbers go up to %d."
                        .formatted(path(number), Integer.MAX_VALUE);
            case DatabindException mismatch
            when !mismatch.getPath().isEmpty() -> "The value of '%s' has the wrong type.".formatted(path(mismatch));
            case null, default -> "The body must be one JSON object, with each of its properties once.";
        };
    }

    private static String path(JacksonException problem) {
        return problem.getPath().stream().map(UnreadableBody::step).collect(Collectors.joining("."));
    }

    private static String step(Reference reference) {
        @Nullable String property = reference.getPropertyName();
        return property == null ? Integer.toString(reference.getIndex()) : property;
    }
}
