-- Citizens, and those who stand for or beside them, who have signed in with the national e-ID. Nobody is written down here whom no
-- course tells of. The number itself is not kept: a mark of it finds what concerns this person.
create table private_persons (
    id uuid primary key,
    cpr_index bytea not null unique check (octet_length(cpr_index) = 32),
    first_signed_in_at timestamptz not null default now(),
    last_signed_in_at timestamptz not null default now() check (last_signed_in_at >= first_signed_in_at)
);
create index network_members_by_cpr on network_members (cpr_index) where cpr_index is not null and ended_at is null;

create function viewer_person() returns uuid language sql stable as $$ select nullif(current_setting('app.person', true), '')::uuid $$;

-- Calendar birthday; 29 February is kept on 1 March in other years.
create function birthday(born date, age integer) returns date language sql immutable as $$
    select (born + make_interval(years => age))::date
        + case when to_char(born, 'MMDD') = '0229' and to_char(born + make_interval(years => age), 'MMDD') = '0228' then 1 else 0 end
$$;

-- That a system tells of custody, a guardianship or a portal opens nothing by itself: a wrong registration has led a parent to a hidden
-- address before. Somebody of the area looks at it and says so; what is told later, and is more, waits for the next one to say so.
create table confirmed_relatives (
    id bigint generated always as identity primary key,
    citizen_id uuid not null,
    source text collate "C" not null,
    person_id text collate "C" not null,
    cpr_index bytea not null,
    portal text collate "C" not null check (portal in ('none', 'calendar', 'calendarAndGoals', 'full')),
    has_custody boolean not null,
    is_guardian boolean not null,
    confirmed_by uuid not null references users (id),
    confirmed_at timestamptz not null default now(),
    foreign key (citizen_id, person_id, source) references network_members (citizen_id, id, source)
);
create index confirmed_relatives_by_person on confirmed_relatives (citizen_id, source, person_id, id desc);
create trigger confirmed_relatives_stay before update or delete on confirmed_relatives for each row execute function refuse_change();
create trigger confirmed_relatives_are_not_emptied before truncate on confirmed_relatives for each statement execute function refuse_change();

create function portal_level(portal text) returns integer language sql immutable as $$
    select array_position(array['calendar', 'calendarAndGoals', 'full'], portal)
$$;

-- Whether a row of the network is the guardian of an adult on a day. A guardianship that is told with a scope opens nothing: what of a course
-- lies within some words no system can say.
create function is_guardian(citizen uuid, of_source text, person text, on_day date) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
    select exists (
        select from powers_of_attorney a join citizens z on z.id = a.citizen_id
        where a.citizen_id = citizen and a.kind = 'guardianship' and a.scope is null and a.ended_at is null and a.valid_to >= on_day
          and birthday(z.birth_date, 18) <= on_day and (a.holder = of_source || ':' || person or a.source = of_source and a.holder = person))
$$;

-- By what a private person may look at whom on a day: what is told and has been confirmed. Of several systems that let a relative in, the one
-- that lets in to least decides; custody ends with the 18th birthday, whatever they tell.
create function standings_of(person uuid, on_day date) returns table (citizen_id uuid, kind text, portal text, has_custody boolean, keys text[])
language sql stable security definer set search_path = public, pg_temp as $$
    with me as materialized (select p.cpr_index from private_persons p where p.id = person),
    told as materialized (
        select n.citizen_id, n.source, n.id, birthday(z.birth_date, 18) > on_day as is_child,
               n.custody_holder as is_told_custody, n.custody_holder and coalesce(c.has_custody, false) as custody,
               case when n.portal_until < on_day then null else portal_level(n.portal) end as level,
               portal_level(c.portal) as confirmed,
               coalesce(c.is_guardian, false) and is_guardian(n.citizen_id, n.source, n.id, on_day) as guardian
        from network_members n join me on me.cpr_index = n.cpr_index join citizens z on z.id = n.citizen_id
        left join lateral (
            select r.portal, r.has_custody, r.is_guardian from confirmed_relatives r
            where r.citizen_id = n.citizen_id and r.source = n.source and r.person_id = n.id and r.cpr_index = n.cpr_index
            order by r.id desc limit 1) c on true
        where n.ended_at is null),
    people as (
        select t.citizen_id, bool_or(t.is_told_custody) as is_told_custody, bool_or(t.custody) as custody, bool_or(t.is_child) as is_child, bool_or(t.guardian) as is_guardian,
               -- What no row has been confirmed to open is opened by none; what one row tells is less, all are.
               case when bool_or(t.level is not null and t.confirmed is not null) then least(min(t.level), max(t.confirmed) filter (where t.level is not null)) end as level,
               array_agg(t.source || ':' || t.id order by t.source, t.id) as keys
        from told t group by t.citizen_id)
    select z.id, 'self', 'full', false, '{}'::text[] from citizens z join me on me.cpr_index = z.cpr_index
    union all
    select p.citizen_id, case when p.is_guardian then 'guardian' else 'relative' end,
           coalesce((array['calendar', 'calendarAndGoals', 'full'])[p.level], 'none'), p.custody and p.is_child, p.keys
    from people p
    where p.is_guardian or p.custody and p.is_child or not p.is_told_custody and p.level is not null
$$;

-- Whether anybody's course tells of whoever has this mark.
create function is_told_of(index bytea) returns boolean language sql stable security definer set search_path = public, pg_temp as $$
    select exists (select from citizens z where z.cpr_index = index)
        or exists (select from network_members n where n.cpr_index = index and n.ended_at is null)
$$;
grant create on schema public to sammenhaeng_job;
alter function is_guardian(uuid, text, text, date) owner to sammenhaeng_job;
alter function standings_of(uuid, date) owner to sammenhaeng_job;
alter function is_told_of(bytea) owner to sammenhaeng_job;
revoke create on schema public from sammenhaeng_job;
revoke execute on function is_guardian(uuid, text, text, date), standings_of(uuid, date), is_told_of(bytea) from public;
grant execute on function is_guardian(uuid, text, text, date), standings_of(uuid, date), is_told_of(bytea) to sammenhaeng_web, sammenhaeng_job;

-- Looks at one citizen for the rest of the transaction, where the relations allow it; false where they do not.
create or replace function look_at(citizen uuid) returns boolean language plpgsql volatile as $$
begin
    return set_config('app.citizen', case when case when viewer_person() is not null
            then exists (select from standings_of(viewer_person(), viewer_day()) s where s.citizen_id = citizen)
            else (exists (select from citizen_relations r where r.citizen_id = citizen)
                or exists (select from break_glass_grants g where g.citizen_id = citizen and g.user_id = viewer_id() and g.until > viewer_now())
                or viewer_gives_subject_access()
                or viewer_is_data_protection() and exists (
                    select from conflicts k where k.citizen_id = citizen and k.severity = 3 and k.state in ('open', 'acknowledged')))
                and citizen <> all (viewer_close_citizens()) end
        then citizen::text else '' end, true) <> '';
end;
$$;

grant select, insert on confirmed_relatives to sammenhaeng_web;
revoke insert, update, delete on confirmed_relatives from sammenhaeng_job;
alter table confirmed_relatives enable row level security, force row level security;
create policy system on confirmed_relatives to sammenhaeng_job using (true) with check (true);
create policy of_citizen on confirmed_relatives to sammenhaeng_web using (citizen_id = (select viewer_citizen()));
grant select, insert, update (last_signed_in_at) on private_persons to sammenhaeng_web;
revoke insert, update on private_persons from sammenhaeng_job;
alter table private_persons enable row level security, force row level security;
create policy system on private_persons to sammenhaeng_job using (true) with check (true);
-- At the door, where nobody is signed in yet, one is found by the mark of the number that the e-ID vouches for.
create policy at_the_door on private_persons to sammenhaeng_web using (
    (select viewer_id()) is null and ((select viewer_person()) is null or id = (select viewer_person())));

-- Whom the viewer sees the names of without looking at one of them: those whom they stand for or beside.
create policy by_standing on citizens for select to sammenhaeng_web using (
    (select viewer_person()) is not null and (select viewer_citizen()) is null
    and id in (select s.citizen_id from standings_of((select viewer_person()), (select viewer_day())) s));
-- Who has looked at the citizen is for the citizen.
create policy read_by_citizen on access_log for select to sammenhaeng_web using (
    (select viewer_person()) is not null
    and (citizen_id = (select viewer_citizen()) or shown_citizens @> array[(select viewer_citizen())]));
alter policy signed_in on domain_events using ((select viewer_id()) is not null or (select viewer_person()) is not null);
alter policy signed_in on due_citizens using ((select viewer_id()) is not null or (select viewer_person()) is not null);

-- A private person answers what they are asked, and changes nothing else.
do $$
declare
    of text;
begin
    foreach of in array array['citizens', 'conflicts', 'conflict_history', 'coordinator_assignments', 'given_shares', 'break_glass_grants', 'rejected_documents', 'confirmed_relatives']
    loop
        execute format('create policy not_by_private_persons on %I as restrictive for insert to sammenhaeng_web with check ((select viewer_person()) is null)', of);
        execute format('create policy not_changed_by_private_persons on %I as restrictive for update to sammenhaeng_web using ((select viewer_person()) is null)', of);
    end loop;
end;
$$;

-- With the e-ID somebody signs by themselves; what is heard or on paper is written down by one of the staff. A consent that is renewed with
-- the e-ID is ended by nobody: the one that takes its place ends it.
alter table consent_signatures
    drop constraint consent_heard_or_on_paper,
    add constraint consent_heard_or_on_paper check (
        case when method = 'mitId' then written_down_by is null and note = '' else written_down_by is not null and length(btrim(note)) >= 5 end);
alter table consent_records
    drop constraint consent_withdrawn_on_a_day,
    add constraint consent_withdrawn_on_a_day check ((state = 'withdrawn') = (withdrawn_on is not null));
