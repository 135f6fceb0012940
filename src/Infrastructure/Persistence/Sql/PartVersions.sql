-- What a plan was shared with, what an intervention asked for first, what a decision set, who lived where, and what was told of the citizen in
-- person, before it was told differently: kept as items are, so that a course can be built as it was known on a day.
alter table plan_shares add column told_at timestamptz;
alter table intervention_requirements add column told_at timestamptz;
alter table decision_conditions add column told_at timestamptz;
alter table residences add column told_at timestamptz;
alter table citizens add column told_at timestamptz;

-- Of a source that had told before this: what it told differently until now is lost.
alter table course_sources add column versions_from timestamptz;
update course_sources set versions_from = greatest(now(), first_seen_at);

-- The item that something is a part of, and its own place in it; no id has a slash.
create function part_id(part jsonb) returns text language sql immutable as $$
    select concat_ws('/', coalesce(part ->> 'plan_id', part ->> 'intervention_id', part ->> 'decision_id'), part ->> 'position')
$$;

create function area_of_part(kind text, part jsonb) returns text language sql stable as $$
    select case kind
        when 'plan_shares' then (select p.area from plans p
            where p.citizen_id = (part ->> 'citizen_id')::uuid and p.source = part ->> 'source' and p.id = part ->> 'plan_id')
        when 'intervention_requirements' then (select i.area from interventions i
            where i.citizen_id = (part ->> 'citizen_id')::uuid and i.source = part ->> 'source' and i.id = part ->> 'intervention_id')
        when 'decision_conditions' then (select d.area from decisions d
            where d.citizen_id = (part ->> 'citizen_id')::uuid and d.source = part ->> 'source' and d.id = part ->> 'decision_id')
        else part ->> 'area' end
$$;

-- Null is of before this was kept: known since the source was.
create function part_known_from(part jsonb) returns timestamptz language sql stable as $$
    select coalesce((part ->> 'told_at')::timestamptz, (select s.first_seen_at from course_sources s
        where s.citizen_id = (part ->> 'citizen_id')::uuid and s.source = part ->> 'source'), '2000-01-01')
$$;

create function content_of_part(part jsonb) returns jsonb language sql immutable as $$
    select part - '{citizen_id,source,told_at,exported_at,first_seen_at,ended_at}'::text[]
$$;

create function keep_part_version() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
    was jsonb := to_jsonb(old);
    since timestamptz := part_known_from(was);
begin
    -- What was told anew at the same moment was never known.
    if new.told_at <= since then
        return null;
    end if;
    insert into item_versions (citizen_id, collection, source, id, area, content, exported_at, is_ended, known_from, known_until)
    select old.citizen_id, tg_table_name, old.source, part_id(was), coalesce(area_of_part(tg_table_name, was), ''), content_of_part(was), since,
           old.ended_at is not null, since, new.told_at;
    return null;
end;
$$;

-- Whatever changes a part also says when, as of items.
do $$
declare
    of text;
begin
    foreach of in array array['plan_shares', 'intervention_requirements', 'decision_conditions', 'residences']
    loop
        execute format('create trigger %1$s_keep_what_was after update of told_at on %1$I for each row when (new.told_at is not null) execute function keep_part_version()', of);
    end loop;
end;
$$;

-- What is told of the citizen in person and judged by; not what they are called.
create function keep_citizen_version() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
    since timestamptz := coalesce(old.told_at, (select min(s.first_seen_at) from course_sources s where s.citizen_id = old.id), new.told_at);
begin
    if new.told_at <= since then
        return null;
    end if;
    insert into item_versions (citizen_id, collection, source, id, area, content, exported_at, is_ended, known_from, known_until)
    select old.id, 'citizens', '', '', '', jsonb_build_object(
               'home_place', old.home_place, 'coordinator_declined_until', old.coordinator_declined_until, 'last_contact_on', old.last_contact_on,
               'limits_in_person_per_week', old.limits_in_person_per_week, 'limits_in_person_per_day', old.limits_in_person_per_day,
               'limits_active_contacts', old.limits_active_contacts, 'limits_prefers_bundled_days', old.limits_prefers_bundled_days),
           since, false, since, new.told_at;
    return null;
end;
$$;
create trigger citizens_keep_what_was after update of told_at on citizens for each row when (new.told_at is not null) execute function keep_citizen_version();

grant create on schema public to sammenhaeng_job;
alter function keep_part_version() owner to sammenhaeng_job;
alter function keep_citizen_version() owner to sammenhaeng_job;
revoke create on schema public from sammenhaeng_job;
