-- Rotation of tokens, pairing codes, and the guides to cards that administrators set.

-- The token that takes this one's place. Not a reference: the successor may be deleted first.
alter table agent_token add column replaced_by uuid;
-- What is deleted some time after its end. least() passes over null.
create index agent_token_by_end on agent_token (least(expires_at, revoked_at));

-- Nothing used it so far.
drop table pairing_code;
-- The code itself is shown once and never stored.
create table pairing_code (
    id          uuid primary key,
    agent_id    uuid        not null references agent (id),
    code_sha256 bytea       not null unique,
    -- What its token is to be called; null to name it after the device.
    token_name  text,
    token_days  integer     not null check (token_days > 0),
    created_at  timestamptz not null,
    expires_at  timestamptz not null,
    redeemed_at timestamptz,
    revoked_at  timestamptz
);
create index pairing_code_by_agent on pairing_code (agent_id, id);
create index pairing_code_by_expiry on pairing_code (expires_at);

-- In place of the guide that is shipped: one for all projects of a tenant's agents, and one for a project, which comes first.
create table tenant_card_guide (
    tenant     text primary key,
    markdown   text        not null,
    updated_at timestamptz not null
);
create table project_card_guide (
    project_id uuid primary key,
    markdown   text        not null,
    updated_at timestamptz not null
);
