-- Identity providers, whose tokens agents may come with, and which agent such a token stands for.

create table identity_provider (
    id                 uuid primary key,
    tenant             text        not null,
    name               text        not null,
    issuer             text        not null,
    -- Null when the keys' address is asked of the issuer's discovery document.
    jwks_url           text,
    audience           text        not null,
    algorithms         text[]      not null,
    subject_claim      text        not null check (subject_claim in ('sub', 'azp', 'client_id')),
    clock_skew_seconds integer     not null check (clock_skew_seconds between 0 and 300),
    created_at         timestamptz not null,
    disabled_at        timestamptz,
    -- Goes up with every change: keys fetched for another version are not used.
    version            bigint      not null default 1,
    unique (tenant, issuer)
);

create table agent_binding (
    provider_id uuid        not null references identity_provider (id),
    subject     text        not null,
    agent_id    uuid        not null unique references agent (id),
    created_at  timestamptz not null,
    primary key (provider_id, subject)
);
