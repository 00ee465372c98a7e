package dc.node.gateway.grants;

/** Whether an agent may act at all, whatever its grants, as a condition in SQL. */
public final class ActiveAgent {

    /** The agent {@code a} is not disabled, nor its owner blocked. */
    public static final String CONDITION = """
            a.disabled_at is null
            and not exists (select 1 from blocked_owner b
                             where b.tenant = a.tenant and b.owner_user_id = a.owner_user_id)
            """;

    private ActiveAgent() {}
}
