-- What area systems have told of each citizen's course. One table for each collection of a course document; a row is one
-- item, keyed by citizen, id and source, so that one citizen, or a range of citizens in order, is read by an index scan.
-- Columns are called as the fields of src/Domain/Courses/Items.cs; words are those of the course document.
--
-- In every table of items
--   exported_at    when the source exported the document that this content was last taken from. A live item may have been
--                  told again since, unchanged, by a snapshot: then course_sources.last_snapshot_at is later and counts.
--   first_seen_at  when the item was first told here
--   ended_at       exportedAt of the snapshot that left it out; null as long as it belongs to the course
-- Rows of a part (shares, requirements, conditions) come, end and go with the item they belong to.

create table course_sources (
    citizen_id uuid not null references citizens (id),
    source text collate "C" not null check (source ~ '^[a-z0-9-]{2,32}$'),
    -- Of the document exported last.
    area text collate "C" not null,
    first_seen_at timestamptz not null,
    last_exported_at timestamptz not null,
    last_snapshot_at timestamptz,
    -- SHA-256 of the document exported last, to know it again.
    last_document_hash bytea not null check (octet_length(last_document_hash) = 32),
    -- When a patch last told of the household; a snapshot after that counts instead.
    household_at timestamptz,
    -- The citizen as this source tells of them; the citizen's own row is made from all of these. A moment is null where
    -- the source does not tell: told as null is told.
    given_name text not null,
    family_name text not null,
    names_at timestamptz not null,
    home_place text,
    home_at timestamptz,
    language text,
    language_at timestamptz,
    digital_post_exempt boolean,
    digital_post_at timestamptz,
    protection text collate "C" check (protection in ('none', 'nameAndAddress', 'threat')),
    protection_at timestamptz,
    coordinator_declined_until date,
    coordinator_declined_at timestamptz,
    last_contact_on date,
    last_contact_at timestamptz,
    limits_in_person_per_week integer,
    limits_in_person_per_day integer,
    limits_active_contacts integer,
    limits_prefers_bundled_days boolean,
    limits_at timestamptz,
    primary key (citizen_id, source),
    check (last_snapshot_at <= last_exported_at)
);

create table plans (
    citizen_id uuid not null references citizens (id),
    id text collate "C" not null check (length(id) between 1 and 64 and id !~ '[+>/:\x01-\x1f]'),
    source text collate "C" not null,
    area text collate "C" not null,
    type text collate "C" not null,
    title text not null,
    summary text,
    status text collate "C" not null check (status in ('draft', 'active', 'underReview', 'completed', 'cancelled', 'replaced')),
    period_from date not null,
    period_to date,
    next_follow_up date,
    owner_id text collate "C",
    unit text,
    sensitivity text collate "C" not null check (sensitivity in ('normal', 'health', 'strictlyPrivate')),
    ends_at_age integer,
    successor_ref text collate "C",
    no_further_need boolean not null,
    replaced_by_ref text collate "C",
    keeps_owner boolean not null,
    citizen_declined_goal boolean not null,
    decision_date date,
    case_system text,
    case_number text,
    kle text,
    exported_at timestamptz not null,
    first_seen_at timestamptz not null,
    ended_at timestamptz,
    primary key (citizen_id, id, source),
    check (period_to >= period_from),
    check (ended_at is null or status in ('completed', 'cancelled', 'replaced'))
);
create index plans_by_area on plans (area, citizen_id) where ended_at is null;

create table plan_shares (
    citizen_id uuid not null references citizens (id),
    plan_id text collate "C" not null,
    source text collate "C" not null,
    position integer not null,
    area text collate "C" not null,
    ground text collate "C" not null check (ground in ('consent', 'statutoryDuty', 'essentialImportance', 'balancing')),
    reason text,
    ended_at timestamptz,
    primary key (citizen_id, plan_id, source, position),
    check (ground = 'consent' or reason is not null)
);

create table goals (
    citizen_id uuid not null references citizens (id),
    id text collate "C" not null check (length(id) between 1 and 64 and id !~ '[+>/:\x01-\x1f]'),
    source text collate "C" not null,
    area text collate "C" not null,
    plan_id text collate "C" not null,
    parent_id text collate "C",
    theme text collate "C" not null,
    direction text collate "C" not null check (direction in ('develop', 'increase', 'maintain', 'limitLoss', 'limit', 'compensate')),
    origin text collate "C" not null check (origin in ('citizen', 'professional', 'joint')),
    text text not null,
    due date,
    status text collate "C" not null check (status in ('active', 'achieved', 'abandoned')),
    attainment smallint check (attainment between -2 and 2),
    exported_at timestamptz not null,
    first_seen_at timestamptz not null,
    ended_at timestamptz,
    primary key (citizen_id, id, source)
);

create table interventions (
    citizen_id uuid not null references citizens (id),
    id text collate "C" not null check (length(id) between 1 and 64 and id !~ '[+>/:\x01-\x1f]'),
    source text collate "C" not null,
    area text collate "C" not null,
    plan_id text collate "C" not null,
    title text not null,
    purpose_group text collate "C" not null,
    period_from date not null,
    period_to date,
    weekly_hours double precision check (weekly_hours >= 0 and weekly_hours <= 168),
    obligatory boolean not null,
    status text collate "C" not null check (status in ('planned', 'active', 'completed', 'cancelled')),
    demands text[] collate "C" not null,
    goal_ids text[] collate "C" not null,
    provider text,
    kle text,
    exported_at timestamptz not null,
    first_seen_at timestamptz not null,
    ended_at timestamptz,
    primary key (citizen_id, id, source),
    check (period_to >= period_from)
);

create table intervention_requirements (
    citizen_id uuid not null references citizens (id),
    intervention_id text collate "C" not null,
    source text collate "C" not null,
    position integer not null,
    target_source text collate "C" not null,
    target_id text collate "C" not null,
    strength text collate "C" not null check (strength in ('required', 'recommended')),
    ended_at timestamptz,
    primary key (citizen_id, intervention_id, source, position)
);

create table restrictions (
    citizen_id uuid not null references citizens (id),
    id text collate "C" not null check (length(id) between 1 and 64 and id !~ '[+>/:\x01-\x1f]'),
    source text collate "C" not null,
    area text collate "C" not null,
    kind text collate "C" not null check (kind in ('maxWeeklyHours', 'blockedDemand', 'blockedWindow')),
    period_from date not null,
    period_to date,
    hours double precision check (hours >= 0 and hours <= 168),
    demand text collate "C",
    -- Bit 0 is Monday.
    window_days smallint check (window_days between 1 and 127),
    window_start time,
    window_end time,
    statement text,
    exported_at timestamptz not null,
    first_seen_at timestamptz not null,
    ended_at timestamptz,
    primary key (citizen_id, id, source),
    check (period_to >= period_from),
    check (window_end > window_start),
    check (kind <> 'maxWeeklyHours' or hours is not null),
    check (kind <> 'blockedDemand' or demand is not null),
    check (kind <> 'blockedWindow' or (window_days is not null and window_start is not null and window_end is not null))
);

create table appointments (
    citizen_id uuid not null references citizens (id),
    id text collate "C" not null check (length(id) between 1 and 64 and id !~ '[+>/:\x01-\x1f]'),
    source text collate "C" not null,
    area text collate "C" not null,
    plan_id text collate "C",
    title text not null,
    start_at timestamptz not null,
    end_at timestamptz not null,
    mode text collate "C" not null check (mode in ('inPerson', 'homeVisit', 'phone', 'video')),
    place text collate "C",
    mandatory boolean not null,
    leisure boolean not null,
    status text collate "C" not null check (status in ('booked', 'held', 'missed', 'cancelled')),
    decides_on_plan boolean not null,
    -- Null means just the citizen.
    invited text[] collate "C",
    exemption text[] collate "C",
    needs_support boolean not null,
    support text,
    exported_at timestamptz not null,
    first_seen_at timestamptz not null,
    ended_at timestamptz,
    primary key (citizen_id, id, source),
    check (end_at > start_at and end_at <= start_at + interval '24 hours')
);

create table contacts (
    citizen_id uuid not null references citizens (id),
    id text collate "C" not null check (length(id) between 1 and 64 and id !~ '[+>/:\x01-\x1f]'),
    source text collate "C" not null,
    area text collate "C" not null,
    name text not null,
    role text not null,
    unit text,
    team text,
    email text,
    phone text,
    period_from date,
    period_to date,
    absence_from date,
    absence_to date,
    deputy_id text collate "C",
    coordinator text collate "C" not null check (coordinator in ('none', 'main', 'deputy')),
    coordinator_from date,
    coordinator_to date,
    coordinator_mandate text[] collate "C",
    citizen_chose boolean not null,
    exported_at timestamptz not null,
    first_seen_at timestamptz not null,
    ended_at timestamptz,
    primary key (citizen_id, id, source),
    check (period_to >= period_from),
    check (absence_to >= absence_from),
    check (absence_from is not null or (absence_to is null and deputy_id is null)),
    check (coordinator_to >= coordinator_from),
    check ((coordinator = 'none') = (coordinator_from is null))
);
create index contacts_by_source on contacts (source, id, citizen_id) where ended_at is null;

create table network_members (
    citizen_id uuid not null references citizens (id),
    id text collate "C" not null check (length(id) between 1 and 64 and id !~ '[+>/:\x01-\x1f]' and id <> 'citizen'),
    source text collate "C" not null,
    area text collate "C" not null,
    name text not null,
    relation text not null,
    cpr_cipher bytea,
    cpr_index bytea,
    portal text collate "C" not null check (portal in ('none', 'calendar', 'calendarAndGoals', 'full')),
    portal_until date,
    custody_holder boolean not null,
    protection text collate "C" not null check (protection in ('none', 'nameAndAddress', 'threat')),
    exported_at timestamptz not null,
    first_seen_at timestamptz not null,
    ended_at timestamptz,
    primary key (citizen_id, id, source),
    check ((cpr_cipher is null) = (cpr_index is null))
);

create table residences (
    citizen_id uuid not null references citizens (id),
    source text collate "C" not null,
    position integer not null,
    area text collate "C" not null,
    party_id text collate "C" not null,
    place text collate "C" not null,
    weeks text collate "C" not null check (weeks in ('even', 'odd', 'listed')),
    -- Written 2026-W41.
    listed_weeks text[] collate "C",
    exported_at timestamptz not null,
    first_seen_at timestamptz not null,
    ended_at timestamptz,
    primary key (citizen_id, source, position),
    check ((weeks = 'listed') = (listed_weeks is not null))
);

create table consents (
    citizen_id uuid not null references citizens (id),
    id text collate "C" not null check (length(id) between 1 and 64 and id !~ '[+>/:\x01-\x1f]'),
    source text collate "C" not null,
    area text collate "C" not null,
    kind text collate "C" not null check (kind in ('proceduralSocialLaw', 'gdprConsent', 'healthDisclosure', 'planReplacement', 'portalAccess')),
    from_areas text[] collate "C" not null check (cardinality(from_areas) > 0),
    to_areas text[] collate "C" not null check (cardinality(to_areas) > 0),
    categories text[] collate "C" not null check (cardinality(categories) > 0),
    purpose text not null,
    given_by text collate "C" not null,
    given_at date not null,
    valid_to date,
    revoked_at date,
    exported_at timestamptz not null,
    first_seen_at timestamptz not null,
    ended_at timestamptz,
    primary key (citizen_id, id, source)
);

create table assessments (
    citizen_id uuid not null references citizens (id),
    id text collate "C" not null check (length(id) between 1 and 64 and id !~ '[+>/:\x01-\x1f]'),
    source text collate "C" not null,
    area text collate "C" not null,
    theme text collate "C" not null,
    scale text collate "C" not null check (scale in ('FFB', 'FSIII')),
    level smallint not null check (level between 0 and 9),
    date date not null,
    unit text not null,
    exported_at timestamptz not null,
    first_seen_at timestamptz not null,
    ended_at timestamptz,
    primary key (citizen_id, id, source)
);

create table milestones (
    citizen_id uuid not null references citizens (id),
    id text collate "C" not null check (length(id) between 1 and 64 and id !~ '[+>/:\x01-\x1f]'),
    source text collate "C" not null,
    area text collate "C" not null,
    plan_id text collate "C" not null,
    milestone_key text collate "C" not null,
    title text not null,
    due date not null,
    kind text collate "C" not null check (kind in ('formal', 'internal')),
    exported_at timestamptz not null,
    first_seen_at timestamptz not null,
    ended_at timestamptz,
    primary key (citizen_id, id, source)
);

create table powers_of_attorney (
    citizen_id uuid not null references citizens (id),
    id text collate "C" not null check (length(id) between 1 and 64 and id !~ '[+>/:\x01-\x1f]'),
    source text collate "C" not null,
    area text collate "C" not null,
    holder text collate "C" not null,
    kind text collate "C" not null check (kind in ('powerOfAttorney', 'guardianship', 'partyRepresentative')),
    scope text,
    valid_to date not null,
    exported_at timestamptz not null,
    first_seen_at timestamptz not null,
    ended_at timestamptz,
    primary key (citizen_id, id, source)
);

create table decisions (
    citizen_id uuid not null references citizens (id),
    id text collate "C" not null check (length(id) between 1 and 64 and id !~ '[+>/:\x01-\x1f]'),
    source text collate "C" not null,
    area text collate "C" not null,
    title text not null,
    service_group text collate "C",
    period_from date not null,
    period_to date,
    exported_at timestamptz not null,
    first_seen_at timestamptz not null,
    ended_at timestamptz,
    primary key (citizen_id, id, source),
    check (period_to >= period_from)
);

create table decision_conditions (
    citizen_id uuid not null references citizens (id),
    decision_id text collate "C" not null,
    source text collate "C" not null,
    position integer not null,
    sets boolean not null,
    name text collate "C" not null,
    value text collate "C" not null,
    ended_at timestamptz,
    primary key (citizen_id, decision_id, source, position)
);

create table agreements (
    citizen_id uuid not null references citizens (id),
    id text collate "C" not null check (length(id) between 1 and 64 and id !~ '[+>/:\x01-\x1f]'),
    source text collate "C" not null,
    area text collate "C" not null,
    text text not null,
    owner text collate "C",
    due date,
    done boolean not null,
    exported_at timestamptz not null,
    first_seen_at timestamptz not null,
    ended_at timestamptz,
    primary key (citizen_id, id, source)
);
