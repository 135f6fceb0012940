-- What became of a question whether to coordinate, for whoever it was asked: also when it was taken back and the citizen is not theirs to see. Nothing of
-- the citizen.
create function what_became_of_question(question uuid) returns table (kind text, state text, at timestamptz)
language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
    return query select a.kind::text, a.state::text, a.answered_at from coordinator_assignments a where a.id = question and a.user_id = viewer_id();
end;
$$;
grant create on schema public to sammenhaeng_job;
alter function what_became_of_question(uuid) owner to sammenhaeng_job;
revoke create on schema public from sammenhaeng_job;
revoke execute on function what_became_of_question(uuid) from public;
grant execute on function what_became_of_question(uuid) to sammenhaeng_web;
