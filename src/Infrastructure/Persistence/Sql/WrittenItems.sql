-- What is written here for an area without a system of its own: every version of each item, as it stands in a course document. The course
-- tables have the last one, taken in as any document; here is who wrote what, and what it was before.
create table written_items (
    citizen_id uuid not null references citizens (id),
    source text collate "C" not null,
    kind text collate "C" not null,
    id text collate "C" not null check (id ~ '^[a-z0-9-]{1,64}$'),
    version integer not null check (version > 0),
    area text not null,
    content jsonb not null,
    -- Taken back by whoever wrote it: from this version on it is no part of the course.
    is_removed boolean not null default false,
    written_by uuid not null references users (id),
    written_at timestamptz not null,
    primary key (citizen_id, source, kind, id, version),
    check (source = 'sammenhaeng-' || lower(area)),
    check (kind in ('plans', 'goals', 'interventions', 'appointments', 'restrictions', 'agreements', 'milestones', 'assessments'))
);
create trigger written_items_stay before update or delete on written_items for each row execute function refuse_change();
create trigger written_items_are_not_emptied before truncate on written_items for each statement execute function refuse_change();

-- They stand one upon the other: no version is left out, and none is written twice.
create function written_item_follows() returns trigger language plpgsql as $$
begin
    if new.version > 1 and not exists (
        select from written_items w where w.citizen_id = new.citizen_id and w.source = new.source and w.kind = new.kind and w.id = new.id and w.version = new.version - 1) then
        raise exception 'A version follows the one before it.' using errcode = 'check_violation', constraint = 'written_item_follows';
    end if;
    return new;
end;
$$;
create trigger written_items_follow before insert on written_items for each row execute function written_item_follows();

grant select, insert on written_items to sammenhaeng_job;
revoke update, delete, truncate on written_items from sammenhaeng_job;
grant select on written_items to sammenhaeng_web;
alter table written_items enable row level security, force row level security;
create policy system on written_items to sammenhaeng_job using (true) with check (true);
create policy of_own_area on written_items for select to sammenhaeng_web using (
    citizen_id = (select viewer_citizen()) and (area = any ((select viewer_areas())::text[]) or (select viewer_gives_subject_access())));

-- What somebody was writing and has not saved: one of each form, for them alone, on whatever machine.
create table drafts (
    user_id uuid not null references users (id),
    citizen_id uuid not null references citizens (id),
    kind text collate "C" not null,
    -- Empty of something new.
    item text collate "C" not null,
    area text not null,
    new_id text not null,
    seen integer not null,
    fields jsonb not null,
    saved_at timestamptz not null,
    primary key (user_id, citizen_id, kind, item)
);
create index drafts_by_age on drafts (saved_at);
create index drafts_by_citizen on drafts (citizen_id);
grant select, insert, update, delete on drafts to sammenhaeng_web;
alter table drafts enable row level security, force row level security;
create policy system on drafts to sammenhaeng_job using (true) with check (true);
create policy own on drafts to sammenhaeng_web using (user_id = (select viewer_id()) and citizen_id = (select viewer_citizen()));
create policy given on drafts for select to sammenhaeng_web using ((select viewer_gives_subject_access()) and citizen_id = (select viewer_citizen()));
