-- Sessions of staff. A cookie names one; once it has ended here it opens nothing, whoever has a copy of the cookie.
create table sessions (
    id uuid primary key,
    subject text not null,
    started_at timestamptz not null default now(),
    ended_at timestamptz,
    check (ended_at >= started_at)
);
create index sessions_open on sessions (subject) where ended_at is null;
create index sessions_by_start on sessions (started_at);
grant select, insert, update on sessions to sammenhaeng_web;
