package dc.node.gateway.admin;

import dc.node.gateway.problem.Problems;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Type;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.RequestBodyAdviceAdapter;

/** Reads bodies up to 64 KiB, far more than any of them needs, and answers 413 to a longer one. */
@RestControllerAdvice
class LimitedBodies extends RequestBodyAdviceAdapter {

    private static final int LARGEST_BODY = 64 << 10;

    @Override
    public boolean supports(
            MethodParameter parameter, Type targetType, Class<? extends HttpMessageConverter<?>> converterType) {
        return true;
    }

    @Override
    public HttpInputMessage beforeBodyRead(
            HttpInputMessage message,
            MethodParameter parameter,
            Type targetType,
            Class<? extends HttpMessageConverter<?>> converterType)
            throws IOException {
        byte[] body = message.getBody().readNBytes(LARGEST_BODY + 1);
        if (body.length > LARGEST_BODY) {
            throw Problems.tooLarge("The body is larger than 64 KiB. Send less.");
        }
        return new ReadBody(message.getHeaders(), new ByteArrayInputStream(body));
    }

    private record ReadBody(HttpHeaders getHeaders, InputStream getBody) implements HttpInputMessage {}
}
