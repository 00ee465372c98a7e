package dc.node.gateway.ledger;

/** The order of writes, as a condition in SQL. */
final class Turn {

    /**
     * Whether the write {@code w} may go: no earlier write of its agent is under way on the same issue, or adds a member
     * to its project (whom it may be about to assign), or belongs to the session it finishes. Three questions rather than
     * one with "or", so that each is answered by one look into its own index however long the backlog is.
     */
    static final String HAS_COME = """
            not exists (
              select 1
                from write_operation earlier
               where earlier.agent_id = w.agent_id
                 and earlier.issue_id = w.issue_id
                 and earlier.ended_at is null
                 and earlier.sequence < w.sequence)
            and not exists (
              select 1
                from write_operation earlier
               where earlier.agent_id = w.agent_id
                 and earlier.tool = 'tasker_add_existing_project_member'
                 and (earlier.project_id = w.project_id or w.project_id is null)
                 and earlier.ended_at is null
                 and earlier.sequence < w.sequence)
            and not (w.tool = 'tasker_finish_work_session' and exists (
              select 1
                from write_operation earlier
               where earlier.session_id = w.session_id
                 and earlier.ended_at is null
                 and earlier.sequence < w.sequence))""";

    private Turn() {}
}
