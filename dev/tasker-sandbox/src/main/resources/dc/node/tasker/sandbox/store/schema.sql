CREATE TABLE IF NOT EXISTS project (
    id             TEXT PRIMARY KEY,
    workspace_slug TEXT NOT NULL,
    identifier     TEXT NOT NULL UNIQUE,
    name           TEXT NOT NULL,
    archived       INTEGER NOT NULL
) STRICT;

CREATE TABLE IF NOT EXISTS state (
    id          TEXT PRIMARY KEY,
    project_id  TEXT NOT NULL REFERENCES project,
    name        TEXT NOT NULL,
    state_group TEXT NOT NULL,
    sequence    INTEGER NOT NULL,
    is_default  INTEGER NOT NULL
) STRICT;

CREATE TABLE IF NOT EXISTS label (
    id         TEXT PRIMARY KEY,
    project_id TEXT NOT NULL REFERENCES project,
    name       TEXT NOT NULL,
    color      TEXT NOT NULL
) STRICT;

CREATE TABLE IF NOT EXISTS workspace_member (
    id             TEXT PRIMARY KEY,
    workspace_slug TEXT NOT NULL,
    display_name   TEXT NOT NULL,
    email          TEXT NOT NULL,
    role           INTEGER NOT NULL,
    active         INTEGER NOT NULL
) STRICT;

CREATE TABLE IF NOT EXISTS project_member (
    project_id TEXT NOT NULL REFERENCES project,
    member_id  TEXT NOT NULL REFERENCES workspace_member,
    role       INTEGER NOT NULL,
    active     INTEGER NOT NULL,
    PRIMARY KEY (project_id, member_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS issue (
    id               TEXT PRIMARY KEY,
    project_id       TEXT NOT NULL REFERENCES project,
    number           INTEGER NOT NULL,
    name             TEXT NOT NULL,
    search_text      TEXT NOT NULL,
    description_html TEXT NOT NULL,
    detail_layout    TEXT NOT NULL,
    revision         INTEGER NOT NULL,
    state_id         TEXT NOT NULL REFERENCES state,
    priority         TEXT NOT NULL,
    parent_id        TEXT REFERENCES issue,
    start_date       TEXT,
    target_date      TEXT,
    sort_order       REAL NOT NULL,
    external_source  TEXT,
    external_id      TEXT,
    created_at       TEXT NOT NULL,
    updated_at       TEXT NOT NULL,
    UNIQUE (project_id, number),
    UNIQUE (project_id, external_source, external_id)
) STRICT;

CREATE INDEX IF NOT EXISTS issue_by_update ON issue (project_id, updated_at DESC, id);

CREATE TABLE IF NOT EXISTS issue_label (
    issue_id TEXT NOT NULL REFERENCES issue,
    label_id TEXT NOT NULL REFERENCES label,
    PRIMARY KEY (issue_id, label_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS issue_assignee (
    issue_id  TEXT NOT NULL REFERENCES issue,
    member_id TEXT NOT NULL REFERENCES workspace_member,
    PRIMARY KEY (issue_id, member_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS comment (
    seq             INTEGER PRIMARY KEY,
    id              TEXT NOT NULL UNIQUE,
    issue_id        TEXT NOT NULL REFERENCES issue,
    project_id      TEXT NOT NULL REFERENCES project,
    author_id       TEXT NOT NULL,
    author_name     TEXT NOT NULL,
    comment_html    TEXT NOT NULL,
    external_source TEXT,
    external_id     TEXT,
    created_at      TEXT NOT NULL,
    UNIQUE (project_id, external_source, external_id)
) STRICT;

CREATE INDEX IF NOT EXISTS comment_by_issue ON comment (issue_id, seq);

CREATE TABLE IF NOT EXISTS effect (
    seq             INTEGER PRIMARY KEY,
    at              TEXT NOT NULL,
    kind            TEXT NOT NULL,
    issue_id        TEXT,
    project_id      TEXT NOT NULL,
    agent_id        TEXT NOT NULL,
    idempotency_key TEXT,
    external_id     TEXT,
    body            TEXT NOT NULL
) STRICT;
