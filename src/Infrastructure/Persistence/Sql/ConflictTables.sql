-- Conflicts with a life: one row per citizen, rule and subjects, for ever. The engine opens, changes and closes them by
-- difference; people act on them through the aggregate. The unique key makes the same finding twice harmless.
create table conflicts (
    id uuid primary key,
    citizen_id uuid not null references citizens (id),
    rule text collate "C" not null,
    subject_key text collate "C" not null,
    fingerprint text collate "C" not null,
    subjects jsonb not null,
    areas text[] collate "C" not null,
    state text collate "C" not null check (state in ('open', 'acknowledged', 'resolved', 'accepted', 'autoClosed')),
    is_found boolean not null,
    -- 0 low, 1 medium, 2 high, 3 critical
    severity smallint not null check (severity between 0 and 3),
    evidence text not null,
    evidence_hash bigint not null,
    owner_id uuid references users (id),
    item_owner_source text collate "C",
    item_owner_id text collate "C",
    due_on date,
    first_seen_at timestamptz not null,
    last_seen_at timestamptz,
    shows_by date,
    accepted_until date,
    settled_severity smallint check (settled_severity between 0 and 3),
    settled_evidence bigint,
    revision bigint not null,
    unique (citizen_id, rule, subject_key),
    -- Known to be there means no last time yet; gone means there is one.
    check (is_found = (last_seen_at is null)),
    check (state not in ('open', 'acknowledged', 'accepted') or is_found),
    check (state <> 'autoClosed' or not is_found),
    check ((state = 'resolved') = (shows_by is not null)),
    check ((state = 'accepted') = (accepted_until is not null)),
    check ((state in ('resolved', 'accepted')) = (settled_severity is not null and settled_evidence is not null)),
    check (state <> 'accepted' or settled_severity < 3),
    check (state <> 'acknowledged' or (owner_id is not null and due_on is not null)),
    check ((item_owner_source is null) = (item_owner_id is null))
);
create index conflicts_unsettled on conflicts (citizen_id, severity desc) where state in ('open', 'acknowledged');
create index conflicts_by_owner on conflicts (owner_id, due_on) where state in ('open', 'acknowledged');

create table conflict_history (
    id uuid primary key,
    conflict_id uuid not null references conflicts (id),
    change text collate "C" not null check (change in ('opened', 'severityChanged', 'evidenceChanged', 'acknowledged', 'accepted', 'resolved', 'wentAway', 'autoClosed', 'reopened')),
    at timestamptz not null,
    -- Null when the engine did it.
    by uuid references users (id),
    note text,
    until date,
    severity smallint not null check (severity between 0 and 3),
    evidence text not null
);
create index conflict_history_by_conflict on conflict_history (conflict_id, id);
create index conflict_history_by_time on conflict_history (at desc);

-- When a citizen was last judged alone. Numbers come from one sequence: who judged from an older reading sees that a newer
-- judging has been written, and leaves the citizen alone.
create sequence citizen_check_numbers;
create table citizen_checks (
    citizen_id uuid primary key references citizens (id),
    number bigint not null,
    checked_at timestamptz not null,
    as_of date not null
);

-- Every judging of everyone: its progress, and what it changed.
create table sweeps (
    id uuid primary key,
    as_of date not null,
    requested_at timestamptz not null,
    requested_by uuid references users (id),
    state text collate "C" not null check (state in ('waiting', 'running', 'done', 'stopped', 'failed')),
    started_at timestamptz,
    finished_at timestamptz,
    citizens integer not null default 0,
    done integer not null default 0,
    opened integer not null default 0,
    changed integer not null default 0,
    closed integer not null default 0,
    postponed integer not null default 0,
    -- Everyone up to here has been judged; a stopped sweep goes on after it.
    done_to uuid,
    error text,
    check ((state in ('done', 'stopped', 'failed')) = (finished_at is not null)),
    check (done between 0 and citizens)
);
create index sweeps_by_time on sweeps (requested_at desc);
-- A conflict that is found was last seen when its citizen was last judged, alone or with everyone.
create view citizen_last_check with (security_invoker = true) as
select c.id as citizen_id,
       greatest(k.checked_at, (select max(s.finished_at) from sweeps s where s.state = 'done')) as checked_at
from citizens c
left join citizen_checks k on k.citizen_id = c.id;
