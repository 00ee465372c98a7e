package dc.node.gateway.admin;

import dc.node.gateway.problem.Problems;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Answers 415 to a {@code Content-Type} that names no type, such as <code>*&#47;*</code>, which Spring would take for a
 * fault of its own. The tools read their bodies themselves, whatever their type.
 */
@Configuration(proxyBeanMethods = false)
class WholeContentTypes implements WebMvcConfigurer, HandlerInterceptor {

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this).excludePathPatterns("/api/v1/tools/**");
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        String type = request.getContentType();
        if (type != null && !namesOneType(type)) {
            throw Problems.unsupportedType("Send the body as 'Content-Type: application/json'.");
        }
        return true;
    }

    private static boolean namesOneType(String type) {
        try {
            return MediaType.parseMediaType(type).isConcrete();
        } catch (InvalidMediaTypeException e) {
            return false;
        }
    }
}
