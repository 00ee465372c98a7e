-- Quotas of grants.

-- Calls of an agent in a project, minute by minute, where its grant limits them. Begins with the minute, by which old rows
-- are deleted.
create table call_count (
    minute     timestamptz not null,
    agent_id   uuid        not null,
    project_id uuid        not null,
    calls      integer     not null,
    primary key (minute, agent_id, project_id)
);

-- The ledger itself tells how much an agent has written in a project today.
create index write_operation_by_project on write_operation (agent_id, project_id, accepted_at);
