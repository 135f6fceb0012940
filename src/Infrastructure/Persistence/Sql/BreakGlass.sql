-- Emergency access: one member of staff, one citizen, named areas, an hour at most. What the rules of it are is held here, too.
alter table break_glass_grants
    add constraint break_glass_an_hour_at_most check (until between opened_at and opened_at + interval '60 minutes'),
    add constraint break_glass_for_areas check (cardinality(areas) > 0),
    add constraint break_glass_with_a_reason check (length(btrim(text)) >= 20),
    add constraint break_glass_judged_by_another check (reviewed_by is distinct from user_id),
    add constraint break_glass_judged_whole check (num_nonnulls(reviewed_by, reviewed_at, verdict) in (0, 3));

-- Two at once are one: the second is told that there is one.
create function one_open_break_glass() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
    perform pg_advisory_xact_lock(hashtextextended(new.citizen_id::text || new.user_id::text, 0));
    if exists (select from break_glass_grants g where g.citizen_id = new.citizen_id and g.user_id = new.user_id and g.until > new.opened_at) then
        raise exception using errcode = 'unique_violation', constraint = 'break_glass_one_open', message = 'There is one already.';
    end if;
    return new;
end;
$$;
create trigger break_glass_one_open before insert on break_glass_grants for each row execute function one_open_break_glass();

-- It is never removed, what was told stays as it was, and it only ever becomes shorter.
create function keep_break_glass() returns trigger language plpgsql as $$
begin
    if tg_op <> 'UPDATE' then
        raise exception 'Emergency access is never removed.' using errcode = 'restrict_violation';
    end if;
    if (new.id, new.citizen_id, new.user_id, new.reason, new.text, new.areas, new.opened_at, new.review_due)
        is distinct from (old.id, old.citizen_id, old.user_id, old.reason, old.text, old.areas, old.opened_at, old.review_due)
        or new.until > old.until or old.reviewed_at is not null then
        raise exception 'Emergency access is kept as it was taken.' using errcode = 'restrict_violation';
    end if;
    return new;
end;
$$;
create trigger break_glass_is_kept before update or delete on break_glass_grants for each row execute function keep_break_glass();
create trigger break_glass_is_not_emptied before truncate on break_glass_grants for each statement execute function keep_break_glass();

-- Whom a member of staff never looks up here: themselves, their household, others close to them. Marks of CPR numbers, no numbers.
create table close_relations (
    user_id uuid not null references users (id),
    cpr_index bytea not null check (octet_length(cpr_index) = 32),
    kind text collate "C" not null check (kind in ('self', 'household', 'close')),
    told_at timestamptz not null default now(),
    primary key (user_id, cpr_index)
);

create function viewer_now() returns timestamptz language sql stable as $$ select nullif(current_setting('app.now', true), '')::timestamptz $$;
create function viewer_has_role(wanted text) returns boolean language sql stable as $$
    select coalesce(wanted = any (nullif(current_setting('app.roles', true), '')::text[]), false)
$$;
-- Whom the viewer never looks up.
create function viewer_close_citizens() returns uuid[] language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
    return array(select z.id from close_relations r join citizens z on z.cpr_index = r.cpr_index
                 where r.user_id = nullif(current_setting('app.user', true), '')::uuid);
end;
$$;
grant create on schema public to sammenhaeng_job;
alter function one_open_break_glass() owner to sammenhaeng_job;
alter function viewer_close_citizens() owner to sammenhaeng_job;
revoke create on schema public from sammenhaeng_job;
revoke execute on function viewer_close_citizens() from public;
grant execute on function viewer_close_citizens() to sammenhaeng_web, sammenhaeng_job;
grant select, insert, update on break_glass_grants to sammenhaeng_web;
grant select, insert, delete on close_relations to sammenhaeng_web;

-- Looks at one citizen for the rest of the transaction, where the relations allow it; false where they do not.
create or replace function look_at(citizen uuid) returns boolean language plpgsql volatile as $$
begin
    return set_config('app.citizen', case when (
            exists (select from citizen_relations r where r.citizen_id = citizen)
            or exists (select from break_glass_grants g where g.citizen_id = citizen and g.user_id = viewer_id() and g.until > viewer_now())
            or viewer_is_data_protection() and exists (
                select from conflicts k where k.citizen_id = citizen and k.severity = 3 and k.state in ('open', 'acknowledged')))
        and citizen <> all (viewer_close_citizens())
        then citizen::text else '' end, true) <> '';
end;
$$;

alter policy own on citizen_relations using (
    (area = any ((select viewer_areas())::text[])
        or user_id = (select viewer_id()) and (select viewer_areas()) is not null and valid_from <= (select viewer_day()) and valid_to >= (select viewer_day()))
    and citizen_id <> all ((select viewer_close_citizens())::uuid[]));

alter table break_glass_grants enable row level security, force row level security;
alter table close_relations enable row level security, force row level security;
create policy system on break_glass_grants to sammenhaeng_job using (true) with check (true);
create policy system on close_relations to sammenhaeng_job using (true) with check (true);
create policy own on break_glass_grants to sammenhaeng_web using (user_id = (select viewer_id()));
-- Whoever works with the citizen is told, and whoever judges it sees what there is to judge.
create policy told on break_glass_grants for select to sammenhaeng_web using (
    exists (select from citizen_relations r where r.citizen_id = break_glass_grants.citizen_id));
create policy judged on break_glass_grants to sammenhaeng_web using (
    (select viewer_has_role('leader')) or (select viewer_is_data_protection()));
create policy own on close_relations to sammenhaeng_web using (user_id = (select viewer_id()));
