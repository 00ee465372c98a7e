package dc.node.gateway.problem;

import static java.nio.charset.StandardCharsets.UTF_8;

import dc.node.gateway.json.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;

/**
 * Answers with problem details where Tomcat refuses a request before anybody else sees it: a request line or headers that
 * break the rules of HTTP, or that are too large. Tomcat's own page is HTML.
 */
final class ContainerProblems extends ErrorReportValve {

    private static final String UNREADABLE =
            "The request cannot be read: its line, its path or a header breaks the rules of HTTP, or they are too large. Mend"
                    + " it; sent again as it is, it fails again.";

    @Override
    protected void report(Request request, Response response, @Nullable Throwable throwable) {
        int status = response.getStatus();
        if (status < 400
                || response.getContentWritten() > 0
                || response.isCommitted()
                || !response.setErrorReported()) {
            return;
        }
        byte[] body = Json.MAPPER.writeValueAsString(problem(status)).getBytes(UTF_8);
        try {
            response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
            response.setHeader("Cache-Control", "no-store");
            response.setContentLength(body.length);
            OutputStream out = response.getOutputStream();
            out.write(body);
            response.finishResponse();
        } catch (IOException callerHasGone) {
            throw new UncheckedIOException(callerHasGone);
        }
    }

    private static Object problem(int status) {
        @Nullable HttpStatus known = HttpStatus.resolve(status);
        return Json.MAPPER
                .createObjectNode()
                .put("type", "about:blank")
                .put("title", known == null ? "Error" : known.getReasonPhrase())
                .put("status", status)
                .put("detail", status < 500 ? UNREADABLE : "The gateway failed on this request.");
    }
}
