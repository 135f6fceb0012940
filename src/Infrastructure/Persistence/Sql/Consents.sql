-- Consents that are asked for here, and plans that are shared from here. What the rules of them are is held here, too.
create table consent_texts (
    version text collate "C" not null check (version <> ''),
    language text collate "C" not null check (language in ('da', 'en')),
    text text not null,
    published_on date not null,
    primary key (version, language)
);
insert into consent_texts (version, language, text, published_on) values
('2026-1', 'da', 'Må {to} se noget af din plan hos {from}?

Det drejer sig om: {what}.
Det skal bruges til: {purpose}
Dit svar gælder til og med {until}.

Du bestemmer selv. Siger du nej, får du stadig hjælp. Men du kan komme til at fortælle det samme flere gange.
Du kan altid skifte mening. Så kan {to} ikke se det mere fra samme dag. Det, de allerede har skrevet, bliver i deres egne papirer.', '2026-01-01'),
('2026-1', 'en', 'May {to} see some of your plan with {from}?

It is about: {what}.
It is to be used for: {purpose}
Your answer applies up to and including {until}.

You decide. If you say no, you still get help. But you may have to tell the same story again.
You can always change your mind. Then {to} cannot see it any more from the same day. What they have already written stays in their own papers.', '2026-01-01');

alter table consent_records
    add constraint consent_from_one_area_to_another check (from_area <> to_area),
    add constraint consent_about_something check (
        cardinality(categories) > 0 and categories <@ array['plan', 'goals', 'interventions', 'appointments']),
    add constraint consent_for_a_purpose check (length(btrim(purpose)) >= 10),
    add constraint consent_asked_of_somebody check (cardinality(signers) > 0),
    add constraint consent_given_on_a_day check ((state in ('given', 'withdrawn')) = (given_on is not null)),
    add constraint consent_withdrawn_on_a_day check ((state = 'withdrawn') = (withdrawn_on is not null and withdrawal_written_down_by is not null)),
    add constraint consent_by_a_text foreign key (text_version, language) references consent_texts (version, language);
alter table consent_signatures
    add constraint consent_heard_or_on_paper check (length(btrim(note)) >= 5),
    add constraint consent_explained check (consequences_explained or not said_yes);
alter table given_shares
    add constraint share_with_a_reason check (ground = 'consent' or length(btrim(reason)) >= 20),
    add constraint share_stopped_by_somebody check ((stopped_at is null) = (stopped_by is null)),
    add constraint share_of_a_plan foreign key (citizen_id, plan_id, plan_source) references plans (citizen_id, id, source);

-- A text, an answer and a decision stay as they were; of a consent only what became of it changes, and that once each.
create function keep_consent() returns trigger language plpgsql as $$
begin
    if tg_op = 'UPDATE' and tg_table_name = 'consent_records' then
        if to_jsonb(new) - '{state,given_on,withdrawn_on,withdrawn_by,withdrawal_written_down_by,revision}'::text[]
            is distinct from to_jsonb(old) - '{state,given_on,withdrawn_on,withdrawn_by,withdrawal_written_down_by,revision}'::text[]
            or (old.state, new.state) not in (('asked', 'asked'), ('asked', 'given'), ('asked', 'declined'), ('given', 'withdrawn')) then
            raise exception 'A consent stays as it was asked and answered.' using errcode = 'restrict_violation';
        end if;
        return new;
    end if;
    if tg_op = 'UPDATE' and tg_table_name = 'given_shares' then
        if to_jsonb(new) - '{stopped_at,stopped_by,revision}'::text[] is distinct from to_jsonb(old) - '{stopped_at,stopped_by,revision}'::text[]
            or old.stopped_at is not null then
            raise exception 'What was shared stays as it was decided.' using errcode = 'restrict_violation';
        end if;
        return new;
    end if;
    raise exception 'Texts, answers and decisions about consent are kept.' using errcode = 'restrict_violation';
end;
$$;
do $$
declare
    of text;
begin
    foreach of in array array['consent_texts', 'consent_records', 'consent_signatures', 'given_shares']
    loop
        execute format('create trigger %1$s_stay before update or delete on %1$I for each row execute function keep_consent()', of);
        execute format('create trigger %1$s_are_not_emptied before truncate on %1$I for each statement execute function keep_consent()', of);
    end loop;
end;
$$;

-- Given is what everybody who was asked has said yes to: looked at when all of it is written.
create function consent_is_signed() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
    if exists (select from unnest(new.signers) as asked (signer)
               where not exists (select from consent_signatures s where s.consent_id = new.id and s.signer = asked.signer and s.said_yes)) then
        raise exception 'Not everybody who was asked has said yes.' using errcode = 'check_violation', constraint = 'consent_signed_by_all';
    end if;
    return null;
end;
$$;
create constraint trigger consent_records_are_signed after insert or update on consent_records deferrable initially deferred
    for each row when (new.state = 'given') execute function consent_is_signed();
grant create on schema public to sammenhaeng_job;
alter function consent_is_signed() owner to sammenhaeng_job;
revoke create on schema public from sammenhaeng_job;

-- As a course is read: what systems tell, and what was decided here. The source of the latter is ours, which no document may have.
create view all_shares with (security_invoker = true) as
    select citizen_id, source, plan_id, area, ground, reason, null::date as until from plan_shares
    union all
    select citizen_id, plan_source, plan_id, area, ground, reason, until from given_shares where stopped_at is null;
create view all_consents with (security_invoker = true) as
    select citizen_id, source, id, area, kind, from_areas, to_areas, categories, purpose, given_by, given_at, valid_to, revoked_at, first_seen_at
    from consents where ended_at is null
    union all
    select citizen_id, 'sammenhaeng' collate "C", id::text collate "C", from_area, kind, array[from_area], array[to_area], categories, purpose,
        signers[1], given_on, valid_to, withdrawn_on, asked_at
    from consent_records where state in ('given', 'withdrawn');

grant select on consent_texts, all_shares, all_consents to sammenhaeng_web, sammenhaeng_job;
grant select, insert, update on consent_records, given_shares to sammenhaeng_web;
grant select, insert on consent_signatures to sammenhaeng_web;
revoke insert, update, delete on consent_texts from sammenhaeng_job;

alter table consent_records enable row level security, force row level security;
alter table consent_signatures enable row level security, force row level security;
alter table given_shares enable row level security, force row level security;
create policy system on consent_records to sammenhaeng_job using (true) with check (true);
create policy system on consent_signatures to sammenhaeng_job using (true) with check (true);
create policy system on given_shares to sammenhaeng_job using (true) with check (true);
create policy of_citizen on consent_records to sammenhaeng_web using (citizen_id = (select viewer_citizen()));
create policy of_citizen on given_shares to sammenhaeng_web using (citizen_id = (select viewer_citizen()));
create policy of_citizen on consent_signatures to sammenhaeng_web using (exists (select from consent_records r where r.id = consent_id));
