-- Whoever is invited reads a meeting; the area that called it runs it, in its own name. Each of the invited answers for themselves, and
-- puts something right beside frozen minutes.
create function runs_meeting(meeting uuid) returns boolean language sql stable as $$
    select exists (select from network_meetings m where m.id = meeting and m.area = any ((select viewer_areas())::text[]))
$$;

-- Held while it is changed, so whoever sees it must be let in to the row: what may change in it is told by what did. An answer leaves its
-- mark in the revision.
create function meeting_is_run_by_its_area() returns trigger language plpgsql as $$
begin
    if viewer_id() is not null and not coalesce(old.area = any (viewer_areas()), false)
        and to_jsonb(new) - 'revision' <> to_jsonb(old) - 'revision' then
        raise exception 'A meeting is run by the area that called it.' using errcode = 'insufficient_privilege';
    end if;
    return new;
end;
$$;
create trigger network_meetings_are_run_by_their_area before update on network_meetings for each row execute function meeting_is_run_by_its_area();

create policy called_in_own_name on network_meetings as restrictive for insert to sammenhaeng_web with check (
    called_by = (select viewer_id()) and area = any ((select viewer_areas())::text[]));
create policy invited_by_its_area on meeting_invitees as restrictive for insert to sammenhaeng_web with check (runs_meeting(meeting_id));
create policy answered_by_whom_it_asks on meeting_invitees as restrictive for update to sammenhaeng_web
    using (runs_meeting(meeting_id) or user_id = (select viewer_id()));
create policy put_by_its_area on meeting_points as restrictive for insert to sammenhaeng_web with check (runs_meeting(meeting_id));
create policy settled_by_its_area on meeting_points as restrictive for update to sammenhaeng_web using (runs_meeting(meeting_id));
create policy taken_out_by_its_area on meeting_points as restrictive for delete to sammenhaeng_web using (runs_meeting(meeting_id));
create policy agreed_by_its_area on meeting_agreements as restrictive for insert to sammenhaeng_web with check (runs_meeting(meeting_id));
create policy in_own_name on meeting_additions as restrictive for insert to sammenhaeng_web with check (by = (select viewer_id()));
