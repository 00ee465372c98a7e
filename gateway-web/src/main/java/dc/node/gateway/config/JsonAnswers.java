package dc.node.gateway.config;

import org.springframework.context.annotation.Configuration;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverters;
import org.springframework.web.servlet.config.annotation.ContentNegotiationConfigurer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * JSON is the only form there is. Everything is answered in it, whatever {@code Accept} says: a probe gets no 406. And no
 * body is read as YAML, for which a library happens to be there: it would pass the strict rules on bodies.
 */
@Configuration(proxyBeanMethods = false)
class JsonAnswers implements WebMvcConfigurer {

    private static final MediaType YAML = MediaType.APPLICATION_YAML;

    @Override
    public void configureContentNegotiation(ContentNegotiationConfigurer negotiation) {
        // Of any type, so that a problem is still sent as application/problem+json.
        negotiation.ignoreAcceptHeader(true).defaultContentType(MediaType.ALL);
    }

    @Override
    public void configureMessageConverters(HttpMessageConverters.ServerBuilder converters) {
        converters.configureMessageConvertersList(all ->
                all.removeIf(converter -> converter.getSupportedMediaTypes().contains(YAML)));
    }
}
