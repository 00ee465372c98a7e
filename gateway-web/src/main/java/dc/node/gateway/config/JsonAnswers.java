package dc.node.gateway.config;

import org.springframework.context.annotation.Configuration;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.config.annotation.ContentNegotiationConfigurer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Everything is answered in JSON, the only form there is, whatever {@code Accept} says: a probe gets no 406. */
@Configuration(proxyBeanMethods = false)
class JsonAnswers implements WebMvcConfigurer {

    @Override
    public void configureContentNegotiation(ContentNegotiationConfigurer negotiation) {
        // Of any type, so that a problem is still sent as application/problem+json.
        negotiation.ignoreAcceptHeader(true).defaultContentType(MediaType.ALL);
    }
}
