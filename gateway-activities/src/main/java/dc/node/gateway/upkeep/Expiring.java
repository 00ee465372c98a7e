package dc.node.gateway.upkeep;

import java.time.Instant;

/** Rows that nobody needs any more after a while. */
public interface Expiring {

    /** What they are, for the log: a plural such as {@code pairing codes}. */
    String what();

    /**
     * Deletes those whose time has passed, oldest first.
     *
     * @param limit the most to delete
     * @return how many were deleted
     * @throws org.springframework.dao.DataAccessException when the database is out of reach
     */
    int deleteExpired(Instant now, int limit);
}
