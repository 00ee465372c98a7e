-- Agents, who owns them, how they prove who they are, and what they may do.

create table agent (
    id            uuid primary key,
    tenant        text        not null default 'default',
    owner_user_id text        not null,
    owner_email   text        not null,
    display_name  text        not null,
    created_at    timestamptz not null,
    disabled_at   timestamptz
);
create index agent_by_owner on agent (tenant, owner_user_id);

-- A row stops all of the owner's agents at once; deleting it restores them.
create table blocked_owner (
    tenant        text        not null,
    owner_user_id text        not null,
    blocked_at    timestamptz not null,
    primary key (tenant, owner_user_id)
);

-- The token itself is shown once and never stored.
create table agent_token (
    id           uuid primary key,
    agent_id     uuid        not null references agent (id),
    name         text        not null,
    token_sha256 bytea       not null unique,
    created_at   timestamptz not null,
    expires_at   timestamptz not null,
    revoked_at   timestamptz,
    last_used_at timestamptz
);
create index agent_token_by_agent on agent_token (agent_id);

create table pairing_code (
    code_sha256 bytea primary key,
    agent_id    uuid        not null references agent (id),
    created_at  timestamptz not null,
    expires_at  timestamptz not null,
    redeemed_at timestamptz
);

create table project_grant (
    agent_id              uuid        not null references agent (id),
    project_id            uuid        not null,
    scopes                text[]      not null,
    allow_terminal_states boolean     not null default false,
    -- Tasker's role numbers: 5 guest, 15 member, 20 admin.
    highest_role          integer     not null default 15 check (highest_role in (5, 15, 20)),
    calls_per_minute      integer check (calls_per_minute > 0),
    writes_per_day        integer check (writes_per_day > 0),
    created_at            timestamptz not null,
    updated_at            timestamptz not null,
    primary key (agent_id, project_id)
);
