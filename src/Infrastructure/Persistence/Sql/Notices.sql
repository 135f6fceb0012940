-- Mails that tell that there is something new, and never what. Whoever runs the digests twice makes one: once for a person and a day, or
-- for a person and the notice that hastes. The address is looked up when it is sent, so that a corrected one is used.
create table mails (
    id uuid primary key default gen_random_uuid(),
    user_id uuid not null references users (id),
    kind text collate "C" not null check (kind in ('digest', 'atOnce')),
    occasion text collate "C" not null,
    notices integer not null check (notices > 0),
    state text collate "C" not null default 'waiting' check (state in ('waiting', 'sent', 'failed', 'overtaken')),
    made_at timestamptz not null default now(),
    tries integer not null default 0,
    next_try_at timestamptz not null default now(),
    -- Whoever is sending it has it until then, by the clock of the database.
    claimed_until timestamptz,
    claim uuid,
    -- A code: what the mail server said may hold the address.
    problem text collate "C",
    settled_at timestamptz,
    unique (user_id, kind, occasion),
    check ((state = 'waiting') = (settled_at is null)),
    check ((claim is null) = (claimed_until is null)),
    check (state <> 'failed' or problem is not null)
);
create index mails_waiting on mails (next_try_at) where state = 'waiting';
create index mails_failed on mails (settled_at desc) where state = 'failed';
create index mails_of_user on mails (user_id, made_at desc);

-- That somebody is to look at something: ids and codes alone. What it says is put together for whoever reads it, from what they may see then.
create table notices (
    id uuid primary key default gen_random_uuid(),
    user_id uuid not null references users (id),
    kind text collate "C" not null check (kind in ('conflict', 'proposal', 'proposalAnswer', 'coordinatorAsked', 'coordinatorAnswer', 'coordinatorEnded',
        'emergencyAccess', 'emergencyReview', 'agreementDue', 'agreementOverdue', 'followUp')),
    citizen_id uuid references citizens (id),
    -- A conflict, a proposal, an assignment or a grant; of what a system tells there is no id of ours.
    about uuid,
    -- What it is told of once: a line of the conflict's history, a state of the proposal, an item and its day.
    occasion text collate "C" not null check (length(occasion) between 1 and 100),
    is_critical boolean not null default false,
    made_at timestamptz not null,
    read_at timestamptz,
    -- The one mail that has told of it.
    mail_id uuid references mails (id),
    unique (user_id, kind, occasion)
);
create index notices_by_time on notices (user_id, made_at desc, id);
create index notices_unread on notices (user_id) where read_at is null;
create index notices_unmailed on notices (user_id) where read_at is null and mail_id is null;
create index notices_that_haste on notices (made_at) where is_critical and read_at is null and mail_id is null;
create index notices_by_mail on notices (mail_id) where mail_id is not null;
create index notices_of_thing on notices (about) where about is not null;
create index notices_by_age on notices (made_at);

-- How somebody wants to be told. Who has said nothing gets one mail a day, where the sign-in service has told an address.
create table notice_settings (
    user_id uuid primary key references users (id),
    address text check (address is null or length(address) between 3 and 254 and address !~ '[\x01-\x20\x7f]'),
    digest_hour smallint not null check (digest_hour between 0 and 23)
);
create table notice_choices (
    user_id uuid not null references users (id),
    kind text collate "C" not null,
    choice text collate "C" not null check (choice in ('daily', 'atOnce', 'never')),
    primary key (user_id, kind)
);

-- Who works with a citizen by name: the coordinators on their days, and the contacts who sign in here.
create view citizen_staff with (security_invoker = true) as
select a.citizen_id, a.user_id, null::text collate "C" as area, a.period_from as valid_from, coalesce(a.period_to, 'infinity') as valid_to
from coordinator_assignments a where a.state = 'active' and a.user_id is not null
union all
select k.citizen_id, d.user_id, k.area, '-infinity', 'infinity'
from contacts k join staff_directory d on d.source = k.source and d.contact_id = k.id
where k.ended_at is null and d.user_id is not null;

-- A conflict that opens, or opens again, is told in the transaction that writes it, whoever found it: the coordinators, the contacts of the
-- areas it is between, whoever has taken it on; and of a critical one the data-protection contact too, also where it has become so.
-- Written as sets, since a night may open many; each of them by key, whatever the statistics think of so few rows.
create function tell_of_conflicts() returns trigger language plpgsql security definer
set search_path = public, pg_temp set enable_hashjoin = off set enable_mergejoin = off as $$
begin
    if not exists (select from new_rows h where h.change in ('opened', 'reopened') or h.change = 'severityChanged' and h.severity = 3) then
        return null;
    end if;
    insert into notices (user_id, kind, citizen_id, about, occasion, is_critical, made_at)
    with risen as (
        select h.id as line, c.id, c.citizen_id, c.areas, c.owner_id, h.severity, h.at, h.by, (h.at at time zone 'Europe/Copenhagen')::date as day
        from new_rows h join conflicts c on c.id = h.conflict_id
        where h.change in ('opened', 'reopened') or h.change = 'severityChanged' and h.severity = 3
    ), whom as (
        select r.line, s.user_id from risen r join citizen_staff s on s.citizen_id = r.citizen_id
        where case when s.area is null then r.day between s.valid_from and s.valid_to
                   else s.area = any (r.areas) and exists (
                       select from user_areas a where a.user_id = s.user_id and a.area = s.area
                         and a.valid_from <= r.day and (a.valid_to is null or a.valid_to >= r.day)) end
        union
        select r.line, r.owner_id from risen r where r.owner_id is not null
        union
        select r.line, u.id from risen r join users u on 'dataProtection' = any (u.roles) where r.severity = 3
    )
    select u.id, 'conflict', r.citizen_id, r.id, r.line::text, r.severity = 3, r.at
    from whom w join risen r on r.line = w.line join users u on u.id = w.user_id
    where u.active and r.by is distinct from u.id
      and not exists (select from close_relations k join citizens z on z.cpr_index = k.cpr_index where k.user_id = u.id and z.id = r.citizen_id)
    on conflict do nothing;
    return null;
end;
$$;
create trigger conflicts_are_told after insert on conflict_history referencing new table as new_rows
    for each statement execute function tell_of_conflicts();

-- For the frame around a page, which shows no more than "99+".
create function unread_notices(member uuid) returns integer language sql stable security definer set search_path = public, pg_temp as $$
    select count(*)::integer from (select from notices where user_id = member and read_at is null limit 100) counted
$$;
grant create on schema public to sammenhaeng_job;
alter function tell_of_conflicts() owner to sammenhaeng_job;
alter function unread_notices(uuid) owner to sammenhaeng_job;
revoke create on schema public from sammenhaeng_job;
revoke execute on function unread_notices(uuid) from public;
grant execute on function unread_notices(uuid) to sammenhaeng_web, sammenhaeng_job;

grant select on notices, mails, citizen_staff to sammenhaeng_web;
grant update (read_at) on notices to sammenhaeng_web;
grant update (state, tries, next_try_at, settled_at, problem) on mails to sammenhaeng_web;
grant select, insert, update on notice_settings, notice_choices to sammenhaeng_web;

do $$
declare
    of text;
begin
    foreach of in array array['notices', 'mails', 'notice_settings', 'notice_choices']
    loop
        execute format('alter table %I enable row level security, force row level security', of);
        execute format('create policy system on %I to sammenhaeng_job using (true) with check (true)', of);
        execute format('create policy own on %I %s to sammenhaeng_web using (user_id = (select viewer_id()))', of, case of when 'mails' then 'for select' else '' end);
    end loop;
end;
$$;
-- Whoever runs the machine sees whose mail did not go, and sends it again; what it tells of stays the person's own.
create policy operated on mails to sammenhaeng_web using ((select viewer_has_role('administrator')));
