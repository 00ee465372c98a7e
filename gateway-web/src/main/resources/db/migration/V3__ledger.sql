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
    -- To what Temporal was given it: its session's workflow, or an activity of its own.
    dispatched_to   text
        check (dispatched_to in ('session', 'activity')),
    attempts        integer     not null default 0,
    -- When the latest attempt began, by Temporal's clock: what tells an attempt from an older one that woke up late.
    attempt_started_at timestamptz,
    -- When an attempt was first about to send what Tasker itself would not recognise the second time.
    sent_at         timestamptz,
    ended_at        timestamptz,
    -- Its refusal was the answer to the very call that sent it. Any other refusal is told when the agent asks.
    told_at_once    boolean     not null default false,
    -- When the agent read of its refusal.
    told_at         timestamptz,
    -- When a sweeper may look at it; moved on each time one does, so that replicas do not tread on each other.
    sweep_after     timestamptz not null,
    -- JSON: what the answer carries beside its envelope, or {"error": ...} for a rejected write.
    result          text,
    check ((ended_at is not null) = (state in ('succeeded', 'rejected', 'cancelled'))),
    check ((result is not null) = (ended_at is not null))
);
create unique index write_operation_by_key on write_operation (agent_id, tool, idempotency_key);
create index write_operation_by_fingerprint on write_operation (agent_id, fingerprint, accepted_at) where key_generated;
-- Whose turn it is: three questions, one index each.
create index write_operation_unended_on_issue on write_operation (agent_id, issue_id, sequence) where ended_at is null;
create index write_operation_unended_in_session on write_operation (session_id, sequence)
    where ended_at is null and session_id is not null;
create index write_operation_unended_member on write_operation (agent_id, sequence)
    where ended_at is null and tool = 'tasker_add_existing_project_member';
-- What the sweepers look for.
create index write_operation_due on write_operation (state, sweep_after) where ended_at is null;
-- What is forgotten after a while.
create index write_operation_ended on write_operation (ended_at) where ended_at is not null;
create index write_operation_untold on write_operation (agent_id, told_at)
    where not told_at_once and state in ('rejected', 'cancelled');
create index write_operation_by_session on write_operation (session_id, sequence) where session_id is not null;

-- Whose turn it is to read, change and write back one issue.
create table issue_lease (
    issue_id     uuid primary key,
    -- Held by one attempt, so that an attempt that outlived its time cannot give up what its successor holds.
    operation_id uuid        not null,
    attempt      integer     not null,
    -- When a holder that has sent nothing is given up for dead; one that may have sent something holds on until it ends.
    expires_at   timestamptz not null
);
create index issue_lease_by_operation on issue_lease (operation_id);

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
