-- The access log by months, so that a month can leave as a whole, and the seals over it. Rows are still added and never changed.
alter table access_log rename to access_log_before;
alter table access_log_before rename constraint access_log_pkey to access_log_before_pkey;
drop index access_log_by_citizen, access_log_by_user, access_log_by_shown;

create table access_log (
    id uuid not null default gen_random_uuid(),
    at timestamptz not null default clock_timestamp(),
    -- Which cluster counted the xid: restored from a dump into another one, xids begin anew.
    cluster_epoch bigint not null default (pg_control_system()).system_identifier,
    -- Whether everything that wrote before has been committed is told by this, and by no time and no sequence.
    xid xid8 not null default pg_current_xact_id(),
    user_id uuid,
    subject text,
    roles text[] not null,
    areas text[] not null,
    citizen_id uuid,
    -- The citizens of a list or a search.
    shown_citizens uuid[] not null default '{}',
    data_classes text[] not null default '{}',
    what text not null,
    purpose text not null,
    ground text,
    relation text,
    -- 'permitted', or the code of the denial.
    outcome text not null,
    request_id text not null,
    primary key (id, at)
) partition by range (at);
create index access_log_by_citizen on access_log (citizen_id, at, id) where citizen_id is not null;
create index access_log_by_user on access_log (user_id, at);
create index access_log_by_shown on access_log using gin (shown_citizens) where shown_citizens <> '{}';
-- The order of sealing and of verification.
create index access_log_by_xid on access_log (cluster_epoch, xid, id);

create trigger access_log_stays before update or delete on access_log
    for each row execute function refuse_change();
create trigger access_log_is_not_emptied before truncate on access_log
    for each statement execute function refuse_change();

-- What fits no month, so that an insert never fails; it should be empty.
create table access_log_default partition of access_log default;
create trigger access_log_is_not_emptied before truncate on access_log_default
    for each statement execute function refuse_change();

-- As the table before it (RowSecurity.sql). The owner must see whether anything has come that fits no month.
alter table access_log enable row level security, force row level security;
alter table access_log_default enable row level security, force row level security;
grant insert, select on access_log to sammenhaeng_web;
revoke update, delete, truncate on access_log, access_log_default from sammenhaeng_job;
create policy written_by_all on access_log for insert to sammenhaeng_web with check (true);
create policy read_by_data_protection on access_log for select to sammenhaeng_web using ((select viewer_is_data_protection()));
create policy system on access_log to sammenhaeng_job using (true) with check (true);
do $$
begin
    execute format('create policy owner on access_log to %I using (true) with check (true)', current_user);
    execute format('create policy owner on access_log_default to %I using (true) with check (true)', current_user);
end;
$$;

-- Months are those of UTC. A partition is made aside and attached: writers are not stopped by that.
create function open_access_log_months(first_month date, last_month date) returns integer
language plpgsql security definer set search_path = public, pg_temp set timezone = 'UTC' as $$
declare
    month timestamptz;
    following timestamptz;
    name text;
    made integer := 0;
begin
    perform pg_advisory_xact_lock(hashtextextended('access-log:months', 0));
    if exists (select from access_log_default) then
        -- The months were not made in time: what has come meanwhile becomes a partition of its own, without a row being touched.
        alter table access_log detach partition access_log_default;
        select date_trunc('month', min(at)), date_trunc('month', max(at)) + interval '1 month' into month, following from access_log_default;
        name := format('access_log_%s_to_%s', to_char(month, 'YYYY_MM'), to_char(following, 'YYYY_MM'));
        execute format('alter table access_log_default rename to %I', name);
        execute format('alter table access_log attach partition %I for values from (%L) to (%L)', name, month, following);
        create table access_log_default partition of access_log default;
        create trigger access_log_is_not_emptied before truncate on access_log_default
            for each statement execute function refuse_change();
        alter table access_log_default enable row level security, force row level security;
        execute format('create policy owner on access_log_default to %I using (true) with check (true)', current_user);
    end if;
    for month in select generate_series(date_trunc('month', first_month::timestamptz), date_trunc('month', last_month::timestamptz), interval '1 month') loop
        following := month + interval '1 month';
        name := 'access_log_' || to_char(month, 'YYYY_MM');
        continue when exists (
            select from (
                select regexp_match(pg_get_expr(c.relpartbound, c.oid), 'FROM \(''([^'']+)''\) TO \(''([^'']+)''\)') as bounds
                from pg_inherits i join pg_class c on c.oid = i.inhrelid where i.inhparent = 'access_log'::regclass) p
            where p.bounds[1]::timestamptz <= month and p.bounds[2]::timestamptz >= following);
        execute format('create table %I (like access_log including all)', name);
        -- Asked by its own name a month shows nobody anything; what is asked of the whole goes by the policies of the whole.
        execute format('alter table %I enable row level security, force row level security', name);
        execute format(
            'create trigger access_log_is_not_emptied before truncate on %I for each statement execute function refuse_change()', name);
        execute format('alter table access_log attach partition %I for values from (%L) to (%L)', name, month, following);
        made := made + 1;
    end loop;
    return made;
end;
$$;

select open_access_log_months(
    (select coalesce(min(at), now()) from access_log_before)::date, (now() + interval '2 months')::date);

insert into access_log
    (id, at, user_id, subject, roles, areas, citizen_id, shown_citizens, what, purpose, ground, relation, outcome, request_id)
select id, at, user_id, subject, roles, areas, citizen_id, shown_citizens, what, purpose, ground, relation, outcome, request_id
from access_log_before;
drop table access_log_before;

-- Each seal is over the rows of its cluster after one place (xid, id) and up to another, over the seal before it, and signed with a key
-- that is not in the database. What is signed is told by the program.
create table access_log_seals (
    number bigint primary key,
    kind text collate "C" not null check (kind in ('entries', 'opened', 'expired')),
    cluster_epoch bigint not null,
    after_xid xid8 not null,
    after_id uuid not null,
    through_xid xid8 not null,
    through_id uuid not null,
    -- No transaction had this xid yet.
    next_xid xid8 not null,
    entries bigint not null,
    first_at timestamptz not null,
    last_at timestamptz not null,
    root bytea not null,
    leaves_hash bytea not null,
    previous bytea not null,
    sealed_at timestamptz not null,
    key_id text collate "C" not null,
    signature bytea not null,
    -- Of each row in order: its id, its time and the hash of its content, so that what is wrong can be named.
    leaves bytea not null
);
alter table access_log_seals alter column leaves set storage external;
create index access_log_seals_by_place on access_log_seals (cluster_epoch, number) where kind = 'entries';
create index access_log_seals_expired on access_log_seals (first_at) where kind = 'expired';

create trigger access_log_seals_stay before update or delete on access_log_seals
    for each row execute function refuse_change();
create trigger access_log_seals_are_not_emptied before truncate on access_log_seals
    for each statement execute function refuse_change();

-- Drops one partition, whose expiry must have been recorded by a seal in the same transaction.
create function drop_access_log_partition(name text) returns void
language plpgsql security definer set search_path = public, pg_temp set timezone = 'UTC' as $$
declare
    bounds text[];
begin
    select regexp_match(pg_get_expr(c.relpartbound, c.oid), 'FROM \(''([^'']+)''\) TO \(''([^'']+)''\)') into bounds
    from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = 'access_log'::regclass and c.relname = drop_access_log_partition.name;
    if bounds is null then
        raise exception 'there is no such partition of the access log';
    end if;
    if not exists (
        select from access_log_seals s where s.kind = 'expired' and s.xmin = pg_current_xact_id()::xid
          and s.first_at = bounds[1]::timestamptz and s.last_at = bounds[2]::timestamptz) then
        raise exception 'the expiry of % has not been recorded', drop_access_log_partition.name;
    end if;
    execute format('alter table access_log detach partition %I', drop_access_log_partition.name);
    execute format('drop table %I', drop_access_log_partition.name);
end;
$$;
revoke execute on function open_access_log_months(date, date), drop_access_log_partition(text) from public;
grant execute on function open_access_log_months(date, date), drop_access_log_partition(text) to sammenhaeng_job;

-- For how many seconds, by the database's clock, the first row in the order of sealing has waited; null where none does. A number, for
-- those who see no row of the log.
create function access_log_waits_for_seal() returns float8 language sql stable security definer set search_path = public, pg_temp as $$
    select extract(epoch from clock_timestamp() - (
        select a.at from access_log a
        where a.cluster_epoch = here.cluster
          and (a.xid, a.id) > (coalesce(s.through_xid, '0'::xid8), coalesce(s.through_id, '00000000-0000-0000-0000-000000000000'::uuid))
        order by a.cluster_epoch, a.xid, a.id limit 1))::float8
    from (select (pg_control_system()).system_identifier as cluster) here
    left join lateral (
        select through_xid, through_id from access_log_seals
        where kind = 'entries' and cluster_epoch = here.cluster order by number desc limit 1) s on true
$$;
-- Whether anything stands outside of the months.
create function access_log_has_strays() returns boolean language sql stable security definer set search_path = public, pg_temp as $$
    select exists (select from access_log_default)
$$;
revoke execute on function access_log_waits_for_seal(), access_log_has_strays() from public;
grant execute on function access_log_waits_for_seal(), access_log_has_strays() to sammenhaeng_web, sammenhaeng_job;
