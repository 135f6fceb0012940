-- What one area proposes that another one changes. What was proposed and said stays; of a proposal only what became of it changes, once.
alter table proposals
    add constraint proposal_says_something check (length(btrim(text)) >= 10),
    add constraint proposal_decided_whole check ((state = 'waiting') = (decided_by is null) and (decided_by is null) = (decided_at is null)),
    add constraint proposal_is_withdrawn_by_its_own check (state <> 'withdrawn' or decided_by = proposed_by),
    add constraint proposal_of_an_item check (target_kind in ('plans', 'goals', 'interventions', 'appointments'));

create function keep_proposal() returns trigger language plpgsql as $$
begin
    if tg_op = 'UPDATE' and tg_table_name = 'proposals' then
        if (new.id, new.citizen_id, new.target_kind, new.target_source, new.target_id, new.area, new.from_area, new.text, new.proposed_by, new.proposed_at)
            is distinct from (old.id, old.citizen_id, old.target_kind, old.target_source, old.target_id, old.area, old.from_area, old.text, old.proposed_by, old.proposed_at)
            or old.state <> 'waiting' and (new.state, new.decided_by, new.decided_at) is distinct from (old.state, old.decided_by, old.decided_at) then
            raise exception 'A proposal is kept as it was made and answered.' using errcode = 'restrict_violation';
        end if;
        return new;
    end if;
    raise exception 'Proposals and what was said to them are kept.' using errcode = 'restrict_violation';
end;
$$;
create trigger proposals_stay before update or delete on proposals for each row execute function keep_proposal();
create trigger proposals_are_not_emptied before truncate on proposals for each statement execute function keep_proposal();
create trigger proposal_answers_stay before update or delete on proposal_answers for each row execute function keep_proposal();
create trigger proposal_answers_are_not_emptied before truncate on proposal_answers for each statement execute function keep_proposal();

grant select, insert, update on proposals to sammenhaeng_web;
grant select, insert on proposal_answers to sammenhaeng_web;
alter table proposals enable row level security, force row level security;
alter table proposal_answers enable row level security, force row level security;
create policy system on proposals to sammenhaeng_job using (true) with check (true);
create policy system on proposal_answers to sammenhaeng_job using (true) with check (true);
-- The two areas it is between, of a citizen they work with; and whoever made it.
create policy between on proposals to sammenhaeng_web using (
    (area = any ((select viewer_areas())::text[]) or from_area = any ((select viewer_areas())::text[]) or proposed_by = (select viewer_id()) or (select viewer_gives_subject_access()))
    and case when (select viewer_citizen()) is not null then citizen_id = (select viewer_citizen())
             else exists (select from citizen_relations r where r.citizen_id = proposals.citizen_id) end);
create policy between on proposal_answers to sammenhaeng_web using (exists (select from proposals p where p.id = proposal_id));
