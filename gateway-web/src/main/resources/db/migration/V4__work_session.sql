-- Work sessions. The row changes inside the acceptance of a write; the workflow of the same id follows it.

create table work_session (
    -- The operation id of its start.
    id                  uuid primary key,
    agent_id            uuid        not null references agent (id),
    project_id          uuid,
    -- Null for a project session, which takes the writes in the project that no issue session takes.
    issue_id            uuid,
    target_label        text        not null,
    goal                text,
    state               text        not null
        check (state in ('open', 'finishing', 'finished', 'abandoned', 'closed')),
    opened_at           timestamptz not null,
    last_write_at       timestamptz not null,
    -- Null until Temporal has taken the workflow.
    workflow_started_at timestamptz,
    ended_at            timestamptz,
    closed_because      text,
    -- It was closed past its workflow, which has yet to be told to look.
    recheck_due         boolean     not null default false,
    check ((ended_at is not null) = (state in ('finished', 'abandoned', 'closed')))
);
create unique index work_session_open_by_issue on work_session (agent_id, issue_id)
    where state = 'open' and issue_id is not null;
create unique index work_session_open_by_project on work_session (agent_id, project_id)
    where state = 'open' and issue_id is null;
create index work_session_unstarted on work_session (opened_at) where workflow_started_at is null;
create index work_session_recheck on work_session (id) where recheck_due;
create index work_session_open_by_agent on work_session (agent_id, last_write_at) where state = 'open';
-- What administrators list, newest first.
create index work_session_unended on work_session (id) where ended_at is null;
create index work_session_by_agent on work_session (agent_id, id);
