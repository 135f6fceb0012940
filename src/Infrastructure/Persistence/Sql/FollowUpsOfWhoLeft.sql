-- A list is made of the follow-ups that are planned, of all whom the viewer works with: whoever was to call everybody to one may have left.
-- Of the plan it shows no more than that there is one: words, goals and what was held are read of the one citizen who is looked at.
create policy in_lists on shared_plans for select to sammenhaeng_web using (
    (select viewer_citizen()) is null and (select viewer_person()) is null
    and exists (select from citizen_relations r where r.citizen_id = shared_plans.citizen_id));
create policy in_lists on follow_ups for select to sammenhaeng_web using (
    (select viewer_citizen()) is null and state = 'planned' and exists (select from shared_plans p where p.id = shared_plan_id));
do $$
declare
    of text;
begin
    foreach of in array array['shared_plan_words', 'follow_ups']
    loop
        execute format('alter policy of_plan on %I using ((select viewer_citizen()) is not null and exists (select from shared_plans p where p.id = shared_plan_id))', of);
    end loop;
end;
$$;
alter policy of_citizen on common_goals using ((select viewer_citizen()) is not null and exists (select from shared_plans p where p.id = shared_plan_id));

-- How much those who have left hold still, for whoever ended their employment and sees no citizen.
drop function held_by_staff(uuid[]);
create function held_by_staff(members uuid[]) returns table (user_id uuid, conflicts integer, agreements integer, coordinates integer, follow_ups integer)
language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
    if not viewer_has_role('administrator') then
        return;
    end if;
    return query
    select m.member,
        (select count(*)::integer from conflicts c where c.owner_id = m.member and c.state in ('open', 'acknowledged')),
        (select count(*)::integer from staff_directory d join agreements g on g.source = d.source and g.owner = d.contact_id
         where d.user_id = m.member and not g.done and g.ended_at is null),
        (select count(*)::integer from coordinator_assignments k where k.user_id = m.member and k.state = 'active'),
        (select count(*)::integer from follow_ups f join shared_plans p on p.id = f.shared_plan_id
         where f.caller = m.member and f.state = 'planned' and p.ended_at is null)
    from unnest(members) as m (member);
end;
$$;
grant create on schema public to sammenhaeng_job;
alter function held_by_staff(uuid[]) owner to sammenhaeng_job;
revoke create on schema public from sammenhaeng_job;
revoke execute on function held_by_staff(uuid[]) from public;
grant execute on function held_by_staff(uuid[]) to sammenhaeng_web;
