-- Who saw what of whom. Ids and codes, no content. Rows are added and never changed or removed.
create table access_log (
    id uuid primary key default gen_random_uuid(),
    at timestamptz not null default clock_timestamp(),
    user_id uuid,
    subject text,
    roles text[] not null,
    areas text[] not null,
    citizen_id uuid,
    -- The citizens of a list or a search.
    shown_citizens uuid[] not null default '{}',
    what text not null,
    purpose text not null,
    ground text,
    relation text,
    -- 'permitted', or the code of the denial.
    outcome text not null,
    request_id text not null
);
create index access_log_by_citizen on access_log (citizen_id, at) where citizen_id is not null;
create index access_log_by_user on access_log (user_id, at);
create index access_log_by_shown on access_log using gin (shown_citizens) where shown_citizens <> '{}';

create function refuse_change() returns trigger language plpgsql as $$
begin
    raise exception 'rows of % are added, never changed or removed', tg_table_name using errcode = 'insufficient_privilege';
end;
$$;

create trigger access_log_stays before update or delete on access_log
    for each row execute function refuse_change();
create trigger access_log_is_not_emptied before truncate on access_log
    for each statement execute function refuse_change();
