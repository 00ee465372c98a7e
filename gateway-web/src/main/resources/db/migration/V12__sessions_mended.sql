-- What a write or a session lacked to be told apart where Temporal and the ledger disagree.

-- Temporal was given it, turned out not to have it, and is given it again.
alter table write_operation add column put_back boolean not null default false;
-- Its latest attempt has come to nothing, and none runs until the next begins.
alter table write_operation add column attempt_over boolean not null default false;
-- When a write of the session last ended. From then on its agent has the idle limit to answer.
alter table work_session add column last_ended_at timestamptz;
