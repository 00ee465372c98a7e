package dc.node.gateway.admin;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dc.node.gateway.problem.Problems;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.Set;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Answers 400 to a body that an administrative path would not read: who names a tenant there would act in another. An empty
 * object is no body.
 */
@Configuration(proxyBeanMethods = false)
class NoIgnoredBodies implements WebMvcConfigurer, HandlerInterceptor {

    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
    private static final String TENANT = "tenant";

    /** Room for an empty object with blanks. */
    private static final int MOST_READ = 64;

    /** Comes before whoever asks for parameters, for Tomcat then reads the body if it says that it is a form. */
    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this).order(Ordered.HIGHEST_PRECEDENCE);
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws IOException {
        if (handler instanceof HandlerMethod method
                && KnownParameters.isAdministrative(method)
                && !READING.contains(request.getMethod())
                && !takesBody(method)
                && !isEmpty(request)) {
            throw Problems.invalid(
                    KnownParameters.parametersOf(method).contains(TENANT)
                            ? "This path takes no body. The tenant goes into the query: ?tenant=..."
                            : "This path takes no body. Leave it out.");
        }
        return true;
    }

    private static boolean takesBody(HandlerMethod method) {
        return Arrays.stream(method.getMethodParameters())
                .anyMatch(parameter -> parameter.hasParameterAnnotation(RequestBody.class));
    }

    private static boolean isEmpty(HttpServletRequest request) throws IOException {
        byte[] begin = request.getInputStream().readNBytes(MOST_READ + 1);
        return begin.length <= MOST_READ && new String(begin, ISO_8859_1).matches("\\s*(\\{\\s*}\\s*)?");
    }
}
