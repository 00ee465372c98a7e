-- Sessions of MCP clients, and notices of whatever an agent's open streams depend on.

create table mcp_session (
    id           uuid primary key,
    agent_id     uuid        not null references agent (id),
    created_at   timestamptz not null,
    last_used_at timestamptz not null
);
create index mcp_session_by_agent on mcp_session (agent_id, last_used_at);
create index mcp_session_by_use on mcp_session (last_used_at);

-- Whoever listens to 'agent_changed' hears the agent's id when the change is committed. Triggers, so that a change made by hand
-- is heard of, too.
create function notify_agent_changed() returns trigger language plpgsql as $$
begin
    perform pg_notify('agent_changed', coalesce(new.agent_id, old.agent_id)::text);
    return null;
end
$$;
create trigger agent_changed after insert or update or delete on project_grant
    for each row execute function notify_agent_changed();
create trigger agent_changed after update of revoked_at, expires_at on agent_token
    for each row execute function notify_agent_changed();
create trigger agent_changed after update or delete on agent_binding
    for each row execute function notify_agent_changed();
create trigger agent_changed after delete on mcp_session
    for each row execute function notify_agent_changed();

create function notify_agent_disabled() returns trigger language plpgsql as $$
begin
    perform pg_notify('agent_changed', new.id::text);
    return null;
end
$$;
create trigger agent_changed after update of disabled_at on agent
    for each row execute function notify_agent_disabled();

create function notify_owner_blocked() returns trigger language plpgsql as $$
begin
    perform pg_notify('agent_changed', a.id::text)
       from agent a
      where a.tenant = new.tenant and a.owner_user_id = new.owner_user_id;
    return null;
end
$$;
create trigger agent_changed after insert on blocked_owner
    for each row execute function notify_owner_blocked();

create function notify_provider_disabled() returns trigger language plpgsql as $$
begin
    perform pg_notify('agent_changed', s.agent_id::text) from agent_binding s where s.provider_id = new.id;
    return null;
end
$$;
create trigger agent_changed after update of disabled_at on identity_provider
    for each row execute function notify_provider_disabled();
