-- A page of one citizen asks some thirty questions, and each is made ready with all its policies before it is answered. What the policies
-- ask of the relations again and again is asked once, when the citizen is looked at, and told beside who they are.

-- Whether the viewer works with the citizen they look at, rather than being let in by an emergency or to look after the data. It is told with
-- the citizen's own number, so that it says nothing of another one.
create function viewer_works_with_citizen() returns boolean language sql stable as $$
    select coalesce(nullif(current_setting('app.works_with', true), '')::uuid = viewer_citizen(), false)
$$;
-- What the areas' plans have in common is for those who work with the citizen, and the citizen and who stands by them.
create function viewer_shares_plan() returns boolean language sql stable as $$
    select viewer_person() is not null or viewer_gives_subject_access() or viewer_works_with_citizen()
$$;
alter policy of_citizen on shared_plans using (citizen_id = (select viewer_citizen()) and (select viewer_shares_plan()));
alter policy of_citizen on common_goals using (citizen_id = (select viewer_citizen()) and (select viewer_shares_plan()));

-- Looks at one citizen for the rest of the transaction, where the relations allow it; false where they do not. What is seldom so is asked last,
-- and only then: as one question they would all be made ready each time.
create or replace function look_at(citizen uuid) returns boolean language plpgsql volatile as $$
declare
    sees boolean := false;
    works boolean := false;
begin
    if viewer_person() is not null then
        sees := exists (select from standings_of(viewer_person(), viewer_day()) s where s.citizen_id = citizen);
    elsif citizen <> all (viewer_close_citizens()) then
        works := exists (select from citizen_relations r where r.citizen_id = citizen);
        sees := works or viewer_gives_subject_access();
        if not sees then
            sees := exists (select from break_glass_grants g where g.citizen_id = citizen and g.user_id = viewer_id() and g.until > viewer_now());
        end if;
        if not sees and viewer_is_data_protection() then
            sees := exists (select from conflicts k where k.citizen_id = citizen and k.severity = 3 and k.state in ('open', 'acknowledged'));
        end if;
    end if;
    perform set_config('app.works_with', case when works then citizen::text else '' end, true);
    return set_config('app.citizen', case when sees then citizen::text else '' end, true) <> '';
end;
$$;

create or replace function citizen_behind(kind text, object uuid) returns uuid language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
    if kind = 'Citizen' then
        return (select id from citizens where id = object);
    elsif kind = 'CoordinatorAssignment' then
        return (select citizen_id from coordinator_assignments where id = object);
    elsif kind = 'Conflict' then
        return (select citizen_id from conflicts where id = object);
    end if;
    return null;
end;
$$;

-- What the viewer is to the citizen they look at, and to nobody else: it answers no, to all of it, of anybody they do not look at.
create function relation_of_viewer(
    citizen uuid, of_kind text, of_object uuid, on_day date,
    out is_coordinator boolean, out is_asked boolean, out areas text[], out emergency_areas text[], out emergency_until timestamptz, out emergency_categories text[])
language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
    select coalesce(bool_or(x.state = 'active' and x.period_from <= on_day and (x.period_to is null or x.period_to >= on_day)), false),
           coalesce(bool_or(x.state = 'proposed' and (of_kind <> 'CoordinatorAssignment' or x.id = of_object)), false)
    into is_coordinator, is_asked
    from coordinator_assignments x where x.citizen_id = citizen and x.user_id = viewer_id() and citizen = viewer_citizen();
    areas := array(select distinct p.area from plans p
                   where p.citizen_id = citizen and p.ended_at is null and p.area = any (viewer_areas()) and citizen = viewer_citizen() order by p.area);
    select g.areas, g.until, g.categories into emergency_areas, emergency_until, emergency_categories
    from break_glass_grants g
    where g.citizen_id = citizen and g.user_id = viewer_id() and g.until > viewer_now() and citizen = viewer_citizen() limit 1;
end;
$$;

-- Whoever looks after the data sees of a citizen's name that something is critical. It is asked of one citizen at a time.
create function has_critical_conflict(citizen uuid) returns boolean language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
    return viewer_is_data_protection()
        and exists (select from conflicts k where k.citizen_id = citizen and k.severity = 3 and k.state in ('open', 'acknowledged'));
end;
$$;
alter policy critical on citizens using ((select viewer_is_data_protection()) and has_critical_conflict(id));

grant create on schema public to sammenhaeng_job;
alter function relation_of_viewer(uuid, text, uuid, date) owner to sammenhaeng_job;
alter function has_critical_conflict(uuid) owner to sammenhaeng_job;
revoke create on schema public from sammenhaeng_job;
revoke execute on function relation_of_viewer(uuid, text, uuid, date), has_critical_conflict(uuid) from public;
grant execute on function relation_of_viewer(uuid, text, uuid, date), has_critical_conflict(uuid) to sammenhaeng_web, sammenhaeng_job;
