package dc.node.gateway.frontdoor;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.security.Principal;

/** A request with the caller the door let in. */
final class RequestOfCaller extends HttpServletRequestWrapper {

    private final Principal caller;

    RequestOfCaller(HttpServletRequest request, Principal caller) {
        super(request);
        this.caller = caller;
    }

    @Override
    public Principal getUserPrincipal() {
        return caller;
    }

    @Override
    public String getRemoteUser() {
        return caller.getName();
    }
}
