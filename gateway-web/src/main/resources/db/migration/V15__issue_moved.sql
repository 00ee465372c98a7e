-- Whoever listens to 'issue_moved' hears the id of an issue that Tasker now has in another project or under another key. A trigger,
-- so that it is heard of whichever release has learned it.

create function notify_issue_moved() returns trigger language plpgsql as $$
begin
    perform pg_notify('issue_moved', new.issue_id::text);
    return null;
end
$$;
create trigger issue_moved after update of project_id, issue_key on issue_project
    for each row execute function notify_issue_moved();
