-- Reference data: what documents are checked against and rules judge by. Law and organisation move, so it is data with history.

create table plan_types (
    code text collate "C" primary key,
    name text not null collate "da-x-icu",
    legal_basis text not null,
    owner_domain text collate "C" not null,
    needs_citizen_voice boolean not null,
    needs_follow_up boolean not null,
    follow_up_months integer check (follow_up_months > 0),
    create_within_days integer check (create_within_days > 0),
    valid_to date,
    legacy_allowed boolean not null,
    owner_changes_on date,
    new_owner text,
    exclusive_with text[] collate "C" not null,
    replaceable boolean not null,
    replaces_plans boolean not null,
    external boolean not null,
    sensitivity text collate "C" not null check (sensitivity in ('normal', 'health', 'strictlyPrivate')),
    kle text,
    note text
);

create table core_areas (
    code text collate "C" primary key,
    name text not null collate "da-x-icu",
    domain text collate "C" not null,
    -- One of the six colours that were checked together, or 0 for the neutral one.
    colour smallint not null check (colour between 0 and 6),
    icon text collate "C" not null,
    position smallint not null,
    valid_from date not null,
    valid_to date,
    check (valid_to >= valid_from)
);

create table codes (
    -- Themes, purpose groups, demands and directions are what documents may hold; other kinds are names only.
    kind text collate "C" not null,
    code text collate "C" not null,
    name_da text not null,
    name_en text not null,
    primary key (kind, code)
);

create table opposing_directions (
    a text collate "C" not null,
    b text collate "C" not null,
    primary key (a, b)
);

-- The latest row that is valid on a day counts; an earlier one stays as history.
create table rule_settings (
    id bigint generated always as identity primary key,
    rule text collate "C" not null,
    is_on boolean not null,
    severity text collate "C" check (severity in ('H', 'M', 'L')),
    valid_from date not null,
    changed_by uuid references users (id),
    changed_at timestamptz not null
);
create index rule_settings_by_rule on rule_settings (rule, valid_from, id);

create table limits (
    id bigint generated always as identity primary key,
    name text collate "C" not null,
    value integer not null check (value >= 0),
    valid_from date not null,
    changed_by uuid references users (id),
    changed_at timestamptz not null
);
create index limits_by_name on limits (name, valid_from, id);

create table places (
    code text collate "C" primary key,
    name text not null collate "da-x-icu",
    kind text collate "C" not null
);

create table travel_times (
    a text collate "C" not null references places (code) on delete cascade,
    b text collate "C" not null references places (code) on delete cascade,
    minutes integer not null check (minutes between 0 and 1440),
    primary key (a, b),
    check (a < b)
);

create table place_settings (
    is_only boolean primary key default true check (is_only),
    default_travel_minutes integer not null check (default_travel_minutes between 0 and 1440),
    buffer_minutes integer not null check (buffer_minutes between 0 and 1440),
    revision bigint not null default 1
);

-- What stood there before a change.
create table reference_history (
    id bigint generated always as identity primary key,
    at timestamptz not null default clock_timestamp(),
    changed_by text,
    table_name text collate "C" not null,
    before jsonb not null,
    after jsonb
);
create index reference_history_by_table on reference_history (table_name, at);

create table reference_version (
    is_only boolean primary key default true check (is_only),
    version bigint not null
);
insert into reference_version (version) values (1);

create function reference_changed() returns trigger language plpgsql as $$
begin
    update reference_version set version = version + 1;
    return null;
end;
$$;

create function keep_reference_history() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' then
        insert into reference_history (changed_by, table_name, before)
        values (nullif(current_setting('app.user', true), ''), tg_table_name, to_jsonb(old));
    elsif to_jsonb(new) is distinct from to_jsonb(old) then
        insert into reference_history (changed_by, table_name, before, after)
        values (nullif(current_setting('app.user', true), ''), tg_table_name, to_jsonb(old), to_jsonb(new));
    end if;
    return null;
end;
$$;

do $$
declare
    name text;
begin
    foreach name in array array['plan_types', 'core_areas', 'codes', 'opposing_directions', 'rule_settings', 'limits',
                                'places', 'travel_times', 'place_settings'] loop
        execute format('create trigger %I after insert or update or delete or truncate on %I
            for each statement execute function reference_changed()', name || '_changed', name);
        execute format('create trigger %I after update or delete on %I
            for each row execute function keep_reference_history()', name || '_history', name);
    end loop;
end;
$$;
