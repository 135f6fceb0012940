-- The import log, and the documents that were refused and wait for correction.

create table imports (
    id uuid primary key,
    origin text collate "C" not null check (origin in ('console', 'api', 'correction', 'demonstration')),
    -- The user, where a person or a machine client sent it; a name of the operating system is not kept.
    started_by uuid,
    started_at timestamptz not null,
    -- Written as the import goes on, so that one that was cut off can be told from one that is running.
    last_progress_at timestamptz not null,
    finished_at timestamptz,
    state text collate "C" not null check (state in ('running', 'finished', 'stopped', 'failed')),
    documents bigint not null default 0,
    accepted bigint not null default 0,
    unchanged bigint not null default 0,
    -- Of the unchanged: older than the last snapshot of the same source and citizen.
    ignored_older bigint not null default 0,
    rejected bigint not null default 0,
    citizens_changed bigint not null default 0,
    bytes bigint not null default 0,
    check (accepted + unchanged + rejected <= documents),
    check (ignored_older <= unchanged),
    check ((state = 'running') = (finished_at is null))
);
create index imports_by_start on imports (started_at desc);

create table rejected_documents (
    id uuid primary key,
    import_id uuid not null references imports (id),
    line bigint not null check (line > 0),
    received_at timestamptz not null,
    -- Null where the document was too broken to tell.
    source text collate "C",
    area text collate "C",
    -- Encrypted: a document holds a CPR number.
    body bytea not null,
    -- Of the plain bytes; the same document refused again is the same row.
    body_hash bytea not null check (octet_length(body_hash) = 32),
    body_length bigint not null,
    -- Only the beginning is kept of a line that was too long.
    is_complete boolean not null,
    -- [{path, code, message}]
    errors jsonb not null check (jsonb_typeof(errors) = 'array'),
    state text collate "C" not null check (state in ('waiting', 'resent')),
    settled_at timestamptz,
    settled_by uuid,
    settled_import_id uuid references imports (id),
    revision bigint not null default 1,
    check ((state = 'waiting') = (settled_at is null))
);
create unique index rejected_documents_waiting on rejected_documents (body_hash) where state = 'waiting';
create index rejected_documents_by_area on rejected_documents (area, id desc) where state = 'waiting';
create index rejected_documents_by_import on rejected_documents (import_id, line);
