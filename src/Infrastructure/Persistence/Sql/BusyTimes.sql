-- When those who own a plan of the citizen looked at are taken up with other citizens: times alone, of whom and with what is not told. A contact
-- is somebody of the staff directory, under whatever id each system knows them.
create function busy_times(for_citizen uuid, sources text[], ids text[], since timestamptz, until timestamptz)
returns table (start_at timestamptz, end_at timestamptz) language sql stable security definer set search_path = public, pg_temp as $$
    with who as (
        select distinct known.source, known.contact_id as id
        from unnest(sources, ids) asked (source, id)
        join contacts c on c.citizen_id = for_citizen and c.source = asked.source and c.id = asked.id and c.ended_at is null
        join staff_directory d on d.source = c.source and d.contact_id = c.id
        join staff_directory known on known.user_id = d.user_id)
    select distinct a.start_at, a.end_at
    from who
    join contacts c on c.source = who.source and c.id = who.id and c.ended_at is null and c.citizen_id <> for_citizen
    join plans p on p.citizen_id = c.citizen_id and p.source = who.source and p.owner_id = who.id and p.ended_at is null
    join appointments a on a.citizen_id = p.citizen_id and a.source = p.source and a.plan_id = p.id and a.ended_at is null and a.status = 'booked'
        and a.start_at < until and a.end_at > since
    where for_citizen = viewer_citizen()
$$;
grant create on schema public to sammenhaeng_job;
alter function busy_times(uuid, text[], text[], timestamptz, timestamptz) owner to sammenhaeng_job;
revoke create on schema public from sammenhaeng_job;
revoke execute on function busy_times(uuid, text[], text[], timestamptz, timestamptz) from public;
grant execute on function busy_times(uuid, text[], text[], timestamptz, timestamptz) to sammenhaeng_web, sammenhaeng_job;
