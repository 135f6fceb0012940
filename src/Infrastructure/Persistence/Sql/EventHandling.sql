-- That a listener has dealt with an event, written together with its effect.
create table handled_events (
    event_id uuid not null references domain_events (id),
    handler text collate "C" not null,
    handled_at timestamptz not null default now(),
    primary key (event_id, handler)
);

create sequence due_citizens_token;

-- Citizens whose course has changed since it was judged. A worker claims rows for a while and deletes those whose token is still
-- the one it saw; while it works, nobody who changes a citizen has to wait for it.
create table due_citizens (
    citizen_id uuid primary key references citizens (id),
    due_since timestamptz not null default now(),
    token bigint not null default nextval('due_citizens_token'),
    claimed_until timestamptz,
    tries integer not null default 0,
    -- The exception's type.
    last_error text
);
create index due_citizens_by_age on due_citizens (due_since);
