-- Which two areas are held together for staff, by which kinds of information, from which day on. The latest row that is valid on a day
-- counts; where there is none they are compared.
create table comparison_levels (
    id bigint generated always as identity primary key,
    area_a text collate "C" not null,
    area_b text collate "C" not null check (area_a < area_b),
    category text collate "C" not null check (category in ('plan', 'goals', 'interventions', 'appointments')),
    level text collate "C" not null check (level in ('none', 'freeBusy')),
    valid_from date not null,
    changed_by uuid references users (id),
    changed_at timestamptz not null
);
create index comparison_levels_by_pair on comparison_levels (area_a, area_b, category, valid_from, id);
create trigger comparison_levels_changed after insert or update or delete or truncate on comparison_levels
    for each statement execute function reference_changed();
create trigger comparison_levels_history after update or delete on comparison_levels
    for each row execute function keep_reference_history();
grant select, insert on comparison_levels to sammenhaeng_web;
grant select on comparison_levels to sammenhaeng_job;

-- What is not compared on the viewer's day.
create view not_compared with (security_invoker = true) as
    select distinct on (area_a, area_b, category) area_a, area_b, category, level from comparison_levels
    where valid_from <= viewer_day() order by area_a, area_b, category, valid_from desc, id desc;
grant select on not_compared to sammenhaeng_web, sammenhaeng_job;

-- Whether a plan of one of two areas is shared with the other on a ground that opens something today.
create function areas_share(citizen uuid, one text, other text, today date) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
    select exists (
        select from all_shares s join plans p on p.citizen_id = s.citizen_id and p.source = s.source and p.id = s.plan_id and p.ended_at is null
        where s.citizen_id = citizen and (p.area, s.area) in ((one, other), (other, one)) and (s.until is null or s.until >= today)
          and (s.ground <> 'consent' or exists (
              select from all_consents c where c.citizen_id = citizen and p.area = any (c.from_areas) and s.area = any (c.to_areas)
                and c.given_at <= today and (c.revoked_at is null or c.revoked_at > today) and (c.valid_to is null or c.valid_to >= today)
                and c.categories && array['plan', 'goals', 'interventions', 'appointments'])))
$$;

-- Whether staff with these areas are told of a conflict: the same as CourseMask.IsCompared says.
create function is_compared(citizen uuid, sides text[], subjects jsonb, own text[], today date) returns boolean
language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
    of text[] := case when cardinality(sides) = 0 then array['plan', 'goals', 'interventions', 'appointments'] else array(
        select distinct case s ->> 'kind' when 'goal' then 'goals' when 'intervention' then 'interventions' when 'appointment' then 'appointments' else 'plan' end
        from jsonb_array_elements(subjects) s) end;
    meets text[] := case when cardinality(sides) = 0
        then array(select distinct p.area from plans p where p.citizen_id = citizen and p.ended_at is null) else sides end;
begin
    return meets <@ own or not exists (
        select from not_compared n
        where n.level = 'none' and n.category = any (of) and n.area_a = any (meets) and n.area_b = any (meets)
          and not areas_share(citizen, n.area_a, n.area_b, today));
end;
$$;
grant create on schema public to sammenhaeng_job;
alter function areas_share(uuid, text, text, date) owner to sammenhaeng_job;
alter function is_compared(uuid, text[], jsonb, text[], date) owner to sammenhaeng_job;
revoke create on schema public from sammenhaeng_job;
revoke execute on function areas_share(uuid, text, text, date), is_compared(uuid, text[], jsonb, text[], date) from public;
grant execute on function areas_share(uuid, text, text, date), is_compared(uuid, text[], jsonb, text[], date) to sammenhaeng_web, sammenhaeng_job;

-- Of staff with areas alone: the citizen sees all, and the data-protection contact every critical one. Where everything is compared, which
-- is looked up once, no row is looked at for it.
create policy compared on conflicts as restrictive for select to sammenhaeng_web using (
    case when (select viewer_areas() is null or viewer_is_data_protection() or not exists (select from not_compared n where n.level = 'none')) then true
         else is_compared(citizen_id, areas, subjects, (select viewer_areas())::text[], (select viewer_day())) end);
