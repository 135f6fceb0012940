-- What the areas' plans of a citizen have in common. The citizen has one such plan at a time. What was said, wanted and marked is kept; of a
-- plan, a goal and a follow-up only what became of it is written, once.
alter table shared_plans
    add constraint shared_plan_ended_whole check ((ended_at is null) = (ended_by is null));
alter table shared_plan_words
    add constraint words_say_something check (length(btrim(text)) > 0),
    add constraint words_about check (about in ('whatMatters', 'strengths'));
alter table follow_ups
    add constraint follow_up_done_whole check ((state = 'planned') = (done_by is null) and (done_by is null) = (done_at is null)),
    add constraint follow_up_held_whole check (
        (state = 'held') = (held_on is not null) and (held_on is null) = (result is null) and (result is null) = (note is null)),
    add constraint follow_up_result check (result in ('continue', 'change', 'end', 'rerefer'));
alter table common_goals
    add constraint common_goal_closed_whole check ((state = 'active') = (closed_by is null) and (closed_by is null) = (closed_at is null));
alter table common_goal_versions
    add constraint common_goal_says_something check (length(btrim(text)) > 0),
    add constraint common_goal_has_five_steps check (cardinality(steps) = 5 and array_position(steps, '') is null and array_position(steps, null) is null),
    add constraint common_goal_weight check (weight between 1 and 3);
alter table common_goal_marks
    add constraint mark_is_one_of_five check (step between 1 and 5),
    add constraint mark_of_staff_is_somebodys check (side = 'citizen' or written_down_by is not null);

create index shared_plans_by_citizen on shared_plans (citizen_id);

create function keep_shared_plan() returns trigger language plpgsql as $$
begin
    if tg_op = 'UPDATE' then
        if tg_table_name = 'shared_plans' then
            if (new.id, new.citizen_id, new.started_by, new.started_at) is not distinct from (old.id, old.citizen_id, old.started_by, old.started_at)
                and old.ended_at is null then
                return new;
            end if;
        elsif tg_table_name = 'follow_ups' then
            if old.state = 'planned' and (new.shared_plan_id, new.number, new.planned_on, new.caller, new.planned_by, new.planned_at)
                is not distinct from (old.shared_plan_id, old.number, old.planned_on, old.caller, old.planned_by, old.planned_at) then
                return new;
            end if;
        elsif tg_table_name = 'common_goals' then
            if (new.id, new.citizen_id, new.shared_plan_id, new.set_on) is not distinct from (old.id, old.citizen_id, old.shared_plan_id, old.set_on)
                and old.state = 'active' then
                return new;
            end if;
        end if;
    end if;
    raise exception 'What a shared plan was is kept.' using errcode = 'restrict_violation';
end;
$$;

-- A goal is of the citizen whose plan it stands in.
create function common_goal_is_of_plan() returns trigger language plpgsql as $$
begin
    if not exists (select from shared_plans p where p.id = new.shared_plan_id and p.citizen_id = new.citizen_id and p.ended_at is null) then
        raise exception 'A common goal stands in a plan of its citizen.' using errcode = 'check_violation', constraint = 'common_goal_is_of_plan';
    end if;
    return new;
end;
$$;
create trigger common_goals_stand_in_plan before insert on common_goals for each row execute function common_goal_is_of_plan();

do $$
declare
    of text;
begin
    foreach of in array array['shared_plans', 'follow_ups', 'common_goals', 'shared_plan_words', 'common_goal_versions', 'common_goal_marks']
    loop
        execute format('create trigger %1$s_stay before update or delete on %1$I for each row execute function keep_shared_plan()', of);
        execute format('create trigger %1$s_are_not_emptied before truncate on %1$I for each statement execute function keep_shared_plan()', of);
        execute format('grant select, insert on %I to sammenhaeng_web', of);
        execute format('alter table %I enable row level security, force row level security', of);
        execute format('create policy system on %I to sammenhaeng_job using (true) with check (true)', of);
    end loop;
end;
$$;
grant update (ended_by, ended_at, revision) on shared_plans to sammenhaeng_web;
grant update (state, held_on, result, note, done_by, done_at) on follow_ups to sammenhaeng_web;
grant update (state, closed_by, closed_at, revision) on common_goals to sammenhaeng_web;

-- For those who work with the citizen, and the citizen and who stands by them. Emergency access opens an area, and this is no area's.
create policy of_citizen on shared_plans to sammenhaeng_web using (
    citizen_id = (select viewer_citizen()) and ((select viewer_person()) is not null or (select viewer_gives_subject_access())
        or exists (select from citizen_relations r where r.citizen_id = shared_plans.citizen_id)));
create policy of_citizen on common_goals to sammenhaeng_web using (exists (select from shared_plans p where p.id = shared_plan_id));
create policy of_plan on shared_plan_words to sammenhaeng_web using (exists (select from shared_plans p where p.id = shared_plan_id));
create policy of_plan on follow_ups to sammenhaeng_web using (exists (select from shared_plans p where p.id = shared_plan_id));
create policy of_goal on common_goal_versions to sammenhaeng_web using (exists (select from common_goals g where g.id = common_goal_id));
create policy of_goal on common_goal_marks to sammenhaeng_web using (exists (select from common_goals g where g.id = common_goal_id));

-- Who is the citizen whom this transaction looks at, and nobody who stands beside them.
create function viewer_is_citizen() returns boolean language sql stable as $$
    select viewer_person() is not null and exists (
        select from standings_of(viewer_person(), viewer_day()) s where s.citizen_id = viewer_citizen() and s.kind = 'self')
$$;
-- The citizen writes what matters and marks their own step, and nobody writes in another's name: not the staff in the citizen's, nor the other way.
create policy in_own_name on shared_plans as restrictive for insert to sammenhaeng_web with check (
    case when started_by is null then (select viewer_is_citizen()) else started_by = (select viewer_id()) end);
create policy not_ended_by_private_persons on shared_plans as restrictive for update to sammenhaeng_web
    using (true) with check ((select viewer_person()) is null or ended_at is null and (select viewer_is_citizen()));
create policy in_own_name on shared_plan_words as restrictive for insert to sammenhaeng_web with check (
    case when written_down_by is null then about = 'whatMatters' and (select viewer_is_citizen()) else written_down_by = (select viewer_id()) end);
create policy in_own_name on common_goal_marks as restrictive for insert to sammenhaeng_web with check (
    case when written_down_by is null then side = 'citizen' and (select viewer_is_citizen()) else written_down_by = (select viewer_id()) end);
create policy in_own_name on follow_ups as restrictive for insert to sammenhaeng_web with check (planned_by = (select viewer_id()));
create policy in_own_name on common_goal_versions as restrictive for insert to sammenhaeng_web with check (by = (select viewer_id()));
create policy not_by_private_persons on common_goals as restrictive for insert to sammenhaeng_web with check ((select viewer_person()) is null);
create policy not_closed_by_private_persons on common_goals as restrictive for update to sammenhaeng_web
    using (true) with check ((select viewer_person()) is null or state = 'active' and (select viewer_is_citizen()));
create policy not_changed_by_private_persons on follow_ups as restrictive for update to sammenhaeng_web using ((select viewer_person()) is null);
