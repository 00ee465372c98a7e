-- One row for every call, every effect of a write and every administrative act. Never a token, never a body.

create table audit_event (
    id                     bigint generated always as identity primary key,
    at                     timestamptz not null,
    kind                   text        not null check (kind in ('call', 'effect', 'admin')),
    decision               text        not null check (decision in ('allow', 'deny', 'error')),
    reason                 text        not null,
    tenant                 text        not null,
    agent_id               uuid,
    owner_user_id          text,
    -- Who did an administrative act.
    actor                  text,
    tool                   text,
    project_id             uuid,
    issue_id               uuid,
    operation_id           uuid,
    idempotency_key_sha256 bytea,
    address                text,
    client_name            text,
    duration_millis        bigint,
    attempts               integer,
    -- What an operator needs beside the columns above, such as the human instruction behind a new member.
    detail                 text
);
create index audit_event_by_agent on audit_event (agent_id, id);
create index audit_event_by_operation on audit_event (operation_id) where operation_id is not null;
