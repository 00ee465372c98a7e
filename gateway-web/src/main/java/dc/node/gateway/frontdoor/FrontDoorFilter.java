package dc.node.gateway.frontdoor;

import dc.node.gateway.frontdoor.Admission.Admitted;
import dc.node.gateway.frontdoor.Admission.TurnedAway;
import dc.node.gateway.problem.DatabaseOutage;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;

/** Every request comes through here first. */
final class FrontDoorFilter extends HttpFilter {

    private static final Logger log = LoggerFactory.getLogger(FrontDoorFilter.class);

    private static final Refusal AMBIGUOUS = Refusal.problem(
            HttpStatus.BAD_REQUEST,
            "Send the path in its plain form: no '//', no '..', no ';' and no needless encoding.",
            Optional.empty());

    private final transient Doorkeeper agents;
    private final transient Doorkeeper administrators;

    FrontDoorFilter(Doorkeeper agents, Doorkeeper administrators) {
        this.agents = agents;
        this.administrators = administrators;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Optional<String> path = RequestPath.of(request);
        if (path.isEmpty()) {
            AMBIGUOUS.send(response);
            return;
        }
        TenantPath inside = TenantPath.of(path.get());
        if (!inside.prefix().isEmpty()) {
            enterTenant(inside, request, response, chain);
            return;
        }
        switch (EntranceTable.entrance(request.getMethod(), path.get())) {
            case OPEN -> chain.doFilter(request, response);
            case AGENTS -> enter(agents, inside, request, response, chain);
            case ADMINISTRATORS -> enter(administrators, inside, request, response, chain);
        }
    }

    /** Only what agents use is served under a tenant's prefix. Nobody behind the door sees it. */
    private void enterTenant(
            TenantPath path, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (EntranceTable.entrance(request.getMethod(), path.path()) == Entrance.AGENTS) {
            String sent = request.getRequestURI().substring(path.prefix().length());
            enter(
                    agents,
                    path,
                    request,
                    response,
                    (caller, answer) -> request.getRequestDispatcher(sent).forward(caller, answer));
        } else {
            enter(administrators, path, request, response, chain);
        }
    }

    private static void enter(
            Doorkeeper doorkeeper,
            TenantPath path,
            HttpServletRequest request,
            HttpServletResponse response,
            FilterChain chain)
            throws IOException, ServletException {
        switch (admit(doorkeeper, path, request)) {
            case Admitted(var caller) -> chain.doFilter(new RequestOfCaller(request, caller), response);
            case TurnedAway(var refusal) -> refusal.send(response);
        }
    }

    private static Admission admit(Doorkeeper doorkeeper, TenantPath path, HttpServletRequest request) {
        try {
            return doorkeeper.admit(path, request);
        } catch (RuntimeException e) {
            if (!DatabaseOutage.is(e)) {
                throw e;
            }
            log.warn("Could not tell who is calling, for the database is out of reach: {}", e.getMessage());
            return new TurnedAway(doorkeeper.outOfOrder());
        }
    }
}
