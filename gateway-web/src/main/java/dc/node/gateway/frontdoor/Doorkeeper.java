package dc.node.gateway.frontdoor;

import jakarta.servlet.http.HttpServletRequest;

/** Stands at one entrance. Reads headers only: a parameter would consume a body that a client sent as a form. */
interface Doorkeeper {

    /**
     * Decides about one request.
     *
     * @param path where it goes
     * @throws org.springframework.dao.DataAccessException when the database is out of reach
     */
    Admission admit(TenantPath path, HttpServletRequest request);

    /** What is said when the database is out of reach, so that nobody can be told from anybody. */
    Refusal outOfOrder();
}
