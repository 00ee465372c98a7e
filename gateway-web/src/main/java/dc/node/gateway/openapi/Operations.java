package dc.node.gateway.openapi;

import io.swagger.v3.oas.models.Operation;
import java.util.List;
import java.util.Locale;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springframework.web.method.HandlerMethod;

/** Names each operation after its controller and method: {@code agents_create}, under the tag {@code agents}. */
final class Operations implements GlobalOperationCustomizer {

    private static final String SUFFIX = "Controller";

    @Override
    public Operation customize(Operation operation, HandlerMethod handler) {
        String tag = tag(handler.getBeanType());
        return operation
                .tags(List.of(tag))
                .operationId(tag + "_" + handler.getMethod().getName());
    }

    private static String tag(Class<?> controller) {
        String name = controller.getSimpleName();
        String subject = name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : name;
        return subject.replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }
}
