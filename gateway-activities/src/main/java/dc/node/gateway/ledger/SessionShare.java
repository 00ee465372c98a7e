package dc.node.gateway.ledger;

/**
 * How much of one session Temporal is given at a time, as a condition in SQL. Only the oldest {@link #SIZE} unended writes of
 * a session may go, whatever their turns: that is told by one look into the index, and the end of any one of them lets
 * exactly the next move up.
 */
final class SessionShare {

    /**
     * A session's workflow carries what it was handed into its next history, as some 200 bytes each, and Temporal ends a
     * workflow whose input is longer than 2 MB. It runs as many at once.
     */
    static final int SIZE = 500;

    /** Whether the write {@code w} is among those of its session, or belongs to none. */
    static final String HAS_ROOM = """
            (select count(*)
               from (select 1
                       from write_operation before
                      where before.session_id = w.session_id
                        and before.ended_at is null
                        and before.sequence < w.sequence
                      limit %1$d) counted) < %1$d""".formatted(SIZE);

    /** How many unended writes of the session come before the one that moves up when one of its share has ended. */
    static final int BEFORE_THE_NEXT = SIZE - 1;

    private SessionShare() {}
}
