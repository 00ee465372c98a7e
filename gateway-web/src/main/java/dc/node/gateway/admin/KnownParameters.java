package dc.node.gateway.admin;

import static java.util.stream.Collectors.toCollection;

import dc.node.gateway.problem.Problems;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Answers 400 to a query parameter that an administrative path does not have: a filter whose name is mistyped would find
 * everything, and be taken for the answer.
 */
@Configuration(proxyBeanMethods = false)
class KnownParameters implements WebMvcConfigurer, HandlerInterceptor {

    private static final String ADMINISTRATION = KnownParameters.class.getPackageName() + ".";

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this);
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (request.getQueryString() != null && handler instanceof HandlerMethod method && isAdministrative(method)) {
            requireKnown(request, parametersOf(method));
        }
        return true;
    }

    private static void requireKnown(HttpServletRequest request, SortedSet<String> known) {
        Optional<String> unknown = request.getParameterMap().keySet().stream()
                .filter(name -> !known.contains(name))
                .sorted()
                .findFirst();
        if (unknown.isPresent()) {
            throw Problems.invalid("The query parameter '%s' is not known here. %s"
                    .formatted(
                            unknown.get(),
                            known.isEmpty()
                                    ? "This path takes none."
                                    : "This path takes " + String.join(", ", known) + "."));
        }
    }

    static boolean isAdministrative(HandlerMethod method) {
        return method.getBeanType().getName().startsWith(ADMINISTRATION);
    }

    /** The names of the query parameters that it takes. */
    static SortedSet<String> parametersOf(HandlerMethod method) {
        return Arrays.stream(method.getMethodParameters())
                .filter(parameter -> parameter.hasParameterAnnotation(RequestParam.class))
                .map(KnownParameters::name)
                .collect(toCollection(TreeSet::new));
    }

    private static String name(MethodParameter parameter) {
        String given = Optional.ofNullable(parameter.getParameterAnnotation(RequestParam.class))
                .map(RequestParam::name)
                .orElse("");
        return given.isEmpty() ? parameter.getParameter().getName() : given;
    }
}
