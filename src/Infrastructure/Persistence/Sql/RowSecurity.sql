-- The second layer: whatever the program asks for, a viewer gets rows of those citizens alone whom they work with, and nobody who has
-- not said who they are gets any. It stands by itself: it reads the relations, not what the program has decided.
--
-- sammenhaeng_web   what is done for somebody who is signed in. Sees by the policies below.
-- sammenhaeng_job   the system's own work: imports, checks, sweeps, events. Sees every row; no request is answered by it.
-- Neither owns a table, and neither passes by row-level security. Who logs on is made a member of both by whoever runs the machine.
do $$
begin
    perform pg_advisory_xact_lock(hashtextextended('sammenhaeng:roles', 0));
    if not exists (select from pg_roles where rolname = 'sammenhaeng_web') then
        create role sammenhaeng_web nologin nosuperuser nobypassrls;
    end if;
    if not exists (select from pg_roles where rolname = 'sammenhaeng_job') then
        create role sammenhaeng_job nologin nosuperuser nobypassrls;
    end if;
exception when duplicate_object or unique_violation then
    null; -- The migration of another database of this server made them at the same moment.
end;
$$;
do $$
begin
    -- Functions are given to the second role below, which only a member may do.
    if not pg_has_role(current_user, 'sammenhaeng_job', 'member') then
        execute format('grant sammenhaeng_job, sammenhaeng_web to %I', current_user);
    end if;
end;
$$;

-- Who has a plan in which area, and who is or is asked to be coordinator: kept by triggers, so that a policy is one look at one table.
create table citizen_relations (
    citizen_id uuid not null references citizens (id),
    area text collate "C",
    assignment_id uuid references coordinator_assignments (id) on delete cascade,
    user_id uuid,
    valid_from date not null default '-infinity',
    valid_to date not null default 'infinity',
    check (num_nonnulls(area, assignment_id) = 1),
    check ((assignment_id is null) = (user_id is null))
);
create unique index citizen_relations_by_area on citizen_relations (citizen_id, area) where area is not null;
create unique index citizen_relations_by_assignment on citizen_relations (assignment_id) where assignment_id is not null;
create index citizen_relations_by_citizen on citizen_relations (citizen_id, user_id) where user_id is not null;

insert into citizen_relations (citizen_id, area) select distinct citizen_id, area from plans where ended_at is null;
insert into citizen_relations (citizen_id, assignment_id, user_id, valid_from, valid_to)
select citizen_id, id, user_id, case when state = 'active' then period_from else '-infinity' end,
       case when state = 'active' then coalesce(period_to, 'infinity') else 'infinity' end
from coordinator_assignments where state in ('active', 'proposed') and user_id is not null;

create function keep_area_relations() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
    if tg_op <> 'INSERT' then
        delete from citizen_relations r using (select distinct citizen_id, area from old_rows where ended_at is null) o
        where r.citizen_id = o.citizen_id and r.area = o.area
          and not exists (select from plans p where p.citizen_id = o.citizen_id and p.area = o.area and p.ended_at is null);
    end if;
    if tg_op <> 'DELETE' then
        insert into citizen_relations (citizen_id, area) select distinct citizen_id, area from new_rows where ended_at is null
        on conflict do nothing;
    end if;
    return null;
end;
$$;
create trigger plans_relate after insert on plans referencing new table as new_rows for each statement execute function keep_area_relations();
create trigger plans_relate_anew after update on plans referencing old table as old_rows new table as new_rows
    for each statement execute function keep_area_relations();
create trigger plans_relate_no_more after delete on plans referencing old table as old_rows for each statement execute function keep_area_relations();

create function keep_coordinator_relation() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
    delete from citizen_relations where assignment_id = new.id;
    if new.state in ('active', 'proposed') and new.user_id is not null then
        insert into citizen_relations (citizen_id, assignment_id, user_id, valid_from, valid_to)
        select new.citizen_id, new.id, new.user_id, case when new.state = 'active' then new.period_from else '-infinity' end,
               case when new.state = 'active' then coalesce(new.period_to, 'infinity') else 'infinity' end;
    end if;
    return null;
end;
$$;
create trigger coordinator_relates after insert or update on coordinator_assignments for each row execute function keep_coordinator_relation();

-- Who is asking: told for one transaction at a time, by the reader of the access facts. Nothing told is nobody. Areas are told of those
-- alone who work with citizens: a leader has none here, not even an empty list.
create function viewer_id() returns uuid language sql stable as $$ select nullif(current_setting('app.user', true), '')::uuid $$;
create function viewer_subject() returns text language sql stable as $$ select nullif(current_setting('app.subject', true), '') $$;
create function viewer_areas() returns text[] language sql stable as $$ select nullif(current_setting('app.areas', true), '')::text[] $$;
create function viewer_day() returns date language sql stable as $$ select nullif(current_setting('app.day', true), '')::date $$;
create function viewer_is_data_protection() returns boolean language sql stable as $$
    select coalesce('dataProtection' = any (nullif(current_setting('app.roles', true), '')::text[]), false)
$$;

create function viewer_citizen() returns uuid language sql stable as $$ select nullif(current_setting('app.citizen', true), '')::uuid $$;

-- What is to be known also of citizens whom the viewer does not see. Ids and numbers, no content.
-- Whom a request was about is written down where it is denied, too.
create function citizen_behind(kind text, object uuid) returns uuid language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
    return case kind
        when 'Citizen' then (select id from citizens where id = object)
        when 'CoordinatorAssignment' then (select citizen_id from coordinator_assignments where id = object)
        when 'Conflict' then (select citizen_id from conflicts where id = object)
    end;
end;
$$;
-- A refused document is logged as shown of whom it is about.
create function citizen_ids_of(index bytea) returns setof uuid language sql stable security definer set search_path = public, pg_temp as $$
    select id from citizens where cpr_index = index
$$;
-- Whether a system tells of an area at all.
create function tells_of_area(told_by text, areas text[]) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
    select exists (select from course_sources where source = told_by and area = any (areas))
$$;
-- How much a rule finds, for those who set it and see no citizen.
create function open_conflicts_by_rule() returns table (rule text, open integer)
language sql stable security definer set search_path = public, pg_temp as $$
    select rule, count(*)::integer from conflicts where state in ('open', 'acknowledged') group by rule
$$;

grant usage on schema public to sammenhaeng_web, sammenhaeng_job;
grant create on schema public to sammenhaeng_job;
alter function keep_area_relations() owner to sammenhaeng_job;
alter function keep_coordinator_relation() owner to sammenhaeng_job;
alter function citizen_behind(text, uuid) owner to sammenhaeng_job;
alter function citizen_ids_of(bytea) owner to sammenhaeng_job;
alter function tells_of_area(text, text[]) owner to sammenhaeng_job;
alter function open_conflicts_by_rule() owner to sammenhaeng_job;
revoke create on schema public from sammenhaeng_job;
revoke execute on function citizen_behind(text, uuid), citizen_ids_of(bytea), tells_of_area(text, text[]), open_conflicts_by_rule() from public;
grant execute on function citizen_behind(text, uuid), citizen_ids_of(bytea), tells_of_area(text, text[]), open_conflicts_by_rule()
    to sammenhaeng_web, sammenhaeng_job;

grant select, insert, update, delete on all tables in schema public to sammenhaeng_job;
revoke update, delete on access_log from sammenhaeng_job;
grant usage, select on all sequences in schema public to sammenhaeng_web, sammenhaeng_job;
alter default privileges in schema public grant select, insert, update, delete on tables to sammenhaeng_job;
alter default privileges in schema public grant usage, select on sequences to sammenhaeng_web, sammenhaeng_job;

-- What somebody signed in may do to which table; which of its rows, the policies say.
grant select on all tables in schema public to sammenhaeng_web;
revoke select on handled_events from sammenhaeng_web;
grant insert, update on conflicts, coordinator_assignments, due_citizens, domain_events, idempotency_keys, sweeps, users to sammenhaeng_web;
grant insert on conflict_history, access_log, reference_history, data_protection_keys to sammenhaeng_web;
grant insert, update, delete on limits, rule_settings, places, travel_times, place_settings, user_areas, staff_directory,
    openiddict_applications, openiddict_authorizations, openiddict_scopes, openiddict_tokens to sammenhaeng_web;
grant update on reference_version, rejected_documents to sammenhaeng_web;

-- Looks at one citizen for the rest of the transaction, where the relations allow it; false where they do not.
create function look_at(citizen uuid) returns boolean language plpgsql volatile as $$
begin
    return set_config('app.citizen', case when exists (select from citizen_relations r where r.citizen_id = citizen)
        or viewer_is_data_protection() and exists (
            select from conflicts k where k.citizen_id = citizen and k.severity = 3 and k.state in ('open', 'acknowledged'))
        then citizen::text else '' end, true) <> '';
end;
$$;
create policy own on citizen_relations for select to sammenhaeng_web using (
    area = any ((select viewer_areas())::text[])
    or user_id = (select viewer_id()) and (select viewer_areas()) is not null and valid_from <= (select viewer_day()) and valid_to >= (select viewer_day()));

do $$
declare
    of text;
begin
    -- A citizen, and what lists are made of: where a request looks at one citizen, that one alone by one comparison; otherwise all
    -- whom the viewer works with.
    foreach of in array array['citizens', 'plans', 'appointments', 'contacts', 'coordinator_assignments', 'citizen_checks']
    loop
        execute format($policy$
            create policy by_relation on %1$I to sammenhaeng_web using (
                case when (select viewer_citizen()) is not null then %1$I.%2$s = (select viewer_citizen())
                     else exists (select from citizen_relations r where r.citizen_id = %1$I.%2$s) end)
            $policy$, of, case of when 'citizens' then 'id' else 'citizen_id' end);
    end loop;
    -- What is read of one citizen at a time, and no list is made of: of the one looked at. A page asks all of these, and one comparison
    -- costs a tenth of the rest.
    foreach of in array array['course_sources', 'plan_shares', 'goals', 'interventions', 'intervention_requirements', 'restrictions',
        'network_members', 'residences', 'consents', 'assessments', 'milestones', 'powers_of_attorney', 'decisions', 'decision_conditions', 'agreements']
    loop
        execute format('create policy of_citizen on %I to sammenhaeng_web using (citizen_id = (select viewer_citizen()))', of);
    end loop;
    foreach of in array array['domain_events', 'due_citizens', 'imports', 'rejected_documents', 'sweeps']
    loop
        -- Ids and counts, and documents that are ciphertext here: whoever is signed in, for the program has to write and count them.
        execute format('create policy signed_in on %I to sammenhaeng_web using ((select viewer_id()) is not null)', of);
    end loop;
end;
$$;
-- To the data-protection contact, critical conflicts that are not settled, and the citizens who have one.
create policy critical on citizens for select to sammenhaeng_web using (
    (select viewer_is_data_protection()) and exists (
        select from conflicts k where k.citizen_id = citizens.id and k.severity = 3 and k.state in ('open', 'acknowledged')));
create policy by_relation on conflicts to sammenhaeng_web using (
    case when (select viewer_citizen()) is not null and not (select viewer_is_data_protection()) then citizen_id = (select viewer_citizen())
         else exists (select from citizen_relations r where r.citizen_id = conflicts.citizen_id) end);
create policy critical on conflicts to sammenhaeng_web using (
    severity = 3 and state in ('open', 'acknowledged') and (select viewer_is_data_protection()));
create policy by_conflict on conflict_history to sammenhaeng_web using (exists (select from conflicts c where c.id = conflict_id));
create policy own on idempotency_keys to sammenhaeng_web using (actor = (select viewer_subject()));
-- Denials are written too, and attempts of those whom the database does not know.
create policy written_by_all on access_log for insert to sammenhaeng_web with check (true);
create policy read_by_data_protection on access_log for select to sammenhaeng_web using ((select viewer_is_data_protection()));

do $$
declare
    of text;
begin
    for of in select tablename from pg_policies where schemaname = 'public' union select 'handled_events'
    loop
        execute format('alter table %I enable row level security, force row level security', of);
        execute format('create policy system on %I to sammenhaeng_job using (true) with check (true)', of);
    end loop;
end;
$$;
