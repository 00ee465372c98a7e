package dc.node.gateway.problem;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

/** Records what is refused before it is answered, and leaves the answer to others. */
public abstract class RefusalRecorder implements HandlerExceptionResolver, Ordered {

    private static final Logger log = LoggerFactory.getLogger(RefusalRecorder.class);

    /**
     * Records the refusal, where it is one that concerns this recorder.
     *
     * @param handler what would have handled the request, where that was found out
     */
    protected abstract void record(HttpServletRequest request, @Nullable Object handler, Exception exception);

    @Override
    public final @Nullable ModelAndView resolveException(
            HttpServletRequest request, HttpServletResponse response, @Nullable Object handler, Exception exception) {
        try {
            record(request, handler, exception);
        } catch (RuntimeException e) {
            if (!DatabaseOutage.is(e)) {
                throw e;
            }
            log.warn("A refusal is not in the audit, for the database is out of reach: {}", e.getMessage());
        }
        return null;
    }

    @Override
    public final int getOrder() {
        return HIGHEST_PRECEDENCE;
    }
}
