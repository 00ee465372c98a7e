-- The chain of seals over the trail, what keeps both from being changed, and indexes for what administrators ask of it.

create table audit_seal (
    -- 1, 2, 3 ... without gaps.
    number        bigint         primary key check (number > 0),
    -- The ids it covers. Several ranges, for rows commit out of the order of their ids.
    events        int8multirange not null check (not isempty(events)),
    row_count     integer        not null check (row_count > 0),
    -- The highest id that this seal or an earlier one covers.
    highest_id    bigint         not null,
    -- SHA-256 over the hashes of the rows, in the order of their ids.
    rows_hash     bytea          not null check (length(rows_hash) = 32),
    -- The hash of the seal before; 32 zero bytes in the first.
    previous_hash bytea          not null check (length(previous_hash) = 32),
    -- SHA-256 over all the columns above and sealed_at.
    hash          bytea          not null check (length(hash) = 32),
    sealed_at     timestamptz    not null,
    -- When its rows were deleted because they had been kept long enough.
    retired_at    timestamptz
);
create index audit_seal_unretired on audit_seal (number) where retired_at is null;

create function audit_refuse_change() returns trigger language plpgsql as $$
begin
    raise exception '% of % is refused: the audit trail is only added to', tg_op, tg_table_name
        using errcode = 'restrict_violation',
              hint = 'Old events leave through retention: see docs/OPERATIONS.md.';
end
$$;

-- Rows go only as all the rows of the seals that this very transaction has retired.
create function audit_check_retention() returns trigger language plpgsql as $$
declare
    retired_rows   bigint;
    retired_events int8multirange;
begin
    if not exists (select from deleted) then
        return null;
    end if;
    -- Named with its schema, or a temporary table of the same name would be asked.
    execute format(
        'select sum(row_count), range_agg(events) from %I.audit_seal'
        ' where retired_at is not null and xmin = pg_current_xact_id()::xid', tg_table_schema)
        into retired_rows, retired_events;
    if retired_rows is distinct from (select count(*) from deleted)
       or exists (select from deleted where not retired_events @> id) then
        raise exception 'DELETE of audit_event is refused: these are not exactly the rows of seals retired with them'
            using errcode = 'restrict_violation',
                  hint = 'Old events leave through retention: see docs/OPERATIONS.md.';
    end if;
    return null;
end
$$;

create function audit_check_retirement() returns trigger language plpgsql as $$
begin
    if old.retired_at is not null or new.retired_at is null
       or (new.number, new.events, new.row_count, new.highest_id, new.rows_hash, new.previous_hash, new.hash, new.sealed_at)
          is distinct from
          (old.number, old.events, old.row_count, old.highest_id, old.rows_hash, old.previous_hash, old.hash, old.sealed_at)
    then
        raise exception 'UPDATE of audit_seal is refused: a seal is retired once and never changed'
            using errcode = 'restrict_violation';
    end if;
    return new;
end
$$;

create trigger audit_event_no_change before update or truncate on audit_event
    for each statement execute function audit_refuse_change();
create trigger audit_event_retention after delete on audit_event
    referencing old table as deleted for each statement execute function audit_check_retention();
create trigger audit_seal_no_change before delete or truncate on audit_seal
    for each statement execute function audit_refuse_change();
create trigger audit_seal_retirement before update on audit_seal
    for each row execute function audit_check_retirement();

-- Administrators read newest first, by time and then id.
create index audit_event_by_time on audit_event (at, id);
drop index audit_event_by_agent;
create index audit_event_by_agent on audit_event (agent_id, at, id) where agent_id is not null;
create index audit_event_by_tenant on audit_event (tenant, at, id);
create index audit_event_by_tool on audit_event (tool, at, id) where tool is not null;
create index audit_event_by_issue on audit_event (issue_id, at, id) where issue_id is not null;
create index audit_event_refused on audit_event (decision, at, id) where decision <> 'allow';
create index audit_event_administrative on audit_event (at, id) where kind = 'admin';
