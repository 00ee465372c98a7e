-- Sessions that ended long ago are deleted, oldest first.
create index work_session_ended on work_session (ended_at) where ended_at is not null;
