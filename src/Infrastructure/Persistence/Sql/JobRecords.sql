-- What really ran: one row for a scheduled job and a business date, whatever the scheduler believes.
create table job_runs (
    id bigint generated always as identity primary key,
    job text collate "C" not null,
    business_date date not null,
    started_at timestamptz not null,
    finished_at timestamptz,
    outcome text collate "C" not null check (outcome in ('running', 'succeeded', 'failed')),
    -- Counts, or the type of the exception; no personal data.
    detail text,
    attempts integer not null default 1,
    unique (job, business_date),
    check ((outcome = 'running') = (finished_at is null))
);

create table idempotency_keys (
    actor text not null,
    key text not null,
    route text collate "C" not null,
    request_hash bytea not null,
    -- Null while the first request is still at it; nobody but that transaction can see it then.
    status text collate "C" check (status in ('succeeded', 'refused')),
    response jsonb,
    at timestamptz not null default now(),
    primary key (actor, key)
);
create index idempotency_keys_by_age on idempotency_keys (at);

-- Proof that the key ring beside the database is the one its CPR numbers were written with.
create table key_ring_marks (
    purpose text primary key,
    mark bytea not null,
    made_at timestamptz not null default now()
);
