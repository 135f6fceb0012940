-- The statutory plan that takes the place of others. It takes effect when all that the law demands is there, which is looked at here once
-- more; while it holds, the plans it replaces are read and not written in. When somebody takes their consent back, it ends in the same moment.
alter table holistic_plans
    add constraint holistic_plan_in_force_whole check ((in_force_on is null) = (in_force_by is null) and (state <> 'inForce' or in_force_on is not null)
        and (state <> 'draft' or in_force_on is null)),
    add constraint holistic_plan_ended_whole check ((state in ('ended', 'dropped')) = (ended_on is not null) and (state = 'ended') = (ended_why is not null)
        and (ended_on is null or ended_by is not null or ended_why = 'consentWithdrawn'));
alter table holistic_plan_replacements
    add column replaced_by text collate "C",
    add constraint replaced_plan_is_told foreign key (citizen_id, plan_id, source) references plans (citizen_id, id, source),
    add constraint replaced_whole check ((from_on is null) = (replaced_by is null) and (until_on is null or from_on is not null));
create unique index plans_replaced_once on holistic_plan_replacements (citizen_id, source, plan_id) where from_on is not null and until_on is null;

alter table consent_records
    drop constraint consent_from_one_area_to_another,
    add constraint consent_from_one_area_to_another check ((from_area = to_area) = (holistic_plan_id is not null)),
    add constraint consent_to_replace_is_of_that_kind check (holistic_plan_id is null or kind = 'planReplacement');
alter table consent_texts add column about text collate "C" not null default 'sharing' check (about in ('sharing', 'replacing'));
insert into consent_texts (version, language, about, plan, goals, interventions, appointments, text, published_on) values
('2026-1-plan', 'da', 'replacing', 'hvad planen hedder og handler om', 'dine mål', 'den hjælp du får', 'dine aftaler',
'Må vi skrive én plan i stedet for flere?

Den nye plan hedder en helhedsorienteret plan. {from} skriver den sammen med dig.
Den træder i stedet for: {purpose}.
Så længe den gælder, skriver vi kun i den nye plan. De andre planer kan stadig læses.
Dit svar gælder til og med {until}.

Du bestemmer selv. Siger du nej, beholder du dine planer, som de er, og du får den samme hjælp.
Du kan altid skifte mening. Så stopper den nye plan samme dag, og de andre planer gælder igen.', '2026-01-01'),
('2026-1-plan', 'en', 'replacing', 'what the plan is called and is about', 'your goals', 'the help you get', 'your appointments',
'May we write one plan instead of several?

The new plan is called a holistic plan. {from} writes it together with you.
It takes the place of: {purpose}.
As long as it holds, we write in the new plan alone. The other plans can still be read.
Your answer applies up to and including {until}.

You decide. If you say no, you keep your plans as they are, and you get the same help.
You can always change your mind. Then the new plan stops the same day, and the other plans hold again.', '2026-01-01');

-- A draft is changed; of a plan that holds, only that it ends. Before it takes effect everything is looked at.
create function keep_holistic_plan() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
    if tg_op <> 'UPDATE' or (new.id, new.citizen_id, new.lead_area, new.started_by, new.started_at)
        is distinct from (old.id, old.citizen_id, old.lead_area, old.started_by, old.started_at)
        or (old.state, new.state) not in (('draft', 'draft'), ('draft', 'inForce'), ('draft', 'dropped'), ('inForce', 'inForce'), ('inForce', 'ended'))
        or old.state <> 'draft' and to_jsonb(new) - '{state,ended_on,ended_by,ended_why,revision}'::text[]
            is distinct from to_jsonb(old) - '{state,ended_on,ended_by,ended_why,revision}'::text[] then
        raise exception 'What a holistic plan was is kept.' using errcode = 'restrict_violation';
    end if;
    if old.state = 'draft' and new.state = 'inForce' then
        if not (new.is_complex and new.is_compound and new.has_several_plans and new.needs_coordination) or length(btrim(new.reason)) < 20 or new.next_follow_up is null then
            raise exception 'The four tests are not met.' using errcode = 'check_violation', constraint = 'holistic_plan_tests_are_met';
        end if;
        if not exists (select from holistic_plan_replacements r where r.holistic_plan_id = new.id)
            or exists (select from holistic_plan_replacements r where r.holistic_plan_id = new.id and not r.is_own
                and not exists (select from proposals p where p.id = r.proposal_id and p.state = 'accepted' and p.citizen_id = r.citizen_id
                    and p.target_kind = 'plans' and p.target_source = r.source and p.target_id = r.plan_id)) then
            raise exception 'Not every area has said yes.' using errcode = 'check_violation', constraint = 'holistic_plan_areas_agree';
        end if;
        if not exists (select from consent_records c where c.holistic_plan_id = new.id and c.state = 'given' and new.in_force_on between c.given_on and c.valid_to) then
            raise exception 'Nobody has agreed to it.' using errcode = 'check_violation', constraint = 'holistic_plan_has_consent';
        end if;
    end if;
    return new;
end;
$$;
create trigger holistic_plans_stay before update or delete on holistic_plans for each row execute function keep_holistic_plan();

create function keep_holistic_plan_parts() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
    state_of text;
begin
    if tg_op = 'TRUNCATE' or tg_table_name = 'holistic_plan_texts' and tg_op <> 'INSERT' then
        raise exception 'What a holistic plan said is kept.' using errcode = 'restrict_violation';
    end if;
    state_of := (select h.state from holistic_plans h where h.id = coalesce(new.holistic_plan_id, old.holistic_plan_id));
    if tg_table_name = 'holistic_plan_texts' then
        if state_of in ('draft', 'inForce') then
            return new;
        end if;
    elsif state_of = 'draft' then
        if tg_op = 'DELETE' then
            return old;
        end if;
        if new.from_on is null and exists (select from holistic_plans h where h.id = new.holistic_plan_id and h.citizen_id = new.citizen_id) then
            return new;
        end if;
    elsif tg_op = 'UPDATE' then
        if to_jsonb(new) - '{from_on,replaced_by,until_on}'::text[] is not distinct from to_jsonb(old) - '{from_on,replaced_by,until_on}'::text[]
            and (state_of = 'inForce' and old.from_on is null and new.until_on is null
                or state_of = 'ended' and old.until_on is null and (new.from_on, new.replaced_by) is not distinct from (old.from_on, old.replaced_by)) then
            return new;
        end if;
    end if;
    raise exception 'What a holistic plan replaced and said is kept.' using errcode = 'restrict_violation';
end;
$$;
create trigger holistic_plan_replacements_stay before insert or update or delete on holistic_plan_replacements for each row execute function keep_holistic_plan_parts();
create trigger holistic_plan_texts_stay before insert or update or delete on holistic_plan_texts for each row execute function keep_holistic_plan_parts();
create trigger holistic_plans_are_not_emptied before truncate on holistic_plans for each statement execute function keep_holistic_plan_parts();
create trigger holistic_plan_replacements_are_not_emptied before truncate on holistic_plan_replacements for each statement execute function keep_holistic_plan_parts();
create trigger holistic_plan_texts_are_not_emptied before truncate on holistic_plan_texts for each statement execute function keep_holistic_plan_parts();

-- With the state go the plans: replaced from that day, or to be written in again. What was taken over leaves the course with the plan, for
-- what it came from is back; what was first written in it stays, and is found to be help without a plan.
create function turn_holistic_plan() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
    of_source text := 'sammenhaeng-' || lower(new.lead_area);
    ended timestamptz := (new.ended_on + time '12:00') at time zone 'Europe/Copenhagen';
begin
    if new.state = 'inForce' then
        update holistic_plan_replacements r set from_on = new.in_force_on, replaced_by = of_source || ':' || new.id where r.holistic_plan_id = new.id;
    else
        update holistic_plan_replacements r set until_on = new.ended_on where r.holistic_plan_id = new.id;
        update plans p set status = 'completed', period_to = greatest(p.period_from, new.ended_on), changed_at = ended
        where p.citizen_id = new.citizen_id and p.source = of_source and p.id = new.id::text;
        update goals t set ended_at = ended, changed_at = ended
        where t.citizen_id = new.citizen_id and t.source = of_source and t.id = any (new.taken_over) and t.ended_at is null;
        update interventions t set ended_at = ended, changed_at = ended
        where t.citizen_id = new.citizen_id and t.source = of_source and t.id = any (new.taken_over) and t.ended_at is null;
        update intervention_requirements t set ended_at = ended
        where t.citizen_id = new.citizen_id and t.source = of_source and t.intervention_id = any (new.taken_over) and t.ended_at is null;
        update milestones t set ended_at = ended, changed_at = ended
        where t.citizen_id = new.citizen_id and t.source = of_source and t.id = any (new.taken_over) and t.ended_at is null;
    end if;
    return null;
end;
$$;
create trigger holistic_plans_turn after update of state on holistic_plans for each row
    when (old.state is distinct from new.state and new.state in ('inForce', 'ended')) execute function turn_holistic_plan();

-- Looked at when all of a transaction is written: a consent that is renewed is withdrawn and given in the same.
create function end_unconsented_plan() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
    update holistic_plans h set state = 'ended', ended_on = new.withdrawn_on, ended_why = 'consentWithdrawn', revision = h.revision + 1
    where h.id = new.holistic_plan_id and h.state = 'inForce'
      and not exists (select from consent_records c where c.holistic_plan_id = h.id and c.state = 'given');
    return null;
end;
$$;
create constraint trigger consent_records_end_plans after update on consent_records deferrable initially deferred
    for each row when (new.state = 'withdrawn' and new.holistic_plan_id is not null) execute function end_unconsented_plan();

-- A plan of the citizen that is written, or that holds, also between other areas than the viewer's.
create function has_holistic_plan(citizen uuid) returns boolean language sql stable security definer set search_path = public, pg_temp as $$
    select exists (select from holistic_plans h where h.citizen_id = citizen and h.state in ('draft', 'inForce'))
$$;

-- The viewer works in the area that writes it.
create function leads_holistic_plan(plan uuid) returns boolean language sql stable security definer set search_path = public, pg_temp as $$
    select exists (select from holistic_plans h where h.id = plan and h.lead_area = any (viewer_areas()))
$$;

-- Why something cannot be written: it stands in a plan that is replaced, or it is a holistic plan, which begins and ends on its own page, or
-- stands in one that does not hold. Null where it can. An item that is moved to another plan is still of the one it stood in.
create function written_item_is_locked(citizen uuid, of_source text, of_kind text, of_id text, of_plan text, of_type text, of_status text)
returns text language sql stable as $$
    with stood as (
        select array[of_plan, (
            select case of_kind when 'plans' then w.id else w.content ->> 'plan' end from written_items w
            where w.citizen_id = citizen and w.source = of_source and w.kind = of_kind and w.id = of_id order by w.version desc limit 1)] as plans)
    select case
        when of_kind not in ('plans', 'goals', 'interventions', 'milestones') then null
        when exists (select from holistic_plan_replacements r where r.citizen_id = citizen and r.source = of_source and r.plan_id = any (stood.plans)
            and r.from_on is not null and r.until_on is null) then 'replaced'
        when exists (select from holistic_plans h where h.citizen_id = citizen and h.id::text = any (stood.plans)
            and (h.state <> 'inForce' or of_kind = 'plans' and of_status not in ('active', 'underReview'))) then 'holistic'
        when of_kind = 'plans' and exists (select from plan_types t where t.code = of_type and t.replaces_plans)
            <> exists (select from holistic_plans h where h.citizen_id = citizen and h.id::text = of_id) then 'holistic'
    end from stood
$$;
create function written_item_is_open() returns trigger language plpgsql as $$
declare
    locked text := written_item_is_locked(new.citizen_id, new.source, new.kind, new.id, case new.kind when 'plans' then new.id else new.content ->> 'plan' end,
        new.content ->> 'type', case when new.is_removed then '' else new.content ->> 'status' end);
begin
    if locked is not null then
        raise exception 'A plan that is replaced is read, and not written in.' using errcode = 'check_violation', constraint = 'replaced_plan_is_locked';
    end if;
    return new;
end;
$$;
create trigger written_items_are_open before insert on written_items for each row execute function written_item_is_open();

-- What systems tell of a plan that is replaced is taken in as facts; what was written here stays as it was.
create function replaced_plan_stays() returns trigger language plpgsql as $$
begin
    if exists (select from holistic_plan_replacements r where r.citizen_id = old.citizen_id and r.source = old.source and r.plan_id = old.id
        and r.from_on is not null and r.until_on is null) then
        raise exception 'A plan that is replaced is read, and not written in.' using errcode = 'check_violation', constraint = 'replaced_plan_is_locked';
    end if;
    return new;
end;
$$;
create trigger replaced_plans_stay before update of title, summary, type, status, period_from, period_to, next_follow_up, owner_id on plans
    for each row when (old.source like 'sammenhaeng-%') execute function replaced_plan_stays();

-- As a course is read: what systems tell, and that a plan is replaced here. A plan that is over anyhow is over.
create view all_plans with (security_invoker = true) as
    select p.citizen_id, p.source, p.id, p.area, p.type, p.title, p.summary,
        case when r.replaced_by is not null and p.status in ('draft', 'active', 'underReview') then 'replaced' else p.status end as status,
        p.period_from, p.period_to, p.next_follow_up, p.owner_id, p.unit, p.sensitivity, p.ends_at_age, p.successor_ref, p.no_further_need,
        coalesce(r.replaced_by, p.replaced_by_ref) as replaced_by_ref, p.keeps_owner, p.citizen_declined_goal, p.decision_date, p.case_system, p.case_number, p.kle,
        p.exported_at, p.first_seen_at, p.ended_at
    from plans p left join holistic_plan_replacements r
        on r.citizen_id = p.citizen_id and r.source = p.source and r.plan_id = p.id and r.from_on is not null and r.until_on is null;

alter table notices drop constraint notices_kind_check;
alter table notices add constraint notices_kind_check check (kind in ('conflict', 'proposal', 'proposalAnswer', 'coordinatorAsked', 'coordinatorAnswer',
    'coordinatorEnded', 'emergencyAccess', 'emergencyReview', 'agreementDue', 'agreementOverdue', 'followUp', 'holisticPlanInForce', 'holisticPlanEnded'));

grant create on schema public to sammenhaeng_job;
alter function keep_holistic_plan() owner to sammenhaeng_job;
alter function keep_holistic_plan_parts() owner to sammenhaeng_job;
alter function turn_holistic_plan() owner to sammenhaeng_job;
alter function end_unconsented_plan() owner to sammenhaeng_job;
alter function has_holistic_plan(uuid) owner to sammenhaeng_job;
alter function leads_holistic_plan(uuid) owner to sammenhaeng_job;
revoke create on schema public from sammenhaeng_job;
revoke execute on function has_holistic_plan(uuid), leads_holistic_plan(uuid) from public;
grant execute on function has_holistic_plan(uuid), leads_holistic_plan(uuid) to sammenhaeng_web, sammenhaeng_job;

grant select on all_plans to sammenhaeng_web, sammenhaeng_job;
grant select, insert on holistic_plans, holistic_plan_texts to sammenhaeng_web;
grant select, insert, delete on holistic_plan_replacements to sammenhaeng_web;
grant update (state, is_complex, is_compound, has_several_plans, needs_coordination, reason, next_follow_up, ended_on, ended_by, ended_why, revision)
    on holistic_plans to sammenhaeng_web;
grant update (proposal_id) on holistic_plan_replacements to sammenhaeng_web;

do $$
declare
    of text;
begin
    foreach of in array array['holistic_plans', 'holistic_plan_replacements', 'holistic_plan_texts']
    loop
        execute format('alter table %I enable row level security, force row level security', of);
        execute format('create policy system on %I to sammenhaeng_job using (true) with check (true)', of);
    end loop;
end;
$$;
-- That a plan is replaced is seen by whoever sees the plan; why, and what the new one says, by the areas it is between, and the citizen.
create policy of_citizen on holistic_plan_replacements to sammenhaeng_web using (
    case when (select viewer_citizen()) is not null then citizen_id = (select viewer_citizen())
         else exists (select from citizen_relations r where r.citizen_id = holistic_plan_replacements.citizen_id) end);
create policy between on holistic_plans to sammenhaeng_web using (
    citizen_id = (select viewer_citizen()) and ((select viewer_person()) is not null or (select viewer_gives_subject_access())
        or lead_area = any ((select viewer_areas())::text[])
        or exists (select from holistic_plan_replacements r where r.holistic_plan_id = holistic_plans.id and r.area = any ((select viewer_areas())::text[]))));
create policy of_plan on holistic_plan_texts to sammenhaeng_web using (exists (select from holistic_plans h where h.id = holistic_plan_id));
-- It is written by the area that leads it, in one's own name.
create policy in_own_name on holistic_plans as restrictive for insert to sammenhaeng_web with check (
    started_by = (select viewer_id()) and lead_area = any ((select viewer_areas())::text[]));
create policy by_its_area on holistic_plans as restrictive for update to sammenhaeng_web using (lead_area = any ((select viewer_areas())::text[]));
create policy in_own_name on holistic_plan_texts as restrictive for insert to sammenhaeng_web with check (
    by = (select viewer_id()) and leads_holistic_plan(holistic_plan_id));
create policy by_its_area on holistic_plan_replacements as restrictive for insert to sammenhaeng_web with check (leads_holistic_plan(holistic_plan_id));
create policy changed_by_its_area on holistic_plan_replacements as restrictive for update to sammenhaeng_web using (leads_holistic_plan(holistic_plan_id));
create policy taken_out_by_its_area on holistic_plan_replacements as restrictive for delete to sammenhaeng_web using (leads_holistic_plan(holistic_plan_id));
