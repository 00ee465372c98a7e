package dc.node.gateway.admin.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dc.node.gateway.audit.AuditFilter;
import dc.node.gateway.audit.AuditPosition;
import dc.node.gateway.audit.AuditStore;
import dc.node.gateway.audit.RecordedEvent;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes all events that match, one JSON object a line. One page is in memory at a time, and no database connection is held
 * while the client reads it; a client that reads nothing for 20 seconds is hung up on.
 */
@Component
class AuditExport {

    /** One JSON object a line. */
    static final String NDJSON = "application/x-ndjson";

    private static final Logger log = LoggerFactory.getLogger(AuditExport.class);
    private static final int PAGE = 1_000;

    private final AuditStore audit;
    private final JsonMapper mapper;

    AuditExport(AuditStore audit, JsonMapper mapper) {
        this.audit = audit;
        this.mapper = mapper;
    }

    static void head(HttpServletResponse response) {
        response.setContentType(NDJSON);
        response.setHeader("Cache-Control", "no-store");
    }

    /** @throws BrokenOffException when it cannot be carried to its end after a part of it was sent */
    void write(AuditFilter filter, HttpServletResponse response) {
        List<RecordedEvent> page = audit.find(filter, Optional.empty(), PAGE);
        head(response);
        long written = 0;
        try {
            while (!page.isEmpty()) {
                response.getOutputStream().write(lines(page));
                response.flushBuffer();
                written += page.size();
                AuditPosition last = page.getLast().position();
                page = page.size() < PAGE ? List.of() : audit.find(filter, Optional.of(last), PAGE);
            }
        } catch (IOException e) {
            log.info("The client left an export of the audit after {} events: {}", written, e.getMessage());
        } catch (RuntimeException e) {
            throw new BrokenOffException(written, e);
        }
    }

    private byte[] lines(List<RecordedEvent> page) {
        StringBuilder lines = new StringBuilder();
        for (RecordedEvent event : page) {
            lines.append(mapper.writeValueAsString(EventView.of(event))).append('\n');
        }
        return lines.toString().getBytes(UTF_8);
    }

    /** A part of the export has been sent, and the rest cannot be. */
    static final class BrokenOffException extends RuntimeException {

        private static final long serialVersionUID = 1;

        BrokenOffException(long written, Throwable cause) {
            super("an export of the audit broke off after %d events".formatted(written), cause);
        }
    }
}
