-- When Temporal was last asked whether the workflow of an open session still runs; null until it was.
alter table work_session add column workflow_asked_at timestamptz;
create index work_session_to_ask on work_session (coalesce(workflow_asked_at, workflow_started_at))
    where ended_at is null and workflow_started_at is not null;

-- What administrators list of one project, newest first.
create index work_session_by_project on work_session (project_id, id);
