-- What opens a citizen is one key: an area, or a member of staff who coordinates or is asked to. Every policy looks for the viewer's keys
-- in one index, in which all that it needs stands; the list of a whole area is read from the other one.
alter table citizen_relations
    add column key text collate "C" generated always as (coalesce(area, 'user:' || user_id::text)) stored;
create index citizen_relations_by_key on citizen_relations (citizen_id, key) include (valid_from, valid_to);
create index citizen_relations_of_key on citizen_relations (key, citizen_id) include (valid_from, valid_to);
drop index citizen_relations_by_citizen;

-- Nothing for whoever works with no citizens: of areas they have been told none, not even an empty list.
create function viewer_keys() returns text[] language sql stable as $$
    select case when viewer_areas() is not null then viewer_areas() || ('user:' || current_setting('app.user', true)) end
$$;

-- Whom the viewer never looks up is told with who is asking, once in a transaction. Not told, it is nobody's turn to see anything.
create function close_citizens_of(member uuid) returns uuid[] language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
    return array(select z.id from close_relations r join citizens z on z.cpr_index = r.cpr_index where r.user_id = member);
end;
$$;
create or replace function viewer_close_citizens() returns uuid[] language sql stable as $$
    select nullif(current_setting('app.close', true), '')::uuid[]
$$;
do $$
begin
    execute format('alter function viewer_close_citizens() owner to %I', current_user);
end;
$$;
grant execute on function viewer_close_citizens() to public;
grant create on schema public to sammenhaeng_job;
alter function close_citizens_of(uuid) owner to sammenhaeng_job;
revoke create on schema public from sammenhaeng_job;
revoke execute on function close_citizens_of(uuid) from public;
grant execute on function close_citizens_of(uuid) to sammenhaeng_web, sammenhaeng_job;

-- An area's relation has no end; how many those are the statistics know, and how many begin before a day that is told they do not.
alter policy own on citizen_relations using (
    key = any ((select viewer_keys())::text[])
    and (valid_from = '-infinity' and valid_to = 'infinity' or valid_from <= (select viewer_day()) and valid_to >= (select viewer_day()))
    and citizen_id <> all ((select viewer_close_citizens())::uuid[]));
