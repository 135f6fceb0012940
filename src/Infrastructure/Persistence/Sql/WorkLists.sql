-- What an item said before it was told differently or left the course. What it says now lies in the table of its kind: of most items that
-- is all there ever was, and nothing is kept twice.
create table item_versions (
    citizen_id uuid not null references citizens (id),
    number bigint generated always as identity,
    collection text collate "C" not null,
    source text collate "C" not null,
    id text collate "C" not null,
    area text collate "C" not null,
    content jsonb not null,
    exported_at timestamptz not null,
    -- It had left the course.
    is_ended boolean not null,
    known_from timestamptz not null,
    known_until timestamptz not null,
    primary key (citizen_id, number),
    check (known_until >= known_from)
);
create trigger item_versions_stay before update or delete on item_versions for each row execute function refuse_change();
create trigger item_versions_are_not_emptied before truncate on item_versions for each statement execute function refuse_change();

-- The content without what is sealed, and without what the row says of itself.
create function content_of(item jsonb) returns jsonb language sql immutable as $$
    select item - '{citizen_id,id,source,area,exported_at,first_seen_at,ended_at,changed_at,cpr_cipher,cpr_index}'::text[]
$$;

create function keep_item_version() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
    insert into item_versions (citizen_id, collection, source, id, area, content, exported_at, is_ended, known_from, known_until)
    select old.citizen_id, tg_table_name, old.source, old.id, old.area, content_of(to_jsonb(old)), old.exported_at, old.ended_at is not null,
           coalesce(old.changed_at, old.first_seen_at), greatest(new.changed_at, coalesce(old.changed_at, old.first_seen_at));
    return null;
end;
$$;

-- Whatever changes what an item says also says when, and only that keeps what it said before: a patch that tells the same again does not.
do $$
declare
    of text;
begin
    foreach of in array array['plans', 'goals', 'interventions', 'restrictions', 'appointments', 'contacts', 'network_members', 'consents', 'assessments',
        'milestones', 'powers_of_attorney', 'decisions', 'agreements']
    loop
        -- When what it says now was told here; null as long as it says what it was first told with.
        execute format('alter table %I add column changed_at timestamptz', of);
        execute format('create trigger %1$s_keep_what_was after update of changed_at on %1$I for each row when (new.changed_at is not null) execute function keep_item_version()', of);
    end loop;
end;
$$;

-- Until when somebody has seen what is new about a citizen. Only they move it, and never back.
create table seen_marks (
    user_id uuid not null references users (id),
    citizen_id uuid not null references citizens (id),
    seen_until timestamptz not null,
    primary key (user_id, citizen_id)
);
create index seen_marks_by_citizen on seen_marks (citizen_id);
grant select, insert, update on seen_marks to sammenhaeng_web;
grant select on item_versions to sammenhaeng_web;
grant select, insert on item_versions to sammenhaeng_job;
revoke update, delete, truncate on item_versions from sammenhaeng_job;
alter table seen_marks enable row level security, force row level security;
alter table item_versions enable row level security, force row level security;
create policy system on seen_marks to sammenhaeng_job using (true) with check (true);
create policy system on item_versions to sammenhaeng_job using (true) with check (true);
create policy of_citizen on item_versions for select to sammenhaeng_web using (citizen_id = (select viewer_citizen()));
create policy own on seen_marks to sammenhaeng_web using (user_id = (select viewer_id()));
create policy given on seen_marks for select to sammenhaeng_web using ((select viewer_gives_subject_access()) and citizen_id = (select viewer_citizen()));

-- Lists are made of these, too: of the one looked at, or of all whom the viewer works with.
do $$
declare
    of text;
begin
    foreach of in array array['agreements', 'consents', 'network_members', 'consent_records']
    loop
        execute format($policy$
            alter policy of_citizen on %1$I using (
                case when (select viewer_citizen()) is not null then citizen_id = (select viewer_citizen())
                     else exists (select from citizen_relations r where r.citizen_id = %1$I.citizen_id) end)
            $policy$, of);
    end loop;
end;
$$;

-- How many items of the viewer's areas somebody else has told anew of each citizen since a moment: numbers, no content. What a list of many
-- citizens may not read is counted here.
do $$
declare
    parts text := (
        select string_agg(format($part$
            select %1$L::text as collection, coalesce(t.changed_at, t.first_seen_at) as at from %1$I t
            where t.citizen_id = a.citizen and t.area = any (viewer_areas()) and (t.first_seen_at > a.since or t.changed_at > a.since)
              and (t.source not like 'sammenhaeng-%%' or viewer_id() is distinct from (
                  select w.written_by from written_items w
                  where w.citizen_id = t.citizen_id and w.source = t.source and w.kind = %1$L and w.id = t.id order by w.version desc limit 1))
            $part$, of), ' union all ')
        from unnest(array['plans', 'goals', 'interventions', 'restrictions', 'appointments', 'contacts', 'network_members', 'consents', 'assessments',
            'milestones', 'powers_of_attorney', 'decisions', 'agreements']) of);
begin
    execute format($create$
        create function items_told_since(citizens uuid[], moments timestamptz[])
        returns table (citizen_id uuid, collection text, items integer, last_at timestamptz)
        language plpgsql stable security definer set search_path = public, pg_temp as $body$
        begin
            return query
            with asked as materialized (
                select m.citizen, m.since from unnest(citizens, moments) as m (citizen, since)
                where m.citizen <> all (viewer_close_citizens()) and exists (
                    select from citizen_relations r where r.citizen_id = m.citizen and r.key = any (viewer_keys())
                      and r.valid_from <= viewer_day() and r.valid_to >= viewer_day()))
            select a.citizen, x.collection, count(*)::integer, max(x.at) from asked a cross join lateral (%s) x group by a.citizen, x.collection;
        end;
        $body$
        $create$, parts);
end;
$$;
-- How much each coordinator of a leader's areas has, for those who see no citizen: numbers alone, of the areas the leader works in.
create function coordinator_loads(on_day date) returns table (
    user_id uuid, name text, citizens integer, critical integer, high integer, others integer, overdue integer)
language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
    if not viewer_has_role('leader') then
        return;
    end if;
    return query
    select u.id, u.name::text, count(distinct k.citizen_id)::integer,
        coalesce(sum(c.critical), 0)::integer, coalesce(sum(c.high), 0)::integer, coalesce(sum(c.others), 0)::integer, coalesce(sum(g.overdue), 0)::integer
    from users u
    join coordinator_assignments k on k.user_id = u.id and k.kind = 'main' and k.state = 'active' and k.period_from <= on_day and (k.period_to is null or k.period_to >= on_day)
    cross join lateral (
        select count(*) filter (where t.severity = 3) as critical, count(*) filter (where t.severity = 2) as high, count(*) filter (where t.severity < 2) as others
        from conflicts t where t.citizen_id = k.citizen_id and t.state in ('open', 'acknowledged')) c
    cross join lateral (
        select count(*) as overdue from agreements a where a.citizen_id = k.citizen_id and not a.done and a.ended_at is null and a.due < on_day) g
    where exists (
        select from user_areas w join user_areas l on l.area = w.area and l.user_id = viewer_id()
            and l.valid_from <= on_day and (l.valid_to is null or l.valid_to >= on_day)
        where w.user_id = u.id and (w.valid_to is null or w.valid_to >= on_day or not u.active))
    group by u.id, u.name;
end;
$$;

create index agreements_by_owner on agreements (source, owner) where ended_at is null and not done;

-- How much those who have left hold still, for whoever ended their employment and sees no citizen.
create function held_by_staff(members uuid[]) returns table (user_id uuid, conflicts integer, agreements integer, coordinates integer)
language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
    if not viewer_has_role('administrator') then
        return;
    end if;
    return query
    select m.member,
        (select count(*)::integer from conflicts c where c.owner_id = m.member and c.state in ('open', 'acknowledged')),
        (select count(*)::integer from staff_directory d join agreements g on g.source = d.source and g.owner = d.contact_id
         where d.user_id = m.member and not g.done and g.ended_at is null),
        (select count(*)::integer from coordinator_assignments k where k.user_id = m.member and k.state = 'active')
    from unnest(members) as m (member);
end;
$$;

grant create on schema public to sammenhaeng_job;
alter function held_by_staff(uuid[]) owner to sammenhaeng_job;
alter function coordinator_loads(date) owner to sammenhaeng_job;
alter function items_told_since(uuid[], timestamptz[]) owner to sammenhaeng_job;
alter function keep_item_version() owner to sammenhaeng_job;
revoke create on schema public from sammenhaeng_job;
revoke execute on function items_told_since(uuid[], timestamptz[]), coordinator_loads(date), held_by_staff(uuid[]) from public;
grant execute on function items_told_since(uuid[], timestamptz[]), coordinator_loads(date), held_by_staff(uuid[]) to sammenhaeng_web;
