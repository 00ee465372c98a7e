-- The write ledger: the authority on what was accepted, what became of it and in which order it may go.

create table write_operation (
    -- UUIDv7, minted at acceptance. Everything Tasker or Temporal sees of this write derives from it.
    id              uuid primary key,
    -- The order of acceptance. Assigned under the agent's advisory lock, so it is also the order of commit.
    sequence        bigint generated always as identity,
    agent_id        uuid        not null references agent (id),
    tool            text        not null,
    idempotency_key text        not null,
    -- The gateway made the key because the caller sent none.
    key_generated   boolean     not null,
    -- SHA-256, in hexadecimal, over the canonical JSON (RFC 8785) of the arguments without the key.
    fingerprint     text        not null,
    -- JSON as text, so that the agent's own order of keys survives.
    arguments       text        not null,
    project_id      uuid,
    issue_id        uuid,
    -- What the activity's id begins with: the issue's key, the project's identifier or an id. Kept, for the
    -- activity's id must stay the same however often it is started.
    target_label    text        not null,
    session_id      uuid,
    state           text        not null
        check (state in ('accepted', 'dispatched', 'succeeded', 'rejected', 'cancelled')),
    accepted_at     timestamptz not null,
    dispatched_at   timestamptz,
    attempts        integer     not null default 0,
    attempted_at    timestamptz,
    ended_at        timestamptz,
    -- The caller left before the end and has not been told of a refusal.
    answered_queued boolean     not null default false,
    -- When the sweeper may take it up; moved on each time one does, so that replicas do not tread on each other.
    sweep_after     timestamptz not null,
    -- JSON: what the answer carries beside its envelope, or {"error": ...} for a rejected write.
    result          text,
    check ((ended_at is not null) = (state in ('succeeded', 'rejected', 'cancelled'))),
    check ((result is not null) = (ended_at is not null))
);
create unique index write_operation_by_key on write_operation (agent_id, tool, idempotency_key);
create index write_operation_by_fingerprint on write_operation (agent_id, fingerprint, accepted_at) where key_generated;
create index write_operation_unended on write_operation (agent_id, sequence) where ended_at is null;
create index write_operation_untold on write_operation (agent_id, sequence)
    where answered_queued and state in ('rejected', 'cancelled');
create index write_operation_by_session on write_operation (session_id, sequence) where session_id is not null;

-- Whose turn it is to read, change and write back one issue.
create table issue_lease (
    issue_id   uuid primary key,
    holder     uuid        not null,
    expires_at timestamptz not null
);

-- What Tasker last said of a project or an issue, so that a write can be accepted while Tasker is away.
create table known_project (
    id             uuid primary key,
    workspace_slug text        not null,
    identifier     text        not null,
    name           text        not null,
    seen_at        timestamptz not null
);
create table issue_project (
    issue_id   uuid primary key,
    project_id uuid        not null,
    issue_key  text        not null,
    seen_at    timestamptz not null
);
