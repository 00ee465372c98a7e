-- The state of the agent's list of tools when the session was opened, so that a client whose first stream comes later is told of what
-- has changed between. Null for sessions opened before.

alter table mcp_session add column list_state text;
