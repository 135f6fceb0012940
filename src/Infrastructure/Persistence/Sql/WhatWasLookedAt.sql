-- A relative is let in for as long as was confirmed, and no longer.
alter table confirmed_relatives add column portal_until date;

-- What is told of a relative, so that nobody confirms what they have not seen.
create function mark_of_relative(n network_members, guardian boolean) returns text language sql stable as $$
    select md5(concat_ws('|', n.portal, coalesce(n.portal_until::text, '-'), n.custody_holder, guardian, n.protection, encode(n.cpr_index, 'hex')))
$$;

-- By what a private person may look at whom on a day: what is told and has been confirmed. Of several systems that let a relative in, the one
-- that lets in to least decides; custody ends with the 18th birthday, whatever they tell.
create or replace function standings_of(person uuid, on_day date) returns table (citizen_id uuid, kind text, portal text, has_custody boolean, keys text[])
language sql stable security definer set search_path = public, pg_temp as $$
    with me as materialized (select p.cpr_index from private_persons p where p.id = person),
    told as materialized (
        select n.citizen_id, n.source, n.id, birthday(z.birth_date, 18) > on_day as is_child,
               n.custody_holder as is_told_custody, n.custody_holder and coalesce(c.has_custody, false) as custody,
               case when n.portal_until < on_day then null else portal_level(n.portal) end as level,
               case when c.portal_until < on_day then null else portal_level(c.portal) end as confirmed,
               coalesce(c.is_guardian, false) and is_guardian(n.citizen_id, n.source, n.id, on_day) as guardian
        from network_members n join me on me.cpr_index = n.cpr_index join citizens z on z.id = n.citizen_id
        left join lateral (
            select r.portal, r.portal_until, r.has_custody, r.is_guardian from confirmed_relatives r
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

-- Who has looked at the citizen is for the citizen; the lists are found below.
alter policy read_by_citizen on access_log using ((select viewer_person()) is not null and citizen_id = (select viewer_citizen()));
-- The lists that the citizen was one of, for the citizen and whoever looks after data protection. A policy would keep the index of lists from
-- being used, for looking into a list is not leakproof: every row of the log would be read.
create function lists_with(citizen uuid, before_at timestamptz, before_id uuid, most integer) returns setof access_log
language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
    if viewer_is_data_protection() or viewer_person() is not null and citizen = viewer_citizen() then
        return query select * from access_log a
            where a.shown_citizens @> array[citizen] and a.shown_citizens <> '{}' and a.citizen_id is distinct from citizen and (a.at, a.id) < (before_at, before_id)
            order by a.at desc, a.id desc limit most;
    end if;
end;
$$;
grant create on schema public to sammenhaeng_job;
alter function lists_with(uuid, timestamptz, uuid, integer) owner to sammenhaeng_job;
revoke create on schema public from sammenhaeng_job;
revoke execute on function lists_with(uuid, timestamptz, uuid, integer) from public;
grant execute on function lists_with(uuid, timestamptz, uuid, integer) to sammenhaeng_web, sammenhaeng_job;
